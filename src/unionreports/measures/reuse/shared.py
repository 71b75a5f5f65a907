"""Which stretches of single units stand in another report too?"""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd

from unionreports.measures.reuse.compared import Compared, compared
from unionreports.statement_tables import PASSAGE_KINDS, SHARED_TEXT


def shared_text(
    passages: pd.DataFrame, units: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame
) -> pd.DataFrame:
    """Table `shared_text`: the text of each unit that lies in passages, cut where the kinds of the passages change.

    Stretches of one unit do not overlap, and every character in a passage is in exactly one of them. So the text
    that stands elsewhere can be left out as a whole or by kind.

    Parameters
    ----------
    passages
        Table `passages` of these units.
    units, reports, edits
        The tables.
    """
    if passages.empty:
        return SHARED_TEXT.empty()
    corpus = compared(units, reports, edits)
    of_unit: dict[int, list[tuple[int, int, str, str]]] = defaultdict(list)
    sides = passage_sides(passages, corpus)
    first, last = corpus.unit_range(sides["number"].to_numpy(), sides["start"].to_numpy(), sides["end"].to_numpy())
    begins, ends = corpus.joined.begins, corpus.joined.ends
    starts = sides["start"].to_numpy() + corpus.begins[sides["number"]]
    stops = sides["end"].to_numpy() + corpus.begins[sides["number"]]
    for i, (other, kind) in enumerate(zip(sides["other"], sides["kind"])):
        for unit in range(first[i], last[i]):
            begin, end = max(starts[i], begins[unit]), min(stops[i], ends[unit])
            if begin < end:
                of_unit[unit].append((int(begin), int(end), kind, other))
    rows = [(unit, *stretch) for unit in sorted(of_unit) for stretch in _stretches(of_unit[unit])]
    return _table(rows, corpus)


def passage_sides(passages: pd.DataFrame, corpus: Compared) -> pd.DataFrame:
    """Both sides of each passage as rows.

    Returns
    -------
    DataFrame
        report_id, number (of the report in `corpus`), start, end (positions in its text), other (the other report), kind,
        n_chars, similarity, is_source and is_borrower (whether by the dates this side can only be that): first all sides a.
    """
    sides = []
    for side, other, forth, back in (("a", "b", "a_to_b", "b_to_a"), ("b", "a", "b_to_a", "a_to_b")):
        numbers = corpus.numbers(passages[f"report_{side}"])
        starts = corpus.positions(numbers, passages[f"start_{side}"].to_numpy(np.int64))
        last = corpus.positions(numbers, passages[f"end_{side}"].to_numpy(np.int64) - 1)
        sides.append(
            pd.DataFrame(
                {
                    "report_id": passages[f"report_{side}"],
                    "number": numbers,
                    "start": starts,
                    "end": last + 1,
                    "other": passages[f"report_{other}"],
                    "kind": passages["kind"],
                    "n_chars": passages["n_chars"],
                    "similarity": passages["similarity"],
                    "is_source": passages["direction"] == forth,
                    "is_borrower": passages["direction"] == back,
                }
            )
        )
    return pd.concat(sides, ignore_index=True)


def _stretches(spans: list[tuple[int, int, str, str]]) -> Iterator[tuple[int, int, str, int]]:
    """Start, end, kinds and number of reports of the stretches that spans (start, end, kind, report) make up."""
    events: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for start, end, kind, report in spans:
        events[start].append((1, kind, report))
        events[end].append((-1, kind, report))
    held, having = Counter(), Counter()
    kinds, begin, seen = (), 0, set()
    for at in sorted(events):
        for step, kind, report in events[at]:
            held[kind] += step
            having[report] += step
        now = tuple(kind for kind in PASSAGE_KINDS if held[kind])
        open_here = {report for _, _, report in events[at] if having[report]}
        if now == kinds:
            seen |= open_here
            continue
        if kinds:
            yield begin, at, "|".join(kinds), len(seen)
        kinds, begin, seen = now, at, {report for report, n in having.items() if n}


def _table(rows: list[tuple], corpus: Compared) -> pd.DataFrame:
    unit, starts, ends, kinds, n_reports = zip(*rows)
    unit, starts, ends = np.array(unit), np.array(starts), np.array(ends)
    raw_starts, raw_ends = corpus.joined.raw_spans(starts, ends)
    table = pd.DataFrame(
        {
            "unit_id": corpus.units["unit_id"].take(unit).reset_index(drop=True),
            "text_start": starts - corpus.joined.begins[unit],
            "text_end": ends - corpus.joined.begins[unit],
            "start": raw_starts,
            "end": raw_ends,
            "kinds": kinds,
            "n_reports": n_reports,
        }
    )
    return table.astype({name: column.dtype for name, column in SHARED_TEXT.columns.items()})

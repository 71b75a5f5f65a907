"""Which stretches of single units stand in another report too?"""

import numpy as np
import pandas as pd

from unionreports.measures.reuse.compared import Compared, compared
from unionreports.measures.reuse.ranges import numbers_within
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
    sides = passage_sides(passages, corpus)
    texts = sides["number"].to_numpy()
    starts, ends = sides["start"].to_numpy(), sides["end"].to_numpy()
    first, last = corpus.unit_range(texts, starts, ends)
    starts, ends = starts + corpus.begins[texts], ends + corpus.begins[texts]
    # A passage over several units is cut where they end.
    of, unit = numbers_within(first, last)
    starts, ends = np.maximum(starts[of], corpus.joined.begins[unit]), np.minimum(ends[of], corpus.joined.ends[unit])
    kinds, others = (sides[name].cat.codes.to_numpy(np.int64)[of] for name in ("kind", "other"))
    within = starts < ends
    return _table(_stretches(starts[within], ends[within], kinds[within], others[within]), corpus)


def passage_sides(passages: pd.DataFrame, corpus: Compared) -> pd.DataFrame:
    """Both sides of each passage as rows.

    Returns
    -------
    DataFrame
        report_id, number (of the report in `corpus`), start, end (positions in its text), other (the other report), kind,
        n_chars, similarity, is_source and is_borrower (whether by the dates this side can only be that): first all sides a.
        Reports and kinds are categories, those of `corpus` and of `PASSAGE_KINDS`.
    """
    numbers = {side: corpus.numbers(passages[f"report_{side}"]) for side in "ab"}
    kinds = pd.Categorical(passages["kind"], categories=PASSAGE_KINDS)
    sides = []
    for side, other, forth, back in (("a", "b", "a_to_b", "b_to_a"), ("b", "a", "b_to_a", "a_to_b")):
        starts, lasts = passages[f"start_{side}"].to_numpy(np.int64), passages[f"end_{side}"].to_numpy(np.int64) - 1
        sides.append(
            pd.DataFrame(
                {
                    "report_id": pd.Categorical.from_codes(numbers[side], corpus.report_ids),
                    "number": numbers[side],
                    "start": corpus.positions(numbers[side], starts),
                    "end": corpus.positions(numbers[side], lasts) + 1,
                    "other": pd.Categorical.from_codes(numbers[other], corpus.report_ids),
                    "kind": kinds,
                    "n_chars": passages["n_chars"],
                    "similarity": passages["similarity"],
                    "is_source": passages["direction"] == forth,
                    "is_borrower": passages["direction"] == back,
                }
            )
        )
    return pd.concat(sides, ignore_index=True)


def _stretches(
    starts: np.ndarray, ends: np.ndarray, kinds: np.ndarray, reports: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The stretches that non-empty spans make up, each of the greatest length over which its kinds are the same.

    Parameters
    ----------
    starts, ends, kinds, reports
        Of each span; kinds are indices of `PASSAGE_KINDS`, reports are numbers.

    Returns
    -------
    tuple of arrays
        Start, end, kinds as a sum of powers of two, and number of different reports of each stretch, in order.
    """
    points = np.unique(np.concatenate([starts, ends]))
    first, last = np.searchsorted(points, starts), np.searchsorted(points, ends)
    held = np.zeros(len(points), np.int64)
    for kind in range(len(PASSAGE_KINDS)):
        of = kinds == kind
        change = np.bincount(first[of], minlength=len(points)) - np.bincount(last[of], minlength=len(points))
        held += (np.cumsum(change) > 0) << kind
    edges = np.flatnonzero(np.diff(held, prepend=0))
    run = np.cumsum(np.diff(held, prepend=0) != 0) - 1
    # Each report counts once in each of the runs its span goes through.
    of, through = numbers_within(run[first], run[last - 1] + 1)
    n_reports = int(reports.max(initial=0)) + 1
    counted = np.unique(through * n_reports + reports[of]) // n_reports
    some = np.flatnonzero(held[edges])
    counts = np.bincount(counted, minlength=len(edges))
    return points[edges[some]], points[edges[some + 1]], held[edges[some]], counts[some]


def _table(stretches: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray], corpus: Compared) -> pd.DataFrame:
    starts, ends, kinds, n_reports = stretches
    unit = corpus.joined.owner(starts)
    raw_starts, raw_ends = corpus.joined.raw_spans(starts, ends)
    names = {
        held: "|".join(kind for i, kind in enumerate(PASSAGE_KINDS) if held >> i & 1) for held in set(kinds.tolist())
    }
    table = pd.DataFrame(
        {
            "unit_id": corpus.units["unit_id"].take(unit).reset_index(drop=True),
            "text_start": starts - corpus.joined.begins[unit],
            "text_end": ends - corpus.joined.begins[unit],
            "start": raw_starts,
            "end": raw_ends,
            "kinds": pd.Series(kinds).map(names),
            "n_reports": n_reports,
        }
    )
    return table.astype({name: column.dtype for name, column in SHARED_TEXT.columns.items()})

"""Which passages do two reports have in common, word for word or altered?"""

from collections.abc import Mapping

import pandas as pd

from unionreports.measures.reuse.align import alignments
from unionreports.measures.reuse.commonness import commonness
from unionreports.measures.reuse.compared import Compared, compared
from unionreports.measures.reuse.directions import UNKNOWN, Dates, direction, report_dates
from unionreports.measures.reuse.hosts import model_hosts
from unionreports.measures.reuse.kinds import Held, passage_kinds
from unionreports.measures.reuse.sides import Sides, sides_of
from unionreports.measures.reuse.wording import HigherWording
from unionreports.statement_tables import PASSAGES

#: Longest quote given whole; of a longer one the first and the last part.
LONGEST_QUOTE = 300
_PART = LONGEST_QUOTE // 2
_LEFT_OUT = " … "
#: Passages of these kinds have no source among the two: they are one text, or both have it from a third.
_NO_SOURCE = ("same_document", "official_formula")


def passages(
    units: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame, pages: pd.DataFrame, wording: HigherWording
) -> pd.DataFrame:
    """Table `passages`: every passage two reports have in common, on the same page or not.

    Compared are the units with content of each report, in order; a passage may run over several units.

    Parameters
    ----------
    units, reports, edits, pages
        The tables.
    wording
        As `wording.read_higher_wording` gives it.
    """
    corpus = compared(units, reports, edits)
    spans = alignments(corpus.texts)
    if spans.empty:
        return PASSAGES.empty()
    sides = sides_of(spans)
    words = [corpus.texts[n][s:e] for n, s, e in zip(*(of.tolist() for of in (sides.texts, sides.starts, sides.ends)))]
    shown = _shown(corpus, sides, words)
    ids = pd.Series(corpus.report_ids, dtype="str")
    columns = {name: spans[name] for name in ("n_chars", "similarity", "n_altered")}
    for name, numbers in (("a", sides.a), ("b", sides.b)):
        columns[f"report_{name}"] = ids.take(spans[f"text_{name}"]).reset_index(drop=True)
        columns |= {f"{column}_{name}": shown[column].take(numbers).reset_index(drop=True) for column in shown}
    places = reports.set_index("report_id")["region_code"].reindex(corpus.report_ids).tolist()
    columns["n_reports"], columns["n_places"] = commonness(sides, places)
    held = Held(corpus.report_ids, list(map(len, corpus.texts)), spans, sides, words, columns["n_places"])
    columns["kind"] = passage_kinds(held, reports, model_hosts(reports, pages), wording)
    table = pd.DataFrame(columns)
    table["direction"], table["direction_basis"] = _directions(table, report_dates(reports, pages))
    table["passage_id"] = _keys(table)
    return table[list(PASSAGES.columns)].astype({name: c.dtype for name, c in PASSAGES.columns.items()})


def _shown(corpus: Compared, sides: Sides, words: list[str]) -> pd.DataFrame:
    """Raw span (start, end), quote and unit_ids of each stretch."""
    starts, ends = corpus.raw_spans(sides.texts, sides.starts, sides.ends)
    ids = corpus.units["unit_id"].tolist()
    first, last = corpus.unit_range(sides.texts, sides.starts, sides.ends)
    touched = ["|".join(ids[i:j]) for i, j in zip(first.tolist(), last.tolist())]
    return pd.DataFrame(
        {
            "start": starts,
            "end": ends,
            "quote": pd.Series(list(map(quote, words)), dtype="str"),
            "unit_ids": pd.Series(touched, dtype="str"),
        }
    )


def quote(words: str) -> str:
    """The words, of a long passage beginning and end with … between."""
    return words if len(words) <= LONGEST_QUOTE else words[:_PART] + _LEFT_OUT + words[-_PART:]


def _directions(table: pd.DataFrame, dates: Mapping[str, Dates]) -> tuple[list[str], list[str]]:
    """Direction of each passage, and the dates it rests on."""
    of_pair: dict[tuple[str, str], tuple[str, str]] = {}
    answers = []
    for a, b, kind in zip(table["report_a"], table["report_b"], table["kind"]):
        if kind in _NO_SOURCE:
            answers.append((UNKNOWN, ""))
            continue
        if (a, b) not in of_pair:
            of_pair[a, b] = direction(dates[a], dates[b])
        answers.append(of_pair[a, b])
    return [answer[0] for answer in answers], [answer[1] for answer in answers]


def _keys(table: pd.DataFrame) -> pd.Series:
    numbers = table.groupby(["report_a", "report_b"]).cumcount() + 1
    return table["report_a"] + "~" + table["report_b"] + "~" + numbers.astype("str")

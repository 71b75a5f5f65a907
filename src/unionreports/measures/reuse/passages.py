"""Which passages do two reports have in common, word for word or altered?"""

import numpy as np
import pandas as pd

from unionreports.measures.reuse.align import alignments
from unionreports.measures.reuse.commonness import commonness
from unionreports.measures.reuse.compared import Compared, compared
from unionreports.measures.reuse.directions import UNKNOWN, direction, report_dates
from unionreports.measures.reuse.hosts import model_hosts
from unionreports.measures.reuse.kinds import passage_kinds
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
    spans = _trimmed(alignments(corpus.texts), corpus.texts)
    if spans.empty:
        return PASSAGES.empty()
    table = pd.DataFrame({f"report_{s}": _ids(corpus, spans[f"text_{s}"]) for s in "ab"})
    for side in "ab":
        quoted = list(zip(spans[f"text_{side}"], spans[f"start_{side}"], spans[f"end_{side}"]))
        words = [corpus.texts[number][start:end] for number, start, end in quoted]
        table = table.assign(**_side(corpus, spans, side), **{f"words_{side}": words})
    places = reports.set_index("report_id")["region_code"].reindex(corpus.report_ids).tolist()
    table["n_reports"], table["n_places"] = commonness(spans, places)
    table["similarity"], table["n_altered"] = spans["similarity"].to_numpy(), spans["n_altered"].to_numpy()
    table["n_chars"] = [max(map(_solid, words)) for words in zip(table["words_a"], table["words_b"])]
    positions = table.assign(**{c: spans[c].to_numpy() for c in ("start_a", "end_a", "start_b", "end_b")})
    sizes = dict(zip(corpus.report_ids, map(len, corpus.texts)))
    words = list(zip(table["words_a"], table["words_b"]))
    table["kind"] = passage_kinds(positions, words, reports, sizes, model_hosts(reports, pages), wording)
    table["direction"], table["direction_basis"] = _directions(table, report_dates(reports, pages))
    table["passage_id"] = _keys(table)
    return table[list(PASSAGES.columns)].astype({name: c.dtype for name, c in PASSAGES.columns.items()})


def _trimmed(spans: pd.DataFrame, texts: list[str]) -> pd.DataFrame:
    """The alignments without blanks and line ends at the ends of their sides, in the order of the texts."""
    spans = spans.copy()
    for side in "ab":
        ends = []
        for number, start, end in zip(spans[f"text_{side}"], spans[f"start_{side}"], spans[f"end_{side}"]):
            words = texts[number][start:end]
            start += len(words) - len(words.lstrip())
            ends.append((start, start + len(words.strip())))
        spans[[f"start_{side}", f"end_{side}"]] = np.array(ends, np.int64).reshape(-1, 2)
    kept = spans[(spans["end_a"] > spans["start_a"]) & (spans["end_b"] > spans["start_b"])]
    return kept.sort_values(["text_a", "text_b", "start_a", "start_b", "end_a", "end_b"], ignore_index=True)


def _ids(corpus: Compared, numbers: pd.Series) -> list[str]:
    return [corpus.report_ids[number] for number in numbers]


def _side(corpus: Compared, spans: pd.DataFrame, side: str) -> dict[str, object]:
    """Raw span, quote and units of one side of each passage."""
    numbers, starts, ends = (spans[f"{name}_{side}"].to_numpy(np.int64) for name in ("text", "start", "end"))
    raw_starts, raw_ends = corpus.raw_spans(numbers, starts, ends)
    ids = corpus.units["unit_id"].tolist()
    touched = ["|".join(ids[first:last]) for first, last in zip(*corpus.unit_range(numbers, starts, ends))]
    quotes = [quote(corpus.texts[n][s:e]) for n, s, e in zip(numbers, starts, ends)]
    return {f"start_{side}": raw_starts, f"end_{side}": raw_ends, f"quote_{side}": quotes, f"unit_ids_{side}": touched}


def quote(words: str) -> str:
    """The words, of a long passage beginning and end with … between."""
    return words if len(words) <= LONGEST_QUOTE else words[:_PART] + _LEFT_OUT + words[-_PART:]


def _solid(words: str) -> int:
    """Characters without blanks."""
    return len("".join(words.split()))


def _directions(table: pd.DataFrame, dates) -> tuple[list[str], list[str]]:
    of_pair = {}
    answers = []
    for a, b, kind in zip(table["report_a"], table["report_b"], table["kind"]):
        if (a, b) not in of_pair:
            of_pair[a, b] = direction(dates[a], dates[b])
        answers.append((UNKNOWN, "") if kind in _NO_SOURCE else of_pair[a, b])
    return [answer[0] for answer in answers], [answer[1] for answer in answers]


def _keys(table: pd.DataFrame) -> pd.Series:
    numbers = table.groupby(["report_a", "report_b"]).cumcount() + 1
    return table["report_a"] + "~" + table["report_b"] + "~" + numbers.astype("str")

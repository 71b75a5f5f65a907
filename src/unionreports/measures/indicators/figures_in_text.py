"""Where stated figures stand in the sentences of their report: what is before each, and which share a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
import re

import numpy as np
import pandas as pd

from unionreports.measures.indicators.arithmetic import bounds
from unionreports.text.offsets import Joined, join_rows, join_texts

_SENTENCE_END = re.compile(r"[。！？\n]")
#: Characters before and after a figure that are looked at; a page can be one sentence of a million characters.
_NEAR = 300
#: Counting words for the same things.
_SAME_UNITS = {"名": "人", "位": "人", "个": "家"}


@dataclass(frozen=True)
class Figure:
    """One row of the table `indicators` at its place in the clean text.

    Attributes
    ----------
    row
        Its columns.
    start, end
        Position in the text of its unit.
    words
        Its own words: the number with its unit and what bounds it.
    sentence
        Number of its sentence, over all units of the report.
    before
        Text of the sentence before the figure, from the figure before it or the beginning of the sentence.
    opens
        Whether no figure stands before it in its sentence.
    around, offset
        The sentence as far as it is near, and the position of the figure in that.
    counted
        Its unit; 名 and 位 are 人, 个 is 家.
    low, high
        Between which numbers it lies (`arithmetic.bounds`).
    """

    row: Mapping
    indicator_id: str
    start: int
    end: int
    words: str
    sentence: int
    before: str
    opens: bool
    around: str
    offset: int
    counted: str
    value: float
    low: float
    high: float

    @property
    def range(self) -> tuple[float, float]:
        """Both bounds."""
        return self.low, self.high

    @property
    def is_change(self) -> bool:
        """Whether it tells by how much something changed."""
        return self.row["qualifier"] == "change"

    @property
    def after(self) -> str:
        """Text of the sentence after the figure, as far as it is near."""
        return self.around[self.offset + self.end - self.start :]


def figures_by_report(
    indicators: pd.DataFrame, reports: pd.DataFrame, units: pd.DataFrame, edits: pd.DataFrame | None
) -> Iterator[tuple[Mapping, list[Figure]]]:
    """Columns of each report that states a figure, in the order of `reports`, and its figures in the order of the text.

    Parameters
    ----------
    indicators, reports, units, edits
        The tables of these names. Without `edits`, units are taken to stand in their pages as they are.

    Raises
    ------
    ValueError
        Where a figure's unit is not in `units`.
    """
    missing = indicators.loc[~indicators["unit_id"].isin(units["unit_id"]), "unit_id"].unique()
    if len(missing):
        raise ValueError(
            f"units {', '.join(missing[:5])} have figures but do not stand in the table units; make both together."
        )
    used = units[units["unit_id"].isin(indicators["unit_id"])].reset_index(drop=True)
    joined = (
        join_texts(used["text"].tolist(), used["start"].to_numpy())
        if edits is None
        else join_rows(used, reports, edits)
    )
    number = {unit: i for i, unit in enumerate(used["unit_id"])}
    texts = used["text"].tolist()
    of_report = dict(tuple(indicators.groupby("report_id", sort=False)))
    for report in reports.to_dict("records"):
        rows = of_report.get(report["report_id"])
        if rows is not None:
            rows = rows.sort_values(["start", "end", "indicator_id"], kind="stable")
            yield report, _figures(rows, number, texts, joined)


def _figures(rows: pd.DataFrame, number: dict[str, int], texts: list[str], joined: Joined) -> list[Figure]:
    figures: list[Figure] = []
    sentence, key = -1, None
    breaks: dict[int, list[int]] = {}
    for row in rows.to_dict("records"):
        unit = number[row["unit_id"]]
        text = texts[unit]
        if unit not in breaks:
            breaks[unit] = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
        start, last = (_position(joined, unit, raw, len(text)) for raw in (row["start"], row["end"] - 1))
        nth = int(np.searchsorted(breaks[unit], start, side="right"))
        begin = breaks[unit][nth - 1]
        stop = breaks[unit][min(nth, len(breaks[unit]) - 1)]
        opens = key != (unit, begin)
        if opens:
            sentence, key, since = sentence + 1, (unit, begin), begin
        value, upper = float(row["value"]), row["value_upper"]
        words = text[start : last + 1]
        low, high = bounds(
            value, None if pd.isna(upper) else float(upper), row["unit"], row["scale"], row["qualifier"], words
        )
        counted = _SAME_UNITS.get(row["unit"], row["unit"])
        before = text[min(since, start) : start]
        near = max(begin, start - _NEAR)
        figures.append(
            Figure(
                row, row["indicator_id"], start, last + 1, words, sentence, before, opens, text[near : min(stop, last + _NEAR)],
                start - near, counted, value, low, high,
            )
        )  # fmt: skip
        since = last + 1
    return figures


def _position(joined: Joined, unit: int, raw: int, length: int) -> int:
    """Position in the text of a unit of the character at a raw offset; of one that was cut, where it was."""
    first, stop = np.searchsorted(joined.run_starts, [joined.begins[unit], joined.ends[unit] + (length == 0)])
    starts, shifts = joined.run_starts[first:stop], joined.run_shifts[first:stop]
    run = max(int(np.searchsorted(starts + shifts, raw, side="right")) - 1, 0)
    position = raw - int(shifts[run]) - int(joined.begins[unit])
    return min(max(position, 0), max(length - 1, 0))

"""What several figures of one measure, region and year come to: one figure where they agree, else a range that says so."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

#: So many values are named in a note; the keys lead to the rest.
_NAMED = 5


@dataclass(frozen=True)
class Cell:
    """One row of the panel without its keys; columns as `panel.panel` says."""

    value: float
    value_upper: float | None
    n: int
    n_reports: int
    qualifier: str
    period: str
    indicator_ids: str
    report_ids: str
    note: str


def one_cell(figures: pd.DataFrame, parts: Mapping[str, str]) -> Cell:
    """The figures of one row of the panel as one figure or range.

    Parameters
    ----------
    figures
        Rows of `panel_figures`, all of one measure, unit, region, level, year, kind of period and status.
    parts
        Figure that is a part of another to that other.
    """
    notes = []
    kept, notes = _without_parts(figures, parts, notes)
    kept, notes = _latest(kept, notes)
    kept = kept.sort_values("indicator_id", kind="stable")
    lows, highs = kept["value"], kept["value_upper"].fillna(kept["value"])
    low, high = float(min(lows.min(), highs.min())), float(max(lows.max(), highs.max()))
    stated = kept[["value", "value_upper"]].drop_duplicates()
    if len(stated) > 1:
        told = sorted(set(zip(kept["value"], kept["measure"])))
        values = [f"{value:,.12g} {measure}" for value, measure in told]
        more = f" and {len(values) - _NAMED} more" if len(values) > _NAMED else ""
        reports = kept["report_id"].nunique()
        of = "one report" if reports == 1 else f"{reports} reports"
        notes.append(f"figures of {of} differ ({', '.join(values[:_NAMED])}{more}): kept as a range")
    if kept["period_kind"].iloc[0] == "unknown":
        notes.append("period not stated")
    return Cell(
        low,
        high if high > low else None,
        len(kept),
        kept["report_id"].nunique(),
        _joined(kept["qualifier"]),
        _joined(kept["period"]),
        "|".join(kept["indicator_id"]),
        _joined(kept["report_id"]),
        "; ".join(notes),
    )


def _without_parts(figures: pd.DataFrame, parts: Mapping[str, str], notes: list[str]) -> tuple[pd.DataFrame, list[str]]:
    """Totals without the parts that stand beside them, as the text says or as one is the sum of all others of its report."""
    ids = set(figures["indicator_id"])
    is_part = figures["indicator_id"].map(parts).isin(ids)
    kept = figures[~is_part]
    for _, rows in kept.groupby("report_id"):
        largest = rows["value"].max()
        is_sum = len(rows) > 2 and rows["value"].sum() == 2 * largest and (rows["value"] == largest).sum() == 1
        if is_sum:
            kept = kept.drop(rows.index[rows["value"] != largest])
    n = len(figures) - len(kept)
    return kept, [*notes, f"{n} part{'' if n == 1 else 's'} of a total left out"] if n else notes


def _latest(figures: pd.DataFrame, notes: list[str]) -> tuple[pd.DataFrame, list[str]]:
    """Of what is told of a day the figures of the latest one; those without a day count where none has one."""
    if figures["period_kind"].iloc[0] != "date" or figures["day"].nunique(dropna=False) == 1:
        return figures, notes
    kept = figures[figures["day"] == figures["day"].max()]
    n = len(figures) - len(kept)
    return kept, [*notes, f"{n} earlier figure{'' if n == 1 else 's'} of the year left out"]


def _joined(values: pd.Series) -> str:
    """The different values in their order, joined with |."""
    return "|".join(sorted(set(values)))

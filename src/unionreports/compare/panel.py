"""Measure by region by year: what reports state, side by side, with nothing added up and nothing left out unsaid."""

from collections.abc import Sequence

import pandas as pd

from unionreports.compare.panel_cells import Cell, one_cell
from unionreports.compare.panel_figures import panel_figures
from unionreports.text.measure_lexicon import Measures
from unionreports.text.prices import SERIES, deflator

#: Unit of money.
MONEY = "元"
#: Measure that others are related to, and to how many of it.
MEMBERS, PER = "members", 10_000
#: Counts alone have a rate to members.
_NO_COUNTS = ("%", "个百分点", "倍")
_CELL = tuple(Cell.__dataclass_fields__)
#: Columns that are no text.
_DTYPES = {"year": "int64", "value": "float64", "value_upper": "float64", "n": "int64", "n_reports": "int64"}


def panel(
    indicators: pd.DataFrame,
    reports: pd.DataFrame,
    measures: Measures,
    prices: pd.DataFrame | None = None,
    base_year: int | None = None,
    per_members: bool = False,
    by: Sequence[str] = ("region_code", "region_name"),
    status: str | None = "achieved",
    reliable_only: bool = True,
    usable_only: bool = True,
    checks: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What is stated of each listed measure in each region and year.

    Figures are never added. Bodies of several levels, units that differ (人 and 人次), periods of other length (a half-year
    beside a year) and targets beside results each have rows of their own. Where several figures fall into one row, a total
    stands for its parts and the latest date for a stock; what differs then is a range, and `note` says so.

    Parameters
    ----------
    indicators, reports
        The tables of these names.
    measures
        As `text.measure_lexicon.read_measures` gives them.
    prices, base_year
        As `text.prices.read_prices` gives them, and the year whose prices money is also given in.
    per_members
        Whether to add the rate to 10,000 members, where the same report states its members.
    by
        Columns of `indicators` or `reports` that make the regions. Empty values form no row.
    status
        achieved, target, or None for both.
    reliable_only, usable_only
        Whether figures with damaged digits or of a size that cannot be, and reports that may not enter a comparison, are left out.
    checks
        The table `indicator_checks`: tells which figures are parts of others, and which no body of the level can have.

    Returns
    -------
    DataFrame
        measure_id, label, label_zh, kind (stock, flow, rate), unit, `by`, level, year, period_kind (year, half_year, part_year,
        several_years, unknown; date of what is told of a day), status, then value, value_upper (of a range; else empty), n (figures behind it), n_reports, qualifier
        (joined with | where they differ), period, indicator_ids, report_ids (joined with |), note. With prices: price_factor,
        base_year, price_series, value_real, value_upper_real. With `per_members`: members, members_id, per_10000_members,
        per_10000_members_upper. Sorted by these columns; `left_out_of_panel` counts what is not in it.

    Raises
    ------
    ValueError
        For a base year without prices or prices without one, or a column that is unknown.
    """
    if (prices is None) != (base_year is None):
        raise ValueError("constant prices need both prices and base_year; give both or neither.")
    figures = panel_figures(indicators, reports, measures, by, status, reliable_only, usable_only, checks)
    parts = _parts(checks)
    used = figures[figures["left_out"] == ""]
    keys = ["measure_id", "kind", "unit", *by, "level", "year", "period_kind", "status"]
    cells = [(key, one_cell(rows, parts)) for key, rows in used.groupby(keys, sort=True, dropna=False)]
    table = pd.DataFrame(
        [(*key, *(getattr(cell, name) for name in _CELL)) for key, cell in cells], columns=[*keys, *_CELL]
    )
    table = table.astype({name: _DTYPES.get(name, "str") for name in table})
    names = {m.measure_id: (m.label, m.label_zh) for m in measures.measures}
    for i, name in enumerate(("label", "label_zh")):
        table.insert(1 + i, name, pd.Series([names[m][i] for m in table["measure_id"]], index=table.index, dtype="str"))
    if prices is not None:
        table = _with_constant_prices(table, prices, base_year)
    return _with_members(table, figures, parts) if per_members else table


def left_out_of_panel(
    indicators: pd.DataFrame,
    reports: pd.DataFrame,
    measures: Measures,
    by: Sequence[str] = ("region_code", "region_name"),
    status: str | None = "achieved",
    reliable_only: bool = True,
    usable_only: bool = True,
    checks: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Why figures are not in the panel: reason and n, each figure counted once under the first reason that holds."""
    figures = panel_figures(indicators, reports, measures, by, status, reliable_only, usable_only, checks)
    counts = figures.loc[figures["left_out"] != "", "left_out"].value_counts(sort=False).sort_index()
    return counts.rename_axis("reason").reset_index(name="n")


def _parts(checks: pd.DataFrame | None) -> dict[str, str]:
    """Figure that is a part to that of its total."""
    if checks is None:
        return {}
    listed = checks.loc[checks["check"] == "parts", "indicator_ids"].str.split("|")
    return {part: total for total, *parts in listed for part in parts}


def _with_constant_prices(table: pd.DataFrame, prices: pd.DataFrame, base_year: int) -> pd.DataFrame:
    factors = deflator(prices, base_year)
    factor = table["year"].map(factors).astype("float64").where(table["unit"] == MONEY)
    unknown = (table["unit"] == MONEY) & factor.isna()
    note = table["note"].mask(unknown, (table["note"] + "; no price index for this year").str.removeprefix("; "))
    series = pd.Series(SERIES, index=table.index, dtype="str").where(factor.notna(), "")
    return table.assign(
        note=note,
        price_factor=factor,
        base_year=base_year,
        price_series=series,
        value_real=table["value"] * factor,
        value_upper_real=table["value_upper"] * factor,
    )


def _with_members(table: pd.DataFrame, figures: pd.DataFrame, parts: dict[str, str]) -> pd.DataFrame:
    """Rates to 10,000 members of the same report; none where it states no members, or several numbers of them."""
    stated = figures[(figures["measure_id"] == MEMBERS) & (figures["left_out"] == "") & (figures["unit"] == "人")]
    cells = {report: one_cell(rows, parts) for report, rows in stated.groupby("report_id")}
    known = {report: cell for report, cell in cells.items() if pd.isna(cell.value_upper) and cell.value > 0}
    own = [known.get(report) for report in table["report_ids"]]
    members = pd.Series([cell.value if cell else None for cell in own], index=table.index, dtype="float64")
    members = members.mask(table["unit"].isin(_NO_COUNTS) | (table["measure_id"] == MEMBERS))
    ids = pd.Series([cell.indicator_ids if cell else "" for cell in own], index=table.index, dtype="str")
    return table.assign(
        members=members,
        members_id=ids.where(members.notna(), ""),
        per_10000_members=table["value"] / members * PER,
        per_10000_members_upper=table["value_upper"] / members * PER,
    )

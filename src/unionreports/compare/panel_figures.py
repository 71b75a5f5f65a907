"""Which stated figures enter the panel, under which year and kind of period, and why others do not."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from unionreports.text.measure_lexicon import Measures

#: Kind of a report to that of a period it does not state.
_OF_REPORT = {"annual": "year", "half_year": "half_year", "part_year": "part_year", "term": "several_years"}
#: Days of a year and of a half-year, with room for reports that close their books some days early.
_YEAR, _HALF = (350, 380), (170, 190)
#: Counting words for the same things: of persons, and of measures that count organisations.
_PERSONS, _ORGANISATIONS = ("名", "位"), ("个", "所")


def panel_figures(
    indicators: pd.DataFrame,
    reports: pd.DataFrame,
    measures: Measures,
    by: Sequence[str],
    status: str | None,
    reliable_only: bool,
    usable_only: bool,
    checks: pd.DataFrame | None,
) -> pd.DataFrame:
    """The rows of `indicators` with kind, period_kind, day (last of the period), the columns `by`, and left_out: why not.

    `year` is that of the last day the figure is about, where it is known, else that of its report. 名 and 位
    become 人, and what counts organisations is in 家. Parameters as for `panel`.

    Raises
    ------
    ValueError
        For a column that is unknown.
    """
    unknown = [name for name in by if name not in indicators and name not in reports]
    if unknown:
        raise ValueError(
            f"{', '.join(unknown)}: neither indicators nor reports have such a column; choose one of theirs."
        )
    of_reports = reports.set_index("report_id")[[*(c for c in by if c not in indicators), "kind", "usable"]]
    figures = indicators.join(of_reports.rename(columns={"kind": "report_kind"}), on="report_id")
    ends = figures["period"].str.split("/", n=1, expand=True).reindex(columns=[0, 1])
    first, last = (pd.to_datetime(ends[i], format="%Y-%m-%d", errors="coerce") for i in (0, 1))
    kinds = measures.kinds
    figures = figures.assign(
        kind=pd.Series([kinds.get(measure, "") for measure in figures["measure_id"]], index=figures.index, dtype="str"),
        unit=_units(figures, measures),
        year=last.dt.year.astype("Int64").fillna(figures["year"]),
        day=last,
    )
    figures = figures.assign(period_kind=_period_kinds(figures, first, last))
    return figures.assign(left_out=_left_out(figures, by, status, reliable_only, usable_only, checks))


def _units(figures: pd.DataFrame, measures: Measures) -> pd.Series:
    """The unit of each figure, counting words for the same things made one."""
    of_organisations = [m.measure_id for m in measures.measures if m.unit_classes == ("organisations",)]
    units = figures["unit"].where(~figures["unit"].isin(_PERSONS), "人")
    return units.mask(units.isin(_ORGANISATIONS) & figures["measure_id"].isin(of_organisations), "家")


def _period_kinds(figures: pd.DataFrame, first: pd.Series, last: pd.Series) -> np.ndarray:
    """date of a stock, or a rate on a day; else year, half_year, part_year, several_years or unknown by the length of the period."""
    days = (last - first).dt.days + 1
    by_report = figures["report_kind"].map(_OF_REPORT).fillna("unknown")
    # A target without a period may be for the year after, or for several.
    by_report = by_report.where(figures["status"] == "achieved", "unknown")
    on_a_day = (figures["kind"] == "stock") | ((figures["kind"] == "rate") & days.isna() & last.notna())
    return np.select(
        [on_a_day, days.isna(), days.between(*_YEAR), days.between(*_HALF), days > _YEAR[1]],
        ["date", by_report, "year", "half_year", "several_years"],
        "part_year",
    )


def _left_out(
    figures: pd.DataFrame,
    by: Sequence[str],
    status: str | None,
    reliable_only: bool,
    usable_only: bool,
    checks: pd.DataFrame | None,
) -> np.ndarray:
    """The first reason that keeps each figure out of the panel; empty for those that are in it."""
    no_place = pd.Series(False, index=figures.index)
    for name in by:
        no_place |= figures[name].isna() | (figures[name] == "")
    never = pd.Series(False, index=figures.index)
    impossible = () if checks is None else checks.loc[_is_impossible(checks), "indicator_ids"]
    reasons = {
        "no listed measure": figures["kind"] == "",
        "of another status": never if status is None else figures["status"] != status,
        "a change, not a level": figures["qualifier"] == "change",
        "digits not reliable": ~figures["reliable"] if reliable_only else never,
        "not possible for its level": figures["indicator_id"].isin(impossible) if reliable_only else never,
        "report not usable": ~figures["usable"].fillna(False).astype(bool) if usable_only else never,
        "region not known": no_place,
        "year not known": figures["year"].isna(),
    }
    return np.select(list(reasons.values()), list(reasons), "")


def _is_impossible(checks: pd.DataFrame) -> pd.Series:
    return (checks["check"] == "magnitude") & (checks["verdict"] == "conflicts")

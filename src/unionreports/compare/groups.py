"""Which group a report belongs to: columns that are made from other columns of `reports`."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from unionreports.config import RULE_PERIODS


def with_groups(reports: pd.DataFrame, periods: Sequence[tuple[int, int | None]] = RULE_PERIODS) -> pd.DataFrame:
    """The table `reports` with the column `rule_period` at its end; nothing else changes.

    Shares and comparisons can then be taken by any of region_code, region_name, province, year, rule_period,
    level (columns of reports) and role (column of units), and by several of them together.
    """
    return reports.assign(rule_period=rule_period(reports, periods))


def rule_period(reports: pd.DataFrame, periods: Sequence[tuple[int, int | None]] = RULE_PERIODS) -> pd.Series:
    """Label of the period of rule each report falls into, such as 2003–2007; empty where that is not known.

    A report whose year is undecided is placed where its whole interval (year_earliest to year_latest) lies
    inside one period: every year that the evidence allows gives the same answer, so nothing is guessed. An
    interval that reaches over two periods, or beyond all of them, or has an open end, gives none.

    Parameters
    ----------
    reports
        Columns year, year_earliest, year_latest.
    periods
        First and last year of each period, both inside it; a last year of None leaves the period open.
    """
    years = reports[["year", "year_earliest", "year_latest"]].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    earliest = np.where(np.isnan(years[:, 0]), years[:, 1], years[:, 0])
    latest = np.where(np.isnan(years[:, 0]), years[:, 2], years[:, 0])
    labels = np.full(len(reports), "", dtype=object)
    for first, last in periods:
        inside = (earliest >= first) & (latest <= (np.inf if last is None else last))
        labels[inside] = period_label(first, last)
    return pd.Series(labels, index=reports.index, dtype="str", name="rule_period")


def period_label(first: int, last: int | None) -> str:
    """2003–2007, or 2018– for a period that has not ended."""
    return f"{first}–{'' if last is None else last}"

"""Shares of priorities by place, time, level or role, with intervals that respect whose report and whose page it is."""

from collections.abc import Sequence
import zlib

import numpy as np
import pandas as pd
from scipy.stats import norm, t as student

#: Fewer reports than this are shown as points: a mean of two is no description of a group.
MIN_REPORTS = 3
LEVEL = 0.95


def report_shares(
    priorities: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    by: Sequence[str] = (),
    weight: str = "units",
    primary_only: bool = True,
    usable_only: bool = True,
) -> pd.DataFrame:
    """Share of every priority in every report of every cell: the points behind `priority_shares`.

    Parameters
    ----------
    priorities
        Rows of one method of the table `priorities`.
    units, reports
        The tables of these names.
    by
        Columns of `reports` or `units` that make the cells; none makes one cell. Empty and missing values
        (a year that is not known) form no cell.
    weight
        `units` counts every unit alike, `characters` by its length.
    primary_only
        Whether a unit counts for its primary priority alone, or for each by the coded weight.
    usable_only
        Whether only reports that may enter a comparison of regions and years count.

    Returns
    -------
    Frame of the columns `by`, report_id, page_id, priority, share (of the report's units in the cell; 0 where
    the priority does not occur), n_units. Shares of a report in a cell add to 1.

    Raises
    ------
    ValueError
        Where a column or an option is unknown, or the priorities are of several methods.
    """
    by = list(by)
    parts = _weighted(priorities, units, reports, by, weight, primary_only, usable_only)
    cell = list(dict.fromkeys([*by, "report_id", "page_id"]))
    names = sorted(priorities["priority"].unique())
    if parts.empty:
        return pd.DataFrame(columns=[*cell, "priority", "share", "n_units"])
    table = parts.pivot_table(
        index=cell, columns="priority", values="amount", aggfunc="sum", fill_value=0.0, observed=True
    )
    table = table.reindex(columns=pd.Index(names, name="priority"), fill_value=0.0)
    n_units = parts.groupby(cell, observed=True)["unit_id"].nunique()
    shares = table.div(table.sum(axis=1), axis=0).stack().rename("share").reset_index()
    return shares.merge(n_units.rename("n_units").reset_index(), on=cell)


def priority_shares(
    priorities: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    by: Sequence[str] = (),
    weight: str = "units",
    primary_only: bool = True,
    usable_only: bool = True,
    random_state: int = 0,
    n_resamples: int = 2_000,
) -> pd.DataFrame:
    """Mean share of every priority over the reports of every cell, with a 95 % interval.

    Shares are taken in each report and then averaged, so that reports count and not long reports. The
    interval resamples the pages of the cell with all their reports, because reports that share a page
    share an editor; it is the percentile interval widened for few pages (Hesterberg 2015, The American
    Statistician 69(4), section 4.2). A cell draws from its own stream of `random_state`: other cells do
    not move it.

    Parameters as for `report_shares`; `n_resamples` is the number of bootstrap samples.

    Returns
    -------
    Frame of the columns `by`, priority, share, low, high, n_reports, n_pages, n_units, small_n, points. Where
    there are fewer than three reports, `small_n` is true, `points` lists the share of each report joined
    with |, and there is no mean of several and no interval; where fewer than three pages, no interval.
    """
    by = list(by)
    points = report_shares(priorities, units, reports, by, weight, primary_only, usable_only)
    cells = points.groupby(by, sort=True, observed=True) if by else [((), points)]
    rows = []
    for key, cell in cells:
        key = key if isinstance(key, tuple) else (key,)
        table = cell.pivot(index=["page_id", "report_id"], columns="priority", values="share").sort_index()
        if table.empty:
            continue
        values = table.to_numpy()
        pages = pd.factorize(table.index.get_level_values("page_id"))[0]
        n_reports, n_pages = len(values), int(pages.max()) + 1
        n_units = int(cell.drop_duplicates("report_id")["n_units"].sum())
        low = high = np.full(values.shape[1], np.nan)
        if n_reports >= MIN_REPORTS and n_pages >= MIN_REPORTS:
            seed = [random_state, zlib.crc32("\x1f".join(map(str, key)).encode())]
            low, high = _interval(values, pages, np.random.default_rng(seed), n_resamples)
        small = n_reports < MIN_REPORTS
        # One report's share is a point and stands as it is; a mean of two would look like more.
        mean = values.mean(axis=0) if n_reports != 2 else np.full(values.shape[1], np.nan)
        for column, priority in enumerate(table.columns):
            listed = "|".join(f"{value:.6f}" for value in values[:, column]) if small else ""
            rows.append(
                (*key, priority, mean[column], low[column], high[column], n_reports, n_pages, n_units, small, listed)
            )
    return pd.DataFrame(
        rows, columns=[*by, "priority", "share", "low", "high", "n_reports", "n_pages", "n_units", "small_n", "points"]
    )


def _weighted(priorities, units, reports, by, weight, primary_only, usable_only) -> pd.DataFrame:
    """One row per unit and priority with its amount, the cell's columns, report and page."""
    if weight not in ("units", "characters"):
        raise ValueError(f"weight is '{weight}'; choose units or characters.")
    methods = priorities["method"].unique()
    if len(methods) > 1:
        raise ValueError(f"priorities of several methods ({', '.join(methods)}) are mixed; keep the rows of one.")
    report_columns = [c for c in by if c in reports.columns and c not in ("report_id", "page_id")]
    unit_columns = [c for c in by if c in units.columns and c not in report_columns and c != "report_id"]
    unknown = [c for c in by if c not in (*report_columns, *unit_columns, "report_id", "page_id")]
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: no such column in reports or units; choose columns of one of them.")
    chosen = reports[reports["usable"]] if usable_only else reports
    rows = priorities[priorities["is_primary"]] if primary_only else priorities[priorities["weight"] > 0]
    parts = (
        rows[["unit_id", "priority", "weight"]]
        .merge(units[["unit_id", "report_id", "text", *unit_columns]], on="unit_id", validate="many_to_one")
        .merge(chosen[["report_id", "page_id", *report_columns]], on="report_id", validate="many_to_one")
    )
    for column in by:
        parts = parts[parts[column].notna() & (parts[column].astype("str") != "")]
    parts["amount"] = (1.0 if primary_only else parts["weight"]) * (
        parts["text"].str.len() if weight == "characters" else 1.0
    )
    return parts


def _interval(
    values: np.ndarray, pages: np.ndarray, random: np.random.Generator, n_resamples: int
) -> tuple[np.ndarray, np.ndarray]:
    """Interval of the mean of rows that come in pages: shapes (n_reports, k), (n_reports,) -> (k,), (k,)."""
    n = int(pages.max()) + 1
    sums = np.zeros((n, values.shape[1]))
    np.add.at(sums, pages, values)
    sizes = np.bincount(pages, minlength=n)
    draws = random.multinomial(n, np.full(n, 1 / n), size=n_resamples)
    means = (draws @ sums) / (draws @ sizes)[:, None]
    tail = norm.cdf(np.sqrt(n / (n - 1)) * student.ppf((1 - LEVEL) / 2, n - 1))
    low, high = np.quantile(means, [tail, 1 - tail], axis=0)
    return low, high

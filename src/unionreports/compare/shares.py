"""Shares of priorities by place, time, level or role, with intervals that respect whose report and whose page it is."""

from collections.abc import Sequence
import zlib

import numpy as np
import pandas as pd

from unionreports.compare.intervals import LEVEL, MIN_PAGES, mean_interval, page_draws
from unionreports.compare.share_matrix import share_matrix

#: Fewer reports than this are shown as points: a mean of two is no description of a group.
MIN_REPORTS = 3
__all__ = ["LEVEL", "MIN_REPORTS", "priority_shares", "report_shares"]


def report_shares(
    priorities: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    by: Sequence[str] = (),
    weight: str = "units",
    primary_only: bool = True,
    usable_only: bool = True,
    drop: Sequence[str] = (),
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
    drop
        Priorities left out; shares are then of what remains.

    Returns
    -------
    Frame of the columns `by`, report_id, page_id, priority, share (of the report's units in the cell; 0 where
    the priority does not occur), n_units. Shares of a report in a cell add to 1.

    Raises
    ------
    ValueError
        Where a column or an option is unknown, or the priorities are of several methods.
    """
    matrix = share_matrix(priorities, units, reports, by, weight, primary_only, usable_only, drop)
    k = len(matrix.priorities)
    key = [c for c in matrix.rows.columns if c not in ("n_units", "n_chars")]
    long = matrix.rows.loc[np.repeat(np.arange(len(matrix.rows)), k)].reset_index(drop=True)
    names = pd.Series(np.tile(np.array(matrix.priorities, dtype=object), len(matrix.rows)), dtype="str")
    long = long.assign(priority=names, share=matrix.values.ravel())
    return long[[*key, "priority", "share", "n_units"]]


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
    drop: Sequence[str] = (),
) -> pd.DataFrame:
    """Mean share of every priority over the reports of every cell, with a 95 % interval.

    Shares are taken in each report and then averaged, so that reports count and not long reports. The
    interval resamples the pages of the cell with all their reports, because reports that share a page
    share an editor (how, and why not by percentiles: `compare.intervals`). A cell draws from its own stream
    of `random_state`: other cells do not move it.

    Parameters as for `report_shares`; `n_resamples` is the number of bootstrap samples.

    Returns
    -------
    Frame of the columns `by`, priority, share, low, high, n_reports, n_pages, n_units, small_n, points. Where
    there are fewer than three reports, `small_n` is true, `points` lists the share of each report joined
    with |, and there is no mean of several and no interval; where fewer than three pages, no interval.
    """
    by = list(by)
    matrix = share_matrix(priorities, units, reports, by, weight, primary_only, usable_only, drop)
    cells = matrix.rows.groupby(by, sort=True, observed=True).indices.items() if by else [((), matrix.rows.index)]
    frames = []
    for key, rows in cells:
        key = key if isinstance(key, tuple) else (key,)
        # A report can stand in one cell with one row only, so rows are reports; pages in order, for the draws.
        cell = matrix.rows.iloc[rows].sort_values(["page_id", "report_id"])
        if not cell.empty:
            seed = [random_state, zlib.crc32("\x1f".join(map(str, key)).encode())]
            shares = _cell(cell, matrix.values[cell.index], np.random.default_rng(seed), n_resamples)
            frames.append(
                pd.DataFrame({**dict(zip(by, key, strict=True)), "priority": list(matrix.priorities), **shares})
            )
    columns = [*by, "priority", "share", "low", "high", "n_reports", "n_pages", "n_units", "small_n", "points"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def _cell(cell: pd.DataFrame, values: np.ndarray, random: np.random.Generator, n_resamples: int) -> dict:
    """What `priority_shares` says of one cell; `values` of shape (n_reports, n_priorities)."""
    pages = pd.factorize(cell["page_id"])[0]
    n_reports, n_pages = len(values), int(pages.max()) + 1
    small = n_reports < MIN_REPORTS
    draws = None if small or n_pages < MIN_PAGES else page_draws(n_pages, n_resamples, random)
    mean = mean_interval(values, np.ones(n_reports), pages, draws)
    return {
        # One report's share is a point and stands as it is; a mean of two would look like more.
        "share": mean.estimate if n_reports != 2 else np.nan,
        "low": mean.low,
        "high": mean.high,
        "n_reports": n_reports,
        "n_pages": n_pages,
        "n_units": int(cell["n_units"].sum()),
        "small_n": small,
        "points": ["|".join(f"{v:.6f}" for v in column) if small else "" for column in values.T],
    }

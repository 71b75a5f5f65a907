"""Shares of priorities by place, time, level or role, with intervals that respect whose report and whose page it is."""

from collections.abc import Sequence
import zlib

import numpy as np
import pandas as pd

from unionreports.compare.bootstrap import MIN_PAGES, draw_clusters
from unionreports.compare.intervals import mean_interval
from unionreports.compare.sample_keys import SAMPLE_KEYS
from unionreports.compare.share_matrix import as_list, share_matrix

#: Fewer reports than this are shown as points: a mean of two is no description of a group.
MIN_REPORTS = 3


def report_shares(
    priorities: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    by: str | Sequence[str] = (),
    weight: str = "units",
    primary_only: bool = True,
    usable_only: bool = True,
    drop: str | Sequence[str] = (),
    shared: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Share of every priority in every report of every cell: the points behind `priority_shares`.

    Parameters
    ----------
    priorities
        Rows of one method of the table `priorities`.
    units, reports
        The tables of these names.
    by
        Column of `reports` or `units` that makes the cells (province, year, role), or several: a cell is then what
        agrees in all of them. None makes one cell. Empty and missing values (a year that is not known) form no cell.
    weight
        `units` counts every unit alike, `characters` by its length.
    primary_only
        Whether a unit counts for its primary priority alone, or for each by the coded weight.
    usable_only
        Whether only reports that may enter a comparison of regions and years count.
    drop
        Ids of priorities to leave out, such as the residual; shares are then of what remains.
    shared
        Rows of the table `shared_text`: text that is left out, as `share_matrix` says; None counts all text.

    Returns
    -------
    Frame of the columns `by`, report_id, page_id, priority, share (of the report's units in the cell; 0 where
    the priority does not occur), n_units, shared_text (whether text that stands in other reports too is counted). Shares
    of a report in a cell add to 1.

    Raises
    ------
    ValueError
        Where a column or an option is unknown, or the priorities are of several methods.
    """
    matrix = share_matrix(priorities, units, reports, by, weight, primary_only, usable_only, drop, shared)
    k = len(matrix.priorities)
    key = [c for c in matrix.rows.columns if c not in ("n_units", "n_chars")]
    long = matrix.rows.loc[np.repeat(np.arange(len(matrix.rows)), k)].reset_index(drop=True)
    names = pd.Series(np.tile(np.array(matrix.priorities, dtype=object), len(matrix.rows)), dtype="str")
    long = long.assign(priority=names, share=matrix.values.ravel())
    return long.assign(shared_text=shared is None)[[*key, "priority", "share", "n_units", "shared_text"]]


def priority_shares(
    priorities: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    by: str | Sequence[str] = (),
    weight: str = "units",
    primary_only: bool = True,
    usable_only: bool = True,
    random_state: int = 0,
    n_resamples: int = 2_000,
    drop: str | Sequence[str] = (),
    shared: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Mean share of every priority over the reports of every cell, with a 95 % interval.

    Shares are taken in each report and then averaged, so that reports count and not long reports. The
    interval resamples the pages of the cell with all their reports, because reports that share a page
    share an editor (how, and why not by percentiles: `compare.intervals`). A cell draws from its own stream
    of `random_state`: other cells do not move it.

    Parameters
    ----------
    priorities, units, reports, weight, primary_only, usable_only
        As for `report_shares`.
    by
        Column of `reports` or `units` that makes the cells, or several, as "province" or ["province", "role"].
    drop
        Ids of priorities to leave out, such as the residual; shares are then of what remains.
    random_state, n_resamples
        Seed, and number of bootstrap samples.
    shared
        Rows of the table `shared_text`: text that is left out, as `share_matrix` says; None counts all text.

    Returns
    -------
    Frame of the columns `by`, priority, share, low, high, n_reports, n_pages, n_units, small_n, points, shared_text
    (whether text that stands in other reports too is counted), and what units were looked at (`sample_keys`). Where
    there are fewer than three reports, `small_n` is true, `points` lists the share of each report joined
    with |, and there is no mean of several and no interval; where fewer than three pages, no interval.
    """
    by = as_list(by)
    matrix = share_matrix(priorities, units, reports, by, weight, primary_only, usable_only, drop, shared)
    columns = [*by, "priority", "share", "low", "high", "n_reports", "n_pages", "n_units", "small_n", "points"]
    columns += ["shared_text", *SAMPLE_KEYS]
    if matrix.rows.empty:
        return pd.DataFrame(columns=columns)
    # Each row of a cell is another report; pages in order, so that draws do not depend on the order of tables.
    cell_of = matrix.rows.groupby(by, sort=True, observed=True).ngroup() if by else pd.Series(0, matrix.rows.index)
    rows = matrix.rows.assign(cell=cell_of).sort_values(["cell", "page_id", "report_id"])
    values, rows = matrix.values[rows.index], rows.reset_index(drop=True)
    pages, units_of, keys = pd.factorize(rows["page_id"])[0], rows["n_units"].to_numpy(), rows[by]
    starts = np.flatnonzero(np.diff(rows["cell"], prepend=-1))
    cells = []
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        key = "\x1f".join(map(str, keys.iloc[start]))
        random = np.random.default_rng([random_state, zlib.crc32(key.encode())])
        cells.append(_cell(values[start:end], pages[start:end], units_of[start:end], random, n_resamples))
    k = len(matrix.priorities)
    table = keys.loc[np.repeat(starts, k)].reset_index(drop=True)
    names = pd.Series(np.tile(np.array(matrix.priorities, dtype=object), len(starts)), dtype="str")
    found = {name: np.concatenate([np.broadcast_to(cell[name], k) for cell in cells]) for name in cells[0]}
    table = table.assign(priority=names, **found, shared_text=shared is None, **matrix.keys)
    return table.astype({"points": "str"})[columns]


def _cell(
    values: np.ndarray, pages: np.ndarray, n_units: np.ndarray, random: np.random.Generator, n_resamples: int
) -> dict:
    """What `priority_shares` says of the reports of one cell; `values` of shape (n_reports, n_priorities)."""
    pages = np.unique(pages, return_inverse=True)[1]
    n_reports, n_pages = len(values), int(pages.max()) + 1
    small = n_reports < MIN_REPORTS
    draws = None if small or n_pages < MIN_PAGES else draw_clusters(n_pages, n_resamples, random)
    mean = mean_interval(values, np.ones(n_reports), pages, draws)
    points = ["|".join(f"{v:.6f}" for v in column) if small else "" for column in values.T]
    return {
        # One report's share is a point and stands as it is; a mean of two would look like more.
        "share": mean.estimate if n_reports != 2 else np.nan,
        "low": mean.low,
        "high": mean.high,
        "n_reports": n_reports,
        "n_pages": n_pages,
        "n_units": int(n_units.sum()),
        "small_n": small,
        "points": np.array(points, dtype=object),
    }

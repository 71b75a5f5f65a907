"""Shares of priorities as a matrix: one row for each report of each cell, one column for each priority."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from unionreports.compare.sample_keys import sample_keys
from unionreports.text.own_text import own_characters

WEIGHTS = ("units", "characters")


@dataclass(frozen=True)
class ShareMatrix:
    """Shares of reports.

    rows
        Frame of the columns that make the cells, then report_id, page_id, n_units, n_chars (of the units
        counted in that cell); one row for each report of each cell, sorted by these keys.
    priorities
        Their ids in alphabetical order.
    values
        Shape (n_rows, n_priorities); each row adds to 1.
    shared_text
        Whether text that stands in other reports too is counted.
    keys
        What units were looked at (`sample_keys`).
    """

    rows: pd.DataFrame
    priorities: tuple[str, ...]
    values: np.ndarray
    shared_text: bool = True
    keys: Mapping[str, str | bool] = field(default_factory=dict)


def share_matrix(
    priorities: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    by: str | Sequence[str] = (),
    weight: str = "units",
    primary_only: bool = True,
    usable_only: bool = True,
    drop: str | Sequence[str] = (),
    shared: pd.DataFrame | None = None,
) -> ShareMatrix:
    """Shares of every priority in every report of every cell.

    Parameters
    ----------
    priorities
        Rows of one method of the table `priorities`.
    units, reports
        The tables of these names.
    by
        Column of `reports` or `units` that makes the cells, or several. Units whose value is empty or missing are in none.
    weight
        `units` counts every unit alike, `characters` by its length.
    primary_only
        Whether a unit counts for its primary priority alone, or for each by the coded weight.
    usable_only
        Whether only reports that may enter a comparison of regions and years count.
    drop
        Ids of priorities to leave out, such as the residual; shares are then of what remains. A report with
        nothing else leaves the matrix.
    shared
        Rows of the table `shared_text`: text that stands in other reports too and is left out. A unit then counts for the
        share of its text that is its own, and not at all where nothing is. None counts all text.

    Raises
    ------
    ValueError
        Where a column or an option is unknown, or the priorities are of several methods.
    """
    by, drop = as_list(by), as_list(drop)
    _check(priorities, units, reports, by, weight, drop)
    names = tuple(sorted(set(priorities["priority"].unique()) - set(drop)))
    rows = priorities[priorities["is_primary"]] if primary_only else priorities[priorities["weight"] > 0]
    rows = rows[rows["priority"].isin(names)]
    counted = _counted_units(units, reports, by, usable_only)
    place = pd.Index(counted["unit_id"]).get_indexer(rows["unit_id"])
    rows, place = rows[place >= 0], place[place >= 0]
    own, lengths = own_characters(counted, shared), own_characters(counted)
    if shared is not None:
        rows, place = rows[own[place] > 0], place[own[place] > 0]
    counted = counted.assign(n_chars=own.astype(float))
    amount = np.ones(len(rows)) if primary_only else rows["weight"].to_numpy(dtype=float)
    if weight == "characters":
        amount = amount * own[place]
    elif shared is not None:
        amount = amount * own[place] / lengths[place]
    key = list(dict.fromkeys([*by, "report_id", "page_id"]))
    cells = counted.iloc[np.unique(place)].groupby(key, sort=True, observed=True)
    cell_of = np.full(len(counted), -1)
    cell_of[np.unique(place)] = cells.ngroup().to_numpy()
    sizes = cells.agg(n_units=("unit_id", "size"), n_chars=("n_chars", "sum")).reset_index()
    column = pd.Index(names).get_indexer(rows["priority"])
    amounts = np.bincount(cell_of[place] * len(names) + column, amount, minlength=len(sizes) * len(names))
    amounts = amounts.reshape(len(sizes), len(names))
    # Only units without text weigh nothing by characters; a report of such units has no shares.
    some = amounts.sum(axis=1) > 0
    values = amounts[some] / amounts[some].sum(axis=1, keepdims=True)
    keys = sample_keys(units, usable_only, priorities)
    return ShareMatrix(sizes[some].reset_index(drop=True), names, values, shared is None, keys)


def as_list(names: str | Iterable[str]) -> list[str]:
    """Names as a list; one name may stand alone, and is not taken for its letters."""
    return [names] if isinstance(names, str) else list(names)


def _counted_units(units, reports, by, usable_only) -> pd.DataFrame:
    """Units of the chosen reports with the columns that make the cells, none of them empty."""
    chosen = reports[reports["usable"]] if usable_only else reports
    of_report = [c for c in by if c in reports.columns and c not in ("report_id", "page_id")]
    of_unit = [c for c in by if c in units.columns and c not in (*of_report, "report_id", "unit_id", "text")]
    place = pd.Index(chosen["report_id"]).get_indexer(units["report_id"])
    counted = units.loc[place >= 0, ["unit_id", "report_id", "text", *of_unit]].reset_index(drop=True)
    owners = chosen[["page_id", *of_report]].iloc[place[place >= 0]].reset_index(drop=True)
    counted = pd.concat([counted, owners], axis=1)
    for column in by:
        counted = counted[counted[column].notna() & (counted[column].astype("str") != "")]
    return counted.reset_index(drop=True)


def _check(priorities, units, reports, by, weight, drop) -> None:
    """Name an option or column that does not exist, ids that are not unique, and methods that are mixed."""
    if weight not in WEIGHTS:
        raise ValueError(f"weight is '{weight}'; choose units or characters.")
    methods = priorities["method"].unique()
    if len(methods) > 1:
        raise ValueError(f"priorities of several methods ({', '.join(methods)}) are mixed; keep the rows of one.")
    unknown = [c for c in by if c not in reports.columns and c not in units.columns]
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: no such column in reports or units; choose columns of one of them.")
    strange = sorted(set(drop) - set(priorities["priority"].unique()))
    if strange:
        raise ValueError(f"drop names {', '.join(strange)}, which no unit is coded as; choose among the priorities.")
    for table, key in ((units, "unit_id"), (reports, "report_id")):
        if not table[key].is_unique:
            twice = table.loc[table[key].duplicated(), key].iloc[0]
            raise ValueError(f"{key} {twice} stands in several rows; keep one.")

"""Which reports enter an effect, and as what: the mean at a value, its difference from all others, a curve over years.

Reports count equally, as in shares of priorities: an observation is the mean over a report's documents, or over those
on one side of a comparison.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from unionreports.compare.bootstrap import MIN_PAGES

#: Quantiles of the years at which the curve has its knots (Harrell 2015, Regression Modeling Strategies, section 2.4.6),
#: by the pages that must be there: at least ten for each coefficient.
KNOTS = ((80, (0.05, 0.275, 0.5, 0.725, 0.95)), (40, (0.05, 0.35, 0.65, 0.95)), (20, (0.1, 0.5, 0.9)))
#: Fewer different years tell no trend from a difference.
MIN_YEARS = 3


@dataclass(frozen=True)
class Design:
    """One row of the table `topic_effects` before any topic is looked at.

    Attributes
    ----------
    covariate, value, kind, n_documents, n_reports, n_pages
        As in the table.
    documents
        Positions of the documents that enter, shape (n,).
    cells
        Number of the observation each belongs to, from 0, shape (n,).
    columns
        Design matrix of the regression, shape (n_observations, n_columns).
    pages
        Page of each observation, numbered from 0, shape (n_observations,).
    combination
        The effect, as weights of the coefficients, shape (n_columns,).
    enough
        Whether there are pages enough for an interval.
    """

    covariate: str
    value: str
    kind: str
    documents: np.ndarray
    cells: np.ndarray
    columns: np.ndarray
    pages: np.ndarray
    combination: np.ndarray
    enough: bool
    n_documents: int
    n_reports: int
    n_pages: int


def group_designs(rows: pd.DataFrame, covariate: str) -> Iterator[Design]:
    """Mean at each value of a column, and its difference from all other known values; empty values enter neither.

    A report with documents on both sides, as review and plan, is an observation on each.

    Parameters
    ----------
    rows
        One row for each document: report_id, page_id and the column.
    """
    known = np.flatnonzero((rows[covariate] != "").to_numpy())
    labels = rows[covariate].to_numpy()[known]
    for value in sorted(set(labels)):
        inside = labels == value
        here, others = _sizes(rows, known[inside]), _sizes(rows, known[~inside])
        cells, pages, _ = _observations(rows, known[inside], np.zeros(inside.sum(), dtype=int))
        ones = np.ones((len(pages), 1))
        enough = here["n_pages"] >= MIN_PAGES
        yield Design(covariate, value, "mean", known[inside], cells, ones, pages, np.ones(1), enough, **here)
        if others["n_documents"]:
            cells, pages, side = _observations(rows, known, inside.astype(int))
            columns = np.column_stack([np.ones(len(side)), side])
            enough = min(here["n_pages"], others["n_pages"]) >= MIN_PAGES
            second = np.array([0.0, 1.0])
            yield Design(covariate, value, "difference", known, cells, columns, pages, second, enough, **here)


def year_designs(rows: pd.DataFrame) -> Iterator[Design]:
    """The curve at each year that a report has, and the slope of a straight line; nothing below `MIN_YEARS` years.

    The curve is a natural cubic spline where there are pages and years enough for its `KNOTS`, else the line.
    What stands at a year rests on the reports of all years; the counts are those of the year's own.
    """
    known = np.flatnonzero(rows["year"].notna().to_numpy())
    years = rows["year"].to_numpy(dtype=float, na_value=np.nan)[known]
    if len(np.unique(years)) < MIN_YEARS:
        return
    cells, pages, of_reports = _observations(rows, known, years)
    n_pages = int(pages.max()) + 1
    middle = of_reports.mean()
    knots = _knots(of_reports, n_pages)
    columns = spline_basis(of_reports, middle, knots)
    enough = n_pages >= MIN_PAGES
    for year in np.unique(years):
        at = spline_basis(np.array([year]), middle, knots)[0]
        sizes = _sizes(rows, known[years == year])
        yield Design("year", str(int(year)), "mean", known, cells, columns, pages, at, enough, **sizes)
    line = spline_basis(of_reports, middle, np.empty(0))
    sizes = _sizes(rows, known)
    yield Design("year", "year", "slope", known, cells, line, pages, np.array([0.0, 1.0]), enough, **sizes)


def spline_basis(years: np.ndarray, middle: float, knots: np.ndarray) -> np.ndarray:
    """Natural cubic spline, shape (n, 2 or len(knots)): straight outside the outer knots; a line without knots.

    Basis of Hastie, Tibshirani & Friedman (2009, The Elements of Statistical Learning, equation 5.4).
    """
    line = np.column_stack([np.ones(len(years)), years - middle])
    if len(knots) < 3:
        return line
    width = knots[-1] - knots[0]
    cubes = np.maximum((years[:, None] - knots) / width, 0) ** 3
    bends = (cubes[:, :-1] - cubes[:, -1:]) / (knots[-1] - knots[:-1]) * width
    return np.column_stack([line, bends[:, :-1] - bends[:, -1:]])


def _knots(years: np.ndarray, n_pages: int) -> np.ndarray:
    """Where the curve bends; empty for a straight line."""
    for needed, quantiles in KNOTS:
        knots = np.quantile(years, quantiles)
        # A knot between the same two years as the next one would bend a curve that nothing supports there.
        told_apart = np.diff(np.searchsorted(np.unique(years), knots, side="right")).min() > 0
        if n_pages >= needed and told_apart:
            return knots
    return np.empty(0)


def _observations(
    rows: pd.DataFrame, documents: np.ndarray, sides: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Observation of each document (its report on its side), and page and side of each observation."""
    chosen = pd.DataFrame({c: rows[c].to_numpy()[documents] for c in ("page_id", "report_id")} | {"side": sides})
    grouped = chosen.groupby(["page_id", "report_id", "side"], sort=True)
    keys = grouped.size().index.to_frame(index=False)
    return grouped.ngroup().to_numpy(), pd.factorize(keys["page_id"])[0], keys["side"].to_numpy(dtype=float)


def _sizes(rows: pd.DataFrame, documents: np.ndarray) -> dict[str, int]:
    """How many documents, reports and pages."""
    return {
        "n_documents": len(documents),
        "n_reports": len(set(rows["report_id"].to_numpy()[documents])),
        "n_pages": len(set(rows["page_id"].to_numpy()[documents])),
    }

"""Where years, intervals of years and dates lie on an axis."""

from matplotlib.axes import Axes
from matplotlib.markers import CARETLEFTBASE, CARETRIGHTBASE
import numpy as np
import pandas as pd


def with_years(data: pd.DataFrame) -> pd.DataFrame:
    """Add `first`, `last` and `best` year as floats, all missing where no year is known.

    A side that nothing limits takes the nearest year that is known, and `open_left` or `open_right` says so.
    `best` is the year, or the middle of the interval where no year is likelier than the others.
    """
    years = data[["year", "year_earliest", "year_latest"]].astype("Float64").astype("float64")
    first = years["year_earliest"].fillna(years["year"]).fillna(years["year_latest"])
    last = years["year_latest"].fillna(years["year"]).fillna(years["year_earliest"])
    known = first.notna()
    return data.assign(
        first=first, last=last, best=years["year"].fillna((first + last) / 2),
        open_left=known & years["year_earliest"].isna(), open_right=known & years["year_latest"].isna(),
    )


def draw_interval(axes: Axes, row, y: float, colour: str, height: float) -> None:
    """Bar over the years of a row of `with_years`; a caret points where nothing limits them. `height` in rows."""
    if pd.isna(row.first):
        return
    axes.barh(y, row.last - row.first + 1, left=row.first - 0.5, height=height, color=colour, alpha=0.35, lw=0)
    ends = ((row.open_left, row.first - 0.5, CARETLEFTBASE), (row.open_right, row.last + 0.5, CARETRIGHTBASE))
    for is_open, x, marker in ends:
        if is_open:
            axes.plot(x, y, marker=marker, color=colour, ms=6, ls="none", label="open")


def year_axis(axes: Axes, first: float, last: float, unknown: float | None = None) -> None:
    """Whole years as ticks, at most about a dozen, and a tick at `unknown` for what has no year."""
    years = []
    if pd.notna(first):
        years = list(range(int(first), int(last) + 1, max(1, int(np.ceil((last - first + 1) / 12)))))
        axes.set_xlim(first - 1, last + 1)
    if unknown is not None:
        axes.set_xlim(unknown - 1, unknown + 1 if pd.isna(first) else last + 1)
        axes.set_xticks([unknown, *years], ["not\nknown", *years])
    else:
        axes.set_xticks(years)


def page_year(date: str) -> float:
    """Position of an ISO date on an axis on which year Y lies between Y - 0.5 and Y + 0.5."""
    day = pd.to_datetime(date, format="ISO8601", errors="coerce")
    return np.nan if pd.isna(day) else day.year - 0.5 + (day.day_of_year - 1) / 366

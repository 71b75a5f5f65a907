"""Where years, intervals of years and dates lie on an axis."""

from collections.abc import Sequence

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
        first=first,
        last=last,
        best=years["year"].fillna((first + last) / 2),
        open_left=known & years["year_earliest"].isna(),
        open_right=known & years["year_latest"].isna(),
    )


def draw_intervals(axes: Axes, data: pd.DataFrame, y: Sequence[float], colours: Sequence[str], height: float) -> None:
    """Bars over the years of the rows of `with_years`; a caret points where nothing limits them.

    `y`, `colours`: one for each row. `height`: of the bars, in rows of the figure.
    """
    rows = data.assign(y=list(y), colour=list(colours)).dropna(subset="first")
    width = rows["last"] - rows["first"] + 1
    axes.barh(rows["y"], width, left=rows["first"] - 0.5, height=height, color=list(rows["colour"]), alpha=0.35, lw=0)
    for is_open, x, marker in (
        (rows["open_left"], rows["first"] - 0.5, CARETLEFTBASE),
        (rows["open_right"], rows["last"] + 0.5, CARETRIGHTBASE),
    ):
        if is_open.any():
            axes.scatter(
                x[is_open], rows["y"][is_open], c=list(rows["colour"][is_open]), marker=marker, s=36, label="open"
            )


def year_axis(axes: Axes, first: float, last: float, most: int, unknown: float | None = None) -> None:
    """Whole years as ticks, at most `most`, and a tick at `unknown` for what has no year."""
    years = []
    if pd.notna(first):
        years = list(range(int(first), int(last) + 1, max(1, int(np.ceil((last - first + 1) / most)))))
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

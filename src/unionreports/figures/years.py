"""Where years and dates lie on an axis."""

from matplotlib.axes import Axes
import numpy as np
import pandas as pd


def with_years(data: pd.DataFrame) -> pd.DataFrame:
    """Add first, last and best year as floats; a year without an interval is its own interval."""
    years = data[["year", "year_earliest", "year_latest"]].astype("Float64").astype("float64")
    first = years["year_earliest"].fillna(years["year"]).fillna(years["year_latest"])
    last = years["year_latest"].fillna(years["year"]).fillna(years["year_earliest"])
    return data.assign(first=first, last=last, best=years["year"].fillna((first + last) / 2))


def year_axis(axes: Axes, first: float, last: float, unknown: float | None = None) -> None:
    """Whole years as ticks, at most about a dozen, and a tick at `unknown` for what has no year."""
    years = []
    if pd.notna(first):
        years = list(range(int(first), int(last) + 1, max(1, int(np.ceil((last - first + 1) / 12)))))
        axes.set_xlim(first - 1, last + 1)
    if unknown is not None:
        axes.set_xlim(left=unknown - 1)
        axes.set_xticks([unknown, *years], ["not\nknown", *years])
    else:
        axes.set_xticks(years)


def page_year(date: str) -> float:
    """Position of an ISO date on an axis on which year Y lies between Y - 0.5 and Y + 0.5."""
    day = pd.to_datetime(date, format="ISO8601", errors="coerce")
    return np.nan if pd.isna(day) else day.year - 0.5 + (day.day_of_year - 1) / 366

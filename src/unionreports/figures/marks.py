"""Dots with their intervals, and texts in a column beside them: the grammar all comparisons share."""

from collections import Counter
from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes
import pandas as pd

from unionreports.compare.bootstrap import MIN_PAGES
from unionreports.compare.shares import MIN_REPORTS
from unionreports.figures.style import BLACK

#: By how much a ring around a point is wider than the point, in points.
_RING = 3.2
#: Lies behind the rows whose interval excludes 0.
BAND = "#ECECEC"


def draw_estimate(
    axes: Axes,
    at: float,
    row: pd.Series,
    colour: str,
    value: str = "estimate",
    scale: float = 1.0,
    hollow: bool = False,
    upright: bool = False,
    marker: str = "o",
    size: float = 4.5,
) -> None:
    """A dot for `row[value]` and a whisker from `row["low"]` to `row["high"]` where there is an interval.

    `at` is the place on the other axis; `hollow` leaves the dot white inside, `upright` draws the whisker upwards.
    """
    low, high, middle = row["low"] * scale, row["high"] * scale, row[value] * scale
    if pd.notna(low) and pd.notna(high):
        ends, places = ([at, at], [low, high]) if upright else ([low, high], [at, at])
        axes.plot(ends, places, color=colour, lw=1.6, alpha=0.6, solid_capstyle="butt")
    x, y = (at, middle) if upright else (middle, at)
    axes.plot(x, y, marker, color=colour, ms=size, mfc="white" if hollow else colour)


def draw_share(axes: Axes, at: float, row: pd.Series, colour: str, upright: bool = False, size: float = 4.5) -> None:
    """One row of `compare.shares.priority_shares` in per cent.

    Mean and interval, or the reports themselves as open points where a mean would pretend to more; reports of the
    same share are rings around each other, so that none is hidden.
    """
    if not row["small_n"]:
        draw_estimate(axes, at, row, colour, "share", 100, upright=upright, size=size)
        return
    counts = Counter(100 * value for value in report_points(row))
    for ring in range(max(counts.values()), 0, -1):
        values = [value for value, n in counts.items() if n >= ring]
        places = [at] * len(values)
        style = {"color": colour, "ms": size + _RING * (ring - 1), "mfc": "white"}
        axes.plot(*((places, values) if upright else (values, places)), "o", **style)


def report_points(row: pd.Series) -> list[float]:
    """Shares of the single reports of a row of `priority_shares` with few of them; else its mean."""
    return [float(point) for point in row["points"].split("|")] if row["points"] else [row["share"]]


def share_marks_note(shares: pd.DataFrame, group: str) -> str:
    """What the marks of `draw_share` mean, as far as they are drawn, and why where there is no interval.

    `group` is what a row of `shares` is about, such as "province".
    """
    small, measured = shares["small_n"].astype(bool), shares["low"].notna()
    said = []
    if (~small).any():
        said.append("Filled: mean of the reports' shares, every report counting the same.")
    enough = f"{MIN_REPORTS} or more reports on {MIN_PAGES} or more pages"
    if measured.any():
        said.append(f"Whiskers: its 95 % interval over pages, where there are {enough}.")
    else:
        said.append(f"No interval is drawn: no {group} has {enough}.")
    if small.any():
        said.append(f"Open: the reports themselves, where there are fewer than {MIN_REPORTS}.")
    if any(len(points) > len(set(points)) for points in shares.loc[small, "points"].str.split("|")):
        said.append("A ring around a point: one more report with the same share.")
    return " ".join(said)


def shade_rows(axes: Axes, places: Iterable[float]) -> None:
    """Grey bands behind the rows at these places."""
    for place in places:
        axes.axhspan(place - 0.45, place + 0.45, color=BAND, lw=0, zorder=0)


def row_axis(axes: Axes, labels: Sequence[str], colours: Sequence[str] | None = None, size: float = 8) -> None:
    """Rows from top to bottom with their labels."""
    axes.set_yticks(range(len(labels)), labels, fontsize=size)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    for tick, colour in zip(axes.get_yticklabels(), colours or ()):
        tick.set_color(colour)


def zero_line(axes: Axes) -> None:
    """The line of no difference, and a grid to read distances from it."""
    axes.grid(axis="x")
    axes.axvline(0, color=BLACK, lw=0.8, zorder=1)


def write_beside(axes: Axes, header: str, texts: Sequence[str], points: float = 6) -> None:
    """A column of small texts beside the rows 0, 1, ..., so many points to the right of the axes."""
    place = {"xytext": (points, 0), "textcoords": "offset points", "fontsize": 7, "annotation_clip": False}
    for y, text in enumerate(texts):
        axes.annotate(text, (1, y), xycoords=axes.get_yaxis_transform(), va="center", **place)
    axes.annotate(header, (1, 1), xycoords="axes fraction", va="bottom", color="#444444", **place)


def p_text(p: float) -> str:
    """'0.012', '<0.001'; nothing where there is no p."""
    if pd.isna(p):
        return ""
    return "<0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}"

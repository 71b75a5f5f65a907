"""What the corpus covers: places, years and levels."""

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
import numpy as np
import pandas as pd

from unionreports.figures.style import (
    BLACK,
    GREATER_REGIONS,
    LEVELS,
    MAX_ROWS,
    NO_REGION,
    finish,
    fitted,
    no_data,
    region_colour,
    styled,
)
from unionreports.figures.years import draw_intervals, with_years, year_axis

#: Inches for the name of a place, about thirty characters: the longest in the gazetteer has fewer.
_WIDEST = 3.4


@styled
def plot_coverage(coverage: pd.DataFrame) -> Figure:
    """One mark for each report, by place and year; the bar is the interval of years the evidence allows.

    Parameters
    ----------
    coverage
        Rows of `compare.describe.coverage`: report_id, province, prefecture, county, region_code, level,
        year, year_earliest, year_latest, usable.
    """
    title = "Which places, years and levels the reports cover"
    if coverage.empty:
        return no_data(title, "there are no reports.")
    data = with_years(coverage).assign(place=_places(coverage))
    lanes, ticks = _lanes(data)
    top = max(lanes.values()) + 1
    figure = Figure(figsize=(7.4, 0.6 + min(0.24, max(0.12, 10 / top)) * top))
    axes = figure.subplots()
    first, last = data["first"].min(), data["last"].max()
    # Left of the first year, by more where the axis is long and its ticks lie close.
    undated = first - 2 - (last - first) / 16 if pd.notna(first) else 0
    data = data.assign(
        y=data["report_id"].map(lanes), colour=data["region_code"].map(region_colour), x=data["best"].fillna(undated)
    )
    draw_intervals(axes, data, data["y"], data["colour"], 0.3)
    for (level, colour, usable), alike in data.groupby(["level", "colour", "usable"]):
        marker, _ = LEVELS[level or "unknown"]
        face = colour if usable else "white"
        axes.plot(alike["x"], alike["y"], marker=marker, ms=6.5, color=colour, mfc=face, mew=1.2, ls="none")
    year_axis(axes, first, last, 12, undated if data["first"].isna().any() else None)
    axes.set_yticks(list(ticks.values()), [fitted(place, _WIDEST) or "place not known" for place in ticks])
    axes.set_ylim(top - 0.4, -1)
    axes.grid(axis="x")
    axes.set_xlabel("year reported on")
    note = (
        f"n = {len(data)} reports, {int(data['usable'].sum())} usable in a comparison of regions and years "
        f"(filled); {int((data['place'] == '').sum())} without a place. Bars: years the evidence allows; "
        "mark: most likely year, or the middle of the bar where none is more likely; a caret: nothing limits that side."
    )
    return finish(figure, title, note, _legend(data))


def _places(data: pd.DataFrame) -> pd.Series:
    """Place of each report, as fine as leaves a readable number of rows; empty where it is not known."""
    for columns in (["province", "prefecture", "county"], ["province", "prefecture"], ["province"]):
        places = data[columns].apply(lambda parts: " ".join(part for part in parts if part), axis=1)
        if places.nunique() <= MAX_ROWS:
            break
    return places


def _lanes(data: pd.DataFrame) -> tuple[dict[str, int], dict[str, float]]:
    """Height of each report and of each place's label; reports whose years overlap lie under each other."""
    lanes, ticks, base = {}, {}, 0
    order = data.assign(unknown=data["place"] == "").sort_values(
        ["unknown", "region_code", "place", "first", "report_id"]
    )
    for place, group in order.groupby("place", sort=False):
        ends: list[float] = []
        for row in group.itertuples():
            first = row.first if pd.notna(row.first) else -np.inf
            lane = next((i for i, end in enumerate(ends) if end < first - 0.5), len(ends))
            ends[lane : lane + 1] = [row.last if pd.notna(row.last) else np.inf]
            lanes[row.report_id] = base + lane
        ticks[place] = base + (len(ends) - 1) / 2
        base += len(ends)
    return lanes, ticks


def _legend(data: pd.DataFrame) -> list:
    levels = [
        Line2D([], [], marker=marker, color=BLACK, mfc="white", ls="none", label=name)
        for level, (marker, name) in LEVELS.items()
        if level in set(data["level"].replace("", "unknown"))
    ]
    found = sorted({GREATER_REGIONS.get(code[:1], NO_REGION) for code in data["region_code"]}, key=lambda r: r[1])
    regions = [Patch(color=colour, label=name) for colour, name in found]
    use = [
        Line2D([], [], marker="o", color=BLACK, mfc=BLACK if usable else "white", ls="none", label=name)
        for usable, name in ((True, "usable"), (False, "not usable"))
        if (data["usable"] == usable).any()
    ]
    return levels + regions + use

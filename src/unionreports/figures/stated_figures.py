"""What reports state, by region and year, with how each figure is meant and how long its period is in sight."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import numpy as np
import pandas as pd

from unionreports.figures.panels import label_bottoms, panel_grid
from unionreports.figures.style import (
    BLACK,
    GREATER_REGIONS,
    GREY,
    NO_REGION,
    counted,
    finish,
    fitted,
    left_out,
    no_data,
    region_colour,
    shorten,
    styled,
    text_inches,
)
from unionreports.figures.years import year_axis

_MAX_PANELS, _COLUMNS = 12, 3
#: Width and height of a panel in inches, axis and title included; what its axes take of them.
_WIDTH, _HEIGHT = 3.3, 2.3
_AXES = np.array([2.55, 1.55])
#: Height of a label in inches.
_LINE = 0.12
#: More regions than this make no legend, nor numbers that could be looked up.
_MAX_REGIONS = 24
#: A panel whose largest figure is more than so many times its smallest is read on a logarithmic axis.
_LOG_FROM = 50
#: How a figure is meant: marker, whether it is filled, name.
_MARKS = {
    "exact": ("o", True, "exact 确数"),
    "approximate": ("o", False, "approximate 约数"),
    "at_least": ("^", True, "at least 以上"),
    "at_most": ("v", True, "at most 以下"),
}
#: Periods that are no year, as a sign behind the region.
_PERIODS = {
    "half_year": ("½ y", "half a year 半年"),
    "part_year": ("<1 y", "another part of a year 不足一年"),
    "several_years": (">1 y", "several years 多年"),
    "unknown": ("?", "period not stated 时期不明"),
}
#: What is drawn: upper end of its range, what the axis says of it.
_VALUES = {
    "value": ("value_upper", ""),
    "value_real": ("value_upper_real", " in prices of {base_year}"),
    "per_10000_members": ("per_10000_members_upper", " per 10,000 members"),
}


@styled
def plot_panel(
    panel: pd.DataFrame, measures: Sequence[str] | None = None, value: str = "value", region: str = "region_name"
) -> Figure:
    """One small panel for each measure and unit: figures by year, with their qualifier, status and period in sight.

    Parameters
    ----------
    panel
        As `compare.panel.panel` gives it.
    measures
        Ids of the measures to show, in this order; None shows those with most figures first.
    value
        value, value_real (needs a panel with prices) or per_10000_members (needs one with members).
    region
        Column that names the region.

    Raises
    ------
    ValueError
        Where the panel has no such column, or the value is none of the three.
    """
    if value not in _VALUES or value not in panel or region not in panel:
        raise ValueError(f"the panel has no values {value} or no column {region}; choose of {', '.join(_VALUES)}.")
    upper, of_what = _VALUES[value]
    of_what = of_what.format(base_year="".join(map(str, panel.get("base_year", pd.Series()).unique()[:1])))
    title = f"What reports state in each year{of_what} 各年报告中的数字"
    data = panel.dropna(subset=value).assign(low=lambda p: p[value], high=lambda p: p[upper])
    wanted = list(dict.fromkeys(measures)) if measures is not None else _most_stated(data)
    data = data[data["measure_id"].isin(wanted)]
    silent = [measure for measure in wanted if measure not in set(data["measure_id"])]
    if data.empty:
        return no_data(title, "no figure of these measures has a region and a year that are known.")
    order = {measure: i for i, measure in enumerate(wanted)}
    groups = sorted(data.groupby(["measure_id", "unit"]), key=lambda group: (order[group[0][0]], group[0][1]))
    shown = groups[:_MAX_PANELS]
    columns = min(_COLUMNS, len(shown))
    figure = Figure(figsize=(max(_WIDTH * columns, 6.6), _HEIGHT * -(-len(shown) // columns)))
    panels = panel_grid(figure, len(shown), columns)
    drawn = pd.concat([rows for _, rows in shown])
    years = drawn["year"].min(), drawn["year"].max()
    numbers = _numbers(drawn, region)
    for axes, (_, rows) in zip(panels, shown):
        _draw_measure(axes, rows.assign(number=_region_keys(rows, region).map(numbers)), years, of_what)
    label_bottoms(panels, columns, "year 年份")
    note = (
        f"n = {counted(int(drawn['n'].sum()), 'figure')} of {counted(_n_reports(drawn), 'report')}; n over each panel counts its figures. "
        "Nothing is added up: a point is what reports state, a bar the range where they state one or differ. "
        + ("A number beside a point is its region. " if numbers else "The regions are named in the CSV. ")
        + _signs(drawn)
        + (f"No figure: {', '.join(silent)}. " if silent else "")
        + left_out(len(shown), len(groups), "measures by unit").strip()
    )
    return finish(figure, title, note.strip(), _legend(drawn, numbers), columns=5)


def _most_stated(data: pd.DataFrame) -> list[str]:
    counts = data.groupby("measure_id")["n"].sum()
    return list(counts.sort_values(ascending=False, kind="stable").index)


def _n_reports(data: pd.DataFrame) -> int:
    return len({report for ids in data["report_ids"] for report in ids.split("|")})


def _region_keys(data: pd.DataFrame, region: str) -> pd.Series:
    """Region with its level and the code its colour comes from: what has one number in all panels."""
    codes = data["region_code"] if "region_code" in data else pd.Series("", index=data.index)
    return pd.Series(list(zip(codes, data[region].astype("str"), data["level"])), index=data.index, dtype="object")


def _numbers(data: pd.DataFrame, region: str) -> dict[tuple[str, str, str], int]:
    """Number of each region, in the order of their codes; none where there are too many."""
    keys = sorted(set(_region_keys(data, region)))
    return {key: i for i, key in enumerate(keys, 1)} if len(keys) <= _MAX_REGIONS else {}


def _draw_measure(axes: Axes, rows: pd.DataFrame, years: tuple[int, int], of_what: str) -> None:
    rows = rows.sort_values(["year", "low", "number", "period_kind"], kind="stable")
    # Figures of one year stand side by side, no more than two fifths of a year from it.
    nth, of = rows.groupby("year").cumcount(), rows.groupby("year")["year"].transform("size")
    places = rows["year"] + np.where(of > 1, (nth - (of - 1) / 2) * np.minimum(0.12, 0.8 / of), 0.0)
    for x, (_, row) in zip(places, rows.iterrows()):
        _draw_figure(axes, x, row)
    smallest, largest = rows["low"].min(), rows[["low", "high"]].max(axis=None)
    logarithmic = smallest > 0 and largest > _LOG_FROM * smallest
    if logarithmic:
        axes.set_yscale("log")
        axes.margins(y=0.15)
    else:
        axes.set_ylim(min(0.0, 1.15 * smallest), 1.15 * max(largest, 0.0) or 1.0)
    year_axis(axes, *years, 5)
    axes.set_xlim(years[0] - 0.6, years[1] + 0.6 + 0.06 * (years[1] - years[0] + 1))
    axes.grid(axis="y")
    name = f"{rows['label'].iloc[0]} {rows['label_zh'].iloc[0]}"
    axes.set_title(f"{fitted(name, _WIDTH - 0.5)}\nn = {int(rows['n'].sum())}", fontsize=8)
    axes.set_ylabel(f"{rows['unit'].iloc[0]}{of_what}{' (log)' if logarithmic else ''}", fontsize=7.5)
    axes.tick_params(labelsize=7)
    if logarithmic:
        axes.minorticks_off()
    else:
        axes.ticklabel_format(axis="y", style="plain", useOffset=False)
    axes.yaxis.set_major_formatter(lambda y, _: f"{y:,.12g}")
    _name_points(axes, rows, places)


def _draw_figure(axes: Axes, x: float, row: pd.Series) -> None:
    """A mark that says how the figure is meant; a bar where it is a range, a ring where it is a target."""
    colour = region_colour(row.get("region_code", ""))
    qualifiers = row["qualifier"].split("|")
    # Of several qualifiers the vaguest counts.
    marker, filled, _ = _MARKS[next(q for q in ("approximate", "at_most", "at_least", "exact") if q in qualifiers)]
    ends = [row["low"]]
    if pd.notna(row["high"]):
        ends.append(row["high"])
        axes.plot([x, x], ends, color=colour, lw=2.2, alpha=0.5, solid_capstyle="butt")
    for y in ends:
        if row["status"] == "target":
            axes.plot(x, y, "o", ms=9, mfc="none", color=BLACK, mew=0.7)
        axes.plot(x, y, marker, ms=4.5, color=colour, mfc=colour if filled else "white")


def _name_points(axes: Axes, rows: pd.DataFrame, places: pd.Series) -> None:
    """Number of the region and sign of the period beside each mark, moved up where they would touch."""
    to_inches = axes.transData + axes.transAxes.inverted()
    taken: list[tuple[float, float, float]] = []
    for x, (_, row) in zip(places, rows.iterrows()):
        number = "" if pd.isna(row["number"]) else f"{row['number']:.0f}"
        text = f"{number} {_PERIODS.get(row['period_kind'], ('',))[0]}".strip()
        if not text:
            continue
        left, mark = to_inches.transform((x, row["low"])) * _AXES
        right, height = left + 0.1 + 0.85 * text_inches(text), mark
        for begin, end, y in sorted(taken, key=lambda box: box[2]):
            if left < end and begin < right and abs(height - y) < _LINE:
                height = y + _LINE
        taken.append((left, right, height))
        place = {"xytext": (5, 72 * (height - mark)), "textcoords": "offset points"}
        axes.annotate(text, (x, row["low"]), va="center", fontsize=6.5, color="#444444", annotation_clip=False, **place)


def _signs(data: pd.DataFrame) -> str:
    """What the signs behind the regions mean, as far as they are drawn."""
    kinds = [kind for kind in _PERIODS if (data["period_kind"] == kind).any()]
    if not kinds:
        return ""
    return "Not a year: " + "; ".join(f"{_PERIODS[k][0]} {_PERIODS[k][1]}" for k in kinds) + ". "


def _legend(data: pd.DataFrame, numbers: Mapping[tuple[str, str, str], int]) -> list[Line2D]:
    """Marks and regions that are drawn; where there are too many regions, the greater ones."""
    used = {qualifier for cell in data["qualifier"] for qualifier in cell.split("|")}
    marks = [
        Line2D([], [], ls="", marker=m, color=GREY, mfc=GREY if filled else "white", ms=5, label=name)
        for qualifier, (m, filled, name) in _MARKS.items()
        if qualifier in used
    ]
    if data["high"].notna().any():
        marks.append(Line2D([], [], color=GREY, lw=2.2, alpha=0.5, marker="o", ms=4, label="range 区间"))
    if (data["status"] == "target").any():
        marks.append(Line2D([], [], ls="", marker="o", ms=9, mfc="none", color=BLACK, mew=0.7, label="target 目标"))
    if numbers:
        names = [
            (region_colour(code), f"{number} {shorten(name, 10)}, {level.replace('_', ' ')}")
            for (code, name, level), number in numbers.items()
        ]
    else:
        firsts = sorted(set(data["region_code"].str[:1])) if "region_code" in data else [""]
        names = [GREATER_REGIONS.get(first, NO_REGION) for first in firsts]
    return [*marks, *(Line2D([], [], ls="", marker="s", color=colour, ms=5, label=name) for colour, name in names)]

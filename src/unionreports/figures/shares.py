"""Shares of the priorities over places and over time: small multiples, and places against priorities."""

from collections.abc import Sequence
import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
import pandas as pd

from unionreports.compare.shares import MIN_REPORTS
from unionreports.figures.heatmap import share_heatmap
from unionreports.figures.marks import draw_share, report_points, row_axis, share_marks_note
from unionreports.figures.priority_looks import Looks, priority_looks
from unionreports.figures.style import GREY, MAX_ROWS, counted, finish, left_out, no_data, shorten, styled
from unionreports.figures.years import year_axis

#: Panels and rows that can still be read on one page; there are 34 provinces and regions of that level.
_MAX_PANELS = 20
_MAX_PLACES = 34
_MAX_YEARS = 40


@styled
def plot_priorities_by_place(shares: pd.DataFrame, codebook: pd.DataFrame, by: str = "province") -> Figure:
    """One panel for each priority: its share in every place, on one scale.

    Parameters
    ----------
    shares
        Rows of `compare.shares.priority_shares(..., by=[by])`.
    codebook
        The codebook's CSV.
    by
        Column of the places.
    """
    title = f"How much each priority counts in each {by.replace('_', ' ')}"
    if shares.empty:
        return no_data(title, f"no unit with a priority has a {by.replace('_', ' ')} that is known.")
    places = _by_size(shares, by)
    shown = places[:_MAX_PLACES]
    data = shares[shares[by].isin(shown)]
    looks, total = _largest(data, codebook)
    many = len(shown) > 15
    columns = min(7 if many else 5, len(looks.order))
    lines = -(-len(looks.order) // columns)
    width, height = (1.05, 0.14) if many else (1.25, 0.18)
    figure = Figure(figsize=(1.7 + max(width * columns, 6.25), lines * (0.75 + height * len(shown))))
    panels = figure.subplots(lines, columns, sharex=True, sharey=True, squeeze=False)
    at = {place: y for y, place in enumerate(shown)}
    for axes, priority in zip(panels.flat, looks.order):
        for _, row in data[data["priority"] == priority].iterrows():
            draw_share(axes, at[row[by]], row, looks.colours[priority], size=3.6)
        _name_panel(axes, looks, priority)
        axes.grid(axis="x")
        axes.tick_params(axis="y", length=0, labelsize=7)
    for axes in panels.flat[len(looks.order) :]:
        axes.set_axis_off()
    row_axis(panels[0, 0], [f"{shorten(p, 12)}  n = {n}" for p, n in _n_reports(data, by, shown)], size=7)
    panels[0, 0].set_xlim(left=-2)
    _label_lowest(panels, len(looks.order), "% of units")
    note = (
        f"{_totals(data, by)} n beside a place counts its reports. {share_marks_note(data, by.replace('_', ' '))} "
        "All panels have the same scale. Places with many reports stand first."
        + left_out(len(shown), len(places), "places, those with most reports")
        + left_out(len(looks.order), total, "priorities, the largest")
    )
    return finish(figure, title, note, looks.legend, columns=6)


@styled
def plot_priorities_by_year(shares: pd.DataFrame, codebook: pd.DataFrame, by: str = "year") -> Figure:
    """One panel for each priority: its share in every year, on one scale; the last panel counts the reports.

    Parameters
    ----------
    shares
        Rows of `compare.shares.priority_shares(..., by=[by])`.
    codebook
        The codebook's CSV.
    by
        `year`, or a column of periods, which are then drawn in the order of their names.
    """
    title = f"How much each priority counts in each {by.replace('_', ' ')}"
    if shares.empty:
        return no_data(title, f"no unit with a priority has a {by.replace('_', ' ')} that is known.")
    times = sorted(shares[by].unique())
    shown = times[-_MAX_YEARS:]
    data = shares[shares[by].isin(shown)]
    looks, total = _largest(data, codebook)
    numbers = pd.api.types.is_numeric_dtype(shares[by])
    at = {time: float(time) if numbers else i for i, time in enumerate(shown)}
    columns = min(3, len(looks.order) + 1)
    lines = -(-(len(looks.order) + 1) // columns)
    figure = Figure(figsize=(8, lines * 1.35))
    panels = figure.subplots(lines, columns, sharex=True, squeeze=False)
    top = 0.0
    for axes, priority in zip(panels.flat, looks.order):
        for _, row in data[data["priority"] == priority].iterrows():
            draw_share(axes, at[row[by]], row, looks.colours[priority], upright=True, size=3.6)
        _name_panel(axes, looks, priority, 36)
        axes.grid(axis="y")
        top = max(top, axes.get_ylim()[1])
    for i, axes in enumerate(panels.flat[: len(looks.order)]):
        axes.set_ylim(-0.04 * top, top)
        if i % columns:
            axes.tick_params(labelleft=False)
        else:
            axes.set_ylabel("% of units")
    counts = panels.flat[len(looks.order)]
    _count_panel(counts, at, _n_reports(data, by, shown))
    for axes in panels.flat[len(looks.order) + 1 :]:
        axes.set_axis_off()
    if numbers:
        year_axis(counts, min(at.values()), max(at.values()), 4)
    else:
        counts.set_xticks(list(at.values()), [shorten(str(t), 12) for t in shown])
        counts.set_xlim(-0.6, len(shown) - 0.4)
    _label_lowest(panels, len(looks.order) + 1, by.replace("_", " "))
    for axes in panels.flat:
        axes.tick_params(axis="x", labelsize=7, labelrotation=0 if numbers else 30)
    note = (
        f"{_totals(data, by)} The last panel counts the reports of each {by.replace('_', ' ')}. "
        f"{share_marks_note(data, by.replace('_', ' '))} All panels have the same scale. "
        "No line joins them: other unions speak in each."
        + left_out(len(shown), len(times), f"{by.replace('_', ' ')}s, the latest")
        + left_out(len(looks.order), total, "priorities, the largest")
    )
    return finish(figure, title, note, looks.legend, columns=6)


@styled
def plot_priorities_by_place_heatmap(shares: pd.DataFrame, codebook: pd.DataFrame, by: str = "province") -> Figure:
    """Heat map of places and priorities with n; two reports of a place stand as two rows, not as a mean.

    Parameters as for `plot_priorities_by_place`.
    """
    title = f"What each {by.replace('_', ' ')} speaks of: shares of the priorities"
    if shares.empty:
        return no_data(title, f"no unit with a priority has a {by.replace('_', ' ')} that is known.")
    places = _by_size(shares, by)
    rows, names, drawn = [], [], 0
    for place in places:
        data = shares[shares[by] == place].set_index("priority")
        n = data.iloc[0]
        points = pd.DataFrame({p: report_points(row) for p, row in data.iterrows()})
        if len(rows) + len(points) > MAX_ROWS:
            break
        drawn += 1
        for i, row in points.iterrows():
            rows.append(row)
            which = counted(n["n_reports"], "report") if len(points) == 1 else f"report {i + 1} of {len(points)}"
            names.append(f"{shorten(str(place), 12)}  {which}, {n['n_units']} units")
    table = pd.DataFrame(rows)
    looks, total = _largest(shares[shares[by].isin(places[:drawn])], codebook, MAX_ROWS // 2)
    order = looks.order
    figure = share_heatmap(
        table.reindex(columns=order).fillna(0),
        names,
        [looks.labels[p] for p in order],
        [looks.colours[p] for p in order],
        "% of units, mean of reports",
    )
    note = (
        f"{_totals(shares[shares[by].isin(places[:drawn])], by)} Units beside a place are those of all its reports. "
        f"Mean of the reports' shares where there are {MIN_REPORTS} or more; fewer stand as rows of their own. "
        "Intervals are not shown. Shares under 2 % are not written."
        + left_out(drawn, len(places), "places, those with most reports")
        + left_out(len(order), total, "priorities, the largest")
    )
    return finish(figure, title, note, looks.legend, columns=6)


def _by_size(shares: pd.DataFrame, by: str) -> list:
    """Groups, those with most reports first, then by name."""
    return sorted(shares[by].unique(), key=lambda g: (-shares.loc[shares[by] == g, "n_reports"].max(), str(g)))


def _n_reports(shares: pd.DataFrame, by: str, groups: Sequence) -> list[tuple[str, int]]:
    sizes = shares.groupby(by)["n_reports"].max()
    return [(str(g), int(sizes[g])) for g in groups]


def _totals(shares: pd.DataFrame, by: str) -> str:
    sizes = shares.groupby(by)[["n_reports", "n_units"]].max().sum()
    return f"n = {counted(int(sizes['n_units']), 'unit')} in {counted(int(sizes['n_reports']), 'report')}."


def _largest(shares: pd.DataFrame, codebook: pd.DataFrame, most: int = _MAX_PANELS) -> tuple[Looks, int]:
    """Looks of the priorities with the largest mean over the groups, and how many priorities there are."""
    means = shares.apply(lambda row: pd.Series(report_points(row)).mean(), axis=1).groupby(shares["priority"]).mean()
    chosen = means.sort_values(ascending=False, kind="stable").index[:most]
    return priority_looks(codebook, chosen), len(means)


def _name_panel(axes: Axes, looks: Looks, priority: str, width: int = 18) -> None:
    english, _, chinese = looks.labels[priority].rpartition(" ")
    name = f"{textwrap.fill(english, width)}\n{chinese}" if english else chinese
    axes.set_title(name, fontsize=7, color=looks.colours[priority])


def _label_lowest(panels, n_drawn: int, label: str) -> None:
    """Ticks and the name of the axis under the lowest panel of each column: shared axes hide those further up."""
    columns = panels.shape[1]
    for axes in panels.flat[max(0, n_drawn - columns) : n_drawn]:
        axes.tick_params(labelbottom=True)
        axes.set_xlabel(label)


def _count_panel(axes: Axes, at: dict, sizes: Sequence[tuple[str, int]]) -> None:
    axes.bar(list(at.values()), [n for _, n in sizes], color=GREY, width=0.7)
    axes.set_title("n: reports\n报告数", fontsize=7.5)
    axes.set_ylim(0, max(n for _, n in sizes) * 1.3)
    axes.yaxis.get_major_locator().set_params(integer=True)
    if len(sizes) <= 12:
        for x, (_, n) in zip(at.values(), sizes):
            axes.text(x, n, f"{n}", ha="center", va="bottom", fontsize=6.5)

"""Shares of the priorities: by report, by role of the unit, by level of the union."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
import numpy as np
import pandas as pd

from unionreports.compare.shares import MIN_REPORTS
from unionreports.figures.heatmap import share_heatmap
from unionreports.figures.style import (
    FUNCTIONS,
    LEVELS,
    MAX_ROWS,
    RESIDUAL,
    counted,
    finish,
    function_of,
    left_out,
    no_data,
    printable,
    priority_colours,
    priority_labels,
    styled,
)

#: Groups that still fit side by side.
_MAX_GROUPS = 6
_ROLE_NAMES = {"review": "review 回顾", "plan": "plan 计划", "problem": "problem 问题", "frame": "frame 套语"}


@styled
def plot_priorities_by_report(shares: pd.DataFrame, labels: dict[str, str], codebook: pd.DataFrame) -> Figure:
    """Heat map: share of each priority in the units of each report.

    Parameters
    ----------
    shares
        Rows of `compare.shares.priority_shares(..., by=["report_id"])`: report_id, priority, share, n_units.
    labels
        Label of each report_id; the rows follow its order.
    codebook
        data/lexicons/priorities.csv; the columns follow its functions and its order.
    """
    title = "What each report speaks of: shares of the priorities"
    if shares.empty:
        return no_data(title, "no unit has a priority.")
    table = shares.pivot(index="report_id", columns="priority", values="share")
    order = _priority_order(codebook, table.columns)
    reports = [r for r in labels if r in table.index]
    shown = reports[:MAX_ROWS]
    n_units = shares.groupby("report_id")["n_units"].first()
    names, colours = _looks(codebook, order)
    figure = share_heatmap(
        table.loc[shown, order].fillna(0),
        [f"{labels[r]}  n = {n_units[r]}" for r in shown],
        [names[p] for p in order],
        [colours[p] for p in order],
        "% of the report's units",
    )
    note = (
        f"n = {n_units[reports].sum():,} units in {len(reports)} reports; n beside a report counts its units: "
        "one unit of twenty is five per cent. † not usable in a comparison of regions and years. "
        "Shares under 2 % are not written." + left_out(len(shown), len(reports), "reports")
    )
    return finish(figure, title, note, _legend(codebook, order), columns=6)


@styled
def plot_priorities_by_role(shares: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Share of each priority in what was done (review) and in what is planned, side by side.

    `shares`: rows of `compare.shares.priority_shares(..., by=["role"])`.
    """
    title = "What unions report as done and what they plan"
    data = shares[shares["role"].isin(["review", "plan"])]
    return _panels(
        data, "role", [r for r in ("review", "plan") if r in set(data["role"])], _ROLE_NAMES, codebook, title
    )


@styled
def plot_priorities_by_level(shares: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Share of each priority by level of the union, highest level first.

    `shares`: rows of `compare.shares.priority_shares(..., by=["level"])`.
    """
    title = "What unions of each level speak of"
    names = {level: name for level, (_, name) in LEVELS.items()}
    present = set(shares["level"])
    return _panels(shares, "level", [level for level in LEVELS if level in present], names, codebook, title)


def _panels(
    shares: pd.DataFrame, by: str, groups: Sequence[str], names: dict[str, str], codebook: pd.DataFrame, title: str
) -> Figure:
    """One panel for each group, the same priorities in each row; whiskers where there is an interval."""
    if not groups:
        return no_data(title, f"no unit with a priority has a {by} that can be compared.")
    sizes = shares.groupby(by)[["n_reports", "n_pages", "n_units"]].max()
    most = sorted(groups, key=lambda g: -sizes.loc[g, "n_reports"])[:_MAX_GROUPS]
    shown = [g for g in groups if g in most]
    order = _priority_order(codebook, shares["priority"].unique())
    labels, colours = _looks(codebook, order)
    figure = Figure(figsize=(2.5 + max(1.35 * len(shown), 3.2), 0.9 + 0.24 * len(order)))
    panels = figure.subplots(1, len(shown), sharey=True, sharex=True, squeeze=False)[0]
    for axes, group in zip(panels, shown):
        rows = shares[shares[by] == group].set_index("priority")
        for y, priority in enumerate(order):
            if priority in rows.index:
                _share(axes, rows.loc[priority], y, colours[priority])
        english, _, chinese = names[group].rpartition(" ")
        n = sizes.loc[group]
        axes.set_title(
            f"{english}\n{chinese}\n{counted(n['n_reports'], 'report')}, {counted(n['n_pages'], 'page')},\n"
            f"{counted(n['n_units'], 'unit')}",
            fontsize=7.5,
        )
        axes.grid(axis="x")
        axes.set_xlabel("% of units")
    panels[0].set_xlim(left=-1)
    panels[0].set_yticks(np.arange(len(order)), [labels[p] for p in order])
    panels[0].set_ylim(len(order) - 0.4, -0.6)
    note = (
        "n stands over each panel. Filled: mean of the reports' shares, every report counting the same; whiskers: its "
        f"95 % interval over pages, drawn where there are {MIN_REPORTS} or more reports on {MIN_REPORTS} or more "
        f"pages. Open: the reports themselves, where there are fewer than {MIN_REPORTS}."
        + left_out(len(shown), len(groups), "groups, those with most reports")
    )
    return finish(figure, title, note, _legend(codebook, order), columns=3 if len(shown) < 4 else 6)


def _share(axes: Axes, row: pd.Series, y: int, colour: str) -> None:
    """Mean and interval of one priority in one group, or the points where these would pretend to more."""
    if row["small_n"]:
        values = [100 * float(point) for point in row["points"].split("|")]
        axes.plot(values, [y] * len(values), "o", color=colour, ms=4.5, mfc="white")
        return
    if pd.notna(row["low"]):
        axes.plot([row["low"] * 100, row["high"] * 100], [y, y], color=colour, lw=1.6, alpha=0.6)
    axes.plot(row["share"] * 100, y, "o", color=colour, ms=4.5)


def _priority_order(codebook: pd.DataFrame, present: Sequence[str]) -> list[str]:
    """Priorities that occur, by statutory function and then as in the codebook; then those it does not list."""
    rank = {name: i for i, name in enumerate(FUNCTIONS)}
    functions = function_of(codebook).map(lambda name: rank.get(name, len(rank)))
    known = functions.sort_values(kind="stable").index
    return [p for p in known if p in set(present)] + sorted(set(present) - set(known))


def _looks(codebook: pd.DataFrame, order: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Label and colour of each priority; one that the codebook does not list has its id and no colour."""
    unlisted = {p: printable(p) for p in order}, dict.fromkeys(order, RESIDUAL[0])
    return unlisted[0] | priority_labels(codebook), unlisted[1] | priority_colours(codebook)


def _legend(codebook: pd.DataFrame, order: Sequence[str]) -> list[Patch]:
    found = function_of(codebook).reindex(list(order), fill_value="").unique()
    patches = [Patch(color=colour, label=name) for key, (colour, name) in FUNCTIONS.items() if key in found]
    if any(key not in FUNCTIONS for key in found):
        patches.append(Patch(color=RESIDUAL[0], label=RESIDUAL[1]))
    return patches

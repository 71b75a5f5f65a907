"""Shares of the priorities: by report, by role of the unit, by level of the union."""

from collections.abc import Sequence

from matplotlib.figure import Figure
import pandas as pd

from unionreports.compare.shares import MIN_REPORTS
from unionreports.figures.heatmap import share_heatmap
from unionreports.figures.marks import draw_share, row_axis
from unionreports.figures.priority_looks import priority_looks
from unionreports.figures.style import LEVELS, MAX_ROWS, ROLES, counted, finish, left_out, no_data, styled

#: Groups that still fit side by side.
_MAX_GROUPS = 6


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
    looks = priority_looks(codebook, table.columns)
    reports = [r for r in labels if r in table.index]
    shown = reports[:MAX_ROWS]
    n_units = shares.groupby("report_id")["n_units"].first()
    figure = share_heatmap(
        table.loc[shown, looks.order].fillna(0),
        [f"{labels[r]}  n = {n_units[r]}" for r in shown],
        [looks.labels[p] for p in looks.order],
        [looks.colours[p] for p in looks.order],
        "% of the report's units",
    )
    note = (
        f"n = {n_units[reports].sum():,} units in {len(reports)} reports; n beside a report counts its units: "
        "one unit of twenty is five per cent. † not usable in a comparison of regions and years. "
        "Shares under 2 % are not written." + left_out(len(shown), len(reports), "reports")
    )
    return finish(figure, title, note, looks.legend, columns=6)


@styled
def plot_priorities_by_role(shares: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Share of each priority in what was done (review) and in what is planned, side by side.

    `shares`: rows of `compare.shares.priority_shares(..., by=["role"])`.
    """
    title = "What unions report as done and what they plan"
    data = shares[shares["role"].isin(["review", "plan"])]
    return _panels(data, "role", [r for r in ("review", "plan") if r in set(data["role"])], ROLES, codebook, title)


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
    looks = priority_looks(codebook, shares["priority"])
    figure = Figure(figsize=(2.5 + max(1.35 * len(shown), 3.2), 0.9 + 0.24 * len(looks.order)))
    panels = figure.subplots(1, len(shown), sharey=True, sharex=True, squeeze=False)[0]
    for axes, group in zip(panels, shown):
        rows = shares[shares[by] == group].set_index("priority")
        for y, priority in enumerate(looks.order):
            if priority in rows.index:
                draw_share(axes, y, rows.loc[priority], looks.colours[priority])
        english, _, chinese = names[group].rpartition(" ")
        n = sizes.loc[group]
        axes.set_title(
            f"{english}\n{chinese}\n{counted(n['n_reports'], 'report')}, {counted(n['n_pages'], 'page')},\n"
            f"{counted(n['n_units'], 'unit')}",
            fontsize=7.5,
        )
        axes.grid(axis="x")
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel("% of units")
    panels[0].set_xlim(left=-1)
    row_axis(panels[0], [looks.labels[p] for p in looks.order])
    note = (
        "n stands over each panel. Filled: mean of the reports' shares, every report counting the same; whiskers: its "
        f"95 % interval over pages, drawn where there are {MIN_REPORTS} or more reports on {MIN_REPORTS} or more "
        f"pages. Open: the reports themselves, where there are fewer than {MIN_REPORTS}."
        + left_out(len(shown), len(groups), "groups, those with most reports")
    )
    return finish(figure, title, note, looks.legend, columns=6)

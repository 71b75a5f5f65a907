"""Shares of the priorities: by report, and by level of the union."""

from matplotlib.figure import Figure
import pandas as pd

from unionreports.figures.heatmap import share_heatmap
from unionreports.figures.marks import draw_share, row_axis, share_marks_note
from unionreports.figures.priority_looks import priority_looks
from unionreports.figures.style import LEVELS, MAX_ROWS, counted, finish, left_out, no_data, styled

#: Levels that still fit side by side.
_MAX_LEVELS = 6


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
def plot_priorities_by_level(shares: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Share of each priority by level of the union: a panel for each level, highest first, the same rows in each.

    `shares`: rows of `compare.shares.priority_shares(..., by=["level"])`.
    """
    title = "What unions of each level speak of"
    present = set(shares["level"])
    levels = [level for level in LEVELS if level in present]
    if not levels:
        return no_data(title, "no unit with a priority has a level that can be compared.")
    sizes = shares.groupby("level")[["n_reports", "n_pages", "n_units"]].max()
    most = sorted(levels, key=lambda level: -sizes.loc[level, "n_reports"])[:_MAX_LEVELS]
    shown = [level for level in levels if level in most]
    looks = priority_looks(codebook, shares["priority"])
    figure = Figure(figsize=(2.5 + max(1.35 * len(shown), 3.2), 0.9 + 0.24 * len(looks.order)))
    panels = figure.subplots(1, len(shown), sharey=True, sharex=True, squeeze=False)[0]
    for axes, level in zip(panels, shown):
        rows = shares[shares["level"] == level].set_index("priority")
        for y, priority in enumerate(looks.order):
            if priority in rows.index:
                draw_share(axes, y, rows.loc[priority], looks.colours[priority])
        english, _, chinese = LEVELS[level][1].rpartition(" ")
        n = sizes.loc[level]
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
    note = f"n stands over each panel. {share_marks_note(shares[shares['level'].isin(shown)], 'level')}" + left_out(
        len(shown), len(levels), "groups, those with most reports"
    )
    return finish(figure, title, note, looks.legend, columns=6)

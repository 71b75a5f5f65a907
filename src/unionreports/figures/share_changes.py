"""Shares of priorities twice: before and after reports came in, with and without text that stands elsewhere too."""

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import pandas as pd

from unionreports.figures.marks import draw_estimate, row_axis, shade_rows, write_beside
from unionreports.figures.priority_looks import Looks, priority_looks
from unionreports.figures.style import BLACK, GREY, finish, left_out, no_data, styled

#: Priorities drawn, those that moved most; more cannot be read.
_MOST = 24
_DRAWN = ("share", "low", "high")


@styled
def plot_share_changes(changes: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """A row for each priority: where its share was, with its interval, and where it is.

    Parameters
    ----------
    changes
        As `compare.share_changes.share_changes` gives it without `by`.
    codebook
        The codebook's CSV.
    """
    title = "Shares of priorities before and after 新增报告前后的工作重点"
    known = changes.dropna(subset=["old_share", "new_share"])
    if known.empty:
        return no_data(title, "no share is known both before and after: one report, or three, are needed each time.")
    figure, looks, n_drawn = _moves(known, codebook)
    first = known.iloc[0]
    without = int(known["outside"].isna().sum())
    note = (
        f"Usable reports: before n = {first['old_n_reports']:.0f} on {first['old_n_pages']:.0f} pages, after "
        f"n = {first['new_n_reports']:.0f} on {first['new_n_pages']:.0f}. Bars: 95 % intervals before. Shaded rows: the new "
        f"share lies outside. " + (f"Without an interval before: {without}." if without else "")
    ).rstrip() + left_out(n_drawn, len(known), "priorities, those that moved most")
    return finish(figure, title, note, [*looks.legend, *_handles("before 之前", "after 之后")], columns=4)


@styled
def plot_own_shares(changes: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """A row for each priority: its share in all text, with its interval, and in the text that is each report's own.

    Parameters
    ----------
    changes
        As `compare.share_changes.own_share_changes` gives it without `by`.
    codebook
        The codebook's CSV.
    """
    title = "Shares of priorities with and without shared text 含与不含雷同文字的工作重点"
    known = changes.dropna(subset=["all_share", "own_share"])
    if known.empty:
        return no_data(title, "no share is known both with shared text and without: one report, or three, are needed.")
    names = {
        f"{ours}_{value}": f"{drawn}_{value}" for ours, drawn in (("all", "old"), ("own", "new")) for value in _DRAWN
    }
    figure, looks, n_drawn = _moves(known.rename(columns=names), codebook)
    n = known[[f"{side}_{count}" for side in ("all", "own") for count in ("n_reports", "n_units")]].max()
    note = (
        f"Usable reports: with all text n = {n['all_n_reports']:.0f} and {n['all_n_units']:.0f} units; with their own text alone "
        f"n = {n['own_n_reports']:.0f} and {n['own_n_units']:.0f} units that have any. Bars: 95 % intervals with all text. "
        "Shaded rows: the share in own text lies outside."
    ) + left_out(n_drawn, len(known), "priorities, those that moved most")
    handles = _handles("all text 全部文字", "own text only 仅自有文字")
    return finish(figure, title, note, [*looks.legend, *handles], columns=4)


def _moves(known: pd.DataFrame, codebook: pd.DataFrame) -> tuple[Figure, Looks, int]:
    """The figure of two shares for each priority, its colours, and how many are drawn."""
    most = known.sort_values("moved", key=abs, ascending=False, kind="stable").head(_MOST)
    looks = priority_looks(codebook, most["priority"])
    rows = most.set_index("priority")
    figure = Figure(figsize=(7.4, 1.4 + 0.24 * len(rows)))
    axes = figure.subplots()
    outside = rows["outside"].fillna(False).astype(bool)
    shade_rows(axes, [y for y, priority in enumerate(looks.order) if outside[priority]])
    for y, priority in enumerate(looks.order):
        row = rows.loc[priority]
        before = row.rename({"old_low": "low", "old_high": "high"})
        draw_estimate(axes, y, before, GREY, "old_share", 100, hollow=True)
        axes.plot(100 * row["new_share"], y, "D", color=looks.colours[priority], ms=4.5)
    axes.set_xlim(left=0)
    axes.set_xlabel("mean share of the units of a report, %")
    axes.tick_params(axis="y", length=0)
    row_axis(axes, [looks.labels[p] for p in looks.order])
    write_beside(axes, "points", [f"{round(100 * rows.loc[p, 'moved'], 1) + 0:+.1f}" for p in looks.order])
    return figure, looks, len(rows)


def _handles(hollow: str, full: str) -> list[Line2D]:
    return [
        Line2D([], [], marker="o", mfc="white", color=GREY, ls="-", label=hollow),
        Line2D([], [], marker="D", color=BLACK, ls="none", label=full),
    ]

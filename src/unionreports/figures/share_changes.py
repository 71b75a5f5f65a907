"""Shares of priorities before and after reports came in, against the intervals they had."""

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import pandas as pd

from unionreports.figures.marks import draw_estimate, row_axis, shade_rows, write_beside
from unionreports.figures.priority_looks import priority_looks
from unionreports.figures.style import BLACK, GREY, finish, left_out, no_data, styled

#: Priorities drawn, those that moved most; more cannot be read.
_MOST = 24


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
    first = known.iloc[0]
    without = int(known["outside"].isna().sum())
    note = (
        f"Usable reports: before n = {first['old_n_reports']:.0f} on {first['old_n_pages']:.0f} pages, after "
        f"n = {first['new_n_reports']:.0f} on {first['new_n_pages']:.0f}. Bars: 95 % intervals before. Shaded rows: the new "
        f"share lies outside. " + (f"Without an interval before: {without}." if without else "")
    ).rstrip() + left_out(len(rows), len(known), "priorities, those that moved most")
    handles = [
        Line2D([], [], marker="o", mfc="white", color=GREY, ls="-", label="before 之前"),
        Line2D([], [], marker="D", color=BLACK, ls="none", label="after 之后"),
    ]
    return finish(figure, title, note, [*looks.legend, *handles], columns=4)

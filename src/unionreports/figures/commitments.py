"""What became of what reports promise: outcomes by report, what is planned again, problems without a plan."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
import numpy as np
import pandas as pd

from unionreports.figures.marks import row_axis, write_beside
from unionreports.measures.commitments.commitments import VAGUE
from unionreports.figures.style import (
    BLUE,
    GREEN,
    MAX_ROWS,
    ORANGE,
    RED,
    SKY,
    counted,
    finish,
    fitted,
    left_out,
    no_data,
    report_labels,
    styled,
)

#: Colour and name of each outcome, in the order they are stacked.
OUTCOME_LOOKS = {
    "kept": (GREEN, "kept 兑现"),
    "partly": (SKY, "partly 部分兑现"),
    "contradicted": (RED, "contradicted 未兑现"),
    "not_mentioned": (ORANGE, "not mentioned 未提及"),
    "no_later_report": ("#D5D5D5", "no later report 无后续报告"),
}
KIND_LOOKS = {
    "praised_and_planned": (GREEN, "praised and planned again 肯定并续作"),
    "problem_with_plan": (BLUE, "problem with a plan 有对策的问题"),
    "problem_without_plan": (ORANGE, "problem without a plan 无对策的问题"),
}


@styled
def plot_outcomes(commitments: pd.DataFrame, reports: pd.DataFrame) -> Figure:
    """Stacked counts of outcomes, a row for each report that promises.

    Parameters
    ----------
    commitments, reports
        The tables of these names.
    """
    title = "What became of what reports promise 承诺的结果"
    if commitments.empty:
        return no_data(title, "no report has a plan.")
    figure = _stacked(commitments, "outcome", OUTCOME_LOOKS, reports, "things promised 承诺数")
    compared = commitments["outcome"] != "no_later_report"
    bodies = commitments.loc[compared, "report_id"].nunique()
    vague = int((commitments["reason"] == VAGUE).sum())
    note = (
        f"n = {counted(len(commitments), 'promise')} in {counted(commitments['report_id'].nunique(), 'report')}; "
        f"{compared.sum():,} of them in {counted(bodies, 'report')} that a later report of the same body follows. "
        f"Not mentioned: no later words are like enough ({vague:,} of them name nothing that could be looked for); that is no proof "
        "that nothing was done. Kept: the later report says so."
    )
    return _finished(figure, title, note, commitments, OUTCOME_LOOKS, "outcome", reports)


@styled
def plot_continuities(continuities: pd.DataFrame, reports: pd.DataFrame) -> Figure:
    """Stacked counts of what reports praise and plan again, and of problems with and without a plan.

    Parameters
    ----------
    continuities, reports
        The tables of these names.
    """
    title = "What reports plan again, and problems with and without a plan 延续与问题"
    if continuities.empty:
        return no_data(title, "no report repeats in its plan what it praises, or names a problem beside a plan.")
    figure = _stacked(continuities, "kind", KIND_LOOKS, reports, "things named 事项数")
    note = (
        f"n = {len(continuities):,} in {counted(continuities['report_id'].nunique(), 'report')} with a plan. Told by likeness of "
        "words: a plan that answers a problem in quite other words counts as none. Reports without a plan are not here."
    )
    return _finished(figure, title, note, continuities, KIND_LOOKS, "kind", reports)


def _shown_reports(rows: pd.DataFrame, reports: pd.DataFrame) -> list[str]:
    """Reports that have rows, in the order of the table, at most MAX_ROWS: those with most rows."""
    counts = rows["report_id"].value_counts()
    kept = set(counts.sort_index().sort_values(ascending=False, kind="stable").index[:MAX_ROWS])
    return [report for report in reports["report_id"] if report in kept]


def _stacked(
    rows: pd.DataFrame, column: str, looks: dict[str, tuple[str, str]], reports: pd.DataFrame, axis: str
) -> Figure:
    """Horizontal bars, a report each, one after the other by the values of a column."""
    shown = _shown_reports(rows, reports)
    counts = rows.groupby(["report_id", column]).size().unstack(fill_value=0)
    counts = counts.reindex(index=shown, columns=list(looks), fill_value=0)
    figure = Figure(figsize=(8.6, 0.9 + 0.26 * len(shown)))
    axes = figure.add_subplot()
    begin = np.zeros(len(shown))
    for value, (colour, _) in looks.items():
        width = counts[value].to_numpy()
        axes.barh(range(len(shown)), width, left=begin, color=colour, height=0.72)
        _write_inside(axes, begin, width, counts.to_numpy().sum(axis=1).max())
        begin = begin + width
    labels = report_labels(reports)
    row_axis(axes, [fitted(labels[report], 3.2) for report in shown])
    axes.grid(axis="x")
    axes.set_xlabel(axis)
    write_beside(axes, "n", [f"{int(n):,}" for n in begin])
    return figure


def _write_inside(axes: Axes, begin: np.ndarray, width: Sequence[int], longest: int) -> None:
    """The number in each piece of a bar that is wide enough for it."""
    for y, (left, n) in enumerate(zip(begin, width)):
        if n > 0.035 * longest:
            axes.text(left + n / 2, y, f"{n:,}", ha="center", va="center", fontsize=7)


def _finished(
    figure: Figure,
    title: str,
    note: str,
    rows: pd.DataFrame,
    looks: dict[str, tuple[str, str]],
    column: str,
    reports: pd.DataFrame,
) -> Figure:
    """Title, note, and a legend of the values that occur."""
    present = set(rows[column])
    handles = [Patch(color=colour, label=name) for value, (colour, name) in looks.items() if value in present]
    shown, total = len(_shown_reports(rows, reports)), rows["report_id"].nunique()
    return finish(figure, title, note + left_out(shown, total, "reports, those with most rows"), handles, columns=3)

"""What became of what reports promise: outcomes by report, targets beside results, how well links can be trusted."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
import numpy as np
import pandas as pd

from unionreports.figures.marks import row_axis, write_beside
from unionreports.measures.commitments.commitments import VAGUE
from unionreports.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
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
#: Mark and sign of a figure by how it is meant.
_QUALIFIERS = {
    "exact": ("o", ""),
    "approximate": ("D", "≈"),
    "at_least": (">", "≥"),
    "at_most": ("<", "≤"),
    "change": ("s", "±"),
}
#: Results further from the target than this, in per cent, stand at the edge, as an arrow.
_EDGE = 250


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
def plot_targets(targets: pd.DataFrame, reports: pd.DataFrame) -> Figure:
    """Dumbbells from target to result, a row for each target that a later figure can be held against.

    Parameters
    ----------
    targets
        As `measures.commitments.targets.targets_and_results` gives it.
    reports
        The table of this name.
    """
    title = "Targets and what was reached 目标与结果"
    shares = 100 * targets["share_of_target"].astype(float)
    drawn = targets[shares.notna()].assign(percent=shares)
    if drawn.empty:
        return no_data(title, "no promise sets a figure that a later report of the same body states too.")
    labels = report_labels(reports)
    order = {report: i for i, report in enumerate(labels)}
    drawn = drawn.assign(order=drawn["report_id"].map(order)).sort_values(["order", "percent"], kind="stable")
    shown = drawn.head(MAX_ROWS)
    figure = Figure(figsize=(8.6, 0.9 + 0.24 * len(shown)))
    axes = figure.add_subplot()
    axes.axvline(100, color=BLACK, lw=0.8, zorder=1)
    axes.grid(axis="x")
    for y, row in enumerate(shown.itertuples()):
        at = min(row.percent, _EDGE)
        colour = (GREEN if row.reached else RED) if row.reliable else GREY
        mark = ">" if row.percent > _EDGE else _QUALIFIERS[row.result_qualifier][0]
        axes.plot([100, at], [y, y], color=colour, lw=1.8, alpha=0.6, solid_capstyle="butt")
        axes.plot(100, y, _QUALIFIERS[row.target_qualifier][0], color=BLACK, mfc="white", ms=5)
        axes.plot(at, y, mark, color=colour, ms=5.5)
    names = [fitted(f"{labels.get(r.report_id, r.report_id)}  {r.measure}", 3.4) for r in shown.itertuples()]
    row_axis(axes, names)
    write_beside(axes, "target → result", [_written(row) for row in shown.itertuples()])
    axes.set_xlim(min(0, shown["percent"].min()), min(_EDGE, max(150, shown["percent"].max())) + 6)
    axes.set_xlabel("result in % of the target 结果占目标的百分比")
    used = [q for q in _QUALIFIERS if q in {*shown["target_qualifier"], *shown["result_qualifier"]}]
    handles = [Line2D([], [], marker="o", ls="none", color=BLACK, mfc="white", label="target 目标")]
    handles += [
        Line2D([], [], marker="o", ls="none", color=colour, label=label)
        for colour, label, has in (
            (GREEN, "reached 达到", (shown["reached"] & shown["reliable"]).any()),
            (RED, "not reached 未达到", (~shown["reached"] & shown["reliable"]).any()),
            (GREY, "digits damaged 数字受损", (~shown["reliable"]).any()),
        )
        if has
    ]
    handles += [
        Line2D([], [], marker=_QUALIFIERS[q][0], ls="none", color=BLACK, label=q.replace("_", " "))
        for q in used
        if q != "exact"
    ]
    note = (
        f"n = {counted(len(drawn), 'target')} of {counted(drawn['report_id'].nunique(), 'report')}, stated again by a later "
        "report of the same body with one measure and unit. Targets that no later figure answers are not here, so this says "
        f"nothing of how often targets are met. At the right edge as an arrow: above {_EDGE} %."
        + left_out(len(shown), len(drawn), "targets")
    )
    return finish(figure, title, note, handles)


@styled
def plot_similarity(curve: pd.DataFrame, threshold: float) -> Figure:
    """Precision and recall of links by threshold, and the ROC.

    Parameters
    ----------
    curve
        As `validation.commitments_gold.similarity_curve` gives it.
    threshold
        The one in use.
    """
    title = "How far the similarity of promise and later words can be trusted 相似度的检验"
    if curve.empty or not curve["n_answered"].iloc[0]:
        return no_data(title, "no pair of reports with known links.")
    figure = Figure(figsize=(8.6, 3.4))
    left, right = figure.subplots(1, 2, width_ratios=(3, 2))
    left.plot(curve["threshold"], 100 * curve["precision"], color=BLUE, lw=1.8)
    left.plot(curve["threshold"], 100 * curve["recall"], color=ORANGE, lw=1.8)
    left.axvline(threshold, color=BLACK, lw=0.8, ls="--")
    left.set_xlabel("threshold of similarity 相似度阈值")
    left.set_ylabel("% of links 百分比")
    left.set_ylim(0, 103)
    left.grid(axis="y")
    known = curve[curve["false_share"].notna()]
    right.plot(100 * known["false_share"], 100 * known["recall"], color=GREEN, lw=1.8, marker=".", ms=4)
    here = known.iloc[(known["threshold"] - threshold).abs().argsort().iloc[:1]] if len(known) else known
    right.plot(100 * here["false_share"], 100 * here["recall"], "o", color=BLACK, mfc="white", ms=7)
    right.set_xlabel("% linked of what nothing answers 误联")
    right.set_ylabel("% linked rightly of what is answered")
    right.set_xlim(-3, 103)
    right.set_ylim(0, 103)
    right.grid()
    handles = [
        Line2D([], [], color=BLUE, label="precision 准确率"),
        Line2D([], [], color=ORANGE, label="recall 召回率"),
        Line2D([], [], color=BLACK, ls="--", lw=0.8, label=f"threshold in use {threshold:g}"),
    ]
    n_answered, n_unanswered = int(curve["n_answered"].iloc[0]), int(curve["n_unanswered"].iloc[0])
    note = (
        f"n = {n_answered + n_unanswered} promises of pairs of reports with known links: {n_answered} are answered, "
        f"{n_unanswered} are not. The ring on the right is the threshold in use. Precision at high thresholds rests on few links."
    )
    return finish(figure, title, note, handles)


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


def _written(row) -> str:
    """'≥80家 → 96家' of a row of targets."""
    return (
        f"{_figure(row.target_qualifier, row.target, row.unit)} → {_figure(row.result_qualifier, row.result, row.unit)}"
    )


def _figure(qualifier: str, value: float, unit: str) -> str:
    return f"{_QUALIFIERS[qualifier][1]}{value:,.15g}{unit}"

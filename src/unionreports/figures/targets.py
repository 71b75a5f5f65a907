"""How far did results come to targets, and how well can the links be trusted that bring them together?"""

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import pandas as pd

from unionreports.figures.marks import row_axis, write_beside
from unionreports.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    MAX_ROWS,
    ORANGE,
    RED,
    counted,
    finish,
    fitted,
    left_out,
    no_data,
    report_labels,
    styled,
)

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
def plot_targets(targets: pd.DataFrame, reports: pd.DataFrame, invented: bool = False) -> Figure:
    """Dumbbells from target to result, a row for each target that a later figure can be held against.

    Parameters
    ----------
    targets
        As `measures.commitments.targets.targets_and_results` gives it.
    reports
        The table of this name.
    invented
        Whether the reports are invented, which the title then says.
    """
    title = "Targets and what was reached 目标与结果" + " – invented reports, of no union 虚构示例" * invented
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
        Line2D([], [], color=BLACK, ls="--", lw=0.8, label=f"threshold in use {threshold:g}, short reports"),
    ]
    n_answered, n_unanswered = int(curve["n_answered"].iloc[0]), int(curve["n_unanswered"].iloc[0])
    note = (
        f"n = {n_answered + n_unanswered} promises of invented pairs of short reports with known links: {n_answered} are answered, "
        f"{n_unanswered} are not. The ring on the right is the threshold in use. Precision at high thresholds rests on few links."
    )
    return finish(figure, title, note, handles)


def _written(row) -> str:
    """'≥80家 → 96家' of a row of targets."""
    return (
        f"{_figure(row.target_qualifier, row.target, row.unit)} → {_figure(row.result_qualifier, row.result, row.unit)}"
    )


def _figure(qualifier: str, value: float, unit: str) -> str:
    return f"{_QUALIFIERS[qualifier][1]}{value:,.15g}{unit}"

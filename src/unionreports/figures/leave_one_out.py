"""Which conclusions hang on one report or one region."""

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
import pandas as pd

from unionreports.compare.bootstrap import excludes_zero
from unionreports.figures.forest import largest
from unionreports.figures.marks import BAND, draw_estimate, p_text, row_axis, shade_rows, write_beside, zero_line
from unionreports.figures.style import BLACK, GREY, RED, counted, finish, left_out, no_data, shorten, styled

_QUESTIONS = {
    "difference": "the difference between two groups",
    "trend": "the trend over the years",
    "plan": "the difference between planned and done",
    "heterogeneity": "the spread between places",
}


@styled
def plot_leave_one_out(
    comparison: pd.DataFrame, leave_one_out: pd.DataFrame, codebook: pd.DataFrame, labels: dict[str, str] | None = None
) -> Figure:
    """The estimate of every priority, and what it becomes when each report (or region) is left out.

    Parameters
    ----------
    comparison
        Rows of one question, one pair of groups and one weighting, as for `differences.plot_differences`.
    leave_one_out
        The same for each thing left out, with left_out_kind (report, region), left_out, changed ("" where the
        conclusion stays; else what changes). Rows of one kind.
    codebook
        The codebook's CSV.
    labels
        Label of each report_id; a name without a label stands as it is.

    Raises
    ------
    ValueError
        Where the rows are of several questions, pairs, weightings or kinds.
    """
    title = "Which conclusions hang on one report or region"
    if comparison["estimate"].isna().all() or leave_one_out.empty:
        return no_data(title, "nothing could be compared, or there is nothing that could be left out.")
    for frame, columns in (
        (comparison, ("question", "group_a", "group_b", "weighting")),
        (leave_one_out, ("question", "group_a", "group_b", "weighting", "left_out_kind")),
    ):
        mixed = [c for c in columns if frame[c].nunique() > 1]
        if mixed:
            raise ValueError(f"several values of {', '.join(mixed)} in one figure; keep the rows of one.")
    kind = leave_one_out["left_out_kind"].iloc[0]
    question = comparison["question"].iloc[0]
    title = f"Which conclusions about {_QUESTIONS.get(question, question)} hang on one {kind}"
    full = comparison.set_index("priority")
    looks, total = largest(comparison, codebook)
    figure = Figure(figsize=(8.4, 1 + 0.27 * len(looks.order)))
    axes = figure.subplots()
    zero_line(axes)
    shade_rows(axes, [y for y, p in enumerate(looks.order) if excludes_zero(full["low"], full["high"]).loc[p]])
    names, beside = labels or {}, []
    for y, priority in enumerate(looks.order):
        row, cloud = full.loc[priority], leave_one_out[leave_one_out["priority"] == priority]
        draw_estimate(axes, y - 0.14, row, looks.colours[priority], scale=100, hollow=pd.isna(row["low"]))
        turns = cloud["changed"] != ""
        for chosen, style in ((~turns, {"color": GREY, "ms": 6}), (turns, {"color": RED, "ms": 8, "mew": 1.6})):
            values = cloud.loc[chosen, "estimate"] * 100
            axes.plot(values, [y + 0.22] * len(values), "|", ls="none", **style)
        beside.append(_named(cloud[turns], names))
    row_axis(axes, [looks.labels[p] for p in looks.order])
    axes.set_xlabel("percentage points per year" if question == "trend" else "percentage points")
    write_beside(axes, "p adj.", [p_text(full["p_adjusted"].get(p)) for p in looks.order])
    write_beside(axes, f"without this {kind} the conclusion changes", beside, 40)
    handles = [
        Line2D([], [], marker="o", color=BLACK, label="all, with 95 % interval"),
        Line2D([], [], marker="|", color=GREY, ls="none", label=f"without one {kind}"),
        Line2D([], [], marker="|", color=RED, mew=1.6, ls="none", label="the same, another conclusion"),
        Patch(color=BAND, label="interval of all excludes 0"),
    ]
    n = comparison.iloc[0]
    n_turned = int((leave_one_out.groupby("priority")["changed"].agg(lambda c: (c != "").any())).sum())
    note = (
        f"n = {counted(n['n_reports'], 'report')} on {counted(n['n_pages'], 'page')}, {counted(n['n_units'], 'unit')}; "
        f"{counted(leave_one_out['left_out'].nunique(), kind)} left out one at a time. For {n_turned} of {len(full)} "
        "priorities leaving out one of them changes the sign, or whether the interval excludes 0, or leaves too few "
        "reports. The intervals without one are not drawn."
        + left_out(len(looks.order), total, "priorities, those with the largest estimates")
    )
    return finish(figure, title, note, handles)


def _named(turns: pd.DataFrame, names: dict[str, str]) -> str:
    """What the change is and whose absence makes it, the first of them by name."""
    if turns.empty:
        return ""
    first = turns.sort_values("left_out").iloc[0]
    more = f" and {len(turns) - 1} more" if len(turns) > 1 else ""
    return f"{shorten(names.get(first['left_out'], str(first['left_out'])), 24)}{more}: {first['changed']}"

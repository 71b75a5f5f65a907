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
#: Marks of the estimates without one, by what changes, the weightiest last and so on top: label and style.
_MARKS = {
    "same": ("without one {kind}", {"color": GREY, "ms": 6, "mew": 0.9}),
    "sign": ("without one: only the sign of the estimate changes", {"color": BLACK, "ms": 8, "mew": 0.9}),
    "interval": ("without one: whether the interval excludes 0 changes", {"color": RED, "ms": 9, "mew": 2.6}),
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
    marked = leave_one_out.assign(mark=_mark(leave_one_out["changed"]))
    for y, priority in enumerate(looks.order):
        row, cloud = full.loc[priority], marked[marked["priority"] == priority]
        draw_estimate(axes, y - 0.14, row, looks.colours[priority], scale=100, hollow=pd.isna(row["low"]))
        for chosen, (_, style) in ((cloud["mark"] == name, look) for name, look in _MARKS.items()):
            values = cloud.loc[chosen, "estimate"] * 100
            axes.plot(values, [y + 0.22] * len(values), "|", ls="none", **style)
        beside.append(_named(cloud[cloud["mark"] != "same"], names))
    row_axis(axes, [looks.labels[p] for p in looks.order])
    axes.set_xlabel("percentage points per year" if question == "trend" else "percentage points")
    write_beside(axes, "p adj.", [p_text(full["p_adjusted"].get(p)) for p in looks.order])
    write_beside(axes, f"what changes without this {kind}", beside, 40)
    measured = full["low"].notna()
    handles = [
        _handle("o", "all, with 95 % interval" if measured.any() else "all", ls="-" if measured.any() else "none")
    ]
    drawn = marked[marked["priority"].isin(looks.order) & marked["estimate"].notna()]
    handles += [
        _handle("|", label.format(kind=kind), **style)
        for name, (label, style) in _MARKS.items()
        if (drawn["mark"] == name).any()
    ]
    if axes.patches:
        handles.append(Patch(color=BAND, label="interval of all excludes 0"))
    n = comparison.iloc[0]
    turned = {name: marked.loc[marked["mark"] == name, "priority"].nunique() for name in _MARKS}
    note = (
        f"n = {counted(n['n_reports'], 'report')} on {counted(n['n_pages'], 'page')}, {counted(n['n_units'], 'unit')}; "
        f"{counted(leave_one_out['left_out'].nunique(), kind)} left out one at a time. Leaving out one of them changes for "
        f"{turned['interval']} of {len(full)} priorities whether the interval excludes 0, and for {turned['sign']} the sign "
        "of the estimate alone: where the interval holds 0 before and after, no conclusion is lost. The intervals without "
        f"one are not drawn.{_lost(leave_one_out, kind, names)}"
        + left_out(len(looks.order), total, "priorities, those with the largest estimates")
    )
    return finish(figure, title, note, handles)


def _mark(changed: pd.Series) -> list[str]:
    """Which of `_MARKS` a row gets for what changes."""
    return ["interval" if "interval now" in text else "sign" if "sign" in text else "same" for text in changed]


def _named(turns: pd.DataFrame, names: dict[str, str]) -> str:
    """What the change is and whose absence makes it: the first by name of the weightiest kind."""
    if turns.empty:
        return ""
    weightiest = turns[turns["mark"] == ("interval" if "interval" in set(turns["mark"]) else "sign")]
    first = weightiest.sort_values("left_out").iloc[0]
    more = f" and {len(turns) - 1} more" if len(turns) > 1 else ""
    return f"{shorten(names.get(first['left_out'], str(first['left_out'])), 30)}{more}: {first['changed']}"


def _lost(leave_one_out: pd.DataFrame, kind: str, names: dict[str, str]) -> str:
    """Sentences on those without which there is no estimate, or no interval, any more."""
    said = ""
    for change, what in (
        ("too few reports", "too few reports are left to compare"),
        ("interval lost", "no interval is left"),
    ):
        of = sorted(leave_one_out.loc[leave_one_out["changed"].str.contains(change), "left_out"].unique())
        if of:
            more = f", or any of {len(of) - 1} other {kind}s," if len(of) > 1 else ""
            said += f" Without {shorten(names.get(of[0], str(of[0])), 30)}{more} {what}."
    return said


def _handle(marker: str, label: str, **style) -> Line2D:
    return Line2D([], [], marker=marker, label=label, **({"color": BLACK, "ls": "none"} | style))

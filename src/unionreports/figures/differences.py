"""Differences between groups, trends over years, done against planned: estimates with intervals around 0."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
import pandas as pd

from unionreports.figures.marks import (
    BAND,
    draw_estimate,
    draw_share,
    excludes_zero,
    p_text,
    row_axis,
    shade_rows,
    write_beside,
    zero_line,
)
from unionreports.figures.priority_looks import Looks, priority_looks
from unionreports.figures.style import BLACK, GREY, counted, finish, group_name, left_out, no_data, styled

#: Rows and panels that can be read on one page.
_MAX_PRIORITIES = 30
_MAX_PAIRS = 4
#: Marks of the weightings that stand beside the main one, without an interval.
_WEIGHTINGS = {"equal": ("reports alike", "x"), "units": ("by units", "|"), "characters": ("by characters", "+")}
#: What a report must have to enter a question.
_NEEDED = {"difference": "a group", "trend": "a year", "plan": "one of the two parts", "heterogeneity": "a place"}


@styled
def plot_differences(comparison: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Forest plot of the difference between two groups, one panel for each pair of groups.

    Parameters
    ----------
    comparison
        Rows of `compare.comparison.compare` with question `difference`: group_a, group_b, priority, weighting,
        estimate (share in group_a minus share in group_b), low, high, p_adjusted, n_reports_a, n_reports_b,
        n_reports, n_pages, n_units, n_left_out. Rows of other questions are not drawn.
    codebook
        The codebook's CSV.
    """
    title = "Which priorities two groups of reports weigh differently"
    rows = _estimated(comparison, "difference")
    if rows.empty:
        return no_data(title, "no two groups of three or more reports were compared.")
    return _forest(rows, codebook, title, _not_estimated(comparison, rows), "percentage points,\n{a} minus {b}")


@styled
def plot_trends(comparison: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Forest plot of the slopes over years.

    `comparison`: rows with question `trend`, whose estimate is the change of the share in a year; the rest as for
    `plot_differences`.
    """
    title = "Which priorities grow and shrink over the years"
    rows = _estimated(comparison, "trend")
    if rows.empty:
        return no_data(title, "too few reports or years for a trend.")
    return _forest(rows, codebook, title, _not_estimated(comparison, rows), "percentage points per year,\n{a} to {b}")


@styled
def plot_heterogeneity(comparison: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Forest plot of the spread between places, beyond what reports of one place differ.

    `comparison`: rows with question `heterogeneity`, whose estimate is a standard deviation of shares; group_a names
    the places. The rest as for `plot_differences`.
    """
    title = "Which priorities differ from place to place"
    rows = _estimated(comparison, "heterogeneity")
    if rows.empty:
        return no_data(title, "no place has two reports, so that places cannot be told from reports.")
    return _forest(
        rows,
        codebook,
        title,
        _not_estimated(comparison, rows),
        "standard deviation between places ({a}), percentage points",
    )


@styled
def plot_done_against_planned(comparison: pd.DataFrame, shares: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Left: share in what was done and in what is planned, joined. Right: their difference within reports.

    Parameters
    ----------
    comparison
        Rows with question `plan`: as for `plot_differences`, the estimate being planned minus done.
    shares
        Rows of `compare.shares.priority_shares(..., by=["role"])`.
    codebook
        The codebook's CSV.
    """
    title = "What is planned more, and what less, than it was done"
    rows, others = _main(_estimated(comparison, "plan"))
    if rows.empty:
        return no_data(title, "fewer than three reports have both a review and a plan.")
    looks, total = _largest(rows, codebook)
    figure = Figure(figsize=(8, 1 + 0.24 * len(looks.order)))
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(1, 1))
    by_role = {role: group.set_index("priority") for role, group in shares.groupby("role")}
    for y, priority in enumerate(looks.order):
        ends = [by_role[role].loc[priority] for role in ("review", "plan") if role in by_role]
        if len(ends) == 2 and not any(end["small_n"] for end in ends):
            left.plot([end["share"] * 100 for end in ends], [y, y], color=GREY, lw=1.2)
            for end, filled in zip(ends, (True, False)):
                marker = {"mfc": looks.colours[priority] if filled else "white"}
                left.plot(end["share"] * 100, y, "o", color=looks.colours[priority], ms=5, **marker)
        else:
            for end, above in zip(ends, (-0.15, 0.15)):
                draw_share(left, y + above, end, looks.colours[priority], size=3.5)
    row_axis(left, [looks.labels[p] for p in looks.order])
    left.set_title("share in each part")
    left.set_xlabel("% of units of the part")
    left.grid(axis="x")
    left.set_xlim(left=min(0, left.get_xlim()[0]))
    _draw_rows(right, rows, others, looks)
    right.set_title("planned minus done, within reports")
    right.set_xlabel("percentage points")
    handles = [
        Line2D([], [], marker="o", color=BLACK, ls="none", label="done (review) 回顾"),
        Line2D([], [], marker="o", color=BLACK, mfc="white", ls="none", label="planned (plan) 计划"),
        *_handles(rows, others),
    ]
    note = (
        f"{_sizes(rows)} Left: means over all reports that have such units, without their intervals. Right: "
        f"difference within the reports that have both parts. {_marks_note(rows, others)}"
        + left_out(len(looks.order), total, "priorities, those that differ most")
    )
    return finish(figure, title, note, handles, columns=4)


@styled
def plot_calendar_check(comparison: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Every slope twice: with the terms that are tied to the calendar and without them.

    `comparison`: rows of the calendar check: those of question `trend` with the column calendar_terms (with, without).
    """
    title = "Which trends depend on words of the calendar (campaigns, epidemics, congresses)"
    rows, _ = _main(_estimated(comparison, "trend"))
    if rows.empty:
        return no_data(title, "too few reports or years for a trend.")
    looks, total = _largest(rows, codebook)
    figure = Figure(figsize=(7.4, 1 + 0.3 * len(looks.order)))
    axes = figure.subplots()
    versions = {"with": (-0.17, False, "o"), "without": (0.17, True, "s")}
    known = {name: group.set_index("priority") for name, group in rows.groupby("calendar_terms")}
    turned = []
    for y, priority in enumerate(looks.order):
        drawn = {name: known[name].loc[priority] for name in versions if priority in known.get(name, rows[:0]).index}
        for name, row in drawn.items():
            above, hollow, marker = versions[name]
            draw_estimate(axes, y + above, row, looks.colours[priority], scale=100, hollow=hollow, marker=marker)
        if len(drawn) == 2 and _changes(drawn["with"], drawn["without"]):
            turned.append(y)
    shade_rows(axes, turned)
    row_axis(axes, [looks.labels[p] for p in looks.order])
    zero_line(axes)
    axes.set_xlabel("change of the share, percentage points per year")
    p = {name: [p_text(group["p_adjusted"].get(q)) for q in looks.order] for name, group in known.items()}
    for x, name in zip((6, 44), versions):
        write_beside(axes, f"p {name}", p.get(name, []), x)
    handles = [
        Line2D([], [], marker="o", color=BLACK, ls="none", label="with calendar terms"),
        Line2D([], [], marker="s", color=BLACK, mfc="white", ls="none", label="without them"),
        Patch(color=BAND, label="conclusion differs"),
    ]
    note = (
        f"{_sizes(rows)} Whiskers: 95 % interval. p: adjusted (Holm) for all comparisons made together. Conclusion differs: one "
        "interval excludes 0 and the other does not, or they lie on both sides of it."
        + left_out(len(looks.order), total, "priorities, those with the steepest slopes")
    )
    return finish(figure, title, note, handles)


def _changes(one: pd.Series, other: pd.Series) -> bool:
    sides = [int(row["low"] > 0) - int(row["high"] < 0) for row in (one, other)]
    return sides[0] != sides[1]


def _forest(rows: pd.DataFrame, codebook: pd.DataFrame, title: str, missing: str, unit: str) -> Figure:
    """One panel for each pair of groups; the same priorities in each row."""
    rows, others = _main(rows)
    pairs = list(rows[["group_a", "group_b"]].drop_duplicates().itertuples(index=False, name=None))
    smaller = rows.assign(n=rows[["n_reports_a", "n_reports_b"]].min(axis=1)).groupby(["group_a", "group_b"])["n"].max()
    shown = sorted(pairs, key=lambda pair: -smaller[pair])[:_MAX_PAIRS]
    looks, total = _largest(rows, codebook)
    figure = Figure(figsize=(2.5 + max(2.2 * len(shown), 4.6), 1 + 0.24 * len(looks.order)))
    panels = figure.subplots(1, len(shown), sharey=True, sharex=True, squeeze=False)[0]
    notes = []
    for axes, pair in zip(panels, shown):
        mine, beside = (f[(f["group_a"] == pair[0]) & (f["group_b"] == pair[1])] for f in (rows, others))
        _draw_rows(axes, mine, beside, looks)
        a, b = (group_name(name, 26 if len(shown) == 1 else 20) for name in pair)
        axes.set_xlabel(unit.format(a=a, b=b) if len(shown) == 1 else unit.partition(",")[0])
        if len(shown) > 1:
            axes.set_title(f"{a} −\n{b}", fontsize=8)
        notes.append(_sizes(mine))
    row_axis(panels[0], [looks.labels[p] for p in looks.order])
    note = (
        " ".join(dict.fromkeys(notes))
        + " "
        + _marks_note(rows, others)
        + missing
        + left_out(len(shown), len(pairs), "pairs of groups, those with most reports on both sides")
        + left_out(len(looks.order), total, "priorities, those with the largest estimates")
    )
    return finish(figure, title, note, [*looks.legend, *_handles(rows, others)], columns=4)


def _draw_rows(axes: Axes, rows: pd.DataFrame, others: pd.DataFrame, looks: Looks) -> None:
    """Estimates of one pair of groups, those of other weightings as small marks, p beside them."""
    known = rows.set_index("priority")
    at = {p: y for y, p in enumerate(looks.order)}
    shade_rows(axes, [at[p] for p in known.index[excludes_zero(known)] if p in at])
    zero_line(axes)
    for priority, y in at.items():
        if priority in known.index:
            row = known.loc[priority]
            draw_estimate(axes, y, row, looks.colours[priority], scale=100, hollow=pd.isna(row["low"]))
    axes.tick_params(axis="y", length=0)
    for weighting, group in others[others["priority"].isin(at)].groupby("weighting"):
        marker = _WEIGHTINGS.get(weighting, ("", "x"))[1]
        axes.plot(group["estimate"] * 100, group["priority"].map(at), marker, color=BLACK, ms=5, mew=0.8, ls="none")
    write_beside(axes, "p adj.", [p_text(known["p_adjusted"].get(p)) for p in looks.order])


def _estimated(comparison: pd.DataFrame, question: str) -> pd.DataFrame:
    """Rows of a question that have an estimate; groups of fewer than three reports have none."""
    return comparison[(comparison["question"] == question) & comparison["estimate"].notna()]


def _not_estimated(comparison: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Sentence on the pairs of groups, and the priorities, for which nothing could be estimated."""
    asked = comparison[comparison["question"].isin(rows["question"])]
    pairs = len(asked.drop_duplicates(["group_a", "group_b"])) - len(rows.drop_duplicates(["group_a", "group_b"]))
    priorities = asked["priority"].nunique() - rows["priority"].nunique()
    sentence = f" Not drawn, for too few reports: {counted(pairs, 'pair')} of groups." if pairs else ""
    words = "priority" if priorities == 1 else "priorities"
    return sentence + (f" Not drawn, for want of an estimate: {priorities} {words}." if priorities else "")


def _main(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of the weighting in which reports count alike (or the first there is), and those of the others."""
    found = rows["weighting"].unique()
    main = "equal" if "equal" in found or not len(found) else found[0]
    return rows[rows["weighting"] == main], rows[rows["weighting"] != main]


def _largest(rows: pd.DataFrame, codebook: pd.DataFrame) -> tuple[Looks, int]:
    """Looks of the priorities with the largest estimates, and how many priorities there are."""
    sizes = rows["estimate"].abs().groupby(rows["priority"]).max().sort_values(ascending=False, kind="stable")
    return priority_looks(codebook, sizes.index[:_MAX_PRIORITIES]), len(sizes)


def _sizes(rows: pd.DataFrame) -> str:
    """n of the groups, as sentence."""
    first = rows.iloc[0]
    whole = f"n = {counted(first['n_reports'], 'report')} on {counted(first['n_pages'], 'page')}"
    whole += f", {counted(first['n_units'], 'unit')}"
    if first["question"] == "difference":
        names = [f"{group_name(first[f'group_{g}'], 26)}: {first[f'n_reports_{g}']}" for g in "ab"]
        whole += f" ({', '.join(names)})"
    if first["n_left_out"]:
        whole += f"; {counted(first['n_left_out'], 'report')} without {_NEEDED[first['question']]} left out"
    return whole + "."


def _marks_note(rows: pd.DataFrame, others: pd.DataFrame) -> str:
    note = (
        "Dots: every report counts the same; whiskers: 95 % interval. p adj.: permutation p, adjusted (Holm) for all "
        "comparisons made together."
    )
    if rows["low"].isna().any():
        note += " Open: too few pages for an interval."
    if len(others):
        note += " Small marks: the same with longer reports counting more, without intervals."
    return note


def _handles(rows: pd.DataFrame, others: pd.DataFrame) -> list:
    handles = [Patch(color=BAND, label="interval excludes 0")] if excludes_zero(rows).any() else []
    for weighting in others["weighting"].unique():
        name, marker = _WEIGHTINGS.get(weighting, (weighting, "x"))
        handles.append(Line2D([], [], marker=marker, color=BLACK, ls="none", label=name))
    return handles

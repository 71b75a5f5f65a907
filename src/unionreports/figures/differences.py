"""Differences between groups, trends over years, spread between places, done against planned, and the calendar check."""

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
import pandas as pd

from unionreports.figures.forest import (
    draw_forest,
    draw_rows,
    estimated,
    largest,
    main_weighting,
    mark_handles,
    marks_note,
    not_estimated,
    sizes,
)
from unionreports.figures.marks import BAND, draw_estimate, p_text, row_axis, shade_rows, write_beside, zero_line
from unionreports.figures.style import BLACK, GREY, counted, finish, left_out, no_data, styled


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
    rows = estimated(comparison, "difference")
    if rows.empty:
        return no_data(title, "no two groups of three or more reports were compared.")
    return draw_forest(rows, codebook, title, not_estimated(comparison, rows), "percentage points,\n{a} minus {b}")


@styled
def plot_trends(comparison: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Forest plot of the slopes over years.

    `comparison`: rows with question `trend`, whose estimate is the change of the share in a year; the rest as for
    `plot_differences`.
    """
    title = "Which priorities grow and shrink over the years"
    rows = estimated(comparison, "trend")
    if rows.empty:
        return no_data(title, "too few reports or years for a trend.")
    return draw_forest(
        rows, codebook, title, not_estimated(comparison, rows), "percentage points per year,\n{a} to {b}"
    )


@styled
def plot_heterogeneity(comparison: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Forest plot of the spread between places, beyond what reports of one place differ.

    `comparison`: rows with question `heterogeneity`, whose estimate is a standard deviation of shares; group_a names
    the places. The rest as for `plot_differences`.
    """
    title = "Which priorities differ from place to place"
    rows = estimated(comparison, "heterogeneity")
    if rows.empty:
        return no_data(title, "no place has two reports, so that places cannot be told from reports.")
    return draw_forest(
        rows,
        codebook,
        title,
        not_estimated(comparison, rows),
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
        Rows of `compare.shares.priority_shares(..., by=["role"])` of the units of the reports that are compared, those
        with both a review and a plan (`compare.describe.in_reports_with(units, ["plan", "review"])`): of all reports,
        the left panel would not be the difference's own two sides.
    codebook
        The codebook's CSV.

    Raises
    ------
    ValueError
        Where a part has the shares of another number of reports than were compared.
    """
    title = "What is planned more, and what less, than it was done"
    rows, others = main_weighting(estimated(comparison, "plan"))
    if rows.empty:
        return no_data(title, "fewer than three reports have both a review and a plan.")
    parts = {role: shares[shares["role"] == role].set_index("priority") for role in ("review", "plan")}
    compared = rows["n_reports"].max()
    for role, part in parts.items():
        if part["n_reports"].max() != compared:
            raise ValueError(
                f"shares of the {role} are of {part['n_reports'].max()} reports and the comparison is of {compared}; "
                "take the shares of the units of those reports that have both parts."
            )
    looks, total = largest(rows, codebook)
    figure = Figure(figsize=(8, 1 + 0.24 * len(looks.order)))
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(1, 1))
    for y, priority in enumerate(looks.order):
        done, planned = (100 * part["share"].get(priority, 0.0) for part in parts.values())
        left.plot([done, planned], [y, y], color=GREY, lw=1.2)
        # The ring is wider than the dot, so that both are seen where they coincide.
        left.plot(done, y, "o", color=looks.colours[priority], ms=4)
        left.plot(planned, y, "o", color=looks.colours[priority], ms=7.5, mfc="none")
    row_axis(left, [looks.labels[p] for p in looks.order])
    left.set_title("share in each part")
    left.set_xlabel("% of units of the part")
    left.grid(axis="x")
    left.set_xlim(left=min(0, left.get_xlim()[0]))
    draw_rows(right, rows, others, looks)
    right.set_title("planned minus done, within reports")
    right.set_xlabel("percentage points")
    handles = [
        Line2D([], [], marker="o", color=BLACK, ls="none", ms=4, label="done (review) 回顾"),
        Line2D([], [], marker="o", color=BLACK, mfc="none", ls="none", ms=7.5, label="planned (plan) 计划"),
        *mark_handles(rows, others),
    ]
    n_done, n_planned = (part["n_units"].max() for part in parts.values())
    note = (
        f"{sizes(rows)} Left: means over the same {counted(compared, 'report')}, which have both parts: {n_done:,} units "
        f"of what was done, {n_planned:,} of what is planned. Right: their difference within reports. "
        f"{marks_note(rows, others)}{_in_neither(rows, parts)}"
        + left_out(len(looks.order), total, "priorities, those that differ most")
    )
    return finish(figure, title, note, handles, columns=4)


def _in_neither(rows: pd.DataFrame, parts: dict[str, pd.DataFrame]) -> str:
    """Sentence on the intervals of priorities that stand in no part of any report."""
    shares = pd.concat([part["share"] for part in parts.values()], axis=1).fillna(0)
    absent = shares.index[(shares == 0).all(axis=1)]
    n = int(rows.loc[rows["low"].notna(), "priority"].isin(absent).sum())
    if not n:
        return ""
    return (
        f" {n} {'priority stands' if n == 1 else 'priorities stand'} in neither part; the interval there is made, as "
        "everywhere, of the score intervals of the two shares, in which a share of 0 has a width: so much could be hidden "
        "in so few reports."
    )


@styled
def plot_calendar_check(comparison: pd.DataFrame, codebook: pd.DataFrame) -> Figure:
    """Every slope twice: with the terms that are tied to the calendar and without them.

    `comparison`: rows of `compare.calendar_check.calendar_check` by the codebook's rules: those of question `trend` with
    the column calendar_terms (with, without).
    """
    title = "Which trends depend on words of the calendar (campaigns, epidemics, congresses)"
    rows, _ = main_weighting(estimated(comparison, "trend"))
    if rows.empty:
        return no_data(title, "too few reports or years for a trend.")
    looks, total = largest(rows, codebook)
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
    ]
    differs = "No conclusion differs"
    if turned:
        handles.append(Patch(color=BAND, label="conclusion differs"))
        differs = "Conclusion differs"
    whiskers = "Whiskers: 95 % interval." if rows["low"].notna().any() else "Too few pages for intervals."
    note = (
        f"{sizes(rows)} Both rest on the codebook's rules alone, not on the combined codes of other figures: only rules can "
        f"be run without some of their terms. {whiskers} p: adjusted (Holm) for all comparisons made together. {differs}: "
        f"one interval {'excludes' if turned else 'would exclude'} 0 and the other not, or they lie on both sides of it."
        + left_out(len(looks.order), total, "priorities, those with the steepest slopes")
    )
    return finish(figure, title, note, handles)


def _changes(one: pd.Series, other: pd.Series) -> bool:
    sides = [int(row["low"] > 0) - int(row["high"] < 0) for row in (one, other)]
    return sides[0] != sides[1]

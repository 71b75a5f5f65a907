"""Forest plots: estimates of a comparison with intervals around 0, one row for each priority."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
import pandas as pd

from unionreports.compare.bootstrap import MIN_PAGES, excludes_zero
from unionreports.figures.marks import BAND, draw_estimate, p_text, row_axis, shade_rows, write_beside, zero_line
from unionreports.figures.priority_looks import Looks, priority_looks
from unionreports.figures.style import BLACK, counted, finish, group_name, left_out

#: Rows and panels that can be read on one page.
_MAX_PRIORITIES = 30
_MAX_PAIRS = 4
#: Marks of the weightings that stand beside the main one, without an interval.
_WEIGHTINGS = {"equal": ("reports alike", "x"), "units": ("by units", "|"), "characters": ("by characters", "+")}
#: What a report must have to enter a question.
_NEEDED = {"difference": "a group", "trend": "a year", "plan": "one of the two parts", "heterogeneity": "a place"}


def draw_forest(rows: pd.DataFrame, codebook: pd.DataFrame, title: str, missing: str, unit: str) -> Figure:
    """One panel for each pair of groups; the same priorities in each row.

    Parameters
    ----------
    rows
        Rows of one question of `compare.comparison.compare` that have an estimate.
    codebook
        The codebook's CSV.
    missing
        Sentence on what has no estimate, for the note.
    unit
        Name of the axis; {a} and {b} stand for the groups.
    """
    rows, others = main_weighting(rows)
    pairs = list(rows[["group_a", "group_b"]].drop_duplicates().itertuples(index=False, name=None))
    smaller = (
        rows.assign(n=rows[["n_reports_a", "n_reports_b"]].min(axis=1).fillna(0))
        .groupby(["group_a", "group_b"])["n"]
        .max()
    )
    shown = sorted(pairs, key=lambda pair: -smaller[pair])[:_MAX_PAIRS]
    looks, total = largest(rows, codebook)
    figure = Figure(figsize=(2.5 + max(2.2 * len(shown), 4.6), 1 + 0.24 * len(looks.order)))
    panels = figure.subplots(1, len(shown), sharey=True, sharex=True, squeeze=False)[0]
    notes = []
    for axes, pair in zip(panels, shown):
        mine, beside = (f[(f["group_a"] == pair[0]) & (f["group_b"] == pair[1])] for f in (rows, others))
        draw_rows(axes, mine, beside, looks)
        a, b = (group_name(name, 26) for name in pair)
        axes.set_xlabel(unit.format(a=a, b=b) if len(shown) == 1 else unit.partition(",")[0])
        if len(shown) > 1:
            axes.set_title(f"{a} −\n{b}", fontsize=8)
        notes.append(sizes(mine))
    row_axis(panels[0], [looks.labels[p] for p in looks.order])
    note = (
        " ".join(dict.fromkeys(notes))
        + " "
        + marks_note(rows, others)
        + missing
        + left_out(len(shown), len(pairs), "pairs of groups, those with most reports on both sides")
        + left_out(len(looks.order), total, "priorities, those with the largest estimates")
    )
    return finish(figure, title, note, [*looks.legend, *mark_handles(rows, others)], columns=4)


def draw_rows(axes: Axes, rows: pd.DataFrame, others: pd.DataFrame, looks: Looks) -> None:
    """Estimates of one pair of groups, those of other weightings as small marks, p beside them."""
    known = rows.set_index("priority")
    at = {p: y for y, p in enumerate(looks.order)}
    shade_rows(axes, [at[p] for p in known.index[excludes_zero(known["low"], known["high"])] if p in at])
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


def estimated(comparison: pd.DataFrame, question: str) -> pd.DataFrame:
    """Rows of a question that have an estimate; groups of fewer than three reports have none."""
    return comparison[(comparison["question"] == question) & comparison["estimate"].notna()]


def not_estimated(comparison: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Sentence on the pairs of groups, and the priorities, for which nothing could be estimated."""
    asked = comparison[comparison["question"].isin(rows["question"])]
    pairs = len(asked.drop_duplicates(["group_a", "group_b"])) - len(rows.drop_duplicates(["group_a", "group_b"]))
    priorities = asked["priority"].nunique() - rows["priority"].nunique()
    sentence = f" Not drawn, for too few reports: {counted(pairs, 'pair')} of groups." if pairs else ""
    words = "priority" if priorities == 1 else "priorities"
    return sentence + (f" Not drawn, for want of an estimate: {priorities} {words}." if priorities else "")


def main_weighting(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of the weighting in which reports count alike (or the first there is), and those of the others."""
    found = rows["weighting"].unique()
    main = "equal" if "equal" in found or not len(found) else found[0]
    return rows[rows["weighting"] == main], rows[rows["weighting"] != main]


def largest(rows: pd.DataFrame, codebook: pd.DataFrame) -> tuple[Looks, int]:
    """Looks of the priorities with the largest estimates, and how many priorities there are."""
    ranked = rows["estimate"].abs().groupby(rows["priority"]).max().sort_values(ascending=False, kind="stable")
    return priority_looks(codebook, ranked.index[:_MAX_PRIORITIES]), len(ranked)


def sizes(rows: pd.DataFrame) -> str:
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


def marks_note(rows: pd.DataFrame, others: pd.DataFrame) -> str:
    """What dots, whiskers and p are, as far as they are drawn."""
    whiskers = "; whiskers: 95 % interval" if rows["low"].notna().any() else ""
    note = (
        f"Dots: every report counts the same{whiskers}. p adj.: permutation p, adjusted (Holm) for all "
        "comparisons made together."
    )
    if rows["low"].isna().any():
        where = " in a group" if (rows["question"] == "difference").all() else ""
        note += f" Open: too few pages for an interval (fewer than {MIN_PAGES}{where})."
    if len(others):
        note += " Small marks: the same with longer reports counting more, without intervals."
    return note


def mark_handles(rows: pd.DataFrame, others: pd.DataFrame) -> list:
    handles = [Patch(color=BAND, label="interval excludes 0")] if excludes_zero(rows["low"], rows["high"]).any() else []
    for weighting in others["weighting"].unique():
        name, marker = _WEIGHTINGS.get(weighting, (weighting, "x"))
        handles.append(Line2D([], [], marker=marker, color=BLACK, ls="none", label=name))
    return handles

"""Which reports have text in common, and how much of each report stands elsewhere."""

from collections.abc import Mapping

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
import numpy as np
import pandas as pd

from unionreports.compare.shared_between import GROUPINGS, finest_grouping, group_of, shared_between, sharing_reports
from unionreports.figures.heatmap import heatmap
from unionreports.figures.marks import row_axis, write_beside
from unionreports.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    MAX_ROWS,
    ORANGE,
    PURPLE,
    RED,
    counted,
    finish,
    left_out,
    no_data,
    printable,
    region_colour,
    shorten,
    styled,
)
from unionreports.statement_tables import PASSAGE_KINDS

#: Rows and columns from which on a matrix cannot be read on a page.
MOST_GROUPS = 40
#: Kind of passage: colour, marker, name.
KINDS = {
    "same_document": (BLACK, "s", "same document 同一文件"),
    "official_formula": (BLUE, "o", "official formula 官方套语"),
    "template": (ORANGE, "D", "template 范文"),
    "self_reuse": (GREEN, "^", "own earlier report 自我沿用"),
    "between_places": (RED, "X", "between places 跨地雷同"),
    "undetermined": (PURPLE, "P", "undetermined 未定"),
}
_BAND = "#E3E3E3"


@styled
def plot_reuse_matrix(passages: pd.DataFrame, reports: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Matrix of the characters that reports have in common, ordered by place and year.

    Only reports with a passage have a row. Where they are too many for one, a row stands for the reports of a place and year,
    of a province and year, or of a province; the diagonal then has what they share with each other.

    Parameters
    ----------
    passages, reports
        The tables; only the passages of the kinds that are wanted. `compare.shared_between` gives the values drawn.
    labels
        Label of each report_id (`style.report_labels`).
    """
    title = "Which reports have text in common 哪些报告文字雷同"
    if passages.empty:
        return no_data(title, f"no passage stands in two of {counted(len(reports), 'report')}.")
    by = finest_grouping(passages, reports, MOST_GROUPS)
    groups = group_of(sharing_reports(passages, reports), by).drop_duplicates("group")
    names = groups["group"].tolist()
    place = {name: i for i, name in enumerate(names)}
    between = shared_between(passages, reports, by)
    a, b = between["group_a"].map(place).to_numpy(), between["group_b"].map(place).to_numpy()
    chars = np.zeros((len(names), len(names)))
    chars[a, b] = chars[b, a] = between["n_chars"]
    values = np.log10(1 + chars)
    texts = [[_short(n) for n in row] for row in chars]
    shown = [shorten(labels.get(n, n) if by == GROUPINGS[0] else n, 30) for n in names]
    colours = [region_colour(code) for code in groups["region_code"]]
    top = max(float(values.max()), 1.0)
    figure = heatmap(values, texts, shown, shown, colours, "characters in common,\npower of ten", top)
    n_sharing = len(sharing_reports(passages, reports))
    alone = "; the others share none and have no row" * (n_sharing < len(reports))
    what = "report" if by == GROUPINGS[0] else f"{by}: its reports together"
    within = "" if by == GROUPINGS[0] else " Diagonal: reports of one row with each other."
    note = (
        f"n = {len(passages):,} passages between {n_sharing} of {counted(len(reports), 'report')}{alone}. "
        f"One row: a {what}. Cells: characters of the "
        f"passages, k: thousands; colour by their order of magnitude.{within} Colour of a name: greater region."
    )
    return finish(figure, title, note)


def _short(n: float) -> str:
    """A number of characters in at most four signs."""
    if n < 1000:
        return f"{n:.0f}" if n else ""
    return f"{n / 1000:.1f}k" if n < 9950 else f"{n / 1000:.0f}k"


@styled
def plot_share_of_shared(report_reuse: pd.DataFrame, reports: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Share of each report's text that stands in another report, as a bar, and by kind of passage, as marks.

    The shares of the kinds can add up to more than the bar: a stretch can belong to passages of several kinds.

    Parameters
    ----------
    report_reuse, reports
        The tables.
    labels
        Label of each report_id (`style.report_labels`).
    """
    title = "How much of each report stands in another one 各报告的雷同文字"
    if report_reuse.empty:
        return no_data(title, "there are no reports.")
    data = report_reuse.merge(reports[["report_id", "region_code"]], on="report_id", validate="one_to_one")
    size = data["n_chars"].where(data["n_chars"] > 0)
    data = data.assign(share=(data["n_shared"] / size).fillna(0.0), size=size)
    shown = data.sort_values(["share", "report_id"], ascending=[False, True], kind="stable").head(MAX_ROWS)
    figure = Figure(figsize=(8.6, 0.6 + 0.2 * len(shown)))
    axes = figure.subplots()
    axes.grid(axis="x")
    axes.barh(range(len(shown)), 100 * shown["share"], color=_BAND, edgecolor=GREY, lw=0.5, height=0.7)
    for kind, (colour, marker, _) in KINDS.items():
        percent = 100 * shown[f"n_{kind}"] / shown["size"]
        held = np.flatnonzero(percent.to_numpy(dtype=float) > 0)
        if not len(held):
            continue
        axes.plot(
            percent.to_numpy()[held], held, marker, color=colour, ms=4.5, ls="none", mec="white", mew=0.4, clip_on=False
        )
    row_axis(
        axes,
        [printable(labels.get(report, report)) for report in shown["report_id"]],
        [region_colour(code) for code in shown["region_code"]],
    )
    axes.set_xlim(0, max(5.0, 105 * float(shown["share"].max())))
    axes.set_xlabel("% of the characters of its units with content")
    write_beside(
        axes,
        "shared / all,  n reports",
        [
            f"{row.n_shared:,} / {row.n_chars:,},  {row.n_sources}" + "  composite" * row.composite
            for row in shown.itertuples()
        ],
    )
    total = int(data["n_chars"].sum())
    note = (
        f"n = {counted(len(data), 'report')}, {total:,} characters, of which {int(data['n_shared'].sum()):,} stand in another report "
        f"too; {int((data['n_shared'] == 0).sum())} reports share nothing, which may be for want of others of their place or kind in "
        "the corpus. Marks: by kind; a stretch of several kinds counts in each. n reports: those that have some of it."
        + left_out(len(shown), len(data), "reports")
    )
    handles = [Patch(fc=_BAND, ec=GREY, label="all kinds 全部")]
    held = [kind for kind in PASSAGE_KINDS if data[f"n_{kind}"].any()]
    handles += [Line2D([], [], color=KINDS[k][0], marker=KINDS[k][1], ls="none", ms=5, label=KINDS[k][2]) for k in held]
    return finish(figure, title, note, handles)

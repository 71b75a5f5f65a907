"""How the reports are dated, and what the dating rests on."""

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
import pandas as pd

from unionreports.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    MAX_ROWS,
    ORANGE,
    finish,
    left_out,
    no_data,
    shorten,
    styled,
)
from unionreports.figures.years import draw_intervals, page_year, with_years, year_axis

#: How a year is known: colour and name.
_BASES = {
    "stated": (GREEN, "stated in the page"),
    "inferred": (BLUE, "inferred from evidence"),
    "corrected": (ORANGE, "corrected by a researcher"),
    "none": (GREY, "no year decided"),
}


@styled
def plot_dating(dating: pd.DataFrame, labels: dict[str, str]) -> Figure:
    """Years the evidence allows, most likely year and quotes for each report, before and after correction.

    Parameters
    ----------
    dating
        Rows of `compare.describe.dating`: report_id, source (`inferred` or `corrected`), year, year_earliest,
        year_latest, year_basis, date_confidence, page_date, quotes (joined with "|").
    labels
        Label of each report_id.
    """
    title = "What years the reports are about, and what says so"
    if dating.empty:
        return no_data(title, "there are no reports.")
    data = with_years(dating)
    order = data.groupby("report_id")[["first", "last"]].min().sort_values(["first", "last"], kind="stable").index
    height = {report: y for y, report in enumerate(order[:MAX_ROWS])}
    shown = data[data["report_id"].isin(height)]
    figure = Figure(figsize=(8.2, 0.8 + 0.31 * len(height)))
    axes, text = figure.subplots(1, 2, sharey=True, width_ratios=(1, 0.8))
    twice = set(data.loc[data["source"] == "corrected", "report_id"])
    for (source, double), rows in shown.groupby(["source", shown["report_id"].isin(twice)]):
        offset = (0.17 if source == "corrected" else -0.17) * double
        y, colours = rows["report_id"].map(height) + offset, rows["year_basis"].map(lambda basis: _BASES[basis][0])
        draw_intervals(axes, rows, y, colours, 0.3 if double else 0.5)
        decided = rows["year"].notna()
        axes.scatter(rows["best"][decided], y[decided], c=list(colours[decided]), s=20, zorder=3, label="year")
    once = shown.drop_duplicates("report_id", keep="first")
    uploads = once["page_date"].map(page_year)
    axes.plot(uploads, once["report_id"].map(height), "x", color=BLACK, ms=5)
    for row in once.itertuples():
        text.annotate(_quotes(row.quotes), (0, height[row.report_id]), va="center", fontsize=7.5, annotation_clip=False)
    every = pd.concat([shown["first"], shown["last"], uploads.dropna().round()])
    year_axis(axes, every.min(), every.max(), 9)
    confidence = once.set_index("report_id")["date_confidence"]
    axes.set_yticks(list(height.values()), [f"{labels[r]} ({confidence[r]:.2f})" for r in height])
    axes.set_ylim(len(height) - 0.4, -0.6)
    axes.grid(axis="x")
    axes.set_xlabel("year reported on")
    text.set_axis_off()
    text.set_title("first quotes of the evidence", fontsize=8)
    return finish(figure, title, _note(data, uploads, once, len(height), len(order)), _legend(shown, uploads))


def _note(data: pd.DataFrame, uploads: pd.Series, once: pd.DataFrame, n_shown: int, n: int) -> str:
    inferred = data[data["source"] == "inferred"]
    late = int(((uploads < once["first"] - 0.5) | (uploads > once["last"] + 1.5)).sum())
    return (
        f"n = {n} reports; the software finds one most likely year (point) for {int(inferred['year'].notna().sum())}; "
        f"years corrected by a researcher: {data.loc[data['source'] == 'corrected', 'report_id'].nunique()}, the upper "
        "bar of two being the software's own. In brackets: the software's confidence, a judgement by rule and not a frequency. A caret: "
        f"nothing limits that side. The host's date is outside the years and the one after for {late} of "
        f"{int(uploads.notna().sum())} reports whose page has one: it is evidence, not truth."
        + left_out(n_shown, n, "reports, the earliest")
    )


def _legend(shown: pd.DataFrame, uploads: pd.Series) -> list:
    bases = [
        Patch(color=colour, alpha=0.6, label=name)
        for basis, (colour, name) in _BASES.items()
        if basis in set(shown["year_basis"])
    ]
    cross = [Line2D([], [], color=BLACK, marker="x", ls="none", label="date the host gives the page")]
    return bases + cross * bool(uploads.notna().any())


def _quotes(joined: str) -> str:
    """The first two quotes, shortened to fit beside the bar."""
    return "  ".join(f"「{shorten(quote, 15)}」" for quote in joined.split("|")[:2] if quote) or "no evidence"

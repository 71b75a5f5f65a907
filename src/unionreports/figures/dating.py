"""How the reports are dated, and what the dating rests on."""

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import pandas as pd

from unionreports.figures.style import (
    BLACK, BLUE, GREEN, GREY, MAX_ROWS, ORANGE, finish, left_out, no_data, shorten, styled,
)
from unionreports.figures.years import page_year, with_years, year_axis

#: How a year is known: colour and name.
_BASES = {
    "stated": (GREEN, "stated in the page"),
    "inferred": (BLUE, "inferred from evidence"),
    "corrected": (ORANGE, "corrected by a researcher"),
    "none": (GREY, "not known"),
}


@styled
def plot_dating(dating: pd.DataFrame, labels: dict[str, str]) -> Figure:
    """The years the evidence allows for each report, the best year, and the quotes the dating rests on.

    Parameters
    ----------
    dating
        Rows of `compare.describe.dating`: report_id, year, year_earliest, year_latest, year_basis,
        date_confidence, page_date, quotes (a list joined with "|").
    labels
        Label of each report_id.
    """
    title = "When the reports were written, and what says so"
    if dating.empty:
        return no_data(title, "there are no reports.")
    data = with_years(dating).sort_values(["first", "last", "report_id"], kind="stable")
    shown = data.head(MAX_ROWS)
    figure = Figure(figsize=(8, 0.8 + 0.28 * len(shown)))
    axes, text = figure.subplots(1, 2, sharey=True, width_ratios=(1, 0.85))
    page_years = shown["page_date"].map(page_year)
    for y, row in enumerate(shown.itertuples()):
        colour, _ = _BASES[row.year_basis]
        if pd.notna(row.first):
            axes.barh(y, row.last - row.first + 1, left=row.first - 0.5, color=colour, alpha=0.35, height=0.5)
        if pd.notna(row.year):
            axes.plot(row.best, y, "o", color=colour, ms=5.5)
        text.annotate(_quotes(row.quotes), (0, y), va="center", fontsize=7.5, annotation_clip=False)
    axes.plot(page_years, range(len(shown)), "x", color=BLACK, ms=5)
    every = pd.concat([shown["first"], shown["last"], page_years.dropna().round()])
    year_axis(axes, every.min(), every.max())
    axes.set_yticks(
        range(len(shown)),
        [f"{labels[r.report_id]} ({r.date_confidence:.2f})" for r in shown.itertuples()],
    )
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.grid(axis="x")
    axes.set_xlabel("year reported on")
    text.set_axis_off()
    text.set_title("first quotes of the evidence", fontsize=8)
    wrong = int(((page_years < data["first"] - 0.5) | (page_years > data["last"] + 1.5)).sum())
    note = (
        f"n = {len(data)} reports, {int(data['year'].notna().sum())} with one most likely year. In brackets: "
        "confidence in the year, a judgement by rule and not a frequency. The host's date lies outside the "
        f"interval and the year after it for {wrong} of {int(page_years.notna().sum())} shown reports that have "
        "one: it is evidence, not truth." + left_out(len(shown), len(data), "reports, the earliest")
    )
    return finish(figure, title, note, _legend(shown, page_years.notna().any()))


def _legend(shown: pd.DataFrame, page_dates: bool) -> list[Line2D]:
    bases = [
        Line2D([], [], color=colour, marker="o", lw=5, alpha=0.7, label=name)
        for basis, (colour, name) in _BASES.items()
        if basis in set(shown["year_basis"])
    ]
    cross = [Line2D([], [], color=BLACK, marker="x", ls="none", label="date the host gives the page")]
    return bases + cross * bool(page_dates)


def _quotes(joined: str) -> str:
    """The first two quotes, shortened to fit beside the bar."""
    return "  ".join(f"“{shorten(quote, 15)}”" for quote in joined.split("|")[:2] if quote) or "none"

"""What cleaning took away from each page."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
import numpy as np
import pandas as pd

from unionreports.figures.style import CYCLE, GREY, MAX_ROWS, finish, left_out, no_data, printable, styled


@styled
def plot_cuts(cuts: pd.DataFrame, by: str = "reason") -> Figure:
    """What cleaning cut from each page, as a share of the page and in characters.

    Parameters
    ----------
    cuts
        Rows of `compare.describe.cuts`: page_id, step, reason, n_chars, share; share is of the page.
    by
        Column that gives the colours, `step` or `reason`.
    """
    title = "What cleaning cut from each page"
    if cuts.empty:
        return no_data(title, "nothing was cut from any page.")
    shares = cuts.pivot_table(index="page_id", columns=by, values="share", aggfunc="sum", fill_value=0)
    chars = cuts.pivot_table(index="page_id", columns=by, values="n_chars", aggfunc="sum", fill_value=0)
    kinds = chars.sum().sort_values(ascending=False, kind="stable").index
    order = shares.sum(axis=1).sort_values(ascending=False, kind="stable").index
    pages = order[:MAX_ROWS]
    figure = Figure(figsize=(7.4, 0.6 + 0.27 * len(pages)))
    left, right = figure.subplots(1, 2, sharey=True)
    for axes, values, unit in ((left, shares * 100, "% of the page's characters"), (right, chars, "characters")):
        _stack(axes, values.loc[pages], kinds)
        axes.set_xlabel(f"cut, {unit}")
        axes.grid(axis="x")
    for y, page in enumerate(pages):
        right.annotate(f" {chars.loc[page].sum():,}", (chars.loc[page].sum(), y), va="center", fontsize=7.5)
    right.margins(x=0.15)
    left.set_yticks(range(len(pages)), [printable(page) for page in pages])
    left.set_ylabel("page")
    left.set_ylim(len(pages) - 0.4, -0.6)
    note = (
        f"n = {chars.to_numpy().sum():,} characters in {len(order)} pages with cuts, counted before any other "
        "edit." + left_out(len(pages), len(order), "pages, those with the largest share cut")
    )
    return finish(figure, title, note, left.get_legend_handles_labels()[0])


def _stack(axes: Axes, values: pd.DataFrame, kinds: pd.Index) -> None:
    """Stacked bars; the kinds beyond the colours at hand become one grey bar."""
    named, rest = kinds[: len(CYCLE)], kinds[len(CYCLE) :]
    parts = [(kind, values[kind], colour) for kind, colour in zip(named, CYCLE)]
    if len(rest):
        parts.append((f"{len(rest)} others", values[rest].sum(axis=1), GREY))
    start = np.zeros(len(values))
    for kind, part, colour in parts:
        axes.barh(range(len(values)), part, left=start, color=colour, height=0.7, label=str(kind).replace("_", " "))
        start = start + part.to_numpy()

"""A heat map with words in its cells: shares of priorities and topics, confusion of codes, silences."""

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
import numpy as np
import pandas as pd

#: Cells below this share stay without a figure, so that the eye finds what is large.
_SMALLEST_WRITTEN = 0.02


def share_heatmap(
    shares: pd.DataFrame, rows: Sequence[str], columns: Sequence[str], column_colours: Sequence[str], unit: str
) -> Figure:
    """Draw shares (rows x columns, 0 to 1) in per cent; colour runs from white to the largest share.

    `rows`, `columns` and `column_colours` are the labels and the labels' colours in the order of the
    frame; `unit` says what 100 % is.
    """
    values = shares.to_numpy(dtype=float) * 100
    texts = [[f"{value:.0f}" if value >= 100 * _SMALLEST_WRITTEN else "" for value in row] for row in values]
    return heatmap(values, texts, rows, columns, column_colours, unit, max(np.nanmax(values, initial=0), 1))


def heatmap(
    values: np.ndarray,
    texts: Sequence[Sequence[str]],
    rows: Sequence[str],
    columns: Sequence[str],
    column_colours: Sequence[str],
    unit: str,
    top: float,
) -> Figure:
    """Draw values of shape (n_rows, n_columns); colour runs from white at 0 to blue at `top`, empty where missing.

    Parameters
    ----------
    texts
        What stands in each cell.
    rows, columns, column_colours
        Labels, and the colours of the columns' labels.
    unit
        Name of the scale of colours.
    """
    height = 1.8 + 0.24 * len(rows)
    figure = Figure(figsize=(max(3.1 + 0.31 * len(columns), 5.5), height))
    axes = figure.subplots()
    image = axes.imshow(values, cmap="Blues", vmin=0, vmax=top, aspect="auto")
    for y, line in enumerate(texts):
        for x, text in enumerate(line):
            if text:
                colour = "white" if values[y, x] > 0.6 * top else "#222222"
                cell = axes.text(x, y, text, ha="center", va="center", fontsize=6.5, color=colour)
                # Inside the axes: measuring a thousand of them would change nothing but the time it takes.
                cell.set_in_layout(False)
    axes.set_yticks(range(len(rows)), rows, fontsize=7.5)
    axes.set_xticks(range(len(columns)), columns, rotation=55, ha="left", rotation_mode="anchor", fontsize=7.5)
    axes.xaxis.tick_top()
    for label, colour in zip(axes.get_xticklabels(), column_colours):
        label.set_color(colour)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    axes.set_xticks(np.arange(len(columns) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(rows) + 1) - 0.5, minor=True)
    axes.grid(which="minor", color="white", linewidth=1)
    axes.tick_params(which="minor", length=0)
    # Whole numbers: ticks that change their width when the layout changes the height of the scale run out of the figure.
    ticks = MaxNLocator(5, integer=True)
    figure.colorbar(image, ax=axes, label=unit, shrink=min(0.9, 3 / height), pad=0.01, ticks=ticks)
    return figure

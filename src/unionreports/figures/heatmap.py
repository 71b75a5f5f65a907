"""A heat map of shares with the figures in its cells, used for priorities and for topics."""

from collections.abc import Sequence

from matplotlib.figure import Figure
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
    width = 3.1 + 0.31 * len(columns)
    height = 1.8 + 0.24 * len(rows)
    figure = Figure(figsize=(max(width, 5.5), height))
    axes = figure.subplots()
    values = shares.to_numpy(dtype=float) * 100
    top = max(np.nanmax(values, initial=0), 1)
    image = axes.imshow(values, cmap="Blues", vmin=0, vmax=top, aspect="auto")
    for y, x in np.argwhere(values >= 100 * _SMALLEST_WRITTEN):
        colour = "white" if values[y, x] > 0.6 * top else "#222222"
        axes.text(x, y, f"{values[y, x]:.0f}", ha="center", va="center", fontsize=6.5, color=colour)
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
    figure.colorbar(image, ax=axes, label=unit, shrink=min(0.9, 3 / height), pad=0.01)
    return figure

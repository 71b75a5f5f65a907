"""Small multiples: the same panel for each topic, measure or cluster."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure


def panel_grid(figure: Figure, n: int, columns: int, sharey: bool = False) -> list[Axes]:
    """The first `n` panels of a grid, line by line; all have the same x axis, and the rest of the grid stays empty."""
    lines = -(-n // columns)
    panels = figure.subplots(lines, columns, sharex=True, sharey=sharey, squeeze=False).ravel().tolist()
    for axes in panels[n:]:
        axes.set_axis_off()
    return panels[:n]


def label_bottoms(panels: Sequence[Axes], columns: int, name: str) -> None:
    """Name the x axis below the last panel of each column."""
    for axes in panels[-columns:]:
        axes.set_xlabel(name)
        axes.tick_params(labelbottom=True)

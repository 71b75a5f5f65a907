"""Put names beside the points of a map so that they cover neither each other nor a point."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
import numpy as np

#: Places tried around a point, nearest first: offset in points, horizontal and vertical alignment.
_RINGS = (7, 16, 27, 40, 55)
_SIDES = (
    (1, 0, "left", "center"),
    (-1, 0, "right", "center"),
    (0, 1, "center", "bottom"),
    (0, -1, "center", "top"),
    (0.7, 0.7, "left", "bottom"),
    (0.7, -0.7, "left", "top"),
    (-0.7, 0.7, "right", "bottom"),
    (-0.7, -0.7, "right", "top"),
)


def place_labels(figure: Figure, axes: Axes, points: np.ndarray, names: Sequence[str], size: float = 7.5) -> None:
    """Write each name at the first free place around its point, with a thin line where that is not beside it.

    Where no place is free the name stands at the one that covers least. Points are of shape (n, 2), in data
    units. The layout is settled first, because the places depend on it.
    """
    figure.draw_without_rendering()
    frame = axes.get_window_extent()
    pixels = axes.transData.transform(points)
    radius = 5 * figure.dpi / 72
    taken = [Bbox.from_extents(x - radius, y - radius, x + radius, y + radius) for x, y in pixels]
    for point, name in zip(points, names):
        best, least = None, np.inf
        for ring in _RINGS:
            for dx, dy, ha, va in _SIDES:
                text = axes.annotate(
                    name,
                    point,
                    (dx * ring, dy * ring),
                    textcoords="offset points",
                    ha=ha,
                    va=va,
                    fontsize=size,
                    arrowprops={"arrowstyle": "-", "lw": 0.5, "color": "#999999"} if ring > _RINGS[0] else None,
                )
                text.set_in_layout(False)
                text.get_window_extent()  # brings the position up to date; its own extent includes the line
                box = Text.get_window_extent(text)
                covered = sum(_overlap(box, other) for other in taken) + _outside(box, frame)
                if covered < least:
                    if best is not None:
                        best.remove()
                    best, least, best_box = text, covered, box
                else:
                    text.remove()
                if least == 0:
                    break
            if least == 0:
                break
        taken.append(best_box)


def _overlap(one: Bbox, other: Bbox) -> float:
    common = Bbox.intersection(one, other)
    return 0.0 if common is None else common.width * common.height


def _outside(box: Bbox, frame: Bbox) -> float:
    """Area of the box outside the axes, where it would run into the labels of the axis."""
    return box.width * box.height - _overlap(box, frame)

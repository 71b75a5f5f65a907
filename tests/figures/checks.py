"""What must hold of every figure."""

from itertools import combinations, pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from unionreports.figures.style import styled


def written(figure: Figure) -> str:
    """Title and note on one line."""
    return " ".join(t.get_text().replace("\n", " ") for t in figure.texts)


def marks(axes: Axes) -> list[Line2D]:
    """Lines that are drawn as marks."""
    return [line for line in axes.lines if line.get_marker() not in ("None", "")]


def assert_complete(figure: Figure) -> None:
    """A title, an axis with a name, and n in the note or over each panel."""
    assert figure.get_suptitle()
    assert "n = " in written(figure) or all(" units" in a.get_title("left") for a in figure.axes)
    assert any(a.get_xlabel() or a.get_ylabel() for a in figure.axes)


def assert_says_why_it_is_empty(figure: Figure) -> None:
    """A sentence instead of axes."""
    assert "Nothing to draw: " in written(figure)
    assert not figure.axes


def assert_nothing_overlaps(figure: Figure) -> None:
    """Title, legend, note and axes keep apart and inside; so do the labels of the rows and what is written beside them."""
    styled(figure.draw_without_rendering)()
    boxes = [text.get_window_extent() for text in figure.texts if text.get_text()]
    boxes += [legend.get_window_extent() for legend in figure.legends]
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other)
    # Measured once: each of them measures all texts of its axes.
    tights = [axes.get_tightbbox() for axes in figure.axes]
    for axes, tight in zip(figure.axes, tights):
        assert not any(tight.overlaps(box) for box in boxes)
        assert figure.bbox.x0 <= tight.x0 and tight.x1 <= figure.bbox.x1 + 1
        labels = [t.get_window_extent() for t in axes.get_yticklabels() if t.get_text() and t.get_visible()]
        beside = [t.get_window_extent() for t in axes.texts if t.get_text()]
        for texts in (labels, beside):
            # Row by row: only neighbours can touch.
            ordered = sorted(texts, key=lambda box: (round(box.x0), box.y0))
            assert not any(one.shrunk(0.9, 0.8).overlaps(other.shrunk(0.9, 0.8)) for one, other in pairwise(ordered))
    for one, other in combinations(tights, 2):
        assert not one.shrunk(0.98, 0.98).overlaps(other.shrunk(0.98, 0.98))
    assert all(box.x1 <= figure.bbox.x1 and box.y0 >= 0 for box in boxes)

"""What was chosen in each specification: the rows of strokes below a specification curve."""

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
import pandas as pd

from unionreports.figures.marks import write_beside
from unionreports.figures.style import BLUE, GREY, RED, YELLOW
from unionreports.figures.topic_looks import model_name
from unionreports.model_tables import DOCUMENTS, MODELS, VERDICTS

#: Colour of a verdict, in the order of the table's declaration.
VERDICT_COLOURS = dict(zip(VERDICTS, (BLUE, GREY, RED, YELLOW)))
#: Choices of a specification, in words.
_CHOICES = {
    "model": "model",
    "documents": "documents",
    "segmenter": "segmenter",
    "stop_words": "stop words",
    "shared_text": "shared text",
    "weighting": "weighting",
    "n_topics": "topics",
    "random_state": "seed",
}
_ORDERS = {"model": MODELS, "documents": DOCUMENTS}
#: Words for no and yes.
_NO_YES = {"stop_words": ("kept in", "left out"), "shared_text": ("left out", "counted")}


def varied_choices(specifications: pd.DataFrame) -> tuple[list[tuple[str, list]], list[str]]:
    """Choices that vary, each with its values in order, and those that are the same in all, in words."""
    varied, fixed = [], []
    for name, words in _CHOICES.items():
        order = _ORDERS.get(name, ())
        values = sorted(specifications[name].unique(), key=lambda v: (order.index(v) if v in order else -1, v))
        if len(values) > 1:
            varied.append((name, values))
        else:
            fixed.append(f"{words} {_in_words(name, values[0])}")
    return varied, fixed


def draw_board(axes: Axes, rows: pd.DataFrame, choices: list[tuple[str, list]], names: bool) -> None:
    """A stroke in each row that a specification belongs to, in the colour of its verdict.

    Parameters
    ----------
    rows
        Specifications of one claim in the order of the curve, numbered from 0.
    choices
        Of `varied_choices`.
    names
        Whether the rows are named; panels beside the first need not.
    """
    labels, shares = [], []
    for i, (name, values) in enumerate(choices):
        if i % 2 == 0:
            axes.axhspan(len(labels) - 0.5, len(labels) + len(values) - 0.5, color="#F2F2F2", lw=0, zorder=0)
        for value in values:
            own, y = rows[rows[name] == value], len(labels)
            for verdict, group in own.groupby("verdict"):
                colour, width = VERDICT_COLOURS[verdict], stroke_width(len(rows))
                axes.vlines(group.index, y - 0.36, y + 0.36, color=colour, lw=width)
            labels.append(f"{_CHOICES[name]}: {_in_words(name, value)}")
            shares.append(_share_held(own))
    count_axis(axes, len(rows))
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_yticks(range(len(labels)), labels if names else [""] * len(labels), fontsize=6.5)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    write_beside(axes, "% hold", shares, points=3)


def stroke_width(n: int) -> float:
    """Width of one of `n` strokes beside each other, in points, so that neighbours do not run together."""
    return max(0.4, min(2.0, 130 / n))


def count_axis(axes: Axes, n: int) -> None:
    """An axis of `n` specifications, numbered from 0."""
    axes.set_xlim(-1, n)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.set_xlabel("specifications, by estimate")


def _in_words(name: str, value: object) -> str:
    """What was chosen."""
    if name in _NO_YES:
        return _NO_YES[name][bool(value)]
    return model_name(value) if name == "model" else str(value)


def _share_held(rows: pd.DataFrame) -> str:
    """Per cent of the specifications computed in which the claim holds."""
    computed = rows[rows["verdict"] != "not computed"]
    return f"{100 * (computed['verdict'] == 'holds').mean():.0f}" if len(computed) else "–"

"""Order, name and colour of a priority: the same in every figure, under any codebook.

Nineteen priorities are too many for nineteen colours that everybody can tell apart, so a priority has the colour of
the statutory function it serves (the first one its codebook row names) and its name always stands beside it. In a
codebook without functions every priority has a colour of its own, as far as the colours reach.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from matplotlib.patches import Patch
import pandas as pd

from unionreports.figures.style import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, RED, SKY, printable

#: Function of trade unions in the Trade Union Law (工会法): colour and name in figures.
FUNCTIONS = {
    "维护": (BLUE, "protect 维护"),
    "建设": (ORANGE, "build 建设"),
    "参与": (PURPLE, "participate 参与"),
    "教育": (GREEN, "educate 教育"),
    "organisation": (RED, "the union itself 工会组织"),
}
RESIDUAL = (GREY, "none of these")
#: For a codebook without functions: the palette of the house, then wine, olive and indigo of P. Tol's muted scheme
#: (2021). Names are written in these colours, so that yellow is not among them.
_OWN = (BLUE, ORANGE, GREEN, PURPLE, RED, SKY, BLACK, "#882255", "#999933", "#332288")


@dataclass(frozen=True)
class Looks:
    """Priorities in the order in which a figure lists them, with label and colour of each, and what colours mean."""

    order: list[str]
    labels: dict[str, str]
    colours: dict[str, str]
    legend: list[Patch]


def priority_looks(codebook: pd.DataFrame, present: Iterable[str]) -> Looks:
    """Looks of the priorities that occur in a figure.

    Parameters
    ----------
    codebook
        The codebook's CSV: id, and as far as it has them name_zh, short_zh, short_en, law_function, kind.
    present
        Priority ids. They are ordered by statutory function and then as in the codebook; those it does not
        list come last, with their id for a name and no colour.
    """
    rank = {name: i for i, name in enumerate(FUNCTIONS)}
    functions = function_of(codebook)
    known = functions.map(lambda name: rank.get(name, len(rank))).sort_values(kind="stable").index
    present = set(present)
    order = [p for p in known if p in present] + sorted(present - set(known))
    labels = {p: printable(p) for p in order} | priority_labels(codebook)
    colours = dict.fromkeys(order, GREY) | priority_colours(codebook)
    return Looks(order, labels, colours, _legend(functions.reindex(order, fill_value="").tolist()))


def function_of(codebook: pd.DataFrame) -> pd.Series:
    """First statutory function of each priority, by priority id; see `FUNCTIONS`."""
    return _column(codebook, "law_function").str.split("/").str[0]


def priority_colours(codebook: pd.DataFrame) -> dict[str, str]:
    """Colour of each priority id: that of its statutory function, or its own where the codebook has no functions."""
    if "law_function" in codebook.columns:
        return {i: FUNCTIONS.get(name, RESIDUAL)[0] for i, name in function_of(codebook).items()}
    kinds = _column(codebook, "kind")
    named = kinds.index[kinds != "residual"]
    return dict.fromkeys(kinds.index, GREY) | dict(zip(named, _OWN))


def priority_labels(codebook: pd.DataFrame) -> dict[str, str]:
    """Short English name (the id in words where the codebook has none) and short Chinese one, by priority id.

    Where the codebook has no `short_zh`, the first part of `name_zh` stands for it.
    """
    short = _column(codebook, "short_zh")
    chinese = short.where(short != "", _column(codebook, "name_zh").str.split("[、与/]", regex=True).str[0])
    english = _column(codebook, "short_en")
    return {
        i: f"{printable(english[i]) or i.replace('_', ' ').capitalize()} {printable(name)}".rstrip()
        for i, name in chinese.items()
    }


def _column(codebook: pd.DataFrame, name: str) -> pd.Series:
    """A column that a codebook of one's own need not have, by priority id; empty texts where it has not."""
    return codebook.set_index("id").reindex(columns=[name], fill_value="")[name].fillna("").astype("str")


def _legend(functions: list[str]) -> list[Patch]:
    patches = [Patch(color=colour, label=name) for key, (colour, name) in FUNCTIONS.items() if key in functions]
    if patches and any(key not in FUNCTIONS for key in functions):
        patches.append(Patch(color=RESIDUAL[0], label=RESIDUAL[1]))
    return patches

"""Which reports are alike: the order in which they merge."""

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
import pandas as pd

from unionreports.figures.cluster_looks import cluster_colour, clustering_name, parts_of
from unionreports.figures.style import BLACK, GREY, MAX_ROWS, finish, left_out, no_data, shorten, styled

_DISTANCES = {
    "average linkage": "mean cosine distance (0: the same proportions, 1: nothing in common)",
    "Ward": "Ward's distance (0: the same proportions; grows with the size of what is joined)",
}


@dataclass(frozen=True)
class _Branch:
    """What has merged so far: ids of its leaves from top to bottom, and the distance of its last merge."""

    leaves: tuple[tuple[str, ...], ...]
    distance: float

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(i for leaf in self.leaves for i in leaf)


@styled
def plot_dendrogram(
    cluster_trees: pd.DataFrame, clusters: pd.DataFrame, clustering: str, labels: Mapping[str, str]
) -> Figure:
    """The order in which reports, or regions by year, merge, from most alike to all in one.

    Of more than can be read the last merges are drawn; what merged before them stands in one row.

    Parameters
    ----------
    cluster_trees, clusters
        Tables of these names.
    clustering
        Which hierarchical clustering to draw.
    labels
        Label of each entity_id; its id where there is none.
    """
    what, features, method = parts_of(clustering)
    title = f"Order of merging: {clustering_name(clustering)}"
    merges = cluster_trees[cluster_trees["clustering"] == clustering].sort_values("step")
    if merges.empty:
        return no_data(title, f"it takes two {what} with {features or 'features'}, and a hierarchical method.")
    n = int(merges["n"].max())
    leaves, brackets = _tree(merges, MAX_ROWS)
    own = clusters[clusters["clustering"] == clustering].set_index("entity_id")["cluster"]
    grey = "; grey: no colour left, or of several" if any(_leaf_colour(leaf, own) == GREY for leaf in leaves) else ""
    figure = Figure(figsize=(7.2, 0.5 + 0.24 * len(leaves)))
    axes = figure.subplots()
    axes.add_collection(LineCollection(brackets, colors=BLACK, linewidths=1.1))
    axes.set_yticks(range(len(leaves)), [_leaf_name(leaf, labels) for leaf in leaves], fontsize=8)
    for y, leaf in enumerate(leaves):
        axes.plot(0, y, "s", color=_leaf_colour(leaf, own), ms=7, clip_on=False, zorder=3)
    axes.set_ylim(len(leaves) - 0.4, -0.6)
    axes.set_xlim(0, max(merges["distance"].max() * 1.05, 1e-9))
    # Room for the squares.
    axes.tick_params(axis="y", length=0, pad=7)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(_DISTANCES.get(method, "distance at which they merge"))
    axes.grid(axis="x")
    note = (
        f"n = {n} {what} in {_counted_clusters(own)} (squares by colour{grey}). A merge far to the left joins what is alike. "
        "A tree always joins everything: whether there are groups at all is another question. With few reports one page "
        "more or less can change the tree." + left_out(len(leaves) - 1, len(merges), "merges, the last ones")
    )
    return finish(figure, title, note)


def _tree(merges: pd.DataFrame, most: int) -> tuple[list[tuple[str, ...]], list[list[tuple[float, float]]]]:
    """Leaves from top to bottom, each the ids it holds, and a bracket of four points for each merge that is drawn."""
    folded = len(merges) - (most - 1)
    branches: dict[frozenset[str], _Branch] = {}
    drawn: list[tuple[_Branch, _Branch, float]] = []
    for i, row in enumerate(merges.itertuples()):
        sides = [tuple(text.split("|")) for text in (row.left, row.right)]
        if i < folded:
            joined = tuple(sorted(sides[0] + sides[1]))
            branches[frozenset(joined)] = _Branch((joined,), row.distance)
            continue
        left, right = (branches.get(frozenset(ids), _Branch((tuple(sorted(ids)),), 0.0)) for ids in sides)
        drawn.append((left, right, row.distance))
        both = _Branch(left.leaves + right.leaves, row.distance)
        branches[both.ids] = both
    leaves = list(max(branches.values(), key=lambda branch: len(branch.ids)).leaves)
    at = {leaf: float(y) for y, leaf in enumerate(leaves)}
    centre: dict[frozenset[str], float] = {frozenset(leaf): y for leaf, y in at.items()}
    brackets = []
    for left, right, distance in drawn:
        y, z = centre[left.ids], centre[right.ids]
        brackets.append([(left.distance, y), (distance, y), (distance, z), (right.distance, z)])
        centre[left.ids | right.ids] = (y + z) / 2
    return leaves, brackets


def _leaf_name(leaf: tuple[str, ...], labels: Mapping[str, str]) -> str:
    first = shorten(labels.get(leaf[0], leaf[0]), 34)
    return first if len(leaf) == 1 else f"{first} and {len(leaf) - 1} more"


def _leaf_colour(leaf: tuple[str, ...], clusters: pd.Series) -> str:
    """Colour of the cluster; grey where a row holds reports of several."""
    found = set(clusters.reindex(list(leaf)))
    return cluster_colour(found.pop()) if len(found) == 1 else GREY


def _counted_clusters(clusters: pd.Series) -> str:
    n = clusters[clusters >= 0].nunique()
    return "one cluster (no structure was found)" if n == 1 else f"{n} clusters"

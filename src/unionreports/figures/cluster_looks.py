"""Name of a clustering and colour of a cluster: the same in every figure."""

import pandas as pd

from unionreports.figures.style import CYCLE, GREY
from unionreports.model_tables import CLUSTER_METHODS, ENTITIES, FEATURES

_ENTITIES = dict(zip(ENTITIES, ("reports", "region-years")))
_FEATURES = dict(zip(FEATURES, ("topics", "priorities", "words")))
_METHODS = dict(zip(CLUSTER_METHODS, ("k-means", "Ward", "average linkage", "HDBSCAN")))
#: Number of the cluster of those that HDBSCAN puts in none.
IN_NONE = -1


def parts_of(clustering: str) -> tuple[str, str, str]:
    """Entities, features and method of a clustering in words; its id and two empty texts where it is not made of them."""
    for entities, what in _ENTITIES.items():
        features, _, method = clustering.removeprefix(f"{entities}_").partition("_")
        if clustering.startswith(f"{entities}_") and features in _FEATURES and method in _METHODS:
            return what, _FEATURES[features], _METHODS[method]
    return clustering.replace("_", " "), "", ""


def clustering_name(clustering: str) -> str:
    """'reports by topics, k-means'."""
    what, features, method = parts_of(clustering)
    return f"{what} by {features}, {method}" if features else what


def cluster_colour(cluster: int | None) -> str:
    """Colour of a cluster by its number; grey beyond the colours at hand, and without a cluster."""
    return CYCLE[int(cluster)] if pd.notna(cluster) and 0 <= cluster < len(CYCLE) else GREY


def cluster_name(cluster: int) -> str:
    return "in none" if cluster == IN_NONE else f"cluster {cluster}"

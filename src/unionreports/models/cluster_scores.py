"""How well a grouping fits: silhouettes and the spread inside clusters, from one product of matrices."""

from collections.abc import Mapping

import numpy as np

from unionreports.models.cluster_methods import NONE


def silhouettes(distances: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Silhouette of each entity (Rousseeuw 1987), shape (n_entities,), -1 to 1; missing for those in no cluster.

    Who is alone in a cluster has 0.

    Parameters
    ----------
    distances
        Shape (n_entities, n_entities).
    labels
        Cluster of each, from 0 without gaps, NONE for none; two clusters at least.
    """
    return _silhouettes(*_sums(distances, labels), labels)


def log_spread(distances: np.ndarray, labels: np.ndarray) -> float:
    """Log of the squared distances to the cluster means (W of Tibshirani, Walther & Hastie 2001).

    Who is in no cluster counts with the nearest.
    """
    return _log_spread(distances, *_sums(distances, labels), labels)


def score(distances: np.ndarray, groups: Mapping[int, np.ndarray]) -> dict[int, tuple[float, float]]:
    """Mean silhouette and log of the spread inside clusters, by number of clusters.

    Who is in no cluster counts 0 in the mean silhouette: leaving entities out must not pay.
    """
    scores = {}
    for k, labels in groups.items():
        sums, sizes = _sums(distances, labels)
        mean = float(np.nansum(_silhouettes(sums, sizes, labels)) / len(labels))
        scores[k] = (mean, _log_spread(distances, sums, sizes, labels))
    return scores


def _sums(distances: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sum of the distances of each entity to each cluster, shape (n_entities, n_clusters), and the sizes of the clusters."""
    members = (labels[:, None] == np.arange(labels.max() + 1)).astype(float)
    return distances @ members, members.sum(axis=0)


def _silhouettes(sums: np.ndarray, sizes: np.ndarray, labels: np.ndarray) -> np.ndarray:
    rows = np.flatnonzero(labels != NONE)
    cluster = labels[rows]
    own = sums[rows, cluster] / np.maximum(sizes[cluster] - 1, 1)
    others = sums[rows] / sizes
    others[np.arange(len(rows)), cluster] = np.inf
    nearest = others.min(axis=1)
    larger = np.maximum(nearest, own)
    # All distances 0, or alone in a cluster: nothing to compare.
    told = (larger > 0) & (sizes[cluster] > 1)
    values = np.full(len(labels), np.nan)
    values[rows] = np.where(told, (nearest - own) / np.where(larger > 0, larger, 1), 0.0)
    return values


def _log_spread(distances: np.ndarray, sums: np.ndarray, sizes: np.ndarray, labels: np.ndarray) -> float:
    if (labels == NONE).any():
        return log_spread(distances, np.where(labels == NONE, (sums / sizes).argmin(axis=1), labels))
    inside = (sums[np.arange(len(labels)), labels] / sizes[labels]).sum()
    return float(np.log(max(inside, 1e-300)))

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
    mean, own = _mean_distances(distances, labels)
    rows = np.arange(len(labels))
    member = labels != NONE
    others = mean.copy()
    others[rows[member], labels[member]] = np.inf
    nearest = others.min(axis=1)
    with np.errstate(invalid="ignore"):
        values = np.where(nearest == own, 0.0, (nearest - own) / np.maximum(nearest, own))
    values[member & (np.bincount(labels[member])[labels] == 1)] = 0.0
    return np.where(member, values, np.nan)


def score(distances: np.ndarray, groups: Mapping[int, np.ndarray]) -> dict[int, tuple[float, float]]:
    """Mean silhouette and log of the spread inside clusters, by number of clusters.

    Who is in no cluster counts 0 in the mean silhouette, and in the spread with the nearest cluster: leaving entities
    out must not pay.
    """
    return {
        k: (float(np.nansum(silhouettes(distances, labels)) / len(labels)), log_spread(distances, labels))
        for k, labels in groups.items()
    }


def log_spread(distances: np.ndarray, labels: np.ndarray) -> float:
    """Log of the squared distances to the cluster means (W of Tibshirani, Walther & Hastie 2001)."""
    if (labels == NONE).any():
        labels = np.where(labels == NONE, _mean_distances(distances, labels)[0].argmin(axis=1), labels)
    members = np.eye(labels.max() + 1)[labels]
    inside = ((distances @ members) * members).sum(axis=0)
    return float(np.log(max((inside / members.sum(axis=0)).sum(), 1e-300)))


def _mean_distances(distances: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean distance of each entity to each cluster, and to the others of its own (missing for those in none)."""
    member = labels != NONE
    members = np.eye(labels.max() + 1)[labels] * member[:, None]
    sums, sizes = distances @ members, members.sum(axis=0)
    # sizes[NONE] is that of another cluster, and masked.
    own = np.where(member, sums[np.arange(len(labels)), labels] / np.maximum(sizes[labels] - 1, 1), np.nan)
    return sums / sizes, own

"""Clusters of reports: hierarchical and k-means, their silhouettes, and coordinates for a map."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_samples
from sklearn.metrics.pairwise import cosine_distances
from threadpoolctl import threadpool_limits

#: More clusters than this are not looked for: silhouettes over hundreds of numbers cost much and say little.
MOST_CLUSTERS = 20
#: Starts of k-means; the best is kept. With a dozen reports this many find the same optimum.
_STARTS = 50


@dataclass(frozen=True)
class Clustering:
    """Reports grouped by one method.

    Attributes
    ----------
    method
        Name of the method and of the features it saw.
    clusters
        Rows of the table `clusters`; cluster 0 is the largest.
    linkage
        Merges as scipy gives them, shape (n_reports - 1, 4), rows of data in the order of `report_ids`;
        None for k-means and for a single report.
    report_ids
        Reports clustered, in the order of the features.
    left_out
        Reports with no feature above zero: they point nowhere, and none is put into a cluster.
    silhouettes
        Frame of n_clusters, silhouette (mean over reports, -1 to 1) for each number of clusters that was possible.
    explained
        Share of the variance on the first and second coordinate.
    """

    method: str
    clusters: pd.DataFrame
    linkage: np.ndarray | None
    report_ids: tuple[str, ...]
    left_out: tuple[str, ...]
    silhouettes: pd.DataFrame
    explained: tuple[float, float]


def cluster_hierarchically(features: pd.DataFrame, name: str, n_clusters: int | None = None) -> Clustering:
    """Average linkage on cosine distance.

    Parameters
    ----------
    features
        Non-negative, shape (n_reports, n_features), indexed by report_id: TF-IDF or shares of priorities.
    name
        Name of the features, for the method's name.
    n_clusters
        Number of clusters; None takes the number with the largest mean silhouette. With few reports that
        number is a description of these reports, no evidence that groups exist.
    """
    kept, left_out = _pointing(features)
    distances = _distances(kept)
    merges = linkage(squareform(distances, checks=False), method="average") if len(kept) > 1 else None
    labels = {k: fcluster(merges, k, criterion="maxclust") for k in _possible(len(kept))}
    # Equal heights can make maxclust give fewer groups than asked; such a number is not on offer.
    labels = {k: found for k, found in labels.items() if len(set(found)) == k}
    return _clustering(f"hierarchical_{name}", kept, left_out, distances, labels, merges, n_clusters)


def cluster_by_kmeans(
    features: pd.DataFrame, name: str, random_state: int, n_clusters: int | None = None
) -> Clustering:
    """k-means on rows of unit length, where Euclidean distance orders pairs as cosine distance does.

    Parameters as for `cluster_hierarchically`; the same `random_state` gives the same bytes.
    """
    kept, left_out = _pointing(features)
    distinct = len(np.unique(_unit_length(kept).round(12), axis=0)) if len(kept) else 0
    with threadpool_limits(1):
        rows = _turned(_unit_length(kept))
        labels = {
            k: KMeans(k, n_init=_STARTS, random_state=random_state).fit_predict(rows)
            for k in _possible(len(kept))
            if k <= distinct
        }
    return _clustering(f"kmeans_{name}", kept, left_out, _distances(kept), labels, None, n_clusters)


def principal_coordinates(features: pd.DataFrame) -> tuple[np.ndarray, tuple[float, float]]:
    """First two principal coordinates of rows of unit length, shape (n_reports, 2), and their shares of the variance.

    The sign of each is fixed so that its largest loading is positive; a coordinate without variance is 0.
    """
    rows = _unit_length(features)
    centred = rows - rows.mean(axis=0)
    with threadpool_limits(1):
        left, sizes, loadings = np.linalg.svd(centred, full_matrices=False)
    coordinates, shares = np.zeros((len(rows), 2)), [0.0, 0.0]
    total = (sizes**2).sum()
    for axis in range(min(2, len(sizes))):
        if sizes[axis] <= 1e-12:
            continue
        # Rounded, so that of two equal loadings always the first decides.
        sign = np.sign(loadings[axis, np.abs(loadings[axis]).round(9).argmax()])
        coordinates[:, axis] = left[:, axis] * sizes[axis] * sign
        shares[axis] = float(sizes[axis] ** 2 / total)
    return coordinates, (shares[0], shares[1])


def _clustering(method, kept, left_out, distances, labels, merges, n_clusters) -> Clustering:
    mean = {k: silhouette_samples(distances, found, metric="precomputed").mean() for k, found in labels.items()}
    silhouettes = pd.DataFrame({"n_clusters": list(mean), "silhouette": list(mean.values())}).astype(
        {"n_clusters": "int64", "silhouette": "float64"}
    )
    if n_clusters is None:
        # Rounded: of two equal silhouettes the smaller number of clusters is taken.
        n_clusters = max(mean, key=lambda k: (round(mean[k], 9), -k), default=1)
    if n_clusters == 1 or not labels:
        found, single = np.zeros(len(kept), np.int64), np.full(len(kept), np.nan)
    elif n_clusters not in labels:
        raise ValueError(
            f"{n_clusters} clusters of {len(kept)} reports are not possible; choose one of {', '.join(map(str, labels))} or 1."
        )
    else:
        found = _by_size(labels[n_clusters])
        single = silhouette_samples(distances, found, metric="precomputed")
        # The silhouette of a cluster of one is undefined; scikit-learn calls it 0.
        single = np.where(np.bincount(found)[found] > 1, single, np.nan)
    coordinates, explained = principal_coordinates(kept) if len(kept) else (np.zeros((0, 2)), (0.0, 0.0))
    clusters = pd.DataFrame(
        {
            "method": pd.Series([method] * len(kept), dtype="str"),
            "report_id": pd.Series(kept.index.tolist(), dtype="str"),
            "cluster": found.astype("int64"),
            "silhouette": single,
            "x": coordinates[:, 0],
            "y": coordinates[:, 1],
        }
    )
    return Clustering(method, clusters, merges, tuple(kept.index), left_out, silhouettes, explained)


def _possible(n: int) -> range:
    """Numbers of clusters a silhouette can judge, 2 to n - 1, as far as anybody could still describe them."""
    return range(2, min(n, MOST_CLUSTERS + 1))


def _pointing(features: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Reports with a feature above zero, and the ids of the others."""
    filled = (features.to_numpy() > 0).any(axis=1)
    return features[filled], tuple(features.index[~filled])


def _unit_length(features: pd.DataFrame) -> np.ndarray:
    rows = features.to_numpy(dtype=np.float64)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _turned(rows: np.ndarray) -> np.ndarray:
    """The same points, turned into as few dimensions as there are points: k-means sees distances only."""
    if rows.shape[1] <= rows.shape[0]:
        return rows
    left, sizes, _ = np.linalg.svd(rows, full_matrices=False)
    return left * sizes


def _distances(features: pd.DataFrame) -> np.ndarray:
    """Cosine distances, shape (n_reports, n_reports); symmetric and 0 on the diagonal to the last bit."""
    if features.empty:
        return np.zeros((0, 0))
    with threadpool_limits(1):
        distances = cosine_distances(features.to_numpy(dtype=np.float64))
    distances = np.clip((distances + distances.T) / 2, 0, None)
    np.fill_diagonal(distances, 0)
    return distances


def _by_size(labels: np.ndarray) -> np.ndarray:
    """Clusters numbered from the largest; of equally large ones the first met comes first."""
    names, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(names)), key=lambda i: (-sizes[i], first[i]))
    number = {names[i]: rank for rank, i in enumerate(order)}
    return np.array([number[label] for label in labels])

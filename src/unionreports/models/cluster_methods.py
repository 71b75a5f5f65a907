"""Ways of grouping: k-means, Ward, average linkage on cosine distance, HDBSCAN, each for several numbers of clusters."""

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.cluster import HDBSCAN

from unionreports.model_tables import CLUSTER_METHODS

#: More clusters than this are not looked for: nobody could describe them.
MOST_CLUSTERS = 12
#: Fewer entities than this are no cluster: two reports are a pair, and one is an outlier, which average linkage
#: splits off first and whose silhouette then looks like structure.
LEAST_MEMBERS = 3
#: In large corpora a cluster has at least this share of the entities, for the same reason.
_LEAST_SHARE = 0.02
#: HDBSCAN calls dense what holds this share of the entities. Half as many points make a core, so that loose
#: clusters are not all noise.
_DENSE_SHARE = 0.05
#: k-means ends here where it has not ended before.
_MOST_STEPS = 100
#: In none of the clusters.
NONE = -1


def least_members(n_entities: int) -> int:
    """Fewest entities that are a cluster."""
    return max(LEAST_MEMBERS, round(_LEAST_SHARE * n_entities))


def most_clusters(n_entities: int) -> int:
    """Most clusters looked for among so many entities."""
    return min(MOST_CLUSTERS, n_entities // LEAST_MEMBERS)


def group(points: np.ndarray, distances: np.ndarray, method: str, least: int) -> dict[int, np.ndarray]:
    """Labels by number of clusters, of each number from 2 that the method gives.

    Parameters
    ----------
    points
        Shape (n_entities, n_axes).
    distances
        Their cosine distances, shape (n_entities, n_entities).
    method
        One of CLUSTER_METHODS.
    least
        Fewest entities of a cluster; who is in a smaller one is in none.

    Returns
    -------
    dict
        n_clusters -> labels, shape (n_entities,), NONE where in no cluster; clusters numbered from the largest.
    """
    most = most_clusters(len(points))
    if method not in CLUSTER_METHODS:
        raise ValueError(f"method is '{method}'; choose one of {', '.join(CLUSTER_METHODS)}.")
    if most < 2:
        return {}
    if method == "hdbscan":
        size = max(least, round(_DENSE_SHARE * len(points)))
        model = HDBSCAN(min_cluster_size=size, min_samples=max(2, size // 2), n_jobs=1, copy=False)
        return _by_number([model.fit_predict(points)], least)
    merges = tree(distances, "average" if method == "average" else "ward")
    if method == "kmeans":
        cuts = (fcluster(merges, k, criterion="maxclust") - 1 for k in range(2, most + 1))
        return _by_number([_kmeans(points, cut) for cut in cuts], least)
    return _by_number(
        [fcluster(merges, k, criterion="maxclust") - 1 for k in _telling_cuts(merges, least, most)], least
    )


def tree(distances: np.ndarray, method: str) -> np.ndarray:
    """Merges as scipy gives them: average linkage on cosine distance, or Ward's on the Euclidean."""
    condensed = squareform(distances, checks=False)
    return linkage(condensed if method == "average" else np.sqrt(2 * condensed), method)


def by_size(labels: np.ndarray, least: int) -> np.ndarray:
    """Clusters numbered from the largest (of equal ones the first met), those with fewer than `least` members NONE."""
    names, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    real = [i for i in range(len(names)) if names[i] != NONE and sizes[i] >= least]
    number = {names[i]: rank for rank, i in enumerate(sorted(real, key=lambda i: (-sizes[i], first[i])))}
    return np.array([number.get(label, NONE) for label in labels], dtype=np.int64)


def _by_number(cuts: list[np.ndarray], least: int) -> dict[int, np.ndarray]:
    """Labels by number of real clusters; of two cuts with equal numbers the one that leaves fewer in none."""
    found: dict[int, np.ndarray] = {}
    for cut in cuts:
        labels = by_size(cut, least)
        k = int(labels.max()) + 1
        if k >= 2 and (k not in found or (labels == NONE).sum() < (found[k] == NONE).sum()):
            found[k] = labels
    return dict(sorted(found.items()))


def _kmeans(points: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """k-means (Lloyd 1982) from the means of Ward's clusters, so that no luck is in it.

    scikit-learn's KMeans gives the same labels from the same start; a call takes 1.4 ms for 300 points, of which this needs
    0.5, and thousands of small datasets without structure are clustered.
    """
    each = np.eye(labels.max() + 1)
    for _ in range(_MOST_STEPS):
        members = each[labels]
        centres = (members.T @ points) / members.sum(axis=0)[:, None]
        # Rounded: a point midway between two centres goes to the same one on every machine.
        moved = ((centres**2).sum(axis=1) - 2 * points @ centres.T).round(12).argmin(axis=1)
        if (moved == labels).all() or len(np.unique(moved)) < len(each):
            break
        labels = moved
    return labels


def _telling_cuts(merges: np.ndarray, least: int, most: int) -> list[int]:
    """For each number of clusters with `least` members the highest cut that gives it, as a number of branches."""
    n = len(merges) + 1
    sizes = np.concatenate([np.ones(n), merges[:, 3]])
    real, seen = 1, {}
    # Down the tree, one branch more at each step; below half the entities most branches are single leaves.
    for branches, merge in enumerate(merges[: max(n // 2, 1) - 1 : -1], 2):
        left, right = int(merge[0]), int(merge[1])
        real += int(sizes[left] >= least) + int(sizes[right] >= least) - int(merge[3] >= least)
        if 2 <= real <= most:
            seen.setdefault(real, branches)
    return sorted(seen.values())

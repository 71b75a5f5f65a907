"""Where the things to be clustered lie: rows of unit length, in few coordinates, with their cosine distances."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.decomposition import PCA

from unionreports.models.matching import unit_rows

#: With more features than this (words) the first principal axes stand for them.
MOST_FEATURES = 60
#: So many: a dozen clusters span eleven axes, and the axes after them hold what single reports say. Planted clusters
#: of words come back with 20 axes as with 50, and average linkage and HDBSCAN see them better.
MOST_AXES = 20
#: Squared distances below this are rounding.
_ROUNDING = 1e-12


@dataclass(frozen=True)
class EntitySpace:
    """Entities as points whose Euclidean distances order pairs as cosine distance does.

    Attributes
    ----------
    ids
        Entities in the order of their names.
    left_out
        Entities with no feature above zero: they point nowhere, and none is put into a cluster.
    points
        Shape (n_entities, n_axes): principal axes by falling variance, measured from the origin of the features, then the
        part of the mean that no axis holds. Half the squared distance of two points is their cosine distance.
    variance
        Share of the variance on each axis, shape (n_axes - 1,); adds to less than 1 where axes were left out.
    features
        The features of the entities, shape (n_entities, n_features), None where there are more than MOST_FEATURES.
    """

    ids: tuple[str, ...]
    left_out: tuple[str, ...]
    points: np.ndarray
    variance: np.ndarray
    features: np.ndarray | None

    @property
    def alike(self) -> bool:
        """Whether no two entities differ."""
        return not len(self.ids) or bool((self.points.std(axis=0) < 1e-9).all())


def entity_space(features: pd.DataFrame, random_state: int) -> EntitySpace:
    """Entities by their features.

    Parameters
    ----------
    features
        Shape (n_entities, n_features), not negative, indexed by entity.
    random_state
        Seed of the approximate decomposition that large matrices get.

    Raises
    ------
    ValueError
        Where a feature is negative or missing, or an entity stands there twice.
    """
    values = features.to_numpy(dtype=np.float64)
    bad = ~(values >= 0).all(axis=1)
    if bad.any():
        raise ValueError(
            f"{features.index[bad][0]}: a feature is negative or missing; give shares or weights of 0 or more."
        )
    if not features.index.is_unique:
        raise ValueError(f"{features.index[features.index.duplicated()][0]} stands in several rows; keep one.")
    names = features.index.astype("str")
    order = np.argsort(names.to_numpy(dtype=object), kind="stable")
    filled = order[(values[order] > 0).any(axis=1)]
    left_out = tuple(sorted(set(names) - set(names[filled])))
    few = values.shape[1] <= MOST_FEATURES
    rows = unit_rows(values[filled])
    points, variance = _principal(rows, few, random_state)
    return EntitySpace(tuple(names[filled]), left_out, points, variance, values[filled] if few else None)


def _principal(rows: np.ndarray, all_axes: bool, random_state: int) -> tuple[np.ndarray, np.ndarray]:
    """Points and shares of the variance, as EntitySpace has them."""
    n_axes = min(len(rows) - 1, rows.shape[1], rows.shape[1] if all_axes else MOST_AXES)
    mean = rows.mean(axis=0) if len(rows) else np.zeros(rows.shape[1])
    if n_axes < 1 or not (rows.std(axis=0) > 1e-12).any():
        return np.full((len(rows), 1), np.linalg.norm(mean)), np.zeros(0)
    model = PCA(n_axes, svd_solver="full" if min(rows.shape) <= 500 else "randomized", random_state=random_state)
    scores = model.fit_transform(rows)
    inside = model.components_ @ mean
    beside = np.sqrt(max(mean @ mean - inside @ inside, 0.0))
    return np.column_stack([scores + inside, np.full(len(rows), beside)]), model.explained_variance_ratio_


def cosine_distances(points: np.ndarray) -> np.ndarray:
    """Half the squared distances of points, shape (n, n): symmetric, 0 on the diagonal to the last bit."""
    products = points @ points.T
    lengths = np.diag(products)
    distances = (lengths[:, None] + lengths[None, :]) / 2 - products
    distances = (distances + distances.T) / 2
    distances[distances < _ROUNDING] = 0.0
    np.fill_diagonal(distances, 0.0)
    return distances

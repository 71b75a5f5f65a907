"""Entities on a plane, and how far the plane can be trusted.

Only principal axes: they are linear, have no setting and need no seed, and what they leave out can be said in two numbers. UMAP would be one more
dependency (numba, 23 s at the first call), shows clusters in data without any, and its distances have no such reading.
"""

from dataclasses import dataclass

import numpy as np

from unionreports.models.entity_space import EntitySpace


@dataclass(frozen=True)
class MapQuality:
    """variance: share on each of the two axes; stress: Kruskal's stress-1, 0 where distances on the map are those of the data."""

    variance: tuple[float, float]
    stress: float

    @property
    def reading(self) -> str:
        """One sentence for the caption. Kruskal (1964) calls a stress of .1 fair and .2 poor."""
        word = (
            "good" if self.stress <= 0.05 else "fair" if self.stress <= 0.1 else "poor" if self.stress <= 0.2 else "bad"
        )
        return (
            f"The axes hold {sum(self.variance):.0%} of the variance; stress {self.stress:.2f} ({word} by Kruskal 1964)"
            + ("." if self.stress <= 0.1 else ": distances on the map are not those of the data.")
        )


def coordinates(space: EntitySpace) -> np.ndarray:
    """First two principal coordinates, shape (n_entities, 2); an axis without variance is 0.

    The sign of each is such that the point farthest out lies on the positive side.
    """
    placed = np.zeros((len(space.ids), 2))
    for axis in range(min(2, len(space.variance))):
        column = space.points[:, axis] - space.points[:, axis].mean()
        if np.abs(column).max() > 1e-9:
            # Rounded, so that of two points equally far out always the first decides.
            placed[:, axis] = column * np.sign(column[np.abs(column).round(9).argmax()])
    return placed


def map_quality(space: EntitySpace) -> MapQuality:
    """How far distances on the map are those of the data.

    Stress-1 (Kruskal 1964, Psychometrika 29): root of the squared differences between distances on the map and in the
    data, over the squared distances on the map, the map stretched to fit best.
    """
    shares = [*map(float, space.variance[:2]), 0.0, 0.0][:2]
    here, there = _lengths(coordinates(space)), _lengths(space.points)
    if not here.any():
        return MapQuality((shares[0], shares[1]), 0.0 if not there.any() else 1.0)
    scaled = here * (here @ there) / (here @ here)
    stress = float(np.sqrt(((scaled - there) ** 2).sum() / (scaled**2).sum()))
    return MapQuality((shares[0], shares[1]), stress)


def _lengths(points: np.ndarray) -> np.ndarray:
    """Euclidean distances of all pairs, shape (n * (n - 1) / 2,)."""
    rows, columns = np.triu_indices(len(points), 1)
    products = points @ points.T
    lengths = np.diag(products)
    return np.sqrt(np.maximum(lengths[rows] + lengths[columns] - 2 * products[rows, columns], 0))

"""How sure is a combination of least-squares coefficients when observations come in clusters?

The variance is CR2, unbiased where observations are independent and alike (Bell & McCaffrey 2002, Survey
Methodology 28), with Satterthwaite degrees of freedom (the same; Pustejovsky & Tipton 2018, Journal of Business
& Economic Statistics 36). Both hold their promise with few and unequal clusters, where the plain sandwich does not.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

#: Eigenvalues of 1 - leverage below this are 0: one cluster alone decides that coefficient.
_SINGULAR = 1e-9


@dataclass(frozen=True)
class Contrast:
    """A linear combination of coefficients, ready for any number of outcomes.

    Attributes
    ----------
    weights
        The estimate is weights @ outcome: shape (n_observations,).
    adjusted
        The same, adjusted for the leverage of the observation's cluster.
    design
        Design matrix in coordinates in which its cross-product is the identity, shape (n_observations, n_columns).
    clusters
        Number of the cluster of each observation, from 0.
    """

    weights: np.ndarray
    adjusted: np.ndarray
    design: np.ndarray
    clusters: np.ndarray

    def estimate(self, outcomes: np.ndarray) -> np.ndarray:
        """Outcomes of shape (n_observations, n_outcomes) -> (n_outcomes,)."""
        return self.weights @ outcomes

    def variance(self, outcomes: np.ndarray) -> np.ndarray:
        """CR2 variance of the estimates, shape (n_outcomes,)."""
        residuals = outcomes - self.design @ (self.design.T @ outcomes)
        return (self._sums(self.adjusted[:, None] * residuals) ** 2).sum(axis=0)

    def variance_of_noise(self, noise: np.ndarray) -> np.ndarray:
        """By how much independent noise of these variances raises `variance` on average: shape (n_outcomes,)."""
        own = self._pull[self.clusters]
        cross = self.design @ (self._pull.T @ self._pull)
        of_each = self.adjusted**2 + ((cross - 2 * self.adjusted[:, None] * own) * self.design).sum(axis=1)
        return of_each @ noise

    @cached_property
    def degrees_of_freedom(self) -> float:
        """Of Student's t, were observations independent and alike; 0 where nothing is left to judge by."""
        own = np.bincount(self.clusters, self.adjusted**2)
        shared = self._pull.T @ self._pull
        trace = own.sum() - np.trace(shared)
        squares = (own**2).sum() - 2 * own @ (self._pull**2).sum(axis=1) + (shared**2).sum()
        return float(trace**2 / squares) if squares > _SINGULAR * max(trace, 0) ** 2 else 0.0

    @cached_property
    def _pull(self) -> np.ndarray:
        """What each cluster's adjusted weights share with the design, shape (n_clusters, n_columns)."""
        return self._sums(self.adjusted[:, None] * self.design)

    def _sums(self, rows: np.ndarray) -> np.ndarray:
        """Sums of rows by cluster."""
        sums = np.zeros((int(self.clusters.max()) + 1, rows.shape[1]))
        np.add.at(sums, self.clusters, rows)
        return sums


def contrast(design: np.ndarray, clusters: np.ndarray, combination: np.ndarray) -> Contrast:
    """The combination of coefficients of a regression by least squares.

    Parameters
    ----------
    design
        Shape (n_observations, n_columns), of full column rank.
    clusters
        Number of the cluster of each observation, from 0 without gaps.
    combination
        Weights of the coefficients, shape (n_columns,).

    Raises
    ------
    ValueError
        Where the columns of the design are not independent.
    """
    left, values, right = np.linalg.svd(design, full_matrices=False)
    if len(design) < design.shape[1] or values[-1] < _SINGULAR * values[0]:
        raise ValueError("the columns of the design depend on each other; drop one.")
    target = (right @ combination) / values
    n_clusters, n_columns = int(clusters.max()) + 1, design.shape[1]
    products = np.zeros((n_clusters, n_columns, n_columns))
    np.add.at(products, clusters, left[:, :, None] * left[:, None, :])
    # (1 - B B')^(-1/2) B = B (1 - B'B)^(-1/2): matrices as small as the design, however large a cluster is.
    kept, vectors = np.linalg.eigh(np.eye(n_columns) - products)
    roots = np.where(kept > _SINGULAR, 1 / np.sqrt(np.where(kept > _SINGULAR, kept, 1)), 0)
    scaled = np.einsum("gij,gj->gi", vectors, roots * np.einsum("gij,i->gj", vectors, target))
    return Contrast(left @ target, (left * scaled[clusters]).sum(axis=1), left, clusters)

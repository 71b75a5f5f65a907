"""Non-negative matrix factorisation with an offset: parts that rows have in different, and one that all have in equal proportion."""

from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp
from sklearn.utils.extmath import randomized_svd

#: Sweeps at most, and the share of the squared sum of the matrix by which a sweep must better the fit to go on.
SWEEPS = 100
TOLERANCE = 1e-6
#: Sweeps of a least-squares problem whose other side is known, and the step, in shares of the largest weight, that
#: ends it. These sweeps are cheap: they see no document, only products of topics.
LEAST_SQUARES_SWEEPS = 1_000
LEAST_SQUARES_STEP = 1e-7
#: Where the search begins: always at the same place, or at another for each seed.
STARTS = ("nndsvda", "random")
#: Random starts of one seed, of which the one with the smallest error counts: half of them end in a poor optimum where
#: documents are few and short (150 of 60 words), and this is no news of the topics.
RANDOM_STARTS = 5


def factorise(
    matrix: sp.csr_matrix, offset: np.ndarray, n_parts: int, random_state: int, start: str = "nndsvda"
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights, parts and base such that `matrix` is near weights @ parts + outer(offset, base), all non-negative.

    Affine NMF (Laurberg & Hansen 2007) by hierarchical alternating least squares (Cichocki & Phan 2009); scikit-learn
    cannot hold a component. The start is that of Boutsidis & Gallopoulos (2008), whose first component, the mean of
    the rows, becomes the base.

    Parameters
    ----------
    matrix
        Shape (n_rows, n_columns), non-negative.
    offset
        How much of the base each row has, shape (n_rows,); it is held.
    n_parts
        Number of parts beside the base.
    random_state
        Seed of the randomised decomposition behind the start, or of the random start.
    start
        One of `STARTS`.

    Returns
    -------
    Arrays of shapes (n_rows, n_parts), (n_parts, n_columns), (n_columns,).
    """
    if start not in STARTS:
        raise ValueError(f"start is '{start}'; choose {' or '.join(STARTS)}.")
    begins = (
        [_start(matrix, n_parts, random_state)] if start == "nndsvda" else _random_starts(matrix, n_parts, random_state)
    )
    return min((_search(matrix, offset, *begin) for begin in begins), key=lambda found: found[0])[1]


def _search(
    matrix: sp.csr_matrix, offset: np.ndarray, weights: np.ndarray, parts: np.ndarray
) -> tuple[float, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Squared error, and what `factorise` returns, of the optimum near a start."""
    base = np.asarray(matrix.mean(axis=0)).ravel() / (2 * offset.mean())
    weights, parts = np.column_stack([offset, weights]), np.vstack([base, parts])
    transposed = matrix.T.tocsr()
    whole = float((matrix.data**2).sum())
    error = np.inf
    for _ in range(SWEEPS):
        before = error
        weights = _sweep(weights, matrix @ parts.T, parts @ parts.T, held=1)
        target, products = transposed @ weights, weights.T @ weights
        parts = _sweep(parts.T, target, products).T
        error = whole - 2 * float((target.T * parts).sum()) + float((parts @ parts.T * products).sum())
        if before - error < TOLERANCE * whole:
            break
    return error, (weights[:, 1:], parts[1:], parts[0])


def least_squares(target: np.ndarray, products: np.ndarray) -> np.ndarray:
    """Non-negative x with the least squares of y - x @ parts, for many y at a time; shape (n, n_parts).

    Parameters
    ----------
    target
        y @ parts.T, shape (n, n_parts).
    products
        parts @ parts.T, shape (n_parts, n_parts).
    """
    found = np.maximum(np.linalg.lstsq(products, target.T, rcond=None)[0].T, 0)
    for _ in range(LEAST_SQUARES_SWEEPS):
        before = found
        found = _sweep(found, target, products)
        if np.abs(found - before).max(initial=0) <= LEAST_SQUARES_STEP * found.max(initial=0):
            break
    return found


def _sweep(found: np.ndarray, target: np.ndarray, products: np.ndarray, held: int = 0) -> np.ndarray:
    """Each column in turn at its best value while the others stand; the first `held` are not moved."""
    found = np.asfortranarray(found)
    found = found.copy(order="F")
    for k in range(held, found.shape[1]):
        if products[k, k] > 0:
            found[:, k] = np.maximum(0, found[:, k] + (target[:, k] - found @ products[:, k]) / products[k, k])
    return found


def _random_starts(matrix: sp.csr_matrix, n_parts: int, random_state: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Weights and parts drawn anew for each seed, of the size of the matrix."""
    random = np.random.default_rng(random_state)
    size = np.sqrt(matrix.mean() / n_parts)
    for _ in range(RANDOM_STARTS):
        yield size * random.random((matrix.shape[0], n_parts)), size * random.random((n_parts, matrix.shape[1]))


def _start(matrix: sp.csr_matrix, n_parts: int, random_state: int) -> tuple[np.ndarray, np.ndarray]:
    """Weights and parts by non-negative double singular value decomposition, zeros filled with the mean (NNDSVDa)."""
    rank = min(n_parts + 1, *matrix.shape)
    left, sizes, right = randomized_svd(matrix, rank, random_state=random_state)
    # The first component is the mean, which the base takes; it serves only where there are no others.
    used = [*range(1, rank), *[0] * n_parts][:n_parts]
    weights, parts = np.zeros((matrix.shape[0], n_parts)), np.zeros((n_parts, matrix.shape[1]))
    for k, j in enumerate(used):
        sides = [(np.maximum(sign * left[:, j], 0), np.maximum(sign * right[j], 0)) for sign in (1, -1)]
        lengths = [np.linalg.norm(u) * np.linalg.norm(v) for u, v in sides]
        better = int(lengths[1] > lengths[0])
        u, v = sides[better]
        if lengths[better] > 0:
            weights[:, k] = np.sqrt(sizes[j] * lengths[better]) * u / np.linalg.norm(u)
            parts[k] = np.sqrt(sizes[j] * lengths[better]) * v / np.linalg.norm(v)
    mean = matrix.mean()
    return np.where(weights > 1e-6, weights, mean), np.where(parts > 1e-6, parts, mean)

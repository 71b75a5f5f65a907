"""How much of known parts makes up each of many rows? Non-negative least squares for all rows at a time."""

import numpy as np

#: Sweeps at most, and the step, in shares of the largest weight, that ends them. A sweep is cheap: it sees no document,
#: only products of parts.
SWEEPS = 1_000
STEP = 1e-7


def least_squares(target: np.ndarray, products: np.ndarray) -> np.ndarray:
    """Non-negative x with the least squares of y - x @ parts, for many y at a time; shape (n, n_parts).

    Each column in turn takes its best value while the others stand (Cichocki & Phan 2009). The rows themselves are not
    needed, only their products with the parts; rows do not influence each other beyond the digits that `STEP` leaves open.

    Parameters
    ----------
    target
        y @ parts.T, shape (n, n_parts).
    products
        parts @ parts.T, shape (n_parts, n_parts).
    """
    found = np.asfortranarray(np.maximum(np.linalg.lstsq(products, target.T, rcond=None)[0].T, 0))
    for _ in range(SWEEPS):
        before = found.copy(order="F")
        for k in range(found.shape[1]):
            if products[k, k] > 0:
                found[:, k] = np.maximum(0, found[:, k] + (target[:, k] - found @ products[:, k]) / products[k, k])
        if np.abs(found - before).max(initial=0) <= STEP * found.max(initial=0):
            break
    return found

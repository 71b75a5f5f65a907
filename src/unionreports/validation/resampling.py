"""How far would a coefficient move with other reports? Bootstrap over clusters of units.

Units of one report share an author, so reports are drawn and not units. A draw is a weight for each report and a
coefficient needs counts only: all draws are one product of matrices, whatever the number of units.
"""

from collections.abc import Callable

import numpy as np

from unionreports.compare.bootstrap import widened_tail

#: Below this number of clusters a bootstrap interval is a rough guide, also after it has been widened.
FEW_CLUSTERS = 10


def estimate(
    statistic: Callable[[np.ndarray], np.ndarray], counts: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Value and 95 % interval of a statistic of summed counts.

    Percentile interval, widened for few clusters (`compare.bootstrap.widened_tail`), over the samples in which the
    statistic is defined.

    Parameters
    ----------
    statistic : (..., *shape) -> (..., *result)
    counts : shape (n_clusters, *shape)
    weights : shape (n_resamples, n_clusters), of `compare.bootstrap.draw_clusters`. Coefficients of several methods
        on the same units are given the same weights, so that they can be compared.

    Returns
    -------
    value, low, high : arrays of the shape *result. The interval is NaN with fewer than two clusters and where the
    statistic is defined in less than half of the samples.
    """
    n = len(counts)
    value = np.asarray(statistic(counts.sum(axis=0)))
    if n < 2:
        return value, np.full(value.shape, np.nan), np.full(value.shape, np.nan)
    samples = np.asarray(statistic(np.tensordot(weights, counts.astype(float), axes=1)))
    usable = np.isfinite(samples).mean(axis=0) >= 0.5
    tail = widened_tail(n)
    low, high = np.nanquantile(np.where(usable, samples, 0), [tail, 1 - tail], axis=0)
    return value, np.where(usable, low, np.nan), np.where(usable, high, np.nan)

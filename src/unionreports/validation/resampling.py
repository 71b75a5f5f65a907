"""How far would a coefficient move with other reports? Bootstrap over clusters of units.

Units of one report share an author, so reports are drawn and not units. A draw is a weight for each report and a
coefficient needs counts only: all draws are one product of matrices, whatever the number of units.
"""

from collections.abc import Callable

import numpy as np
from scipy.stats import norm, t as student

LEVEL = 0.95
#: Below this number of clusters a bootstrap interval is a rough guide, also after it has been widened.
FEW_CLUSTERS = 10


def draw_weights(n_clusters: int, n_resamples: int, random_state: int) -> np.ndarray:
    """How often each cluster is drawn in each bootstrap sample, shape (n_resamples, n_clusters).

    The draws depend on the seed and the number of clusters alone, so that coefficients of several methods on the same
    units are resampled alike and can be compared.
    """
    random = np.random.default_rng(random_state)
    return random.multinomial(n_clusters, np.full(n_clusters, 1 / n_clusters), size=n_resamples)


def estimate(
    statistic: Callable[[np.ndarray], np.ndarray], counts: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Value and 95 % interval of a statistic of summed counts.

    Percentile interval, widened for few clusters (Hesterberg 2015, The American Statistician 69(4), section 4.2). It
    is taken over the samples in which the statistic is defined.

    Parameters
    ----------
    statistic : (..., *shape) -> (..., *result)
    counts : shape (n_clusters, *shape)
    weights : shape (n_resamples, n_clusters), of `draw_weights`

    Returns
    -------
    value, low, high : arrays of the shape *result. The interval is NaN with fewer than two clusters and where the
    statistic is defined in less than half of the samples.
    """
    n = len(counts)
    value = np.asarray(statistic(counts.sum(axis=0)))
    if n < 2:
        return value, np.full(value.shape, np.nan), np.full(value.shape, np.nan)
    samples = np.asarray(statistic(np.tensordot(weights.astype(float), counts.astype(float), axes=1)))
    usable = np.isfinite(samples).mean(axis=0) >= 0.5
    tail = norm.cdf(np.sqrt(n / (n - 1)) * student.ppf((1 - LEVEL) / 2, n - 1))
    low, high = np.nanquantile(np.where(usable, samples, 0), [tail, 1 - tail], axis=0)
    return value, np.where(usable, low, np.nan), np.where(usable, high, np.nan)

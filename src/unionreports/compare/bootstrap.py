"""What every bootstrap interval here has in common: its level, how clusters are drawn, how few of them widen it.

Clusters are pages, or reports with all their units: what shares an author is drawn together.
"""

import numpy as np
from scipy.special import ndtr, stdtrit

LEVEL = 0.95
#: Fewer pages than this say nothing about how pages differ.
MIN_PAGES = 3


def draw_clusters(n_clusters: int, n_resamples: int, random: np.random.Generator) -> np.ndarray:
    """How often each cluster is in each bootstrap sample: shape (n_resamples, n_clusters), rows add to n_clusters."""
    chosen = random.integers(n_clusters, size=(n_resamples, n_clusters))
    flat = chosen + n_clusters * np.arange(n_resamples)[:, None]
    counts = np.bincount(flat.ravel(), minlength=n_resamples * n_clusters)
    return counts.reshape(n_resamples, n_clusters).astype(float)


def widened_reach(n_clusters: int) -> float:
    """Standard errors from the estimate to an end of its interval, for so few clusters (two or more).

    Student's t, and a sample of n clusters spreads by (n - 1) / n too little.
    """
    return float(np.sqrt(n_clusters / (n_clusters - 1)) * stdtrit(n_clusters - 1, (1 + LEVEL) / 2))


def widened_tail(n_clusters: int) -> float:
    """Share of the samples beyond each end of a percentile interval, widened for few clusters.

    Hesterberg 2015, The American Statistician 69(4), section 4.2 (expanded percentile interval).
    """
    return float(ndtr(-widened_reach(n_clusters)))


def excludes_zero(low, high):
    """Whether an interval, or each of several, lies on one side of 0; False where there is none."""
    return (low > 0) | (high < 0)

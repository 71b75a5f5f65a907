"""How probable is it that a report uses a term as little as it does, going by other reports?

Terms cluster: a report that has a topic uses its words several times, another not at all. Counts are therefore
negative binomial, with mean rate times length and variance mean + dispersion * mean^2 (Poisson where the dispersion
is 0; Mosteller & Wallace 1964, Inference and Disputed Authorship, for words). Neither rate nor dispersion is known
from a handful of reports, so both are averaged over, weighted by how well they explain the counts of the others.
The rate has the prior 1 / rate, which favours no order of size; the dispersion a prior learned from all terms
given (empirical Bayes), since how words cluster is alike in reports that are alike.
"""

import numpy as np
import scipy.sparse as sp
from scipy.special import betainc, gammaln, logsumexp

#: Dispersions averaged over, from almost Poisson to terms that more than half of the reports lack where ten
#: occurrences are expected. Steps of 2.5 were too coarse: 6 % of the probabilities fell below .05 between two of them.
DISPERSIONS = 2.0 ** np.arange(-4.0, 4.0)
#: Rates averaged over, in standard errors of the logarithm of the rate. Nine steps give probabilities within 2 % of
#: those of 121.
_STEPS = np.linspace(-3.6, 3.6, 9)
#: Numbers held at a time: bounds memory, changes no result.
_CELLS = 4_000_000
_ROUNDS = 50

_SHAPES = (1 / DISPERSIONS)[:, None]


def probability_of_so_few(
    counts: sp.csr_matrix, lengths: np.ndarray, pages: np.ndarray, measured: np.ndarray
) -> np.ndarray:
    """Probability of as many occurrences as a report has or fewer, by the reports of its group on other pages.

    Parameters
    ----------
    counts
        Occurrences in the n reports of a group, shape (n, n_terms). Every term occurs.
    lengths
        Characters of each report, above 0; shape (n,).
    pages
        Number of the page of each report from 0, shape (n,).
    measured
        Which reports are measured, shape (n,).

    Returns
    -------
    Array of shape (n_measured, n_terms).
    """
    n, n_terms = counts.shape
    batch = max(1, _CELLS // (n * len(DISPERSIONS) * len(_STEPS)))
    blocks = [counts[:, start : start + batch].toarray().astype(float) for start in range(0, n_terms, batch)]
    evidence = [_evidence(*_likelihood(y, lengths)[::2]) for y in blocks]
    weights = _dispersion_weights(np.concatenate(evidence))
    same_page = sp.csr_matrix((np.ones(n), (pages, np.arange(n))))
    return np.concatenate([_predict(y, lengths, same_page, pages, measured, weights) for y in blocks], axis=1)


def _likelihood(y: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Terms on the grid of dispersions and rates.

    Returns
    -------
    likelihood
        Logarithm of the probability of each count, less what depends on neither dispersion nor rate; shape (n, n_terms,
        n_dispersions, n_rates).
    spread
        Logarithm of 1 + dispersion * expected count, same shape.
    width
        Logarithm of the width of the cells of the grid, shape (n_terms, n_dispersions, 1).
    """
    total = y.sum(axis=0)
    error = np.sqrt(1 / total[:, None] + DISPERSIONS / len(y))
    rates = (total / lengths.sum())[:, None, None] * np.exp(error[:, :, None] * _STEPS)
    spread = np.log1p(DISPERSIONS[:, None] * rates * lengths[:, None, None, None])
    shapes = _SHAPES[:, 0]
    rising = gammaln(y[:, :, None] + shapes) - gammaln(shapes)
    # What is the same for every rate and dispersion (y log length, log y!) is left out.
    scaled = y[:, :, None, None] * np.log(DISPERSIONS[:, None] * rates)
    return rising[..., None] + scaled - (y[:, :, None, None] + _SHAPES) * spread, spread, np.log(error)[:, :, None]


def _evidence(likelihood: np.ndarray, width: np.ndarray) -> np.ndarray:
    """Logarithm of how well each dispersion explains each term, shape (n_terms, n_dispersions)."""
    return logsumexp(likelihood.sum(axis=0) + width, axis=-1)


def _dispersion_weights(evidence: np.ndarray) -> np.ndarray:
    """Share of the terms that has each dispersion, shape (n_dispersions,): the mixture that explains them best.

    One term is added to each dispersion, so that a short list of terms does not rule any out.
    """
    likelihood = np.exp(evidence - evidence.max(axis=1, keepdims=True))
    weights = np.full(len(DISPERSIONS), 1 / len(DISPERSIONS))
    for _ in range(_ROUNDS):
        held = likelihood * weights
        held = (held / held.sum(axis=1, keepdims=True)).sum(axis=0) + 1
        weights = held / held.sum()
    return weights


def _predict(y, lengths, same_page, pages, measured, weights) -> np.ndarray:
    """Probability of so few occurrences for the terms of one block, shape (n_measured, n_terms)."""
    likelihood, spread, width = _likelihood(y, lengths)
    flat = likelihood.reshape(len(y), -1)
    others = flat.sum(axis=0) - (same_page @ flat)[pages[measured]]
    posterior = others.reshape(-1, *likelihood.shape[1:]) + width + np.log(weights)[:, None]
    posterior -= posterior.max(axis=(2, 3), keepdims=True)
    np.exp(posterior, out=posterior)
    posterior /= posterior.sum(axis=(2, 3), keepdims=True)
    y, spread = y[measured], spread[measured]
    so_few = np.exp(-_SHAPES * spread)
    used = y > 0
    so_few[used] = betainc(_SHAPES, y[used][:, None, None] + 1, np.exp(-spread[used]))
    return np.minimum((posterior * so_few).sum(axis=(2, 3)), 1.0)

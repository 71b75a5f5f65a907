"""Which topics do documents have, when the topics are known? Posterior of latent Dirichlet allocation, document by document."""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from scipy.special import digamma

from unionreports.threads import one_thread

#: Updates of all documents, then of those that still changed by this many words or more.
SHARE_UPDATES = (10, 20)
SHARE_CHANGE = 1e-2
#: Words of documents (pairs of document and term) that are updated together: bounds memory, changes no result.
_BATCH = 300_000
#: Where documents have more of the terms than this, a product of whole matrices is faster than one of the words found.
_DENSE = 0.05


def concentration(
    counts: sp.csr_matrix,
    topic_term: np.ndarray,
    alpha: np.ndarray,
    updates: Sequence[int] = SHARE_UPDATES,
    start: np.ndarray | None = None,
) -> np.ndarray:
    """Dirichlet parameters of the topic shares of documents under fitted topics, shape (n_documents, n_topics).

    The variational update of Blei, Ng & Jordan (2003) for many documents at a time, from equal shares: gensim's own
    goes through them one by one, from random ones, and takes three times as long. A document's result does not depend
    on the others; one without words has its prior.

    Parameters
    ----------
    counts
        Document-term matrix, shape (n_documents, n_terms).
    topic_term
        Shape (n_topics, n_terms); rows add to 1.
    alpha
        Dirichlet prior of the shares, shape (n_topics,), or of each document's, shape (n_documents, n_topics).
    updates
        How many at a time; after each lot the documents that came to rest are left.
    start
        Parameters to start from, shape (n_documents, n_topics); None for equal shares.
    """
    k = len(topic_term)
    by_term = np.ascontiguousarray(topic_term.T)
    alpha = np.broadcast_to(alpha, (counts.shape[0], k))
    equal = alpha + np.asarray(counts.sum(axis=1)).reshape(-1, 1) * np.full(k, 1 / k)
    gamma = equal if start is None else start.copy()
    lot = np.searchsorted(np.arange(_BATCH, counts.nnz + _BATCH, _BATCH), counts.indptr[1:])
    with one_thread():
        for which in np.unique(lot):
            # Most documents come to rest within a few updates; the others go on alone.
            rows = np.flatnonzero(lot == which)
            for n_updates in updates:
                gamma[rows], change = _updated(counts[rows], by_term, alpha[rows], gamma[rows], n_updates)
                rows = rows[change >= SHARE_CHANGE]
    return gamma


def _updated(
    counts: sp.csr_matrix, by_term: np.ndarray, alpha: np.ndarray, gamma: np.ndarray, updates: int
) -> tuple[np.ndarray, np.ndarray]:
    """Topic counts of documents after some updates, shape (n, k), and the largest change of the last, shape (n,)."""
    change = np.zeros(len(gamma))
    for _ in range(updates):
        weight = np.exp(digamma(gamma))
        each = sp.csr_matrix(
            (counts.data / word_likelihood(counts, weight, by_term), counts.indices, counts.indptr), counts.shape
        )
        update = alpha + weight * (each @ by_term)
        change = np.abs(update - gamma).max(axis=1, initial=0)
        gamma = update
    return gamma, change


def word_likelihood(counts: sp.csr_matrix, weight: np.ndarray, by_term: np.ndarray) -> np.ndarray:
    """How likely topics weighted so make each word found, shape (n_words_found,), above zero.

    Parameters
    ----------
    counts
        Shape (n_documents, n_terms).
    weight, by_term
        Shapes (n_documents, n_topics) and (n_terms, n_topics).
    """
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    if counts.nnz > _DENSE * counts.shape[0] * counts.shape[1]:
        likelihood = (weight @ by_term.T)[row, counts.indices]
    else:
        likelihood = np.einsum("ij,ij->i", weight[row], by_term[counts.indices])
    return np.maximum(likelihood, 1e-300)

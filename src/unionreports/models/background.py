"""Do all documents say something in the same proportions? Evidence for a background beside the topics."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

#: A background is taken where its share of a document's words has a squared coefficient of variation below this between
#: documents, the doubt of the estimate counted against it. Text that a fifth of the documents leave out, and that is
#: equally long in the others, has just this: (1 - f) / f for f = 4/5.
LIMIT = 0.25
#: Standard errors from the estimate to the limit, for a verdict: documents that are too few or too short are no evidence.
ERRORS = 2.0

TAKEN = "taken: its share is steady between documents"
UNEVEN = "none: what topics share is uneven between documents"
UNTOLD = "none: documents are too few or too short to tell"
ECHO = "none: what topics share cannot be told from the topics"
NOTHING = "none: topics share nothing"


@dataclass(frozen=True)
class Evidence:
    """Whether a background has the same share in all documents.

    Attributes
    ----------
    verdict
        `TAKEN`, `UNEVEN`, `UNTOLD`, `ECHO` or `NOTHING`.
    unevenness
        Variance of the background's share between documents beyond that of drawing words, in squares of its mean; may be
        below zero by chance, nan where nothing was measured.
    error
        Its standard error.
    """

    verdict: str
    unevenness: float = np.nan
    error: float = np.nan


def evidence(counts: sp.csr_matrix, topic_term: np.ndarray, background: np.ndarray) -> Evidence:
    """How even the share of a background is between documents, whatever the topics of each.

    A document's words are taken for a draw from a mixture of background and topics. The share of the background in each,
    by least squares, is a weighted sum of its words, so the variance that the draw alone gives it is known from the
    words themselves. What the shares vary beyond that is real. A background that all but repeats the topics is told from
    them by few words: the draw then gives its share a large variance, and the error says so.

    Parameters
    ----------
    counts
        Document-term matrix, shape (n_documents, n_terms); every document has a word.
    topic_term
        Topics beside the background, shape (n_topics, n_terms).
    background
        Shape (n_terms,); all zeros where topics share nothing.
    """
    if not background.sum() > 0:
        return Evidence(NOTHING)
    words = np.asarray(counts.sum(axis=1)).ravel()
    # The variance of a draw of one word cannot be told from the word.
    told = words > 1
    words, counts = words[told], counts[told]
    if len(words) < 3:
        return Evidence(UNTOLD)
    proportions = sp.csr_matrix(sp.diags_array(1 / words) @ counts)
    parts = np.vstack([background / background.sum(), topic_term])
    # The variance of a term's part of the words grows with that part: frequent terms count less.
    scaled = parts / np.maximum(np.asarray(proportions.mean(axis=0)).ravel(), 1e-12)
    word_value = (np.linalg.pinv(scaled @ parts.T, rcond=1e-10, hermitian=True) @ scaled)[0]
    if not np.allclose(parts @ word_value, np.arange(len(parts)) == 0, atol=1e-6):
        return Evidence(ECHO)
    shares = proportions @ word_value
    drawn = (proportions @ word_value**2 - shares**2) / (words - 1)
    mean = shares.mean()
    if mean <= 0:
        return Evidence(ECHO)
    beyond = (shares - mean) ** 2 * len(words) / (len(words) - 1) - drawn
    unevenness = float(beyond.mean() / mean**2)
    # The mean is as uncertain as the variance, and both come from the same documents.
    each = beyond / mean**2 - 2 * unevenness * shares / mean
    error = float(each.std(ddof=1) / np.sqrt(len(words)))
    if unevenness - ERRORS * error > LIMIT:
        return Evidence(UNEVEN, unevenness, error)
    # No share is steadier than steady: what the estimate lies below zero does not make up for its error.
    steady = max(unevenness, 0.0) + ERRORS * error <= LIMIT
    return Evidence(TAKEN if steady else UNTOLD, unevenness, error)

"""How well does a topic model foresee words of pages it has not seen? Document completion.

The model is fitted without some pages. Half the words of each of their documents tell its shares of the topics, and the
other half is foreseen from them (Wallach, Murray, Salakhutdinov & Mimno 2009; Asuncion, Welling, Smyth & Teh 2009).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.models.stability import FITS
from unionreports.models.topic_model import normalised

#: Parts the pages are held out in; with fewer pages, each alone.
FOLDS = 5
ITERATIONS = 50
#: Words a document is credited with before one is read, spread evenly over what can explain them.
PRIOR = 1.0


def held_out_words(
    model: str,
    counts: sp.csr_matrix,
    terms: Sequence[str],
    ids: Sequence[str],
    n_topics: int,
    random_state: int,
    pages: Sequence[str],
) -> pd.DataFrame:
    """Log-likelihood of the words to be foreseen, by page.

    Parameters
    ----------
    model
        A key of `stability.FITS`.
    counts, terms, ids, n_topics, random_state
        As for the fit. The seed also parts the pages and the words. One topic stands for none.
    pages
        Page of each document.

    Returns
    -------
    pandas.DataFrame
        Index page; columns `n_words`, `model` and `general`: log-likelihood of the words by the model, and without any
        topic. A part whose training pages have too few documents for the topics is left out, and so is a page
        without words.

    Notes
    -----
    Beside the topics, the word frequencies of the training pages and equal frequencies of all terms can explain words, in
    parts told by the words read. Without them the likelihood grew with the number of topics only because LDA's
    prior makes thin topics flatter: on eleven reports, 49 topics came to what equal frequencies reach alone.
    """
    counts = sp.csr_matrix(counts)
    page, names = pd.factorize(np.asarray(pages, dtype=object), sort=True)
    random = np.random.default_rng(random_state)
    part_of_page = random.permutation(len(names)) % FOLDS if len(names) > FOLDS else np.arange(len(names))
    read = counts.copy()
    read.data = random.binomial(counts.data.astype(np.int64), 0.5)
    sums = np.zeros((len(names), 3))
    for part in np.unique(part_of_page):
        out = part_of_page[page] == part
        train = counts[~out]
        if min((np.diff(train.indptr) > 0).sum(), len(terms)) < n_topics:
            continue
        general = _general_distributions(train)
        components = general
        if n_topics > 1:
            fitted = FITS[model](train, terms, [ids[i] for i in np.flatnonzero(~out)], n_topics, random_state)
            own = [] if fitted.background is None else [fitted.background.to_numpy()]
            components = np.vstack([fitted.topic_term.to_numpy(), *own, general])
        told = (counts - read)[out].tocoo()
        values = [np.ones(told.nnz)]
        for explaining in (components, general):
            shares = _infer_shares(read[out], explaining)
            values.append(np.log(np.einsum("ij,ji->i", shares[told.row], explaining[:, told.col])))
        values = np.column_stack(values) * told.data[:, None]
        np.add.at(sums, page[np.flatnonzero(out)[told.row]], values)
    index = pd.Index(names, name="page")
    frame = pd.DataFrame(sums, index=index, columns=["n_words", "model", "general"])
    return frame[frame["n_words"] > 0]


def _general_distributions(train: sp.csr_matrix) -> np.ndarray:
    """Word frequencies, and all terms alike: shape (2, n_terms)."""
    frequencies = np.asarray(train.sum(axis=0)).ravel()
    return normalised(np.vstack([frequencies, np.ones_like(frequencies)]))


def _infer_shares(counts: sp.csr_matrix, components: np.ndarray) -> np.ndarray:
    """Shares of the components in each document, shape (n_documents, n_components), by expectation maximisation."""
    shares = np.full((counts.shape[0], len(components)), 1 / len(components))
    cells = counts.tocoo()
    likelihood = components[:, cells.col].T
    for _ in range(ITERATIONS):
        given = shares[cells.row] * likelihood
        weight = cells.data / np.maximum(given.sum(axis=1), np.finfo(float).tiny)
        owner = sp.csr_matrix((weight, (cells.row, np.arange(cells.nnz))), shape=(counts.shape[0], cells.nnz))
        shares = owner @ given + PRIOR / len(components)
        shares /= shares.sum(axis=1, keepdims=True)
    return shares

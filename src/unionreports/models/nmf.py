"""Topics by non-negative matrix factorisation of TF-IDF, from a deterministic start."""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfTransformer
from threadpoolctl import threadpool_limits

from unionreports.models.topic_model import TopicModel, enough_for, in_order, named

NMF_ITERATIONS = 1_000
LIBRARIES = ("numpy", "scipy", "scikit-learn")


def fit_nmf(
    counts: sp.csr_matrix,
    terms: Sequence[str],
    ids: Sequence[str],
    n_topics: int,
    random_state: int,
    start: str = "nndsvda",
) -> TopicModel:
    """Non-negative matrix factorisation of TF-IDF from the deterministic start of Boutsidis & Gallopoulos (2008).

    Parameters
    ----------
    counts
        Document-term matrix, shape (n_documents, n_terms).
    terms, ids
        Names of its columns and rows.
    n_topics
        Number of topics.
    random_state
        Seed of the randomised decomposition behind the start; the same seed gives the same bytes.
    start
        `nndsvda`, or `random`: drawn anew for each seed, to see which topics do not depend on where the search begins.

    Raises
    ------
    ValueError
        Where fewer documents than topics have a word, or there are fewer terms than topics.
    """
    documents = in_order(counts, terms, ids)
    enough_for(documents, n_topics)
    settings = {"n_topics": n_topics, "random_state": random_state, "init": start, "max_iter": NMF_ITERATIONS}
    with threadpool_limits(1):
        components, document_topic = factorise(documents.counts, n_topics, random_state, start)
    # A topic's scale is arbitrary until its terms add to 1; the documents take the scale over.
    return named("nmf", documents, components, document_topic * components.sum(axis=1), settings, LIBRARIES)


def factorise(
    counts: sp.csr_matrix, n_topics: int, random_state: int, start: str = "nndsvda"
) -> tuple[np.ndarray, np.ndarray]:
    """Topics by terms and documents by topics of the TF-IDF of the counts.

    TF-IDF without a logarithm of the counts: with it, no topic of long documents came back.
    """
    nmf = NMF(n_topics, init=start, random_state=random_state, max_iter=NMF_ITERATIONS, tol=1e-4)
    # A factorisation without error leaves a remainder a hair below zero, of which scikit-learn takes the root.
    with np.errstate(invalid="ignore"):
        document_topic = nmf.fit_transform(TfidfTransformer().fit_transform(counts))
    return nmf.components_, document_topic

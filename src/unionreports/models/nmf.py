"""Topics by non-negative matrix factorisation, what all documents share kept apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from threadpoolctl import threadpool_limits

from unionreports.models.affine_nmf import SWEEPS, TOLERANCE, factorise, least_squares
from unionreports.models.topic_model import TopicModel, enough_for, in_order, named, normalised

LIBRARIES = ("numpy", "scipy", "scikit-learn")
WEIGHTINGS = ("tfidf", "counts")


@dataclass(frozen=True)
class Found:
    """Topics of documents as the factorisation finds them.

    Attributes
    ----------
    topic_term
        Shape (n_topics, n_terms); rows add to 1.
    background
        What most topics share, shape (n_terms,), adding to 1; None where there is nothing of the kind.
    background_share
        Part of a document's words that it makes, the same in all.
    term_weights
        What a word of each term counts, shape (n_terms,), when documents are compared with topics.
    """

    topic_term: np.ndarray
    background: np.ndarray | None
    background_share: float
    term_weights: np.ndarray


def fit_nmf(
    counts: sp.csr_matrix,
    terms: Sequence[str],
    ids: Sequence[str],
    n_topics: int,
    random_state: int,
    weighting: str = "tfidf",
    start: str = "nndsvda",
) -> TopicModel:
    """Non-negative matrix factorisation with a background that all documents share, from a deterministic start.

    Reports share greetings, slogans and formulae. A factorisation without a place for them mixes them into every topic:
    of 20 planted topics it then finds none (`validation.recovery`).

    Parameters
    ----------
    counts
        Document-term matrix, shape (n_documents, n_terms).
    terms, ids
        Names of its columns and rows.
    n_topics
        Number of topics; the background is none of them.
    random_state
        Seed of the randomised decomposition behind the start; the same seed gives the same bytes.
    weighting
        What a word counts when topics are looked for: one of `WEIGHTINGS`.
    start
        One of `affine_nmf.STARTS`; `random` shows which topics do not depend on where the search begins.

    Raises
    ------
    ValueError
        Where fewer documents than topics have a word, there are fewer terms than topics, or documents or terms are not
        named as `models.topic_model.in_order` asks.
    """
    documents = in_order(counts, terms, ids)
    enough_for(documents, n_topics)
    settings = {
        "n_topics": n_topics,
        "random_state": random_state,
        "weighting": weighting,
        "init": start,
        "sweeps": SWEEPS,
        "tolerance": TOLERANCE,
    }
    found = find_topics(documents.counts, n_topics, random_state, weighting, start)
    shares = topic_weights(documents.counts, found.topic_term, found.background, found.term_weights)
    return named(
        "nmf",
        documents,
        found.topic_term,
        shares,
        settings,
        LIBRARIES,
        background=found.background,
        background_share=found.background_share,
        term_weights=found.term_weights,
    )


def find_topics(
    counts: sp.csr_matrix, n_topics: int, random_state: int, weighting: str = "tfidf", start: str = "nndsvda"
) -> Found:
    """Topics and background of documents that all have a word. Parameters and errors as for `fit_nmf`.

    The shares of the topics come from TF-IDF, which all but forgets words that most documents have. From them follow
    the topics in plain counts, by least squares. There the background cannot be told from its even spread over all
    topics, as a document's shares always add to the same sum; so what most topics have in common is moved to it.
    """
    with threadpool_limits(1):
        proportions = _proportions(counts)
        weights = _term_weights(counts, weighting)
        weighted = (proportions @ sp.diags_array(weights)).tocsr()
        length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        # Rows of equal length, lest a document of rare words decide all; each has as much background in its own words.
        scaled = sp.diags_array(1 / length) @ weighted
        document_topic, _, _ = factorise(scaled.tocsr(), 1 / length, n_topics, random_state, start)
        design = np.column_stack([np.ones(len(length)), document_topic * length[:, None]])
        parts = least_squares(np.asarray(proportions.T @ design), design.T @ design).T
    size = parts[1:].sum(axis=1)
    topics = normalised(parts[1:])
    if n_topics == 1:
        return Found(topics, None, 0.0, weights)
    shared = np.sort(topics, axis=0)[(n_topics - 1) // 2]
    own = np.maximum(topics - shared, 0)
    # A topic that is nothing but what the others share stays what it is.
    topics = normalised(np.where(own.sum(axis=1, keepdims=True) > 0, own, topics))
    background = parts[0] + shared * float((design[:, 1:] @ size).mean())
    share = float(background.sum())
    if share <= 0:
        return Found(topics, None, 0.0, weights)
    return Found(topics, background / share, min(share, 1.0), weights)


def topic_weights(
    counts: sp.csr_matrix, topic_term: np.ndarray, background: np.ndarray | None, term_weights: np.ndarray
) -> np.ndarray:
    """How much of each topic a document has beside the background, shape (n_documents, n_topics).

    Non-negative least squares; a document's result does not depend on the others. Parameters as the attributes of
    `Found`.
    """
    parts = topic_term if background is None else np.vstack([background, topic_term])
    parts = parts * term_weights
    weighted = _proportions(counts) @ sp.diags_array(term_weights)
    with threadpool_limits(1):
        weights = least_squares(np.asarray(weighted @ parts.T), parts @ parts.T)
    return weights if background is None else weights[:, 1:]


def _proportions(counts: sp.csr_matrix) -> sp.csr_matrix:
    """Counts as parts of their document's words; every document has some."""
    return sp.csr_matrix(sp.diags_array(1 / np.asarray(counts.sum(axis=1)).ravel()) @ counts)


def _term_weights(counts: sp.csr_matrix, weighting: str) -> np.ndarray:
    """Inverse document frequency without the usual 1 added to it, or 1 for all terms.

    With the 1 a word of every document weighs a third of one that stands in every tenth, and as it comes so often, it
    decides. The document added keeps the words of a single document above zero.
    """
    if weighting not in WEIGHTINGS:
        raise ValueError(f"weighting is '{weighting}'; choose {' or '.join(WEIGHTINGS)}.")
    if weighting == "counts":
        return np.ones(counts.shape[1])
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.log((1 + counts.shape[0]) / np.maximum(frequency, 1))

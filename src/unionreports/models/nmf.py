"""Topics by non-negative matrix factorisation, what all documents share kept apart."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning

from unionreports.models.background import LIMIT, NOTHING, TAKEN, Evidence, evidence
from unionreports.models.least_squares import least_squares
from unionreports.models.topic_model import TopicModel, enough_for, in_order, named, normalised
from unionreports.threads import one_thread

LIBRARIES = ("numpy", "scipy", "scikit-learn")
WEIGHTINGS = ("tfidf", "counts")
NMF_ITERATIONS = 1_000
NMF_TOLERANCE = 1e-4
#: Where the search begins: always at the same place, or at another for each seed.
STARTS = ("nndsvda", "random")
#: Random starts of one seed, of which the one with the smallest error counts: of 20 planted topics in 1,000 units of 12
#: words, one found 17 to 20, the best of five 18 or 20. That an optimum is poor is no news of the topics.
RANDOM_STARTS = 5
#: Part of the topics that may lack a term which counts as shared. Whether there is a background is asked of what hardly
#: any topic lacks: what half of the topics share may be steady where topics are few and meet by chance. Once there is
#: one, it takes what most of them share: estimates are too uncertain to be above zero in all. Where .3 to .7 of the words
#: were shared, it took as much or up to .06 less; in units of 40 words and with 3 topics up to .2 less.
STRICT, COMMON = 0.2, 0.45


@dataclass(frozen=True)
class Found:
    """Topics of documents as the factorisation finds them.

    Attributes
    ----------
    topic_term
        Shape (n_topics, n_terms); rows add to 1.
    background
        What documents share in the same proportions, shape (n_terms,), adding to 1; None where nothing shows it.
    background_share
        Part of a document's words that it makes, the same in all.
    term_weights
        What a word of each term counts, shape (n_terms,), when documents are compared with topics.
    evidence
        For or against a background.
    converged
        Whether the search ended by its tolerance, not by its number of iterations.
    """

    topic_term: np.ndarray
    background: np.ndarray | None
    background_share: float
    term_weights: np.ndarray
    evidence: Evidence
    converged: bool


def fit_nmf(
    counts: sp.csr_matrix,
    terms: Sequence[str],
    ids: Sequence[str],
    n_topics: int,
    random_state: int,
    weighting: str = "tfidf",
    start: str = "nndsvda",
) -> TopicModel:
    """Non-negative matrix factorisation from a deterministic start, what all documents share taken out of the topics.

    Reports share greetings, slogans and formulae, and every topic holds its part of them: of 20 planted topics none is
    then within a cosine of .9. A background taken where nothing is shared costs topics in turn: one that had a place in
    the factorisation left 2 of 3. So it is looked for in the topics found, and taken out only where its share is steady
    between documents (`models.background`); the settings say what was found.

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
        One of `STARTS`; `random` shows which topics do not depend on where the search begins.

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
        "max_iter": NMF_ITERATIONS,
        "tolerance": NMF_TOLERANCE,
    }
    found = find_topics(documents.counts, n_topics, random_state, weighting, start)
    settings |= {"converged": found.converged, **background_settings(found.evidence)}
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
        background_evidence=found.evidence,
    )


def background_settings(found: Evidence) -> dict:
    """What the settings of a model say of the background: the verdict and its limit, no measured number."""
    return {"background": found.verdict, "background_limit": LIMIT}


def find_topics(
    counts: sp.csr_matrix, n_topics: int, random_state: int, weighting: str = "tfidf", start: str = "nndsvda"
) -> Found:
    """Topics and background, if any, of documents that all have a word. Parameters and errors as for `fit_nmf`.

    The shares of the topics come from TF-IDF, which all but forgets words that most documents have. From them follow
    the topics in plain counts, by least squares, with a part of the background in each: as the shares of a document
    always add to the same sum, no fit can tell it from an even spread over all topics.
    """
    with one_thread():
        proportions = _proportions(counts)
        weights = _term_weights(counts, weighting)
        weighted = (proportions @ sp.diags_array(weights)).tocsr()
        length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        # Rows of equal length, lest a document of rare words decide all.
        scaled = (sp.diags_array(1 / length) @ weighted).tocsr()
        design, converged = _factorised(scaled, n_topics, random_state, start)
        design *= length[:, None]
        parts = least_squares(np.asarray(proportions.T @ design), design.T @ design).T
        own, background = _apart(parts, design, STRICT)
        found = evidence(counts, own, background) if n_topics > 1 else Evidence(NOTHING)
        if found.verdict != TAKEN:
            return Found(normalised(parts), None, 0.0, weights, found, converged)
        own, background = _apart(parts, design, COMMON)
        share = float(background.sum())
        return Found(own, background / share, min(share, 1.0), weights, found, converged)


def _factorised(matrix: sp.csr_matrix, n_topics: int, random_state: int, start: str) -> tuple[np.ndarray, bool]:
    """Weights of the topics in the rows of a matrix, shape (n_rows, n_topics), and whether the search converged."""
    if start not in STARTS:
        raise ValueError(f"start is '{start}'; choose {' or '.join(STARTS)}.")
    # Each fit draws on from where the one before ended.
    random = np.random.RandomState(random_state)
    found = []
    for _ in range(RANDOM_STARTS if start == "random" else 1):
        nmf = NMF(n_topics, init=start, random_state=random, max_iter=NMF_ITERATIONS, tol=NMF_TOLERANCE)
        # A factorisation without error leaves a remainder a hair below zero, of which scikit-learn takes the root.
        with np.errstate(invalid="ignore"), warnings.catch_warnings():
            # Said in the settings instead.
            warnings.simplefilter("ignore", ConvergenceWarning)
            weights = nmf.fit_transform(matrix)
        found.append((np.nan_to_num(nmf.reconstruction_err_), weights, nmf.n_iter_ < NMF_ITERATIONS))
    _, weights, converged = min(found, key=lambda fit: fit[0])
    return weights, converged


def _apart(parts: np.ndarray, design: np.ndarray, quantile: float) -> tuple[np.ndarray, np.ndarray]:
    """Topics without what they share, rows adding to 1, and what they share, adding to its share of the words.

    Parameters
    ----------
    parts
        Words of the topics, shape (n_topics, n_terms).
    design
        How much of each topic documents have, shape (n_documents, n_topics).
    quantile
        Part of the topics that may have less of a term than what counts as shared.
    """
    topics = normalised(parts)
    shared = np.sort(topics, axis=0)[int((len(topics) - 1) * quantile)]
    own = np.maximum(topics - shared, 0)
    # A topic that is nothing but what the others share stays what it is.
    apart = normalised(np.where(own.sum(axis=1, keepdims=True) > 0, own, topics))
    return apart, shared * float((design @ parts.sum(axis=1)).mean())


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
    with one_thread():
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

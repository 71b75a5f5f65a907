"""Topics whose prevalence depends on place, year, level and role: the structural topic model of this study."""

import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.optimize import nnls

from unionreports.models.dirichlet_shares import concentration
from unionreports.models.lda import LDA_SHARE_UPDATES, document_prior, fit_lda
from unionreports.models.nmf import LIBRARIES
from unionreports.models.prevalence_prior import COLUMNS, group_documents, prior, update_coefficients
from unionreports.models.matching import match_topics
from unionreports.models.topic_model import TopicModel, in_order, named, normalised
from unionreports.threads import one_thread

#: Rounds at most, and the part of its words that a document changes the topic of, on average, at which they end.
ROUNDS = 40
CHANGE = 1e-3
#: A background whose cosine with the nearest mixture of the topics is above this is their echo: it is left out, and its words
#: go back to them. Without boilerplate LDA made backgrounds of .45 to .81 out of topics that all reports speak of and took .04
#: off the share of the largest; planted boilerplate gave .11 to .32, the default corpus .24, provincial reports .41.
ECHO = 0.5
#: Updates of the shares in each round; the next round goes on from there.
_UPDATES = (5,)


def fit_structural(
    counts: sp.csr_matrix,
    terms: Sequence[str],
    ids: Sequence[str],
    n_topics: int,
    random_state: int,
    covariates: pd.DataFrame,
    lda: TopicModel | None = None,
) -> TopicModel:
    """Dirichlet-multinomial regression (Mimno & McCallum 2008) on the topics of LDA.

    LDA draws every document towards equal shares of all topics, the more the shorter it is, and so makes differences
    between places, years and roles too small. Here documents are drawn towards what their report, role, place, level and year
    lead one to expect (`models.prevalence_prior`), which is estimated from the documents themselves, in turn with
    their shares. The words of the topics stay those of `fit_lda` with the same seed: covariates say how much is said
    of a topic, not how.

    Parameters
    ----------
    counts, terms, ids, n_topics, random_state
        As for `models.nmf.fit_nmf`.
    covariates
        One row for each document: document_id, report_id, province, year (may be missing), level, role (may be empty).
    lda
        What `fit_lda` gives for the same arguments, where it is there already; else it is fitted.

    Raises
    ------
    ValueError
        As `models.nmf.fit_nmf`, and where a document has no row of covariates or two.
    """
    rows = covariates.set_index("document_id")
    without = [name for name in ids if name not in rows.index]
    if without or not rows.index.is_unique:
        raise ValueError(
            f"{without[0] if without else 'a document'} needs one row of covariates; give one for each id."
        )
    lda = fit_lda(counts, terms, ids, n_topics, random_state) if lda is None else lda
    documents = in_order(counts, terms, ids)
    rows = rows.loc[list(documents.ids), ["report_id", *COLUMNS.values()]]
    topics = lda.topic_term.to_numpy()
    first = int(lda.background is not None and mixture_cosine(lda.background.to_numpy(), topics) <= ECHO)
    if first:
        topics = np.vstack([lda.background.to_numpy(), topics])
    with one_thread():
        gamma, rounds = fit_prevalence(documents.counts, topics, rows, document_prior(n_topics, first == 1))
    settings = {
        "n_topics": n_topics,
        "random_state": random_state,
        "covariates": list(COLUMNS),
        "covariates_hash": hashlib.sha256(rows.to_csv().encode()).hexdigest()[:12],
        "rounds": rounds,
        "topics": "lda",
        "background": bool(first),
        "lda": {name: value for name, value in lda.settings.items() if name not in ("n_topics", "random_state")},
    }
    return named(
        "structural",
        documents,
        topics[first:],
        gamma[:, first:],
        settings,
        (*LIBRARIES, "gensim", "pandas"),
        has_posterior=True,
        background=topics[0] if first else None,
        background_share=float((gamma[:, 0] / gamma.sum(axis=1)).mean()) if first else 0.0,
    )


def refitted_shares(
    model: TopicModel,
    topics: np.ndarray,
    counts: sp.csr_matrix,
    terms: Sequence[str],
    ids: Sequence[str],
    covariates: pd.DataFrame,
) -> pd.DataFrame:
    """Shares of the documents under the topics of a refit of LDA, for effects that heed how topics come out otherwise.

    Parameters
    ----------
    model
        A structural model of these documents.
    topics
        Topics by terms of the refit, shape (n_topics, n_terms), over the terms of the model.
    counts, terms, ids, covariates
        As `fit_structural` was given them.

    Returns
    -------
    DataFrame
        As `document_topic` of the model: each of its topics with the shares of the topic it is matched with.
    """
    known = model.topic_term
    matched, _ = match_topics(known, pd.DataFrame(topics, columns=known.columns))
    parts = topics[matched].astype(np.float64)
    first = int(model.background is not None)
    if first:
        parts = np.vstack([model.background.to_numpy(), parts])
    documents = in_order(counts, terms, ids)
    rows = covariates.set_index("document_id").loc[list(documents.ids), ["report_id", *COLUMNS.values()]]
    with one_thread():
        gamma, _ = fit_prevalence(documents.counts, parts, rows, document_prior(len(topics), first == 1))
    return pd.DataFrame(normalised(gamma[:, first:]), index=model.document_topic.index, columns=known.index)


def mixture_cosine(words: np.ndarray, topics: np.ndarray) -> float:
    """Cosine of a distribution over terms, shape (n_terms,), with the mixture of topics that comes nearest to it."""
    mixture = nnls(topics.T, words)[0] @ topics
    length = np.linalg.norm(mixture) * np.linalg.norm(words)
    return float(mixture @ words / length) if length > 0 else 0.0


def fit_prevalence(
    counts: sp.csr_matrix, topics: np.ndarray, rows: pd.DataFrame, start: np.ndarray
) -> tuple[np.ndarray, int]:
    """Shares of known topics in documents, drawn towards what their report, place, year, level and role lead one to expect.

    Rounds of expectation and maximisation.

    Parameters
    ----------
    counts
        Shape (n_documents, n_terms).
    topics
        Shape (n_topics, n_terms); rows add to 1.
    rows
        As for `models.prevalence_prior.group_documents`.
    start
        Dirichlet prior that all documents have at first, shape (n_topics,).

    Returns
    -------
    tuple
        Dirichlet parameters of the shares of each document, shape (n_documents, n_topics), and the rounds it took.
    """
    groups = group_documents(rows)
    coefficients = np.zeros((groups.design.shape[1], len(topics)))
    coefficients[0] = np.log(start)
    gamma = concentration(counts, topics, start, LDA_SHARE_UPDATES)
    for done in range(1, ROUNDS + 1):
        before = normalised(gamma)
        coefficients = update_coefficients(groups, coefficients, gamma)
        gamma = concentration(counts, topics, prior(groups, coefficients), _UPDATES, gamma)
        if np.abs(normalised(gamma) - before).sum(axis=1).mean() / 2 < CHANGE:
            break
    return gamma, done

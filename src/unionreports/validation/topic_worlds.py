"""Invented corpora whose topics are known: what a topic model should find again."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp


@dataclass(frozen=True)
class PlantedTopics:
    """A corpus drawn from known topics.

    Attributes
    ----------
    counts
        Document-term matrix, shape (n_documents, n_terms).
    terms, ids
        Names of its columns and rows.
    topic_term
        The topics planted, shape (n_topics, n_terms); rows add to 1.
    document_topic
        Shares of the topics in what each document says of its own (boilerplate left out), shape
        (n_documents, n_topics); rows add to 1.
    boilerplate
        Terms of the text that all documents share, shape (n_terms,), adding to 1.
    """

    counts: sp.csr_matrix
    terms: tuple[str, ...]
    ids: tuple[str, ...]
    topic_term: np.ndarray
    document_topic: np.ndarray
    boilerplate: np.ndarray


def plant_topics(
    random_state: int,
    n_documents: int = 300,
    n_words: int = 3_000,
    n_terms: int = 6_000,
    n_topics: int = 20,
    boilerplate: float = 0.0,
    n_passages: int = 0,
    topic_concentration: float = 0.05,
    document_concentration: float = 0.1,
    document_topic: np.ndarray | None = None,
) -> PlantedTopics:
    """Documents drawn as latent Dirichlet allocation supposes (Blei, Ng & Jordan 2003), with shared text added.

    Parameters
    ----------
    random_state
        Seed.
    n_words
        Words of each document, the shared ones included.
    boilerplate
        Part of each document's words that it shares with all others.
    n_passages
        0: shared words are drawn anew for each document, from one distribution of Zipf's form over all terms. Else so many
        fixed passages are written once, each a tenth of a document long, and documents copy them word by word,
        each passage equally often.
    topic_concentration, document_concentration
        Of the Dirichlet distributions of terms in a topic and of topics in a document: the smaller, the purer.
    document_topic
        Shares of the topics to use in place of drawn ones, shape (n_documents, n_topics).
    """
    random = np.random.default_rng(random_state)
    topics = random.dirichlet(np.full(n_terms, topic_concentration), n_topics)
    if document_topic is None:
        document_topic = random.dirichlet(np.full(n_topics, document_concentration), n_documents)
    common = random.permutation(1 / np.arange(1, n_terms + 1))
    common /= common.sum()
    n_shared = round(n_words * boilerplate)
    counts = random.multinomial(n_words - n_shared, _rows(document_topic @ topics))
    if n_passages:
        length = max(1, n_words // 10)
        passages = random.multinomial(length, common, size=n_passages)
        counts += random.multinomial(n_shared // length, np.full(n_passages, 1 / n_passages), n_documents) @ passages
        common = passages.sum(axis=0) / passages.sum()
    else:
        counts += random.multinomial(n_shared, common, size=n_documents)
    return PlantedTopics(
        sp.csr_matrix(counts),
        tuple(f"t{i:05d}" for i in range(n_terms)),
        tuple(f"d{i:05d}" for i in range(n_documents)),
        topics,
        document_topic,
        common,
    )


def _rows(shares: np.ndarray) -> np.ndarray:
    """Rows that add to 1 to the last bit, as the multinomial draw asks."""
    shares = shares / shares.sum(axis=1, keepdims=True)
    return shares / np.maximum(shares.sum(axis=1, keepdims=True), 1.0)

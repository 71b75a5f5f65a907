"""What is a fitted topic model, whatever fitted it: named results, and everything they depend on."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.models.background import Evidence

#: Digits of a hash that are kept: two models of one study do not share twelve by chance.
_HASH_DIGITS = 12


@dataclass(frozen=True)
class TopicModel:
    """A fitted topic model. Topics are numbered from the one with the largest total share.

    Attributes
    ----------
    model
        One of `model_tables.MODELS`.
    topic_term
        Frame of shape (n_topics, n_terms): rows add to 1. Index: topic; columns: term.
    document_topic
        Frame of shape (n_documents, n_topics): rows add to 1. Index: document_id of the documents that have a word of
        the vocabulary, in the order of their ids, numbers in them counting as numbers; columns: topic.
    left_out
        Ids of the documents without one: they have no topic, and none is made up for them.
    settings
        What the model was fitted with, `n_topics` and `random_state` among it.
    versions
        Library -> version, of the libraries that the result depends on.
    input_hash
        Hash of the document-term matrix, its terms and ids.
    term_counts
        Words counted of each term, all documents together, shape (n_terms,). Index: term.
    concentration
        Frame like `document_topic` with the parameters of the Dirichlet distribution of each document's shares, given
        its words; None where the model gives shares without a distribution.
    background
        What all documents say in the same proportions, taken out of topics and shares: shape (n_terms,), adding to 1;
        None where the model takes nothing out. `settings` say why it did or did not.
    background_share
        Mean part of a document's words that it makes, 0 to 1.
    term_weights
        What a word of each term counts when a document is compared with the topics, shape (n_terms,); None where a
        word is a word. Index: term.
    background_evidence
        Numbers behind the decision for or against a background; None where the model made none.
    """

    model: str
    topic_term: pd.DataFrame
    document_topic: pd.DataFrame
    left_out: tuple[str, ...]
    settings: dict
    versions: dict[str, str]
    input_hash: str
    term_counts: pd.Series
    concentration: pd.DataFrame | None = None
    background: pd.Series | None = None
    background_share: float = 0.0
    term_weights: pd.Series | None = None
    background_evidence: Evidence | None = None

    @property
    def model_hash(self) -> str:
        """Hash of what the result depends on, for labels given by hand.

        The numbers of the result are not hashed: their last digits differ between processors.
        """
        made = {"model": self.model, "settings": self.settings, "versions": self.versions, "input": self.input_hash}
        return _digest([json.dumps(made, sort_keys=True, ensure_ascii=False).encode()])


@dataclass(frozen=True)
class Documents:
    """The documents of a matrix that have a word, in the order of their ids.

    Attributes
    ----------
    counts
        Shape (n_documents, n_terms), columns sorted within each row.
    terms, ids
        Names of its columns and rows.
    left_out
        Ids of the documents without a word.
    input_hash
        Hash of all that was given, empty documents included; the order of documents does not enter.
    """

    counts: sp.csr_matrix
    terms: tuple[str, ...]
    ids: tuple[str, ...]
    left_out: tuple[str, ...]
    input_hash: str

    @property
    def term_counts(self) -> pd.Series:
        """Words counted of each term, all documents together."""
        return pd.Series(np.asarray(self.counts.sum(axis=0)).ravel(), index=pd.Index(self.terms, name="term"))


def in_order(counts: sp.csr_matrix, terms: Sequence[str], ids: Sequence[str]) -> Documents:
    """The documents by their ids, so that no model can depend on the order they come in.

    Parameters
    ----------
    counts
        Document-term matrix, shape (n_documents, n_terms).
    terms, ids
        Names of its columns and rows.

    Raises
    ------
    ValueError
        Where there are more or fewer names than rows or columns, or a document_id stands twice.
    """
    for names, n, what in ((ids, counts.shape[0], "documents"), (terms, counts.shape[1], "terms")):
        if len(names) != n:
            raise ValueError(
                f"{len(names)} {'ids' if what == 'documents' else what} were given for {n} {what}; give one for each."
            )
        if len(set(names)) < n:
            twice = pd.Series(list(names)).loc[lambda s: s.duplicated()].iloc[0]
            raise ValueError(f"'{twice}' stands twice among the {what}; give each its own name.")
    order = sorted(range(len(ids)), key=lambda i: (re.sub(r"\d+", lambda n: n[0].zfill(20), ids[i]), ids[i]))
    ordered = sp.csr_matrix(counts)[order].astype(np.float64)
    ordered.sum_duplicates()
    ordered.eliminate_zeros()
    names = [ids[i] for i in order]
    parts = (ordered.indptr.astype("<i8"), ordered.indices.astype("<i8"), ordered.data.astype("<f8"))
    written = json.dumps([list(terms), names], ensure_ascii=False).encode()
    filled = np.flatnonzero(np.diff(ordered.indptr))
    empty = np.flatnonzero(np.diff(ordered.indptr) == 0)
    return Documents(
        ordered[filled],
        tuple(terms),
        tuple(names[i] for i in filled),
        tuple(names[i] for i in empty),
        _digest([written, *(part.tobytes() for part in parts)]),
    )


def enough_for(documents: Documents, n_topics: int) -> None:
    """Raise ValueError where fewer documents than topics have a word, or there are fewer terms than topics."""
    n_documents, n_terms = documents.counts.shape
    if n_topics > n_terms:
        raise ValueError(f"{n_topics} topics are asked of {n_terms} terms; ask for fewer topics or keep more terms.")
    if n_documents < n_topics:
        raise ValueError(
            f"{n_topics} topics are asked of {n_documents} documents with words; ask for fewer topics or add reports."
        )


def named(
    model: str,
    documents: Documents,
    topic_term: np.ndarray,
    document_topic: np.ndarray,
    settings: dict,
    libraries: Sequence[str],
    has_posterior: bool = False,
    background: np.ndarray | None = None,
    background_share: float = 0.0,
    term_weights: np.ndarray | None = None,
    background_evidence: Evidence | None = None,
) -> TopicModel:
    """Weights as a model: rows that add to 1, topics in the order of their total share.

    Parameters
    ----------
    model
        One of `model_tables.MODELS`.
    documents
        What it was fitted to.
    topic_term, document_topic
        Weights of any scale, shapes (n_topics, n_terms) and (n_documents, n_topics).
    libraries
        Distributions whose versions the result depends on.
    has_posterior
        Whether `document_topic` holds parameters of Dirichlet distributions.
    background, background_share, term_weights, background_evidence
        As the attributes of `TopicModel`, without an index.
    """
    shares, weights = normalised(document_topic), normalised(topic_term)
    # Rounded, so that a difference in the last digit cannot swap two topics; a tie goes to the first term.
    total = np.round(shares.sum(axis=0), 9)
    order = sorted(range(len(total)), key=lambda t: (-total[t], int(weights[t].argmax()), t))
    index, terms = pd.Index(range(len(order)), name="topic"), pd.Index(documents.terms, name="term")
    rows = pd.Index(documents.ids, name="document_id")
    return TopicModel(
        model,
        pd.DataFrame(weights[order], index=index, columns=terms),
        pd.DataFrame(shares[:, order], index=rows, columns=index),
        documents.left_out,
        settings,
        library_versions(libraries),
        documents.input_hash,
        documents.term_counts,
        pd.DataFrame(document_topic[:, order], index=rows, columns=index) if has_posterior else None,
        None if background is None else pd.Series(background, index=terms),
        background_share,
        None if term_weights is None else pd.Series(term_weights, index=terms),
        background_evidence,
    )


def normalised(rows: np.ndarray) -> np.ndarray:
    """Rows divided by their sums; a row of zeros becomes equal shares, as nothing speaks for any topic."""
    total = rows.sum(axis=1, keepdims=True)
    return np.where(total > 0, rows / np.where(total > 0, total, 1), 1 / rows.shape[1])


def library_versions(names: Sequence[str]) -> dict[str, str]:
    """Version of each distribution installed, by name."""
    return {name: version(name) for name in sorted(names)}


def _digest(parts: Sequence[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()[:_HASH_DIGITS]

"""Which topics do new documents have under a fitted model, when the model is not moved?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.model_tables import MODELS
from unionreports.models.dirichlet_shares import SHARE_UPDATES, concentration
from unionreports.models.lda import LDA_ALPHA, LDA_SHARE_UPDATES, document_prior
from unionreports.models.nmf import topic_weights
from unionreports.models.topic_model import TopicModel, in_order, normalised


@dataclass(frozen=True)
class FoldedIn:
    """New documents under a fitted model.

    Attributes
    ----------
    document_topic
        Frame of shape (n_documents, n_topics): rows add to 1. Index: document_id of the documents with a word that the
        model knows, in the order of `TopicModel.document_topic`.
    concentration
        Frame like it with the Dirichlet parameters of each document's shares; None where the model has none.
    left_out
        Ids of the documents without such a word.
    unknown
        Words of each document that the model does not know, indexed by document_id: n_words, n_unknown, share.
    unknown_terms
        Terms that the model does not know, with how often they come, most frequent first.
    """

    document_topic: pd.DataFrame
    concentration: pd.DataFrame | None
    left_out: tuple[str, ...]
    unknown: pd.DataFrame
    unknown_terms: pd.Series


def fold_in(model: TopicModel, counts: sp.csr_matrix, terms: Sequence[str], ids: Sequence[str]) -> FoldedIn:
    """Shares of the topics in documents that the model was not fitted to.

    Documents the model was fitted to get the shares they have in it: fitting ends with the same step. In a structural
    model they get those they would have if nothing were known of their place, year and role, as nothing is known of the
    new ones here.

    Parameters
    ----------
    model
        Of any kind in `model_tables.MODELS`.
    counts
        Document-term matrix of the new documents, shape (n_documents, n_terms), with terms of its own.
    terms, ids
        Names of its columns and rows.

    Raises
    ------
    ValueError
        Where the model is of another kind, or documents or terms are not named as `models.topic_model.in_order` asks.
    """
    if model.model not in MODELS:
        raise ValueError(f"model is '{model.model}'; give one of {', '.join(MODELS)}.")
    given = in_order(counts, terms, ids)
    column = {term: i for i, term in enumerate(model.topic_term.columns)}
    place = np.array([column.get(term, -1) for term in given.terms], np.int64)
    known = np.flatnonzero(place >= 0)
    shape = (len(given.terms), len(column))
    matrix = (given.counts @ sp.csr_matrix((np.ones(len(known)), (known, place[known])), shape=shape)).tocsr()
    matrix.sort_indices()
    n_words, n_known = (np.asarray(m.sum(axis=1)).ravel() for m in (given.counts, matrix))
    filled = n_known > 0
    topics = model.topic_term.to_numpy()
    background = None if model.background is None else model.background.to_numpy()
    index = pd.Index(np.array(given.ids, dtype=object)[filled].tolist(), name="document_id", dtype="str")
    gamma = None
    if model.model == "nmf":
        shares = topic_weights(matrix[filled], topics, background, model.term_weights.to_numpy())
    else:
        first = int(background is not None)
        parts = np.vstack([background, topics]) if first else topics
        if model.model == "keywords":
            prior, updates = np.full(len(topics), LDA_ALPHA), SHARE_UPDATES
        else:
            prior, updates = document_prior(len(topics), bool(first)), LDA_SHARE_UPDATES
        shares = concentration(matrix[filled], parts, prior, updates)[:, first:]
        gamma = pd.DataFrame(shares, index=index, columns=model.topic_term.index)
    without = np.ones(len(given.terms), bool)
    without[known] = False
    missing = given.term_counts[without]
    return FoldedIn(
        pd.DataFrame(normalised(shares), index=index, columns=model.topic_term.index),
        gamma,
        (*given.left_out, *(name for name, one in zip(given.ids, filled) if not one)),
        pd.DataFrame(
            {"n_words": n_words, "n_unknown": n_words - n_known, "share": 1 - n_known / n_words},
            index=pd.Index(given.ids, name="document_id", dtype="str"),
        ),
        missing[missing > 0].sort_values(ascending=False, kind="stable"),
    )


def with_documents(model: TopicModel, folded: FoldedIn) -> TopicModel:
    """The model with the documents folded in beside its own, for estimates that are to heed them; its topics stay.

    Raises
    ------
    ValueError
        Where a document is in both.
    """
    both = model.document_topic.index.intersection(folded.document_topic.index)
    if len(both):
        raise ValueError(f"{len(both)} documents are in the model already, as '{both[0]}'; fold in new ones only.")
    gamma = model.concentration
    return replace(
        model,
        document_topic=pd.concat([model.document_topic, folded.document_topic]),
        concentration=None if gamma is None else pd.concat([gamma, folded.concentration]),
        left_out=(*model.left_out, *folded.left_out),
    )

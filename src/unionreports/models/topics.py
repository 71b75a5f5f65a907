"""The topic models of this study, and their results as tables."""

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from unionreports.models.lda import fit_lda
from unionreports.models.nmf import fit_nmf
from unionreports.models.topic_model import TopicModel

__all__ = ["TopicModel", "document_topics", "fit_lda", "fit_nmf", "frex", "topic_terms"]

#: FREX weighs frequency and exclusivity alike, as Bischof & Airoldi (2012) do.
_EXCLUSIVITY = 0.5


def topic_terms(model: TopicModel) -> pd.DataFrame:
    """Table `topic_terms`: every term with a weight above zero, the leading ones of each topic first."""
    weights = model.topic_term.to_numpy()
    # Stable sort: equal weights keep the order of the vocabulary.
    order = np.argsort(-weights, axis=1, kind="stable")
    topic, rank = np.indices(order.shape)
    ordered = np.take_along_axis(weights, order, axis=1)
    keep = ordered > 0
    words = model.term_counts.to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        lift = weights / (words / words.sum())
    return pd.DataFrame(
        {
            "model": pd.Series([model.model] * int(keep.sum()), dtype="str"),
            "topic": topic[keep].astype("int64"),
            "rank": rank[keep].astype("int64") + 1,
            "term": pd.Series(model.topic_term.columns.to_numpy()[order[keep]].tolist(), dtype="str"),
            "weight": ordered[keep],
            "frex": np.take_along_axis(frex(weights), order, axis=1)[keep],
            "lift": np.take_along_axis(lift, order, axis=1)[keep],
        }
    )


def frex(weights: np.ndarray) -> np.ndarray:
    """Frequent and exclusive terms (Bischof & Airoldi 2012), shape (n_topics, n_terms), above 0 to 1.

    The harmonic mean of two ranks of a term within its topic, both as shares of the terms that are not above it:
    by weight, and by the part of the term's weight in all topics that this topic has.

    Parameters
    ----------
    weights
        Topics by terms, shape (n_topics, n_terms); rows add to 1.
    """
    total = weights.sum(axis=0)
    exclusive = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    # Rounded: which of two equal terms is a hair larger depends on the order of the sums.
    by_weight, by_exclusivity = (
        rankdata(values.round(12), method="max", axis=1) / weights.shape[1] for values in (weights, exclusive)
    )
    return 1 / (_EXCLUSIVITY / by_exclusivity + (1 - _EXCLUSIVITY) / by_weight)


def document_topics(model: TopicModel) -> pd.DataFrame:
    """Table `document_topics`: the share of every topic in every document that has words."""
    shares = model.document_topic
    n_documents, n_topics = shares.shape
    return pd.DataFrame(
        {
            "model": pd.Series([model.model] * shares.size, dtype="str"),
            "document_id": pd.Series(np.repeat(shares.index.to_numpy(), n_topics).tolist(), dtype="str"),
            "topic": np.tile(np.arange(n_topics, dtype="int64"), n_documents),
            "share": shares.to_numpy().ravel(),
        }
    )

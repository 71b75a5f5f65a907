"""Which topics of two fits are the same? Optimal assignment on the cosine of their terms."""

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

#: A topic "has" the terms that lead it; ten are what people are shown and what coherence is measured on.
LEADING = 10


def match_topics(a: pd.DataFrame, b: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The topic of `b` that each topic of `a` is paired with, and how alike the two are.

    The pairing with the largest sum of cosines (Kuhn 1955, Naval Research Logistics Quarterly 2); each topic is used
    once. Where `b` has fewer topics, some of `a` stay alone.

    Parameters
    ----------
    a, b
        Topics by terms, as `TopicModel.topic_term`; numbers of topics and vocabularies may differ.

    Returns
    -------
    tuple of (n_topics of a,)
        Positions of the rows of `b` (-1 for a topic that stays alone), and cosines (0 there).
    """
    cosines = topic_cosines(a, b)
    rows, columns = linear_sum_assignment(-cosines)
    matched, similarity = np.full(len(a), -1), np.zeros(len(a))
    matched[rows], similarity[rows] = columns, cosines[rows, columns]
    return matched, similarity


def topic_cosines(a: pd.DataFrame, b: pd.DataFrame) -> np.ndarray:
    """Cosine of every topic of `a` with every one of `b`, shape (n_topics of a, n_topics of b).

    A term that one of the vocabularies lacks has weight zero there.
    """
    first, second = on_one_vocabulary(a, b)
    return np.clip(unit_rows(first) @ unit_rows(second).T, 0, 1)


def on_one_vocabulary(a: pd.DataFrame, b: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Both frames as matrices over the terms of either, in one order; zeros for terms that a frame lacks."""
    if a.columns.equals(b.columns):
        return a.to_numpy(np.float64), b.to_numpy(np.float64)
    terms = a.columns.union(b.columns)
    return tuple(f.reindex(columns=terms, fill_value=0.0).to_numpy(np.float64) for f in (a, b))


def unit_rows(rows: np.ndarray) -> np.ndarray:
    """Rows of length 1; a row of zeros stays one."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, length, out=np.zeros_like(rows), where=length > 0)


def leading_terms(topic_term: pd.DataFrame, n_terms: int = LEADING) -> np.ndarray:
    """Columns of the terms with the largest weight, best first: shape (n_topics, at most n_terms).

    Equal weights keep the order of the vocabulary.
    """
    return np.argsort(-topic_term.to_numpy(), axis=1, kind="stable")[:, :n_terms]

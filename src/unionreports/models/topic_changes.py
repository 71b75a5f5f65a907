"""A model was fitted again, to more documents or with another number of topics: which topics stayed, split, merged, appeared?

The similarity of pairs cannot tell: a topic that took a small one in stays very like itself. So each new topic is also
written as a mixture of old ones, and each old one as a mixture of new ones.
"""

import numpy as np
import pandas as pd
from scipy.optimize import nnls

from unionreports.models.matching import match_topics, on_one_vocabulary, topic_cosines, unit_rows

#: Cosine from which a topic, or a mixture, counts as the same. An even mixture of two topics without common words has a
#: cosine of .71 with each, which must not do.
SAME = 0.8
#: A topic is a part of another where it makes at least so much of it; smaller parts also come from estimation error.
PART = 0.2
#: Shared documents from which on their shares count as evidence beside the terms.
MIN_SHARED = 20
CHANGES = ("stayed", "split", "merged", "appeared", "vanished")


def topic_changes(
    old_topic_term: pd.DataFrame,
    new_topic_term: pd.DataFrame,
    old_shares: pd.DataFrame | None = None,
    new_shares: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What became of each topic, a row for each old topic with each new one that it is continued in.

    Parameters
    ----------
    old_topic_term, new_topic_term
        Topics by terms, as `TopicModel.topic_term`; vocabularies and numbers of topics may differ.
    old_shares, new_shares
        Documents by topics, as `TopicModel.document_topic`; documents are matched by id. Left out, or with fewer than
        `MIN_SHARED` documents in both, the terms decide alone.

    Returns
    -------
    pandas.DataFrame
        `old`, `new`: numbers of the topics, empty for a topic that appeared or vanished. `similarity`: cosine of their terms; for
        a topic alone, with the topic most like it. `documents`: cosine of their shares of the shared documents,
        empty where these do not count. `change`: one of `CHANGES`.

    Notes
    -----
    New topic n has the old topic o as a part where the mixture of old topics nearest to n (non-negative least squares)
    is at least `SAME` like it and o makes at least `PART` of it. If n is also the new topic most like o, then o is continued in n;
    likewise with old and new exchanged. And topics matched one to one with a cosine of at least `SAME` are continued.
    An old topic continued in several split; several continued in one merged; one continued in one stayed, if the
    two are at least `SAME` alike.
    """
    cosines = topic_cosines(old_topic_term, new_topic_term)
    old, new, by_documents = _vectors(old_topic_term, new_topic_term, old_shares, new_shares)
    continued = _parts(new, old).T & (cosines == cosines.max(axis=1, keepdims=True))
    continued |= _parts(old, new) & (cosines == cosines.max(axis=0, keepdims=True))
    matched, similarity = match_topics(old_topic_term, new_topic_term)
    same = np.flatnonzero(similarity >= SAME)
    continued[same, matched[same]] = True
    alone = (continued.sum(axis=1, keepdims=True) == 1) & (continued.sum(axis=0, keepdims=True) == 1)
    continued &= ~alone | (cosines >= SAME)
    several_new, several_old = continued.sum(axis=1) > 1, continued.sum(axis=0) > 1
    rows = []
    for i, j in zip(*np.nonzero(continued)):
        change = "split" if several_new[i] else "merged" if several_old[j] else "stayed"
        rows.append((old_topic_term.index[i], new_topic_term.index[j], cosines[i, j], by_documents[i, j], change))
    for i in np.flatnonzero(~continued.any(axis=1)):
        rows.append((old_topic_term.index[i], pd.NA, cosines[i].max(), np.nan, "vanished"))
    for j in np.flatnonzero(~continued.any(axis=0)):
        rows.append((pd.NA, new_topic_term.index[j], cosines[:, j].max(), np.nan, "appeared"))
    frame = pd.DataFrame(rows, columns=["old", "new", "similarity", "documents", "change"])
    types = {"old": "Int64", "new": "Int64", "similarity": "float64", "documents": "float64", "change": "str"}
    return frame.astype(types).sort_values(["old", "new"], kind="stable").reset_index(drop=True)


def _vectors(
    old_topic_term: pd.DataFrame,
    new_topic_term: pd.DataFrame,
    old_shares: pd.DataFrame | None,
    new_shares: pd.DataFrame | None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What topics are made of, a row for each, such that a merged topic is the sum of its parts; and cosines of shares.

    Words of a topic in the shared documents and its shares of them are both sums; the two kinds weigh alike in all.
    """
    old, new = on_one_vocabulary(old_topic_term, new_topic_term)
    unknown = np.full((len(old), len(new)), np.nan)
    if old_shares is None or new_shares is None:
        return old, new, unknown
    shared = old_shares.index.intersection(new_shares.index)
    if len(shared) < MIN_SHARED:
        return old, new, unknown
    shares = [frame.loc[shared].to_numpy(np.float64).T for frame in (old_shares, new_shares)]
    words = [topics * share.sum(axis=1, keepdims=True) for topics, share in zip((old, new), shares)]
    scale = np.sqrt(sum((s**2).sum() for s in shares) / sum((w**2).sum() for w in words))
    old, new = (np.hstack([scale * w, s]) for w, s in zip(words, shares))
    return old, new, unit_rows(shares[0]) @ unit_rows(shares[1]).T


def _parts(wholes: np.ndarray, topics: np.ndarray) -> np.ndarray:
    """Which topics are parts of which wholes: shape (n_wholes, n_topics), bool."""
    # The problem in as many dimensions as there are topics: what lies outside of them moves no solution.
    axes, reduced = np.linalg.qr(topics.T)
    found = np.zeros((len(wholes), len(topics)), dtype=bool)
    size = topics.sum(axis=1)
    for i, whole in enumerate(wholes):
        weights = nnls(reduced, axes.T @ whole)[0]
        mixture = weights @ topics
        length = np.linalg.norm(mixture) * np.linalg.norm(whole)
        if length > 0 and mixture @ whole >= SAME * length:
            found[i] = weights * size >= PART * (weights @ size)
    return found & (size > 0)

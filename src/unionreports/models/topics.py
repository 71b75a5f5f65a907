"""Topic models of units: LDA (gensim) and NMF (scikit-learn), with named results in a stable order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gensim.models import LdaModel
import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfTransformer
from threadpoolctl import threadpool_limits

from unionreports.text.vectorise import gensim_corpus, gensim_dictionary

#: gensim's single pass recovers none of 20 planted topics; this many whole-corpus updates from a good start recover all.
LDA_PASSES = 20
LDA_ITERATIONS = 100
#: On large corpora fewer updates do, each seeing more documents: passes are cut so that documents are visited
#: this often in all, but never below `LDA_LEAST_PASSES`.
LDA_VISITS = 200_000
LDA_LEAST_PASSES = 5
#: Priors well below 1: a unit is about few topics, a topic uses few words.
LDA_ALPHA = 0.1
LDA_ETA = 0.05
NMF_ITERATIONS = 1_000


@dataclass(frozen=True)
class TopicModel:
    """A fitted topic model. Topics are numbered from the one with the largest total share.

    Attributes
    ----------
    model
        `lda` or `nmf`.
    topic_term
        Frame of shape (n_topics, n_terms): rows add to 1. Index: topic; columns: terms.
    document_topic
        Frame of shape (n_documents, n_topics): rows add to 1. Index: ids of the documents that have a word
        of the vocabulary.
    left_out
        Ids of the documents without one: they have no topic, and none is made up for them.
    settings
        What the model was fitted with.
    """

    model: str
    topic_term: pd.DataFrame
    document_topic: pd.DataFrame
    left_out: tuple[str, ...]
    settings: dict = field(default_factory=dict)


def fit_lda(
    counts: sp.csr_matrix, terms: Sequence[str], ids: Sequence[str], n_topics: int, random_state: int
) -> TopicModel:
    """Latent Dirichlet allocation (Blei, Ng & Jordan 2003) by gensim's variational Bayes, started from NMF.

    From random starts the bound gets caught where planted topics are merged (4 to 12 of 12 recovered over
    eight starts); from NMF's topics it reached a higher bound in every trial and recovered all. The price:
    where LDA and NMF agree, they are not independent witnesses.

    Parameters
    ----------
    counts
        Document-term matrix, shape (n_documents, n_terms).
    terms, ids
        Names of its columns and rows.
    n_topics
        Number of topics.
    random_state
        Seed of the start; the same seed gives the same bytes.

    Raises
    ------
    ValueError
        Where fewer documents than topics have a word, or there are fewer terms than topics.
    """
    filled, left_out = _filled(counts, ids, n_topics)
    passes = int(np.clip(LDA_VISITS // len(filled), LDA_LEAST_PASSES, LDA_PASSES))
    settings = {
        "n_topics": n_topics,
        "random_state": random_state,
        "passes": passes,
        "iterations": LDA_ITERATIONS,
        "alpha": LDA_ALPHA,
        "eta": LDA_ETA,
        "start": "nmf",
    }
    kept = counts[filled]
    # One thread: sums in another order would change the last digits, and with them the bytes of the tables.
    with threadpool_limits(1):
        lda = LdaModel(
            num_topics=n_topics,
            id2word=gensim_dictionary(kept, terms),
            random_state=random_state,
            passes=passes,
            iterations=LDA_ITERATIONS,
            alpha=[LDA_ALPHA] * n_topics,
            eta=LDA_ETA,
            # The whole corpus in each update: the order of documents then hardly matters.
            chunksize=len(filled),
            update_every=1,
            decay=0.5,
            offset=1.0,
            eval_every=None,
            dtype=np.float64,
        )
        start, _ = _factorise(kept, n_topics, random_state)
        lda.state.sstats[...] = _normalised(start) * kept.sum() / n_topics
        lda.sync_state()
        lda.update(gensim_corpus(kept))
        gamma, _ = lda.inference(gensim_corpus(kept))
    return _named("lda", lda.get_topics(), gamma, terms, [ids[i] for i in filled], left_out, settings)


def fit_nmf(
    counts: sp.csr_matrix, terms: Sequence[str], ids: Sequence[str], n_topics: int, random_state: int
) -> TopicModel:
    """Non-negative matrix factorisation of TF-IDF from the deterministic start of Boutsidis & Gallopoulos (2008).

    Parameters and errors as for `fit_lda`. The seed only enters the randomised decomposition behind the start.
    """
    filled, left_out = _filled(counts, ids, n_topics)
    settings = {"n_topics": n_topics, "random_state": random_state, "init": "nndsvda", "max_iter": NMF_ITERATIONS}
    with threadpool_limits(1):
        components, document_topic = _factorise(counts[filled], n_topics, random_state)
    # A topic's scale is arbitrary until its terms add to 1; the documents take the scale over.
    scale = components.sum(axis=1)
    return _named("nmf", components, document_topic * scale, terms, [ids[i] for i in filled], left_out, settings)


def topic_terms(model: TopicModel, n_terms: int = 20) -> pd.DataFrame:
    """Table `topic_terms`: the leading terms of each topic with a weight above zero."""
    weights = model.topic_term.to_numpy()
    # Stable sort: equal weights keep the order of the vocabulary.
    order = np.argsort(-weights, axis=1, kind="stable")[:, :n_terms]
    topic, rank = np.indices(order.shape)
    frame = pd.DataFrame(
        {
            "model": pd.Series([model.model] * order.size, dtype="str"),
            "topic": topic.ravel().astype("int64"),
            "rank": rank.ravel().astype("int64") + 1,
            "term": pd.Series(model.topic_term.columns.to_numpy()[order.ravel()].tolist(), dtype="str"),
            "weight": np.take_along_axis(weights, order, axis=1).ravel(),
        }
    )
    return frame[frame["weight"] > 0].reset_index(drop=True)


def document_topics(model: TopicModel) -> pd.DataFrame:
    """Table `document_topics`: the share of every topic in every unit that has words."""
    shares = model.document_topic
    n_documents, n_topics = shares.shape
    return pd.DataFrame(
        {
            "model": pd.Series([model.model] * shares.size, dtype="str"),
            "unit_id": pd.Series(np.repeat(shares.index.to_numpy(), n_topics).tolist(), dtype="str"),
            "topic": np.tile(np.arange(n_topics, dtype="int64"), n_documents),
            "share": shares.to_numpy().ravel(),
        }
    )


def _factorise(counts: sp.csr_matrix, n_topics: int, random_state: int) -> tuple[np.ndarray, np.ndarray]:
    """Topics by terms and documents by topics of the TF-IDF of the counts.

    TF-IDF without a logarithm of the counts: with it, no topic of long documents came back.
    """
    nmf = NMF(n_topics, init="nndsvda", random_state=random_state, max_iter=NMF_ITERATIONS, tol=1e-4)
    # A factorisation without error leaves a remainder a hair below zero, of which scikit-learn takes the root.
    with np.errstate(invalid="ignore"):
        document_topic = nmf.fit_transform(TfidfTransformer().fit_transform(counts))
    return nmf.components_, document_topic


def _filled(counts: sp.csr_matrix, ids: Sequence[str], n_topics: int) -> tuple[np.ndarray, tuple[str, ...]]:
    """Rows with at least one word, and the ids of the others."""
    if len(ids) != counts.shape[0]:
        raise ValueError(f"{len(ids)} ids were given for {counts.shape[0]} documents; give one for each.")
    words = np.asarray(counts.sum(axis=1)).ravel()
    filled = np.flatnonzero(words)
    if n_topics > counts.shape[1]:
        raise ValueError(
            f"{n_topics} topics are asked of {counts.shape[1]} terms; ask for fewer topics or keep more terms."
        )
    if len(filled) < n_topics:
        raise ValueError(
            f"{n_topics} topics are asked of {len(filled)} documents with words; ask for fewer topics or add reports."
        )
    return filled, tuple(ids[i] for i in np.flatnonzero(words == 0))


def _named(
    name: str,
    topic_term: np.ndarray,
    document_topic: np.ndarray,
    terms: Sequence[str],
    ids: Sequence[str],
    left_out: tuple[str, ...],
    settings: dict,
) -> TopicModel:
    """Rows that add to 1, topics in the order of their total share."""
    topic_term, document_topic = _normalised(topic_term), _normalised(document_topic)
    # Rounded, so that a difference in the last digit cannot swap two topics; a tie goes to the first term.
    total = np.round(document_topic.sum(axis=0), 9)
    order = sorted(range(len(total)), key=lambda t: (-total[t], int(topic_term[t].argmax()), t))
    index = pd.Index(range(len(order)), name="topic")
    return TopicModel(
        name,
        pd.DataFrame(topic_term[order], index=index, columns=pd.Index(list(terms), name="term")),
        pd.DataFrame(document_topic[:, order], index=pd.Index(list(ids), name="unit_id"), columns=index),
        left_out,
        settings,
    )


def _normalised(rows: np.ndarray) -> np.ndarray:
    """Rows divided by their sums; a row of zeros becomes equal shares, as nothing speaks for any topic."""
    total = rows.sum(axis=1, keepdims=True)
    return np.where(total > 0, rows / np.where(total > 0, total, 1), 1 / rows.shape[1])

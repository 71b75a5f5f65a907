"""Keyword-assisted topics: latent Dirichlet allocation whose topics are held to a codebook's terms by their priors."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import scipy.sparse as sp
from gensim.models import LdaModel

from unionreports.models.dirichlet_shares import concentration
from unionreports.models.lda import LDA_ALPHA, LDA_ETA
from unionreports.models.nmf import LIBRARIES
from unionreports.models.topic_model import TopicModel, in_order, library_versions, normalised
from unionreports.text.vectorise import gensim_corpus, gensim_dictionary
from unionreports.threads import one_thread

#: Topics without keywords, which take up what the keywords do not speak of (keyATM's regular topics).
N_FREE = 5
#: A keyword is expected in its topic this many times before the first document is read, and once more for each
#: time it is seen: at least half of its use stays with its topic, however large the corpus.
KEYWORD_PRIOR = 1.0
#: Topics are fitted on this many documents at most, drawn by the seed, and documents are visited this often in
#: all, in fewest and most passes: gensim reads about 3,000 documents a second.
FIT_DOCUMENTS = 5_000
FIT_VISITS = 30_000
FIT_PASSES = (5, 20)
#: Updates of the shares of a document in one visit, at most.
ITERATIONS = 100


@dataclass(frozen=True)
class KeywordTopics(TopicModel):
    """A fitted keyword-assisted model (`keywords`). Topics stand in the order of the keywords given, free topics last.

    Attributes
    ----------
    names
        Name of each topic; empty for a free one.
    absent
        Name of a topic -> its keywords that no document has. A topic without any keyword left is not fitted:
        it would be a free topic under a name it has no right to.
    """

    names: tuple[str, ...] = ()
    absent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def fit_keyword_topics(
    counts: sp.csr_matrix,
    terms: Sequence[str],
    ids: Sequence[str],
    keywords: Mapping[str, Collection[str]],
    random_state: int,
    n_free: int = N_FREE,
) -> KeywordTopics:
    """Topics seeded by keywords, by gensim's variational Bayes with a prior for each topic and term.

    After keyATM (Eshima, Imai & Sasaki 2024), which mixes each topic with a distribution over its keywords;
    here the keywords have larger Dirichlet priors in their topic (seeded LDA: Jagarlamudi, Daumé & Udupa 2012),
    and the start gives each document to the topics its keywords name.

    Parameters
    ----------
    counts
        Document-term matrix, shape (n_documents, n_terms).
    terms, ids
        Names of its columns and rows.
    keywords
        Name of a topic -> its keywords. A keyword belongs to one topic.
    random_state
        Seed of the draw of documents and of the start of the free topics; the same seed gives the same bytes.
    n_free
        Topics without keywords.

    Raises
    ------
    ValueError
        Where no document has a keyword, or documents or terms are not named as `models.topic_model.in_order` asks.
    """
    documents = in_order(counts, terms, ids)
    kept, n_documents = documents.counts, len(documents.ids)
    column = {term: i for i, term in enumerate(terms)}
    used = documents.term_counts.to_numpy()
    present = {
        n: [column[w] for w in sorted(words) if w in column and used[column[w]]] for n, words in keywords.items()
    }
    names = [name for name, columns in present.items() if columns]
    if not names:
        raise ValueError("no document has a keyword of any topic; give keywords in the words and script of the corpus.")
    random = np.random.default_rng(random_state)
    drawn = np.arange(n_documents)
    if n_documents > FIT_DOCUMENTS:
        drawn = np.sort(random.choice(n_documents, FIT_DOCUMENTS, replace=False))
    seeds = np.zeros((len(names) + n_free, len(terms)))
    for topic, name in enumerate(names):
        seeds[topic, present[name]] = 1
    settings = {
        "n_topics": len(seeds),
        "n_free": n_free,
        "random_state": random_state,
        "documents_fitted": len(drawn),
        "passes": int(np.clip(FIT_VISITS // len(drawn), *FIT_PASSES)),
        "iterations": ITERATIONS,
        "alpha": LDA_ALPHA,
        "eta": LDA_ETA,
        "keyword_prior": KEYWORD_PRIOR,
        "start": "keywords",
        "keywords": {name: [terms[i] for i in present[name]] for name in names},
    }
    topic_term = _fit(kept[drawn], terms, seeds, settings, random)
    gamma = concentration(kept, topic_term, np.full(len(seeds), LDA_ALPHA))
    topics, rows = pd.Index(range(len(seeds)), name="topic"), pd.Index(documents.ids, name="document_id")
    return KeywordTopics(
        "keywords",
        pd.DataFrame(topic_term, index=topics, columns=pd.Index(documents.terms, name="term")),
        pd.DataFrame(normalised(gamma), index=rows, columns=topics),
        documents.left_out,
        settings,
        library_versions((*LIBRARIES, "gensim")),
        documents.input_hash,
        documents.term_counts,
        concentration=pd.DataFrame(gamma, index=rows, columns=topics),
        names=(*names, *[""] * n_free),
        absent={
            n: tuple(w for w in sorted(ws) if w not in column or not used[column[w]]) for n, ws in keywords.items()
        },
    )


def _fit(
    counts: sp.csr_matrix, terms: Sequence[str], seeds: np.ndarray, settings: dict, random: np.random.Generator
) -> np.ndarray:
    """Topics by terms of a model that starts where the keywords say, shape (n_topics, n_terms)."""
    used = np.asarray(counts.sum(axis=0)).ravel()
    eta = LDA_ETA + seeds * (KEYWORD_PRIOR + used)
    start = _start(counts, seeds, eta, settings["n_free"], random)
    # One thread: sums in another order would change the last digits, and with them the bytes of the tables.
    with one_thread():
        lda = LdaModel(
            num_topics=len(seeds),
            id2word=gensim_dictionary(counts, terms),
            random_state=settings["random_state"],
            passes=settings["passes"],
            iterations=ITERATIONS,
            alpha=[LDA_ALPHA] * len(seeds),
            eta=eta,
            chunksize=counts.shape[0],
            update_every=1,
            decay=0.5,
            offset=1.0,
            eval_every=None,
            dtype=np.float64,
        )
        lda.state.sstats[...] = (counts.T @ start).T
        lda.sync_state()
        lda.update(gensim_corpus(counts))
        return lda.get_topics()


def _start(
    counts: sp.csr_matrix, seeds: np.ndarray, eta: np.ndarray, n_free: int, random: np.random.Generator
) -> np.ndarray:
    """Topic shares the documents start with, shape (n_documents, n_topics).

    A document with keywords starts in their topics, one without where its words point: to a topic whose
    keywords they keep company with elsewhere, or to the free topics, as far as they are words of any document.
    """
    named = len(seeds) - n_free
    start = np.asarray(counts @ seeds[:named].T)
    spoken = start.sum(axis=1)
    start /= np.maximum(spoken, 1)[:, None]
    silent = np.flatnonzero(spoken == 0)
    if len(silent):
        company = (counts.T @ start).T + eta[:named]
        anywhere = np.asarray(counts.sum(axis=0)) + LDA_ETA
        known = np.vstack([company, anywhere.reshape(1, -1)])
        gamma = concentration(counts[silent], normalised(known), np.full(len(known), LDA_ALPHA))
        shares = normalised(gamma)
        start[silent] = shares[:, :named]
    free = np.zeros((len(start), n_free))
    if n_free and len(silent):
        free[silent] = shares[:, named:] * random.dirichlet(np.ones(n_free), len(silent))
    return np.hstack([start, free])

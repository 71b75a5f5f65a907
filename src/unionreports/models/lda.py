"""Topics by latent Dirichlet allocation (gensim), started from those of NMF."""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from gensim.models import LdaModel
from scipy.special import digamma

from unionreports.models.dirichlet_shares import concentration, word_likelihood
from unionreports.models.nmf import LIBRARIES, background_settings, find_topics
from unionreports.models.topic_model import TopicModel, enough_for, in_order, named
from unionreports.text.vectorise import gensim_dictionary
from unionreports.threads import one_thread

#: gensim's single pass recovers none of 20 planted topics. From a good start five whole-corpus updates recover all, and
#: 20 no better (smallest cosine .994 and .994); this many leave room for corpora that are less clear.
LDA_PASSES = 10
#: Updates of the shares of documents in the first pass and in each later one, which goes on from the one before. Three
#: or fifteen make no difference to the topics (smallest cosine .9997 for 2,100 and 6,300 units, 4 to 50 topics).
LDA_FIRST_UPDATES = (10, 20)
LDA_UPDATES = 3
#: On large corpora fewer updates do, each seeing more documents: passes are cut so that documents are visited
#: this often in all, but never below `LDA_LEAST_PASSES`.
LDA_VISITS = 200_000
LDA_LEAST_PASSES = 5
#: Priors well below 1: a unit is about few topics, a topic uses few words.
LDA_ALPHA = 0.1
LDA_ETA = 0.05
#: Long documents need more updates of their shares than units do.
LDA_SHARE_UPDATES = (10, 20, 70)


def fit_lda(
    counts: sp.csr_matrix,
    terms: Sequence[str],
    ids: Sequence[str],
    n_topics: int,
    random_state: int,
    start: str = "nndsvda",
) -> TopicModel:
    """Latent Dirichlet allocation (Blei, Ng & Jordan 2003) by gensim's variational Bayes, started from NMF.

    From random starts 14 of 20 planted topics came back, and none where half of the text is shared; from NMF's topics
    and background all 20 did in both. The price: where LDA and NMF agree, they are not independent witnesses.

    Where that NMF found a background, one topic more than asked for is it (Chemudugunta, Smyth & Steyvers 2007), as heavy
    in the prior of a document as all others together. It is left out of topics and shares: Dirichlet shares without one part are
    Dirichlet shares again, so `concentration` is that of the others.

    Parameters and errors as for `models.nmf.fit_nmf`, `start` being that of the NMF; the same seed gives the same bytes.
    """
    documents = in_order(counts, terms, ids)
    enough_for(documents, n_topics)
    kept, n_documents = documents.counts, documents.counts.shape[0]
    passes = int(np.clip(LDA_VISITS // n_documents, LDA_LEAST_PASSES, LDA_PASSES))
    begin = find_topics(kept, n_topics, random_state, start=start)
    topics, sizes = begin.topic_term, np.full(n_topics, 1 - begin.background_share) / n_topics
    if begin.background is not None:
        topics, sizes = np.vstack([begin.background, topics]), np.append(begin.background_share, sizes)
    first = len(topics) - n_topics
    alpha = document_prior(n_topics, first == 1)
    settings = {
        "n_topics": n_topics,
        "random_state": random_state,
        "passes": passes,
        "iterations": [sum(LDA_FIRST_UPDATES), LDA_UPDATES],
        "alpha": LDA_ALPHA,
        "alpha_background": LDA_ALPHA * n_topics,
        "eta": LDA_ETA,
        "start": f"nmf {start}",
        **background_settings(begin.evidence),
    }
    # One thread: sums in another order would change the last digits, and with them the bytes of the tables.
    with one_thread():
        lda = _MatrixLda(
            kept,
            num_topics=len(topics),
            id2word=gensim_dictionary(kept, terms),
            random_state=random_state,
            passes=passes,
            alpha=alpha.tolist(),
            eta=LDA_ETA,
            # The whole corpus in each update: the order of documents then hardly matters.
            chunksize=n_documents,
            update_every=1,
            decay=0.5,
            offset=1.0,
            eval_every=None,
            dtype=np.float64,
        )
        lda.state.sstats[...] = topics * sizes[:, None] * kept.sum()
        lda.sync_state()
        lda.update(range(n_documents))
    fitted = lda.get_topics()
    gamma = concentration(kept, fitted, alpha, LDA_SHARE_UPDATES)
    return named(
        "lda",
        documents,
        fitted[first:],
        gamma[:, first:],
        settings,
        (*LIBRARIES, "gensim"),
        has_posterior=True,
        background=fitted[0] if first else None,
        background_share=float((gamma[:, 0] / gamma.sum(axis=1)).mean()) if first else 0.0,
        background_evidence=begin.evidence,
    )


def document_prior(n_topics: int, background: bool) -> np.ndarray:
    """Dirichlet prior of a document's shares, the background first where there is one."""
    alpha = np.full(n_topics, LDA_ALPHA)
    return np.append(LDA_ALPHA * n_topics, alpha) if background else alpha


class _MatrixLda(LdaModel):
    """gensim's model with the shares of all documents updated at once, and each pass going on from the last.

    gensim goes through documents one by one, in each pass from random shares again: four times as long for units.
    """

    def __init__(self, counts: sp.csr_matrix, **settings):
        self._counts, self._gamma = counts, None
        super().__init__(**settings)

    def do_estep(self, chunk, state):
        counts, start = self._counts, self._gamma
        updates = LDA_FIRST_UPDATES if start is None else (LDA_UPDATES,)
        self._gamma = concentration(counts, self.expElogbeta, self.alpha, updates, start)
        weight = np.exp(digamma(self._gamma))
        each = counts / 1
        each.data = counts.data / word_likelihood(counts, weight, np.ascontiguousarray(self.expElogbeta.T))
        state.sstats += self.expElogbeta * (each.T @ weight).T
        state.numdocs += counts.shape[0]
        return self._gamma

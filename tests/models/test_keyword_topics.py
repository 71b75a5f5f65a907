"""Topics follow their keywords, take up words that keep company with them, and leave other themes to free topics."""

import numpy as np
import pytest
import scipy.sparse as sp

from unionreports.model_tables import DOCUMENT_TOPICS, TOPIC_TERMS
from unionreports.models import dirichlet_shares, keyword_topics
from unionreports.models.dirichlet_shares import concentration
from unionreports.models.keyword_topics import fit_keyword_topics
from unionreports.models.lda import LDA_ALPHA
from unionreports.models.topics import document_topics, topic_terms
from unionreports.table_check import check

NAMES = [f"k{i}" for i in range(6)]


def planted(seed, n_documents=300, length=40, n_topics=8, words_each=25):
    """Eight topics over words of their own; six of them have three keywords, two have none."""
    random = np.random.default_rng(seed)
    topics = np.zeros((n_topics, n_topics * words_each))
    for i in range(n_topics):
        topics[i, i * words_each : (i + 1) * words_each] = random.dirichlet(np.full(words_each, 0.5))
        topics[i] = 0.9 * topics[i] + 0.1 / topics.shape[1]
    shares = random.dirichlet(np.full(n_topics, 0.1), n_documents)
    counts = np.vstack([random.multinomial(length, p / p.sum()) for p in shares @ topics])
    terms = [f"t{i:04d}" for i in range(topics.shape[1])]
    keywords = {name: [terms[w] for w in np.argsort(-topics[i])[:3]] for i, name in enumerate(NAMES)}
    return sp.csr_matrix(counts), terms, [f"u{i:04d}" for i in range(n_documents)], keywords, topics, shares


@pytest.mark.parametrize("seed", [1, 2])
def test_named_topics_are_the_planted_ones_and_free_topics_take_the_rest(seed):
    counts, terms, ids, keywords, topics, shares = planted(seed)
    model = fit_keyword_topics(counts, terms, ids, keywords, seed, n_free=2)
    assert model.names == (*NAMES, "", "")
    fitted = model.topic_term.to_numpy()
    cosine = (fitted @ topics.T) / (np.linalg.norm(fitted, axis=1)[:, None] * np.linalg.norm(topics, axis=1))
    assert (np.diag(cosine)[:6] > 0.9).all()
    assert cosine[6:, 6:].max(axis=1).min() > 0.6 and cosine[6:, :6].max() < 0.5
    own = model.document_topic.to_numpy()[:, :6]
    assert np.corrcoef(own.ravel(), shares[:, :6].ravel())[0, 1] > 0.95


def test_keywords_name_their_topic_even_when_they_are_handed_to_another():
    counts, terms, ids, keywords, topics, _ = planted(3)
    turned = dict(zip(NAMES, [keywords[name] for name in (*NAMES[1:], NAMES[0])]))
    fitted = fit_keyword_topics(counts, terms, ids, turned, 3, n_free=2).topic_term.to_numpy()
    assert [int((topics @ row).argmax()) for row in fitted[:6]] == [1, 2, 3, 4, 5, 0]


def test_results_are_shares_and_what_is_missing_is_named():
    counts, terms, ids, keywords, *_ = planted(4, n_documents=60)
    blank = counts.toarray()
    blank[[3, 17]] = 0
    keywords |= {"nobody": ["x1", "x2"], "half": ["x3", terms[190]]}
    model = fit_keyword_topics(sp.csr_matrix(blank), terms, ids, keywords, 0)
    assert model.left_out == ("u0003", "u0017") and len(model.document_topic) == 58
    assert np.allclose(model.document_topic.sum(axis=1), 1) and np.allclose(model.topic_term.sum(axis=1), 1)
    assert "nobody" not in model.names and model.absent["nobody"] == ("x1", "x2") and model.absent["half"] == ("x3",)
    check(topic_terms(model), TOPIC_TERMS.name)
    check(document_topics(model), DOCUMENT_TOPICS.name)
    assert model.absent["k0"] == () and model.settings["documents_fitted"] == 58


def test_keywords_nobody_uses_are_refused():
    counts, terms, ids, *_ = planted(4, n_documents=20)
    with pytest.raises(ValueError, match="no document has a keyword"):
        fit_keyword_topics(counts, terms, ids, {"a": ["x"]}, 0)


@pytest.mark.parametrize("n_documents", [1, 2, 7])
def test_a_few_documents_are_enough_to_be_coded(n_documents):
    counts, terms, ids, keywords, *_ = planted(5, n_documents=n_documents)
    model = fit_keyword_topics(counts, terms, ids, keywords, 0)
    assert len(model.document_topic) == n_documents and np.isfinite(model.topic_term.to_numpy()).all()


def test_of_a_large_corpus_a_sample_is_fitted_and_every_document_coded(monkeypatch):
    counts, terms, ids, keywords, _, shares = planted(6, n_documents=400)
    monkeypatch.setattr(keyword_topics, "FIT_DOCUMENTS", 150)
    model = fit_keyword_topics(counts, terms, ids, keywords, 6, n_free=2)
    assert model.settings["documents_fitted"] == 150 and len(model.document_topic) == 400
    own = model.document_topic.to_numpy()[:, :6]
    assert np.corrcoef(own.ravel(), shares[:, :6].ravel())[0, 1] > 0.9


def test_shares_are_those_of_gensims_own_inference(monkeypatch):
    from gensim.models import LdaModel

    from unionreports.text.vectorise import gensim_corpus

    counts, terms, _, _, topics, _ = planted(7, n_documents=50)
    model = LdaModel(
        num_topics=8,
        id2word=dict(enumerate(terms)),
        alpha=[LDA_ALPHA] * 8,
        iterations=500,
        gamma_threshold=1e-9,
        dtype=np.float64,
    )
    model.expElogbeta = topics
    gamma, _ = model.inference(gensim_corpus(counts))
    monkeypatch.setattr(dirichlet_shares, "SHARE_CHANGE", 1e-9)
    # gensim starts at random places; where both end in the same hollow of the bound they agree.
    own = concentration(counts, topics, np.full(8, LDA_ALPHA), (500,))
    close = np.abs(own / own.sum(axis=1, keepdims=True) - gamma / gamma.sum(axis=1, keepdims=True)).max(axis=1) < 1e-3
    assert close.mean() > 0.95


def test_the_order_of_documents_does_not_matter_to_the_last_bit():
    counts, terms, ids, keywords, *_ = planted(8, n_documents=80)
    straight = fit_keyword_topics(counts, terms, ids, keywords, 3)
    turned = fit_keyword_topics(counts[::-1], terms, ids[::-1], keywords, 3)
    assert straight.topic_term.equals(turned.topic_term) and straight.document_topic.equals(turned.document_topic)
    assert straight.model_hash == turned.model_hash
    fewer = {name: words[:2] for name, words in keywords.items()}
    assert fit_keyword_topics(counts, terms, ids, fewer, 3).model_hash != straight.model_hash

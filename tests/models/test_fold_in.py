"""New documents get shares under a fitted model, which stays; what the model does not know is counted."""

from functools import cache

import numpy as np
import pytest
import scipy.sparse as sp

from unionreports.models.fold_in import fold_in
from unionreports.models.keyword_topics import fit_keyword_topics
from unionreports.models.topics import fit_lda, fit_nmf
from unionreports.validation.topic_worlds import plant_topics


def fit_keywords(counts, terms, ids, n_topics, random_state):
    leading = np.argsort(-WORLD.topic_term, axis=1)[:, :3]
    keywords = {f"k{i}": [terms[j] for j in row] for i, row in enumerate(leading[:n_topics])}
    return fit_keyword_topics(counts, terms, ids, keywords, random_state, n_free=0)


WORLD = plant_topics(2, n_documents=120, n_words=150, n_terms=300, n_topics=5, boilerplate=0.4)


@cache
def fitted(fit):
    return fit(WORLD.counts, WORLD.terms, WORLD.ids, 5, 0)


EVERY = pytest.mark.parametrize("fit", [fit_nmf, fit_lda, fit_keywords])


@EVERY
def test_documents_of_the_model_get_their_own_shares_in_any_company(fit):
    model = fitted(fit)
    before = model.document_topic.copy()
    rows, columns = np.arange(119, 80, -1), np.random.default_rng(0).permutation(300)
    folded = fold_in(
        model, WORLD.counts[rows][:, columns], [WORLD.terms[i] for i in columns], [WORLD.ids[i] for i in rows]
    )
    own = model.document_topic.loc[folded.document_topic.index]
    assert np.abs(folded.document_topic - own).to_numpy().max() < 1e-6
    assert model.document_topic.equals(before)
    if model.concentration is not None:
        assert np.allclose(folded.concentration, model.concentration.loc[own.index], rtol=1e-6)
        shares = folded.concentration.div(folded.concentration.sum(axis=1), axis=0)
        assert np.allclose(shares, folded.document_topic)


@pytest.mark.parametrize("fit", [fit_nmf, fit_lda])
def test_unseen_documents_get_the_shares_planted_in_them(fit):
    model = fit(WORLD.counts[:80], WORLD.terms, WORLD.ids[:80], 5, 0)
    folded = fold_in(model, WORLD.counts[80:], WORLD.terms, WORLD.ids[80:]).document_topic.to_numpy()
    cosine = model.topic_term.to_numpy() @ WORLD.topic_term.T
    planted = WORLD.document_topic[80:, cosine.argmax(axis=1)]
    assert len(set(cosine.argmax(axis=1))) == 5 and np.abs(folded - planted).mean() < 0.05


@EVERY
def test_words_the_model_does_not_know_are_counted_and_named(fit):
    model = fitted(fit)
    terms = ["new", WORLD.terms[0], "newer", "unused"]
    counts = sp.csr_matrix([[4, 3, 1, 0], [2, 0, 0, 0], [0, 0, 0, 0]])
    folded = fold_in(model, counts, terms, ["b", "a", "c"])
    assert folded.document_topic.index.tolist() == ["b"] and set(folded.left_out) == {"a", "c"}
    assert folded.unknown_terms.to_dict() == {"new": 6, "newer": 1}
    assert folded.unknown.loc["b"].tolist() == [8, 5, 0.625] and folded.unknown.loc["a", "share"] == 1


@EVERY
def test_no_known_word_at_all_gives_an_empty_frame(fit):
    model = fitted(fit)
    folded = fold_in(model, sp.csr_matrix([[2]]), ["new"], ["a"])
    assert folded.document_topic.empty and folded.left_out == ("a",) and folded.unknown_terms.to_dict() == {"new": 2}

"""The model that carries the covariates: topics come back, and units are drawn towards their own report, not to equal shares."""

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from unionreports.models.dirichlet_shares import concentration
from unionreports.models.lda import LDA_ALPHA, fit_lda
from unionreports.models.matching import match_topics
from unionreports.models.prevalence_prior import group_documents, prior, update_coefficients
from unionreports.models.structural import ECHO, fit_prevalence, fit_structural, mixture_cosine
from unionreports.validation.topic_worlds import plant_topics

K = 5


@pytest.fixture(scope="module")
def world():
    """Short units; in 甲省 the first topic is three times as frequent as in 乙省."""
    random = np.random.default_rng(3)
    n = 160
    place = np.where(np.arange(n) // 10 % 2 == 0, "甲省", "乙省")
    centres = np.where((place == "甲省")[:, None], [0.45, 0.1, 0.15, 0.15, 0.15], [0.15, 0.4, 0.15, 0.15, 0.15])
    shares = np.vstack([random.dirichlet(2 * centre) for centre in centres])
    corpus = plant_topics(4, n_documents=n, n_words=12, n_terms=150, n_topics=K, document_topic=shares)
    rows = pd.DataFrame(
        {
            "document_id": corpus.ids,
            "report_id": [f"r{i // 10}" for i in range(n)],
            "province": place,
            "year": pd.array([2000 + i // 10 % 5 if i % 40 else None for i in range(n)], dtype="Int64"),
            "level": "county",
            "role": ["plan" if i % 3 == 0 else "" for i in range(n)],
        }
    )
    return corpus, rows


@pytest.fixture(scope="module")
def fitted(world):
    corpus, rows = world
    return fit_structural(corpus.counts, corpus.terms, corpus.ids, K, 1, rows)


def test_planted_topics_are_found_and_shares_have_a_posterior(world, fitted):
    corpus, _ = world
    planted = pd.DataFrame(corpus.topic_term, columns=list(corpus.terms))
    _, cosines = match_topics(planted, fitted.topic_term)
    assert cosines.min() > 0.9
    np.testing.assert_allclose(fitted.document_topic.sum(axis=1), 1)
    expected = fitted.concentration.div(fitted.concentration.sum(axis=1), axis=0)
    pd.testing.assert_frame_equal(fitted.document_topic, expected)
    assert fitted.model == "structural" and fitted.settings["covariates"] == ["place", "year", "level", "role"]


def test_words_of_topics_are_those_of_lda(world, fitted):
    corpus, _ = world
    lda = fit_lda(corpus.counts, corpus.terms, corpus.ids, K, 1)
    _, cosines = match_topics(lda.topic_term, fitted.topic_term)
    np.testing.assert_allclose(cosines, 1)
    assert lda.model_hash != fitted.model_hash


def test_difference_of_places_is_not_shrunk(world):
    """With the topics known, twelve words a unit: LDA's prior takes a part of the difference away, this one does not."""
    corpus, rows = world
    start = np.full(K, LDA_ALPHA * 5)
    here = (rows["province"] == "甲省").to_numpy()

    def difference(shares):
        shares = shares / shares.sum(axis=1, keepdims=True)
        return shares[here, 0].mean() - shares[~here, 0].mean()

    truth = difference(corpus.document_topic)
    plain = difference(concentration(corpus.counts, corpus.topic_term, start))
    structural = difference(fit_prevalence(corpus.counts, corpus.topic_term, rows, start)[0])
    assert abs(structural - truth) < abs(plain - truth) / 2


def test_a_background_that_echoes_topics_is_told_from_one_of_its_own(world, fitted):
    corpus, _ = world
    own = np.zeros(len(corpus.terms))
    own[corpus.topic_term.sum(axis=0).argsort()[:10]] = 0.1
    assert mixture_cosine(corpus.topic_term[:3].mean(axis=0), corpus.topic_term) == pytest.approx(1)
    assert mixture_cosine(own, corpus.topic_term) < ECHO
    # No boilerplate is planted here, so the most frequent topic must not lose words to a background.
    assert abs(np.sort(fitted.document_topic.mean())[-1] - np.sort(corpus.document_topic.mean(axis=0))[-1]) < 0.03


def test_same_bytes_in_any_order_of_documents(world, fitted):
    corpus, rows = world
    order = np.random.default_rng(0).permutation(len(corpus.ids))
    again = fit_structural(
        corpus.counts[order], corpus.terms, [corpus.ids[i] for i in order], K, 1, rows.sample(frac=1, random_state=2)
    )
    pd.testing.assert_frame_equal(again.document_topic, fitted.document_topic, check_exact=True)
    assert again.model_hash == fitted.model_hash


def test_other_covariates_are_another_model(world, fitted):
    corpus, rows = world
    other = fit_structural(corpus.counts, corpus.terms, corpus.ids, K, 1, rows.assign(role="plan"))
    assert other.model_hash != fitted.model_hash
    assert not np.allclose(other.document_topic, fitted.document_topic)


@pytest.mark.parametrize("change", [lambda r: r[1:], lambda r: pd.concat([r, r[:1]])])
def test_each_document_needs_one_row(world, change):
    corpus, rows = world
    with pytest.raises(ValueError, match="one row of covariates"):
        fit_structural(corpus.counts, corpus.terms, corpus.ids, K, 1, change(rows))


def test_the_prior_of_a_group_is_that_of_its_posteriors():
    """Documents whose shares are all but known: the Dirichlet distribution they were drawn from comes back."""
    random = np.random.default_rng(5)
    rows = pd.DataFrame(
        {
            "report_id": "r",
            "province": ["甲省", "乙省"] * 2_000,
            "year": pd.array([pd.NA] * 4_000, dtype="Int64"),
            "level": "",
            "role": "",
        }
    )
    parameters = {"甲省": np.array([1.0, 2.0, 0.5]), "乙省": np.array([0.4, 0.4, 3.0])}
    shares = np.vstack([random.dirichlet(parameters[place]) for place in rows["province"]])
    groups = group_documents(rows)
    coefficients = np.zeros((groups.design.shape[1], 3))
    for _ in range(5):
        coefficients = update_coefficients(groups, coefficients, np.maximum(shares, 1e-6) * 1e6)
    assert sp.issparse(groups.design) and groups.design.shape[0] == 2
    np.testing.assert_allclose(prior(groups, coefficients)[:2], list(parameters.values()), rtol=0.1)

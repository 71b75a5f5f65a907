"""A background is taken where all documents share text, and nowhere else."""

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from unionreports.models.background import ECHO, LIMIT, NOTHING, TAKEN, UNEVEN, UNTOLD, evidence
from unionreports.models.lda import fit_lda
from unionreports.models.matching import match_topics
from unionreports.models.nmf import fit_nmf
from unionreports.models.topic_model import TopicModel
from unionreports.validation.recovery import recovery
from unionreports.validation.topic_worlds import plant_topics

TOPICS = np.repeat(np.eye(3), 4, axis=1) / 4
SHARED = np.full(4, 0.25)


def drawn(random_state, shares, n_words=40):
    """Documents of one of three disjoint topics each, and of words that stand in no topic, as many as `shares` says."""
    random = np.random.default_rng(random_state)
    shares = np.asarray(shares)[:, None]
    own = np.tile(TOPICS, (len(shares) // 3 + 1, 1))[: len(shares)]
    return sp.csr_matrix(random.multinomial(n_words, np.hstack([(1 - shares) * own, shares * SHARED])))


def measured(counts):
    return evidence(counts, np.hstack([TOPICS, np.zeros((3, 4))]), np.append(np.zeros(12), SHARED))


def test_the_unevenness_is_the_variance_planted_between_documents():
    # Shares of .2 and .6: mean .4, deviation .2, so a squared coefficient of variation of .25; equal shares have none.
    for shares, planted in (([0.4, 0.4], 0.0), ([0.2, 0.6], 0.25), ([0.0, 0.8], 1.0)):
        found = [measured(drawn(seed, np.random.default_rng(seed).choice(shares, 300), 12)) for seed in range(20)]
        assert abs(np.mean([one.unevenness for one in found]) - planted) < 0.05
        # The error is that of one corpus, as corpora drawn alike show.
        spread = np.std([one.unevenness for one in found], ddof=1)
        assert 0.6 < np.mean([one.error for one in found]) / spread < 1.6


@pytest.mark.parametrize(
    ("shares", "n_words", "verdict"),
    [
        ([0.4] * 120, 40, TAKEN),
        # In eight of nine documents, in half of them.
        (([0.5] * 8 + [0.0]) * 30, 40, TAKEN),
        (([0.5] + [0.0]) * 60, 40, UNEVEN),
        # The same steady share, in documents too short or too few to show it.
        ([0.05] * 120, 4, UNTOLD),
        ([0.4] * 120, 1, UNTOLD),
        ([0.4] * 2, 40, UNTOLD),
    ],
)
def test_a_share_must_be_steady_and_seen_to_be(shares, n_words, verdict):
    found = measured(drawn(1, shares, n_words))
    assert found.verdict == verdict
    if verdict == TAKEN:
        assert found.unevenness + 2 * found.error <= LIMIT


def test_an_echo_of_the_topics_is_no_background():
    counts = drawn(1, [0.4] * 300)
    topics = np.hstack([TOPICS, np.zeros((3, 4))])
    assert evidence(counts, topics, topics.mean(axis=0)).verdict == ECHO
    assert evidence(counts, topics, topics[0]).verdict == ECHO
    assert evidence(counts, topics, np.zeros(16)).verdict == NOTHING


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5).filter(any), min_size=1, max_size=8))
def test_any_documents_get_a_verdict_that_follows_from_its_numbers(rows):
    topics = np.array([[1, 0, 0, 0, 0], [0, 0.5, 0.5, 0, 0]])
    found = evidence(sp.csr_matrix(np.array(rows, float)), topics, np.array([0, 0, 0.2, 0.4, 0.4]))
    assert found.verdict in (TAKEN, UNEVEN, UNTOLD, ECHO)
    assert (found.verdict == UNEVEN) == (found.unevenness - 2 * found.error > LIMIT)


def disjoint(n_topics, n_terms, n_documents, n_words, random_state) -> tuple[np.ndarray, TopicModel]:
    """Topics without a common term, each document about one of them, and NMF of it."""
    planted = np.repeat(np.eye(n_topics), n_terms, axis=1) / n_terms
    random = np.random.default_rng(random_state)
    counts = np.array([random.multinomial(n_words, planted[i % n_topics]) for i in range(n_documents)])
    terms, ids = [f"t{i}" for i in range(counts.shape[1])], [f"d{i}" for i in range(n_documents)]
    return planted, fit_nmf(sp.csr_matrix(counts), terms, ids, n_topics, random_state)


@pytest.mark.parametrize("form", [(3, 6, 132, 8), (6, 10, 204, 8), (10, 10, 400, 20), (3, 20, 60, 300)])
@pytest.mark.parametrize("random_state", range(3))
def test_topics_that_share_nothing_are_all_found_and_no_background(form, random_state):
    planted, model = disjoint(*form, random_state)
    assert (match_topics(pd.DataFrame(planted, columns=model.topic_term.columns), model.topic_term)[1] > 0.9).all()
    assert model.background is None and model.background_share == 0
    assert model.settings["background"].startswith("none: ")


@pytest.mark.parametrize("form", [(120, 40, 200, 5), (200, 8, 300, 5), (30, 1_000, 500, 5), (60, 300, 600, 3)])
def test_drawn_topics_meet_by_chance_and_that_is_no_background(form):
    names = ("n_documents", "n_words", "n_terms", "n_topics")
    for seed in range(2):
        world = plant_topics(seed, **dict(zip(names, form)))
        model = fit_nmf(world.counts, world.terms, world.ids, form[-1], seed)
        assert model.background is None and (recovery(world, model) > 0.9).all()


def test_too_few_topics_asked_do_not_make_a_background():
    clean, shared = (plant_topics(0, 200, 300, 500, 12, boilerplate=part) for part in (0.0, 0.5))
    assert fit_nmf(clean.counts, clean.terms, clean.ids, 5, 0).background is None
    assert fit_nmf(shared.counts, shared.terms, shared.ids, 5, 0).background is not None


def test_lda_has_the_background_of_its_start_and_says_why():
    for part in (0.0, 0.5):
        world = plant_topics(1, 120, 60, 200, 4, boilerplate=part)
        lda, nmf = (fit(world.counts, world.terms, world.ids, 4, 0) for fit in (fit_lda, fit_nmf))
        assert (lda.background is None) == (nmf.background is None) == (part == 0)
        assert lda.settings["background"] == nmf.settings["background"] == lda.background_evidence.verdict
        assert (nmf.settings["background"] == TAKEN) == (part > 0)

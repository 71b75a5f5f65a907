"""The simulation of effects: its corpora are what they say, and its intervals keep their word at a glance."""

import numpy as np
import pytest

from unionreports.validation.effect_coverage import (
    MEASURES,
    OF_ROLE,
    OWN_HABIT,
    SHARES,
    covered,
    effect_coverage,
    effect_coverage_report,
    plant_reports,
)


def test_planted_role_shows_in_the_shares():
    corpus = plant_reports(np.random.default_rng(1), 200)
    plan = (corpus.rows["role"] == "plan").to_numpy()
    found = corpus.document_topic[plan].mean(axis=0) - corpus.document_topic[~plan].mean(axis=0)
    np.testing.assert_allclose(found, (1 - OWN_HABIT) * OF_ROLE, atol=0.03)
    assert corpus.counts.shape == (len(corpus.rows), len(corpus.terms)) and corpus.topic_term.shape[0] == len(SHARES)


def test_intervals_keep_their_word_when_shares_are_known():
    table = effect_coverage(8, ("shares known",), (16,)).set_index("measure")
    assert set(table.index) == set(MEASURES)
    # Eight corpora: four standard errors of a coverage of .95 over 48 intervals, half of them as if independent.
    assert (table["coverage"] > 0.8).all() and table["coverage"].mean() > 0.88


def test_text_alone_gives_an_interval_for_every_effect():
    found = covered("structural", 10, 1)
    assert found[["estimate", "low", "high"]].notna().all(axis=None) and found["holds"].mean() > 0.7
    assert (found["low"] <= found["estimate"]).all() and (found["estimate"] <= found["high"]).all()


def test_the_report_names_every_way():
    said = []
    text = effect_coverage_report(2, say=said.append, ways=("shares known", "topics known"), numbers_of_pages=(6,))
    assert "topics known" in text and "place, mean" in text and len(said) == 2


def test_unknown_way_is_named():
    with pytest.raises(ValueError, match="guess"):
        covered("guess", 10, 0)

"""Clusters are drawn with replacement, and few of them make intervals wide."""

import numpy as np
import pytest

from unionreports.compare.bootstrap import draw_clusters, excludes_zero, widened_reach, widened_tail


def test_draws_are_bootstrap_samples_and_repeat_for_a_seed():
    draws = draw_clusters(7, 500, np.random.default_rng(1))
    assert draws.shape == (500, 7)
    assert (draws.sum(axis=1) == 7).all()
    assert draws.mean(axis=0) == pytest.approx(np.ones(7), abs=0.15)
    assert draws.var() == pytest.approx(6 / 7, abs=0.05)
    assert (draws == draw_clusters(7, 500, np.random.default_rng(1))).all()
    assert (draws != draw_clusters(7, 500, np.random.default_rng(2))).any()


def test_few_clusters_widen_an_interval_and_many_do_not():
    assert widened_tail(10_000) == pytest.approx(0.025, abs=1e-4)
    assert widened_tail(5) < widened_tail(10) < widened_tail(40) < 0.025
    # t of 9 degrees of freedom is 2.262.
    assert widened_reach(10) == pytest.approx(2.262 * np.sqrt(10 / 9), abs=1e-3)


def test_an_interval_that_ends_at_0_does_not_exclude_it():
    ends = np.array([[0.1, 0.2], [-0.2, -0.1], [0.0, 0.1], [-0.1, 0.0], [-0.1, 0.1], [np.nan, np.nan]])
    assert excludes_zero(*ends.T).tolist() == [True, True, False, False, False, False]

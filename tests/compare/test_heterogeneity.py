"""Between-place variance is that of the analysis of variance, and is left open where nothing tells of it."""

import numpy as np
import pytest

from unionreports.compare.heterogeneity import between_squares, heterogeneity
from unionreports.compare.questions import Resampling, Sample

PLACES = np.array([0, 0, 0, 1, 1, 1, 2, 2, 2])
ONES = np.ones(9)


def asked(values, places=PLACES, pages=None, weights=ONES):
    pages = np.arange(len(values)) if pages is None else np.asarray(pages)
    return heterogeneity(Sample(np.asarray(values, dtype=float), weights, pages), places, Resampling(0, 500))


def shares(shift=0.0, seed=0):
    a = np.random.default_rng(seed).uniform(0.2, 0.4, size=9) + shift * PLACES
    return np.column_stack([a, 1 - a])


def test_tau_and_i_squared_are_those_of_the_mean_squares():
    values = shares(shift=0.1)
    found = asked(values)
    groups = values[:, 0].reshape(3, 3)
    within = groups.var(axis=1, ddof=1).mean()
    between = 3 * groups.mean(axis=1).var(ddof=1)
    assert found.tau.interval.estimate[0] == pytest.approx(np.sqrt((between - within) / 3))
    assert found.i_squared[0] == pytest.approx(1 - within / between)
    assert found.tau.p[0] < 0.05


def test_squares_between_labels_follow_the_labelling():
    values = shares()
    labels = np.array([PLACES, PLACES[::-1], np.roll(PLACES, 1)])
    squares = between_squares(values, ONES, labels, 3)
    assert squares[0] == pytest.approx(squares[1])
    centred = values - values.mean(axis=0)
    expected = sum(3 * centred[labels[2] == place].mean(axis=0) ** 2 for place in range(3))
    assert squares[2] == pytest.approx(expected)


def test_places_alike_have_no_variance_between_them():
    a = np.tile([0.2, 0.3, 0.4], 3)
    found = asked(np.column_stack([a, 1 - a]))
    assert found.tau.interval.estimate.tolist() == [0, 0] and found.i_squared.tolist() == [0, 0]
    assert found.tau.p.tolist() == [1, 1]


def test_reports_that_share_page_and_place_are_one_observation():
    values = shares(shift=0.1)
    doubled = asked(np.repeat(values, 2, axis=0), np.repeat(PLACES, 2), np.repeat(np.arange(9), 2), np.ones(18))
    one = asked(values)
    assert doubled.tau.interval.estimate == pytest.approx(one.tau.interval.estimate)
    assert doubled.tau.interval.high == pytest.approx(one.tau.interval.high)


def test_one_observation_in_each_place_leaves_everything_open():
    found = asked(shares()[:3], np.array([0, 1, 2]), weights=np.ones(3))
    assert np.isnan([found.tau.interval.estimate, found.tau.p, found.i_squared]).all()


def test_a_priority_that_never_varies_within_places_has_no_estimate():
    a = np.where(PLACES == 0, 0.5, 0.2)
    b = np.random.default_rng(0).uniform(0.1, 0.3, size=9)
    found = asked(np.column_stack([a, b, 1 - a - b]))
    assert np.isnan(found.tau.interval.estimate[0]) and not np.isnan(found.tau.interval.estimate[1])

"""Bootstrap over clusters: the product of matrices is the resampling it stands for."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from unionreports.compare.bootstrap import draw_clusters
from unionreports.validation import coefficients as co
from unionreports.validation.resampling import estimate


def draw_weights(n_clusters, n_resamples, seed):
    return draw_clusters(n_clusters, n_resamples, np.random.default_rng(seed))


def test_resampled_kappa_is_kappa_of_the_resampled_units():
    """Each draw done by hand: repeat the units of every report as often as it was drawn."""
    random = np.random.default_rng(5)
    clusters = np.sort(random.integers(0, 6, 90))
    reference = random.integers(0, 3, 90)
    coded = np.where(random.random(90) < 0.7, reference, random.integers(0, 3, 90))
    weights = draw_weights(6, 40, 9)
    by_hand = []
    for draw in weights:
        rows = np.repeat(np.arange(90), draw[clusters].astype(int))
        by_hand.append(cohen_kappa_score(reference[rows], coded[rows]))
    stacked = co.kappa(np.tensordot(weights, co.pair_counts(reference, coded, clusters, 6, 3), axes=1))
    assert stacked == pytest.approx(np.array(by_hand))


def test_an_interval_holds_its_value_and_is_wider_where_reports_differ():
    alike = np.tile([8.0, 10.0], (12, 1))
    apart = np.array([[s, 10.0] for s in (2, 10, 9, 10, 3, 10, 10, 9, 10, 4, 10, 9)])
    for counts in (alike, apart):
        value, low, high = estimate(lambda s: s[..., 0] / s[..., 1], counts, draw_weights(12, 2_000, 0))
        assert low <= value + 1e-12 and value <= high + 1e-12 and value == pytest.approx(0.8)
    assert high - low > 0.2
    assert np.ptp(estimate(lambda s: s[..., 0] / s[..., 1], alike, draw_weights(12, 2_000, 0))) < 1e-12


def test_intervals_cover_what_they_should():
    """Reports whose accuracy varies: of 300 samples of 15 reports, about 95 % of intervals hold the true mean."""
    random = np.random.default_rng(11)
    weights = draw_weights(15, 500, 0)
    hits = 0
    for _ in range(300):
        n = np.full(15, 25)
        right = random.binomial(n, random.beta(8, 2, 15))
        _, low, high = estimate(lambda s: s[..., 0] / s[..., 1], np.column_stack([right, n]), weights)
        hits += low <= 0.8 <= high
    assert 0.91 <= hits / 300 <= 0.99


def test_one_cluster_and_what_is_rarely_defined_have_no_interval():
    value, low, high = estimate(lambda s: s[..., 0], np.array([[3.0]]), draw_weights(1, 100, 0))
    assert value == 3 and np.isnan(low) and np.isnan(high)
    counts = np.zeros((5, 3, 2))
    counts[:, :, 0] = 4
    value, low, high = estimate(co.kappa, counts, draw_weights(5, 100, 0))
    assert np.isnan([value, low, high]).all()

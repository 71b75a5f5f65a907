"""Intervals stay in bounds, say more when they know less, and depend on nothing that should not matter."""

from hypothesis import given, settings, strategies as st
from hypothesis.extra.numpy import arrays
import numpy as np
import pytest

from unionreports.compare.bootstrap import draw_clusters
from unionreports.compare.intervals import (
    Interval,
    correlation_of_means,
    difference_interval,
    mean_interval,
    slope_interval,
)


def interval(values, pages=None, weights=None, n_resamples=2_000):
    values = np.asarray(values, dtype=float)
    pages = np.arange(len(values)) if pages is None else np.asarray(pages)
    weights = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=float)
    draws = draw_clusters(int(pages.max()) + 1, n_resamples, np.random.default_rng(0))
    return mean_interval(values, weights, pages, draws)


def shares(n, k=4, seed=0, concentration=8.0):
    return np.random.default_rng(seed).dirichlet(np.full(k, concentration / k), size=n)


@settings(max_examples=60, deadline=None)
@given(arrays(float, (9, 3), elements=st.floats(0, 1)), st.integers(0, 2))
def test_ends_stay_inside_0_and_1_and_hold_the_mean(raw, repeated):
    raw[:, 0] += 1e-3
    values = raw / raw.sum(axis=1, keepdims=True)
    found = interval(values, np.arange(9) // (1 + repeated), n_resamples=200)
    assert (found.low >= 0).all() and (found.high <= 1).all()
    assert (found.low <= found.estimate + 1e-12).all() and (found.estimate <= found.high + 1e-12).all()


def test_a_priority_that_no_report_names_may_still_have_a_share():
    values = np.column_stack([shares(10), np.zeros(10)])
    found = interval(values)
    assert found.low[-1] == 0
    assert 0.005 < found.high[-1] < 0.2


def test_where_nothing_varies_every_page_counts_as_one_draw():
    found = interval(np.tile([1.0, 0.0], (10, 1)))
    assert found.low[0] == pytest.approx(1 - found.high[1])
    assert 0.2 < found.high[1] < 0.45


def test_more_reports_narrow_and_reports_of_one_page_do_not():
    one = interval(shares(20))
    assert (interval(shares(80)).high - interval(shares(80)).low < one.high - one.low).all()
    copied = interval(np.repeat(shares(20), 3, axis=0), np.repeat(np.arange(20), 3))
    np.testing.assert_allclose(copied.estimate, one.estimate)
    np.testing.assert_allclose([copied.low, copied.high], [one.low, one.high], atol=1e-9)


def test_a_standard_error_is_that_of_a_mean_where_reports_are_independent():
    values = shares(400, seed=3)
    found = interval(values, n_resamples=4_000)
    expected = 1.96 * values.std(axis=0, ddof=1) / 20
    np.testing.assert_allclose((found.high - found.low) / 2, expected, rtol=0.06)


def test_weights_that_are_all_alike_change_nothing_and_doubled_ones_count_double():
    values = shares(12)
    np.testing.assert_allclose(interval(values, weights=np.full(12, 3.0)).high, interval(values).high)
    weights = np.ones(12)
    weights[0] = 2
    assert interval(values, weights=weights).estimate == pytest.approx((values.sum(axis=0) + values[0]) / 13)


@pytest.mark.parametrize("pages", [[0, 0, 0, 1, 1], [0] * 5])
def test_fewer_than_three_pages_give_no_interval(pages):
    found = interval(shares(5), pages)
    assert np.isnan([found.low, found.high]).all() and not np.isnan(found.estimate).any()


def test_differences_recover_the_variance_of_each_mean():
    a = Interval(np.array([0.5]), np.array([0.4]), np.array([0.6]))
    b = Interval(np.array([0.3]), np.array([0.2]), np.array([0.4]))
    found = difference_interval(a, b)
    assert found.estimate == pytest.approx(0.2)
    assert [found.low[0], found.high[0]] == pytest.approx([0.2 - np.sqrt(0.02), 0.2 + np.sqrt(0.02)])
    same = difference_interval(a, b, correlation=1.0)
    assert [same.low[0], same.high[0]] == pytest.approx([0.2, 0.2])


def test_means_of_the_same_reports_correlate_and_of_other_pages_do_not():
    values, ones = shares(30), np.ones(30)
    pages = np.arange(30)
    assert correlation_of_means((values, ones, pages), (values, ones, pages)) == pytest.approx(np.ones(4))
    assert correlation_of_means((values, ones, pages), (values, ones, pages + 30)) == pytest.approx(np.zeros(4))


def test_a_slope_is_that_of_least_squares_with_its_usual_error():
    random = np.random.default_rng(5)
    years = random.integers(2003, 2020, size=300).astype(float)
    values = shares(300, seed=6)
    draws = draw_clusters(300, 4_000, random)
    found = slope_interval(values, np.ones(300), np.arange(300), years, draws)
    line = np.polynomial.polynomial.polyfit(years - years.mean(), values, 1)
    np.testing.assert_allclose(found.estimate, line[1], atol=1e-12)
    residuals = values - line[0] - np.outer(years - years.mean(), line[1])
    error = 1.97 * np.sqrt((residuals**2).sum(axis=0) / 298 / ((years - years.mean()) ** 2).sum())
    np.testing.assert_allclose((found.high - found.low) / 2, error, rtol=0.12)

"""The probability of few occurrences holds what it says where reports are alike, and finds what was planted."""

import numpy as np
import pytest
import scipy.sparse as sp

from unionreports.compare.low_counts import probability_of_so_few


def drawn(random, n, n_terms, dispersions, means, per_page=1):
    """Counts of reports whose terms cluster by the dispersions given, lengths and pages."""
    lengths = np.round(random.lognormal(8.3, 0.6, n)) + 50
    dispersion = random.choice(dispersions, n_terms)
    mean = np.exp(random.uniform(*np.log(means), n_terms))
    rates = random.gamma(1 / dispersion, dispersion, size=(n, n_terms)) * mean
    counts = random.poisson(rates * lengths[:, None] / 4_000)
    return counts[:, counts.any(axis=0)], lengths, np.arange(n) // per_page


def measure(counts, lengths, pages, measured=None):
    every = np.ones(len(lengths), bool)
    return probability_of_so_few(sp.csr_matrix(counts), lengths, pages, every if measured is None else measured)


@pytest.mark.parametrize("n", [4, 11, 31])
@pytest.mark.parametrize("dispersions", [[0.05], [0.35], [0.7], [3.0], [0.1, 0.5, 1, 3, 8]], ids=str)
def test_without_silence_five_of_a_hundred_probabilities_or_fewer_are_below_five_percent(n, dispersions):
    random = np.random.default_rng(n)
    found = np.concatenate([measure(*drawn(random, n, 200, dispersions, (5, 100))).ravel() for _ in range(120 // n)])
    assert (found <= 0.05).mean() <= 0.0525
    assert (found <= 0.01).mean() <= 0.0115


@pytest.mark.parametrize("n", [6, 31])
def test_where_counts_are_large_and_even_it_is_not_merely_cautious(n):
    random = np.random.default_rng(n)
    found = np.concatenate([measure(*drawn(random, n, 200, [0.5], (20, 100))).ravel() for _ in range(240 // n)])
    assert 0.03 <= (found <= 0.05).mean() <= 0.0525
    assert 0.42 <= (found <= 0.5).mean() <= 0.58


def test_planted_silence_is_found_where_peers_speak_evenly_and_not_where_they_cluster():
    random = np.random.default_rng(7)
    even, lengths, pages = drawn(random, 20, 100, [0.15], (8, 30))
    uneven, *_ = drawn(random, 20, 100, [6.0], (8, 30))
    lengths = np.full(20, 4_000.0)
    even[3], uneven[3] = 0, 0
    one = np.arange(20) == 3
    assert np.median(measure(even, lengths, pages, one)) < 0.02
    assert np.median(measure(uneven[:, uneven.any(axis=0)], lengths, pages, one)) > 0.1


def test_more_peers_and_a_longer_report_make_a_silence_more_surprising():
    def silent(n_peers, length):
        counts = np.tile([[6], [9]], (n_peers, 1))[:n_peers]
        lengths = np.array([4_000.0] * n_peers + [length])
        return measure(np.vstack([counts, [[0]]]), lengths, np.arange(n_peers + 1), np.arange(n_peers + 1) == n_peers)[
            0, 0
        ]

    assert silent(4, 4_000) > silent(10, 4_000) > silent(30, 4_000)
    assert silent(10, 1_000) > silent(10, 4_000) > silent(10, 16_000)


def test_a_count_is_more_probable_than_a_smaller_one_and_none_is_above_one():
    counts = np.array([[5], [8], [6], [7], [0]])
    lengths, pages, last = np.full(5, 4_000.0), np.arange(5), np.arange(5) == 4
    rising = []
    for own in (0, 1, 4, 8, 40):
        counts[4] = own
        rising.append(measure(counts, lengths, pages, last)[0, 0])
    assert rising == sorted(rising) and rising[-1] <= 1 and rising[-1] > 0.99


def test_page_mates_are_no_evidence():
    # The last two stand on one page: each is measured against the others alone.
    lengths, pages = np.full(6, 4_000.0), np.array([0, 1, 2, 3, 4, 4])
    last = np.arange(6) == 5
    both = measure(np.array([[6], [8], [7], [9], [0], [0]]), lengths, pages, last)
    apart = measure(np.array([[6], [8], [7], [9], [0], [0]]), lengths, np.arange(6), last)
    assert both[0, 0] < 0.1 < apart[0, 0]


def test_terms_in_blocks_give_what_one_block_gives(monkeypatch):
    case = drawn(np.random.default_rng(3), 8, 30, [0.5], (1, 10))
    whole = measure(*case)
    monkeypatch.setattr("unionreports.compare.low_counts._CELLS", 5_000)
    np.testing.assert_allclose(measure(*case), whole, rtol=1e-12)


def test_nine_steps_are_enough(monkeypatch):
    case = drawn(np.random.default_rng(4), 11, 150, [0.1, 0.5, 1, 3, 8], (0.5, 60))
    coarse = measure(*case)
    monkeypatch.setattr("unionreports.compare.low_counts._STEPS", np.linspace(-6, 6, 121))
    np.testing.assert_allclose(coarse, measure(*case), rtol=0.02)

"""Relabellings keep pages whole, are complete where few, and give honest p-values."""

from hypothesis import given, strategies as st
import numpy as np
import pytest

from unionreports.compare.relabelling import holm, p_values, relabellings, sign_flips


def relabelled(labels, pages, n_resamples=2_000):
    return relabellings(np.asarray(labels), np.asarray(pages), n_resamples, np.random.default_rng(0))


def test_all_relabellings_are_listed_once_where_there_are_few():
    found, exact = relabelled([1, 1, 0, 0, 0], [0, 1, 2, 3, 4])
    assert exact and len(found) == 10
    assert len(np.unique(found, axis=0)) == 10
    assert (found.sum(axis=1) == 2).all()


def test_reports_of_one_page_with_one_label_keep_it_together():
    found, exact = relabelled([1, 1, 0, 0], [0, 0, 1, 2])
    assert exact and sorted(found.tolist()) == [[0, 0, 0, 1], [0, 0, 1, 0], [1, 1, 0, 0]]


def test_a_page_of_both_labels_exchanges_them_inside_only():
    found, exact = relabelled([1, 0, 0, 1, 0], [7, 7, 7, 8, 9])
    assert exact and len(found) == 3 * 2
    assert (found[:, :3].sum(axis=1) == 1).all()
    assert (found[:, 3:].sum(axis=1) == 1).all()


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 6)), min_size=1, max_size=14))
def test_every_relabelling_keeps_the_labels_of_pure_and_of_mixed_pages(pairs):
    labels, pages = (np.array(column) for column in zip(*pairs, strict=True))
    found, _ = relabelled(labels, pages, n_resamples=40)
    of_page = {p: labels[pages == p] for p in set(pages.tolist())}
    pure = {p for p, seen in of_page.items() if len(set(seen.tolist())) == 1}
    for row in found:
        for page in of_page:
            seen = row[pages == page]
            if page in pure:
                assert len(set(seen.tolist())) == 1
            else:
                assert sorted(seen) == sorted(of_page[page])
        heads = [row[pages == p][0] for p in sorted(pure)]
        assert sorted(heads) == sorted(of_page[p][0] for p in pure)


def test_too_many_are_drawn_and_the_seed_decides_which():
    labels, pages = np.arange(40) % 2, np.arange(40)
    found, exact = relabelled(labels, pages, 300)
    assert not exact and found.shape == (300, 40)
    assert (found == relabelled(labels, pages, 300)[0]).all()


def test_thousands_of_alike_labels_are_one_relabelling():
    found, exact = relabelled(np.zeros(5_000, dtype=int), np.arange(5_000))
    assert exact and found.shape == (1, 5_000)


def test_signs_of_few_pages_are_all_there_are():
    signs, exact = sign_flips(3, 10, np.random.default_rng(0))
    assert exact and len(np.unique(signs, axis=0)) == 8
    assert not sign_flips(3, 7, np.random.default_rng(0))[1]


def test_p_counts_the_relabellings_at_least_as_far_out():
    statistics = np.array([[3.0], [1.0], [2.0], [3.0 - 1e-13]])
    assert p_values(np.array([3.0]), statistics, exact=True) == pytest.approx([0.5])
    # Of drawn ones the observed is one more, so that p is never 0.
    assert p_values(np.array([9.0]), statistics, exact=False) == pytest.approx([0.2])


def test_p_is_missing_where_no_other_labelling_is_possible():
    assert np.isnan(p_values(np.array([1.0]), np.array([[1.0]]), exact=True)).all()


def test_holm_multiplies_by_the_hypotheses_left_and_skips_missing_ones():
    adjusted = holm(np.array([0.04, np.nan, 0.01, 0.03]))
    assert adjusted == pytest.approx([0.06, np.nan, 0.03, 0.06], nan_ok=True)
    assert holm(np.array([0.9, 0.8])) == pytest.approx([1, 1])
    assert holm(np.array([])).size == 0

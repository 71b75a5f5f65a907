"""Coefficients of agreement against published examples, closed forms and a library."""

from hypothesis import given
from hypothesis import strategies as st
import numpy as np
import pytest
from sklearn.metrics import accuracy_score, cohen_kappa_score, f1_score

from unionreports.validation import coefficients as co

_ = co.MISSING
#: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, sections A to C.
PUBLISHED = {
    "two observers, two values": ([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]], 0.095),
    "two observers, five values": ([[0, 0, 1, 1, 3, 2, 2, 2, 4, 3, 3, 0], [1, 0, 1, 1, 1, 2, 2, 2, 4, 3, 3, 3]], 0.692),
    "four observers, values missing": (
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
            [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
        ],
        0.743,
    ),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_alpha_of_the_published_examples(name):
    codes, alpha = PUBLISHED[name]
    assert co.krippendorff_alpha(np.array(codes).T) == pytest.approx(alpha, abs=0.0005)


def test_alpha_of_two_coders_who_split_every_unit_is_below_zero():
    """n units, each coded 0 and 1: alpha = 1 - (2n - 1) / n, from the definition."""
    for n in (1, 5, 50):
        assert co.krippendorff_alpha(np.tile([0, 1], (n, 1))) == pytest.approx(1 - (2 * n - 1) / n)


def test_alpha_is_undefined_where_nothing_varies_or_nothing_is_paired():
    assert np.isnan(co.krippendorff_alpha(np.zeros((5, 2), int)))
    assert np.isnan(co.krippendorff_alpha(np.array([[0, _], [_, 1]])))
    assert np.isnan(co.krippendorff_alpha(np.empty((0, 2), int)))


def test_chance_gives_about_zero():
    codes = np.random.default_rng(3).integers(0, 4, (20_000, 3))
    assert co.krippendorff_alpha(codes) == pytest.approx(0, abs=0.01)


codings = st.integers(2, 4).flatmap(
    lambda coders: st.lists(st.lists(st.integers(-1, 3), min_size=coders, max_size=coders), min_size=2, max_size=20)
)


@given(codings, st.randoms(use_true_random=False))
def test_order_of_coders_units_and_names_of_categories_do_not_matter(rows, random):
    codes = np.array(rows)
    shuffled = codes[random.sample(range(len(codes)), len(codes))][
        :, random.sample(range(codes.shape[1]), codes.shape[1])
    ]
    renamed = np.array([*random.sample(range(4), 4), co.MISSING])[shuffled]
    assert co.krippendorff_alpha(renamed) == pytest.approx(co.krippendorff_alpha(codes), nan_ok=True)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=20).filter(lambda c: len(set(c)) > 1), st.integers(2, 5))
def test_perfect_agreement_is_one(column, coders):
    assert co.krippendorff_alpha(np.tile(np.array(column)[:, None], (1, coders))) == pytest.approx(1)


@given(codings)
def test_no_agreement_is_above_one(rows):
    alpha = co.krippendorff_alpha(np.array(rows))
    assert np.isnan(alpha) or alpha <= 1 + 1e-12


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=5, max_size=60))
def test_coefficients_of_a_pair_are_those_of_the_library(pairs):
    reference, coded = np.array(pairs).T
    counts = co.pair_counts(reference, coded, np.zeros(len(pairs), int), 1, 4)[0]
    assert co.accuracy(counts) == pytest.approx(accuracy_score(reference, coded))
    labels = sorted(set(reference))
    expected = f1_score(reference, coded, labels=labels, average="macro", zero_division=0)
    assert co.macro_f1(counts) == pytest.approx(expected)
    if len({*reference, *coded}) > 1:
        assert co.kappa(counts) == pytest.approx(cohen_kappa_score(reference, coded))
    else:
        assert np.isnan(co.kappa(counts))
    assert co.pair_alpha(counts) == pytest.approx(co.krippendorff_alpha(np.array(pairs)), nan_ok=True)
    for category, table in enumerate(co.one_against_rest(counts)):
        binary = np.column_stack([reference == category, coded == category]).astype(int)
        assert co.pair_alpha(table) == pytest.approx(co.krippendorff_alpha(binary), nan_ok=True)


def test_counts_of_clusters_add_up_and_units_without_two_codes_count_nowhere():
    random = np.random.default_rng(0)
    codes = random.integers(-1, 4, (200, 2))
    clusters = random.integers(0, 7, 200)
    whole = co.pair_counts(*codes.T, np.zeros(200, int), 1, 4)[0]
    assert (co.pair_counts(*codes.T, clusters, 7, 4).sum(axis=0) == whole).all()
    assert whole[1].sum() == (codes >= 0).all(axis=1).sum()
    assert np.allclose(
        co.alpha_counts(codes, clusters, 7, 4).sum(axis=0), co.alpha_counts(codes, np.zeros(200, int), 1, 4)[0]
    )

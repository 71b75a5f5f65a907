"""Probabilities become one primary and up to two secondary codes, with words that say why."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from unionreports.models.coding import Codes, choose_codes, priority_rows, quote_words, undecided, with_frames
from unionreports.models.unit_words import read_words
from unionreports.table_check import check
from unionreports.tables import PRIORITIES
from unionreports.text.segment import Segmenter


@given(arrays(float, (5, 6), elements=st.floats(0.001, 1)), st.integers(0, 5))
def test_every_unit_has_one_primary_and_weights_that_add_to_one(raw, residual):
    shares = raw / raw.sum(axis=1, keepdims=True)
    codes = choose_codes(shares, residual)
    assert codes.units[codes.is_primary].tolist() == [0, 1, 2, 3, 4]
    assert np.allclose(np.bincount(codes.units, weights=codes.weights), 1)
    assert (np.bincount(codes.units) <= 3).all()
    beside = codes.categories[~codes.is_primary]
    assert not (beside == residual).any()
    alone = codes.units[codes.is_primary & (codes.categories == residual)]
    assert np.bincount(codes.units, minlength=5)[alone].tolist() == [1] * len(alone)
    rows = priority_rows("combined", list("abcde"), list("uvwxyz"), codes, shares, ["[]"] * len(codes.units))
    check(rows, PRIORITIES.name)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([0.6, 0.3, 0.1, 0.0], [(0, 2 / 3), (1, 1 / 3)]),
        ([0.5, 0.19, 0.19, 0.12], [(0, 1.0)]),
        ([0.3, 0.25, 0.25, 0.2], [(0, 0.375), (1, 0.3125), (2, 0.3125)]),
        ([0.4, 0.2, 0.0, 0.4], [(0, 2 / 3), (1, 1 / 3)]),
        ([0.3, 0.3, 0.0, 0.4], [(3, 1.0)]),
    ],
)
def test_secondary_codes_need_a_fifth_and_never_stand_beside_the_residual(shares, expected):
    codes = choose_codes(np.array([shares]), residual=3)
    assert codes.categories.tolist() == [c for c, _ in expected]
    assert codes.weights.tolist() == pytest.approx([w for _, w in expected])


def test_shares_can_differ_from_probabilities_and_the_primary_keeps_its_place():
    codes = choose_codes(np.array([[0.9, 0.05, 0.05]]), residual=2, shares=np.array([[0.1, 0.6, 0.3]]))
    assert codes.categories.tolist() == [0, 1] and codes.weights.tolist() == pytest.approx([0.25, 0.75])


def test_frames_are_the_residual_and_nothing_else_moves():
    shares = np.array([[0.9, 0.1], [0.9, 0.1]])
    assert with_frames(shares, ["frame", "plan"], 1).tolist() == [[0, 1], [0.9, 0.1]]


def test_what_is_not_known_is_the_residual_at_little_better_than_even_odds():
    shares = undecided(2, 10, residual=4)
    assert (
        shares.argmax(axis=1).tolist() == [4, 4]
        and shares.max() == pytest.approx(0.55)
        and np.allclose(shares.sum(axis=1), 1)
    )


def test_quotes_are_the_words_that_add_most_each_once_where_it_first_stands():
    text = "茶，茶，船，鸟，鱼，虫，花，草"
    words = read_words([text, "草"], Segmenter(), [30, 90])
    worth = {"茶": 5.0, "船": 7.0, "鸟": 0.0, "鱼": -1.0, "虫": 1.0, "花": 1.0, "草": 3.0}
    value = np.array([worth[w] for w in words.vocabulary])
    codes = Codes(np.array([0, 0, 1]), np.array([2, 1, 2]), np.array([0.5, 0.5, 1]), np.array([True, False, True]))
    quotes = quote_words(
        words,
        codes,
        lambda unit, category, word: value[word] * (category == 2),
        lambda c, w: f"speaks for {c}",
        np.array([False, True]),
    )
    first, second, silent = (json.loads(q) for q in quotes)
    assert [q["quote"] for q in first] == ["船", "茶", "草", "虫", "花"]
    assert all(text[q["start"] - 30 : q["end"] - 30] == q["quote"] and q["says"] == "speaks for 2" for q in first)
    assert first[1]["start"] == 30 and second == [] and silent == []

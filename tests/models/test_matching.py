"""Topics are paired one to one, best overall, whatever the order, number and vocabulary of either side."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
import numpy as np
import pandas as pd
import pytest

from unionreports.models.matching import leading_terms, match_topics, topic_cosines


def frame(rows, terms="abcdefgh"):
    return pd.DataFrame(np.asarray(rows, dtype=float), columns=list(terms)[: len(rows[0])])


@given(arrays(float, (4, 5), elements=st.floats(0, 1)), arrays(float, (4, 5), elements=st.floats(0, 1)))
def test_no_other_pairing_is_better(a, b):
    matched, similarity = match_topics(frame(a), frame(b))
    cosines = topic_cosines(frame(a), frame(b))
    assert sorted(matched) == [0, 1, 2, 3]
    assert similarity.sum() == pytest.approx(max(cosines[range(4), list(p)].sum() for p in permutations(range(4))))


def test_shuffled_topics_and_terms_are_found_again():
    random = np.random.default_rng(1)
    topics = frame(random.dirichlet(np.full(8, 0.2), 6))
    order = random.permutation(6)
    matched, similarity = match_topics(topics, topics.iloc[order, ::-1])
    assert order[matched].tolist() == list(range(6)) and np.allclose(similarity, 1)


def test_terms_one_side_lacks_count_as_absent_there():
    a = frame([[0.5, 0.5]], "ab")
    b = frame([[0.5, 0.5]], "bc")
    assert topic_cosines(a, b)[0, 0] == pytest.approx(0.5)
    assert topic_cosines(a, frame([[0.5, 0.5]], "ba"))[0, 0] == pytest.approx(1)


def test_topics_left_over_stay_alone():
    a = frame([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    matched, similarity = match_topics(a, a.iloc[[2, 0]])
    assert matched.tolist() == [1, -1, 0] and similarity.tolist() == [1, 0, 1]
    assert match_topics(a.iloc[[1]], a)[0].tolist() == [1]


def test_leading_terms_come_by_weight_and_then_by_vocabulary():
    assert leading_terms(frame([[0.1, 0.4, 0.1, 0.4]]), 3).tolist() == [[1, 3, 0]]

"""Words keep their offsets, counts are counts, and no pair of characters crosses from one text to the next."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionreports.models.unit_words import CharacterPairs, coding_segmenter, read_words
from unionreports.text.codebook import Codebook, FalseFriend
from unionreports.text.lexicons import Lexicons
from unionreports.text.segment import Segmenter

TEXTS = ["工会组建工作，组建工会12家。", "", "职工培训\n培训职工", "，。"]


def test_words_stand_where_their_offsets_say():
    words = read_words(TEXTS, Segmenter(("工会组建",)), [100, 200, 300, 400])
    for i, (text, start) in enumerate(zip(TEXTS, [100, 200, 300, 400])):
        for place in range(words.begins[i], words.begins[i + 1]):
            word = words.vocabulary[words.words[place]]
            assert text[words.starts[place] - start : words.ends[place] - start] == word
    assert "工会组建" in words.vocabulary and list(words.vocabulary) == sorted(words.vocabulary)
    assert len(words) == 4 and np.diff(words.begins).tolist()[1::2] == [0, 0]


def test_counts_are_those_of_the_words_asked_for():
    words = read_words(TEXTS, Segmenter())
    matrix = words.counts({"培训": 0, "没有": 1, "职工": 2})
    assert matrix.toarray().tolist() == [[0, 0, 0], [0, 0, 0], [2, 0, 2], [0, 0, 0]]


def test_no_texts_have_no_words():
    words = read_words([], Segmenter())
    assert len(words) == 0 and words.counts({"工会": 0}).shape == (0, 1)


def test_terms_of_the_codebook_and_what_hides_them_stay_whole():
    book = Codebook(
        ("a", "other"),
        ("field", "residual"),
        (1, None),
        {"职工培训班": 0, "“三八”": 0},
        {},
        (FalseFriend("信息安全保障", (), ""), FalseFriend("劳模", ("看望",), "")),
    )
    segmenter = coding_segmenter(Lexicons(book, ("工会组建",), frozenset()))
    assert segmenter.terms == ("信息安全保障", "工会组建", "职工培训班")
    assert segmenter.cut("办职工培训班，抓信息安全保障") == ["办", "职工培训班", "抓", "信息安全保障"]


def slow_counts(pairs_of, text):
    """Characters and pairs of one text, by the plainest means; `pairs_of` are the known ones."""
    found = Counter(c for c in text if not c.isspace())
    found.update(a + b for a, b in pairwise(text) if not (a + b)[0].isspace() and not b.isspace())
    return Counter({k: n for k, n in found.items() if k in pairs_of})


@given(
    st.lists(st.text("工会职 \n，", max_size=8), min_size=1, max_size=5),
    st.lists(st.text("工会职员 \n，", max_size=8), max_size=5),
)
def test_characters_and_pairs_are_counted_as_by_hand(known, texts):
    pairs = CharacterPairs(known)
    keys = sorted(set().union(*(slow_counts(AnyKey(), t) for t in known)), key=lambda k: (len(k), k))
    assert pairs.n_columns == len(keys)
    for text, row in zip(texts, pairs.counts(texts).toarray()):
        counted = slow_counts(set(keys), text)
        assert {k: n for k, n in zip(keys, row.tolist()) if n} == dict(counted)


class AnyKey:
    """Holds everything."""

    def __contains__(self, key):
        return True


@pytest.mark.parametrize("text", ["𠀀龥", "a\u00e9工"])
def test_characters_of_any_plane_count(text):
    assert CharacterPairs([text]).counts([text]).sum() == len(text) + len(text) - 1

"""A planted phrase is found where its words belong together, and nowhere else."""

import numpy as np
import pandas as pd
import pytest
from text.gold_frames import LEXICONS, gold_tables

from unionreports.text.lexicons import read_lexicons
from unionreports.text.phrases import find_phrases, with_phrases
from unionreports.text.segment import Segmenter
from unionreports.text.vectorise import TermVectorizer

WORDS = "学校 医院 道路 桥梁 城市 农村 天气 音乐 电影 商店 飞机 火车".split()
SEGMENTER = Segmenter()


def corpus(phrase, mark="", n=200):
    """Units of words in random order; in three of four the words of a phrase with a mark between, else apart."""
    rng = np.random.default_rng(0)
    rows = []
    for i in range(n):
        # Enumerations: no two of the words stand together by themselves.
        text = "、".join(rng.choice(WORDS, 6))
        rows.append((f"r{i % 5}", text + "，" + (mark.join(phrase) if i % 4 else "、".join(phrase)) + "。"))
    return pd.DataFrame(rows, columns=["report_id", "text"])


def test_a_planted_phrase_is_found_with_its_counts():
    found = find_phrases(corpus(("苹果", "月亮")), SEGMENTER)
    assert found["phrase"].tolist() == ["苹果月亮"]
    row = found.iloc[0]
    assert (row["words"], row["count"], row["n_reports"]) == ("苹果|月亮", 150, 5)
    assert 0.5 < row["score"] <= 1


@pytest.mark.parametrize("mark", list("，。、；：（“ \n·") + ["的", "12"])
def test_no_phrase_crosses_a_mark_a_stop_word_or_a_number(mark):
    assert find_phrases(corpus(("苹果", "月亮"), mark), SEGMENTER, ["的"]).empty


def test_no_phrase_crosses_the_end_of_a_unit():
    units = pd.DataFrame({"report_id": ["r"] * 200, "text": ["苹果", "月亮"] * 100})
    assert find_phrases(units, SEGMENTER).empty


def test_words_that_meet_by_chance_are_no_phrase():
    rng = np.random.default_rng(1)
    texts = ["".join(rng.choice(WORDS, 8)) for _ in range(400)]
    assert find_phrases(pd.DataFrame({"report_id": "r", "text": texts}), SEGMENTER).empty


def test_rare_pairs_are_left_out():
    units = corpus(("苹果", "月亮"))
    assert find_phrases(units, SEGMENTER, min_count=151).empty


def test_no_units_give_an_empty_frame():
    found = find_phrases(pd.DataFrame({"report_id": pd.Series(dtype="str"), "text": pd.Series(dtype="str")}), SEGMENTER)
    assert found.empty and list(found) == ["phrase", "words", "score", "count", "n_reports"]


def test_phrases_become_terms_and_a_second_pass_makes_them_longer():
    units = corpus(("苹果", "月亮", "大海"))
    lexicons = read_lexicons(LEXICONS)
    first = find_phrases(units, Segmenter(lexicons.terms))
    assert set(first["phrase"]) == {"苹果月亮", "月亮大海"}
    more = with_phrases(lexicons, first[:1])
    assert more.terms == (*lexicons.terms, first["phrase"][0]) and more.codebook is lexicons.codebook
    second = find_phrases(units, Segmenter(more.terms))
    assert second["phrase"].tolist() == ["苹果月亮大海"]
    vectorizer = TermVectorizer(with_phrases(more, second).terms).fit(units["text"])
    assert "苹果月亮大海" in vectorizer.vocabulary_


def test_phrases_of_reports_are_the_same_whatever_the_order_of_units():
    units, lexicons = gold_tables()["units"], read_lexicons(LEXICONS)
    found = find_phrases(units, Segmenter(lexicons.terms), lexicons.stop_words)
    assert len(found) and found["score"].is_monotonic_decreasing
    assert (found["count"] >= 5).all() and found["n_reports"].between(1, units["report_id"].nunique()).all()
    again = find_phrases(units.iloc[::-1], Segmenter(lexicons.terms), lexicons.stop_words)
    pd.testing.assert_frame_equal(found, again)

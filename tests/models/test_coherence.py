"""Coherence is gensim's where gensim counts right, counts by hand elsewhere, and tells topics from noise."""

from gensim.corpora import Dictionary
from gensim.models import CoherenceModel
import numpy as np
import pandas as pd
import pytest

from unionreports.models.coherence import WINDOW, Texts, _together, read_texts, topic_coherence


def table(texts):
    return pd.DataFrame([(f"u{i:04d}", j, w) for i, t in enumerate(texts) for j, w in enumerate(t)], columns=["unit_id", "position", "token"])


def topics_of(texts, leading):
    terms = sorted({w for t in leading for w in t})
    weights = pd.DataFrame(0.0, index=range(len(leading)), columns=terms)
    for topic, words in enumerate(leading):
        weights.loc[topic, list(words)] = np.arange(len(words), 0, -1)
    return weights.div(weights.sum(axis=1), axis=0), read_texts(table(texts), terms)


def by_gensim(texts, leading, measure, window):
    model = CoherenceModel(topics=[list(t) for t in leading], texts=texts, dictionary=Dictionary(texts), coherence=measure, window_size=window, processes=1)
    return model.get_coherence_per_topic()


def short_texts(seed):
    """Texts shorter than a window, in which words come back."""
    random = np.random.default_rng(seed)
    share = 1 / np.arange(1, 41)
    return [[f"w{j:02d}" for j in random.choice(40, random.integers(1, 90), p=share / share.sum())] for _ in range(60)]


def long_texts(seed):
    """Texts longer than a window, in which a word comes back only after more words than a window holds."""
    random = np.random.default_rng(seed)
    return [[f"w{j:03d}" for j in random.permutation(160)[: WINDOW + 20]] * 3 for _ in range(12)]


@pytest.mark.parametrize("texts", [short_texts(1), long_texts(2)], ids=["short", "long"])
def test_coherence_is_that_of_gensim(texts):
    words = sorted({w for t in texts for w in t})
    leading = [words[i : i + 10] for i in range(0, 40, 5)]
    found = topic_coherence(*topics_of(texts, leading))
    assert found["npmi"].to_numpy() == pytest.approx(by_gensim(texts, leading, "c_npmi", 10**6), abs=1e-9)
    assert found["c_v"].to_numpy() == pytest.approx(by_gensim(texts, leading, "c_v", WINDOW), abs=1e-9)


@pytest.mark.parametrize("window", [None, 1, 3, 50])
def test_windows_are_counted_as_by_hand_where_words_come_back(window):
    random = np.random.default_rng(3)
    texts = [random.integers(-1, 5, n) for n in (1, 2, 3, 4, 17, 30)]
    whole = Texts(np.concatenate(texts), np.array([len(t) for t in texts]), tuple("abcde"))
    windows = [set(t[i : i + (window or 99)]) for t in texts for i in range(max(len(t) - (window or 99) + 1, 1))]
    together, n = _together(whole, np.array([0, 2, 3]), window)
    assert n == len(windows)
    assert together.tolist() == [[sum({a, b} <= w for w in windows) for b in (0, 2, 3)] for a in (0, 2, 3)]


def test_words_that_stand_together_cohere_and_others_do_not():
    random = np.random.default_rng(4)
    texts = [random.permutation([f"{'ab'[i % 2]}{j}" for j in range(10)] * 2).tolist() for i in range(40)]
    together, apart = [f"a{j}" for j in range(10)], [f"{'ab'[j % 2]}{j}" for j in range(10)]
    found = topic_coherence(*topics_of(texts, [together, apart, [f"b{j}" for j in range(10)]]))
    assert found["npmi"][0] == pytest.approx(1) and found["c_v"][0] == pytest.approx(1)
    assert found["npmi"][1] < 0 and found["c_v"][1] < 0.5


def test_terms_without_weight_lead_nothing():
    texts = short_texts(5)
    weights, read = topics_of(texts, [["w00", "w01", "w02"], ["w03", "w04", "w05"], ["w06"]])
    found = topic_coherence(weights, read)
    assert found["npmi"][0] == pytest.approx(by_gensim(texts, [["w00", "w01", "w02"]], "c_npmi", 10**6)[0])
    assert found.loc[2].isna().all()


def test_texts_of_another_segmentation_are_refused():
    with pytest.raises(ValueError, match="1 of 2 terms stand in no text, the first is '工会组建'"):
        read_texts(table([["工会", "组建"]]), ["工会", "工会组建"])

"""Agreement with hand coding: what was planted is found, on the units it was planted in."""

import numpy as np
import pandas as pd
import pytest

from invented_codes import CATEGORIES, corpus, hand_codes, priorities
from unionreports.validation.agreement import agreement, category_scores, confusion

TABLES = corpus(reports=12, size=40)
UNITS = TABLES["units"]


def planted(seed=0, right=0.8):
    """A reference, and a coding that keeps each code with a probability, else takes the next category."""
    random = np.random.default_rng(seed)
    truth = random.integers(0, 5, len(UNITS))
    coded = np.where(random.random(len(UNITS)) < right, truth, (truth + 1) % 5)
    return [[CATEGORIES[c] for c in codes] for codes in (truth, coded)]


def value(scores, measure, subset="all", column="value"):
    return scores.set_index(["subset", "measure"]).loc[(subset, measure), column]


def test_planted_agreement_is_recovered():
    truth, coded = planted()
    scores = agreement(priorities(UNITS, codebook=coded), hand_codes(UNITS, truth), UNITS, 1)
    for measure, expected in (("accuracy", 0.8), ("macro_f1", 0.8), ("kappa", 0.75), ("alpha", 0.75)):
        low, high = value(scores, measure, column="low"), value(scores, measure, column="high")
        assert low < expected < high and high - low < 0.15
        assert value(scores, measure) == pytest.approx(expected, abs=0.05)
    assert value(scores, "alpha", column="n_units") == 480 and value(scores, "alpha", column="n_reports") == 12


def test_planted_confusion_is_recovered():
    truth, coded = planted()
    table = confusion(priorities(UNITS, codebook=coded), hand_codes(UNITS, truth), UNITS)
    counted = {(r.reference, r.coded): r.n for r in table.itertuples()}
    follows = dict(zip(CATEGORIES, [*CATEGORIES[1:], CATEGORIES[0]], strict=True))
    assert sum(counted.values()) == len(UNITS)
    assert all(b in (a, follows[a]) for a, b in counted)
    assert counted["pay", "safety"] == sum(t == "pay" and c == "safety" for t, c in zip(truth, coded, strict=True))


def test_subsets_hold_their_own_units():
    truth, _ = planted()
    wrong = [CATEGORIES[(CATEGORIES.index(t) + 1) % 5] for t in truth]
    sure = np.arange(len(UNITS)) % 2 == 0
    confidence = np.where(sure, "high", np.where(np.arange(len(UNITS)) % 4 == 1, "medium", "low"))
    mixed = np.where(sure, truth, wrong)
    scores = agreement(
        priorities(UNITS, codebook=mixed), hand_codes(UNITS, truth, confidence), UNITS, 1, n_resamples=50
    )
    assert value(scores, "accuracy", "high confidence") == 1
    assert value(scores, "accuracy", "medium and low confidence") == 0
    assert value(scores, "accuracy", "without frame units", "n_units") == (UNITS["role"] != "frame").sum()
    single = scores[scores["subset"] == "report p0-1"]
    assert (single["n_units"] == 40).all() and (single["interval_by"] == "units").all()
    assert (single["n_reports"] == 1).all() and single["low"].notna().all()


def test_partial_agreement_counts_secondary_codes_of_the_reference():
    truth, coded = planted(right=0.5)
    scores = agreement(
        priorities(UNITS, codebook=coded), hand_codes(UNITS, truth, secondary1=coded), UNITS, 1, n_resamples=50
    )
    assert value(scores, "partial") == 1 and value(scores, "accuracy") < 0.7
    scores = agreement(priorities(UNITS, codebook=coded), hand_codes(UNITS, truth), UNITS, 1, n_resamples=50)
    assert value(scores, "partial") == value(scores, "accuracy")


def test_codes_that_only_the_method_uses_do_not_enter_the_macro_f1():
    truth = ["pay", "pay", "sport", "sport"] * 120
    coded = ["pay", "rest", "sport", "sport"] * 120
    scores = agreement(priorities(UNITS, codebook=coded), hand_codes(UNITS, truth), UNITS, 1, n_resamples=50)
    assert value(scores, "macro_f1") == pytest.approx((2 / 3 + 1) / 2)


def test_intervals_are_of_reports_and_repeat():
    """Errors that come by whole reports leave more doubt than the same number spread out."""
    truth = ["pay", "sport"] * 240
    by_report = ["rest" if u < 120 else t for u, t in enumerate(truth)]
    spread = ["rest" if u % 4 == 0 else t for u, t in enumerate(truth)]
    widths = {}
    for name, coded in (("report", by_report), ("spread", spread)):
        rows, hand = priorities(UNITS, codebook=coded), hand_codes(UNITS, truth)
        scores = agreement(rows, hand, UNITS, 4, n_resamples=300)
        pd.testing.assert_frame_equal(scores, agreement(rows, hand, UNITS, 4, n_resamples=300))
        shuffled = agreement(
            rows.sample(frac=1, random_state=1), hand, UNITS.sample(frac=1, random_state=2), 4, n_resamples=300
        )
        pd.testing.assert_frame_equal(scores, shuffled)
        widths[name] = value(scores, "accuracy", column="high") - value(scores, "accuracy", column="low")
        units = agreement(rows, hand, UNITS, 4, n_resamples=300, cluster="units")
        assert 0.05 < value(units, "accuracy", column="high") - value(units, "accuracy", column="low") < 0.12
    assert widths["report"] > 0.3 and widths["spread"] < 0.01


def test_every_method_is_measured_on_its_own_and_uncoded_units_are_out():
    truth, coded = planted()
    rows = pd.concat(
        [priorities(UNITS, codebook=coded, keywords=truth), priorities(UNITS.iloc[:100], classifier=truth[:100])]
    )
    scores = agreement(rows, hand_codes(UNITS, truth), UNITS, 1, n_resamples=50)
    accuracy = scores[(scores["subset"] == "all") & (scores["measure"] == "accuracy")].set_index("method")
    assert list(accuracy.index) == ["codebook", "keywords", "classifier"]
    assert list(accuracy["n_units"]) == [480, 480, 100] and list(accuracy["value"][1:]) == [1, 1]


def test_category_scores_are_counted_by_hand():
    truth = ["pay"] * 10 + ["sport"] * 5 + ["safety"] + ["rest"] * 464
    coded = ["pay"] * 8 + ["sport"] * 2 + ["sport"] * 4 + ["migrants"] + ["rest"] * 465
    scores = category_scores(priorities(UNITS, codebook=coded), hand_codes(UNITS, truth), UNITS, 1).set_index(
        "priority"
    )
    pay = scores.loc["pay"]
    assert (pay["precision"], pay["recall"]) == (1, 0.8) and pay["f1"] == pytest.approx(16 / 18)
    assert (pay["n_reference"], pay["n_coded"]) == (10, 8)
    assert scores.loc["sport", "precision"] == pytest.approx(4 / 6) and scores.loc["sport", "recall"] == 0.8
    assert np.isnan(scores.loc["safety", "precision"]) and scores.loc["safety", "f1"] == 0
    assert np.isnan(scores.loc["migrants", "recall"]) and np.isnan(scores.loc["migrants", "f1"])
    # All units of these categories stand in one report: most draws lack it.
    assert np.isnan(scores.loc["migrants", "f1_low"])


def test_wrong_input_is_refused():
    truth, coded = planted()
    rows, hand = priorities(UNITS, codebook=coded), hand_codes(UNITS, truth)
    with pytest.raises(ValueError, match="several reference codes"):
        agreement(rows, pd.concat([hand, hand.iloc[:1]]), UNITS, 1)
    with pytest.raises(ValueError, match="choose reports or units"):
        agreement(rows, hand, UNITS, 1, cluster="pages")
    with pytest.raises(ValueError, match="two primary codes by the method codebook"):
        agreement(pd.concat([rows, rows.iloc[:1].assign(priority="x")]), hand, UNITS, 1)


def test_an_empty_reference_has_no_rows():
    nothing = hand_codes(UNITS.iloc[:0], [])
    rows = priorities(UNITS, codebook=planted()[1])
    assert agreement(rows, nothing, UNITS, 1).empty and confusion(rows, nothing, UNITS).empty
    assert category_scores(rows, nothing, UNITS, 1).empty


def test_a_corpus_without_units_has_no_rows():
    nothing = hand_codes(UNITS.iloc[:0], [])
    rows = priorities(UNITS, codebook=planted()[1]).iloc[:0]
    for found in (agreement(rows, nothing, UNITS, 1), category_scores(rows, nothing, UNITS, 1)):
        assert found.empty
    assert list(confusion(rows, nothing, UNITS)) == ["method", "reference", "coded", "n"]

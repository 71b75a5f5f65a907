"""Agreement between methods, and the units they fight over."""

import numpy as np
import pandas as pd
import pytest

from invented_codes import CATEGORIES, corpus, hand_codes, priorities
from unionreports.validation.disputes import dispute_summary, disputes
from unionreports.validation.method_agreement import method_agreement

TABLES = corpus(reports=12, size=40)
UNITS, REPORTS = TABLES["units"], TABLES["reports"]


def noisy(truth, right, seed):
    random = np.random.default_rng(seed)
    return np.where(random.random(len(truth)) < right, truth, random.choice(CATEGORIES, len(truth)))


TRUTH = np.random.default_rng(0).choice(CATEGORIES, len(UNITS))


def test_every_pair_is_compared_and_derived_methods_are_no_witnesses():
    rows = priorities(
        UNITS,
        codebook=TRUTH,
        codebook_timeless=TRUTH,
        keywords=noisy(TRUTH, 0.5, 1),
        classifier=noisy(TRUTH, 0.75, 2),
        combined=TRUTH,
    )
    result = method_agreement(rows, UNITS, 1, n_resamples=200)
    whole = result[result["priority"] == ""].set_index(["method_a", "method_b", "measure"])
    assert len({key[:2] for key in whole.index}) == 11
    # A code kept with probability p, else drawn from five alike, agrees beyond chance in p of the units.
    for pair, p in (("keywords", 0.5), ("classifier", 0.75)):
        for measure in ("kappa", "alpha"):
            row = whole.loc[("codebook", pair, measure)]
            assert row["value"] == pytest.approx(p, abs=0.06) and row["low"] < p < row["high"]
    assert whole.loc[("codebook", "combined", "kappa"), "value"] == 1
    three = method_agreement(rows[~rows["method"].isin(["combined", "codebook_timeless"])], UNITS, 1, n_resamples=200)
    everyone = three[three["method_a"] == "all"].reset_index(drop=True)
    pd.testing.assert_frame_equal(everyone, result[result["method_a"] == "all"].reset_index(drop=True))
    assert set(everyone["priority"]) == {"", *CATEGORIES} and set(everyone["measure"]) == {"alpha"}


def test_a_category_that_is_confused_has_a_lower_alpha_than_one_that_is_not():
    swapped = np.where((TRUTH == "pay") & (np.arange(len(TRUTH)) % 2 == 0), "safety", TRUTH)
    result = method_agreement(priorities(UNITS, codebook=TRUTH, keywords=swapped), UNITS, 1, n_resamples=100)
    alpha = result[(result["method_a"] == "codebook") & (result["priority"] != "")].set_index("priority")["value"]
    assert alpha["sport"] == alpha["rest"] == 1 and alpha["pay"] < 0.75 and alpha["safety"] < 0.85


def test_one_method_has_no_pair():
    rows = priorities(UNITS, codebook=TRUTH)
    assert method_agreement(rows, UNITS, 1).empty and dispute_summary(rows, UNITS).empty
    assert disputes(rows, UNITS, REPORTS).empty


def test_disputes_are_ordered_by_certainty_and_then_by_unit():
    small = UNITS.iloc[:5]
    rows = priorities(
        small,
        codebook=(["pay"] * 5, [0.9, 0.9, 0.9, 0.9, 0.4]),
        codebook_timeless=["rest"] * 5,
        keywords=(["pay", "sport", "sport", "pay", "sport"], 0.9),
        classifier=(["pay", "pay", "pay", "pay", "rest"], 0.5),
        combined=["rest"] * 5,
    )
    listed = disputes(rows, small, REPORTS)
    one_against_two = (0.9 * 0.9 + 0.9 * 0.5) / 3
    all_differ = (0.4 * 0.9 + 0.4 * 0.5 + 0.9 * 0.5) / 3
    assert list(listed["unit_id"]) == list(small["unit_id"].iloc[[1, 2, 4]])
    assert listed["score"].to_list() == pytest.approx([one_against_two, one_against_two, all_differ])
    assert list(listed["combined"]) == ["rest"] * 3 and not any("timeless" in c for c in listed)
    assert list(listed["text"]) == list(small["text"].iloc[[1, 2, 4]]) and listed["codebook_confidence"].iloc[2] == 0.4
    assert len(disputes(rows, small, REPORTS, n=1)) == 1


def test_the_reference_is_a_witness_where_there_is_one():
    small = UNITS.iloc[:3]
    rows = priorities(small, codebook=(["pay", "pay", "pay"], 1.0), keywords=(["pay", "pay", "pay"], 1.0))
    hand = hand_codes(small.iloc[:2], ["pay", "sport"], ["high", "low"])
    listed = disputes(rows, small, REPORTS, hand)
    assert list(listed["unit_id"]) == [small["unit_id"].iloc[1]] and listed["reference"].item() == "sport"
    assert listed["score"].item() == pytest.approx(2 * 0.4 / 3) and listed["reference_confidence"].item() == 0.4


def test_summary_counts_every_unit_once():
    small = UNITS.iloc[:8]
    rows = priorities(
        small,
        codebook=["pay"] * 8,
        keywords=["pay", "pay", "sport", "sport"] * 2,
        classifier=["pay", "rest", "rest", "sport"] * 2,
        combined=["pay"] * 8,
    )
    summary = dispute_summary(
        rows[(rows["unit_id"] != small["unit_id"].iloc[7]) | (rows["method"] != "keywords")], small
    )
    whole = summary.iloc[0]
    assert (whole["by"], whole["n_methods"], whole["n_units"]) == ("all", 3, 7)
    assert (whole["all_agree"], whole["some_agree"], whole["none_agree"]) == (2, 3, 2)
    for _, part in summary[summary["by"] != "all"].groupby("by"):
        assert part[["n_units", "all_agree", "some_agree", "none_agree"]].sum().to_list() == [7, 2, 3, 2]

"""The score of found figures: what counts as found, one partner each, and what is neither hit nor miss."""

import numpy as np
import pandas as pd
import pytest

from unionreports.validation.figures_gold import match_figures, plain_measure, score_figures

COLUMNS = (
    "unit_id", "start", "end", "value", "value_upper", "unit", "measure", "qualifier", "change_base", "status",
)  # fmt: skip


def figures(*rows, optional=()) -> pd.DataFrame:
    frame = pd.DataFrame([dict(zip(COLUMNS, row)) for row in rows], columns=list(COLUMNS))
    frame["optional"] = ["yes" if i in optional else "" for i in range(len(frame))]
    return frame


UNIONS = ("u1", 10, 14, 120.0, np.nan, "家", "新建基层工会|新建的工会", "exact", "", "achieved")
MEMBERS = ("u1", 20, 26, 3.0e4, 5.0e4, "人", "发展会员", "exact", "", "target")
FOUND_UNIONS = ("u1", 10, 14, 120.0, np.nan, "家", "新建了 各类基层工会", "exact", "", "target")


def test_a_figure_is_found_by_value_unit_and_any_accepted_wording():
    scores = score_figures(figures(FOUND_UNIONS, MEMBERS), figures(UNIONS, MEMBERS))
    assert scores.loc["found", ["n_right", "n_found", "n_gold"]].tolist() == [2, 2, 2]
    assert scores.loc["status", ["n_right", "n_found"]].tolist() == [1, 2]
    assert scores.loc["found", "recall_low"] < 1 == scores.loc["found", "recall"]


@pytest.mark.parametrize(
    ("place", "other", "wrong"),
    [(3, 121.0, "value"), (4, 130.0, "value"), (5, "个", "unit"), (6, "基层工会", "measure"), (0, "u2", "span")],
)
def test_a_figure_with_one_thing_wrong_is_missed_and_false(place, other, wrong):
    row = list(FOUND_UNIONS)
    row[place] = other
    scores = score_figures(figures(row), figures(UNIONS))
    assert scores.loc["found", ["precision", "recall"]].tolist() == [0, 0]
    assert scores.loc[wrong, "n_right"] == 0


def test_two_found_figures_on_one_of_the_gold_are_one_hit_and_one_false():
    half = ("u1", 10, 12, 12.0, np.nan, "", "", "exact", "", "achieved")
    pairs = match_figures(figures(half, FOUND_UNIONS), figures(UNIONS))
    assert pairs[["gold_row", "found_row", "found"]].values.tolist() == [[0, 1, True], [-1, 0, False]]


def test_optional_figures_are_neither_hit_nor_miss():
    gold = figures(UNIONS, MEMBERS, optional=(0,))
    for found in (figures(MEMBERS), figures(FOUND_UNIONS, MEMBERS), figures(FOUND_UNIONS, FOUND_UNIONS, MEMBERS)):
        assert score_figures(found, gold).loc["found", ["n_right", "n_found", "n_gold"]].tolist() == [1, 1, 1]


def test_nothing_found_is_no_precision_and_no_recall():
    scores = score_figures(figures(), figures(UNIONS))
    assert np.isnan(scores.loc["found", "precision"]) and scores.loc["found", "recall"] == 0


def test_an_absent_column_is_named():
    with pytest.raises(ValueError, match="gold figures has no column status"):
        score_figures(figures(UNIONS), figures(UNIONS).drop(columns="status"))


def test_idle_words_make_no_other_measure():
    assert plain_measure("组织了各类 文体活动") == plain_measure("组织文体活动") != plain_measure("文体活动")

"""Confidence ranks right codes over wrong ones, and says about how often they are right."""

import pandas as pd
import pytest
from measures.test_code_units import BOOK
from sklearn.metrics import roc_auc_score
from text.gold_frames import LEXICONS, gold_tables, read_gold

from unionreports.measures.priorities import code_units
from unionreports.text.lexicons import read_codebook


def rows(text, heading="", role="review"):
    units = pd.DataFrame(
        [("u", "r", "h", role, 0, len(text), text)],
        columns=["unit_id", "report_id", "heading_id", "role", "start", "end", "text"],
    )
    headings = pd.DataFrame(
        [("h", "r", "", 200, 200 + len(heading), heading)],
        columns=["heading_id", "report_id", "parent_id", "start", "end", "text"],
    )
    edits = pd.DataFrame({"page_id": [""], "start": [0], "end": [0], "after": [""]}).head(0)
    return code_units(units, pd.DataFrame({"report_id": ["r"], "page_id": ["p"]}), headings, edits, BOOK)


def primary(*args, **more):
    found = rows(*args, **more)
    return found.loc[found["is_primary"], "confidence"].item()


@pytest.mark.parametrize(
    "surer, less_sure",
    [
        # A run-in heading the text bears out, over one it goes away from.
        (("1、种植苹果。收获苹果三百斤。",), ("1、种植苹果。收获梨子三百斤，又收获李子五百斤。",)),
        # One field alone, over a field before another.
        (("在各个村子和各个镇种植了三百亩的苹果。",), ("在各个村子种植了三百亩的苹果，在各个镇收获了一千斤的梨子。",)),
        # A clear lead over a narrow one.
        (
            ("今年以来在各个村子和各个镇里都种植了三百亩的又大又甜的苹果。在各个镇也种植了八百亩的苹果。收获梨子。",),
            ("今年以来在各个村子和各个镇里都种植了三百亩的又大又甜的苹果。在各个镇则收获了一千斤的梨子。收获梨子。",),
        ),
        # A heading over silence, above nothing at all.
        (("完成任务。", "一、种植苹果"), ("完成任务。", "一、完成任务")),
    ],
)
def test_a_better_ground_gives_more_confidence(surer, less_sure):
    assert primary(*surer) > primary(*less_sure)


def test_frames_are_sure_and_silence_is_not():
    assert primary("种植苹果。", role="frame") > 0.9
    assert primary("完成任务。") < 0.5


def test_a_secondary_gains_with_its_weight_and_a_flag_with_its_reach():
    small = rows("在各个村子种植了三百亩的苹果，浇水施肥修剪枝条。收获梨子三百斤。").set_index("priority")["confidence"]
    large = rows("在各个村子种植了三百亩的苹果。在各个村子收获了三百斤的梨子。").set_index("priority")["confidence"]
    assert small["pear"] < large["pear"] <= 1
    near = rows("种植苹果，修剪枝条，浇水施肥，慰问儿童。").set_index("priority")["confidence"]
    beside = rows("种植苹果、关心老人、儿童，修剪枝条。").set_index("priority")["confidence"]
    assert near["children"] > beside["children"]


def test_on_units_coded_by_hand_it_ranks_and_is_roughly_calibrated():
    tables = gold_tables()
    codebook = read_codebook(LEXICONS / "priorities.csv", LEXICONS / "false_friends.csv")
    coded = code_units(tables["units"], tables["reports"], tables["headings"], tables["edits"], codebook)
    assert coded["confidence"].between(0, 1).all()
    both = read_gold("codes")[["unit_id", "primary"]].merge(coded[coded["is_primary"]], on="unit_id")
    right = both["primary"] == both["priority"]
    assert roc_auc_score(right, both["confidence"]) >= 0.7
    bands = pd.cut(both["confidence"], [0, 0.6, 0.8, 1])
    off = right.groupby(bands, observed=True).mean() - both["confidence"].groupby(bands, observed=True).mean()
    # The vocabulary was widened with these units in sight, so here it is right more often than it says.
    assert off.between(-0.1, 0.2).all(), off

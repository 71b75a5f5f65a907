"""The coding rules, on an invented codebook, and the agreement with the hand coding on the real one."""

from dataclasses import replace
import json

from hypothesis import given, settings, strategies as st
import pandas as pd
import pytest
from sklearn.metrics import accuracy_score, f1_score
from text.gold_frames import LEXICONS, PAGES, gold_tables, read_gold

from unionreports.measures.priorities import code_units
from unionreports.table_check import check
from unionreports.tables import PRIORITIES, ROLES
from unionreports.text.lexicons import Codebook, read_codebook

# Fruit stands for priorities: nothing in the rules may know a priority by name.
BOOK = Codebook(
    ids=("apple", "pear", "plum", "children", "storm", "rest"),
    kinds=("field", "field", "field", "group", "occasion", "residual"),
    tie_ranks=(2, 1, 3, None, None, None),
    terms={"苹果": 0, "梨子": 1, "李子": 2, "儿童": 3, "风暴": 4, "指导思想": 5, "存在问题": 5},
    heading_terms={"果园": 0},
    weak_terms={"树木": 1},
)
REAL = read_codebook(LEXICONS / "priorities.csv", LEXICONS / "false_friends.csv")


def coded_rows(text, role="review", heading="", others=0, above=""):
    """The rows of one unit."""
    headings = pd.DataFrame(
        [("h1", "r1", "h0", 0, 9, heading), ("h0", "r1", "", 0, 9, above)],
        columns=["heading_id", "report_id", "parent_id", "start", "end", "text"],
    )
    units = pd.DataFrame(
        [
            (f"u{i}", "r1", "h1" if heading else "", role, 100, 100 + len(text), text if i == 0 else "别的")
            for i in range(others + 1)
        ],
        columns=["unit_id", "report_id", "heading_id", "role", "start", "end", "text"],
    )
    reports = pd.DataFrame({"report_id": ["r1"], "page_id": ["p"]})
    edits = pd.DataFrame({"page_id": [""], "start": [0], "end": [0], "after": [""]}).head(0)
    rows = code_units(units, reports, headings, edits, BOOK)
    check(rows, PRIORITIES.name)
    return rows[rows["unit_id"] == "u0"]


def code(*args, **more):
    """Codes of one unit: {priority: weight}, primary first."""
    rows = coded_rows(*args, **more).sort_values("is_primary", ascending=False, kind="stable")
    return dict(zip(rows["priority"], rows["weight"].round(2)))


def primary(*args, **more):
    return next(iter(code(*args, **more)))


@pytest.mark.parametrize(
    "case, expected",
    [
        # Lead clause, whatever follows.
        (dict(text="1、种植苹果。收获梨子300斤，又收获梨子500斤，再收获梨子800斤。"), "apple"),
        # An aim after the action decides nothing; a ground before it neither.
        (dict(text="举办展览，促进苹果销售。种李子。"), "plum"),
        (dict(text="根据苹果条例，种李子。"), "plum"),
        # The unit's own heading where the lead says nothing.
        (dict(text="完成任务。收获梨子300斤。", heading="一、种植苹果"), "apple"),
        # A heading over several units is context: their own words come first, and it decides where they are silent.
        (dict(text="完成任务。收获梨子300斤。", heading="一、种植苹果", others=1), "pear"),
        (dict(text="完成任务。", heading="一、种植苹果", others=1), "apple"),
        (dict(text="完成任务。", heading="一、完成任务", others=1, above="种植李子"), "plum"),
        # A heading with two fields decides nothing.
        (dict(text="完成任务。收获李子。", heading="一、苹果和梨子"), "plum"),
        # Heading terms count in headings and run-in headings, not in prose.
        (dict(text="完成任务。", heading="一、建设果园"), "apple"),
        (dict(text="1、建设果园。收获了三百斤。"), "apple"),
        # A heading term is a broad word: it leads, and yields to a text that goes elsewhere.
        (dict(text="1、建设果园。收获李子。"), "plum"),
        (dict(text="1、建设苹果园。收获李子。"), "apple"),
        (dict(text="我们在各个村子和各个镇的果园里面开展了很多活动而且收获李子。"), "plum"),
        # Share, then tie order.
        (dict(text="收获苹果、梨子。今年又收获苹果三百斤。"), "apple"),
        (dict(text="收获苹果、梨子。"), "pear"),
        # Group and occasion: heading or sole.
        (dict(text="种植苹果。", heading="一、关心儿童"), "children"),
        (dict(text="种植苹果。", heading="一、关心儿童和种植苹果"), "apple"),
        (dict(text="为儿童种植苹果。", heading="一、关心儿童"), "children"),
        (dict(text="完成任务。", heading="一、关心儿童"), "children"),
        (dict(text="1、慰问儿童。种植苹果。"), "children"),
        (dict(text="种植苹果，慰问儿童。"), "apple"),
        (dict(text="完成任务，慰问受风暴影响的人。"), "storm"),
        # Frames, formulae and silence go to the residual.
        (dict(text="种植苹果。", role="frame"), "rest"),
        (dict(text="指导思想是种植苹果，收获梨子。"), "rest"),
        (dict(text="指导思想明确。种植苹果300斤。"), "apple"),
        (dict(text="存在问题：苹果不够。", role="problem"), "apple"),
        (dict(text="完成任务。"), "rest"),
    ],
)
def test_one_primary_code_by_the_order_of_the_rules(case, expected):
    assert primary(**case) == expected


def test_secondaries_have_their_share_and_weights_add_to_one():
    codes = code("种植苹果一百亩。收获梨子一百斤。顺便提到了李子。")
    assert list(codes) == ["apple", "pear", "plum"] and sum(codes.values()) == pytest.approx(1, abs=0.02)
    assert list(code("种植苹果一百亩，浇水施肥，修剪枝条，收获苹果三万斤，销售苹果两万斤；种梨子。")) == ["apple"]


def test_figures_without_a_term_go_on_with_the_subject_before_them():
    codes = code("种植苹果，参加300人，收入20000元。收获梨子五百斤。")
    assert codes["apple"] == pytest.approx(20 / 28, abs=0.05)


def test_groups_that_are_only_named_are_flags_of_weight_zero():
    assert code("种植苹果，慰问儿童。") == {"apple": 1.0, "children": 0.0}


def test_evidence_quotes_the_raw_page():
    tables = gold_tables()
    rows = code_units(tables["units"], tables["reports"], tables["headings"], tables["edits"], REAL)
    check(rows, PRIORITIES.name)
    assert set(rows["unit_id"]) == set(tables["units"]["unit_id"])
    sums = rows.groupby("unit_id")["weight"].sum()
    assert sums.between(1 - 1e-9, 1 + 1e-9).all()
    assert (rows.groupby("unit_id")["is_primary"].sum() == 1).all()
    pages = {"s" + p.name[:3]: p.read_bytes().decode("utf-8") for p in PAGES.glob("*.txt")}
    quotes = [(row.unit_id[:4], e) for row in rows.itertuples() for e in json.loads(row.evidence)]
    same = [pages[page][e["start"] : e["end"]].replace("\r", "").replace("\n", "") == e["quote"] for page, e in quotes]
    assert len(quotes) > 400 and sum(same) / len(same) > 0.99
    coded = rows[rows["is_primary"] & (rows["priority"] != "other")]
    assert (coded["evidence"] != "[]").all()


def test_the_method_is_a_name_and_changes_no_code():
    tables = gold_tables()
    frames = [tables[name] for name in ("units", "reports", "headings", "edits")]
    plain, named = code_units(*frames, BOOK), code_units(*frames, BOOK, method="codebook_timeless")
    assert set(named["method"]) == {"codebook_timeless"} and set(plain["method"]) == {"codebook"}
    pd.testing.assert_frame_equal(plain.drop(columns="method"), named.drop(columns="method"))


def test_the_order_of_terms_changes_no_code():
    backwards = replace(
        REAL,
        terms=dict(reversed(REAL.terms.items())),
        weak_terms=dict(reversed(REAL.weak_terms.items())),
        false_friends=REAL.false_friends[::-1],
    )
    tables = gold_tables()
    frames = [tables[name] for name in ("units", "reports", "headings", "edits")]
    pd.testing.assert_frame_equal(code_units(*frames, REAL), code_units(*frames, backwards))


PIECES = st.sampled_from(
    [
        "种植苹果",
        "收获梨子300斤",
        "李子",
        "慰问儿童",
        "因风暴",
        "指导思想",
        "完成任务",
        "，",
        "。",
        "、",
        "和",
        "果园",
        "树木",
    ]
)


@given(
    st.lists(PIECES, max_size=14).map("".join),
    st.sampled_from(["", "一、果园", "一、关心儿童"]),
    st.sampled_from(ROLES),
)
@settings(max_examples=60, deadline=None)
def test_one_primary_weights_add_to_one_and_at_most_two_secondaries(text, heading, role):
    rows = coded_rows(text, role, heading)
    assert rows["is_primary"].sum() == 1 and rows["weight"].sum() == pytest.approx(1)
    codes = rows[rows["weight"] > 0]
    assert len(codes) <= 3 and rows["priority"].is_unique and codes["is_primary"].any()
    assert (codes.loc[codes["is_primary"], "weight"].item() >= codes["weight"] - 1e-9).all()
    assert role != "frame" or rows.loc[rows["is_primary"], "priority"].item() == "rest"


def test_weak_terms_count_where_their_clause_has_no_term():
    assert primary(text="我们在各个村子和各个镇里面给树木浇了水。") == "pear"
    assert primary(text="我们在各个村子和各个镇里面给树木、苹果浇了水。") == "apple"
    assert primary(text="1、照料树木。收获李子三百斤，又收获李子五百斤。") == "plum"


def test_what_a_unit_is_about_weighs_no_less_than_what_it_mentions():
    codes = code("完成任务。收获梨子三百斤。", heading="一、种植苹果")
    assert list(codes) == ["apple", "pear"] and codes["apple"] == 0.5


def test_agreement_with_the_hand_coding():
    tables = gold_tables()
    rows = code_units(tables["units"], tables["reports"], tables["headings"], tables["edits"], REAL)
    both = read_gold("codes").merge(rows[rows["is_primary"]], on="unit_id")
    assert len(both) == len(read_gold("codes")) == 186
    assert accuracy_score(both["primary"], both["priority"]) >= 0.80
    assert f1_score(both["primary"], both["priority"], average="macro") >= 0.75


def test_batches_do_not_change_the_codes(monkeypatch):
    tables = gold_tables()
    whole = code_units(tables["units"], tables["reports"], tables["headings"], tables["edits"], REAL)
    monkeypatch.setattr("unionreports.measures.priorities._BATCH", 7)
    parts = code_units(tables["units"], tables["reports"], tables["headings"], tables["edits"], REAL)
    pd.testing.assert_frame_equal(whole, parts, check_exact=True)

"""Topics are read by terms, units, reports and another model, with their n and the way back."""

import pandas as pd
import pytest

from unionreports.compare.topic_reading import (
    document_words,
    leading_terms,
    own_report,
    topic_overlap,
    topic_weights,
    typical_units,
)

SHARES = ["model", "document_id", "topic", "share"]


def units_of(*rows):
    return pd.DataFrame(rows, columns=["unit_id", "report_id", "start", "end", "text"])


def singly(units):
    return units[["unit_id"]].assign(document_id=units["unit_id"])


UNITS = units_of(("a-1-u1", "a-1", 0, 4, "甲"), ("a-1-u2", "a-1", 5, 9, "乙"), ("b-1-u1", "b-1", 0, 4, "丙"))


def test_leading_terms_stand_side_by_side_in_three_orders():
    rows = [
        (0, 1, "职工", 0.5, 0.2, 1.0),
        (0, 2, "协商", 0.3, 0.9, 4.0),
        (0, 3, "厂务", 0.2, 0.5, 9.0),
        (1, 1, "帮扶", 1.0, 1.0, 2.0),
    ]
    table = pd.DataFrame(rows, columns=["topic", "rank", "term", "weight", "frex", "lift"]).assign(model="m")
    shuffled = pd.concat([table.sample(frac=1, random_state=1), table.assign(model="other", term="x")])
    assert leading_terms(shuffled, "m", 2).to_dict("records") == [
        {"topic": 0, "probability": "职工 协商", "frex": "协商 厂务", "lift": "厂务 协商"},
        {"topic": 1, "probability": "帮扶", "frex": "帮扶", "lift": "帮扶"},
    ]
    assert list(leading_terms(table, "none").columns) == ["topic", "probability", "frex", "lift"]


def test_topic_weights_of_a_report_add_up_to_one_and_count_absent_topics_as_nothing():
    shares = pd.DataFrame(
        [("m", "a-1-u1", 0, 1.0), ("m", "a-1-u2", 0, 0.5), ("m", "a-1-u2", 1, 0.5), ("m", "b-1-u1", 1, 1.0)],
        columns=SHARES,
    )
    weights = topic_weights(shares, singly(UNITS), UNITS)
    assert weights.to_dict("records") == [
        {"model": "m", "report_id": "a-1", "topic": 0, "share": 0.75, "n_units": 2},
        {"model": "m", "report_id": "a-1", "topic": 1, "share": 0.25, "n_units": 2},
        {"model": "m", "report_id": "b-1", "topic": 1, "share": 1.0, "n_units": 1},
    ]


def test_a_unit_has_the_shares_of_the_document_it_stands_in():
    documents = pd.DataFrame({"unit_id": UNITS["unit_id"], "document_id": ["whole", "whole", "b-1-u1"]})
    shares = pd.DataFrame([("m", "whole", 0, 0.2), ("m", "whole", 1, 0.8), ("m", "b-1-u1", 0, 1.0)], columns=SHARES)
    weights = topic_weights(shares, documents, UNITS)
    assert weights[["report_id", "topic", "share", "n_units"]].to_numpy().tolist() == [
        ["a-1", 0, 0.2, 2],
        ["a-1", 1, 0.8, 2],
        ["b-1", 0, 1.0, 1],
    ]


def test_the_report_that_holds_a_topic_is_named_beside_what_its_length_alone_would_give():
    weights = pd.DataFrame(
        [("m", "a", 0, 0.1, 30), ("m", "b", 0, 0.9, 10), ("m", "a", 1, 0.9, 30), ("m", "b", 1, 0.1, 10)],
        columns=["model", "report_id", "topic", "share", "n_units"],
    )
    found = own_report(weights)
    assert found[["topic", "report_id", "n_reports", "n_units"]].to_numpy().tolist() == [
        [0, "b", 2, 40],
        [1, "a", 2, 40],
    ]
    assert found["held"].tolist() == pytest.approx([9 / 12, 27 / 28]) and found["expected"].tolist() == [0.25, 0.75]


def corpus():
    units = units_of(
        ("a-1-u1", "a-1", 10, 16, "工资协商会。"),
        ("a-1-u2", "a-1", 20, 160, "全市签订工资专项集体合同。" * 11),
        ("a-1-u3", "a-1", 170, 300, "慰问困难职工，发放资金。" * 10),
        ("b-1-u1", "b-1", 0, 90, "企业与职工方平等协商工资。" * 11),
    )
    reports = pd.DataFrame(
        {
            "report_id": ["a-1", "b-1"],
            "page_id": ["a", "b"],
            "region_name": ["某市", ""],
            "year": pd.array([2012, pd.NA], "Int64"),
            "year_earliest": pd.array([2012, 2008], "Int64"),
            "year_latest": pd.array([2012, 2010], "Int64"),
        }
    )
    pages = pd.DataFrame({"page_id": ["a", "b"], "url": ["", "https://example.org/b"]})
    return units, reports, pages


def test_typical_units_have_a_large_share_and_text_enough_and_lead_back_to_the_page():
    units, reports, pages = corpus()
    # The title is wholly of the topic and says next to nothing.
    shares = pd.DataFrame(
        [
            ("m", "a-1-u1", 0, 1.0),
            ("m", "a-1-u2", 0, 0.8),
            ("m", "a-1-u3", 0, 0.0),
            ("m", "b-1-u1", 0, 0.9),
            ("x", "a-1-u3", 0, 1.0),
        ],
        columns=SHARES,
    )
    found = typical_units(shares, singly(units), units, reports, pages, "m", 0)
    assert found["unit_id"].tolist() == ["b-1-u1", "a-1-u2", "a-1-u1"]
    assert found["place"].tolist() == ["", "某市", "某市"] and found["year"].tolist() == ["2008–2010", "2012", "2012"]
    assert found["url"].tolist() == ["https://example.org/b", "", ""] and found["start"].tolist() == [0, 20, 10]
    assert found["quote"][0] == units["text"][3] and found["share"].tolist() == [0.9, 0.8, 1.0]
    assert found["quote"].str.len().max() < 170
    assert typical_units(shares, singly(units), units, reports, pages, "m", 7).empty
    # What counts is what the model sees of a text, where that is known.
    tokens = pd.DataFrame({"unit_id": ["b-1-u1"] * 30 + ["a-1-u2"] * 30, "token": ["的"] * 28 + ["协商"] * 32})
    vocabulary = pd.DataFrame({"term": ["的", "协商"], "reason": ["stop word", ""]})
    words = document_words(tokens, singly(units), vocabulary)
    assert words.to_dict() == {"b-1-u1": 2, "a-1-u2": 30}
    found = typical_units(shares, singly(units), units, reports, pages, "m", 0, words=words)
    assert found["unit_id"].tolist() == ["a-1-u2", "b-1-u1", "a-1-u1"] and found["n_words"].tolist() == [30, 2, 0]


def test_of_a_long_document_the_unit_that_has_its_terms_is_quoted():
    units, reports, pages = corpus()
    documents = units[["unit_id"]].assign(document_id=["s", "s", "s", "t"])
    shares = pd.DataFrame([("m", "s", 0, 0.5), ("m", "t", 0, 0.4)], columns=SHARES)
    find = lambda *terms: typical_units(shares, documents, units, reports, pages, "m", 0, terms=terms)[
        "unit_id"
    ].tolist()
    assert find("慰问") == ["a-1-u3", "b-1-u1"] and find("合同") == ["a-1-u2", "b-1-u1"] == find()


def test_overlap_finds_the_topic_with_most_leading_terms_in_common():
    terms = pd.DataFrame(
        [
            ("a", 0, 1, "劳模"),
            ("a", 0, 2, "培训"),
            ("a", 1, 1, "经费"),
            ("b", 0, 1, "培训"),
            ("b", 0, 2, "入会"),
            ("b", 1, 1, "培训"),
            ("b", 1, 2, "劳模"),
        ],
        columns=["model", "topic", "rank", "term"],
    )
    overlap = topic_overlap(terms, "a", "b")
    assert overlap["topic"].tolist() == [0, 1]
    assert overlap["match"].tolist() == [1, pd.NA]
    assert overlap["shared"].tolist() == ["劳模 培训", ""]
    assert topic_overlap(terms, "a", "b", n_terms=1)["n_shared"].tolist() == [0, 0]
    assert topic_overlap(terms.head(0), "a", "b").empty

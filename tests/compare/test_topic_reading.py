"""Topics are read by report, by another model and by the coding, with their n."""

import pandas as pd
import pytest

from unionreports.compare.topic_reading import topic_overlap, topic_priorities, topic_weights


def test_topic_weights_of_a_report_add_up_to_one_and_count_absent_topics_as_nothing():
    shares = pd.DataFrame(
        [("m", "a-1-u1", 0, 1.0), ("m", "a-1-u2", 0, 0.5), ("m", "a-1-u2", 1, 0.5), ("m", "b-1-u1", 1, 1.0)],
        columns=["model", "unit_id", "topic", "share"],
    )
    units = pd.DataFrame({"unit_id": ["a-1-u1", "a-1-u2", "b-1-u1"], "report_id": ["a-1", "a-1", "b-1"]})
    weights = topic_weights(shares, units)
    assert weights.to_dict("records") == [
        {"model": "m", "report_id": "a-1", "topic": 0, "share": 0.75, "n_units": 2},
        {"model": "m", "report_id": "a-1", "topic": 1, "share": 0.25, "n_units": 2},
        {"model": "m", "report_id": "b-1", "topic": 1, "share": 1.0, "n_units": 1},
    ]


def test_overlap_finds_the_topic_with_most_leading_terms_in_common():
    terms = pd.DataFrame(
        [("a", 0, 1, "劳模"), ("a", 0, 2, "培训"), ("a", 1, 1, "经费"), ("b", 0, 1, "培训"), ("b", 0, 2, "入会"),
         ("b", 1, 1, "培训"), ("b", 1, 2, "劳模")],
        columns=["model", "topic", "rank", "term"],
    )
    overlap = topic_overlap(terms, "a", "b")
    assert overlap["topic"].tolist() == [0, 1]
    assert overlap["match"].tolist() == [1, pd.NA]
    assert overlap["shared"].tolist() == ["劳模 培训", ""]
    assert topic_overlap(terms, "a", "b", n_terms=1)["n_shared"].tolist() == [0, 0]
    assert topic_overlap(terms.head(0), "a", "b").empty


def test_a_topic_is_read_by_the_priority_most_of_its_units_have():
    shares = pd.DataFrame(
        [("m", u, t, s) for u, leading in (("u1", 0), ("u2", 0), ("u3", 0), ("u4", 1)) for t, s in ((leading, .8), (1 - leading, .2))],
        columns=["model", "unit_id", "topic", "share"],
    )
    codes = pd.DataFrame(
        [("u1", "organising", True), ("u1", "other", False), ("u2", "organising", True), ("u3", "other", True), ("u4", "finance_audit", True)],
        columns=["unit_id", "priority", "is_primary"],
    )
    read = topic_priorities(shares, codes)
    assert read[["topic", "n_units", "priority"]].to_numpy().tolist() == [[0, 3, "organising"], [1, 1, "finance_audit"]]
    assert read["share"].tolist() == pytest.approx([2 / 3, 1])
    assert topic_priorities(shares.head(0), codes).empty

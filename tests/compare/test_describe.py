"""Descriptive counts keep their keys and add up."""

import pandas as pd
import pytest

from figures import invented
from unionreports.compare import describe
from unionreports.models.clusters import cluster_hierarchically


def test_cuts_count_what_was_cut_and_not_what_was_replaced():
    cuts = describe.cuts(invented.pages(), invented.edits()).set_index(["page_id", "reason"])
    assert ("c4", "width") not in cuts.index
    assert cuts.loc[("b7", "navigation"), ["n_cuts", "n_chars"]].tolist() == [1, 300]
    assert cuts.loc[("b7", "navigation"), "share"] == pytest.approx(300 / 4000)
    edits = invented.edits()
    cut = edits[edits["after"] == ""]
    assert cuts["n_chars"].sum() == (cut["end"] - cut["start"]).sum()


def test_cuts_of_a_corpus_without_edits_are_an_empty_frame_with_all_columns():
    cuts = describe.cuts(invented.pages(), invented.edits().head(0))
    assert list(cuts) == ["page_id", "step", "reason", "n_cuts", "n_chars", "share"]
    assert cuts.empty


def test_dating_joins_each_quote_of_the_page_once_and_the_date_of_the_page():
    reports = invented.reports().head(2).copy()
    reports["date_evidence"] = [
        '[{"quote": "2011年", "start": 3}, {"quote": "今年|1", "start": 0}, {"quote": "2011年", "start": 9}, '
        '{"quote": "a book", "start": null}]',
        "",
    ]
    dating = describe.dating(reports, reports, invented.pages())
    assert dating["quotes"].tolist() == ["2011年|今年1", ""]
    assert dating["page_date"].tolist() == ["2020-05-28", "2020-05-28"]


def test_dating_keeps_what_was_inferred_beside_what_was_corrected():
    reports = invented.reports().iloc[[5, 0]]
    inferred = reports.assign(year=pd.array([2015, 2011], dtype="Int64"), year_basis="inferred")
    dating = describe.dating(reports, inferred, invented.pages())
    assert dating[["report_id", "source", "year"]].to_numpy().tolist() == [
        ["c4-1", "inferred", 2015], ["c4-1", "corrected", 2019], ["a1-1", "inferred", 2011],
    ]


def test_agreement_compares_only_corrected_years_and_leaves_open_what_cannot_be_compared():
    reports = invented.reports().iloc[[5, 6, 3]].assign(year_basis="corrected")
    years = pd.DataFrame({"year": [2019, 2015, None], "year_earliest": [2018, 2015, 2003], "year_latest": [2019, 2015, 2007]})
    inferred = reports.assign(**{c: years[c].astype("Int64").array for c in years})
    agreement = describe.dating_agreement(describe.dating(reports, inferred, invented.pages()))
    assert agreement["report_id"].tolist() == ["c4-1", "d5-1", "b7-2"]
    assert agreement["same_year"].tolist() == [True, False, pd.NA]
    assert agreement["inside"].tolist() == [True, False, pd.NA]


def test_agreement_without_corrections_is_empty():
    reports = invented.reports().head(2)
    assert describe.dating_agreement(describe.dating(reports, reports, invented.pages())).empty


def test_topic_weights_of_a_report_add_up_to_one_and_count_absent_topics_as_nothing():
    shares = pd.DataFrame(
        [("m", "a-1-u1", 0, 1.0), ("m", "a-1-u2", 0, 0.5), ("m", "a-1-u2", 1, 0.5), ("m", "b-1-u1", 1, 1.0)],
        columns=["model", "unit_id", "topic", "share"],
    )
    units = pd.DataFrame({"unit_id": ["a-1-u1", "a-1-u2", "b-1-u1"], "report_id": ["a-1", "a-1", "b-1"]})
    weights = describe.topic_weights(shares, units)
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
    overlap = describe.topic_overlap(terms, "a", "b")
    assert overlap["topic"].tolist() == [0, 1]
    assert overlap["match"].tolist() == [1, pd.NA]
    assert overlap["shared"].tolist() == ["劳模 培训", ""]
    assert describe.topic_overlap(terms, "a", "b", n_terms=1)["n_shared"].tolist() == [0, 0]
    assert describe.topic_overlap(terms.head(0), "a", "b").empty


def test_a_topic_is_read_by_the_priority_most_of_its_units_have():
    shares = pd.DataFrame(
        [("m", u, t, s) for u, leading in (("u1", 0), ("u2", 0), ("u3", 0), ("u4", 1)) for t, s in ((leading, .8), (1 - leading, .2))],
        columns=["model", "unit_id", "topic", "share"],
    )
    codes = pd.DataFrame(
        [("u1", "organising", True), ("u1", "other", False), ("u2", "organising", True), ("u3", "other", True), ("u4", "finance_audit", True)],
        columns=["unit_id", "priority", "is_primary"],
    )
    read = describe.topic_priorities(shares, codes)
    assert read[["topic", "n_units", "priority"]].to_numpy().tolist() == [[0, 3, "organising"], [1, 1, "finance_audit"]]
    assert read["share"].tolist() == pytest.approx([2 / 3, 1])
    assert describe.topic_priorities(shares.head(0), codes).empty


def test_merges_name_the_reports_on_either_side():
    points = pd.DataFrame([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0]], index=["a", "b", "c"])
    merges = describe.merges(cluster_hierarchically(points, "x"))
    assert [set(row) for row in merges[["left", "right"]].to_numpy()] == [{"a", "b"}, {"c", "a|b"}]
    assert merges["n_reports"].tolist() == [2, 3]
    assert merges["distance"].is_monotonic_increasing


def test_nothing_clustered_means_no_merges():
    assert describe.merges(None).empty
    one = pd.DataFrame([[1.0]], index=["a"])
    assert describe.merges(cluster_hierarchically(one, "x")).empty

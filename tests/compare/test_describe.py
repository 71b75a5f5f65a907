"""Descriptive counts keep their keys and add up."""

import numpy as np
import pandas as pd
import pytest
from scipy.cluster.hierarchy import linkage

from figures import invented
from unionreports.compare import describe


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


def test_merges_name_the_reports_on_either_side():
    tree = linkage(np.array([[0.0], [1.0], [5.0]]), "average")
    merges = describe.merges(tree, ["a", "b", "c"])
    assert merges["distance"].tolist() == [1.0, 4.5]
    assert [set(row) for row in merges[["left", "right"]].to_numpy()] == [{"a", "b"}, {"c", "a|b"}]
    assert merges["n_reports"].tolist() == [2, 3]

"""Descriptive counts keep their keys and add up."""

import numpy as np
import pandas as pd
import pytest

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
        ["c4-1", "inferred", 2015],
        ["c4-1", "corrected", 2019],
        ["a1-1", "inferred", 2011],
    ]


def test_agreement_compares_only_corrected_years_and_leaves_open_what_cannot_be_compared():
    reports = invented.reports().iloc[[5, 6, 3]].assign(year_basis="corrected")
    years = pd.DataFrame(
        {"year": [2019, 2015, None], "year_earliest": [2018, 2015, 2003], "year_latest": [2019, 2015, 2007]}
    )
    inferred = reports.assign(**{c: years[c].astype("Int64").array for c in years})
    agreement = describe.dating_agreement(describe.dating(reports, inferred, invented.pages()))
    assert agreement["report_id"].tolist() == ["c4-1", "d5-1", "b7-2"]
    assert agreement["same_year"].tolist() == [True, False, pd.NA]
    assert agreement["inside"].tolist() == [True, False, pd.NA]


def test_agreement_without_corrections_is_empty():
    reports = invented.reports().head(2)
    assert describe.dating_agreement(describe.dating(reports, reports, invented.pages())).empty


def test_a_share_leads_to_its_units_and_the_terms_that_decided():
    units = pd.DataFrame(
        {
            "unit_id": ["a-1-u1", "a-1-u2", "b-1-u1"],
            "report_id": ["a-1", "a-1", "b-1"],
            "start": [0, 9, 0],
            "end": [9, 20, 5],
        }
    )
    codes = pd.DataFrame(
        [
            ("a-1-u1", "organising", True, '[{"quote": "建会"}, {"quote": "入会"}, {"quote": "建会"}]'),
            ("a-1-u2", "organising", False, "[]"),
            ("b-1-u1", "organising", True, ""),
        ],
        columns=["unit_id", "priority", "is_primary", "evidence"],
    )
    assert describe.trace(codes, units, "a-1", "organising").to_dict("records") == [
        {"unit_id": "a-1-u1", "start": 0, "end": 9, "terms": "建会、入会"}
    ]
    assert describe.trace(codes, units, "b-1", "organising")["terms"].tolist() == [""]


def test_only_reports_with_every_role_are_paired():
    units = pd.DataFrame(
        {
            "unit_id": ["a1", "a2", "a3", "b1", "c1", "c2"],
            "report_id": ["a", "a", "a", "b", "c", "c"],
            "role": ["plan", "review", "frame", "review", "plan", "plan"],
        }
    )
    assert describe.in_reports_with(units, ["plan", "review"])["unit_id"].tolist() == ["a1", "a2"]
    assert describe.in_reports_with(units, ["plan"])["unit_id"].tolist() == ["a1", "c1", "c2"]
    assert describe.in_reports_with(units.head(0), ["plan"]).empty


def test_leading_shares_say_interval_and_n_and_no_mean_of_few():
    shares = pd.DataFrame(
        {
            "level": ["county"] * 2 + ["street"] * 2 + ["city"] * 2,
            "priority": ["other", "pay"] * 3,
            "share": [0.6, 0.4, np.nan, np.nan, 0.3, 0.7],
            "low": [0.5, 0.3, np.nan, np.nan, np.nan, np.nan],
            "high": [0.7, 0.5, np.nan, np.nan, np.nan, np.nan],
            "n_reports": [9, 9, 2, 2, 3, 3],
            "n_units": [90, 90, 11, 11, 30, 30],
            "small_n": [False, False, True, True, False, False],
            "points": ["", "", "0.5|1.0", "0.5|0.0", "", ""],
        }
    )
    assert describe.leading_shares(shares, "level", ["other"]) == [
        "city (3 reports, 30 units): most is pay, 70% (no interval, too few pages)",
        "county (9 reports, 90 units): most is pay, 40% (30% to 50%)",
        "street (2 reports, 11 units): most is pay, 50% and 0% of the report's units; no mean of so few",
    ]
    assert describe.leading_shares(shares.head(0), "level") == []


def test_the_largest_group_is_of_usable_reports_and_of_known_values():
    reports = pd.DataFrame(
        {"level": ["unknown", "unknown", "county", "", "street", "street"], "usable": [True] * 5 + [False]}
    )
    assert describe.largest_group(reports, "level") == "county"
    assert describe.largest_group(reports.assign(usable=False), "level") == ""

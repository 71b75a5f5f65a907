"""Cautions name what is too few, with numbers, and stay silent where nothing is wrong."""

import pandas as pd

from figures import invented
from unionreports.compare.cautions import sample_cautions


def _said(reports):
    return "\n".join(sample_cautions(reports))


def test_the_largest_page_unusable_reports_and_small_groups_are_named():
    said = _said(invented.reports())
    assert "The 7 reports are those that were found" in said
    assert "2 of 7 (29%) come from one page (a1)" in said
    assert "2 of 7 may not enter a comparison of places and years: b7-2, c3-1." in said
    assert "county (2)" in said and "云南省 (2)" in said


def test_only_usable_reports_make_a_group_large_enough():
    one = invented.reports().head(1)
    four = pd.concat([one.assign(report_id=f"p{i}-1", page_id=f"p{i}", usable=i > 1) for i in range(4)])
    said = _said(four)
    assert "1 of 1 level has fewer than 3 usable reports, too few for a mean or an interval: county (2)." in said
    assert "fewer than" not in _said(four.assign(usable=True))
    assert "county (0)" in _said(four.assign(usable=False))


def test_enough_reports_on_too_few_pages_have_a_mean_and_no_interval():
    one = invented.reports().head(1)
    four = pd.concat([one.assign(report_id=f"p{i}-1", page_id=f"p{i % 2}") for i in range(4)])
    assert "1 of 1 level has usable reports on fewer than 3 pages, enough for a mean" in _said(four)
    assert "not for an interval: county (4 on 2)." in _said(four) and "too few for a mean" not in _said(four)


def test_a_place_that_is_not_known_is_no_place():
    assert "4 of 4 provinces have fewer than 3 usable reports" in _said(invented.reports())
    assert "unknown" not in _said(invented.reports())
    assert "1 of 4 provinces with usable reports is seen in more than one year" in _said(invented.reports())


def test_groups_that_are_large_enough_are_not_named():
    one = invented.reports().head(1)
    many = pd.concat([one.assign(report_id=f"p{i}-1", page_id=f"p{i}", year=2000 + i) for i in range(5)])
    said = _said(many.astype({"year": "Int64"}))
    assert "fewer than" not in said and "one page" not in said and "may not enter" not in said
    assert "1 of 1 province with usable reports is seen in more than one year" in said


def test_long_lists_are_cut_and_say_so():
    one = invented.reports().head(1).assign(usable=False)
    many = pd.concat([one.assign(report_id=f"p{i:02}-1", page_id=f"p{i}") for i in range(20)])
    assert "p11-1 and 8 more." in _said(many)
    assert "No usable report has both a place and a year." in _said(many)


def test_an_empty_corpus_carries_nothing():
    assert _said(invented.reports().head(0)) == "There is no report: nothing can be compared."

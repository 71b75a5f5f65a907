"""A report belongs to a period of rule only where the evidence leaves no other."""

from itertools import pairwise

import pandas as pd
import pytest

from unionreports.compare.groups import period_label, rule_period, with_groups
from unionreports.config import RULE_PERIODS


@pytest.mark.parametrize(
    ("year", "earliest", "latest", "period"),
    [
        (2003, None, None, "2003–2007"),
        (2007, 2007, 2007, "2003–2007"),
        (2008, None, None, "2008–2012"),
        (2012, None, None, "2008–2012"),
        (2013, None, None, "2013–2017"),
        (2018, None, None, "2018–"),
        (2031, None, None, "2018–"),
        (2002, None, None, ""),
        (None, 2003, 2007, "2003–2007"),
        (None, 2004, 2005, "2003–2007"),
        (None, 2007, 2008, ""),
        (None, 2002, 2004, ""),
        (None, 2019, 2024, "2018–"),
        (None, 2019, None, ""),
        (None, None, 2005, ""),
        (None, None, None, ""),
        # The year is what is known; an interval beside it is only the evidence it came from.
        (2005, 2003, 2009, "2003–2007"),
    ],
)
def test_a_report_is_in_the_period_all_its_possible_years_are_in(year, earliest, latest, period):
    reports = pd.DataFrame({"year": [year], "year_earliest": [earliest], "year_latest": [latest]}, dtype="Int64")
    assert rule_period(reports).tolist() == [period]


def test_groups_are_added_and_nothing_else_changes():
    reports = pd.DataFrame({"report_id": ["x", "y"]}, index=[7, 3])
    reports[["year", "year_earliest", "year_latest"]] = pd.DataFrame(
        [[2004, 2004, 2004], [pd.NA] * 3], dtype="Int64", index=[7, 3]
    )
    grouped = with_groups(reports)
    assert grouped["rule_period"].tolist() == ["2003–2007", ""]
    assert grouped["rule_period"].dtype == "str"
    pd.testing.assert_frame_equal(grouped.drop(columns="rule_period"), reports)


def test_periods_are_a_parameter():
    reports = pd.DataFrame({"year": [1999], "year_earliest": [1999], "year_latest": [1999]}, dtype="Int64")
    assert rule_period(reports, [(1998, 2002)]).tolist() == ["1998–2002"]


def test_the_periods_of_the_study_follow_each_other_without_gap():
    for (_, last), (first, _) in pairwise(RULE_PERIODS):
        assert first == last + 1
    assert period_label(*RULE_PERIODS[-1]).endswith("–")

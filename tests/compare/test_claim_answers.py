"""Planted differences, trends and plans are found under any claim's name, and what cannot be known is said."""

import numpy as np
import pandas as pd
import pytest

from unionreports.compare.claims import answer_claims, verdict
from unionreports.compare.questions import Resampling
from unionreports.text.claims import COLUMNS

PRIORITIES = ["apples", "pears", "plums"]


def claim(name, priority, question, column="", group_a="", group_b="", direction="+"):
    return dict(zip(COLUMNS, (name, "", "", priority, question, column, group_a, group_b, direction), strict=True))


@pytest.fixture
def corpus():
    """24 reports on pages of their own: apples 30 points more in towns, pears 1 point more each year and 20 more in plans."""
    random = np.random.default_rng(1)
    reports = pd.DataFrame(
        {
            "report_id": [f"r{i}" for i in range(24)],
            "page_id": [f"p{i}" for i in range(24)],
            "level": ["county", "township_street"] * 12,
            "year": pd.array([2000 + i // 2 for i in range(24)], dtype="Int64"),
            "usable": True,
        }
    )
    reports = reports.assign(year_earliest=reports["year"], year_latest=reports["year"], province="浙江省")
    units, shares = [], []
    for i, report in reports.iterrows():
        for number in range(10):
            plan = number >= 5
            units.append((f"{report['report_id']}-{number}", report["report_id"], "plan" if plan else "review"))
            apples = 0.1 + 0.3 * (i % 2) + random.normal(0, 0.02)
            pears = 0.05 + 0.01 * (i // 2) + 0.2 * plan + random.normal(0, 0.02)
            shares.append((apples, pears, 1 - apples - pears))
    units = pd.DataFrame(units, columns=["unit_id", "report_id", "role"])
    return pd.DataFrame(shares, index=pd.Index(units["unit_id"]), columns=PRIORITIES), units, reports


def answers(corpus, *claims, **options):
    found = answer_claims(*corpus, pd.DataFrame(claims), Resampling(1, 500), **options)
    return found.set_index("claim")


def test_what_was_planted_is_found_with_its_sign(corpus):
    found = answers(
        corpus,
        claim("town", "apples", "difference", "level", "township_street", "county"),
        claim("town_rest", "apples", "difference", "level", "township_street"),
        claim("town_less", "apples", "difference", "level", "township_street", "county", "-"),
        claim("rises", "pears", "trend"),
        claim("falls", "pears", "trend", direction="-"),
        claim("planned", "pears", "plan"),
        claim("no_trend", "apples", "trend"),
    )
    estimates = {"town": 0.3, "town_rest": 0.3, "town_less": 0.3, "rises": 0.01, "falls": 0.01, "planned": 0.2}
    for name, planted in estimates.items():
        row = found.loc[name]
        assert row["low"] < planted < row["high"] and abs(row["estimate"] - planted) < 0.05 * max(1, planted)
        assert row["verdict"] == ("reversed" if name in ("town_less", "falls") else "holds")
        assert (row["n_reports"], row["n_pages"], row["note"]) == (24, 24, "")
    assert found.loc["no_trend", "verdict"] == "unsure"


def test_what_the_reports_cannot_answer_is_not_computed_and_says_why(corpus):
    shares, units, reports = corpus
    asked = claim("town", "apples", "difference", "level", "township_street", "county")
    unusable = reports.assign(usable=reports["level"] == "county")
    cases = [
        ((shares, units, reports), claim("x", "cherries", "trend"), {}, "read as cherries"),
        ((shares, units, reports), claim("x", "pears", "difference", "province", "江苏省"), {}, "0 usable reports whose province is 江苏省; 3"),
        ((shares, units, reports), claim("x", "pears", "difference", "province", "浙江省"), {}, "province is not 浙江省"),
        ((shares, units, unusable), asked, {}, "0 usable reports whose level is township_street"),
        ((shares, units, reports.assign(year=2004)), claim("x", "pears", "trend"), {}, "all reports are of one year"),
        ((shares, units, reports.head(2)), claim("x", "pears", "trend"), {}, "2 usable reports whose year is known"),
        ((shares, units.assign(role="plan"), reports), claim("x", "pears", "plan"), {}, "0 usable reports with plan and review"),
        ((shares, units, reports), claim("x", "pears", "plan"), {"whole_reports": True}, "whole reports"),
    ]  # fmt: skip
    for tables, one, options, said in cases:
        row = answers(tables, one, **options).iloc[0]
        assert row["verdict"] == "not computed" and said in row["note"] and np.isnan(row["estimate"]), said


def test_reports_on_few_pages_give_an_estimate_and_no_certainty(corpus):
    shares, units, reports = corpus
    # All towns on one page, as in a compendium.
    paged = reports.assign(page_id=reports["page_id"].where(reports["level"] == "county", "compendium"))
    row = answers((shares, units, paged), claim("town", "apples", "difference", "level", "township_street")).iloc[0]
    assert (
        row["verdict"] == "unsure" and np.isnan(row["low"]) and row["estimate"] > 0.2 and "too few pages" in row["note"]
    )


def test_the_order_of_tables_changes_nothing(corpus):
    shares, units, reports = corpus
    asked = [claim("town", "apples", "difference", "level", "county"), claim("planned", "pears", "plan")]
    turned = (shares.iloc[::-1], units.iloc[::-1], reports.iloc[::-1].reset_index(drop=True))
    pd.testing.assert_frame_equal(answers(corpus, *asked), answers(turned, *asked))


def test_a_verdict_needs_an_interval_on_one_side_of_zero():
    assert [verdict(*ends, sign) for ends, sign in (
        ((0.2, 0.1, 0.3), "+"), ((0.2, 0.1, 0.3), "-"), ((-0.2, -0.3, -0.1), "-"), ((-0.2, -0.3, -0.1), "+"),
        ((0.2, -0.1, 0.3), "+"), ((0.2, np.nan, np.nan), "+"), ((np.nan, np.nan, np.nan), "+"), ((0.1, 0.0, 0.2), "+"),
    )] == ["holds", "reversed", "holds", "reversed", "unsure", "unsure", "not computed", "unsure"]  # fmt: skip

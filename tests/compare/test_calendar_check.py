"""A trend that a campaign's words make is gone without them; one that unions make stays."""

import numpy as np
import pandas as pd
import pytest

from unionreports.compare.calendar_check import calendar_check, flag_calendar_terms, in_calendar_terms, side_by_side
from unionreports.compare.keyness import keyness
from unionreports.measures.priorities import code_units
from unionreports.text.codebook import Codebook
from unionreports.text.segment import Segmenter, tokens as cut_tokens

CODEBOOK = Codebook(
    ids=("health", "talks", "rest"),
    kinds=("field", "field", "residual"),
    tie_ranks=(1, 2, None),
    terms={"疫情防控": 0, "职工体检": 0, "集体协商": 1},
    heading_terms={},
)
CALENDAR = frozenset({"疫情防控", "七十周年国庆"})
NO_EDITS = pd.DataFrame({"page_id": pd.Series(dtype="str"), "start": [], "end": [], "after": pd.Series(dtype="str")})
NO_HEADINGS = pd.DataFrame(
    {name: pd.Series(dtype="str") for name in ("heading_id", "report_id", "parent_id", "text", "role")}
).assign(depth=[], start=[], end=[])


def corpus(years, sentences):
    """Units and reports: one report a year, its units the sentences that `sentences(year)` gives."""
    units, reports = [], []
    for year in years:
        report, start = f"r{year}", 0
        reports.append((report, f"p{year}", year, True))
        for i, text in enumerate(sentences(year)):
            units.append((f"{report}-u{i}", report, "", "", "review", start, start + len(text), text))
            start += len(text) + 1
    columns = ["unit_id", "report_id", "heading_id", "heading_path", "role", "start", "end", "text"]
    return pd.DataFrame(units, columns=columns), pd.DataFrame(
        reports, columns=["report_id", "page_id", "year", "usable"]
    )


def epidemic(year):
    """Talks rise over the years; health rises only by the words of an epidemic from 2016 on."""
    share = year - 2008
    health = ["开展疫情防控工作。"] * (6 * (year >= 2016)) + ["组织职工体检活动。"] * 2
    return health + ["推进集体协商工作。"] * share + ["召开会议。"] * (20 - len(health) - share)


def both_methods(units, reports):
    with_terms, without = (
        code_units(units, reports, NO_HEADINGS, NO_EDITS, book, method=method)
        for book, method in ((CODEBOOK, "codebook"), (CODEBOOK.without(CALENDAR), "codebook_timeless"))
    )
    return pd.concat([with_terms, without], ignore_index=True)


@pytest.fixture(scope="module")
def check():
    units, reports = corpus(range(2009, 2021), epidemic)
    return calendar_check(both_methods(units, reports), units, reports, n_resamples=200)


def test_every_trend_stands_twice(check):
    counted = check.groupby(["priority", "calendar_terms"]).size()
    assert (counted == 1).all() and set(check["calendar_terms"]) == {"with", "without"}
    assert set(check["question"]) == {"trend"}


def test_the_trend_of_a_campaign_is_named_and_the_unions_own_is_not(check):
    table = side_by_side(check).set_index("priority")
    assert table.loc["health", "hangs_on_calendar"] and "interval now includes 0" in table.loc["health", "changed"]
    assert table.loc["health", "slope_with"] > 0 and table.loc["health", "slope_without"] == pytest.approx(0, abs=1e-9)
    talks = table.loc["talks"]
    assert not talks["hangs_on_calendar"] and talks["changed"] == "" and talks["moved"] == pytest.approx(0, abs=1e-9)
    assert talks["slope_without"] == pytest.approx(0.05)
    assert table.index[0] == "health" or abs(table["moved"].iloc[0]) >= abs(table.loc["health", "moved"])


def test_a_category_made_of_calendar_terms_alone_has_no_unit_left():
    units, reports = corpus(range(2009, 2021), lambda year: [t for t in epidemic(year) if "体检" not in t])
    table = side_by_side(calendar_check(both_methods(units, reports), units, reports, n_resamples=50))
    health = table[table["priority"] == "health"].iloc[0]
    assert health["changed"] == "no unit left" and health["hangs_on_calendar"] and np.isnan(health["slope_without"])
    assert table["priority"].iloc[0] == "health"


def test_other_questions_and_weightings_keep_their_rows_apart():
    units, reports = corpus(range(2009, 2021), epidemic)
    reports = reports.assign(level=["county", "province"] * 6)
    options = {"question": "difference", "by": "level", "weighting": ("equal", "units"), "n_resamples": 50}
    table = side_by_side(calendar_check(both_methods(units, reports), units, reports, **options))
    assert len(table) == 2 * table["priority"].nunique() and set(table["question"]) == {"difference"}


@pytest.mark.parametrize("lacking", ["codebook", "codebook_timeless"])
def test_a_method_that_is_not_there_is_named(lacking):
    units, reports = corpus(range(2009, 2012), epidemic)
    priorities = both_methods(units, reports)
    with pytest.raises(ValueError, match=f"no rows of the method {lacking};"):
        calendar_check(priorities[priorities["method"] != lacking], units, reports)


def test_words_are_tied_to_the_calendar_where_they_stand():
    units, reports = corpus([2019], lambda year: ["庆祝七十周年国庆。", "慰问七十人，疫情防控。"])
    tokens = cut_tokens(units, reports, NO_EDITS, Segmenter(["疫情防控"]))
    tied = in_calendar_terms(tokens, units, reports, NO_EDITS, CALENDAR)
    assert tokens.loc[tied, "token"].tolist() == ["七十", "周年", "国庆", "疫情防控"]
    assert not in_calendar_terms(tokens, units, reports, NO_EDITS, frozenset()).any()
    assert not in_calendar_terms(tokens[:0], units, reports, NO_EDITS, CALENDAR).any()
    assert not in_calendar_terms(tokens, units, reports, NO_EDITS, frozenset({"奥运会"})).any()


def test_a_cut_inside_a_calendar_term_does_not_hide_it():
    units, reports = corpus([2019], lambda year: ["庆祝七十周年国庆。"])
    units = units.assign(end=units["end"] + 2)
    edits = pd.DataFrame({"page_id": ["p2019"], "start": [4], "end": [6], "after": [""]})
    tokens = cut_tokens(units, reports, edits, Segmenter())
    tied = in_calendar_terms(tokens, units, reports, edits, CALENDAR)
    assert tokens.loc[tied, "token"].tolist() == ["七十", "周年", "国庆"]


def test_key_terms_say_how_far_they_are_tied_and_can_be_left_out():
    def sentences(year):
        return (
            ["开展疫情防控工作。", "国庆慰问职工。"]
            if year > 2014
            else ["七十周年国庆。", "开展集体协商工作。", "职工会议。"]
        )

    units, reports = corpus(range(2010, 2020), sentences)
    reports = reports.assign(late=np.where(reports["year"] > 2014, "late", "early"))
    tokens = cut_tokens(units, reports, NO_EDITS, Segmenter(["疫情防控", "集体协商"]))
    tied = in_calendar_terms(tokens, units, reports, NO_EDITS, CALENDAR)
    options = {"by": "late", "a": "late", "b": "early", "n_resamples": 50}
    flagged = flag_calendar_terms(keyness(tokens, units, reports, **options), tokens, tied)
    marks = flagged.set_index("term")
    assert marks.loc["疫情防控", "calendar_tied"] and marks.loc["疫情防控", "calendar_share"] == 1
    assert marks.loc["国庆", "calendar_share"] == 0.5 and not marks.loc["国庆", "calendar_tied"]
    assert not marks.loc["集体协商", "calendar_tied"] and flagged.attrs["group_a"] == "late"
    free = keyness(tokens[~tied], units, reports, **options)
    assert "疫情防控" not in set(free["term"]) and "周年" not in set(free["term"])

"""What other words or a later page would change is computed by fitting again, and said where it cannot be."""

import re

import pandas as pd
import pytest

from unionreports.compare.new_reports import late_page, with_place_names
from unionreports.config import LEXICONS
from unionreports.text.lexicons import read_lexicons

#: What reports speak of, in words that stand in the dictionary of the segmenter.
THEMES = ("签订集体合同，开展工资集体协商", "走访慰问困难职工，开展送温暖活动", "组织劳动竞赛和技能比赛")
LATE_THEME = "建设职工书屋，举办文艺演出和运动会"


@pytest.fixture(scope="module")
def lexicons():
    return read_lexicons(LEXICONS)


def corpus(n_pages=4, place="", late=""):
    """Reports of one page each by year: every theme twice, the last page in place of it a theme of its own, if given."""
    reports, units = [], []
    for page in range(n_pages):
        report = f"p{page}-1"
        reports.append(
            (
                report,
                f"p{page}",
                2010 + page,
                True,
                "county",
                "浙江省",
                "",
                "秀水县",
                "330000",
                "秀水县",
                "秀水县总工会",
            )
        )
        themes = [late] * 6 if late and page == n_pages - 1 else [*THEMES] * 2
        units += [
            (f"{report}-u{i}", report, "", "", "review", 100 * i, 100 * i + 90, f"{theme}{place}。" * 4)
            for i, theme in enumerate(themes)
        ]
    columns = [
        "report_id",
        "page_id",
        "year",
        "usable",
        "level",
        "province",
        "prefecture",
        "county",
        "region_code",
        "region_name",
        "issuer",
    ]
    return {
        "units": pd.DataFrame(
            units, columns=["unit_id", "report_id", "heading_id", "heading_path", "role", "start", "end", "text"]
        ),
        "headings": pd.DataFrame(
            {name: pd.Series(dtype="str") for name in ("heading_id", "report_id", "parent_id", "text")}
        ),
        "reports": pd.DataFrame(reports, columns=columns).astype({"year": "Int64"}),
    }


def late(tables, lexicons, n_topics=3):
    return late_page(**tables, lexicons=lexicons, n_topics=n_topics, random_state=1)


def named(tables, lexicons, n_topics=3):
    return with_place_names(**tables, lexicons=lexicons, n_topics=n_topics, random_state=1)


def test_place_names_that_lead_topics_are_named_only_where_there_are_any(lexicons):
    none, among = named(corpus(), lexicons), named(corpus(place="，杭州市和宁波市"), lexicons)
    assert none[0].startswith("With place names in, 0 more words are terms; mean cosine of the matched topics 1.00")
    assert none[1].endswith("leading terms: none.")
    assert "杭州市" in among[1] and "宁波市" in among[1] and not among[0].startswith("With place names in, 0 ")


def test_a_page_like_the_others_moves_nothing(lexicons):
    lines = late(corpus(), lexicons)
    assert lines[0] == "Page p3: 6 of 24 documents, folded into 3 topics of the others."
    assert any(line.startswith("Topics: 3 stayed, 0 split, 0 merged, 0 appeared, 0 vanished") for line in lines)
    assert any(line.startswith("Estimates: 0 of 21 with an interval moved out") for line in lines)
    moved = re.search(r"(\d+) estimates move by ([.\d]+) on average, at most ([.\d]+); (\d+) are new", lines[1])
    assert int(moved[1]) and float(moved[3]) < 0.05 and int(moved[4]), "the year of the page had no estimate before"


def test_a_page_that_brings_a_theme_of_its_own_moves_topics(lexicons):
    # One word of it stands elsewhere too, or no topic could see it.
    tables = corpus(late=LATE_THEME)
    tables["units"].loc[0, "text"] += LATE_THEME
    lines = late(tables, lexicons)
    assert lines[0].startswith("Page p3: 6 of 24 documents")
    assert not any(line.startswith("Topics: 3 stayed") for line in lines)


@pytest.mark.parametrize("tables", [corpus(0), corpus(1)], ids=["no page", "one page"])
def test_too_little_is_said_and_no_error(tables, lexicons):
    (said,) = late(tables, lexicons)
    assert said.startswith(("Too few pages", "No usable report"))
    assert len(named(tables, lexicons)) in (1, 2)


@pytest.mark.parametrize("n_topics", [0, 500])
def test_more_topics_than_there_are_documents_are_not_fitted(n_topics, lexicons):
    assert late(corpus(), lexicons, n_topics) == ["Too few pages or words to hold a page back."]
    assert named(corpus(), lexicons, n_topics) == ["Too few words for topics, with or without place names."]


def test_without_a_usable_dated_report_no_page_is_the_latest(lexicons):
    tables = corpus()
    tables["reports"]["usable"] = False
    assert late(tables, lexicons) == ["No usable report has a year, so no page is the latest."]

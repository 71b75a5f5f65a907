"""The steps together: raw text with its edits is the clean text, and cuts and parts stand where they should."""

import pytest

from invented_reports import HEAD, TAIL, report
from unionreports.corpus.clean import clean
from unionreports.corpus.edits import apply

A, B = report("秀水县"), report("清溪市")
PAGES = {
    "plain": A,
    "with furniture": HEAD + A + TAIL,
    "crlf": (HEAD + A + TAIL).replace("\n", "\r\n\r\n"),
    "indented": A.replace("\n", "\n\n　　"),
    "two parts": f"工会工作总结2篇\n篇1\n{A}\n篇2\n{B}{TAIL}",
    "ascii punctuation": A.translate(str.maketrans("，：（）", ",:()")),
    "private use": A.replace("。", "。\ue004"),
    "flat": A.replace("\n", ""),
    "html": "<p>" + A.replace("\n", "</p>\n<p>") + "</p>",
}


@pytest.mark.parametrize("raw", PAGES.values(), ids=PAGES)
def test_edits_lead_from_raw_to_clean_and_back(raw, furniture):
    page = clean(raw, furniture)
    assert apply(raw, page.edits) == page.text == page.passage.text
    assert all(a.end <= b.start for a, b in zip(page.edits, page.edits[1:], strict=False))
    for cut in page.cuts:
        assert "".join(raw[cut.start:cut.end].split()) and cut.reason and cut.passage.text


@pytest.mark.parametrize("name", ["crlf", "indented", "ascii punctuation", "private use", "html", "plain"])
def test_a_report_is_the_same_however_its_page_is_written(name, furniture):
    body = A.partition("\n")[2]
    assert clean(PAGES[name], furniture).text.endswith(body)


def test_parts_are_places_in_the_clean_text(furniture):
    page = clean(PAGES["two parts"], furniture)
    assert [page.text[p:].partition("\n")[0] for p in page.parts] == [A.partition("\n")[0], B.partition("\n")[0]]


@pytest.mark.parametrize("raw", ["", "\n", "首页", "\ue004\ue005", "　　\n\n", "<!-- -->"])
def test_a_page_without_a_report_gives_no_text(raw, furniture):
    page = clean(raw, furniture)
    assert page.text == "" and apply(raw, page.edits) == ""


@pytest.mark.parametrize("number", ["①", "⒈", "²"])
def test_a_line_of_one_sign_for_a_number_is_no_page_number_that_can_be_counted(number, furniture):
    lines = A.split("\n")
    raw = "\n".join([*lines[:4], number, *lines[4:]])
    page = clean(raw, furniture)
    assert apply(raw, page.edits) == page.text and lines[4] in page.text


def test_cleaning_a_clean_report_changes_nothing(furniture):
    assert clean(A, furniture).edits == []

"""What stands twice on a page is read once; what only resembles itself stays."""

from hypothesis import given, settings, strategies as st
import pytest

from invented_reports import STATEMENTS, report
from unionreports.corpus.clean import clean
from unionreports.corpus.doubled import copies, evidence, struck_twice
from unionreports.corpus.edits import Edit, apply

A, B, C, D, E = STATEMENTS
REPORT = report()
BODY = REPORT.partition("\n")[2]
OTHER = REPORT.replace("秀水县", "青山县").replace("百", "千").replace("十", "九")


def once(text, parts=()):
    found, left = copies(text, parts)
    return apply(text, [Edit(c.start, c.end, "", "doubled", "repeated_text") for c in found]), left


@pytest.mark.parametrize(
    "page",
    [
        f"{REPORT}\n{REPORT}",
        f"{REPORT}\n{REPORT}\n{REPORT}",
        "\n".join([REPORT, REPORT.replace("\n", "")]),  # for the telephone, without line breaks
        "\n".join([REPORT, REPORT.replace("工会", "工 会")]),
        "\n".join(f"{line}\n{line}" for line in REPORT.split("\n")),
        f"{REPORT[:-200]}\n{REPORT}",  # most of it, then all of it
        f"{REPORT[:300]}……\n{REPORT}",  # an abstract that breaks off
    ],
    ids=["twice", "three times", "telephone", "blanks", "every line", "most of it before", "abstract"],
)
def test_a_text_that_stands_twice_is_left_once(page):
    assert once(page)[0].replace(" ", "") == REPORT


def test_a_large_part_that_stands_again_below_is_cut():
    part = f"{A}{B}\n{C}{D}{E}"
    assert once(f"开头，{E}\n{part}\n中间。\n{part}\n结尾。")[0] == f"开头，{E}\n{part}\n中间。\n结尾。"


@pytest.mark.parametrize(
    "page",
    [
        REPORT,
        f"{REPORT}\n{OTHER}",
        f"一、回顾\n{A}{B}\n二、打算\n{A}{B}",  # a template of 97 characters in review and plan
        "\n".join(["优秀工会工作者", "先进职工之家", A] * 60),  # the same few rows again and again
        "\n".join(["工会工作总结"] * 300),
        "",
    ],
    ids=["once", "two reports", "template", "rows", "titles", "empty"],
)
def test_what_resembles_itself_stays(page):
    assert once(page) == (page, [])


def test_reports_of_a_collection_share_passages_and_stay_but_a_whole_one_is_cut():
    one, two = f"篇一\n{REPORT}\n", f"{OTHER}\n{A}{B}{C}{D}{E}\n"
    page = one + two + REPORT
    parts = [0, len(one), len(one) + len(two)]
    text, left = once(page, parts)
    assert text == (one + two).strip() and left == parts[:2]


def test_copies_stay_in_the_edits_and_flag_the_report_they_are_of(furniture):
    raw = f"{REPORT}\n\n手机版\n\n{REPORT}\n"
    page = clean(raw, furniture)
    assert page.text.count(A) == 1 and apply(raw, page.edits) == page.text
    assert [e.reason for e in page.edits if e.step == "doubled"] == ["repeated_text"]
    assert "stand twice" in evidence(page.copies, page.edits, 0, len(REPORT))
    assert evidence(page.copies, page.edits, len(REPORT) + 1, len(raw)) == ""


def double(text):
    return "".join(c if c == "\n" else c + c for c in text)


@pytest.mark.parametrize(
    ("struck", "whole"),
    [
        (double(REPORT), REPORT),
        (double("（一）加强基层组织建设。") + A, "（一）加强基层组织建设。" + A),
        (f"{double('一、加强组织建设')}\n{A}\n{double('二、维权')}\n{B}", f"一、加强组织建设\n{A}\n二、维权\n{B}"),
    ],
    ids=["all", "in a line", "headings"],
)
def test_characters_struck_twice_are_read_once(struck, whole):
    assert apply(struck, struck_twice(struck)) == whole


@pytest.mark.parametrize(
    "text",
    ["高高兴兴、认认真真、扎扎实实", "——————————", "00000000000000", "xxxxxxxxxxxxxxxx", "试试\n看看", "……………………", "二二得四", ""],
)
def test_doubled_words_and_rows_of_signs_stay(text):
    assert struck_twice(text) == []


LINES = st.lists(st.sampled_from([*STATEMENTS, "一、组织", "同志们：", "工会工作总结", f"{A}{B}{C}"]), max_size=14)


@settings(max_examples=80, derandomize=True)
@given(LINES, st.booleans())
def test_copies_are_whole_stretches_in_order_and_nothing_is_lost_that_does_not_stand_elsewhere(lines, twice):
    text = "\n".join(lines * (2 if twice else 1))
    found, _ = copies(text, [])
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    left = apply(text, [Edit(c.start, c.end, "", "doubled", "repeated_text") for c in found])
    assert set(left.replace("。", "\n").split("\n")) >= set(text.replace("。", "\n").split("\n")) - {""}
    assert left == left.strip("\n") and "\n\n" not in left

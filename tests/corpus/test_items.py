"""Units inside a paragraph follow docs/coding_rules.md."""

import pytest

from invented_reports import STATEMENTS
from unionreports.corpus.items import MIN_PART, heading_end, parts, pieces

A, B, C, D, E = STATEMENTS
SHORT = "慰问职工八百户。"


def units(text):
    lead, spans = parts(text, 0, len(text))
    return text[:lead], [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    "texts",
    [
        (f"一是{A}", f"二是{B}", f"三是{C}"),
        (f"一是{A[:-1]}；", f"二是{B[:-1]}；", f"三是{C}"),
        (f"一要{A}", f"二要{B}"),
        (f"第一，{A}", f"第二，{B}", f"第三，{C}"),
        (f"①{A}", f"②{B}"),
        (f"（1）{A}", f"（2）{B}", f"（3）{C}"),
        (f"1）{A}", f"2）{B}"),
        (f"{A}二是{SHORT}"[: -len(SHORT) - 2], f"二是{B}"),
    ],
)
def test_parts_with_a_full_stop_or_semicolon_before_the_next_number_are_units(texts):
    assert units("".join(texts)) == ("", list(texts))


@pytest.mark.parametrize(
    "text",
    [
        f"一是{A[:-1]}，二是{B[:-1]}，三是{C}",  # commas
        A + B,
        f"一是{SHORT}二是{SHORT}",  # both short
        f"新建工会3.5万家。2012年{B}",
        f"{A}第一线职工{B}",
        f"{A}十佳职工{B}",
        f"{A}（2013年）{B}",
        f"{A}3.5万元{B}",
        f"{A}二要务实求真，{B}"[: len(A)],
        f"{A}（3）{B}",  # the third of no list
        f"实事求是。一是一，{B}",
        "",
    ],
)
def test_what_is_not_split(text):
    assert units(text) == ("", [text])


def test_a_short_part_joins_the_part_before():
    assert units(f"一是{A}二是{SHORT}三是{B}") == ("", [f"一是{A}二是{SHORT}", f"三是{B}"])


@pytest.mark.parametrize("length", [MIN_PART - 1, MIN_PART])
def test_a_part_is_short_below_25_characters(length):
    part = "二是" + "慰" * (length - 3) + "。"
    assert len(units(f"一是{A}{part}三是{B}")[1]) == (3 if length >= MIN_PART else 2)


@pytest.mark.parametrize("lead", ["2、全面启动“三级联创”活动。", "（一）加强组织建设。", "在工作方式上务实创新。", "二、抓维权。"])
def test_a_short_first_sentence_leads_its_parts(lead):
    assert units(f"{lead}一是{A}二是{B}") == (lead, [f"一是{A}", f"二是{B}"])


@pytest.mark.parametrize("text", [f"1、认真做好换届工作。{A}{B}", f"认真做好换届工作。{A}", f"（一）加强组织建设。{A}"])
def test_a_heading_run_in_with_one_text_stays_with_it(text):
    assert units(text) == ("", [text])


def test_a_first_sentence_that_holds_the_first_part_does_not_lead():
    assert units(f"维权工作一是建章立制。{A}二是{B}")[0] == ""


@pytest.mark.parametrize("text", [f"{A}二是{B}", f"去年以来，全县各级工会认真履行职责，扎实开展了各项维权服务的工作。一是{A}二是{B}"])
def test_a_long_first_sentence_does_not_lead(text):
    assert units(text)[0] == ""


def cut(text, numbers=None):
    return [(text[p.start:p.end], p.heading) for p in pieces(text, 0, len(text), {} if numbers is None else numbers)]



@pytest.mark.parametrize(
    "text",
    [
        "工会", "一、加强组织建设", A, f"一、加强组织建设。{A}", f"一是{A}二是{B}",
        f"{A}其中（二）类企业{B}",
        f"{A}按照《办法》第十条第（一）项的规定，{B}",
    ],
)
def test_a_line_is_one_piece(text):
    assert cut(text) == [(text, False)]


def test_a_heading_ends_at_a_blank():
    assert cut(f"一、加强组织建设 {A}{B}") == [("一、加强组织建设", True), (A + B, False)]


FLAT = f"一、加强组织建设今年以来，{A}（一）抓好建会工作全年{A[2:]}（二）抓好集体协商。{B}二、加强维权工作1.签订合同。{C}2.开展帮扶。{D}"


def test_headings_of_a_page_without_line_breaks_are_found():
    found = cut(FLAT)
    assert [text for text, heading in found if heading] == ["一、加强组织建设", "（一）抓好建会工作", "二、加强维权工作"]
    assert [text[:2] for text, heading in found if not heading] == ["今年", "全年", "（二", "1.", "2."]
    assert "".join(text for text, _ in found) == FLAT


@pytest.mark.parametrize("number", ["五", "九"])
def test_a_number_that_does_not_go_on_from_the_last_one_begins_no_piece(number):
    assert len(cut(f"{A}（{number}）{B}", {"bracket": 1})) == 1


@pytest.mark.parametrize("number", ["二", "三"])
def test_a_number_that_goes_on_or_skips_one_begins_a_piece(number):
    assert len(cut(f"{A}（{number}）{B}", {"bracket": 1})) == 2


def test_no_end_of_a_heading_where_nothing_tells_it():
    text = "一、工会" + "甲" * 80
    assert heading_end(text, 0, 2, len(text), True) == 0

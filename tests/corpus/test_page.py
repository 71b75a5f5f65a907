"""One page becomes rows that fit each other, and a page that is no report keeps its row."""

from pathlib import Path

import pytest

from invented_reports import HEAD, TAIL, report
from unionreports.corpus.build import to_frame
from unionreports.corpus.manifest import Source
from unionreports.corpus.page import process
from unionreports.corpus.reading.read import read_page
from unionreports.store import check

A, B = report("秀水县"), report("清溪市")


def rows_of(data, rules, name="page.txt", **known):
    page = read_page(name, data if isinstance(data, bytes) else data.encode())
    return process(Source("p1", Path(name), **known), page, rules)


@pytest.fixture(scope="module")
def two(rules):
    return rows_of(f"工会工作总结2篇\n发布时间：2013-03-09 来源：网络\n篇1\n{A}\n篇2\n{B}{TAIL}", rules)


def test_ids_lead_from_unit_to_page(two):
    assert [r["report_id"] for r in two.reports] == ["p1-1", "p1-2"]
    assert two.units[0]["unit_id"] == "p1-1-u001" and two.headings[0]["heading_id"] == "p1-1-h001"
    headings = {h["heading_id"]: h for h in two.headings}
    for unit in two.units:
        assert unit["report_id"] in ("p1-1", "p1-2") and unit["heading_id"] in ("", *headings)
        if unit["heading_id"]:
            assert unit["heading_path"].endswith(headings[unit["heading_id"]]["text"])
    for heading in two.headings:
        assert heading["depth"] == (headings[heading["parent_id"]]["depth"] + 1 if heading["parent_id"] else 1)


def test_the_path_names_every_heading_above(rules):
    text = "秀水县总工会总结\n开头。\n一、回顾\n（一）建会\n1、企业\n全年新建基层工会三十六家，发展会员二千一百人。\n2、社区\n全年建会。"
    assert rows_of(text, rules).units[2]["heading_path"] == "一、回顾 > （一）建会 > 1、企业"


def test_each_report_has_its_title_units_and_characters(two):
    for row, name in zip(two.reports, ("秀水县", "清溪市"), strict=True):
        units = [u for u in two.units if u["report_id"] == row["report_id"]]
        assert row["title"] == f"{name}总工会2012年工作总结"
        assert row["n_units"] == len(units) and row["n_chars"] == sum(len(u["text"]) for u in units)
    assert two.pages[0]["n_reports"] == 2


def test_the_page_says_what_its_host_says(two, rules):
    page = two.pages[0]
    assert page["title"] == "工会工作总结2篇" and page["page_date"] == "2013-03-09"
    assert rows_of(HEAD + A, rules, page_date="2020-01-02", host="秀水网").pages[0]["page_date"] == "2020-01-02"
    assert (page["format"], page["encoding"], page["script"], page["problem"]) == ("txt", "utf-8", "simplified", "")


@pytest.mark.parametrize("date", ["2013-13-09", "2013-03-32", "2013年"])
def test_a_day_that_is_none_is_no_page_date(date, rules):
    assert rows_of(f"发布时间：{date} 来源：网络\n{A}", rules).pages[0]["page_date"] == ""


def test_rows_have_the_declared_columns_and_values(two):
    for table in ("pages", "edits", "reports", "headings", "units"):
        check(to_frame(table, getattr(two, table)), table)


@pytest.mark.parametrize(
    ("data", "flag"),
    [
        (b"", "unreadable"),
        (bytes(range(256)) * 40, "unreadable"),
        (" \n\u3000", "not_a_report"),
        ("首页\n登录\n版权所有", "not_a_report"),
        ("工会", "not_a_report"),
    ],
)
def test_a_page_without_a_report_is_flagged_and_says_what_to_do(data, flag, rules):
    page = rows_of(data, rules).pages[0]
    assert flag in page["flags"].split("|") and page["problem"] and len(rows_of(data, rules).pages) == 1


def test_the_same_page_gives_the_same_rows_whatever_came_before(rules):
    first = rows_of(HEAD + A + TAIL, rules)
    rows_of(B, rules)
    assert rows_of(HEAD + A + TAIL, rules) == first


def test_a_private_use_character_between_lines_and_a_page_in_another_encoding_give_the_same_units(rules):
    plain = [u["text"] for u in rows_of(A, rules).units]
    assert [u["text"] for u in rows_of(A.replace("。\n", "。\ue004\n"), rules).units] == plain
    assert [u["text"] for u in rows_of(A.encode("gb18030"), rules).units] == plain
    assert [u["text"] for u in rows_of(A.replace("\n", "\r\n\r\n　　"), rules).units] == plain


def test_a_title_of_the_host_tells_no_name_that_the_text_hides(rules):
    told = "工会走访了特困职工郑小平一家，为其送去慰问金500元，并帮助其子女申请助学金。\n"
    page = rows_of(f"郑小平一家的春天：某县工会工作总结范文\n发布时间：2013-03-09 来源：网络\n{A}{told}{TAIL}", rules)
    shown = [page.pages[0]["title"], *(r["title"] for r in page.reports), *(e["before"] for e in page.edits)]
    assert any("□□□一家的春天" in text for text in shown[: 1 + len(page.reports)])
    assert not any("郑小平" in text for text in (*shown, *(u["text"] for u in page.units)))

"""A page is split into its reports where the host or a new title says so, and never at a report's own numbering."""

import pytest

from invented_reports import STATEMENTS, TAIL, report
from unionreports.corpus.clean import clean
from unionreports.corpus.split import split_reports

A, B, C = report("秀水县"), report("清溪市"), report("梅岭区")


def reports(raw, furniture):
    page = clean(raw, furniture)
    return [page.text[start:end] for start, end in split_reports(page.text, page.parts)]


LABELS = [
    ("篇1", "篇2", "篇3"), ("第一篇：", "第二篇：", "第三篇："), ("范文一", "范文二", "范文三"), ("【篇一】", "【篇二】", "【篇三】"),
    ("（篇1）", "（篇2）", "（篇3）"), ("篇一：工会工作总结", "篇二：工会工作总结", "篇三：工会工作总结"), ("例文1", "例文2", "例文3"),
    ("工会工作总结 篇1", "工会工作总结 篇2", "工会工作总结 篇3"), ("第1篇 工会工作总结", "第2篇 工会工作总结", "第3篇 工会工作总结"),
    ("工会工作总结（一）", "工会工作总结（二）", "工会工作总结（三）"), ("2023工会工作报告篇1", "2023工会工作报告篇2", "2023工会工作报告篇3"),
]


@pytest.mark.parametrize("labels", LABELS, ids=[labels[0] for labels in LABELS])
@pytest.mark.parametrize("host", ["", "工会工作总结3篇\n以下是为大家整理的工会工作总结，供大家参考。\n"])
def test_labels_of_a_host_split(labels, host, furniture):
    page = host + "\n".join(f"{label}\n{text}" for label, text in zip(labels, (A, B, C), strict=True)) + TAIL
    assert reports(page, furniture) == [A, B, C]


def test_titles_split_where_numbering_begins_again(furniture):
    assert reports("\n".join([A, B, C]), furniture) == [A, B, C]


def test_a_date_below_a_report_belongs_to_it(furniture):
    assert reports(f"{A}\n2013年1月8日\n{B}", furniture) == [f"{A}\n2013年1月8日", B]


def test_a_salutation_with_its_title_splits(furniture):
    second = "在清溪市总工会全委会上的讲话\n各位委员：\n" + B.partition("\n")[2]
    assert reports(f"{A}\n{second}", furniture) == [A, second]


def test_a_table_of_contents_does_not_count(furniture):
    assert reports(f"篇1\n篇2\n篇1\n{A}\n篇2\n{B}", furniture) == [A, B]


def test_a_label_without_text_makes_no_report(furniture):
    assert reports(f"篇1\n\n篇2\n{A}\n篇3\n{B}", furniture) == [A, B]


ONE = {
    "its own numbering": A,
    "a plan as a heading": A.replace("二、2013年工作打算", "2013年工作要点"),
    "sections": A.replace("一、2012", "第一部分 回顾\n一、2012").replace("二、2013", "第二部分 打算\n一、2013"),
    "numbering that restarts": A + "\n" + "\n".join(f"{n}、{s}" for n, s in zip("一二三", STATEMENTS, strict=False)),
    "a second salutation": A.replace("二、2013", "各位代表：\n二、2013"),
    "a plan with its own title": A.replace("二、2013年工作打算", "秀水县总工会2013年工作计划"),
    "第一篇 in a sentence": A.replace("（三）", "唱好“第一篇”。\n（三）"),
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_one_report_is_not_split(text, furniture):
    assert reports(text, furniture) == [text]


def test_chapters_of_a_report_do_not_split_it(furniture):
    text = A.replace("（一）加强", "第一篇章\n（一）加强").replace("（三）", "第二篇章\n（三）")
    assert reports(text, furniture) == [text]


@pytest.mark.parametrize("text", ["", "工会"])
def test_short_texts(text):
    assert split_reports(text, []) == ([(0, len(text))] if text else [])


def test_spans_follow_each_other_without_overlap(furniture):
    page = clean("\n".join([A, B, C]), furniture)
    spans = split_reports(page.text, page.parts)
    assert spans[0][0] == 0 and spans[-1][1] == len(page.text)
    assert all(end + 1 == start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))

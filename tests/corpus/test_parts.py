"""Lines with which a host numbers its texts are told from a report's own words."""

import pytest

from unionreports.corpus.lines import split_lines
from unionreports.corpus.parts import mark_parts, part_number


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("篇1", 1), ("篇一", 1), ("第一篇", 1), ("第1篇：", 1), ("第十二篇", 12), ("范文一", 1), ("范文2：工会总结", 2), ("例文二", 2),
        ("【篇3】2023工会工作报告", 3), ("【第一篇】", 1), ("（篇五）", 5), ("工会工作总结 篇2", 2), ("2023街道工会工作报告篇1", 1),
        ("工会年终总结（篇1）", 1), ("工会工作总结 第1篇", 1), ("第二篇 工会工作总结2012", 2), ("Part 3", 3), ("part1", 1), ("报告1：县总工会", 1),
        ("总结一：县总工会", 1),
    ],
)
def test_labels_of_parts(line, number):
    assert part_number(line) == number


@pytest.mark.parametrize(
    "line",
    [
        "", "一、加强组织建设", "（一）加强组织建设", "1、加强组织建设", "第一部分 工作回顾", "第一，加强学习", "第一章 总则",
        "翻开新的一篇", "开篇一句话", "诗篇三首", "共发表信息12篇", "上篇一律", "第一篇文章在省报发表。", "第一篇的要求，我们", "一篇",
        "2013年工作要点", "秀水县总工会2012年工作总结", "工会工作总结（三）", "材料二", "报告1份", "第1页", "范文" + "一" * 90,
        "第一篇章是组建",
        "范文一条街建设",
        "全年在省报发表文章第3篇",
    ],
)
def test_no_labels(line):
    assert part_number(line) == 0


TEXT = "全年新建基层工会三十六家，发展会员二千一百人。"


def marked(*texts):
    lines = split_lines("\n".join(texts))
    kinds = [""] * len(lines)
    return mark_parts(lines, kinds), kinds


def test_parts_begin_at_their_labels():
    assert marked("篇1", TEXT, "篇2", TEXT) == ([0, 2], ["host_title", "", "host_title", ""])


def test_a_list_of_labels_is_a_table_of_contents():
    assert marked("篇1", "篇2", "篇1", TEXT, "篇2", TEXT) == ([2, 4], ["navigation", "navigation", "host_title", "", "host_title", ""])


def test_what_the_host_says_above_the_first_part_is_its_introduction():
    assert marked("工会做了许多工作。", "篇1", TEXT, "篇2", TEXT)[1][0] == "host_blurb"


def test_a_text_of_some_length_above_the_first_part_is_no_introduction():
    assert marked(TEXT * 40, "篇1", TEXT, "篇2", TEXT)[1][0] == ""


def test_a_lone_label_that_is_not_the_first_says_nothing():
    assert marked(TEXT, "第三篇", TEXT) == ([], ["", "", ""])


def test_titles_counted_up_are_labels():
    assert marked("工会工作总结（一）", TEXT, "工会工作总结（二）", TEXT)[0] == [0, 2]


@pytest.mark.parametrize("titles", [("工会工作总结（一）", "工会工作总结（三）"), ("工会工作总结（一）", "工会工作报告（二）"), ("工会会员（一）", "工会会员（二）")])
def test_titles_that_do_not_count_up_are_none(titles):
    assert marked(titles[0], TEXT, titles[1], TEXT)[0] == []

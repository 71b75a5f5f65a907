"""The title of the host is cut, the title a report gives itself stays."""

import pytest

from invented_reports import report
from unionreports.corpus.clean import clean
from unionreports.corpus.titles import title_key

OWN = "秀水县总工会2012年工作总结"
BODY = report().partition("\n")[2]


def test_a_title_is_compared_without_blanks_and_punctuation():
    assert title_key("【工会】2012年 工作总结（一）") == title_key("工会2012年工作总结一") == "工会2012年工作总结一"


@pytest.mark.parametrize(
    ("head", "stays", "title"),
    [
        ([OWN], [OWN], OWN),  # no furniture: the report's own
        ([OWN, "2013-01-08 来源：县总工会"], [], OWN),  # above the byline: the host's
        ([OWN, "2013-01-08 来源：县总工会", OWN], [OWN], OWN),  # repeated below: that one is the report's
        ([OWN, OWN, "2013-01-08 来源：县总工会", OWN], [OWN], OWN),
        (["工会工作总结范文3篇", "2013-01-08 来源：网络", OWN], [OWN], "工会工作总结范文3篇"),
        (["【精选】工会工作总结", OWN], [OWN], "【精选】工会工作总结"),
        (["首页 > 工作总结", OWN, "发布时间：2013-01-08", "团结动员全县职工", "为实现“十二五”目标而奋斗"],
         ["团结动员全县职工", "为实现“十二五”目标而奋斗"], OWN),
        (["团结动员全县职工", "——在秀水县工会第十二次代表大会上的报告", "（2013年1月8日）", "发布时间：2013-01-08"],
         ["团结动员全县职工", "——在秀水县工会第十二次代表大会上的报告", "（2013年1月8日）"], None),
    ],
)
def test_titles_of_hosts_and_of_reports(head, stays, title, furniture):
    page = clean("\n".join([*head, BODY]), furniture)
    assert page.text == "\n".join([*stays, BODY])
    assert title is None or page.title == title


def test_cut_titles_say_whether_they_repeat(furniture):
    page = clean("\n".join([OWN, OWN, "2013-01-08 来源：县总工会", OWN, BODY]), furniture)
    assert [cut.reason for cut in page.cuts] == ["host_title", "duplicate_title", "byline"]

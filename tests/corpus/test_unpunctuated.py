"""Text that lost its punctuation is told with its arithmetic, and parted where numbers or blanks allow it."""

import re

import pytest

from invented_reports import STATEMENTS, report
from unionreports.corpus.outline import outline
from unionreports.corpus.unpunctuated import lost_punctuation

A, B, C, D, E = STATEMENTS


def bare(text, instead=""):
    return re.sub("[。，；：、（）]", instead, text).strip()


def units(text):
    return [text[u.start : u.end] for u in outline(text)[1]]


POINTS = [f"{n}是{s}" for n, s in zip("一二三四五", STATEMENTS, strict=True)]


@pytest.mark.parametrize(
    "items",
    [
        [bare(p) for p in POINTS * 2],
        [bare(f"第{n}{s}") for n, s in zip("一二三四五", STATEMENTS, strict=True)] * 2,
        [bare(f"{n}加强组织建设{s}") for n, s in zip("一二三四五", STATEMENTS, strict=True)] * 2,
        [bare(f"{n}推进集体协商{s}") for n, s in zip("12345", STATEMENTS, strict=True)] * 2,
        [f"{n}、{bare(s)}" for n, s in zip("一二三四五", STATEMENTS, strict=True)] * 2,
    ],
    ids=["points", "ordinals", "numerals", "digits", "marked numerals"],
)
def test_numbers_that_count_up_part_a_text_without_punctuation(items):
    assert units("".join(items)) == items
    assert f"{len(items)} units" in lost_punctuation("".join(items), len(items))


def test_blanks_between_long_stretches_part_it():
    stretches = [bare(s) for s in STATEMENTS] * 2
    assert units(" ".join(stretches)) == stretches


@pytest.mark.parametrize("instead", ["", " "])
def test_what_nothing_parts_stays_one_unit_and_says_so(instead):
    text = bare("".join(STATEMENTS) * 3, instead)
    assert units(text) == [text]
    assert lost_punctuation(text, 1).endswith("one unit") and "0 punctuation marks" in lost_punctuation(text, 1)


@pytest.mark.parametrize(
    "text",
    [
        report(),
        report().replace("，", ",").replace("。", "."),
        "\n".join(["加强基层组织建设", "二、深化集体协商制度建设", "关于开展劳动竞赛和技能比武活动的情况"] * 20),  # headings
        "单位 人数 金额 备注 合计 占比 " * 60,  # a table
        bare(A + B),  # a short notice
        "",
    ],
    ids=["report", "half-width", "headings", "table", "notice", "empty"],
)
def test_what_has_no_punctuation_to_lose(text):
    assert lost_punctuation(text, 9) == ""


@pytest.mark.parametrize(
    "text",
    [
        bare(f"五一加强宣传七一组织活动第二批会员十二是多数{A}{B}"),  # numerals inside words
        bare(f"新建工会1家组织活动3次加强培训5期{A}{B}"),  # figures that do not count up
        bare(f"{A}统一加强管理第二次推进工作{B}"),
    ],
)
def test_numbers_of_the_sentence_part_nothing(text):
    assert units(text) == [text]

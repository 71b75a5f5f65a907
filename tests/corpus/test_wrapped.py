"""Pages broken into lines of one width give the paragraphs they had; lists, tables and verses keep their lines."""

import pytest

from invented_reports import STATEMENTS, report
from unionreports.corpus.clean import clean
from unionreports.corpus.edits import Layer, apply
from unionreports.corpus.letter_spaced import inside_words
from unionreports.corpus.outline import outline
from unionreports.corpus.wrapped import unwrap

A, B, C, D, E = STATEMENTS
REPORT = "\n".join(
    part.replace("全年", f"{place}全年") for place in ("甲镇", "乙镇") for part in [*report().split("\n"), f"{A}{B}{C}", f"{D}{E}"]
)


def width(character):
    return 1 if character < "\u2000" else 2


def wrap(text, columns, indent="　　"):
    """Lines of a printed column: closing marks may hang over its edge."""
    lines = []
    for paragraph in text.split("\n"):
        line = indent
        for character in paragraph:
            if sum(map(width, line)) + width(character) > 2 * columns and character not in "，。；：、！？）”》":
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return lines


def paged(lines, every=20, head=""):
    """Those lines with the marks at the edges of printed pages."""
    shown = []
    for i, line in enumerate(lines):
        shown.append(line)
        if i % every == every - 1:
            shown += [f"- {i // every + 1} -", "————————", *([head] if head else [])]
    return shown


def boundaries(text):
    """Where units begin, counted in characters without blanks."""
    starts = {u.start for u in outline(text)[1]}
    kept = [i for i, c in enumerate(text) if not c.isspace()]
    return {n for n, i in enumerate(kept) if i in starts}, "".join(text[i] for i in kept)


@pytest.mark.parametrize("columns", [20, 27, 34, 45])
@pytest.mark.parametrize("edges", [{}, {"every": 20}, {"every": 15, "head": "秀水县工会工作报告汇编"}], ids=["", "pages", "heads"])
def test_indented_columns_give_the_paragraphs_back(columns, edges, furniture):
    lines = wrap(REPORT, columns)
    page = clean("\n".join(paged(lines, **edges) if edges else lines), furniture)
    assert page.text == REPORT
    assert all(e.reason in ("joined", "page_marker", "blank") for e in page.edits)


@pytest.mark.parametrize("columns", [20, 27, 34, 45])
def test_columns_without_indents_give_nearly_all_units_back(columns, furniture):
    page = clean("\n".join(wrap(REPORT, columns, indent="")), furniture)
    (found, letters), (wanted, all_letters) = boundaries(page.text), boundaries(REPORT)
    assert letters == all_letters
    assert len(found & wanted) >= 0.9 * len(wanted) and len(found & wanted) >= 0.9 * len(found)


def test_columns_of_paragraphs_of_two_lines_under_many_headings_are_joined(furniture):
    text = "\n".join(f"（{n}）加强组织建设\n{(A, B, C, D, E)[i % 5]}" for i, n in enumerate("一二三四五六七八九十"))
    wrapped = "\n".join(wrap(text, max(map(len, STATEMENTS)) // 2 + 2, indent=""))
    assert clean(wrapped, furniture).text == text


def test_paragraphs_parted_by_blank_lines_are_kept(furniture):
    paragraphs = ["\n".join(wrap(p, 30, indent="")) for p in REPORT.split("\n")]
    assert clean("\n\n".join(paragraphs), furniture).text == REPORT


@pytest.mark.parametrize(
    "lines",
    [
        REPORT.split("\n"),
        [f"{n}、新建基层工会{n}6家，发展会员{n}300人，覆盖企业{n}0家" for n in range(1, 20)],
        ["县总工会召开劳动竞赛工作会议部署任务", "市总工会领导到我县调研指导基层组织", "全县职工技能大赛圆满落下帷幕喜获丰收"] * 8,  # titles
        ["甲镇工会 36 1200 85.5 合格 已报送表格", "乙镇工会 28 1100 80.5 合格 已报送表格"] * 10,  # a table
        ["咱们工人有力量，嘿！咱们工人有力量！", "每天每日工作忙，嘿！每天每日工作忙！"] * 6,  # a song
        [A],
        [""],
    ],
    ids=["report", "items", "titles", "table", "song", "one line", "empty"],
)
def test_other_lines_stay(lines):
    raw = "\n".join(lines)
    assert unwrap(raw, Layer(raw, [])) == []


@pytest.mark.parametrize(
    ("spaced", "whole"),
    [
        ("工 作 总 结", "工作总结"),
        (" ".join(A).replace(" ，", "，").replace("， ", "，").replace(" 。", "。"), A),
        ("全市 各级 工会 组织，发展 会员 二千 一百 人，农民工 会员 达到 一万 人。", "全市各级工会组织，发展会员二千一百人，农民工会员达到一万人。"),
    ],
)
def test_blanks_inside_words_are_cut(spaced, whole):
    assert apply(spaced, inside_words(spaced)) == whole


@pytest.mark.parametrize(
    "text",
    ["抓住机遇 开拓创新 努力实现 新跨越", "一 二 三 四 五 六", "优 良 中 差", "单位 人数 金额 备注", "王强 李明 张伟 刘洋 赵敏 周杰 吴刚 郑爽 孙俪 钱枫", A, ""],
)
def test_blanks_between_words_of_headings_tables_and_lists_stay(text):
    assert inside_words(text) == []

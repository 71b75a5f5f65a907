"""Headings make a tree and every stretch is a heading or a unit, however a report numbers its parts."""

from hypothesis import given, settings, strategies as st
import pytest

from invented_reports import STATEMENTS, report
from unionreports.corpus.outline import outline

A, B, C, D, E = STATEMENTS


def tree(text, title=""):
    """Headings as (depth, text, text of the parent)."""
    headings, _ = outline(text, title)
    words = [text[h.start:h.end] for h in headings]
    return [(h.depth, word, words[h.parent] if h.parent >= 0 else "") for h, word in zip(headings, words, strict=True)]


def placed(text, title=""):
    headings, units = outline(text, title)
    return [(text[u.start:u.end], text[headings[u.heading].start:headings[u.heading].end] if u.heading >= 0 else "", u.place) for u in units]


def page(*lines):
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["一、组织", A, "二、维权", B], [(1, "一、组织", ""), (1, "二、维权", "")]),
        (["一、组织", "（一）建会", A, "（二）入会", B, "二、维权", C],
         [(1, "一、组织", ""), (2, "（一）建会", "一、组织"), (2, "（二）入会", "一、组织"), (1, "二、维权", "")]),
        (["第一部分 回顾", "一、组织", A, "第二部分 打算", "一、维权", B],
         [(1, "第一部分 回顾", ""), (2, "一、组织", "第一部分 回顾"), (1, "第二部分 打算", ""), (2, "一、维权", "第二部分 打算")]),
        # 1、 stands under （一） and goes when the next （二） comes
        (["一、组织", "（一）建会", "1、企业", A, "2、社区", B, "（二）入会", "1、农民工", C],
         [(1, "一、组织", ""), (2, "（一）建会", "一、组织"), (3, "1、企业", "（一）建会"), (3, "2、社区", "（一）建会"),
          (2, "（二）入会", "一、组织"), (3, "1、农民工", "（二）入会")]),
        # numbering restarts, repeats, skips
        (["一、组织", A, "二、维权", B, "一、学习", C, "一、再学", D, "四、跳号", E],
         [(1, f"{n}", "") for n in ("一、组织", "二、维权", "一、学习", "一、再学", "四、跳号")]),
        (["一、组织", "（一）建会", A, "（一）入会", B, "（四）培训", C],
         [(1, "一、组织", ""), (2, "（一）建会", "一、组织"), (2, "（一）入会", "一、组织"), (2, "（四）培训", "一、组织")]),
        (["（一）建会", A, "（二）入会", B, "二、维权", C], [(1, "（一）建会", ""), (1, "（二）入会", ""), (1, "二、维权", "")]),
        # a plan with its own heading opens a new top level
        (["秀水县总工会总结", "开头" + A, "一、组织", B, "2013年工作要点", "一、维权", C],
         [(1, "一、组织", ""), (1, "2013年工作要点", ""), (2, "一、维权", "2013年工作要点")]),
        # headings without numbers
        (["秀水县总工会总结", "开头" + A, "基层组织建设", B, "集体协商", C], [(1, "基层组织建设", ""), (1, "集体协商", "")]),
        # a heading that leads the parts of its paragraph
        (["一、组织", f"（一）全面启动活动。一是{A}二是{B}"], [(1, "一、组织", ""), (2, "（一）全面启动活动。", "一、组织")]),
        # a point on a line of its own heads the text below
        (["一、组织", "一是建会", A, "二是入会", B], [(1, "一、组织", ""), (2, "一是建会", "一、组织"), (2, "二是入会", "一、组织")]),
    ],
)
def test_headings(lines, expected):
    assert tree(page(*lines)) == expected


@pytest.mark.parametrize(
    "line",
    ["1、新建工会36家", "（三）" + A, "——深化教育", "同志们：", "谢谢大家！", "秀水县总工会", "2013年1月8日", "（供稿）", "取得了好成绩。", "我们的体会是："],
)
def test_lines_that_head_nothing_are_units(line):
    text = page("秀水县总工会总结", "开头" + A, "一、组织", B, "二、维权", C, line)
    assert line not in [word for _, word, _ in tree(text)]
    assert line in [unit for unit, _, _ in placed(text)]


def test_items_under_a_heading_are_its_units():
    text = page("一、组织", f"1、建会。{A}", f"2、入会。{B}", "二、维权", C)
    assert placed(text)[:2] == [(f"1、建会。{A}", "一、组织", "item"), (f"2、入会。{B}", "一、组织", "item")]


def test_the_first_text_of_a_section_with_numbered_parts_leads_it():
    text = page("一、组织", A, "（一）建会", B, "（二）入会", C)
    assert placed(text)[0] == (A, "一、组织", "lead")


def test_places_of_title_opening_and_closing():
    text = page("秀水县总工会2012年工作总结", "（2013年1月8日）", "各位代表：", "2012年，" + A, "一、组织", B, C, "让我们努力奋斗，创造新的辉煌！", "秀水县总工会", "2013年1月8日")
    assert [place for _, _, place in placed(text)] == ["title"] * 3 + ["opening", "text", "text"] + ["closing"] * 3
    assert [heading for _, heading, place in placed(text) if place == "closing"] == ["", "", ""]


def test_the_title_of_the_page_is_parted_from_the_sentence_it_was_run_together_with():
    title = "秀水县总工会2012年工作总结"
    assert placed(f"{title}今年以来，{A}{B}", title)[0] == (title, "", "title")


def test_headings_of_a_page_without_line_breaks():
    text = f"秀水县总工会{A}一、加强组织建设今年以来，{B}（一）抓好建会工作全年{A[2:]}（二）抓好集体协商。{C}二、加强维权工作1.签订合同。{D}2.开展帮扶。{E}"
    assert tree(text) == [(1, "一、加强组织建设", ""), (2, "（一）抓好建会工作", "一、加强组织建设"), (1, "二、加强维权工作", "")]


def test_the_heading_of_problems_in_a_page_without_line_breaks():
    text = f"一、加强组织建设今年以来，{A}（一）抓好建会工作全年{A[2:]}二、存在的问题虽然取得了成绩，但{B}三、下步打算今年要{C}"
    assert "二、存在的问题" in [word for _, word, _ in tree(text)]


def test_a_heading_without_a_number_stands_under_the_plan():
    text = page("秀水县总工会总结", "开头" + A, "2013年工作要点", "要" + B, "加强维权", C)
    assert tree(text) == [(1, "2013年工作要点", ""), (2, "加强维权", "2013年工作要点")]


LINES = st.lists(
    st.one_of(
        st.sampled_from([*STATEMENTS, "同志们：", "工作总结", "2013年工作要点", "组织建设", "谢谢大家！", "2013年1月8日", "——", "一、", "（一）"]),
        st.builds(
            str.__add__,
            st.sampled_from("一、 二、 九、 （一） （二） 1、 2. 3． （1） 1） ① ② 一是 二是 第一， —— ● 第一部分".split()),
            st.sampled_from([*STATEMENTS, "组织", "维权。", "要加强建设", f"建会。一是{A}二是{B}", ""]),
        ),
    ),
    min_size=1, max_size=14,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(LINES, st.booleans())
def test_headings_and_units_divide_any_text(lines, flat):
    text = ("" if flat else "\n").join(lines)
    headings, units = outline(text)
    spans = sorted((x.start, x.end) for x in (*headings, *units))
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    for i, heading in enumerate(headings):
        assert -1 <= heading.parent < i
        assert heading.depth == (headings[heading.parent].depth + 1 if heading.parent >= 0 else 1)
    assert all(u.heading < len(headings) and (u.heading < 0 or headings[u.heading].start < u.start) for u in units)


def test_a_long_list_of_titles_is_read_to_its_end():
    text = page(A, *["工作总结"] * 3000, B)
    headings, units = outline(text)
    assert sum(x.end - x.start for x in (*headings, *units)) == len(text) - text.count("\n")


def test_every_line_of_a_report_is_covered():
    text = report()
    headings, units = outline(text)
    assert sum(x.end - x.start for x in (*headings, *units)) == len(text) - text.count("\n")

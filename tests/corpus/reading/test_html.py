"""A web page loses no line of its report, and its script and markup never become text."""

import time

from hypothesis import given
from hypothesis import strategies as st
import pytest

from html_pages import BUILDING, LINES, OPENING, PAGES, PLAN, TITLE
from unionreports.corpus.reading.html import read_html
from unionreports.corpus.reading.mhtml import read_mhtml


def lines_of(html: str) -> list[str]:
    page = read_html(html.encode())
    assert page.problem == ""
    return page.text.split("\n")


@pytest.mark.parametrize("name", PAGES)
def test_no_line_of_a_report_is_lost_torn_or_joined(name):
    page = PAGES[name]
    lines = lines_of(page.html)
    assert [line for line in lines if line in set(page.lines)] == list(page.lines)
    assert not [word for word in page.never if word in "\n".join(lines)]


@pytest.mark.parametrize("name", ["government", "nested_tables", "line_breaks", "pages_of_one"])
def test_menus_and_lists_of_other_pages_are_left_out(name):
    text = "\n".join(lines_of(PAGES[name].html))
    assert not [w for w in ("网站首页", "栏目导航", "范文", "下一页", "第1次全委会议", "工会要闻") if w in text]


def test_one_link_or_two_are_part_of_the_text():
    links = "<p><a href=1>附件：2015年指标</a></p><p><a href=2>附件：名册</a></p>"
    assert lines_of(f"<p>{OPENING}</p>{links}<p>{PLAN}</p>") == [OPENING, "附件：2015年指标", "附件：名册", PLAN]
    prose = "".join(f"<p><a href={i}>{line}</a></p>" for i, line in enumerate((OPENING, BUILDING, PLAN)))
    assert lines_of(prose) == [OPENING, BUILDING, PLAN]


_ELSEWHERE = "金秋的果园里硕果满枝，果农们忙着采摘装箱，快递点也热闹起来。"
_TEXT = f"<div><h1>{TITLE}</h1>{''.join(f'<p>{line}</p>' for line in LINES)}</div>"


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("", f"<div class=box><h3>热点新闻</h3><dl><dt>秋收</dt><dd>{_ELSEWHERE}</dd></dl></div>", []),
        (f"<div><div class=hd><b>热门文章</b><i>更多&gt;&gt;</i></div><div class=bd><p>{_ELSEWHERE}</p></div></div>", "", []),
        (f"<table><tr><td>推荐阅读</td></tr><tr><td><p>{_ELSEWHERE}</p></td></tr></table>", "", []),
        ("", f"<div>网友评论（2）<p>{_ELSEWHERE}</p><p>顶一个。</p></div>", []),
        (f"<div id=left-sidebar><p>{_ELSEWHERE}</p></div>", f"<aside><p>{_ELSEWHERE}</p></aside>", []),
        # Near misses: a section that reports on news or comments, a name that only begins like a box's.
        (f"<div><p>新闻宣传</p><p>{_ELSEWHERE}</p></div>", "", ["新闻宣传", _ELSEWHERE]),
        ("", f"<div><p>热点新闻发布工作</p><p>{_ELSEWHERE}</p></div>", ["热点新闻发布工作", _ELSEWHERE]),
        ("", f"<div class=sidebars2><p>{_ELSEWHERE}</p></div>", [_ELSEWHERE]),
        ("<div>热点新闻</div>", "", ["热点新闻"]),
    ],
)  # fmt: skip
def test_boxes_beside_the_text_are_left_out(before, after, kept):
    assert lines_of(f"<body>{before}{_TEXT}{after}") == [
        *([] if after else kept),
        TITLE,
        *LINES,
        *(kept if after else []),
    ]


def test_what_most_of_a_page_stands_in_is_its_text_whatever_it_is_called():
    assert lines_of(f"<div class=comments><p>热点新闻</p>{_TEXT}</div>") == ["热点新闻", TITLE, *LINES]
    each = "".join(f"<section class='text comment-free'><p>{line}</p></section>" for line in LINES)
    assert lines_of(f"<h1>{TITLE}</h1>{each}") == [TITLE, *LINES]


@pytest.mark.parametrize(
    ("head", "evidence"),
    [
        (f"<title>{TITLE}_秀水工会网</title><meta name=ArticleTitle content='{TITLE}'>", [f"{TITLE}_秀水工会网"]),
        (f"<title>秀水工会网</title><meta property=og:title content='{TITLE}'>", [TITLE]),
        ("<title>Home</title>", []),
        ("<meta name=PubDate content='2016-1-8 9:00'><meta name=ContentSource content='县总工会'>", ["发布时间：2016-01-08", "来源：县总工会"]),
        ("<meta property='article:published_time' content='2016-03-02T10:00:00+08:00'>", ["发布时间：2016-03-02"]),
        ("<meta name=PubDate content='2016-13-40'>", []),
        ("<meta name=PubDate content='2016'>", []),
        ('<script>{"datePublished": "2017-05-06T01:02:03"}</script>', ["发布时间：2017-05-06"]),
        ('<script>var ct = "1453080000";</script>', ["发布时间：2016-01-18"]),
        ("<title>工会\n  总结</title>", ["工会 总结"]),
    ],
)  # fmt: skip
def test_what_a_page_says_of_itself_stands_first(head, evidence):
    assert lines_of(f"<html><head>{head}</head><body><p>{OPENING}</p></body></html>") == [*evidence, OPENING]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>全年新建工会\n三十六家，\n发展会员</p>", ["全年新建工会三十六家，发展会员"]),
        ("<p>Trade union\nreport</p>", ["Trade union report"]),
        ("<div>一、建会\n全年新建工会。\n二、维权\n全年维权。\n</div>", ["一、建会", "全年新建工会。", "二、维权", "全年维权。"]),
("<div>一、建会\n（一）企业\n全年新建三十六家\n会员增加二千人\n（二）社区\n全年新建社区工会。</div>", ["一、建会", "（一）企业", "全年新建三十六家", "会员增加二千人", "（二）社区", "全年新建社区工会。"]),
        ("<div>一、全年新建基层工会三十六家，发展\n会员二千一百人，其中农民工会员一千\n三百人，组建率稳步提高。二、维权工\n作成效明显，签订合同四十五份。</div>", ["一、全年新建基层工会三十六家，发展会员二千一百人，其中农民工会员一千三百人，组建率稳步提高。二、维权工作成效明显，签订合同四十五份。"]),
        ("<div>　　全年新建工\n会三十六家，发展会员二千\n一百人。\n　　全年\n维权\n十五\n起</div>", ["全年新建工会三十六家，发展会员二千一百人。", "全年维权十五起"]),
        ("<div>\n    全年\n    建会\n    36\n    家\n  </div>", ["全年建会36家"]),
        ("<pre>一、建会\n二、维权</pre>", ["一、建会", "二、维权"]),
        ("<div style='white-space: pre-wrap'>一、建会\n二、维权</div><p>全年\n建会</p>", ["一、建会", "二、维权", "全年建会"]),
        ("<div>正文<nav>菜单</nav>又一段</div>", ["正文", "又一段"]),
        ("<p>维<b>护</b>权<i>益</i></p>", ["维护权益"]),
        ("<p>工<span style='display:none'>防复制</span>会</p>", ["工会"]),
        ("<div style='display:none'>展开全文以后的段落。</div>", ["展开全文以后的段落。"]),
        ("<p><ruby>維<rt>wéi</rt></ruby>護</p>", ["維護"]),
        ("<p>一<br><br/>二</BR>三", ["一", "二", "三"]),
        ("<ol><li>1、自己写了编号</li><li>没有写</li></ol>", ["1、自己写了编号", "2. 没有写"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>建会</li></ol>", ["一、建会"]),
        ("<ol style='list-style:none'><li>建会</li></ol>", ["建会"]),
        ("<ol start=99999999999999><li>建会</li></ol>", ["999999. 建会"]),
        ("<table><tr><td>单位<td>人数<tr><td>合计</table>以上", ["单位\t人数", "合计", "以上"]),
        (f"<table><tr><td>{OPENING * 9}<td>{PLAN * 9}</table>", [OPENING * 9, PLAN * 9]),
        ("<p>a &lt;b&gt; &amp;amp; &#24037;&#x4f1a; &unknown; 5 < 6</p>", ["a <b> &amp; 工会 &unknown; 5 < 6"]),
        ("<p>正文</p><script>if (a<b) {'</p>'}</script><!-- 注释 --><p>又一段</p>", ["正文", "又一段"]),
        (f"<nav><a href=1>首页</a><p>{OPENING}</p><p>{PLAN}</p>", ["首页", OPENING, PLAN]),
        (f"<span style='display:none'><p>{OPENING}</p>", [OPENING]),
        (f"<nav><a href=1>首页</a></nav><p>{OPENING}</p><select><option>各县工会</select>", [OPENING]),
        ("<p>正文\0没有断</p>", ["正文没有断"]),
        ("<p><a href=1>没有关上的链接<p>第一段</p><p>第二段</p><p>第三段</p>", ["没有关上的链接", "第一段", "第二段", "第三段"]),
    ],
)  # fmt: skip
def test_lines_are_those_a_reader_sees(markup, lines):
    assert lines_of(f"<html><body>{markup}") == lines


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("named", ["gb2312", "utf-8", "utf-16", "iso-8859-1", "nonsense"])
def test_the_bytes_decide_and_not_what_the_page_says_of_its_encoding(encoding, named):
    html = (
        f'<html><head><meta charset="{named}"></head><body>{"".join(f"<p>{line}</p>" for line in LINES)}</body></html>'
    )
    page = read_html(html.encode(encoding))
    assert page.text.split("\n") == list(LINES) and page.problem == ""


def test_broken_bytes_cost_characters_and_not_the_page():
    data = "".join(f"<p>{line}</p>" for line in LINES).encode("gb18030")
    page = read_html(data.replace("工作".encode("gb18030"), "工".encode("gb18030") + b"\xff", 1))
    assert page.problem == "" and page.text.count("\ufffd") == 1 and page.text.endswith("\n".join(LINES[1:]))


def test_a_page_without_text_is_named():
    page = read_html(
        b"<html><head><title>x</title><script src=a></script></head><body><div id=app></div></body></html>"
    )
    assert page.text == "" and "script" in page.problem and ".txt" in page.problem


def test_the_page_of_a_saved_archive_is_read():
    page = PAGES["government"]
    head = b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    coded = "".join(f"={byte:02X}" if byte > 126 or byte == 61 else chr(byte) for byte in page.html.encode()).encode()
    part = b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + coded + b"\r\n"
    picture = b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n"
    found = read_mhtml(head + part + picture)
    assert found.text == read_html(page.html.encode()).text and (found.format, found.problem) == ("mhtml", "")
    assert "without a page" in read_mhtml(head + picture).problem


_TAGS = (
    "<div>",
    "<b>",
    "<table><tr><td>",
    "<ol><li>",
    "<a href=1>",
    "<font><p>",
    "<b></p>",
    "<select><option>",
    "<li>",
    "</p>",
)
HOSTILE = {
    **{tag: tag * 50_000 + "工会" for tag in _TAGS},
    "entities": "&amp;" * 200_000,
    "open comments": "<!--" * 100_000,
    "open tags": "<" * 300_000,
    "quotes": "<p a='" * 50_000,
    "one line": "工会" * 500_000,
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(50_000)) + ">工会",
    "blanks": "<p>工" + " " * 500_000 + "会",
    "line ends": "<p>工" + "\n" * 500_000 + "会",
    "nul": "\0" * 300_000 + "工会",
    "declarations": "<!DOCTYPE x [" + '<!ENTITY a "aaaaaaaa">' * 20_000 + "]>&a;",
    "misnested": "".join(f"<b {i}>" for i in range(20_000)) + "x</b>" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_in_linear_time(name):
    data = HOSTILE[name].encode()
    begin = time.process_time()
    page = read_html(data)
    assert time.process_time() - begin < 2
    assert page.text or page.problem
    assert "工会" not in HOSTILE[name] or name == "<select><option>" or "工会" in page.text


_SOUP = st.lists(
    st.sampled_from(["工会总结。", "<p>", "</p>", "<td>", "<table>", "</table>", "<tr>", "<a href=1>", "</a>", "<ol>", "<li>", "</ol>", "<br>", "<!--", "-->", "<script>", "</script>", "&#x0;", "&lt", "\0", "\ufffe", "<div style='", "'>", "\n"])
)  # fmt: skip


@given(_SOUP)
def test_no_soup_of_tags_makes_it_fail(parts):
    page = read_html("".join(parts).encode())
    assert page.text or page.problem
    assert "\0" not in page.text

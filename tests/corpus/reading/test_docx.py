"""A .docx gives all that its reader sees: paragraphs, tables, text boxes, printed numbers, and nothing that was deleted."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest

from html_pages import LINES, OPENING, PLAN, TITLE
from unionreports.corpus.reading import docx as reader
from unionreports.corpus.reading.read import read_page

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def package(body: str, head: str = "", space: str = _SPACE, **parts: str) -> bytes:
    """A file with this markup as its text."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        for name, content in {"document": f"<w:body>{body}</w:body>", **parts}.items():
            root = {"document": "document", "numbering": "numbering", "styles": "styles", "footnotes": "footnotes"}[
                name
            ]
            markup = (
                f'<w:{root} xmlns:w="{space}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            )
            file.writestr(
                f"word/{name}.xml", f'<?xml version="1.0" encoding="UTF-8"?>{head}{markup}{content}</w:{root}>'
            )
    return out.getvalue()


def lines_of(data: bytes) -> list[str]:
    page = read_page("a.docx", data)
    assert (page.format, page.problem) == ("docx", "")
    return page.text.split("\n")


def saved(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_document_as_a_program_writes_it_is_read_whole():
    document = docx.Document()
    document.core_properties.title = "秀水县总工会2009年工作总结"
    document.add_heading(TITLE)
    for line in LINES:
        document.add_paragraph(line)
    for text in ("建会", "维权"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("圆点", style="List Bullet")
    table = document.add_table(2, 3)
    for cell, text in zip(table._cells, ("指标", "单位", "完成", "新建工会", "家", "36"), strict=True):
        cell.text = text
    table.cell(1, 1).text = ""
    document.add_paragraph(f"{PLAN}\n秀水县总工会\t2016年")
    expected = [
        TITLE,
        *LINES,
        "1. 建会",
        "2. 维权",
        "圆点",
        "指标\t单位\t完成",
        "新建工会\t\t36",
        PLAN,
        "秀水县总工会\t2016年",
    ]
    assert lines_of(saved(document)) == expected
    document = docx.Document()
    document.core_properties.title = TITLE
    document.add_paragraph(OPENING)
    assert lines_of(saved(document)) == [TITLE, OPENING]  # the text has no title of its own


_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for level, (kind, text) in enumerate(
        [
            ("chineseCounting", "%1、"),
            ("chineseCounting", "（%2）"),
            ("decimal", "%3."),
            ("decimal", "%3.%4"),
            ("decimalEnclosedCircle", "%5"),
        ]
    )
)
_NUMBERING = (
    f'<w:abstractNum w:abstractNumId="7">{_LEVELS}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def test_numbers_are_printed_as_the_program_prints_them():
    def item(level, text, of_list=1):
        return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{of_list}"/></w:numPr>')

    styles = (
        '<w:style w:styleId="h"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="child"><w:basedOn w:val="h"/></w:style><w:style w:styleId="x"><w:basedOn w:val="x"/></w:style>'
    )
    body = [
        item(0, "回顾"), item(1, "建会"), item(2, "2015年"), item(2, "会员"), item(3, "细目"), item(4, "圈"), item(1, "维权"), item(2, "合同"),
        paragraph("安排", '<w:pStyle w:val="child"/>'), paragraph("无", '<w:pStyle w:val="x"/>'), item(0, "三、自己写了"),
        item(0, "另起", 2), item(0, "", 2), item(0, "接着", 2), item(0, "不编", 0), item(0, "没有的", 99),
    ]  # fmt: skip
    assert lines_of(package("".join(body), numbering=_NUMBERING, styles=styles)) == [
        "一、回顾", "（一）建会", "1. 2015年", "2. 会员", "2.1 细目", "①圈", "（二）维权", "1. 合同", "二、安排", "无", "三、自己写了",
        "五、另起", "七、接着", "不编", "没有的",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"<w:p>{run('工')}<w:ins>{run('会')}</w:ins><w:del><w:r><w:delText>删</w:delText><w:t>去</w:t></w:r></w:del></w:p>", ["工会"]),
        (f"<w:sdt><w:sdtContent>{paragraph('控件里的段落')}</w:sdtContent></w:sdt>", ["控件里的段落"]),
        (f"<w:p><w:hyperlink>{run('链接')}</w:hyperlink><w:smartTag>{run('标记')}</w:smartTag></w:p>", ["链接标记"]),
        ("<w:p><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", ["3\t甲", "乙"]),
        (
            f"<w:p>{run('前')}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{paragraph('框')}</w:txbxContent></mc:Choice>"
            f"<mc:Fallback><w:txbxContent>{paragraph('框')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>{run('后')}</w:p>",
            ["框", "前后"],
        ),
        (
            f"<w:tbl><w:tr><w:tc>{paragraph('外')}</w:tc><w:tc><w:tbl><w:tr><w:tc>{paragraph('内')}</w:tc><w:tc>{paragraph('里')}</w:tc></w:tr></w:tbl>{paragraph('')}</w:tc></w:tr></w:tbl>",
            ["外\t内\t里"],
        ),
        (f"<w:tbl><w:tr><w:tc>{paragraph(OPENING)}{paragraph(PLAN)}</w:tc></w:tr></w:tbl>", [OPENING, PLAN]),
        (paragraph("一") + "<w:p/>" + paragraph("  ") + paragraph("二"), ["一", "二"]),
    ],
)  # fmt: skip
def test_nothing_around_a_paragraph_hides_it_and_deleted_text_stays_away(body, lines):
    assert lines_of(package(body)) == lines


def test_notes_follow_the_text_and_strict_files_are_read():
    assert lines_of(package(paragraph("正文"), footnotes=f"<w:footnote>{paragraph('脚注')}</w:footnote>")) == [
        "正文",
        "脚注",
    ]
    assert lines_of(package(paragraph("正文"), space="http://purl.oclc.org/ooxml/wordprocessingml/main")) == ["正文"]


def test_bombs_and_entities_are_refused(monkeypatch):
    bomb = package(paragraph("工" * 8_000_000))
    assert "zip bomb" in read_page("a.docx", bomb).problem
    monkeypatch.setattr(reader, "_MOST_BYTES", 1000)
    assert "zip bomb" in read_page("a.docx", package(paragraph("工会" * 200))).problem
    monkeypatch.undo()
    lots = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for head in (lots, outside):
        page = read_page("a.docx", package(paragraph("&a;"), head=head))
        assert page.text == "" and "entities" in page.problem


@pytest.mark.parametrize("cut", [30, 200, 0.5, 0.9])
def test_a_broken_file_is_named(cut):
    data = package(paragraph("正文"))
    page = read_page("a.docx", data[: int(cut * len(data)) if cut < 1 else cut])
    assert page.text == "" and "broken" in page.problem


@pytest.mark.parametrize(("body", "word"), [("", "without text"), ("<w:p>", "broken"), ("<w:p>" * 5000, "broken")])
def test_a_file_without_readable_text_is_named(body, word):
    assert word in read_page("a.docx", package(body)).problem


@pytest.mark.parametrize(("depth", "problem"), [(1000, ""), (100_000, "broken")])
def test_deep_nesting_is_read_or_named(depth, problem):
    page = read_page("a.docx", package("<w:sdt>" * depth + paragraph("深处") + "</w:sdt>" * depth))
    assert (problem in page.problem) if problem else (page.text == "深处")

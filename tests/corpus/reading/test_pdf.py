"""A PDF gives its text layer in the order it is read, or says why not."""

import pytest

from html_pages import LINES, TITLE
from unionreports.corpus.reading.read import read_page


def pdf(pages, title="", extra="", encrypted=False) -> bytes:
    """A PDF whose pages set lines one below the other, in a font that is not embedded."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{7 + 2 * i} 0 R' for i in range(len(pages)))}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
        " /Supplement 2 >> /FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong /Flags 6 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 900"
        " /Descent 0 /CapHeight 900 /StemV 80 >>",
        f"<< /Title <{('﻿' + title).encode('utf-16-be').hex()}> >>",
    ]
    for number, lines in enumerate(pages):
        content = "".join(
            f"BT /F1 12 Tf 50 {780 - 20 * row} Td <{line.encode('utf-16-be').hex()}> Tj ET\n"
            for row, line in enumerate(lines)
        )
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1200 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {8 + 2 * number} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}endstream",
        ]
    if encrypted:
        code = "00" * 32
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{code}> /U <{code}> /P -4 >>")
        extra += f" /Encrypt {len(objects)} 0 R /ID [<{'00' * 16}> <{'00' * 16}>]"
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R{extra} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a"])
def test_lines_come_page_by_page_as_they_are_set(name):
    pages = [[TITLE, *LINES[:5], "- 1 -"], [*LINES[5:], "- 2 -"]]
    page = read_page(name, pdf(pages))
    assert page.text.split("\n") == [line for of_page in pages for line in of_page]
    assert (page.format, page.encoding, page.problem) == ("pdf", "utf-8", "")


def test_the_title_in_the_properties_counts_where_the_text_has_none():
    assert read_page("a.pdf", pdf([LINES[1:4]], title=TITLE)).text.split("\n") == [TITLE, *LINES[1:4]]
    for title, lines in [
        ("秀水县总工会2011年工作总结", [TITLE, *LINES]),
        ("Microsoft Word - 文档1", LINES[1:4]),
        ("", LINES[1:4]),
    ]:
        assert read_page("a.pdf", pdf([lines], title=title)).text.split("\n") == list(lines)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (pdf([[], []]), "scanned"),
        (pdf([["- 1 -"], ["- 2 -"], ["- 3 -"]]), "scanned"),
        (pdf([["\ue123" * 40, "\ue124工" * 20]]), "fonts"),
        (pdf([LINES], encrypted=True), "password"),
        (b"%PDF-1.4\nnothing", "broken"),
        (pdf([LINES])[:400], "broken"),
        (pdf([LINES, [], []]), "2 of 3 pages"),
    ],
)
def test_a_pdf_without_text_a_locked_and_a_broken_one_are_named_with_the_remedy(data, word):
    page = read_page("a.pdf", data)
    assert page.text == "" and page.format == "pdf" and word in page.problem
    assert ".txt" in page.problem or "again" in page.problem


def test_an_empty_page_beside_one_with_text_is_no_scan():
    assert read_page("a.pdf", pdf([LINES[1:2], []])).text == LINES[1]

"""What a page is, is decided by its bytes first; what cannot be read is named with what to do."""

from io import BytesIO
from zipfile import ZipFile, ZipInfo

from hypothesis import given
from hypothesis import strategies as st
import pytest

from html_pages import LINES, PAGES
from unionreports.corpus.reading import read
from unionreports.corpus.reading.kinds import SNIFFED, kind
from unionreports.corpus.reading.read import read_page
from unionreports.tables import FORMATS

TEXT = "\n".join(LINES)
WEB = PAGES["government"].html


def zipped(*names: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as file:
        for name in names:
            # Without a time of its own a file is of 1980: names of tests must not hold the hour.
            file.writestr(ZipInfo(name), "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.txt", TEXT.encode(), "txt"),
        ("a", TEXT.encode("gb18030"), "txt"),
        ("a.html", TEXT.encode(), "txt"),  # its ending alone makes no web page
        ("a.html", f"{TEXT}\n5 < 6".encode(), "txt"),
        ("a.md", f"# 总结\n\n{TEXT}".encode(), "markdown"),
        ("a.txt", f"{TEXT}<br>{TEXT}<p>&nbsp;</p>".encode(), "txt"),  # stray tags: cleaning cuts them
        ("a.txt", f"文中说到<html>和<p>标签。{TEXT}".encode(), "txt"),
        ("a.htm", f"<p>{LINES[0]}</p>{TEXT}".encode("gb18030"), "html"),
        ("a.txt", WEB.encode(), "html"),
        ("a.pdf", WEB.encode("utf-16"), "html"),
        ("a.txt", b"\xef\xbb\xbf\n<!-- saved -->\n<HTML><body><p>" + TEXT.encode(), "html"),
        ("a.txt", "".join(f"<p>{line}</p>" for line in LINES * 3).encode("gb18030"), "html"),
        ("a.txt", "".join(f"<p>{line * 20}</p>" for line in LINES).encode("gb18030"), "html"),
        ("a.txt", "<br>\n".join(LINES * 9).encode("gb18030"), "html"),  # lines either way
        ("a.doc", WEB.encode(), "html"),  # many sites hand out web pages as .doc
        ("a.txt", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n" + WEB.encode(), "mhtml"),
        ("a.txt", f"Subject: 总结\n\n{TEXT}".encode(), "txt"),
    ],
)  # fmt: skip
def test_content_comes_before_the_ending(name, data, form):
    page = read_page(name, data)
    assert (page.format, page.problem) == (form, "")
    assert all(line in page.text for line in LINES)
    assert (kind(name, data[:SNIFFED]) == "plain") == (form in ("txt", "markdown"))


@pytest.mark.parametrize(
    ("data", "form", "word"),
    [
        (b"", "txt", "empty"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "image", "OCR"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image", "OCR"),
        (b"GIF89a" + b"\0" * 50, "image", "OCR"),
        (b"II*\0" + b"\0" * 50, "image", "OCR"),
        (b"BM\x10\0\0\0\0\0\0\0" + b"\0" * 50, "image", "OCR"),
        (b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 50, "image", "OCR"),
        (b"{\\rtf1\\ansi", "unknown", ".docx"),
        (zipped("a.txt", "b.html"), "archive", "unionreports add"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "table", "unionreports add"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "unknown", ".txt"),
        (zipped("mimetype", "content.xml"), "unknown", ".docx"),
        (zipped("OFD.xml"), "unknown", ".docx"),
        (zipped(), "archive", "unionreports add"),
        (zipped("a.txt")[:20], "archive", "again"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, "archive", "unionreports add"),
        (b"Rar!\x1a\x07\0" + b"\0" * 50, "archive", "unionreports add"),
        (b"\x1f\x8b\x08" + b"\0" * 50, "archive", "unionreports add"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\x0000" + b"\0" * 600, "archive", "unionreports add"),
        (bytes(range(256)) * 40, "unknown", ".txt"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx", "a.doc", "a.pdf"])
def test_what_holds_no_text_is_named_with_the_remedy(name, data, form, word):
    page = read_page(name, data)
    assert page.text == "" and page.format == form and word in page.problem


@pytest.mark.parametrize("name", ["a.csv", "a.JSONL"])
def test_a_table_of_texts_is_no_page(name):
    page = read_page(name, f"正文,年份\n{TEXT},2015".encode())
    assert (page.text, page.format) == ("", "table") and "unionreports add" in page.problem


def test_a_reader_that_fails_costs_its_page_alone(monkeypatch):
    def broken(data):
        raise RecursionError

    monkeypatch.setattr(read, "_reader", lambda found: broken)
    page = read_page("a.html", WEB.encode())
    assert page.text == "" and "RecursionError" in page.problem and ".txt" in page.problem


_BEGINS = [
    b"",
    b"%PDF-1.4\n",
    zipped("[Content_Types].xml", "word/document.xml"),
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "WordDocument\0".encode("utf-16-le"),
    b"<html><body>",
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n",
    b"{\\rtf",
    b"\xff\xfe",
    b"\xfe\xff<\0h\0t\0m\0l\0>",
]


@given(
    st.lists(st.one_of(st.sampled_from(_BEGINS), st.binary(max_size=300), st.text(max_size=50).map(str.encode))),
    st.sampled_from(["a", "a.html", "a.pdf", "a.docx"]),
)
def test_any_bytes_give_a_page(parts, name):
    data = b"".join(parts)
    page = read_page(name, data)
    assert page.format in FORMATS and bool(page.problem) <= (page.text == "")
    assert "stopped" not in page.problem
    page.text.encode()
    assert kind(name, data) == kind(name, data + b"\0" * 9) or len(data) < SNIFFED

"""Every byte of a text is decoded or the page is flagged; nothing is replaced or guessed."""

import codecs

import pytest

from invented_reports import report
from unionreports.corpus.reading.read import read_page

TEXT = report()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        (TEXT.encode("gb2312"), "gb18030"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_a_text_is_read_whole_and_its_encoding_recorded(data, encoding):
    page = read_page("page.txt", data)
    assert (page.text, page.format, page.encoding, page.problem) == (TEXT, "txt", encoding, "")


@pytest.mark.parametrize("line", ["\r\n", "\r", "\n\n"])
def test_line_ends_stay_as_they_are(line):
    text = TEXT.replace("\n", line)
    assert read_page("page.txt", text.encode()).text == text


@pytest.mark.parametrize("text", ["镕", "\U00020000二〇〇八年", "㐂㐄"])
def test_rare_characters_are_not_lost_in_gb18030(text):
    assert read_page("page.txt", (TEXT + text).encode("gb18030")).text == TEXT + text


def test_traditional_script_is_text():
    text = "縣總工會二〇一二年工作總結，全體職工積極參加勞動競賽，維護合法權益，發展和諧勞動關係。" * 5
    assert read_page("page.txt", text.encode()).text == text


def test_a_short_text_and_one_in_ascii_are_text():
    assert read_page("page.txt", "工会".encode()).text == "工会"
    assert read_page("page.txt", b"Page not found").text == "Page not found"


@pytest.mark.parametrize("ending", [".txt", ".TXT", ".text", ""])
def test_the_ending_of_the_name_does_not_decide_whether_a_text_is_read(ending):
    assert read_page(f"page{ending}", TEXT.encode()).text == TEXT


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00\\r\xa8f" + bytes(range(256)) * 20
ZIP = b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" + bytes(range(255, -1, -1)) * 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000 + TEXT.encode("utf-16-le")


@pytest.mark.parametrize(
    "data",
    [
        PNG, ZIP, OLE, bytes(range(256)) * 40, b"\x00" * 5000, TEXT.encode()[:301], TEXT.encode() + b"\xff\xfe\xfd",
        TEXT.encode("gb18030") + b"\xb9", "労働組合の活動報告、組合員のみなさん".encode("shift-jis") * 20,
        "Отчёт о работе профсоюза".encode("koi8-r") * 20, b"\x00\x01\x02",
    ],
    ids=["png", "zip", "ole", "all bytes", "nulls", "cut in a character", "bytes behind", "gbk cut", "shift-jis", "koi8-r", "control"],
)
def test_what_is_no_text_in_a_known_encoding_is_flagged_with_a_remedy(data):
    page = read_page("page.txt", data)
    assert page.text == "" and page.encoding == "" and page.format == "unknown"
    assert "UTF-8" in page.problem and "save" in page.problem


@pytest.mark.parametrize("data", [b"", b"  \r\n\t "])
def test_an_empty_file_is_flagged(data):
    page = read_page("page.txt", data)
    assert page.text == "" and "empty" in page.problem

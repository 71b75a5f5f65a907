"""Every byte of a text is decoded, or what is damaged is visible and counted, or the page is flagged."""

import codecs

from hypothesis import given
from hypothesis import strategies as st
import pytest

from invented_reports import report
from unionreports.corpus.reading.plain import decode, read_text
from unionreports.corpus.reading.read import read_page

TEXT = report()
TRADITIONAL = (
    "縣總工會二〇一二年工作總結\n一年來，全縣各級工會組織緊緊圍繞中心，服務大局，組織全體職工積極參加勞動競賽，"
    "維護職工合法權益，發展和諧勞動關係，各項工作取得了新的進展。\n"
) * 4
SHIFTED = TEXT.encode("gb2312", "ignore").decode("gb2312")


def iso_2022_cn(text: str) -> bytes:
    """Each Chinese character between shifts, as senders of mail wrote it."""
    pairs = (c.encode("gb2312") for c in text)
    return b"\x1b$)A" + b"".join(p if len(p) == 1 else b"\x0e" + bytes(b & 0x7F for b in p) + b"\x0f" for p in pairs)


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (TEXT.encode(), TEXT, "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), TEXT, "utf-8-sig"),
        (TEXT.encode("gb18030"), TEXT, "gb18030"),
        (TEXT.encode("gbk"), TEXT, "gb18030"),
        (TEXT.encode("gb2312"), TEXT, "gb18030"),
        (b"\x84\x31\x95\x33" + TEXT.encode("gb18030"), TEXT, "gb18030"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), TEXT, "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT, "utf-16"),
        (TEXT.encode("utf-16-le"), TEXT, "utf-16-le"),
        (TEXT.encode("utf-16-be"), TEXT, "utf-16-be"),
        (TEXT.encode("utf-32"), TEXT, "utf-32"),
        (TEXT.encode("utf-32-be"), TEXT, "utf-32-be"),
        (SHIFTED.encode("hz"), SHIFTED, "hz"),
        (iso_2022_cn(SHIFTED), SHIFTED, "iso-2022-cn"),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL, "gb18030"),
        (TRADITIONAL.encode("big5", "replace"), TRADITIONAL.replace("〇", "?"), "cp950"),
        (TRADITIONAL.replace("〇", "零").encode("cp950"), TRADITIONAL.replace("〇", "零"), "cp950"),
        (f"{TRADITIONAL}深水埗邨".encode("big5hkscs"), f"{TRADITIONAL}深水埗邨", "big5hkscs"),
        (TRADITIONAL.encode("utf-16-le"), TRADITIONAL, "utf-16-le"),
        ("工会工作报告".encode("gbk"), "工会工作报告", "gb18030"),
        ("一年".encode("gbk"), "一年", "gb18030"),  # valid UTF-8 too: Ò» is two letters of Cyrillic and Arabic there
        (b"Page not found", "Page not found", "utf-8"),
        ("Page not found".encode("utf-16-le"), "Page not found", "utf-16-le"),
        (b"a ~{ b ~} c", "a ~{ b ~} c", "utf-8"),
        ("Отчёт о работе профсоюза".encode(), "Отчёт о работе профсоюза", "utf-8"),
        ("el año próximo, según está".encode(), "el año próximo, según está", "utf-8"),
        (f"{TEXT}😀𠀀".encode("utf-16", "surrogatepass")[2:], f"{TEXT}😀𠀀", "utf-16-le"),
    ],
)
def test_a_text_is_read_whole_and_its_encoding_recorded(data, text, encoding):
    page = read_page("page.txt", data)
    assert (page.text, page.format, page.encoding, page.problem) == (text, "txt", encoding, "")


@pytest.mark.parametrize("line", ["\r\n", "\r", "\n\n"])
def test_line_ends_stay_as_they_are(line):
    text = TEXT.replace("\n", line)
    assert read_page("page.txt", text.encode()).text == text


@pytest.mark.parametrize("text", ["镕", "\U00020000二〇〇八年", "㐂㐄"])
def test_rare_characters_are_not_lost_in_gb18030(text):
    assert read_page("page.txt", (TEXT + text).encode("gb18030")).text == TEXT + text


@pytest.mark.parametrize("ending", [".txt", ".TXT", ".text", ""])
def test_the_ending_of_the_name_does_not_decide_whether_a_text_is_read(ending):
    assert read_page(f"page{ending}", TEXT.encode()).text == TEXT


MIDDLE = len(TEXT.encode("gb18030")) // 2


@pytest.mark.parametrize(
    ("data", "kept", "encoding"),
    [
        (TEXT.encode()[:301], TEXT.encode()[:301].decode(errors="replace"), "utf-8, undecodable in 1 place"),
        (TEXT.encode() + b"\xff\xfe", f"{TEXT}\ufffd\ufffd", "utf-8, undecodable in 1 place"),
        (TEXT.encode("gb18030") + b"\xb9", f"{TEXT}\ufffd", "gb18030, undecodable in 1 place"),
        (TEXT.encode("utf-16-le") + b"\xb9", f"{TEXT}\ufffd", "utf-16-le, undecodable in 1 place"),
        (f"工{TEXT}".encode().replace(b"\xa5", b"?", 1), f"\ufffd?{TEXT}", "utf-8, undecodable in 1 place"),
    ],
    ids=["cut in a character", "bytes behind", "gbk cut", "odd", "byte changed"],
)
def test_one_damaged_place_is_visible_and_counted(data, kept, encoding):
    page = read_text(data)
    assert (page.text, page.encoding, page.problem) == (kept, encoding, "")


def test_damage_is_let_pass_once_in_ten_thousand_bytes_and_no_more():
    """Of text of 30,000 bytes four places may be damaged; with a fifth it is something else."""
    data = bytearray(("工会" * 5_000).encode())
    for place in range(1, 5):
        data[6_000 * place : 6_000 * place + 3] = b"\xff\xff\xff"
    assert "undecodable in 4 places" in read_text(bytes(data)).encoding
    data[3_000:3_003] = b"\xff\xff\xff"
    assert "Chinese in utf-8, but damaged in 5 places" in read_text(bytes(data)).problem


def test_surrogates_written_as_bytes_are_joined_and_halves_replaced():
    pair = "\ud83d\ude00".encode("utf-8", "surrogatepass")
    assert read_text(TEXT.encode() + pair).text == f"{TEXT}😀"
    assert read_text(TEXT.encode() + pair).encoding == "cesu-8"
    half = read_text(TEXT.encode() + pair[:3])
    assert half.text == f"{TEXT}\ufffd\ufffd\ufffd" and "undecodable" in half.encoding


PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00\\r\xa8f"
    + bytes(range(256)) * 20
)
ZIP = b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" + bytes(range(255, -1, -1)) * 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000 + TEXT.encode("utf-16-le")


@pytest.mark.parametrize(
    "data",
    [
        PNG,
        ZIP,
        OLE,
        bytes(range(256)) * 40,
        b"\x00" * 5000,
        b"\xff" * 40 + TEXT.encode(),
        "労働組合の活動報告、組合員のみなさん".encode("shift-jis") * 20,
        "Отчёт о работе профсоюза".encode("koi8-r") * 20,
        b"\x00\x01\x02",
    ],
    ids=["png", "zip", "ole", "all bytes", "nulls", "bytes before", "shift-jis", "koi8-r", "control"],
)
def test_what_is_no_text_in_a_known_encoding_is_flagged_with_a_remedy(data):
    page = read_text(data)
    assert page.text == "" and page.encoding == "" and page.format == "unknown"
    assert "UTF-8" in page.problem and "save" in page.problem


@pytest.mark.parametrize("data", [b"", b"  \r\n\t "])
def test_an_empty_file_is_flagged(data):
    page = read_page("page.txt", data)
    assert page.text == "" and "empty" in page.problem


@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=80).map(lambda t: t.encode("utf-16-be", "surrogatepass"))),
    st.binary(max_size=20),
)
def test_any_bytes_give_text_that_can_be_written_or_a_problem(data, change):
    for spoilt in (data, TEXT.encode()[:200] + change + data, TEXT.encode("gb18030")[:200] + change + data):
        page = read_text(spoilt)
        assert bool(page.problem) != bool(page.text.strip()) or not page.problem
        page.text.encode()


@given(
    st.text("工会组织劳动竞赛年度报告，。\n 2012abc𠀀镕", min_size=12),
    st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-32"]),
)
def test_what_is_written_in_an_encoding_is_read_again(text, encoding):
    whole = f"全市各级工会组织{text}"
    assert decode(whole.encode(encoding)).text == whole


def test_one_line_of_many_characters_takes_linear_time():
    """Five million characters, read as every encoding before it is refused or found; seconds would tell of squares."""
    line = TEXT.replace("\n", "") * (5_000_000 // len(TEXT))
    assert read_text(line.encode("gb18030")).text == line
    assert read_text(b"\xff\xfa" * 5_000_000).problem

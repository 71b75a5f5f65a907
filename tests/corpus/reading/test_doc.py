"""A .doc gives its whole text or says why not."""

from struct import pack, pack_into

from legacy_doc import extract_text
import pytest

from html_pages import LINES
from unionreports.corpus.reading.read import read_page

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _padded(data: bytes, size: int = 512) -> bytes:
    return data + b"\0" * (-len(data) % size)


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file, each stream in sectors of its own ([MS-CFB])."""
    streams = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    directory = [("Root Entry", 5, _END, 0)]
    body, fat, at = b"", [], 0
    for name, data in streams.items():
        count = len(_padded(data)) // 512
        directory.append((name, 2, at, len(data)))
        fat += [*range(at + 1, at + count), _END]
        body += _padded(data)
        at += count
    entries = b""
    for number, (name, kind, start, size) in enumerate(directory):
        coded = name.encode("utf-16-le")
        right = number + 1 if 0 < number < len(directory) - 1 else _FREE
        child = 1 if kind == 5 else _FREE
        entries += coded.ljust(64, b"\0") + pack("<HBBIII", len(coded) + 2, kind, 1, _FREE, right, child)
        entries += b"\0" * 36 + pack("<IQ", start, size)
    entries = _padded(entries)
    first_directory, count = at, len(entries) // 512
    fat += [*range(at + 1, at + count), _END]
    at += count
    n_fat = (len(fat) + 128) // 128 + 1
    fat += [_FAT] * n_fat
    table = pack(f"<{len(fat)}I", *fat).ljust(512 * n_fat, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += pack("<IIIIIIIIII", 0, n_fat, first_directory, 0, 4096, _END, 0, _END, 0, at)
    header += pack(f"<{n_fat - 1}I", *range(at + 1, at + n_fat))
    return header.ljust(512, b"\xff") + body + entries + table


def doc(pieces, heads="", properties=(), flags=0x0200, main=None) -> bytes:
    """A document whose text lies in pieces, the last first; `properties` are (character begin, end, modifiers)."""
    text = "".join([*pieces, heads])
    document = bytearray(2048)
    places = [0] * (len(pieces) + 1)
    order = [*range(len(pieces) + 1)][::-1]
    for number in order:
        piece = [*pieces, heads][number]
        places[number] = len(document) * 2 | 0x40000000 if piece.isascii() else len(document)
        document += piece.encode("ascii" if piece.isascii() else "utf-16-le")
        document += b"\0" * (len(document) % 2)
    bounds = [0]
    for piece in [*pieces, heads]:
        bounds.append(bounds[-1] + len(piece))
    clx = pack(f"<{len(bounds)}I", *bounds) + b"".join(pack("<HIH", 0, place, 0) for place in places)
    table = b"\x01\x02\x00\xaa\xaa\x02" + pack("<I", len(clx)) + clx
    sheet = bytearray(512)
    rows = [(places[0] + 2 * a, places[0] + 2 * b, changes) for a, b, changes in properties]
    if rows:
        sheet[511] = len(rows)
        pack_into(f"<{len(rows) + 1}I", sheet, 0, *(a for a, _, _ in rows), rows[-1][1])
        at = 480
        for number, (_, _, changes) in enumerate(rows):
            changes = b"\0\0" + changes
            changes += b"\0" * (1 - len(changes) % 2)
            at -= (len(changes) + 2) & ~1
            sheet[4 * (len(rows) + 1) + 13 * number] = at // 2
            sheet[at] = (len(changes) + 1) // 2
            sheet[at + 1 : at + 1 + len(changes)] = changes
        document += b"\0" * (-len(document) % 512)
        pack_into("<II", document, 0x102, len(table), 12)
        table += pack("<III", 0, 0xFFFFFF, len(document) // 512)
        document += sheet
    pack_into("<HHHHH", document, 0, 0xA5EC, 0xC1, 0, 0, 0)
    pack_into("<H", document, 0x0A, flags)
    pack_into("<II", document, 0x18, 2048, len(document))
    pack_into("<7i", document, 0x4C, len(text) - len(heads) if main is None else main, 0, len(heads), 0, 0, 0, 0)
    pack_into("<II", document, 0x1A2, 0, 6 + 4 + len(clx) - 1)
    return ole({"WordDocument": bytes(document), "1Table": table})


TEXT = "\r".join(LINES) + "\r"


def test_pieces_are_put_together_in_the_order_of_the_text_and_page_heads_left_out():
    data = doc([TEXT[:50], TEXT[50:60], "ABC 2015\r", TEXT[60:]], heads="页眉\r")
    page = read_page("a.txt", data)  # the content decides, not the name
    assert (page.format, page.problem) == ("doc", "")
    assert page.text == "\n".join(
        [*LINES[:1], TEXT[len(LINES[0]) + 1 : 60] + "ABC 2015", *TEXT[60:].strip().split("\r")]
    )
    assert page.text.replace("\n", "") == extract_text(data).text.replace("\n", "").replace("页眉", "")


def test_rows_of_tables_are_lines_and_codes_of_fields_are_no_text():
    rows = "指标\x07完成\x07\x07建会\x07\x0736\x07\x07"
    text = f'{rows}见\x13 HYPERLINK "http://x" \x14附件\x13 PAGE \x141\x15\x15。\x0b下一行\r'
    first = rows.index("建会")
    row_end, cell = pack("<HB", 0x2417, 1), pack("<HB", 0x2416, 1)
    spans = [
        (0, first - 1, cell),
        (first - 1, first, row_end),
        (first, len(rows) - 1, cell),
        (len(rows) - 1, len(rows), row_end),
    ]
    page = read_page("a.doc", doc([text], properties=spans))
    assert page.text.split("\n") == ["指标\t完成", "建会\t\t36", "见附件1。", "下一行"]


def test_numbers_that_stand_in_no_text_are_named():
    in_list = pack("<HBHH", 0x260A, 0, 0x460B, 3)
    texts = ["加强组织建设\r", "二、维权\r", "无编号\r"]
    spans = [(0, 7), (7, 12)]
    data = doc(["".join(texts)], properties=[(a, b, in_list) for a, b in spans])
    page = read_page("a.wps", data)
    assert page.text == "" and "1 paragraphs" in page.problem and ".docx" in page.problem
    no_list = pack("<HH", 0x460B, 0)
    assert read_page("a.doc", doc(["".join(texts)], properties=[(0, 7, no_list)])).problem == ""


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (doc([TEXT], flags=0x0300), "password"),
        (doc([TEXT], main=9999), "of 9999 characters"),
        (doc([TEXT])[:-600], "cannot be read"),
        (doc([TEXT])[:3000], "unknown kind"),
        (doc(["\r"]), "without text"),
        (ole({"Workbook": b"x"}), "a workbook"),
        (ole({"Something": b"x"}), "unknown kind"),
    ],
)
def test_what_cannot_be_read_whole_is_named(data, word):
    page = read_page("a.doc", data)
    assert page.text == "" and word in page.problem


def test_no_flipped_byte_makes_it_fail():
    data = bytearray(doc([TEXT[:40], TEXT[40:]], properties=[(0, 10, pack("<HB", 0x2417, 1))]))
    for at in [*range(0, 600, 3), *range(512, 512 + 0x1B0, 2)]:
        for value in (0, 0xFF):
            broken = data[:at] + bytes([value]) + data[at + 1 :]
            page = read_page("a.doc", bytes(broken))
            assert "stopped" not in page.problem
            assert page.text or page.problem

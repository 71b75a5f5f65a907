"""A word processor file of before 2007 (.doc, .wps) to text.

The container is opened by a library. The text is put together here from the file's piece table, since the library
passes over pieces that lie where it does not expect them without a word, runs the rows of tables together and leaves
the code of fields in the text. A text that is not as long as the file says is refused.

Source of the layout: Microsoft, [MS-DOC] Word (.doc) Binary File Format, sections 2.4.1 (text), 2.5 (FIB), 2.8.25
(PlcBtePapx), 2.9.35 (Clx), 2.6.1 and 2.6.2 (single property modifiers).
"""

from bisect import bisect_right
from collections.abc import Iterator
import re
from struct import error as StructError
from struct import unpack_from

from legacy_doc.exceptions import LegacyDocError
from legacy_doc.ole import OleReader
from legacy_doc.types import ExtractionOptions

from ..numbering import marker_at
from .raw_page import RawPage

#: Offsets in the file information block.
_FLAGS, _COUNTS, _PIECES, _PARAGRAPHS = 0x0A, 0x4C, 0x1A2, 0x102
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
#: Flag of a piece with one byte for each character (Windows-1252).
_NARROW = 0x40000000
#: Property modifiers: a row ends here (twice: of tables, of tables inside tables); number of the list of a paragraph.
_ROW_ENDS, _LIST = (0x2417, 0x244C), 0x460B
_NO_LIST = (0, 0xF801)
#: Bytes of operand by the upper three bits of a modifier; 6 is counted by its first byte.
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)
_FIELD = re.compile("[\x13\x14\x15]")
_SIGNS = str.maketrans(
    {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x07": "\t", "\x1e": "-", "\x1f": None}
    | dict.fromkeys(map(chr, (0, 1, 2, 3, 4, 5, 6, 8)))
)
_LOCKED = "a .doc locked with a password: open it and save it as .docx without one"
_BROKEN = "a .doc that cannot be read ({}): save it as .docx"
_NUMBERED = (
    "a .doc with {} paragraphs that the program numbers (一、 or 1. stand in no text): "
    "save it as .docx, where these numbers can be read"
)
_LIMITS = ExtractionOptions(max_file_bytes=2**31, max_text_bytes=2**31)


class _Broken(Exception):
    """The file contradicts itself, and where."""


class _Pieces:
    """The pieces a text lies in: where each begins, in characters (`positions`, with the end of the last) and in bytes.

    Parameters
    ----------
    positions : list of int, one more than there are pieces
    places : list of (byte it begins at, characters, whether each takes one byte and not two)
    """

    def __init__(self, positions: list[int], places: list[tuple[int, int, bool]]):
        self.positions, self.places = positions, places
        self._order = sorted((n for n, (_, length, _) in enumerate(places) if length), key=lambda n: places[n][0])
        self._starts = [places[number][0] for number in self._order]

    def character_at(self, byte: int) -> int:
        """Number of the character that lies at a byte; -1 where no piece holds it."""
        found = bisect_right(self._starts, byte) - 1
        if found < 0:
            return -1
        number = self._order[found]
        at, length, narrow = self.places[number]
        offset = (byte - at) // (1 if narrow else 2)
        return self.positions[number] + offset if offset < length else -1

    def text(self, document: bytes) -> bytes:
        """All characters in two bytes each."""
        return b"".join(
            document[at : at + length].decode("cp1252", "replace").encode("utf-16-le")
            if narrow
            else document[at : at + 2 * length]
            for at, length, narrow in self.places
        )


def read_doc(data: bytes) -> RawPage:
    """Read a document, its text boxes and notes; heads and feet of pages and comments are left out."""
    try:
        container = OleReader(data, options=_LIMITS)
        document = container.read_stream("WordDocument")
        flags = unpack_from("<H", document, _FLAGS)[0]
        if flags & _ENCRYPTED or container.has_stream("EncryptedPackage"):
            return RawPage("", "doc", "", _LOCKED)
        table = container.read_stream("1Table" if flags & _TABLE_1 else "0Table")
        text, numbered = _text(document, table)
    except (LegacyDocError, _Broken, StructError) as error:
        return RawPage("", "doc", "", _BROKEN.format(error))
    if numbered:
        return RawPage("", "doc", "", _NUMBERED.format(numbered))
    lines = [line.strip(" \t") for line in text.split("\n")]
    text = "\n".join(line for line in lines if line)
    if not text:
        problem = "a .doc without text (pictures?): recognise its characters (OCR) and save the text as .txt"
        return RawPage("", "doc", "", problem)
    return RawPage(text, "doc", "utf-8")


def _text(document: bytes, table: bytes) -> tuple[str, int]:
    """Text of a document, and number of its paragraphs whose number stands in a list and not in the text."""
    pieces = _pieces(document, table)
    whole, held = pieces.text(document), pieces.positions[-1]
    main, notes, heads, _, comments, end_notes, boxes = unpack_from("<7i", document, _COUNTS)
    if min(main, notes, heads, comments, end_notes, boxes) < 0 or main > held:
        raise _Broken(f"{held} of {main} characters found")
    row_ends, numbered = set(), 0
    for begin, end, properties in _paragraphs(document, table):
        first, last = pieces.character_at(begin), pieces.character_at(end - 1)
        if first < 0 or last < 0:
            continue  # deleted text that a quick save left in the file
        if any(properties.get(modifier) for modifier in _ROW_ENDS):
            row_ends.add(last)
        elif properties.get(_LIST, 0) not in _NO_LIST:
            words = whole[2 * first : 2 * last].decode("utf-16-le", "replace").strip()
            numbered += bool(words) and marker_at(words) is None
    units = bytearray(whole)
    for position in row_ends:
        if units[2 * position : 2 * position + 2] == b"\x07\0":
            units[2 * position : 2 * position + 2] = b"\r\0"
    parts, begin = [], 0
    for length, wanted in ((main, 1), (notes, 1), (heads, 0), (comments, 0), (end_notes, 1), (boxes, 1)):
        if wanted:
            parts.append(units[2 * begin : 2 * (begin + length)].decode("utf-16-le", "replace"))
        begin += length
    return "\n".join(_without_codes(part).translate(_SIGNS) for part in parts), numbered


def _pieces(document: bytes, table: bytes) -> _Pieces:
    """The piece table of a document."""
    at, size = unpack_from("<II", document, _PIECES)
    end = at + size
    if end > len(table) or size < 5:
        raise _Broken("no piece table")
    while at < end and table[at] == 1:
        at += 3 + unpack_from("<H", table, at + 1)[0]
    if at >= end or table[at] != 2:
        raise _Broken("no piece table")
    count = (unpack_from("<I", table, at + 1)[0] - 4) // 12
    if count < 1 or at + 5 + 12 * count + 4 > len(table):
        raise _Broken("a piece table cut short")
    positions = list(unpack_from(f"<{count + 1}I", table, at + 5))
    if positions[0] or positions != sorted(positions):
        raise _Broken("pieces out of order")
    places = []
    for number in range(count):
        place = unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * number + 2)[0]
        length, narrow = positions[number + 1] - positions[number], bool(place & _NARROW)
        place = (place & ~_NARROW) // 2 if narrow else place
        if place + length * (1 if narrow else 2) > len(document):
            raise _Broken("a piece of text outside the file")
        places.append((place, length, narrow))
    # Pieces may not be used again and again to make a small file large.
    if positions[-1] > len(document):
        raise _Broken("more text than the file can hold")
    return _Pieces(positions, places)


def _paragraphs(document: bytes, table: bytes) -> Iterator[tuple[int, int, dict[int, int]]]:
    """Begin, end and properties of paragraphs, in bytes of the document."""
    at, size = unpack_from("<II", document, _PARAGRAPHS)
    count = (size - 4) // 8
    if count < 1 or at + size > len(table):
        return
    for page in unpack_from(f"<{count}I", table, at + 4 * (count + 1)):
        sheet = document[(page & 0x3FFFFF) * 512 :][:512]
        if len(sheet) < 512:
            raise _Broken("properties of paragraphs outside the file")
        runs = sheet[511]
        if 4 * (runs + 1) + 13 * runs > 511:
            raise _Broken("properties of paragraphs out of order")
        bounds = unpack_from(f"<{runs + 1}I", sheet)
        for run in range(runs):
            place = 2 * sheet[4 * (runs + 1) + 13 * run]
            length = 2 * sheet[place] - 1 if sheet[place] else 2 * sheet[place + 1]
            begin = place + (1 if sheet[place] else 2)
            if place:
                yield bounds[run], bounds[run + 1], _modifiers(sheet[begin + 2 : begin + length])


def _modifiers(changes: bytes) -> dict[int, int]:
    """Property modifiers of a paragraph with the value of those of one or two bytes."""
    found, at = {}, 0
    while at + 2 < len(changes):
        modifier = unpack_from("<H", changes, at)[0]
        size = _OPERANDS[modifier >> 13] or changes[at + 2] + 1
        found[modifier] = int.from_bytes(changes[at + 2 : at + 2 + min(size, 2)], "little")
        at += 2 + size
    return found


def _without_codes(text: str) -> str:
    """Fields with their result and without their code; a field stands in another's code or result."""
    kept, at, open_fields, hidden = [], 0, [], 0
    for mark in _FIELD.finditer(text):
        if not hidden:
            kept.append(text[at : mark.start()])
        at = mark.end()
        if mark[0] == "\x13":
            open_fields.append(True)
            hidden += 1
        elif mark[0] == "\x14" and open_fields and open_fields[-1]:
            open_fields[-1] = False
            hidden -= 1
        elif mark[0] == "\x15" and open_fields:
            hidden -= open_fields.pop()
    if hidden:
        return _FIELD.sub("", text)  # a field without an end must not hide the rest
    return "".join([*kept, text[at:]])

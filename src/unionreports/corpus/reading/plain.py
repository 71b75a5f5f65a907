"""Bytes of plain text to characters.

An encoding is accepted when it decodes the bytes and, unless it is UTF-8 throughout, the result is Chinese in daily use.
Single damaged places do not cost the page: they stay visible as U+FFFD and the recorded encoding counts them.
"""

import codecs
from dataclasses import dataclass
import re

from .daily_use import LEAST_SHARE, frequent_share, telling_characters
from .mojibake import undo
from .raw_page import RawPage

#: The mark of UTF-32 begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
#: Tried where the bytes are not UTF-8; the earlier one where two read them equally well. gb18030 holds GBK and GB 2312,
#: cp950 is Big5 as Windows writes it.
_ENCODINGS = ("utf-8", "gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
#: Bytes each encoding is tried on before the best is given the whole file.
_PROBE = 65_536
#: Two readings are equally good if the worse has this much of the share of frequent characters of the better.
_EQUAL = 0.8
#: Share of frequent characters that decides for GBK where bytes are valid UTF-8 without one Han character.
_NO_ACCIDENT = 0.5
#: Share of frequent characters, those that stand for damaged ones counted as others, of a damaged Chinese text.
_PLAINLY = 0.3
#: One damaged place is let pass, and one more in so many bytes; beyond that something else is wrong with the file.
_BYTES_PER_DAMAGE = 10_000
#: A byte that was lost or changed spoils up to four characters, not always side by side.
_DAMAGE = re.compile("\ufffd+(?:[^\ufffd]\ufffd+)*")
_LONGEST_DAMAGE = 4
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SAMPLE = 20_000
_HIGH = re.compile(rb"[\x80-\xff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SHIFTED = re.compile(rb"\x0e([\x21-\x7e]*)\x0f")
_TO_HIGH = bytes(byte | 0x80 for byte in range(256))
_NO_TEXT = (
    "not text in an encoding of Chinese (UTF-8, UTF-16, UTF-32, GB18030 or GBK, Big5, HZ, ISO-2022-CN): if it is a text, "
    "save it as UTF-8; if it is another format, save its text as .txt"
)


@dataclass(frozen=True)
class Decoded:
    """Characters of a text, and the encoding they were found in, with what had to be undone or is damaged."""

    text: str
    encoding: str


def read_text(data: bytes) -> RawPage:
    """Decode plain text; what is none gets a problem with its remedy. Never raises."""
    found = decode(data) if data.strip() else None
    if not data.strip() or (found and not found.text):  # a mark of the encoding and nothing behind it
        return RawPage("", "txt", "", "the file is empty: obtain the page again")
    return RawPage(found.text, "txt", found.encoding) if found else RawPage("", "unknown", "", _too_damaged(data))


def decode(data: bytes) -> Decoded | None:
    """Characters of bytes in any encoding of Chinese, mojibake undone; None where they are no text.

    The text can always be written as UTF-8. In time linear in the number of bytes.
    """
    found = _by_mark(data) or _seven_bit(data) or _utf_8(data) or _by_judgement(data)
    if found is None:
        return None
    text, what = undo(found.text)
    return Decoded(text, f"{found.encoding}, undone from {what}") if what else found


def whole_characters(text: str) -> str:
    """Halves of surrogate pairs joined; a half that stands alone becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            found = _with_damage(data, encoding)
            if found and _looks_like_text(found.text):
                return Decoded(found.text.removeprefix("\ufeff"), found.encoding)
    return None


def _seven_bit(data: bytes) -> Decoded | None:
    """HZ and ISO-2022-CN (its GB 2312 part) write Chinese with the bytes of ASCII and would else be taken for ASCII."""
    if not data.isascii():
        return None
    text, encoding = None, "hz"
    if b"~{" in data:
        text = _strict(data, "hz")
    elif b"\x1b$)A" in data:
        pairs = _SHIFTED.sub(lambda run: run[1].translate(_TO_HIGH), data.replace(b"\x1b$)A", b""))
        text, encoding = _strict(pairs, "gb2312"), "iso-2022-cn"
    return Decoded(text, encoding) if text and _looks_like_chinese(text) else None


def _utf_8(data: bytes) -> Decoded | None:
    """Valid UTF-8 is no accident, but for a few words of GBK that would be Cyrillic or Greek letters in it."""
    text, encoding = _strict(data, "utf-8"), "utf-8"
    if text is None and b"\xed" in data:
        # Supplementary characters as two surrogates of three bytes each (CESU-8), as some databases export them.
        try:
            text, encoding = whole_characters(data.decode("utf-8", "surrogatepass")), "cesu-8"
        except UnicodeDecodeError:
            return None
        if "\ufffd" in text:
            return None
    if text is None or not _looks_like_text(text):
        return None
    if not text.isascii() and not _HAN.search(text):
        telling = telling_characters(_strict(data, "gb18030") or "")
        if frequent_share(telling) > _NO_ACCIDENT and len(set(telling)) > 1:
            return Decoded(data.decode("gb18030"), "gb18030")
    return Decoded(text, encoding)


def _by_judgement(data: bytes) -> Decoded | None:
    """The reading that is best Chinese, of those that decode the bytes but for a few damaged places."""
    high = _HIGH.search(data)
    # What stands before the first byte beyond ASCII tells nothing; the cut keeps pairs and fours together.
    begin = high.start() // 4 * 4 if high else 0
    probe, tried = data[begin : begin + _PROBE], []
    for order, encoding in enumerate(_ENCODINGS):
        text = codecs.getincrementaldecoder(encoding)("replace").decode(probe)
        damage = _damage(text)
        if damage <= _allowed(probe) and _looks_like_text(text):
            share = frequent_share(telling_characters(text))
            ascii_alone = text.isascii() and len(text) > 1  # English in UTF-16 or UTF-32
            tried.append((1.0 if ascii_alone else share, damage, order, encoding))
    best = max((share for share, *_ in tried), default=0.0)
    if best < LEAST_SHARE:
        return None
    for _, _, encoding in sorted(rest for share, *rest in tried if share >= _EQUAL * best):
        found = _with_damage(data, encoding)
        if found and _looks_like_text(found.text):
            return found
    return None


def _too_damaged(data: bytes) -> str:
    """What to say of bytes that are no text: that they would be, were they not damaged in so many places, or what can be."""
    for encoding in ("utf-8", "gb18030", "cp950"):
        text = data.decode(encoding, "replace")
        if _looks_like_text(text) and frequent_share(telling_characters(text)) >= _PLAINLY:
            places = f"{_damage(text):,} places"
            return f"Chinese in {encoding}, but damaged in {places}: obtain the page again, or mend it and save it as UTF-8"
    return _NO_TEXT


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _with_damage(data: bytes, encoding: str) -> Decoded | None:
    """Decode; a few damaged places stay as U+FFFD and are counted in the name of the encoding."""
    text = _strict(data, encoding)
    if text is not None:
        return Decoded(text, encoding)
    text = data.decode(encoding, "replace")
    damage = _damage(text)
    if damage > _allowed(data):
        return None
    return Decoded(text, f"{encoding}, undecodable in {damage} place{'s' if damage > 1 else ''}")


def _allowed(data: bytes) -> int:
    return 1 + len(data) // _BYTES_PER_DAMAGE


def _damage(text: str) -> int:
    """Damaged places; a long one counts as several."""
    return sum(-(-found[0].count("\ufffd") // _LONGEST_DAMAGE) for found in _DAMAGE.finditer(text))


def _looks_like_text(text: str) -> bool:
    """No binary: control characters are (almost) absent."""
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) * 200 <= len(sample)


def _looks_like_chinese(text: str) -> bool:
    return _looks_like_text(text) and frequent_share(telling_characters(text)) >= LEAST_SHARE

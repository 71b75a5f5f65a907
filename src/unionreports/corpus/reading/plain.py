"""Bytes of plain text to characters.

A decoder is accepted only when it decodes every byte and the result looks like text; nothing is replaced or left out.
"""

import codecs
import re

from .raw_page import RawPage

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CJK = re.compile(r"[\u3400-\u9fff]")
#: Characters looked at to judge whether a decoder gave text; enough to be sure, cheap on any page.
_SAMPLE = 20_000


def _looks_like_text(text: str) -> bool:
    """No binary: control characters are (almost) absent."""
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) * 200 <= len(sample)


def _looks_like_chinese(text: str) -> bool:
    """There is Chinese, and most of it in daily use (level 1 of GB 2312, ordered by pronunciation).

    Bytes of another encoding read as GB18030 or UTF-16 also give Chinese characters, but rare ones.
    """
    characters = _CJK.findall(text[:_SAMPLE])
    if not characters:
        return False
    packed = "".join(characters).encode("gb2312", "ignore")
    common = sum(0xB0 <= lead <= 0xD7 for lead in packed[::2])
    return common >= 0.8 * len(characters) and _looks_like_text(text)


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def read_text(data: bytes) -> RawPage:
    """Decode plain text: by its byte order mark, else strictly as UTF-8, UTF-16 or GB18030 (GBK, GB 2312)."""
    if not data.strip():
        return RawPage("", "txt", "", "the file is empty: obtain the page again")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _decode(data, encoding)
            if text is not None and _looks_like_text(text):
                return RawPage(text, "txt", encoding)
    text = _decode(data, "utf-8")
    if text is not None and _looks_like_text(text):
        return RawPage(text, "txt", "utf-8")
    for encoding in ("utf-16-le", "utf-16-be", "gb18030"):
        text = _decode(data, encoding)
        if text is not None and _looks_like_chinese(text):
            return RawPage(text, "txt", encoding)
    return RawPage(
        "",
        "unknown",
        "",
        "not text in UTF-8, UTF-16 or GB18030 (GBK): if it is a text, save it as UTF-8; "
        "if it is another format, save its text as .txt",
    )

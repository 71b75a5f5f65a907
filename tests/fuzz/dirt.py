"""What can happen to the bytes and characters of any page, whoever made it?"""

from collections.abc import Callable
from random import Random

#: Characters that cannot be seen, steer, combine, mean nothing, or are codings of other characters.
ODD = (
    *(chr(c) for c in range(32)), "\x7f", "\x85", "\xa0", "\xad", "\u0301", "\u034f", "\u061c", "\u1160", "\u180e", "\u200b", "\u200d",
    "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202c", "\u202d", "\u202e", "\u2060", "\u2066", "\u2069", "\u206f", "\u2800",
    "\u3000", "\u3164", "\u2f2f", "\u2e81", "\ufe0f", "\ufe30", "\ufeff", "\uffa0", "\ufff9", "\ufffc", "\ufffd", "\ufffe", "\uffff",
    "\ud800", "\udfff", "\ue000", "\ue5e5", "\uf8ff", "\ufdd0", "\ufa0e", "\uf9d1", "\U0001d7ce", "\U0001f468\u200d\U0001f33e",
    "\U00020bb7", "\U0002f800", "\U000e0041", "\U000e0100", "\U000f0000", "\U0010fffd", "\U0010ffff", "\x1b[31m", "\x1b]0;x\x07", "ā", "ㄍ",
    "□", "■", "×", "…", "—", "__", "**", "某某", "XX", "<b>", "</p", "<!--", "-->", "&nbsp;", "&#0;", "&#xd800;", "&#x10ffff;", "&amp",
    "<U+E004>", "<U+D800>", "�", "锟斤拷", "烫烫烫", "ï»¿", "=1+1", "'", '"', ",", "\\", "%s", "{0}", "$x^2$",
)  # fmt: skip
_BYTES = (
    b"\0", b"\xff", b"\xfe", b"\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff",
    b"\x84\x31\x95\x33", b"~{", b"\x1b$)A\x0e", b"\r", b"\n", b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"<html>", b"\x1a",
)  # fmt: skip


def spoil_bytes(data: bytes, random: Random, other: bytes = b"") -> bytes:
    """A few bytes flipped, cut, repeated, put in, or taken from another file."""
    spoilt = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        at, length = random.randrange(len(spoilt) + 1), min(random.choice((1, 2, 3, 10, 200, 4000)), len(spoilt))
        change = random.randrange(8)
        if change == 0 and spoilt:
            spoilt[at % len(spoilt)] ^= 1 << random.randrange(8)
        elif change == 1 and spoilt:
            spoilt[at % len(spoilt)] = random.randrange(256)
        elif change == 2:
            del spoilt[at : at + length]
        elif change == 3:
            spoilt[at:at] = spoilt[at : at + length] * random.choice((1, 2, 50))
        elif change == 4:
            spoilt[at:at] = random.choice(_BYTES) * random.choice((1, 1, 3, 100))
        elif change == 5:
            spoilt[at:at] = random.randbytes(length)
        elif change == 6:
            begin = random.randrange(len(other) + 1)
            spoilt[at : at + length] = other[begin : begin + length]
        elif random.random() < 0.3:
            del spoilt[at:]
    return bytes(spoilt)


def spoil_text(text: str, random: Random) -> str:
    """Odd characters put in, anywhere or many at one place."""
    for _ in range(random.choice((1, 3, 30))):
        at = random.randrange(len(text) + 1)
        text = text[:at] + random.choice(ODD) * random.choice((1, 1, 1, 2, 60)) + text[at:]
    return text


def sprinkle(text: str, random: Random) -> str:
    """One odd character behind every character, or behind some."""
    odd, share = random.choice(ODD), random.choice((0.02, 0.3, 1.0))
    return "".join(c + odd if random.random() < share else c for c in text)


def as_bytes(text: str) -> bytes:
    """UTF-8, halves of surrogate pairs as the three bytes some programs write for them."""
    return text.encode("utf-8", "surrogatepass")


def _mojibake(read_as: str, written_in: str = "utf-8") -> Callable[[str, Random], bytes]:
    return lambda text, random: as_bytes(text.encode(written_in, "replace").decode(read_as, "replace"))


def _plain(encoding: str) -> Callable[[str, Random], bytes]:
    return lambda text, random: text.encode(encoding, "replace")


def _two(text: str, random: Random) -> bytes:
    """The first part of a file in one encoding, the rest in another."""
    at = random.randrange(len(text))
    return text[:at].encode("gb18030", "replace") + text[at:].encode(
        random.choice(("utf-8", "big5", "utf-16-le")), "replace"
    )


def _cut(text: str, random: Random) -> bytes:
    """Cut between the bytes of a character, at either end."""
    data = text.encode(random.choice(("utf-8", "gb18030", "utf-16", "big5")), "replace")
    return data[random.randrange(5) : len(data) - random.randrange(5)]


def _lost(text: str, random: Random) -> bytes:
    """What a program wrote that knew no Chinese: question marks, or the high bit of each byte gone."""
    return (
        text.encode("ascii", "replace")
        if random.random() < 0.5
        else bytes(b & 0x7F for b in text.encode("gb18030", "replace"))
    )


#: Ways a text gets into a file.
CODINGS: tuple[Callable[[str, Random], bytes], ...] = (
    *map(_plain, ("utf-8-sig", "gb18030", "gbk", "big5", "cp950", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "utf-7", "hz")),
    *(_mojibake(*pair) for pair in (("gbk",), ("latin-1",), ("cp1252",), ("big5",), ("latin-1", "gbk"), ("utf-8", "gbk"), ("gbk", "big5"))),
    _two, _cut, _lost,
)  # fmt: skip

"""The normal form of characters, decided once for every page.

- Punctuation of Chinese text is full-width: ，；：？！（）. Between ASCII characters (3.5, 10:45, http:) it stays.
- Letters, digits and the signs ％＋－＝／＆＃＠＊＿～．are half-width.
- Other codings of a character (radicals of PDF files, compatibility and vertical forms) become the character itself.
- Blanks inside a line become one space, none next to Chinese punctuation; lines are separated by one line
  feed and have no blanks at their ends.
- Characters that cannot be seen (zero-width, direction marks, control) or mean nothing outside one font
  (private use) are cut, and so is HTML left in a text; character references become their character.
- Middle dots become ·.

Every change is an edit, and outside blanks every edit is a cut or puts one character for one, so that the
two ends of any stretch of clean text stand at definite places in the raw page. 《》“”、。 and all other
characters stay as found.
"""

from html import unescape
import re

from .compatibility import PLAIN
from .edits import Edit

_WIDE = {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F) if chr(c) not in "，；：？！（）＜＞＂＇"}
_NARROW = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_DOTS = "•・･‧∙⋅"
_INVISIBLE = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control
    r"\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # zero width, direction
    r"\u115f\u1160\u2800\u3164\uffa0\ufe00-\ufe0f"  # fillers, variation selectors
    r"\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\uffff\ud800-\udfff"  # private use, specials, halves of pairs
    r"\U000e0000-\U0010ffff"  # tags, more variation selectors, more private use
)
#: Paragraphs of reports are hardly ever longer than this.
_LONGEST_PARAGRAPH = 800
#: Shortest line, and share of the page such lines hold, that tell a page without line breaks.
_SHORTEST_FLAT, _FLAT_SHARE = 200, 0.6
#: A sign at a line's end belongs to Chinese text if a wide character stands this near before it.
_NEAR = 12
_BESIDE_NO_SPACE = set("，。；：、！？（）“”‘’「」『』《》〈〉\n")

#: Beyond U+FFFF a class of single characters is searched one by one, so that whole blocks stand here.
_SINGLE = re.escape("".join(c for c in (*_WIDE, *_NARROW, *_DOTS, *PLAIN) if c <= "\uffff"))
_SPECIAL = re.compile(rf"[\s{_INVISIBLE}]+|[{_SINGLE}\U0001d400-\U0001d7ff\U0002f800-\U0002fa1f<&]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_COMMENT_END = "-->"
_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>\n]{0,300})?/?>|<U\+([0-9A-F]{4,6})>")
_REFERENCE = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,6});")


def _blank(run: str, before: str, after: str, flat: bool) -> str:
    """What a run of blanks and invisible characters becomes."""
    if flat and ("\u3000\u3000" in run or before in "。！？") and before and after:
        return "\n"
    if "\n" in run or "\r" in run or "\u2028" in run or "\u2029" in run:
        return "\n" if before and after else ""
    if not any(c.isspace() for c in run):
        return ""
    return "" if not before or not after or before in _BESIDE_NO_SPACE or after in _BESIDE_NO_SPACE else " "


def _becomes_wide(text: str, i: int) -> bool:
    """Whether an ASCII sign belongs to Chinese text.

    Brackets always do, others beside a wide character or at the end of a line that has one near.
    """
    after = text[i + 1 : i + 2]
    if text[i] in "()" or after > "\x7f" or (i > 0 and text[i - 1] > "\x7f"):
        return True
    return after in "\r\n" and any(c > "\x7f" for c in text[max(0, i - _NEAR) : i])


def _seen(text: str, i: int) -> str:
    """The character at a position as it will be: a blank beside it depends on that."""
    if not 0 <= i < len(text):
        return ""
    character = text[i]
    return _NARROW[character] if character in _NARROW and _becomes_wide(text, i) else PLAIN.get(character, character)


def is_flat(text: str) -> bool:
    """Whether a page lost its line breaks: one line, or lines far longer than paragraphs, hold most of it.

    There an indent (two wide blanks) or a blank behind a full stop is all that is left of a paragraph.
    """
    lengths = [len(line) for line in text.splitlines()]
    longest = max(lengths, default=0)
    endless = sum(n for n in lengths if n > _LONGEST_PARAGRAPH)
    return longest > _SHORTEST_FLAT and max(longest, endless) > _FLAT_SHARE * len(text)


def _markup(text: str, start: int, last_comment: int) -> tuple[int, str] | None:
    """End and replacement of an HTML comment, a tag, an R escape (<U+00A0>) or a character reference."""
    if text.startswith("<!--", start):
        # Past the last comment's end a search would run to the end of the page each time.
        return (text.find(_COMMENT_END, start) + len(_COMMENT_END), "") if start < last_comment else None
    if text[start] == "<":
        found = _MARKUP.match(text, start)
        if not found:
            return None
        return found.end(), _meant(chr(int(found[1], 16))) if found[1] and int(found[1], 16) < 0x110000 else ""
    found = _REFERENCE.match(text, start)
    character = unescape(found[0]) if found else ""
    return (found.end(), _meant(character)) if len(character) == 1 else None


def _meant(character: str) -> str:
    """A character that was written out as it would be, had it stood there itself; "" for one that is cut."""
    return "" if _UNSEEN.match(character) else _WIDE.get(character, PLAIN.get(character, character))


def normalise(text: str, flat: bool = False) -> list[Edit]:
    """Edits that bring a page's characters to the normal form. Linear in the length of the text.

    `flat`: the page lost its line breaks (see `is_flat`).
    """
    edits: list[Edit] = []
    skip_to = 0
    last_comment = text.rfind(_COMMENT_END)
    for found in _SPECIAL.finditer(text):
        start, end = found.span()
        if start < skip_to:
            continue
        run = found[0]
        if run == "\n" and start and end < len(text):
            continue
        first = run[0]
        before = text[start - 1] if start else ""
        if first in _NARROW:
            if _becomes_wide(text, start):
                edits.append(Edit(start, end, _NARROW[first], "widths", "punctuation"))
        elif first in _WIDE:
            edits.append(Edit(start, end, _WIDE[first], "widths", "half_width"))
        elif first in "<&":
            markup = _markup(text, start, last_comment)
            if markup:
                skip_to, after = markup
                if after:
                    edits.append(
                        Edit(start, start + 1, " " if after.isspace() else after, "markup", "character_reference")
                    )
                edits.append(Edit(start + bool(after), skip_to, "", "markup", "html"))
        elif first in _DOTS:
            after = text[end : end + 1]
            if before and after and not before.isspace() and not after.isspace():
                edits.append(Edit(start, end, "·", "widths", "middle_dot"))
        elif first in PLAIN:
            edits.append(Edit(start, end, PLAIN[first], "widths", "other_coding"))
        elif first <= "\uffff" or first >= "\U000e0000":
            blank = _blank(run, _seen(text, start - 1), _seen(text, end), flat)
            if run != blank:
                step = ("spaces", "blank") if run.isspace() else ("invisible", "no_meaning")
                edits.append(Edit(start, end, blank, *step))
    return edits

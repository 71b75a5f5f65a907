"""Which readings did a conversion tool leave behind the characters: 维护（wéi hù）, 重(zhòng)视, 工ㄍㄨㄥ会ㄏㄨㄟˋ?

A reading is told from other Latin letters (GDP, app, kg, list labels, names) by three things: it stands behind at least
as many Chinese characters as it has syllables, each syllable is one of the language, and it carries tone marks. Without tone
marks it must begin with the letter its character is filed under, and the page must have several such readings.
The text is in normal form and in simplified script.
"""

from collections.abc import Iterator
import re
from typing import NamedTuple

from .edits import Edit
from .pinyin import letter_of, plain_letters, syllables

#: Different readings without tone marks that a page must have, and their share of all that could be such.
MIN_READINGS, MIN_SHARE = 4, 0.75
#: Farthest that is looked back for the characters a reading belongs to: a phrase of four characters, twice.
_MOST_CHARACTERS = 8
_CLOSING_QUOTES = "”’》"
_MARKED = "āáǎăàēéěĕèīíǐĭìōóǒŏòūúǔŭùǖǘǚǜńňǹḿĀÁǍÀĒÉĚÈŌÓǑÒ"
_COMBINING = r"\u0300\u0301\u0304\u0306\u0308\u030c"
_LETTER = rf"A-Za-züÜɑɡ{_MARKED}{_COMBINING}"
_TONED = re.compile(rf"[{_MARKED}{_COMBINING}]")
_BRACKETED = re.compile(rf"[（\[〔【]([{_LETTER}1-5 '’,，、/;；-]{{1,60}})[）\]〕】]")
_BARE = re.compile(rf"[{_LETTER}][{_LETTER}]*(?:[ '’-][{_LETTER}]+)*")
#: Signs beside which letters belong to an address or a code.
_OF_ADDRESS = set("0123456789@./_-")
_BETWEEN_READINGS = re.compile(r"[,，、/;；]")
_TONE_NUMBER = re.compile(r"(?<=[a-zü])[1-5](?![0-9])")
_TONED_LINE = re.compile(rf"^[{_LETTER} '’,，.。、；：！？-]{{3,400}}$", re.MULTILINE)
_NOT_LETTERS = re.compile(rf"[^{_LETTER}]+")

_BOPOMOFO = "\u3105-\u312f\u31a0-\u31bf"
_TONES = "ˉˊˇˋ˙"
_ZHUYIN = re.compile(
    rf"（[{_TONES}{_BOPOMOFO} ]+）| ?˙?[{_BOPOMOFO}][{_TONES}{_BOPOMOFO}]*(?: [{_TONES}{_BOPOMOFO}]+)* ?"
)
_ANY_ZHUYIN = re.compile(f"[{_BOPOMOFO}]")
#: Zhuyin letter i, which input methods of Taiwan put where 一 is meant.
_ZHUYIN_I = "\u3127"


class _Reading(NamedTuple):
    """Latin letters behind Chinese characters, divided into syllables."""

    start: int
    end: int
    characters: str
    syllables: list[str]
    toned: bool


def readings(text: str) -> list[Edit]:
    """Edits that cut readings in pinyin and zhuyin. Linear in the length of the text."""
    edits = _zhuyin(text)
    found = sorted([*_in_brackets(text), *_bare(text)])
    # A letter alone is a label or a foreign word sooner than 啊 or 鹅.
    sure = [r for r in found if r.toned and (max(map(len, r.syllables)) > 1 or _fits(r))]
    guesses = [r for r in found if not r.toned and max(map(len, r.syllables)) > 1]
    fitting = [r for r in guesses if _fits(r)]
    known = {(r.characters[-1], r.syllables[-1]) for r in fitting if letter_of(r.characters[-1])}
    if len(known) >= MIN_READINGS and len(fitting) >= MIN_SHARE * len(guesses):
        sure += fitting
    edits += [Edit(r.start, r.end, "", "annotations", "pinyin") for r in sure]
    edits += [Edit(start, end, "", "annotations", "pinyin") for start, end in _lines(text)]
    return _apart(sorted(edits))


def _zhuyin(text: str) -> list[Edit]:
    if not _ANY_ZHUYIN.search(text):
        return []
    if set(_ANY_ZHUYIN.findall(text)) == {_ZHUYIN_I}:
        found = re.finditer(_ZHUYIN_I, text)
        return [Edit(m.start(), m.end(), "一", "widths", "other_coding") for m in found]
    return [Edit(m.start(), m.end(), "", "annotations", "zhuyin") for m in _ZHUYIN.finditer(text)]


def _before(text: str, position: int) -> str:
    """The Chinese characters directly before a position, or before the quotation mark that stands there."""
    end = position
    while end and text[end - 1] in _CLOSING_QUOTES and position - end < 2:
        end -= 1
    start = end
    while start and end - start < _MOST_CHARACTERS and "\u3400" <= text[start - 1] <= "\u9fff":
        start -= 1
    return text[start:end]


def _in_brackets(text: str) -> Iterator[_Reading]:
    """Readings in brackets. Two for a character (好（hǎo，hào）) may stand in one pair or in two."""
    end, characters = -1, ""
    for found in _BRACKETED.finditer(text):
        if found.start() != end:
            characters = _before(text, found.start())
        if not characters:
            continue
        letters, n_tones = plain_letters(found[1])
        letters, n_numbers = _TONE_NUMBER.subn("", letters)
        parts = [syllables(part) for part in _BETWEEN_READINGS.split(letters)]
        divides = all(parts) and max(map(len, parts)) <= len(characters)
        if divides and (n_tones or found[1].islower()):
            reading = _Reading(found.start(), found.end(), characters, parts[0], n_tones > 0)
            yield reading._replace(toned=True) if n_numbers and _fits(reading) else reading
            end = found.end()


def _bare(text: str) -> Iterator[_Reading]:
    """Readings that follow their characters without brackets."""
    for found in _BARE.finditer(text):
        start, end = found.span()
        if text[end : end + 1] in _OF_ADDRESS or text[start - 1 : start] in _OF_ADDRESS:
            continue
        # The blanks beside a reading came with it.
        start -= text[start - 1 : start] == " "
        characters = _before(text, start)
        if not characters:
            continue
        letters, n_tones = plain_letters(found[0])
        parts = syllables(letters)
        if parts and len(parts) <= len(characters) and (n_tones or found[0].islower()):
            yield _Reading(start, end + text.startswith(" ", end), characters, parts, n_tones > 0)


def _fits(reading: _Reading) -> bool:
    """Whether syllables begin as their characters are filed; at most half may be other readings of a character."""
    belongs = reading.characters[-len(reading.syllables) :]
    pairs = zip(belongs, reading.syllables, strict=True)
    wrong = sum(letter_of(character) not in ("", syllable[0]) for character, syllable in pairs)
    return wrong <= len(belongs) / 2 and wrong < len(belongs)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Lines of nothing but syllables with tone marks, as they stand over the characters in schoolbooks."""
    if not _TONED.search(text):
        return
    for found in _TONED_LINE.finditer(text):
        letters, n_tones = plain_letters(_NOT_LETTERS.sub(" ", found[0]))
        parts = syllables(letters)
        if len(parts) > 1 and n_tones >= len(parts) / 2:
            yield found.span()


def _apart(edits: list[Edit]) -> list[Edit]:
    """Sorted edits without those that begin inside the one before: a line is cut as a whole or by its words."""
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept

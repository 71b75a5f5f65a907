"""Are there characters in a text that stand in place of others which are lost?

Evidence for the flag `mojibake`: what is left where a text was read in a wrong encoding and cannot be turned back, or not
without losses (`mojibake.undo`).
"""

from math import ceil
import re

from .daily_use import FREQUENT, frequent_share

#: What software puts in place of what it cannot read, and what that becomes when it is misread once more: U+FFFD, its
#: UTF-8 twice as GBK, once as Windows-1252, twice as Big5; empty memory (CC, CD) read as GBK.
#: Every alternative begins with a character of its own: a text is then searched for these, and not tried at every place.
_MARKERS = re.compile("\ufffd\ufffd*|锟斤拷(?:锟斤拷)*|ï¿½(?:ï¿½)*|嚙踝蕭(?:嚙踝蕭)*|烫烫烫+|屯屯屯+")
#: A text is broken from so many places on, if there is one in so many characters: one 锟斤拷 may be quoted.
_FEWEST_MARKERS, _CHARACTERS_PER_MARKER = 3, 2_000
#: Question marks side by side, one for each character that an encoding did not have; masks (20??年, 某??市) are shorter.
_QUESTION_MARKS = re.compile(r"[?？][?？]{3,}")
_FEWEST_QUESTION_MARKS, _QUESTION_MARK_SHARE = 20, 0.02
#: Four signs and accented letters of Latin-1 in a row stand in no language, in UTF-8 read as Latin-1 everywhere.
_LATIN = re.compile(r"[\x80-\xff–—‘’“”†‡…‰€™šœžŸŠŒŽƒˆ˜][\x80-\xff–—‘’“”†‡…‰€™šœžŸŠŒŽƒˆ˜]{3,}")
_LETTER = re.compile(r"[à-öø-ÿÀ-ÖØ-Þ]")
_FEWEST_LATIN = 3
_HAN = re.compile(r"[\u3400-\u9fff\ue000-\uf8ff]+")
#: Characters judged together: a line, or as much of a longer one; fewer than the second number are not judged.
_STRETCH, _FEWEST_HAN = 200, 40
#: Below this share of frequent characters, and of characters of the first level of GB 2312 or of Big5, a stretch is no
#: Chinese. Lists of names have few frequent characters but hardly any of the second level.
_FREQUENT_SHARE, _FIRST_LEVEL_SHARE = 0.12, 0.8
#: So many frequent characters are that share of any stretch: nearly all stretches are told by their first third.
_CHINESE = re.compile(f"(?:[^{''.join(sorted(FREQUENT))}]*+.){{{ceil(_FREQUENT_SHARE * _STRETCH)}}}")
#: Share of a text such stretches hold that is not passed over.
_BROKEN_SHARE = 0.01


def broken_characters(text: str) -> str:
    """Evidence, in one sentence, that characters of a text were lost; empty where there is none.

    Parameters
    ----------
    text
        Raw text. In clean text U+FFFD and private-use characters no longer stand.
    """
    findings = (_markers(text), _question_marks(text), _latin(text), _rare(text))
    return "; ".join(finding for finding in findings if finding)


def _markers(text: str) -> str:
    found = _MARKERS.findall(text)
    if len(found) < _FEWEST_MARKERS or len(found) * _CHARACTERS_PER_MARKER < len(text):
        return ""
    return f"characters were replaced in {len(found)} places of {len(text):,} characters, first by {found[0][:6]!r}"


def _question_marks(text: str) -> str:
    n = sum(map(len, _QUESTION_MARKS.findall(text)))
    if n < _FEWEST_QUESTION_MARKS or n < _QUESTION_MARK_SHARE * len(text):
        return ""
    return f"{n} question marks side by side in {len(text):,} characters, in place of characters"


def _latin(text: str) -> str:
    found = [run for run in _LATIN.findall(text) if _LETTER.search(run)]
    if len(found) < _FEWEST_LATIN or len(found) * _CHARACTERS_PER_MARKER < len(text):
        return ""
    return f"{len(found)} runs of Latin letters and signs that are Chinese in a wrong encoding, first {found[0][:12]!r}"


def _rare(text: str) -> str:
    broken = [
        s
        for s in _stretches(text)
        if frequent_share(s) < _FREQUENT_SHARE and _first_level_share(s) < _FIRST_LEVEL_SHARE
    ]
    n = sum(map(len, broken))
    if n < _BROKEN_SHARE * len(text) or not broken:
        return ""
    return f"{n} characters in stretches of rare characters that are no Chinese, first {broken[0][:12]!r}"


def _stretches(text: str):
    """Han characters of every line; of long lines, of every 200 characters. What is plainly Chinese is left out."""
    for line in text.splitlines():
        for start in range(0, len(line), _STRETCH):
            if _CHINESE.match(line, start, start + _STRETCH):
                continue
            han = "".join(_HAN.findall(line, start, start + _STRETCH))
            if len(han) >= _FEWEST_HAN:
                yield han


def _first_level_share(han: str) -> float:
    return sum(map(_is_first_level, han)) / len(han)


def _is_first_level(character: str) -> bool:
    """Among the characters in daily use that GB 2312 or Big5 has first."""
    simplified = character.encode("gb2312", "ignore")
    if simplified:
        return b"\xb0" <= simplified[:1] <= b"\xd7"
    return b"\xa4" <= character.encode("big5", "ignore")[:1] <= b"\xc6"

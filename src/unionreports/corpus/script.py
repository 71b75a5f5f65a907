"""Which stretches of a page are in traditional script, and how do they read in simplified?

Everything behind cleaning (furniture, places, formulae, the codebook) knows one script. Traditional stretches are
converted by OpenCC from the Taiwan and Hong Kong standards character for character: 軟體 becomes 软体 and not 软件,
since words are what is studied. Phrases decide what a character alone leaves open (乾淨 干净, 乾隆; 看著 看着, 顯著).

Which script a stretch is in is told by characters that only one of them has. Traditional is what OpenCC changes
and GB 2312, the character set of simplified script, lacks; simplified is what it is changed to and Big5, that of
Taiwan, lacks. What both sets have (后, 里, 台, 於) tells nothing.
"""

from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from itertools import islice
import re
from typing import NamedTuple

import opencc

from .edits import Edit

#: Signs a stretch needs to be sure of its own script; with fewer it goes by the stretches around it.
MIN_SIGNS = 4
#: Share of a text's Chinese characters that conversion changes from which the text is said to be in traditional
#: script. Of whole reports it changes 0.26 to 0.40, of simplified ones with a traditional paragraph or two less.
MIN_CHANGED = 0.15
#: Forms of older printing that OpenCC leaves as they are. Source: 第一批异体字整理表 (first list of variant characters put
#: in order, 1955), where the second of each pair is the one to write.
_OLD_FORMS = (
    "擧举汚污倣仿刼劫寃冤恊协徧遍畧略靣面囘回竒奇欵款飡餐塲场讐仇逰游鬪斗鬬斗窓窗枏楠栁柳甎砖砲炮菓果勦剿嬾懒寕宁徃往恠怪慙惭愼慎挿插掲揭昬昏朶朵"
    "槀稿槪概氷冰煖暖玅妙珎珍甦苏疎疏皷鼓竢俟緐繁縂总繖伞翺翱聨联脇胁荳豆蔴麻蠭蜂衇脉裠裙覇霸詧察謌歌謩谟譌讹賸剩躭耽輭软遯遁酧酬鉏锄銕铁閙闹闚窥"
    "隄堤靑青靭韧餽馈饍膳騐验鵞鹅麤粗黙默鼇鳌"
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
#: What the converter does not take. Text in normal form has none; what cleaning has cut may.
_NOT_TAKEN = re.compile(r"([\0\ud800-\udfff]+)")
_STRETCH = re.compile(r"[^\n。]+[\n。]*|[\n。]+")
#: A reading in the other script is a word or a character, not a sentence.
_IN_BRACKETS = re.compile(r"（([\u4e00-\u9fff]{1,8})）")
#: Corner brackets are what traditional script quotes with.
_CORNERS = dict(zip("「」『』", "“”‘’", strict=True))
_CORNER = re.compile("[「」『』]")
#: Signs of running text. In lines without them corner brackets may be a menu's ornament.
_RUNNING = re.compile("[，。；！？]")


class _Script(NamedTuple):
    """The converter, and the characters that only one script has."""

    convert: Callable[[str], str]
    any_traditional: re.Pattern[str]
    any_simplified: re.Pattern[str]


@cache
def _script() -> _Script:
    """Made when the first page asks for it: it takes some hundredths of a second."""
    taiwan, hong_kong = opencc.OpenCC("tw2s").convert, opencc.OpenCC("hk2s").convert
    characters = [chr(c) for c in range(0x4E00, 0xA000)]
    lines = "\n".join(characters)
    one_by_one = list(zip(characters, taiwan(lines).split("\n"), hong_kong(lines).split("\n"), strict=True))
    # Forms that only Hong Kong writes (衞), and old ones.
    rest = {ord(c): hk for c, tw, hk in one_by_one if tw == c != hk and len(hk) == 1}
    rest |= dict(zip(map(ord, _OLD_FORMS[::2]), _OLD_FORMS[1::2], strict=True))

    def convert(text: str) -> str:
        pieces = _NOT_TAKEN.split(text)
        pieces[::2] = map(taiwan, pieces[::2])
        return "".join(pieces).translate(rest)

    changed = {c: new for c, tw, _ in one_by_one if (new := rest.get(ord(c), tw)) != c and not _in(c, "gb2312")}
    simplified = {new for new in changed.values() if _in(new, "gb2312") and not _in(new, "big5")}
    return _Script(convert, _class(changed), _class(simplified))


def _in(character: str, encoding: str) -> bool:
    try:
        return bool(character.encode(encoding))
    except UnicodeEncodeError:
        return False


def _class(characters) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(characters))}]")


def _of_same_length(text: str, convert: Callable[[str], str]) -> str:
    """The text converted, one character for one: where a phrase would grow or shrink, character by character."""
    converted = convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(new if len(new := convert(c)) == 1 else c for c in text)


def simplified(text: str) -> str:
    """The text in simplified script, whatever script it is in, one character for one."""
    return _of_same_length(text, _script().convert)


def simplify(text: str) -> list[Edit]:
    """Edits that bring the traditional stretches of a page to simplified script, and corner brackets to “”‘’.

    One character for one; linear in the length of the text. A page without traditional characters is only looked through.
    """
    edits = []
    for start, end in _traditional_spans(text):
        stretch = text[start:end]
        converted = simplified(stretch)
        edits += [
            Edit(i, i + 1, new, "script", "traditional")
            for i, (old, new) in enumerate(zip(stretch, converted, strict=True), start)
            if old != new
        ]
    corners = _corner_quotes(text, edits)
    return sorted(edits + corners) if corners else edits


def other_script(text: str) -> list[Edit]:
    """Edits that cut what repeats in brackets the characters before them in the other script: 维（維）护（護）."""
    script = _script()
    if "（" not in text or not script.any_traditional.search(text):
        return []
    edits = []
    for found in _IN_BRACKETS.finditer(text):
        told, start = found[1], found.start()
        before = text[max(0, start - len(told)) : start]
        if told != before and script.convert(told) == script.convert(before):
            edits.append(Edit(start, found.end(), "", "annotations", "other_script"))
    return edits


def _corner_quotes(text: str, changed: list[Edit]) -> list[Edit]:
    """Edits that make quotation marks “”‘’ of corner brackets 「」『』.

    GB/T 15834 has “” for lines and 「」 for columns: in running text they are the same sign, whatever the script.
    Lines without a comma or full stop keep them, unless they are traditional (`changed` has edits in them) and not
    in corner brackets as a whole: web sites ornament the words of their menus with them.
    """
    edits = []
    at = [edit.start for edit in changed]
    line_end, quoting = -1, False
    for found in _CORNER.finditer(text):
        if found.start() > line_end:
            line_start = text.rfind("\n", 0, found.start()) + 1
            line_end = text.find("\n", found.start())
            line_end = len(text) if line_end < 0 else line_end
            bare = text[line_start] in _CORNERS and text[line_end - 1] in _CORNERS
            converted = bisect_left(at, line_end) > bisect_left(at, line_start)
            quoting = bool(_RUNNING.search(text, line_start, line_end)) or (converted and not bare)
        if quoting:
            edits.append(Edit(found.start(), found.end(), _CORNERS[found[0]], "quotes", "corner"))
    return edits


def traditional_share(n_changed: int, text: str) -> str:
    """That a text is in traditional script, with the numbers this rests on; empty where it is not.

    Parameters
    ----------
    n_changed
        Characters of the text that `simplify` changed.
    text
        The text after that.
    """
    if n_changed < MIN_SIGNS:
        return ""
    n_han = sum(map(len, _HAN.findall(text)))
    share = n_changed / max(1, n_han)
    if share < MIN_CHANGED:
        return ""
    return f"{n_changed} of {n_han} Chinese characters ({share:.0%}) were traditional and were simplified"


def _traditional_spans(text: str) -> list[tuple[int, int]]:
    """Spans in traditional script. Neighbours are one span, so that phrases are converted whole."""
    script = _script()
    if len(list(islice(script.any_traditional.finditer(text), MIN_SIGNS))) < MIN_SIGNS:
        return []
    if not script.any_simplified.search(text):
        return [(0, len(text))]
    spans = [match.span() for match in _STRETCH.finditer(text)]
    signs = [
        (len(script.any_traditional.findall(text, *span)), len(script.any_simplified.findall(text, *span)))
        for span in spans
    ]
    sure = [old > new for old, new in signs if old + new >= MIN_SIGNS]
    current = sure[0] if sure else True
    merged: list[tuple[int, int]] = []
    for (start, end), (old, new) in zip(spans, signs, strict=True):
        if old + new >= MIN_SIGNS:
            current = old > new
        if current and old >= new:
            if merged and merged[-1][1] == start:
                start = merged.pop()[0]
            merged.append((start, end))
    return merged

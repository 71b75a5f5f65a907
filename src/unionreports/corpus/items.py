"""Paragraphs to items: numbers inside a paragraph, headings run together with their text.

Rules of docs/coding_rules.md: the unit is the lowest item the report itself makes. Inside a paragraph an
item ends with a full stop (or semicolon) before the next 二是, ② or （2）; a part under 25 characters joins
the part before it.
"""

from collections.abc import Iterator
import re
from typing import NamedTuple

from .numbering import RUNNING, Marker, marker_at

#: Shortest part of a paragraph that stands as a unit of its own (coding rules, unit rule 1).
MIN_PART = 25
#: Longest first sentence that is a heading of the parts that follow it, numbered and not.
_LEAD_NUMBERED, _LEAD_PLAIN = 32, 20
#: Longest heading that is looked for where a page has lost its line breaks.
_LONGEST_HEADING = 46

# Each alternative begins with a character of its own: a line is searched for these, and not tried at every place.
_BEFORE_NUMBER = re.compile(
    r"（(?=[一二三四五六七八九十]{1,3}）)|"
    + "|".join(rf"{sign}(?=[一二三四五六七八九十（第其①-⑳⑴-⒇\d])" for sign in "。；：！？”） ")
)
#: Kinds of markers that divide a paragraph, the first one found in this order.
_PREFERRED = ("point", "ordinal", "digit", "digit_bracket", "digit_half", "circle")
_FIRST = re.compile(r"一[是要]|首先|第一|①|（1）|1[、.）]")
#: Words a closing paragraph begins with, looked for where a page has lost its line breaks.
_TURN = re.compile(
    r"(?<=。)(?=[^，。；：]{2,24}(?:工会|委员会)(?:20\d\d|二[〇○0])[^，。]{4,12}日$|"
    r"虽然|尽管|在(?:肯定|总结|看到|取得)[^，。]{0,8}成绩|总之|同志们|[^，。]{0,8}(?:清醒|也要看到|还存在))"
)
#: A title and the salutation that was run together with it.
_GLUED = re.compile(
    r"([^，。：]{6,60}(?:报告|总结|汇报|讲话|计划|打算|要点))"
    r"(?:(?:各位|同志们)[^。：！]{0,20}[：！]|(?=今年以来|\d{4}年|[一二三四五]年来|上半年|近年来|在[^，。]{2,40}领导))"
)
_ENDED = "。；！？"
_STARTS_STRONG = re.compile(
    r"回顾(?:过去|一年|全年|20)|今年|近年|虽然|尽管|明年|今后|新的一年|下一?步|"
    r"“?(?:五一|十一|七一|三八|元旦|春节|国庆|中秋|两节)”?(?:节|期间|前夕|前后|、)|"
    r"[一二三四五两几](?:年来|年间|年共)|上半年|年初|每年|全年|目前|截至|截止|20(?:\d\d|[xX]{2})年|"
    r"(?:为了?|在|以|把|按照?|根据|围绕|通过|针对|随着|自从?|对)[^，。]{2,50}[，。]|[一1]是|1[.、]|首先|我们"
)
_STARTS_WEAK = re.compile(
    r"坚持|深入|不断|强化|加强|始终|全面|积极|认真|继续|大力|进一步|推进|开展|落实|充分|切实|着力|组织|建立|健全|广泛|严格|把|"
    r"新建|新增|举办|联合|投入|筹集|慰问|签订|发放|结合|先后|利用|邀请|制定|成立|召开|协助|配合|各级|全[市区县省镇街]"
)
_HEADING_END = re.compile(
    r"工作|建设|活动|作用|权益|水平|能力|活力|稳定|和谐|发展|素质|机制|体系|制度|队伍|精神|基础|质量|服务|管理|监督|维权|保障|组建|"
    r"职能|[创主积]\w{1,2}性|[凝吸影战向]\w{1,2}力|学习|教育|培训|竞赛|大赛|创新|文化|生活|实效|成效|突破|总结|思路|打算|回顾|任务|要求|"
    r"计划|安排|意见|措施|情况|目标|重点|经验|体会|做法|概况|问题|好事|实事|困难|大局|力度|不足|设想|成绩|荣誉|薄弱|"
    r"氛围|热情|形象|合力|格局|品牌|关系|环境|平台|领域|职工|工会|经济|防控"
)


class Piece(NamedTuple):
    """A stretch of a report that begins with a line or with a number that makes an item of its own."""

    start: int
    end: int
    #: The piece is a heading for certain: it was found run together with the text it heads.
    heading: bool = False


def pieces(text: str, start: int, end: int, last_numbers: dict[str, int]) -> list[Piece]:
    """Pieces of one line: the line itself, or its parts where headings stand inside it.

    Parameters
    ----------
    text : str
        Report.
    start, end : int
        The line.
    last_numbers : dict
        Last number seen of each kind of marker; updated. A number inside a line counts only if it goes on
        from there, or begins at one.
    """
    kinds = _numbers_inside(text, start, end, last_numbers)
    flattened = len(kinds) > 1
    if flattened:
        glued = _GLUED.match(text, start, sorted(kinds)[1])
        if glued:
            kinds |= {glued.end(1): None, glued.end(): None}
        for found in _TURN.finditer(text, start, end):
            kinds.setdefault(found.start())
    cuts = sorted(kinds)
    result = []
    for begin, stop in zip(cuts, [*cuts[1:], end], strict=True):
        stop -= text[stop - 1] == " "
        marker = kinds[begin]
        headed = begin  # where a heading that stands here ends
        if marker and marker.kind in ("section", "chinese", "bracket"):
            following = kinds.get(stop) or kinds.get(stop + 1)
            alone = stop - begin <= _LONGEST_HEADING and "。" not in text[begin:stop]
            if alone and following and following.kind != marker.kind:
                headed = stop  # nothing but the heading stands before the next number
            else:
                headed = heading_end(text, begin, marker.end, stop, flattened)
            if flattened and headed < stop and text[headed] == "1" and marker_at(text, headed):
                last_numbers["digit"] = 1
        if begin < headed < stop:
            result.append(Piece(begin, headed, True))
            rest = headed + (text[headed] == " ")
            result += _digits(text, rest, stop, last_numbers) if flattened else [Piece(rest, stop)]
        else:
            result.append(Piece(begin, stop, headed > begin and stop < end and stop - begin <= _LONGEST_HEADING))
    return [piece for piece in result if piece.start < piece.end]


def _numbers(text: str, start: int, end: int) -> Iterator[int]:
    """Positions between two others at which a number may stand: behind a stop or a blank, or in brackets."""
    last = start - 1
    for found in _BEFORE_NUMBER.finditer(text, start - 1, end):
        at = found.start() if found[0] == "（" else found.end()
        if at > last:
            yield at
            last = at


def _numbers_inside(text: str, start: int, end: int, last_numbers: dict[str, int]) -> dict[int, Marker | None]:
    """Where the items of a line begin, in order, and with which marker: its start, and numbers that make items."""
    first = marker_at(text, start)
    kinds = {start: first}
    if first and first.kind not in RUNNING:
        last_numbers[first.kind] = first.number
    if end - start <= 2 * MIN_PART:
        return kinds
    structural = False  # a number above the level of 1. stood in this line
    last_second = text.rfind("（二）", start, end)
    for at in _numbers(text, start + 1, end):
        marker = marker_at(text, at)
        if not marker or marker.kind not in ("chinese", "bracket", "digit"):
            continue
        if marker.kind == "digit" and not structural:
            continue
        ended = text[at - 1] in _ENDED + "：” "
        if marker.kind == "bracket" and not (ended or structural or _heads_a_list(text, at, marker.end, last_second)):
            continue
        step = marker.number - last_numbers.get(marker.kind, 0)
        if marker.number == 1 or 0 < step <= 2 or (marker.kind == "bracket" and step == 0):
            structural |= marker.kind != "digit"
            last_numbers[marker.kind] = marker.number
            kinds[at] = marker
    return kinds


def _heads_a_list(text: str, start: int, marker_end: int, last_second: int) -> bool:
    """Whether （一） in mid-sentence begins a list and is no reference (第十条第（一）项): a （二） stands behind it."""
    return (
        text[start:marker_end].startswith("（一）")
        and text[start - 1] not in "第其中照据及和与或、，"
        and text[marker_end : marker_end + 1] not in "项类款条种"
        and marker_end <= last_second
    )


def _digits(text: str, start: int, end: int, last_numbers: dict[str, int]) -> list[Piece]:
    """Items 1. 2. 3. behind a heading that was run together with them."""
    cuts = [start]
    if text[start:end].startswith(("1.", "1、", "1．")):
        expected = 2
        for at in _numbers(text, start + 2, end):
            marker = marker_at(text, at)
            if marker and marker.kind == "digit" and marker.number == expected:
                cuts.append(at)
                expected += 1
                last_numbers["digit"] = marker.number
    return [Piece(a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]


def heading_end(text: str, start: int, marker_end: int, end: int, flattened: bool) -> int:
    """Where a heading that lost its line break ends; `start` where no end is found.

    Two signs are weighed at each position: the heading ends with a word headings end with, and a sentence
    begins with a word sentences begin with. A blank decides alone.
    """
    limit = marker_end
    while limit < min(end, marker_end + _LONGEST_HEADING) and text[limit] not in "。；！？：":
        limit += 1
    blank = text.find(" ", marker_end + 4, limit)
    if blank > 0 and end - blank > 2 * MIN_PART:
        return blank
    if not flattened or limit >= end:
        return start
    best, best_score = start, 2  # one strong sign alone is not enough
    comma = text.find("，", marker_end, limit)
    for p in range(marker_end + 4, limit):
        if text[p - 1] in "，、“（《" or text[p] in "，、”）》":
            continue
        score = 2 if _STARTS_STRONG.match(text, p) else 1 if _STARTS_WEAK.match(text, p) else 0
        if not score:
            continue
        score += 2 if any(_HEADING_END.fullmatch(text, p - n, p) for n in (2, 3)) else 0
        if comma > 0 and p > comma:
            score += abs((p - comma - 1) - (comma - marker_end)) <= 4  # two clauses of like length: a couplet
        if score > best_score:
            best, best_score = p, score
    return best


def parts(text: str, start: int, end: int) -> tuple[int, list[tuple[int, int]]]:
    """Units of an item: the end of a heading that leads its parts (`start` if none), and the spans of the parts."""
    cuts: dict[str, list[int]] = {}
    for at in _numbers(text, start + 1, end):
        if text[at - 1] not in _ENDED and text[at - 1] != " ":
            continue
        marker = marker_at(text, at)
        if marker and marker.number > 1 and marker.kind in _PREFERRED:
            if marker.kind not in RUNNING and marker.number != len(cuts.get(marker.kind, ())) + 2:
                continue  # a number in the sentence, not the next of a list
            cuts.setdefault(marker.kind, []).append(at)
    chosen = next((cuts[kind] for kind in _PREFERRED if kind in cuts), [])
    if not chosen:
        return start, [(start, end)]
    spans, begin = [], start
    for cut in [*chosen, end]:
        stop = cut - (text[cut - 1] == " " and cut < end)
        if spans and cut - begin < MIN_PART:
            spans[-1] = (spans[-1][0], stop)
        else:
            spans.append((begin, stop))
        begin = cut
    lead = _lead(text, start, spans[0][1]) if len(spans) > 1 else start
    if lead > start:
        spans[0] = (lead, spans[0][1])
    return lead, spans


def _lead(text: str, start: int, end: int) -> int:
    """End of a short first sentence that is a heading of the parts behind it; `start` where there is none."""
    marker = marker_at(text, start)
    if marker and marker.kind in RUNNING:
        return start
    stop = text.find("。", start, end)
    if _FIRST.search(text, marker.end if marker else start, max(stop, start)):
        return start
    longest = _LEAD_NUMBERED if marker else _LEAD_PLAIN
    return stop + 1 if 0 < stop - start <= longest and end - stop > MIN_PART // 2 else start

"""Which lines of a report are headings: the tests one line has to pass, with the lines under it in view.

A line is a heading only if something stands under it; else it is a unit.
"""

from collections.abc import Sequence
import re

from .items import MIN_PART, Piece
from .numbering import RUNNING, marker_at

#: Levels of the kinds of numbers, the highest first (GB/T 9704: 一、 （一） 1. （1）).
RANK = {"section": 0, "chinese": 1, "bracket": 2, "digit": 3, "decimal": 4, "digit_half": 5, "digit_bracket": 5}
#: Longest line that can be a heading, with and without a number.
_LONGEST_HEADING, _LONGEST_PLAIN_HEADING = 62, 36
#: Most headings without number that stand under one another with no text between; more are a list of titles.
_MOST_STACKED = 4
#: Lines above a numbered one in which another kind of number is looked for to tell whether it is an open level.
_WINDOW = 40
#: A heading of the genre, with or without the year it speaks of.
GENRE_HEADING = re.compile(
    r"(?:[\dxX×*]{2,4}|[一二〇○零0-9]{4})?年?.{0,20}"
    r"(?:总结|回顾|要点|计划|打算|思路|安排|任务|(?:工作|完成|开展|进展)情况|主要工作|体会|问题|建议|目标)"
)
#: Short lines that head nothing.
NO_HEADING = re.compile(
    # Salutation, remark in brackets, date.
    r"(?:各位|尊敬的|同志们|代表们).{0,40}[：:！]?|[（(].*[)）]|.{0,16}年.{0,6}月.{0,6}日?"
    # The body that signs, thanks.
    r"|.{0,24}(?:总工会|工会委员会|委员会|工会|办公室)|(?:谢谢|汇报|报告|特此)(?:完毕|大家|各位|汇报|报告).{0,4}"
    # Apparatus of official documents, and the author.
    r"|(?:主题词|抄送|附件?|述职人|报告人|联系人)[：:].{0,60}"
    r"|.{2,20}\d{4}年\d{1,2}月\d{1,2}日印发|(?:19|20)\d\d[.-]\d{1,2}[.-]\d{1,2}"
)
#: Words that turn to the audience or sum up.
ADDRESS = re.compile(r"同志们|各位|总之|总的来说|综上|让我们|以上")
#: A closing paragraph: it looks back or ahead, and ends with what is wished for.
CLOSING = re.compile(
    r"(?:各位|同志们|总之|总的来说|综上|让我们|以上|一年来?|回顾|过去的?|成绩|展望|新的?一年|[\dxX*]{2,4}年，|20\d\d年).*"
    r"(?:努力|奋斗|贡献|新功|台阶|辉煌|篇章|局面|业绩|迎接|胜利|目标|指正|审议|力量)[^。！]{0,30}[。！]?$"
)


def is_heading(text: str, every: Sequence[Piece], i: int, kind: str) -> bool:
    """Whether a numbered line is a heading: short, one sentence at most, and something stands under it."""
    content = text[every[i].start : every[i].end]
    if len(content) > _LONGEST_HEADING or "。" in content[:-1] or "；" in content or i + 1 == len(every):
        return False
    below = marker_at(text, every[i + 1].start)
    if not below:
        following = text[every[i + 1].start : every[i + 1].end]
        if kind in RUNNING and (len(content) > 2 * MIN_PART or len(following) < len(content)):
            return False
        return not (
            content[0] in "—-─"
            or NO_HEADING.fullmatch(following)
            or ADDRESS.match(following)
            or is_plain_heading(text, every, i + 1)
        )
    if below.kind == kind:
        return False
    if kind in RANK and below.kind in RANK:
        return RANK[below.kind] > RANK[kind] or (below.number == 1 and not _open_before(text, every, i, below.kind))
    return kind in RANK or kind.startswith("bullet")


def _open_before(text: str, every: Sequence[Piece], i: int, kind: str) -> bool:
    """Whether a marker of this kind stood before line i: then the outline goes back up to it."""
    return any((m := marker_at(text, p.start)) and m.kind == kind for p in every[max(0, i - _WINDOW) : i])


def is_plain_heading(text: str, every: Sequence[Piece], i: int, stacked: int = _MOST_STACKED) -> bool:
    """Whether a line without a number is a heading: short, no sentence, and text or a first number under it.

    A heading of the genre may head up to `stacked` others that stand directly under it.
    """
    content = text[every[i].start : every[i].end]
    announces = content[-1] == "：" and GENRE_HEADING.fullmatch(content[:-1])
    if (
        len(content) > _LONGEST_PLAIN_HEADING
        or (content[-1] in "。；！，、：…" and not announces)
        or "。" in content
        or marker_at(text, every[i].start)
    ):
        return False
    if content.count("，") > 1 or NO_HEADING.fullmatch(content) or i + 1 == len(every) or len(content) < 3:
        return False
    below = text[every[i + 1].start : every[i + 1].end]
    marker = marker_at(text, every[i + 1].start)
    if marker:
        return marker.number <= 1
    if stacked and GENRE_HEADING.fullmatch(content) and len(below) <= _LONGEST_PLAIN_HEADING and i + 2 < len(every):
        return is_plain_heading(text, every, i + 1, stacked - 1)
    return len(below) > 2 * len(content) and any(c in below for c in "。；，") and not CLOSING.match(below)

"""Which lines of a web page stand in boxes beside its text: other articles in a few sentences, comments of readers?

A box is an element that begins with the heading of one (热点新闻, 网友评论) or is called one by its author (sidebar,
comments), and that holds little of the page: where most of it stands is the text, whatever it is called.
"""

from collections.abc import Sequence
from itertools import accumulate
import re
from typing import NamedTuple

from .link_lists import PageLine

_KIND = "(?:相关|热门|热点|推荐|最新|最热|随机|延伸|扩展|拓展|图文|往期|近期|本周|本月|網友|相關|熱門|推薦)"
_WHAT = "(?:新闻|文章|阅读|推荐|资讯|点击|图文|图片|视频|排行|稿件|报道|链接|回顾|新聞|閱讀|連結|點閱)"
_READERS = "(?:网友|读者|最新|全部|精彩|热门|发表|我要|文章|網友)"
_HEADING = re.compile(
    rf"[\W_]{{0,3}}(?:{_KIND}{_WHAT}(?:排行榜?)?|(?:点击|阅读|新闻|文章|热点|人气)排行榜?|(?:编辑|站长|小编|精彩|[为為][你您])推[荐薦]|猜你喜欢"
    rf"|图片新闻|{_READERS}(?:评论|留言|跟帖|回帖|回复|評論)区?)"
    r"[\s（(\[【]{0,3}\d{0,5}[条篇則]?[\W_]{0,3}(?:更多|more|MORE)?[\W_]{0,3}"
)
_LONGEST_HEADING = 24
_CALLED = re.compile(r"(?:^|[\s_-])(?:side-?bars?|aside|related|recommend(?:ed|ations?)?|comments?)(?=$|[\s_-])", re.I)
#: A box holds at most this share of the characters of its page, and so do all boxes together: what is repeated over a
#: whole page, such as a class of all its paragraphs, names no box.
_MOST = 0.4


class Extent(NamedTuple):
    """The lines of an element, the last exclusive, and whether its author says that it stands beside the text."""

    start: int
    end: int
    beside: bool


def called_a_box(tag: str, attributes: dict[str, str]) -> bool:
    """Whether an element's tag or name says that it stands beside the text."""
    return tag == "aside" or any(_CALLED.search(attributes.get(key, "")[:200]) for key in ("class", "id"))


def without_boxes(lines: Sequence[PageLine], extents: Sequence[Extent]) -> list[PageLine]:
    """The lines without those of boxes.

    Several elements can begin with one heading: the smallest holds it alone and is no box, a larger one holds what
    stands under it, the largest perhaps the page.
    """
    before = list(accumulate((len(line.text) for line in lines), initial=0))
    heads = [len(line.text) <= _LONGEST_HEADING and _HEADING.fullmatch(line.text) is not None for line in lines]
    depth = [0] * (len(lines) + 1)
    for start, end, beside in extents:
        if start < end <= len(lines) and (beside or (heads[start] and end - start > 1)):
            if before[end] - before[start] <= _MOST * before[-1]:
                depth[start] += 1
                depth[end] -= 1
    kept = [line for line, inside in zip(lines, accumulate(depth), strict=False) if not inside]
    return kept if sum(len(line.text) for line in kept) >= (1 - _MOST) * before[-1] else list(lines)

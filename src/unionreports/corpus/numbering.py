"""Numbering of items in Chinese official reports: 壹、 一、 (一) 1、 1. (1) ① 一是 第一， ——.

Source of the hierarchy: GB/T 9704 (format of party and government documents) gives 一、 （一） 1. （1）;
Taiwan's manual of official documents (文書處理手冊) puts 壹、 above 一、; the other forms are the usual ones inside
paragraphs.
"""

import re
from typing import NamedTuple
import unicodedata

_CHINESE = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_CN = "[一二三四五六七八九十]{1,3}"
_FORMAL = "[壹贰叁肆伍陆柒捌玖拾]{1,3}"
_INFORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")

_MARKER = re.compile(
    rf"(?P<section>第(?:{_CN}|{_FORMAL})(?:部分|章|节)(?:[：、，. ]|(?=[^，。]{{2,30}}$)))"
    rf"|(?P<formal>{_FORMAL}|[Ⅰ-Ⅻ])[、．.](?!{_FORMAL})"
    rf"|(?P<chinese>{_CN})[、.．](?![一二三四五六七八九十](?:、|季度|产业|月|期|级|线|类|等|批|次|楼))"
    rf"|[（(](?P<bracket>{_CN})[)）][、.．]?|(?P<enclosed>[㈠-㈩])"
    rf"|(?P<point>{_CN})(?:是(?!否)|要(?=[^，。]{{2}}))"
    rf"|(?:第|其)(?P<ordinal>{_CN})[，、：是]"
    r"|[（(](?P<digit_bracket>\d{1,2})[)）][、.．]?"
    r"|(?P<decimal>\d{1,2}\.\d{1,2})[ 、]"
    r"|(?P<digit>\d{1,2})(?:[、．](?!\d{1,2}(?:月|号|日|楼|类))|\.(?!\d)|，(?=[^\d ]))"
    r"|(?P<digit_half>\d{1,2})[)）][、.．]?|(?P<stop>[⒈-⒛])"
    r"|(?P<circle>[①-⑳⑴-⒇㊀-㊉❶-❿➀-➓⓵-⓾])"
    r"|(?P<dash>——|──|--|—(?!—)|[●■◆★▲] ?)(?=[^\s—\d])"
)
#: One character that stands for a number with its brackets or its stop is of their kind.
_SAME_KIND = {"enclosed": "bracket", "stop": "digit"}
#: Kinds that mark parts of a running sentence; they never make headings of sections.
RUNNING = ("point", "ordinal", "circle")


class Marker(NamedTuple):
    """A number at the start of an item: its kind, its value (0 for a dash) and where it ends."""

    kind: str
    number: int
    end: int


def chinese_number(text: str) -> int:
    """Value of a Chinese numeral from 一 to 九十九."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CHINESE[text[-1]] if len(text) == 1 else 0
    return (_CHINESE.get(tens, 1) if tens else 1) * 10 + (_CHINESE.get(ones, 0) if ones else 0)


def marker_at(text: str, position: int = 0) -> Marker | None:
    """The marker that stands at a position, or None."""
    found = _MARKER.match(text, position)
    if not found:
        return None
    kind = found.lastgroup
    value = found[kind]
    if kind in ("enclosed", "stop", "circle"):
        kind, number = _SAME_KIND.get(kind, kind), int(unicodedata.numeric(value))
    elif kind == "dash":
        # Bullets of another shape stand at another level.
        kind, number = ("dash" if value[0] in "—─-" else f"bullet {value[0]}"), 0
    elif kind in ("section", "formal"):
        informal = re.search(_CN, value.translate(_INFORMAL))
        kind, number = "section", chinese_number(informal[0]) if informal else int(unicodedata.numeric(value))
    elif kind == "decimal":
        number = int(value.partition(".")[2])
    elif value[0].isdigit():
        number = int(value)
    else:
        number = chinese_number(value)
    return Marker(kind, number, found.end())


def starts_item(text: str) -> bool:
    """Whether a line begins with a marker."""
    return _MARKER.match(text) is not None

"""Which number does a browser print before an item of a list?"""

from dataclasses import dataclass
import re

from .list_numbers import printed

_STYLES = {"a": "letter", "A": "upper_letter", "i": "roman", "I": "upper_roman"}
_CHINESE_LIST = re.compile(r"cjk|chinese|hanidec", re.I)
_NO_NUMBER = re.compile(r"list-style[a-z-]{0,9}\s{0,9}:\s{0,9}none", re.I)
_NUMBER = re.compile(r"\s{0,9}(\d{1,6})")


@dataclass
class OpenList:
    """An open list: number of the next item and how numbers are printed; no style where there are no numbers."""

    number: int = 1
    style: str = ""


def open_list(tag: str, attributes: dict[str, str], style: str) -> OpenList:
    """A list as its tag opens it."""
    if tag != "ol" or _NO_NUMBER.search(style):
        return OpenList()
    start = _NUMBER.match(attributes.get("start", ""))
    kind = "chinese" if _CHINESE_LIST.search(style) else _STYLES.get(attributes.get("type", ""), "digit")
    return OpenList(int(start[1]) if start else 1, kind)


def next_number(of: OpenList, attributes: dict[str, str], style: str) -> str:
    """Number of the next item with what stands behind it; nothing in a list without numbers."""
    if not of.style:
        return ""
    value = _NUMBER.match(attributes.get("value", ""))
    number = int(value[1]) if value else of.number
    of.number = number + 1
    if _NO_NUMBER.search(style):
        return ""
    return printed(number, of.style) + ("、" if of.style == "chinese" else ". ")

"""Which number does a word processor print before a paragraph?

Headings of reports are often numbered by the program: 一、 stands in no paragraph, but in a definition of the list.
"""

import re

from lxml import etree

from ..numbering import marker_at
from .list_numbers import printed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = _W + "val"
#: Formats of numbers; others are printed in digits.
_FORMATS = {
    "chineseCounting": "chinese",
    "chineseCountingThousand": "chinese",
    "ideographDigital": "chinese",
    "japaneseCounting": "chinese",
    "taiwaneseCountingThousand": "chinese",
    "lowerLetter": "letter",
    "upperLetter": "upper_letter",
    "lowerRoman": "roman",
    "upperRoman": "upper_roman",
    "decimalEnclosedCircle": "circle",
    "decimalEnclosedCircleChinese": "circle",
}
_UNNUMBERED = ("bullet", "none")
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
#: Styles a style may rest on, one on the other, before the chain is taken for a circle.
_LONGEST_CHAIN = 20


class _Level:
    """One level of a list: its first number, its format, and the text in which %1 … %9 stand for numbers."""

    def __init__(self, element: etree._Element):
        self.start = _whole(element.find(_W + "start"), 1)
        self.format = _value(element.find(_W + "numFmt"))
        self.text = _value(element.find(_W + "lvlText"))


class Numbers:
    """Numbers of the paragraphs of one document, asked for in their order.

    Parameters
    ----------
    numbering, styles : element or None
        The parts of these names.
    """

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None):
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        self._styles: dict[str, tuple[str, int, str]] = {}
        if numbering is not None:
            for abstract in numbering.iter(_W + "abstractNum"):
                levels = {_whole_of(level.get(_W + "ilvl")): _Level(level) for level in abstract.findall(_W + "lvl")}
                self._abstract[abstract.get(_W + "abstractNumId", "")] = levels
            for of_list in numbering.iter(_W + "num"):
                starts = {
                    _whole_of(override.get(_W + "ilvl")): _whole(override.find(_W + "startOverride"), 1)
                    for override in of_list.findall(_W + "lvlOverride")
                    if override.find(_W + "startOverride") is not None
                }
                self._lists[of_list.get(_W + "numId", "")] = (_value(of_list.find(_W + "abstractNumId")), starts)
        if styles is not None:
            for style in styles.iter(_W + "style"):
                list_id, level = _list_of(style.find(_W + "pPr"))
                self._styles[style.get(_W + "styleId", "")] = (list_id, level, _value(style.find(_W + "basedOn")))

    def of(self, paragraph: etree._Element, text: str) -> str:
        """The number of the next paragraph, as printed; "" where it has none or its `text` writes one itself."""
        properties = paragraph.find(_W + "pPr")
        if properties is None or not self._lists:
            return ""
        list_id, level = _list_of(properties)
        if not list_id:
            list_id, level = self._of_style(_value(properties.find(_W + "pStyle")), level)
        abstract, starts = self._lists.get(list_id, ("", {}))
        levels = self._abstract.get(abstract, {})
        if list_id == "0" or level not in levels:
            return ""
        number = self._count(list_id, abstract, level, levels, starts)
        # Some write a number into a paragraph that the program numbers too, and hide the latter.
        return "" if number is None or marker_at(text) else number

    def _of_style(self, style: str, level: int) -> tuple[str, int]:
        for _ in range(_LONGEST_CHAIN):
            list_id, of_style, below = self._styles.get(style, ("", 0, ""))
            if list_id:
                return list_id, level or of_style
            style = below
        return "", 0

    def _count(
        self, list_id: str, abstract: str, level: int, levels: dict[int, _Level], starts: dict[int, int]
    ) -> str | None:
        """Count up one level and print it; lists made of one definition count on together unless one starts anew."""
        counts = self._counts.setdefault(abstract, {})
        if level in starts and (list_id, level) not in self._started:
            self._started.add((list_id, level))
            counts[level] = starts[level]
        else:
            counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            counts.pop(deeper, None)
        shape = levels[level]
        if shape.format in _UNNUMBERED:
            return None

        def place(found: re.Match) -> str:
            at = int(found[1]) - 1
            of_level = levels.get(at, shape)
            return printed(counts.get(at, of_level.start), _FORMATS.get(of_level.format, ""))

        text = _PLACE.sub(place, shape.text)
        # 1. before 2015年 would be 1.2015.
        return text + " " if text[-1:].isascii() and text else text


def _list_of(properties: etree._Element | None) -> tuple[str, int]:
    """Id of the list a paragraph or style is in, "" where it says nothing, and the level."""
    numbered = None if properties is None else properties.find(_W + "numPr")
    if numbered is None:
        return "", 0
    return _value(numbered.find(_W + "numId")), _whole(numbered.find(_W + "ilvl"), 0)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(_VALUE, "")


def _whole(element: etree._Element | None, otherwise: int) -> int:
    return otherwise if element is None else _whole_of(_value(element), otherwise)


def _whole_of(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and len(text) < 6 and text.isascii() and text.isdigit() else otherwise

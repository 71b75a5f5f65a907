"""A number as it stands in a text, with its magnitude and hedge, before it has bounds and a unit."""

from dataclasses import dataclass
from math import prod
import re

from unionreports.measures.indicators.counting_words import UNIT
from unionreports.measures.indicators.numerals import (
    NUMERAL,
    SCALES,
    arabic_number,
    chinese_decimal,
    chinese_number,
    chinese_range,
)

ARABIC_DIGITS = frozenset("0123456789")
_NOT_THOUSAND = NUMERAL.replace("千", "")
_SCALE = "(?:万亿|百万|千万|百(?!分)|千(?![瓦克米伏])|万|亿)"
_DIGITS = r"(?:[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_ARABIC = re.compile(
    rf"(?P<digits>{_DIGITS}) ?(?P<inner>[余多来几](?=[百千万亿]))?(?P<scale>{_SCALE})?(?P<tail>(?<=[千万亿])[0-9]+[百千万]|(?<=万)[余多]亿)? ?(?P<hedge>[余多来几](?![样种元]?化))?"
)
_CHINESE = re.compile(
    rf"(?P<digits>[一二两三四五六七八九]、[两二三四五六七八九][十百千万]*|(?:[{_NOT_THOUSAND}]|千(?![瓦克米伏]))+)(?P<point>点[零〇一二三四五六七八九]{{1,4}}(?=[倍万亿%元个名成]))?(?P<inner>[余多来几](?=[百千万亿]))?(?P<scale>(?:[百万亿]|千(?![瓦克米伏]))+(?!分))?(?P<hedge>[余多来几])?"
)
TO = re.compile(" ?(?:[-－—–~～]{1,2}|至|到) ?")
#: Longer rows of digits are no figure of a report.
_LONGEST = 16


@dataclass(frozen=True)
class WrittenNumber:
    """A number without bounds and unit.

    Attributes
    ----------
    start, end
        Position in the text, end exclusive, with 余, 多, 来, 几.
    low, high
        Its value with magnitudes multiplied out; both ends of a range of two digits in a row (三四百), else high is None.
    scale
        The words of magnitude.
    hedged
        Whether 余, 多, 来 or 几 stands in it.
    words
        The number without them.
    chinese
        Whether it is a Chinese numeral.
    """

    start: int
    end: int
    low: float
    high: float | None
    scale: str
    hedged: bool
    words: str
    chinese: bool


def number_at(text: str, start: int) -> WrittenNumber | None:
    """The number or range without unit at a position."""
    if text[start] in ARABIC_DIGITS:
        return _arabic(_ARABIC.match(text, start))
    return _chinese(text, start)


def upper_end(text: str, number: WrittenNumber, unit: re.Match | None) -> tuple[WrittenNumber, float] | None:
    """The upper end of a range and the lower one in the same magnitude (3—5万 is 30,000 to 50,000)."""
    to = TO.match(text, unit.end() if unit else number.end)
    if to is None or to.end() >= len(text):
        return None
    after = text[to.end()]
    if (after in ARABIC_DIGITS) == number.chinese or (number.chinese and after not in NUMERAL):
        return None
    other = number_at(text, to.end())
    if other is None or other.high is not None or other.chinese != number.chinese:
        return None
    low = number.low
    if not number.scale and other.scale and not unit and not number.chinese:
        scaled = low * prod(SCALES[word] for word in other.scale)
        low = scaled if scaled < other.low else low
    if unit and (again := UNIT.match(text, other.end)) and again["word"] != unit["word"]:
        return None
    return (other, low) if low < other.low else None


def _arabic(match: re.Match) -> WrittenNumber | None:
    if len(match["digits"]) > _LONGEST:
        return None
    # 3万多亿: the hedge stands between two magnitudes.
    tail = match["tail"] or ""
    words = match["digits"] + (match["scale"] or "") + tail.lstrip("余多")
    scale = "".join(c for c in words if c in SCALES)
    hedged = bool(match["inner"] or match["hedge"] or tail[:1] in ("余", "多"))
    return WrittenNumber(*match.span(), arabic_number(words), None, scale, hedged, words, chinese=False)


def _chinese(text: str, start: int) -> WrittenNumber | None:
    match = _CHINESE.match(text, start)
    if match is None:
        return None
    digits, more = match["digits"], match["scale"] or ""
    end = match.end()
    # 一百分之三 is not read; the 百 of 百分之 is never part of the number before it.
    scale = "".join(c for c in digits + more if c in SCALES)
    hedged = bool(match["inner"] or match["hedge"])
    if match["inner"]:
        base, size = chinese_number(digits), chinese_number(more)
        if base is None or size is None:
            return None
        return WrittenNumber(start, end, base * size, None, scale, True, digits + more, chinese=True)
    if match["point"]:
        value, size = chinese_decimal(digits, match["point"][1:]), chinese_number(more) if more else 1
        if value is None or size is None:
            return None
        return WrittenNumber(start, end, value * size, None, scale, hedged, digits + more, chinese=True)
    if more:
        digits += more
    ends = chinese_range(digits)
    if ends:
        return WrittenNumber(start, end, *ends, scale, hedged, digits, chinese=True)
    if "、" in digits:
        return None
    value = chinese_number(digits)
    if value is None or (value == 0):
        return None
    return WrittenNumber(start, end, value, None, scale, hedged, digits, chinese=True)

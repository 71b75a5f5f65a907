"""Shares and multiples stated in words or as a fraction: 百分之九十五, 三分之二, 半数, 翻一番, 452/456."""

import re

from unionreports.measures.indicators import bounds, not_figures
from unionreports.measures.indicators.numerals import NUMERAL, chinese_decimal, chinese_number
from unionreports.measures.indicators.quantity import Quantity
from unionreports.measures.indicators.written_numbers import ARABIC_DIGITS, TO, number_at

_POINT = re.compile("点([零〇一二三四五六七八九]{1,4})")
_PERCENT = re.compile("(?P<base>百|千)分之")
_FRACTION = re.compile("([二三四五六七八九十])分之([一二两三四五六七八九])")
_HALF = re.compile("(?P<over>(?<!超)过半数?)(?!百)|(?P<half>半数|一半)")
_NO_HALF = re.compile("(?:双|时间|另|[上下前后])$")
_DOUBLED = re.compile("翻(?:了)?(?:(?P<times>[一两二三])?番)")
_RATE = re.compile(r"([0-9]{1,9})([家人名户个件])?/([0-9]{1,9})(?(2)\2?|[家人名户个件]?)(?![0-9/家人名户个件])")
#: Two years joined (2019/2020年度).
_YEAR = re.compile(" ?[年学]")
_BASE_BEHIND = re.compile(f"（{_RATE.pattern}）")


def share_at(text: str, start: int, floor: int) -> Quantity | None:
    """The share or multiple that begins at a position, with the words that bound it; None where none does.

    Parameters
    ----------
    floor
        Nothing before this position is taken.
    """
    for read in _READERS.get(text[start], ()):
        found = read(text, start, floor)
        if found is not None:
            return found
    return None


def base_behind(text: str, end: int) -> re.Match | None:
    """The base of a percentage in the brackets behind it, （452/456）: groups 1 and 3."""
    return _BASE_BEHIND.match(text, end)


def _percentage(text: str, start: int, floor: int) -> Quantity | None:
    """百分之九十五, 百分之三到五, 百分之3.5, 千分之二."""
    sign = _PERCENT.match(text, start)
    if sign is None or sign.end() >= len(text):
        return None
    first = number_at(text, sign.end()) if text[sign.end()] in NUMERAL or text[sign.end()] in ARABIC_DIGITS else None
    if first is None:
        return None
    low, high, end = first.low, first.high, first.end
    if (point := _POINT.match(text, end)) and first.chinese and high is None:
        value = chinese_decimal(first.words, point[1])
        low, end = (low, end) if value is None else (value, point.end())
    elif high is None and (to := TO.match(text, end)) and to.end() < len(text):
        again = _PERCENT.match(text, to.end())
        at = again.end() if again else to.end()
        other = number_at(text, at) if at < len(text) and (text[at] in NUMERAL or text[at] in ARABIC_DIGITS) else None
        if other is not None and other.high is None and other.low > low:
            high, end = other.low, other.end
    begin, lead = bounds.before(text, start, floor)
    stop, trail = bounds.behind(text, end)
    word = "%" if sign["base"] == "百" else "‰"
    hedge = bounds.APPROXIMATE if first.hedged else ""
    return Quantity(
        begin, stop, float(low), None if high is None else float(high), word, "", bounds.qualifier(lead, trail, hedge)
    )


def _fraction(text: str, start: int, floor: int) -> Quantity | None:
    """三分之二, as %."""
    match = _FRACTION.match(text, start)
    if match is None or (parts := chinese_number(match[1])) is None:
        return None
    return _bounded(text, match, floor, 100 * chinese_number(match[2]) / parts)


def _half(text: str, start: int, floor: int) -> Quantity | None:
    """半数, 一半, 过半, 半数以上."""
    match = _HALF.match(text, start)
    if match is None or _NO_HALF.search(text[max(0, start - 2) : start]):
        return None
    return _bounded(text, match, floor, 50.0, bounds.AT_LEAST if match["over"] else "")


def _doubled(text: str, start: int, floor: int) -> Quantity | None:
    """翻一番 is a change by 100 %, 翻两番 by 300 %."""
    match = _DOUBLED.match(text, start)
    if match is None:
        return None
    return _bounded(text, match, floor, 100.0 * (2 ** (chinese_number(match["times"] or "一")) - 1))


def _bare_rate(text: str, start: int, floor: int) -> Quantity | None:
    """452/456: a rate in % with its base. 6/30 and 1/3 are not told from dates and parts of a list, and left."""
    match = _RATE.match(text, start)
    if match is None or re.search("[0-9/.:-]$", text[max(0, start - 1) : start]):
        return None
    above, below = float(match[1]), float(match[3])
    if (
        not 0 < below
        or above > below
        or below <= 31
        or not_figures.continues(text, match.end())
        or _YEAR.match(text, match.end())
    ):
        return None
    return Quantity(match.start(), match.end(), 100 * above / below, None, "%", "", "exact", above, below)


def _bounded(text: str, match: re.Match, floor: int, percent: float, own: str = "") -> Quantity:
    """A share that words state, with the words that bound it."""
    begin, lead = bounds.before(text, match.start(), floor)
    stop, trail = bounds.behind(text, match.end())
    return Quantity(begin, stop, percent, None, "%", "", bounds.qualifier(own, lead, trail))


_READERS = {
    **dict.fromkeys("0123456789", (_bare_rate,)),
    **dict.fromkeys("二三四五六七八九十", (_fraction,)),
    **dict.fromkeys("百千", (_percentage,)),
    **dict.fromkeys("半过一", (_half,)),
    "翻": (_doubled,),
}

"""Which figures does a clean text state?

A search for characters a number can begin with leads to expressions of bounded length, so the work is linear in the length of the text.
"""

from dataclasses import dataclass
import re

from unionreports.measures.indicators import bounds, not_figures
from unionreports.measures.indicators.counting_words import FIRST_CHARACTERS, NOUN, UNIT
from unionreports.measures.indicators.numerals import (
    NUMERAL,
    SCALES,
    arabic_number,
    chinese_number,
    chinese_range,
    is_bare,
)
from unionreports.measures.indicators.quantity import Quantity

_SCALE = "(?:万亿|百万|千万|百(?!分)|千(?![瓦克米伏])|万|亿)"
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_ARABIC = re.compile(
    rf"(?P<digits>{_DIGITS}) ?(?P<inner>[余多来几](?=[百千万亿]))?(?P<scale>{_SCALE})?(?P<tail>(?<=[万亿])[0-9]+[千万])? ?(?P<hedge>[余多来几](?![样种元]?化))?"
)
_CHINESE = re.compile(
    rf"(?P<digits>[一二两三四五六七八九]、[两二三四五六七八九][十百千万]*|[{NUMERAL}]+)(?P<inner>[余多来几](?=[百千万亿]))?(?P<scale>[百千万亿]+(?!分))?(?P<hedge>[余多来几])?"
)
_PERCENT = re.compile("(?P<base>百|千)分之")
_FRACTION = re.compile("([二三四五六七八九十])分之([一二两三四五六七八九])")
_HALF = re.compile("(?P<over>过半数?)(?!百)|(?P<half>半数|一半)")
_NO_HALF = re.compile("(?:双|时间|另|[上下前后])$")
_DOUBLED = re.compile("翻(?:了)?(?:(?P<times>[一两二三])?番)")
_TENTH = re.compile(
    "成(?!立|为|果|员|功|效|本|绩|就|长|熟|批|套|品|年|人|家|都|交|分|形|型|才|事|列|因|语|份|千|百|一|了|以下)"
)
_TO = re.compile(" ?(?:[-－—–~～]{1,2}|至|到) ?")
_RATE = re.compile("([0-9]{1,9})(?:[家人名户个件])?/([0-9]{1,9})(?:[家人名户个件])?(?![0-9/])")
_BASE_BEHIND = re.compile(f"（{_RATE.pattern}）")
_ALTERNATIVE = re.compile(
    "(?P<whole>（(?:[约近]?[0-9]{1,9}[余多]?[百千万亿]?[余多]?[\u4e00-\u9fff]{0,2})）(?P<scale>[百千万亿])?)(?=[\u4e00-\u9fff])"
)
#: A run of characters that is no number.
_NO_NUMBER = re.compile(rf"[0-9.,]+|[{NUMERAL}]+|.", re.DOTALL)
#: Two ends of one change, not one range: 由30家到50家.
_FROM = re.compile("[从由自]$")
_JOINT = re.compile("[和、与及]")
#: What must stand before a number without a unit.
_STATED = re.compile("(?:达|达到|到|为|共|有|至|计|约|近|过|破|于|增加|减少|是|数|率|额|值)$")
_ENDS = re.compile(r"[，。；、）！？\n]|$")
_FIRST = re.compile(
    rf"[0-9二两三四五六七八九十百千万亿]|一(?=[{re.escape(FIRST_CHARACTERS)}{NUMERAL}半成、])|半数|过半|翻(?=[了一两二三番])"
)


@dataclass(frozen=True)
class _Number:
    """A number without bounds and unit, and what its writing tells."""

    start: int
    end: int
    low: float
    high: float | None
    scale: str
    hedged: bool
    words: str
    chinese: bool


def find_quantities(text: str) -> list[Quantity]:
    """Figures of a clean text in order, not overlapping.

    Numbers without a value (数百名, 几十家) are no figures. 上千名 and 近万名 are approximate; 半数 is 50 %, 翻一番 a change by 100 %,
    三分之二 66.7 %. A bare rate (452/456) is stated in % and carries its base.
    """
    found: list[Quantity] = []
    names = not_figures.Names(text)
    done, position = 0, 0
    while (first := _FIRST.search(text, position)) is not None:
        quantity, position = _at(text, first.start(), done, names)
        if quantity is not None:
            found.append(quantity)
            done = position = quantity.end
    return found


def _at(text: str, start: int, floor: int, names: not_figures.Names) -> tuple[Quantity | None, int]:
    """The figure that begins with the number at `start`, if any, and where to go on."""
    if not_figures.led(text, start):
        return None, _NO_NUMBER.match(text, start).end()
    for special in _SPECIALS.get(text[start], ()):
        answer = special(text, start, floor)
        if answer is not None:
            return (None if names.around(start) else answer), answer.end
    number = _number(text, start)
    if number is None:
        return None, _NO_NUMBER.match(text, start).end()
    return _counted(text, number, floor, names), number.end


def _number(text: str, start: int) -> _Number | None:
    """The number or range without unit at a position."""
    if text[start].isdigit():
        return _arabic(_ARABIC.match(text, start))
    return _chinese(text, start)


def _arabic(match: re.Match) -> _Number | None:
    if len(match["digits"]) > 16:
        return None
    words = match["digits"] + (match["scale"] or "") + (match["tail"] or "")
    scale = "".join(c for c in words if c in SCALES)
    hedged = bool(match["inner"] or match["hedge"])
    return _Number(*match.span(), arabic_number(words), None, scale, hedged, words, chinese=False)


def _chinese(text: str, start: int) -> _Number | None:
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
        return _Number(start, end, base * size, None, scale, True, digits + more, chinese=True)
    if more:
        digits += more
    ends = chinese_range(digits)
    if ends:
        return _Number(start, end, *ends, scale, hedged, digits, chinese=True)
    if "、" in digits:
        return None
    value = chinese_number(digits)
    if value is None or (value == 0):
        return None
    return _Number(start, end, value, None, scale, hedged, digits, chinese=True)


def _counted(text: str, number: _Number, floor: int, names: not_figures.Names) -> Quantity | None:
    """A number with its bounds and unit; None where it is no figure."""
    start, low, high = number.start, number.low, number.high
    if not_figures.continues(text, number.end):
        return None
    end, scale, hedged = number.end, number.scale, number.hedged
    alternative = _ALTERNATIVE.match(text, end)
    if alternative and UNIT.match(text, alternative.end("whole")):
        end = alternative.end("whole")
        if more := alternative["scale"]:
            low, scale = low * SCALES[more], scale + more
    else:
        alternative = None
    unit = UNIT.match(text, end)
    second = None
    if high is None and not alternative and not _FROM.search(text[max(0, start - 1) : start]):
        second = _second(text, number, unit)
    if second is not None:
        other, low = second
        high, scale, hedged, end = other.low, other.scale, hedged or other.hedged, other.end
        if not_figures.continues(text, end):
            return None
        unit = UNIT.match(text, end)
    if high is not None and high <= low:
        return None
    word, unit_end = "", end
    if unit is not None:
        word, unit_end = unit["word"] + (unit["per"] or ""), unit.end()
        if word == "个" and _shared_unit(text, end + 1) == "个百分点":
            word = "个百分点"
    elif number.chinese and (tenth := _TENTH.match(text, end)) and low <= 9:
        word, unit_end, low, high = "%", tenth.end(), 10 * low, high and 10 * high
    if not word and not number.chinese and number.scale:
        word = _shared_unit(text, end)
    if not _is_figure(text, number, word, end, unit_end, high is not None, names.around(start)):
        return None
    begin, lead = bounds.before(text, start, floor)
    if is_bare(number.words) and not lead and not hedged:
        return None
    if not word and not _stands_without_unit(text, number, end, lead):
        return None
    stop, trail = bounds.behind(text, unit_end)
    qualifier = bounds.qualifier(lead, trail, bounds.APPROXIMATE if hedged else "")
    numerator = denominator = None
    if word == "%" and (base := _BASE_BEHIND.match(text, stop)):
        numerator, denominator, stop = float(base[1]), float(base[2]), base.end()
    return Quantity(
        begin, stop, float(low), None if high is None else float(high), word, scale, qualifier, numerator, denominator
    )


def _second(text: str, number: _Number, unit: re.Match | None) -> tuple[_Number, float] | None:
    """The upper end of a range and the lower one in the same magnitude (3—5万 is 30,000 to 50,000)."""
    to = _TO.match(text, unit.end() if unit else number.end)
    if to is None or to.end() >= len(text):
        return None
    after = text[to.end()]
    if after.isdigit() == number.chinese or (number.chinese and after not in NUMERAL):
        return None
    other = _number(text, to.end())
    if other is None or other.high is not None or other.chinese != number.chinese:
        return None
    low = number.low
    if not number.scale and other.scale and not unit and not number.chinese:
        size = other.low / arabic_number("".join(c for c in other.words if c not in SCALES))
        low = low * size if low * size < other.low else low
    if unit and (again := UNIT.match(text, other.end)) and again["word"] != unit["word"]:
        return None
    return (other, low) if low < other.low else None


def _shared_unit(text: str, end: int) -> str:
    """The counting word that a number shares with the next one (15.5万和11万人次); empty where there is none."""
    joint = _JOINT.match(text, end)
    if joint is None or joint.end() >= len(text) or not text[joint.end()].isdigit():
        return ""
    other = _ARABIC.match(text, joint.end())
    unit = UNIT.match(text, other.end())
    return unit["word"] if unit and unit["word"] not in not_figures.LONG_TIME else ""


def _is_figure(text, number: _Number, unit: str, end: int, unit_end: int, ranged: bool, in_name: bool) -> bool:
    """Whether nothing around a number with its unit says that it counts nothing."""
    start = number.start
    if in_name and not_figures.named(text, start, unit, number.chinese):
        return False
    if not unit:
        return not (number.chinese and (number.low < 100 or len(number.words) < 3))
    if not_figures.only_locates(text, start, unit_end, unit) or not_figures.is_threshold(text, start, unit_end, unit):
        return False
    if not_figures.is_rank(text, start, unit) or (
        number.chinese and number.low <= 10 and not number.scale and unit == "元"
    ):
        return False
    if unit.startswith("次") and not_figures.is_session(text, start, end):
        return False
    small = number.chinese and number.low <= 10 and number.scale == ""
    if not ranged and not_figures.is_outline(text, unit_end, unit, small, number.low <= 10):
        return False
    if small and unit == "期" and not_figures.is_saying(text, start, end, number.words, unit):
        return False
    if number.words == "一" and not number.hedged:
        return not not_figures.is_indefinite_one(text, start, unit_end, unit)
    if small and not_figures.is_saying(text, start, end, number.words, unit):
        return False
    return not (number.words == "十" and unit == "分")


def _stands_without_unit(text: str, number: _Number, end: int, lead: str) -> bool:
    """Whether a number without a unit is a figure: before a thing counted (3000职工), or at the end of what states it."""
    year = not number.chinese and not number.scale and re.fullmatch("(?:19|20)[0-9]{2}", number.words)
    if year or not_figures.is_hotline(number.words):
        return False
    if not number.chinese and NOUN.match(text, end):
        return number.low >= 10 or bool(number.scale)
    if not number.chinese and number.scale[-1:] in ("万", "亿"):
        return True
    stated = lead or _STATED.search(text[max(0, number.start - 2) : number.start])
    return bool(stated and _ENDS.match(text, end)) and (number.low >= 100 or "." in number.words or number.scale != "")


def _percentage(text: str, start: int, floor: int) -> Quantity | None:
    """百分之九十五, 百分之三到五, 百分之3.5, 千分之二."""
    sign = _PERCENT.match(text, start)
    if sign is None or sign.end() >= len(text):
        return None
    first = _number(text, sign.end()) if text[sign.end()] in NUMERAL or text[sign.end()].isdigit() else None
    point = re.compile("([一二三四五六七八九十]{1,4})点([零一二三四五六七八九]{1,3})").match(text, sign.end())
    if first is None:
        return None
    low, high, end = first.low, first.high, first.end
    if point and chinese_number(point[1]) is not None:
        low = float(f"{chinese_number(point[1])}." + "".join(str("零一二三四五六七八九".index(c)) for c in point[2]))
        end = point.end()
    elif high is None and (to := _TO.match(text, end)) and to.end() < len(text):
        again = _PERCENT.match(text, to.end())
        at = again.end() if again else to.end()
        other = _number(text, at) if at < len(text) and (text[at] in NUMERAL or text[at].isdigit()) else None
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
    above, below = float(match[1]), float(match[2])
    if not 0 < below or above > below or below <= 31 or len(match[1]) > len(match[2]):
        return None
    return Quantity(match.start(), match.end(), 100 * above / below, None, "%", "", "exact", above, below)


def _bounded(text: str, match: re.Match, floor: int, percent: float, own: str = "") -> Quantity:
    """A share that words state, with the words that bound it."""
    begin, lead = bounds.before(text, match.start(), floor)
    stop, trail = bounds.behind(text, match.end())
    return Quantity(begin, stop, percent, None, "%", "", bounds.qualifier(own, lead, trail))


_SPECIALS = {
    **dict.fromkeys("0123456789", (_bare_rate,)),
    **dict.fromkeys("二三四五六七八九十", (_fraction,)),
    **dict.fromkeys("百千", (_percentage,)),
    **dict.fromkeys("半过一", (_half,)),
    "翻": (_doubled,),
}

"""Which figures does a clean text state?

A search for characters a number can begin with leads to expressions of bounded length, so the work is linear in the length of the text.
"""

import re

from unionreports.measures.indicators import bounds, not_figures
from unionreports.measures.indicators.counting_words import FIRST_CHARACTERS, NOUN, UNIT
from unionreports.measures.indicators.numerals import DIGITS, NUMERAL, SCALES, is_bare
from unionreports.measures.indicators.quantity import Quantity
from unionreports.measures.indicators.shares import base_behind, share_at
from unionreports.measures.indicators.written_numbers import ARABIC_DIGITS, WrittenNumber, number_at, upper_end

_TENTH = re.compile(
    "成(?P<more>[一二三四五六七八九]|(?P<hedge>[余多]))?(?!立|为|果|员|功|效|本|绩|就|长|熟|批|套|品|年|人|家|都|交|分|形|型|才|事|列|因|语|份|千|百|一|了|以下)"
)
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


def find_quantities(text: str) -> list[Quantity]:
    """Figures of a clean text in order, not overlapping.

    Numbers without a value (数百名, 几十家) are no figures. 上千名 is at least 1,000 and 近万名 approximate; 半数 is 50 %, 翻一番 a change by 100 %,
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
    share = share_at(text, start, floor)
    if share is not None:
        return (None if names.around(start) else share), share.end
    number = number_at(text, start)
    if number is None:
        return None, _NO_NUMBER.match(text, start).end()
    return _counted(text, number, floor, names), number.end


def _counted(text: str, number: WrittenNumber, floor: int, names: not_figures.Names) -> Quantity | None:
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
        second = upper_end(text, number, unit)
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
    elif low <= 9 and not scale and (tenth := _TENTH.match(text, end)):
        word, unit_end, hedged = "%", tenth.end(), hedged or tenth["hedge"] is not None
        low, high = 10 * low + DIGITS.get(tenth["more"], 0), high and 10 * high
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
    if word == "%" and (base := base_behind(text, stop)):
        numerator, denominator, stop = float(base[1]), float(base[3]), base.end()
    return Quantity(
        begin, stop, float(low), None if high is None else float(high), word, scale, qualifier, numerator, denominator
    )


def _shared_unit(text: str, end: int) -> str:
    """The counting word that a number shares with the next one (15.5万和11万人次); empty where there is none."""
    joint = _JOINT.match(text, end)
    if joint is None or text[joint.end() : joint.end() + 1] not in ARABIC_DIGITS:
        return ""
    other = number_at(text, joint.end())
    unit = other and UNIT.match(text, other.end)
    return unit["word"] if unit and unit["word"] not in not_figures.LONG_TIME else ""


def _is_figure(text, number: WrittenNumber, unit: str, end: int, unit_end: int, ranged: bool, in_name: bool) -> bool:
    """Whether nothing around a number with its unit says that it counts nothing."""
    start = number.start
    if in_name and not_figures.named(unit, number.chinese):
        return False
    if not unit:
        return not number.chinese or number.low >= 100
    if not_figures.only_locates(text, start, unit_end, unit) or not_figures.is_threshold(text, start, unit_end, unit):
        return False
    small = number.chinese and number.low <= 10 and not number.scale
    # 三元 and 十分 are names and adverbs: small sums and marks are written in digits.
    if not_figures.is_rank(text, start, unit) or (small and unit in ("元", "分")):
        return False
    if unit.startswith("次") and not_figures.is_session(text, start, end):
        return False
    if not ranged and not_figures.is_outline(text, start, unit_end, unit, small, number.low <= 10):
        return False
    if small and unit == "期" and not_figures.is_saying(text, start, end, number.words, unit):
        return False
    if number.words == "一" and not number.hedged:
        return not not_figures.is_indefinite_one(text, start, unit_end, unit)
    return not (small and not_figures.is_saying(text, start, end, number.words, unit))


def _stands_without_unit(text: str, number: WrittenNumber, end: int, lead: str) -> bool:
    """Whether a number without a unit is a figure: before a thing counted (3000职工), or at the end of what states it."""
    year = not number.chinese and not number.scale and re.fullmatch("(?:19|20)[0-9]{2}", number.words)
    if year or not_figures.is_hotline(number.words):
        return False
    if NOUN.match(text, end) and (not number.chinese or number.low >= 100):
        return number.low >= 10 or bool(number.scale)
    if not number.chinese and number.scale[-1:] in ("万", "亿"):
        return True
    stated = lead or _STATED.search(text[max(0, number.start - 2) : number.start])
    return bool(stated and _ENDS.match(text, end)) and (number.low >= 100 or "." in number.words or number.scale != "")

"""What a stated figure can truly be, and how a sum is written for a reader."""

from dataclasses import dataclass
from decimal import Decimal
import math
import re

_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
#: Figures that are told with one of these are rounded to their last digit.
_ROUNDED_FROM = 10_000
_MORE = re.compile("[余多来]")
_LESS = re.compile("近|接近|将近")


@dataclass(frozen=True)
class Finding:
    """What one comparison of figures came to.

    Attributes
    ----------
    check, verdict
        As `statement_tables.CHECKS` and `CHECK_VERDICTS` name them.
    indicator_ids
        The figures compared; a total before its parts, a rate before its counts.
    arithmetic
        The sum in figures.
    difference
        Stated less computed, in the unit of the first figure; None where nothing is computed.
    """

    check: str
    verdict: str
    indicator_ids: tuple[str, ...]
    arithmetic: str
    difference: float | None = None


def multiplier(scale: str) -> int:
    """What the words of magnitude multiply by: 万 10,000, 百万 1,000,000; 1 for none."""
    return math.prod(_SCALES.get(letter, 1) for letter in scale)


def last_place(value: float, scale: str) -> float:
    """Value of the last digit a figure is written with: 100 of 3.76万, 0.1 of 95.5, 1 of 120 and of 18余."""
    return float(multiplier(scale) * Decimal(10) ** min(_exponent(value, scale), 0))


def bounds(value: float, upper: float | None, unit: str, scale: str, qualifier: str, words: str) -> tuple[float, float]:
    """Between which numbers lies what a figure states, its rounding and its qualifier taken at their word.

    Counts without 万 or 亿 are meant as they stand; shares and decimals are rounded to their last digit. 余 and 多 reach up to
    the next number of the same roundness (100余 to 200, 1,700余 to 1,800), 近 down to the one before, other approximate
    words half as far to both sides.
    """
    if qualifier == "at_least":
        return value, math.inf
    if qualifier == "at_most":
        return -math.inf, value if upper is None else upper
    if upper is not None:
        return min(value, upper), max(value, upper)
    if qualifier == "approximate":
        # Half of the last digit that is not zero, whatever its place.
        place = float(multiplier(scale) * Decimal(10) ** _exponent(value, scale))
        if _MORE.search(words):
            return value, value + place
        return (value - place, value) if _LESS.search(words) else (value - place / 2, value + place / 2)
    place = last_place(value, scale)
    rounded = place < 1 or multiplier(scale) >= _ROUNDED_FROM or unit == "%"
    return (value - place / 2, value + place / 2) if rounded else (value, value)


def overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two figures can be the same, a last digit of the computer's arithmetic apart."""
    slack = 1e-9 * max(1.0, *(abs(end) for end in (*one, *other) if math.isfinite(end)))
    return one[0] <= other[1] + slack and other[0] <= one[1] + slack


def written(value: float, places: int = 2) -> str:
    """A number as people write it: commas, no needless zeros."""
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_unit(value: float, unit: str) -> str:
    """A number with its unit."""
    return f"{written(value)} {unit}".rstrip()


def _exponent(value: float, scale: str) -> int:
    """Power of ten of the last digit that is not zero, before the words of magnitude multiply it."""
    number = Decimal(repr(round(value / multiplier(scale), 6))).normalize()
    return 0 if not number else int(number.as_tuple().exponent)

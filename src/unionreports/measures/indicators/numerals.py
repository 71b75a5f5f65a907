"""What is a number worth, written in Arabic digits or in Chinese numerals?"""

import re

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
#: Words of magnitude beside an Arabic number (3.76万, 2千).
SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
NUMERAL = "零〇一二两三四五六七八九十百千万亿"

_DIGIT = "[一二两三四五六七八九]"
_BELOW_10000 = re.compile(
    rf"(?:(?P<thousands>{_DIGIT})千)?(?:[零〇]?(?P<hundreds>{_DIGIT})百)?"
    rf"(?:[零〇]?(?P<tens>{_DIGIT}?)十)?(?:(?P<gap>[零〇])?(?P<units>{_DIGIT}))?"
)
_ARABIC = re.compile("[0-9][0-9.,， 百千万亿]*")
_PARTS = re.compile("([0-9.,， ]+)([百千万亿]*)")
_BARE = re.compile("[百千万亿]{1,2}")
#: Two digits in a row that name the ends of a range: 三四, 七八; 三五 is the one pair with a step.
_PAIR = re.compile(rf"({_DIGIT})、?({_DIGIT})")
#: Longer ones are no number: twelve digits written out have 25 characters.
_LONGEST = 26


def arabic_number(numeral: str) -> float:
    """Value of Arabic digits with commas or blanks between thousands, and of their words of magnitude (1,200; 3.76万; 1亿2000万).

    Raises
    ------
    ValueError
        If a character is neither digit nor mark nor 百, 千, 万, 亿.
    """
    if numeral.isascii() and numeral.isdigit():
        return float(numeral)
    if not _ARABIC.fullmatch(numeral):
        raise ValueError(f"not an Arabic number: {numeral!r}; write 1200, 1,200 or 3.76万")
    total = 0.0
    for digits, scale in _PARTS.findall(numeral):
        # Decimals are shifted as text, since 0.57 * 10000 is not 5700 in floating point.
        zeros = sum(len(str(SCALES[word])) - 1 for word in scale)
        total += float(f"{digits.replace(',', '').replace('，', '').replace(' ', '')}e{zeros}")
    return total


def chinese_number(numeral: str) -> int | None:
    """Value of a Chinese numeral (三百, 一万两千, 一万二, 十五, 百, 千万).

    A last digit without its magnitude is of the next lower one (一万二 is 12,000, 三百五 is 350), as is usual in speech.

    Returns
    -------
    None where it is no cardinal number: digits in a row (二〇一五, 三五), magnitudes out of order.
    """
    if not numeral or len(numeral) > _LONGEST:
        return None
    if numeral in ("零", "〇"):
        return 0
    if _BARE.fullmatch(numeral):
        return _bare(numeral)
    for mark, size in (("亿", 100_000_000), ("万", 10_000)):
        if mark in numeral:
            # 一万亿 has its 万 before the 亿; 三亿五千万 after it.
            head, _, tail = numeral.rpartition(mark) if mark == "亿" else numeral.partition(mark)
            high, low = chinese_number(head), _tail(tail, size)
            return None if high is None or not high or low is None or low >= size else high * size + low
    match = _BELOW_10000.fullmatch(numeral)
    if match is None:
        return None
    thousands, hundreds, tens, units = (match[name] for name in ("thousands", "hundreds", "tens", "units"))
    last = DIGITS[units] if units else 0
    if units and not match["gap"] and tens is None:
        last *= 10 if hundreds else 100 if thousands else 1
    value = 1000 * DIGITS.get(thousands, 0) + 100 * DIGITS.get(hundreds, 0) + last
    return value + (0 if tens is None else 10 * DIGITS.get(tens, 1))


def chinese_decimal(whole: str, decimals: str) -> float | None:
    """Value of a numeral with digits behind 点 (二点八, 六十二点五), without the 点; None where the first part is no number."""
    value = chinese_number(whole)
    return None if value is None else float(f"{value}.{''.join(str(DIGITS[digit]) for digit in decimals)}")


def chinese_range(numeral: str) -> tuple[int, int] | None:
    """Ends of a range of two digits in a row (三四百 300 to 400, 二三十 20 to 30, 十七八 17 to 18, 三五 3 to 5), else None."""
    if len(numeral) > _LONGEST:
        return None
    pair = _PAIR.search(numeral)
    if pair is None or (pair[1] + pair[2] != "三五" and DIGITS[pair[2]] - DIGITS[pair[1]] != 1):
        return None
    low, high = (chinese_number(numeral[: pair.start()] + digit + numeral[pair.end() :]) for digit in pair.groups())
    return None if low is None or high is None else (low, high)


def is_bare(numeral: str) -> bool:
    """Whether a numeral is magnitude alone (百, 千, 万, 百万): a number only beside 近, 上, 余 and the like."""
    return _BARE.fullmatch(numeral) is not None


def _bare(numeral: str) -> int | None:
    """百 is 100 and 千万 10,000,000; 万千 and 百千 are no numbers."""
    values = [SCALES[word] for word in numeral]
    if len(values) == 2 and (values[0] >= values[1] or values[1] < 10_000):
        return None
    return values[0] * (values[1] if len(values) == 2 else 1)


def _tail(numeral: str, size: int) -> int | None:
    """What follows 万 or 亿; 0 where nothing does."""
    if not numeral:
        return 0
    gap, plain = numeral[0] in "零〇", numeral.lstrip("零〇")
    value = chinese_number(plain)
    if value is None or is_bare(plain):
        return None
    return value * size // 10 if len(plain) == 1 and plain in DIGITS and not gap else value

"""What was done to a report's characters before it reached us: zeros or dates lost, text cut off.

Each test takes clean text and says what it found with the arithmetic it rests on; an empty answer means no
finding. None decides anything about the report's use: that is `quality`.
"""

from collections.abc import Sequence
from math import comb
import re

from .left_out import button, notice

#: Share of zeros among Arabic digits that real reports do not fall below: 128 government reports of 1954-2025
#: have at least 0.08 and at the median 0.25, the intact union reports of the default corpus 0.17 to 0.42.
LEAST_ZEROS = 0.10
#: Chance at which so few zeros are no longer put down to accident. With 0.10 it is reached at 40 digits without one.
CHANCE = 0.015
#: More zeros than an editor's slip and the item numbers 10, 20 and 30 can bring in.
_MOST_ZEROS = 8
MIN_CUT_DATES = 2

_ITEM_NUMBER = re.compile(r"(?m)^[（(]?\d{1,2}[、.．)）]|[（(]\d{1,2}[)）]")

_DIGITS = re.compile(r"\d\d*")
_SENTENCE_START = set("\n。；，：")
_AFTER_DAY = set("，上下早晚至到")
_DAY = re.compile(r"月(\d{1,2})[日号]")
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_UNIT = "[万亿家人名个户件次场元项期份]"
_DOUBLE_FIGURE = re.compile(rf"（(?:近|约)?\d{{1,9}}(?:\.\d+)?(?:余|多)?{_UNIT}{{0,2}}）{_UNIT}")
#: Two double figures are two versions of the numbers; one can be a slip or an aside.
_MIN_DOUBLE = 2

_CUT_DATE = re.compile(r"，，|。\n?，|；\n?，|！\n?，|？\n?，")
_COMMA_NOISE = re.compile(r"，[、。；：）]")

_CLOSED = set("。！？；…”’》）)!?—】%")
_FOLDED_END = "…："
_OPEN_END = re.compile(r"[，、：（“‘《,]$|(?:的|和|与|及|以及|并|在|对|把|将|为|向|按照|通过|进一步|切实|广大|坚持以)$")
#: A signature, a date or a name in the last line.
_SIGNATURE = re.compile(
    r"(?:工会|委员会|联合会|办公室|公司|中心|学校|医院|街道|局|会|供稿)$|[年月日号]$|\d{4}[-./]\d{1,2}([-./]\d{1,2})?$|^[\u4e00-\u9fff ·]{2,8}$"
)
_LONG_UNIT = 40


def lost_zeros(text: str) -> str:
    """Digits without zeros, where chance does not explain it.

    With n digits of which a share of at least `LEAST_ZEROS` would be zeros, the chance of k or fewer is the lower tail
    of the binomial distribution. One zero is let pass, as an editor may have restored a year. Numbers of items do
    not count: they are mostly below 10 in any report.
    """
    if text.count("0") > _MOST_ZEROS:  # saves the closer look at nearly every text
        return ""
    digits = "".join(re.findall("[0-9]+", _ITEM_NUMBER.sub("", text)))
    n, zeros = len(digits), digits.count("0")
    if zeros > 1 or not n:
        return ""
    chance = (
        sum(comb(n, k) * LEAST_ZEROS**k * (1 - LEAST_ZEROS) ** (n - k) for k in range(zeros + 1)) if n < 2000 else 0.0
    )
    if chance >= CHANCE:
        return ""
    return f"{zeros} zeros among {n} digits; chance {chance:.4f} if at least {LEAST_ZEROS:.0%} are zeros"


def damaged_numbers(text: str) -> str:
    """Dates that lost characters, dates that cannot be, and figures given in two versions."""
    found, double = [], []
    for match in _DIGITS.finditer(text):
        number, (start, end) = match[0], match.span()
        after = text[end : end + 1]
        if after == "日":
            if _lost_separators(number, text[start - 1 : start], text[end + 1 : end + 2]):
                found.append(f"separators lost: {number}日")
        elif after == "月" and len(number) <= 2:
            day = _DAY.match(text, end)
            if not 1 <= int(number) <= 12 and (day or text[start - 1 : start] == "年"):
                found.append(f"no such date: {number}月")
            elif day and not 1 <= int(day[1]) <= _LONGEST_MONTH[int(number) - 1 if 1 <= int(number) <= 12 else 0]:
                found.append(f"no such date: {number}{day[0]}")
        elif after == "（" and (second := _DOUBLE_FIGURE.match(text, end)):
            double.append(number + second[0])
    if len(double) >= _MIN_DOUBLE:
        found.append("two versions of figures: " + ", ".join(double))
    return "; ".join(found)


def _lost_separators(number: str, before: str, after: str) -> bool:
    """Whether a number before 日 is a date without its 年 and 月: 2004827, or 513 where a sentence begins with it."""
    if len(number) in (6, 7, 8) and number[:3] in ("200", "201", "202", "203"):
        return True
    if len(number) not in (3, 4) or (before and before not in _SENTENCE_START) or after not in _AFTER_DAY:
        return False
    return any(
        1 <= int(number[:at]) <= 12 and number[at] != "0" and int(number[at:]) <= 31 and int(number[at:]) % 10
        for at in range(1, len(number) - 1)
    )


def cut_dates(text: str) -> str:
    """Places where a comma has lost what stood before it, as when dates are cut out of a text.

    Texts strewn with commas by a copying site (，、 and ，。 as often as ，，) are another damage and do not count.
    """
    found = [match.start() for match in _CUT_DATE.finditer(text)]
    noise = len(_COMMA_NOISE.findall(text))
    if len(found) < MIN_CUT_DATES or noise >= len(found):
        return ""
    quotes = ", ".join(text[max(0, at - 6) : at + 8].replace("\n", "/") for at in found[:3])
    return f"{len(found)} commas with nothing before them: {quotes}"


def truncation(text: str, spans: Sequence[tuple[int, int, str]], spliced: bool, cut_text: str = "") -> tuple[bool, str]:
    """Whether the text stops before its end, and why.

    Sure signs: the last unit ends with a comma, an opening bracket or a function word, or the text or its host says that
    a part is left out, or dots stand above a button to read on (below a full stop it proves nothing: what was folded
    away is mostly there). A missing full stop alone is a weak sign (many reports close so): it decides only in a copy from
    a document viewer (`spliced`), which shows the first pages, and where the units before it are all closed.

    Parameters
    ----------
    cut_text
        What cleaning cut inside the report or right behind it: a host's own word for what it leaves out.

    Returns
    -------
    (truncated, what was seen); the second can be told where the first is False.
    """
    missing = notice(text, cut_text)
    if missing:
        return True, f"part left out: {missing}"
    if not spans:
        return False, ""
    start, end, _ = max(spans, key=lambda span: span[1])
    last = text[start:end].rstrip()
    folded = button(cut_text)
    if folded and (last[-1:] in _FOLDED_END or last[-3:] == "..."):
        return True, f"ends with {last[-12:]!r} above {folded!r}"
    if not last or last[-1] in _CLOSED:
        return False, ""
    closing = f"ends with {last[-12:]!r}"
    if _SIGNATURE.search(last) and len(last) < _LONG_UNIT:
        return False, ""
    if _OPEN_END.search(last):
        return True, closing
    long = [text[a:b].rstrip() for a, b, _ in spans if b - a >= _LONG_UNIT and b != end]
    closed = sum(unit[-1:] in _CLOSED for unit in long)
    if len(last) >= _LONG_UNIT and long and closed >= 0.9 * len(long):
        return spliced, f"{closing}, without a full stop, while {closed} of {len(long)} other long units are closed"
    return False, ""

"""By when is a thing promised, as its words say and as a day?"""

from calendar import monthrange
from datetime import date
import re

_NUMERALS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"两": 2, "零": 0, "○": 0}
_NUMBER = r"(?:\d{1,2}|十[一二三四五六七八九]?|[一二两三四五六七八九]十?)"
_YEAR = r"(?:到|至|在)?(?:(?P<year>(?<!\d)(?:19|20)\d\d|二[〇零○][〇零○一二三四五六七八九]{2})年)?"
_YEAR_END = r"年底|年末|年终|年内|全年|本年度"
#: In the order of the text; of two that begin at one place the first alternative.
_DEADLINE = re.compile(
    rf"(?P<years>{_NUMBER})(?:个)?年(?:之内|内|左右的?时间)"
    rf"|{_YEAR}(?:的)?(?:"
    rf"(?P<month>(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]))月(?P<day>(?:[12]\d|3[01]|[1-9]))?(?:日|号)?"
    r"(?P<within>初|上旬|中旬|下旬|底|末|份|内)?(?P<before>(?:之前|以前|前)(?!后))?"
    r"|第?(?P<quarter>[一二三四1-4])季度(?:末|底|内)?(?:之前|以前|前)?"
    rf"|(?P<half>[上下]半年)(?:内|末)?(?:之前|以前|前)?|(?P<end>(?(year)(?:底|末|内)|(?:{_YEAR_END})))(?:之前|以前|前)?)"
    r"|(?:到|至)(?P<named>(?<!\d)(?:19|20)\d\d)年"
    r"|(?P<relative>明年|今年|当年|本年)(?:(?:的)?(?P<half_2>[上下]半年)|第?(?P<quarter_2>[一二三四])季度|年?(?:底|内))?"
)
#: What makes a month, a half-year or a year the time of something else: a stretch from month to month, a comparison.
_NOT_BEFORE = re.compile(r"[-—－~～至到和、]\s?\d{0,2}$|(?:较|比|同)$")
_NOT_AFTER = re.compile(r"[-—－~～]\s?\d|以来|度?(?:召开|举行)的|的基础上|[^，。；]{0,4}(?:会议|全会)精神")


def find_deadline(text: str, year: int | None) -> tuple[str, str]:
    """Last day a promise is for and the words that say so; both empty where it names none.

    Parameters
    ----------
    text
        The promise.
    year
        Year its plan is for, from which 年底, 6月底 and 三年内 (the year itself is the first) count; None where it is
        not known, and then words without a year of their own give the words alone.

    Returns
    -------
    tuple of str
        ISO date, words. Of several the one that ends last, since a promise with stages ends with the last of them.
    """
    found = [pair for match in _DEADLINE.finditer(text) if (pair := _read(match, text, year))]
    return max(found, key=lambda pair: pair[0], default=("", ""))


def _read(match: re.Match, text: str, year: int | None) -> tuple[str, str] | None:
    """Day and words of one match; None where it is not a time to be done by."""
    if _NOT_BEFORE.search(text[max(0, match.start() - 3) : match.start()]) or _NOT_AFTER.match(text, match.end()):
        return None
    words = match[0]
    if match["years"]:
        return (_day(year + _number(match["years"]) - 1, 12) if year else "", words)
    own = match["year"] or match["named"]
    if own:
        base = int("".join(c if c.isdigit() and c.isascii() else str(_NUMERALS[c]) for c in own))
        # A plan does not promise for a year that is over: such a year dates something else.
        if year and base < year:
            return None
    else:
        base = year
    if base is None:
        return "", words
    if match["month"]:
        return _month_end(base, match), words
    quarter, half = match["quarter"] or match["quarter_2"], match["half"] or match["half_2"]
    if quarter:
        return _day(base, 3 * (_number(quarter))), words
    return _day(base, 6 if half and half[0] == "上" else 12), words


def _month_end(year: int, match: re.Match) -> str:
    """Last day of 6月底前, 6月份, 6月1日前, 6月中旬; 6月前 ends with the month before."""
    month = _number(match["month"])
    if match["day"]:
        last = monthrange(year, month)[1]
        return date(year, month, min(int(match["day"]), last)).isoformat()
    if match["before"] and not match["within"]:
        return _day(year, month - 1) if month > 1 else _day(year - 1, 12)
    last = {"初": 10, "上旬": 10, "中旬": 20}.get(match["within"] or "")
    return date(year, month, last).isoformat() if last else _day(year, month)


def _day(year: int, month: int) -> str:
    """Last day of a month."""
    return date(year, month, monthrange(year, month)[1]).isoformat()


def _number(words: str) -> int:
    """A number below 100 in Arabic or Chinese numerals."""
    if words.isascii():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    return (_NUMERALS[tens] if tens else 1) * 10 * bool(ten) + (_NUMERALS[ones] if ones else 0)

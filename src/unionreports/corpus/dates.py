"""Which dates a clean Chinese text names, in digits or in Chinese numerals, whole, masked or damaged.

Recognition only: what a date says about a report is decided in `year_claims`. A search for the few
characters a date can begin with leads to one compiled expression of bounded length, so the work is linear in
the length of the text.

Forms: 2015年, 2015年度, 2015年12月, 2015年12月22日, 2015-12-22, 2015.12.22, 二〇一五年十二月二十二日, 二○○四年,
08年, 12年底, ’09, 2011-2015年, 2012-2013学年, 20xx年, 201*年, 二〇XX年, 2004827日 (separators lost), 10月份, 1-11月,
上半年, 前三季度, 今年, 五年来. A two-digit year without a mark (15年) is not read as a year, since it is as a rule a duration.
"""

from dataclasses import dataclass
import re

_ZERO = "〇○零ＯO0"
_DIGITS = {
    **{str(n): n for n in range(10)},
    **dict(zip("一二三四五六七八九", range(1, 10), strict=True)),
    "两": 2,
    **dict.fromkeys(_ZERO, 0),
}
_NINE = "一二三四五六七八九"

_YEAR = rf"(?:19[4-9]\d|20[0-4]\d|二[{_ZERO}][{_ZERO}一二三][{_ZERO}{_NINE}]|一九[四五六七八九][{_ZERO}{_NINE}])"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_TO = r"[-－—–~～至到]{1,2}"
_MASK = r"[xX×*＊_]"

_DATES = re.compile(
    "|".join((
        # Two years joined: a term, an honour, a plan or a school year.
        rf"(?P<years>(?<!\d)(?P<y1>{_YEAR})(?:年度?)?{_TO}(?P<y2>{_YEAR}|\d\d)(?P<school>学年)?(?(school)|年))",
        rf"(?P<date>(?<!\d)(?P<y>{_YEAR}) ?年(?:度| ?(?P<m>{_MONTH}) ?月(?:份| ?(?P<d>{_DAY}) ?[日号])?)?)",
        rf"(?P<iso>(?<![\d.])(?P<iy>{_YEAR})(?P<s>[-./])(?P<im>1[0-2]|0?[1-9])(?P=s)(?P<id>3[01]|[12]\d|0?[1-9])(?![\d.]))",
        r"(?P<damaged>(?<!\d)(?P<gy>20[0-4]\d)(?P<gmd>\d{2,4})日)",
        rf"(?P<masked>(?<![0-9A-Za-z])(?P<known>[12]\d{{0,2}}|二[{_ZERO}]?[一二]?)?{_MASK}{{1,4}}年)",
        r"(?P<short>(?<!\d)(?:['’‘](?P<a>[09012]\d)年?|(?P<z>0\d)年|(?P<c>[912]\d)年(?=度|底|\d{1,2}月)))",
        rf"(?P<months>(?<![\d.红第])(?P<m1>{_MONTH})月?{_TO}(?P<m2>{_MONTH})月)",
        rf"(?P<month>(?<![\d.红个十第])(?P<mm>{_MONTH}) ?月(?:份| ?(?P<md>{_DAY}) ?[日号])?)",
        r"(?P<half>[上下]半年)",
        r"(?P<quarter>前[一二三2-3](?:个)?季度|第?[一二三四1-4]季度)",
        r"(?P<relative>[今去明]年|本年度)",
        r"(?P<lasting>(?P<n>[一二两三四五六1-6])年(?:多)?来|半年来)",
    ))
)  # fmt: skip


# The expression begins with look-behinds, which the engine cannot skip ahead on: searching first for the
# characters a date can begin with is ten times as fast.
_ONE_OR_TWO, _OTHER, _WORD = f"12二一{_ZERO}", "3-9xX×*＊_'’‘三四五六七八九十两", "今去明上下"
_FIRST = re.compile(
    rf"[{_ONE_OR_TWO}{_OTHER}{_WORD}本前第半]"
    rf"(?:(?<=[{_ONE_OR_TWO}])(?=[\d{_ZERO}{_NINE}十xX×*＊_年月季 \-－—–~～至到])"
    rf"|(?<=[{_OTHER}])(?=[0-9xX×*＊_十一二月年季 -])"
    rf"|(?<=[{_WORD}])(?=[年半])|(?<=本)(?=年度)|(?<=前)(?=[一二三2-3])|(?<=第)(?=[一二三四1-4]季)|(?<=半)(?=年来))"
)


@dataclass(frozen=True)
class DateMention:
    """One date in a text.

    Attributes
    ----------
    start, end
        Position in the text, end exclusive.
    kind
        `date` (a year, with or without month and day), `years`, `school_years`, `masked`, `damaged`,
        `month`, `months`, `half`, `quarter`, `relative`, `lasting`.
    year, last_year
        The year, or the first and last one; for `masked` the bounds the visible digits leave.
    month, day, last_month
        Where the text gives them. For `half` and `quarter` the months covered.
    text
        The words.
    """

    start: int
    end: int
    kind: str
    text: str
    year: int | None = None
    last_year: int | None = None
    month: int | None = None
    last_month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """The date as far as it goes: 2015, 2015-12 or 2015-12-22; empty without a year."""
        if self.year is None:
            return ""
        return f"{self.year:04d}" + "".join(f"-{part:02d}" for part in (self.month, self.day) if part)


def number(numeral: str) -> int:
    """Value of a numeral below 100 or of digits in a row (二十二, 廿一, 12, 二〇一五).

    Raises
    ------
    ValueError
        If a character is no digit.
    """
    plain = numeral.replace("廿", "二十")
    try:
        if "十" in plain:
            tens, units = plain.split("十")
            return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[units] if units else 0)
        return int("".join(str(_DIGITS[c]) for c in plain))
    except (KeyError, ValueError) as error:
        raise ValueError(
            f"not a numeral below 100 or a row of digits: {numeral!r}; write 12, 十二 or 二〇一二"
        ) from error


def _century(two_digits: str) -> int:
    """08 is 2008 and 98 is 1998: unions' pages reach from the 1990s to the 2020s."""
    value = int(two_digits)
    return (1900 if value >= 50 else 2000) + value


def _masked(known: str | None) -> tuple[int | None, int | None]:
    """Bounds a masked year leaves: 20xx 2000-2099, 201* 2010-2019. A lone 2 (2xx, zero lost) tells nothing."""
    digits = "".join(str(_DIGITS[c]) for c in known or "")
    if len(digits) < 2 or digits[:2] not in ("19", "20"):
        return None, None
    return int(digits.ljust(4, "0")), int(digits.ljust(4, "9"))


def _month_and_day(digits: str) -> bool:
    """Whether digits in a row can be a month and a day: 827, 1012, 111."""
    return any(
        1 <= int(digits[:cut]) <= 12 and digits[cut] != "0" and 1 <= int(digits[cut:]) <= 31
        for cut in range(1, min(3, len(digits)))
    )


def _fields(match: re.Match) -> dict:
    kind, get = match.lastgroup, match.group
    if kind == "date":
        return {"year": number(get("y")), "month": get("m") and number(get("m")), "day": get("d") and number(get("d"))}
    if kind == "iso":
        return {"kind": "date", "year": number(get("iy")), "month": int(get("im")), "day": int(get("id"))}
    if kind == "years":
        first, last = number(get("y1")), get("y2")
        last = number(last) if len(last) == 4 else first - first % 100 + int(last)
        return {"kind": "school_years" if get("school") else "years", "year": first, "last_year": last}
    if kind == "damaged":
        return {"year": int(get("gy"))}
    if kind == "masked":
        return dict(zip(("year", "last_year"), _masked(get("known")), strict=True))
    if kind == "short":
        return {"kind": "date", "year": _century(get("a") or get("z") or get("c"))}
    if kind == "month":
        return {"month": number(get("mm")), "day": get("md") and number(get("md"))}
    if kind == "months":
        return {"month": number(get("m1")), "last_month": number(get("m2"))}
    if kind == "half":
        return {"month": 1, "last_month": 6} if get()[0] == "上" else {"month": 7, "last_month": 12}
    if kind == "quarter":
        which = next(_DIGITS[c] for c in get() if c in _DIGITS)
        return {"month": 1 if get()[0] == "前" else 3 * which - 2, "last_month": 3 * which}
    return {}


def find_dates(text: str) -> list[DateMention]:
    """All dates of a clean text, in order, without overlap.

    Linear in the length of the text. Words such as 今年 are found and left unresolved: a text cannot be asked
    for its own year before it is known.
    """
    found = []
    done = 0
    for first in _FIRST.finditer(text):
        if first.start() < done or (match := _DATES.match(text, first.start())) is None:
            continue
        done = match.end()
        fields = {"kind": match.lastgroup, **_fields(match)}
        if fields["kind"] == "damaged" and not _month_and_day(match["gmd"]):
            continue
        if fields["kind"] in ("years", "school_years") and fields["last_year"] < fields["year"]:
            continue
        found.append(DateMention(match.start(), match.end(), fields.pop("kind"), match.group(), **fields))
    return found

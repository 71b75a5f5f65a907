"""Is this an ISO date, and if not: which date or year was meant by what a person or a spreadsheet wrote?"""

from datetime import date
import re
import unicodedata

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
#: Letters and Chinese numerals that stand for digits: typing errors, slips of character recognition, 二〇一五.
_DIGITS = str.maketrans("IiLl|OoQZzSsB〇○零一二三四五六七八九", "1111100022558" + "000123456789")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:年度?|\.0)?")
#: 2016/3/2, 2016.3, 2016年3月2日; a time of day behind it is what spreadsheets add.
_WRITTEN = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})(?:月|(?:[-/.月]([0-9]{1,2})日?))?(?:[ T]0?0:00(?::00)?)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
#: No date is longer, however it is written.
_LONGEST = 30


def is_date(text: str) -> bool:
    """Whether a cell holds an ISO date (year, year-month or day) of the calendar, or nothing."""
    parts = _DATE.fullmatch(text)
    return not text if parts is None else _in_calendar(parts.groups())


def meant_year(text: str) -> str:
    """The year of four digits that was most likely meant (20I5, 2O15, 二〇一五, 2015年); empty where none is plain."""
    found = _YEAR.fullmatch(_with_digits(text))
    return found[1] if found else ""


def meant_date(text: str) -> str:
    """The ISO date that was most likely meant (2016/3/2, 2016年3月, 20160302, 20I6); empty where none is plain."""
    written = _with_digits(text)
    found = _WRITTEN.fullmatch(written) or _COMPACT.fullmatch(written)
    if found is None:
        return meant_year(text)
    return "-".join(part.zfill(2) for part in found.groups() if part) if _in_calendar(found.groups()) else ""


def _with_digits(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    # 二〇一六年三月二日 becomes 2016年3月2日; tens (十二月) are not translated, and nothing is guessed there.
    return unicodedata.normalize("NFKC", text).strip().translate(_DIGITS)


def _in_calendar(parts: tuple[str | None, ...]) -> bool:
    try:
        date(*(int(part or 1) for part in parts))
    except ValueError:
        return False
    return True

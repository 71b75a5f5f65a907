"""What time is a figure about (coding rule H)?"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
import re

_NUMBER = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


def _a_year(group: str) -> str:
    """Pattern of a year, by number or by its place to the report's, with names of groups that begin with `group`."""
    relative = "今年|本年度?|去年|上年度?|前年|明年|当年"
    return rf"(?:(?P<{group}year>(?:19|20)[0-9]{{2}}|(?:一九|二[〇○零])[一二三四五六七八九〇○零]{{2}})年(?:度)?|(?P<{group}relative>{relative}))"


#: What names a time, the more exact first; a year before it is that of the report unless it is said.
_TIME = re.compile(
    rf"(?P<by>截至|截止到?|到|至)?(?:{_a_year('')}的?)?(?:"
    r"(?P<from>[0-9]{1,2})月?份?(?:[上中下]旬|初)?(?:开始)?[-－—–~～至到](?P<to>[0-9]{1,2})月(?:份|底|末)?"
    r"|第?(?P<quarter>[一二三四1-4])季度|前(?P<quarters>三)(?:个)?季度|(?P<half>[上下])半年"
    r"|(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日|(?P<only>[0-9]{1,2})月(?P<end>底|末)?|(?P<close>(?:(?<=年)|年)[底末]))"
    rf"|(?:自|从){_a_year('since_')}[^，。；]{{0,8}}以来"
    rf"|(?P<reach>截至|截止到?|到|至)?{_a_year('whole_')}(?:以来|全年|期间|年?内|里)?"
    r"|(?:过去的?|近|前)?(?P<years>[两二三四五六七八九])年(?:多)?(?:来|间|中|里)|(?P<term>本届|届内|任期|任职以来)"
    r"|(?P<now>截至目前|截止目前|目前为止|到目前|目前|现在|现(?=有|共))"
    r"|(?P<this>一年来|全年|年内|年中|本年|年初以来)"
)
#: What stands before a time that a change is only counted from.
_BASE = ("比", "较", "与", "同", "和", "过")
_BASE_BEHIND = ("同期", "相比", "底的", "基础")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SHIFT = {"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "去年": -1, "上年": -1, "上年度": -1, "前年": -2, "明年": 1}
#: Words that tell how much there is, not how much was done.
_STOCK = re.compile("共有|现有|拥有|截至|截止|总数|目前[^，。；]{0,4}[有达]|在册|在档|累计[^，。；]{0,3}达")


@dataclass(frozen=True)
class ReportTimes:
    """What the table `reports` says of the time of one report; None for what is not known."""

    start: date | None
    end: date | None
    year: int | None
    kind: str

    @property
    def plan_year(self) -> int | None:
        """Year a plan of this report is for: a report on a whole year plans the next one."""
        if self.year is None:
            return None
        return self.year + 1 if self.kind in ("annual", "term") else self.year

    @property
    def planned(self) -> str:
        """Interval a plan of this report is for; empty where it is not known."""
        if self.kind == "plan" and self.start and self.end:
            return interval(self.start, self.end)
        if self.kind == "half_year" and self.end and self.end.month == 6:
            return interval(date(self.end.year, 7, 1), date(self.end.year, 12, 31))
        if self.kind in ("annual", "plan") and self.plan_year:
            return interval(date(self.plan_year, 1, 1), date(self.plan_year, 12, 31))
        return ""

    @property
    def reported(self) -> str:
        """Interval the report is about."""
        return interval(self.start, self.end) if self.start or self.end else ""


def interval(start: date | None, end: date | None) -> str:
    """ISO 8601 interval of days; an end that is not known is empty."""
    return f"{start or ''}/{end or ''}"


def period_of(
    text: str, at: int, times: ReportTimes, status: str, plan: bool, stock: bool, change: bool = False
) -> tuple[str, str]:
    """Period of the figure at position `at` of its sentence, and the words that say so.

    Parameters
    ----------
    text
        The sentence, or the stretch of it before the figure and its clause.
    times
        Of its report.
    status
        Of the figure.
    plan
        Whether its unit is part of a plan: relative years count from the plan's.
    stock
        Whether its measure says what there is.
    change
        Whether it is a change, which takes time.
    """
    year = times.plan_year if plan else times.year
    clause = text[max(0, text.rfind("，", 0, at)) : at + 1]
    level = not change and (stock or _STOCK.search(clause) is not None)
    found, words = None, ""
    for match in _TIME.finditer(text, 0, at):
        if text[max(0, match.start() - 1) : match.start()] in _BASE or text.startswith(_BASE_BEHIND, match.end()):
            continue
        if "基础上" in text[match.end() : at]:
            continue
        if match.group("day") and not match.group("by") and "，" in text[match.end() : at]:
            # A day says when the event of its own clause was.
            continue
        named = _named(match, year, times, plan)
        if named:
            found, words = named, match.group()
    if found is None:
        if status == "target":
            return times.planned if plan else "", ""
        if level and times.end:
            return interval(None, times.end), ""
        return times.reported, ""
    start, end = found
    return interval(None if level and end else start, end), words


def _named(match: re.Match, year: int | None, times: ReportTimes, plan: bool) -> tuple[date | None, date | None] | None:
    """First and last day of the time that words name; None where they name none that is known."""
    g = match.group
    if g("now"):
        return (None, times.end) if times.end else None
    if plan and (g("this") or g("whole_relative") in ("今年", "本年", "本年度", "当年")):
        return (date(year, 1, 1), date(year, 12, 31)) if year else None
    if g("this"):
        return (times.start, times.end) if times.start and times.end else None
    if g("years"):
        return (date(times.end.year - _NUMBER[g("years")] + 1, 1, 1), times.end) if times.end else None
    if g("term"):
        return (times.start, times.end) if times.kind == "term" and times.start else None
    if g("since_year") or g("since_relative"):
        first = _year(g("since_year"), g("since_relative"), year)
        return (date(first, 1, 1), times.end) if first else None
    if g("whole_year") or g("whole_relative"):
        whole = _year(g("whole_year"), g("whole_relative"), year)
        if whole is None:
            return None
        if match.group().endswith("以来") and g("whole_year"):
            return date(whole, 1, 1), times.end
        if whole == times.year and times.start and times.end and not g("whole_year"):
            return times.start, times.end
        return None if g("reach") else date(whole, 1, 1), date(whole, 12, 31)
    of = _year(g("year"), g("relative"), year)
    if of is None:
        return None
    return _part_of_year(match, of)


def _part_of_year(match: re.Match, year: int) -> tuple[date | None, date] | None:
    g = match.group
    if g("close"):
        return None, date(year, 12, 31)
    if g("day"):
        month, day = int(g("month")), int(g("day"))
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
            return None
        return None if g("by") else date(year, month, day), date(year, month, day)
    if g("from"):
        first, last = int(g("from")), int(g("to"))
    elif g("quarter"):
        last = 3 * (_NUMBER.get(g("quarter")) or int(g("quarter")))
        first = last - 2
    elif g("quarters"):
        first, last = 1, 9
    elif g("half"):
        first, last = (1, 6) if g("half") == "上" else (7, 12)
    else:
        first = last = int(g("only"))
    if not 1 <= first <= last <= 12:
        return None
    end = date(year, last, monthrange(year, last)[1])
    return None if g("by") or g("end") else date(year, first, 1), end


def _year(stated: str | None, relative: str | None, year: int | None) -> int | None:
    if stated:
        return int(stated.translate(_DIGITS))
    return year if year is None or relative is None else year + _SHIFT[relative]

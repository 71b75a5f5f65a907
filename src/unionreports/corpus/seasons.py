"""Which part of a year does a report cover: a half-year, some quarters, some months?

Each rule looks at one place (title, announcement, heading, opening, plan) and answers with a kind or with None.
"""

import re

from .dates import DateMention
from .report_view import KindFound, Report, found_at, season_of
from .report_words import PLAN, REVIEW

HALF = re.compile(r"半年(?:来|的)?(?:工会)?(?:工作)?(?:的)?" + REVIEW + r"|半年来")
#: What stands between a season that opens a report and the body that reports.
_OPENS_REVIEW = re.compile(r"，|以来|[^。；，\n]{0,14}(?:工会|总工会)")
_YEAR_REVIEWED = re.compile(r"全年(?:工会)?工作(?:总结|情况|回顾|汇报)|年终总结|一年来")
_FRAME = re.compile(r"(?:现将|将|把|总结|回顾|汇报)[^。；\n]{0,24}\Z")
_FOURTH_QUARTER = re.compile(r"(?:第四|四)季度[^。；\n]{0,12}(?:要|将|打算|计划|工作)")
_WHOLE_YEAR = re.compile(r"一年来|明年|来年|全年工作")
NEXT_YEAR = re.compile(r"明年|来年|下一年|新的一年")


def title_season(report: Report) -> KindFound | None:
    """A season that the title reviews; one it only plans is passed over."""
    for m in report.mentions:
        season = season_of(m) if m.start < report.head else None
        after = report.title[m.end : m.end + 40].split("\n", 1)[0]
        if season and re.match(r"[^。；，\n]{0,12}?" + REVIEW, after):
            return found_at(*season, m, True, "the title reviews the season")
    return None


def announced_season(report: Report) -> KindFound | None:
    """A season in a sentence that announces the review: 现将上半年工作情况汇报如下."""
    for m in report.mentions:
        if m.start >= report.opening:
            return None
        season = season_of(m)
        after = report.text[m.end : m.end + 40].split("\n", 1)[0]
        planned = not re.match(r"[^。；，\n]{0,12}?" + REVIEW, after) and re.match(r"[^。；，\n]{0,10}?" + PLAN, after)
        if season and not planned and _FRAME.search(report.text[max(0, m.start - 30) : m.start]):
            return found_at(*season, m, True, "the opening announces the season")
    return None


def half(report: Report) -> KindFound | None:
    half = HALF.search(report.text, 0, report.opening)
    if half:
        return found_at("half_year", (1, 6), half, True, "half-year reviewed")
    return None


def heading_season(report: Report) -> KindFound | None:
    """A heading (a short line without full stop) that reviews a season, in a report not of the whole year."""
    if _WHOLE_YEAR.search(report.text):
        return None
    for m in report.mentions:
        if m.start >= report.head and season_of(m):
            line = report.line(m.start)
            if len(line) <= 40 and "。" not in line and re.search(REVIEW, line):
                return found_at(*season_of(m), m, True, "a heading reviews the season")
    return None


def opening_season(report: Report) -> KindFound | None:
    """The body opens with a season (2014年一季度，县总工会…), and no later one and no whole year is reviewed."""
    start, stop = report.sentence
    for m in report.mentions:
        season = season_of(m) if start <= m.start < min(stop, start + 14) else None
        if season and "，" not in report.text[start : m.start] and _OPENS_REVIEW.match(report.text, m.end):
            if _YEAR_REVIEWED.search(report.text) or NEXT_YEAR.search(report.text) or _later_season(report, m):
                return None
            return found_at(*season, m, False, "opens with the season")
    return None


def _later_season(report: Report, first: DateMention) -> bool:
    """Whether a line of the review begins with a season after the first: the text goes through the year."""
    for m in report.mentions:
        if m.kind in ("half", "quarter") and m.month > first.last_month and report.text[m.start - 1 : m.start] == "\n":
            ahead = re.match(r"[^。；，\n]{0,12}?(?:" + PLAN + "|将|要|拟)", report.text[m.end : m.end + 30])
            if not ahead and not any(a <= m.start < b for a, b in report.plan_spans):
                return True
    return False


def season_ahead(report: Report) -> KindFound | None:
    """What the plan speaks of is still ahead: the second half-year, the fourth quarter."""
    if NEXT_YEAR.search(report.text):
        return None
    second = [
        m for m in report.mentions
        if m.kind == "half" and m.month == 7
        and (any(a <= m.start < b for a, b in report.plan_spans) or report.text[m.start - 1 : m.start] in ("", "\n"))
    ]  # fmt: skip
    if len(second) >= 2:
        return found_at("half_year", (1, 6), second[0], False, "plans the second half-year, so reviews the first")
    quarter = _FOURTH_QUARTER.search(report.text, len(report.text) * 2 // 3)
    return found_at("part_year", (1, 9), quarter, False, "the fourth quarter is still ahead") if quarter else None

"""What stretch of time a report covers: a year, a half-year, some months, a term of office, or the future only.

Rules of the genre, in this order, the first that fits decides: what the title says; how the opening announces
the review; headings; in the end the season of which the plan speaks (a report that plans the second
half-year reviews the first; one that closes with the fourth quarter reviews three quarters).
"""

from collections.abc import Sequence
from dataclasses import dataclass
import re

from .dates import DateMention

REVIEW = r"(?:总结|回顾|小结|汇报|述职|盘点|(?:工作|进展|完成|开展|整体|总体)情况)"
PLAN = r"(?:要点|计划|打算|安排|思路|部署|意见|主要任务|工作任务|目标任务|总体要求|总要求|重点工作|工作重点|展望|设想|建议)"

_TERM_MEETING = re.compile(
    r"第?[一二三四五六七八九十\d]{1,3}[次届](?:工会)?(?:会员)?代表大会(?!第[二三四五六七八九十]次|[二三四五六七八九十]次)"
)
_TERM_SPAN = re.compile(r"(?:过去|这)(?:的)?[三四五六3-6]年|[三四五六3-6]年(?:多)?来(?:的)?工作?|上次代表大会以来")
_TERM_FUTURE = re.compile(r"今后[三四五六3-6]年|未来[三四五六3-6]年")
_PLAN_TITLE = re.compile(PLAN)
_REVIEW_TITLE = re.compile(r"总结|回顾|小结|报告|汇报|情况|述职")
_ANNUAL = re.compile(
    r"年度|全年|年终|年末|一年来|这一年"
    r"|(?:(?<!半)年|[xX×*]) ?(?:工会|的)?(?:主要|重点)?工作(?:总结|回顾|小结|汇报|(?:整体|总体|完成|开展)?情况|报告|\n)"
    r"|[\dxX×*]年[^。；，\n]{0,8}工会工作"
)
_HALF = re.compile(r"半年(?:来|的)?(?:工会)?(?:工作)?(?:的)?" + REVIEW + r"|半年来")
_OPENING = re.compile(r"\s*[^。；，\n]{0,8}?上半年(?=，)")
_FRAME = re.compile(r"(?:现将|将|把|总结|回顾|汇报)[^。；\n]{0,24}\Z")
_FOURTH_QUARTER = re.compile(r"(?:第四|四)季度[^。；\n]{0,12}(?:要|将|打算|计划|工作)")
_NEXT_YEAR = re.compile(r"明年|来年|下一年|新的一年")
_UNION_REPORT = re.compile(r"工作(?:总结|报告|汇报)|年终总结")
_PLAN_HEADING = re.compile(
    r"^[^。；，\n]{0,8}(?:\d{4} ?年|[xX×*\d]{2,4}年|明年|来年|今年|下半年|下一步|下一年|今后)[^。；\n]{0,20}?" + PLAN + r"[^。；\n]{0,20}$",
    re.MULTILINE,
)


def plan_from_heading(text: str) -> list[tuple[int, int]]:
    """The stretch after the first heading that announces a plan, where the outline gives no plan."""
    for found in _PLAN_HEADING.finditer(text, head_end(text)):
        if not re.search(REVIEW, found[0]):
            return [(found.end(), len(text))]
    return []


@dataclass(frozen=True)
class KindFound:
    """Kind of a report, the months of the year it reviews, and the span the judgement rests on.

    `stated` is whether the report says so of itself; `months` is (1, 12) where the whole year is meant.
    """

    kind: str
    months: tuple[int, int]
    start: int
    end: int
    stated: bool
    says: str


def head_end(text: str) -> int:
    """Where the title block ends: before the salutation, the first heading or the first line of prose."""
    position = 0
    for number, line in enumerate(text[:1200].split("\n")):
        prose = len(line) > 60 or (line.endswith(("。", "；")) and len(line) > 20)
        opens = re.match(r"(?:各位|同志们|尊敬的|[一二三]、|[（(]一[）)]|第一[，部、])", line)
        if prose or opens or number > 8:
            break
        position += len(line) + 1
    return min(position, len(text))


def _season(mention: DateMention) -> tuple[str, tuple[int, int]] | None:
    """Kind and months of a season: 上半年, 前三季度, 1-11月; a whole year of months is no season."""
    if mention.kind == "half":
        return "half_year", (mention.month, mention.last_month)
    if mention.kind == "quarter" or (mention.kind == "months" and mention.month <= mention.last_month):
        months = (mention.month, mention.last_month)
        if months in ((1, 6), (7, 12)):
            return "half_year", months
        return ("part_year", months) if months != (1, 12) else None
    return None


def _seasonal(text: str, mentions: Sequence[DateMention], until: int, framed: bool) -> KindFound | None:
    """The first season before `until` that is reviewed; with `framed`, only one in a sentence that announces a review."""
    for m in mentions:
        if m.start >= until:
            break
        season = _season(m)
        line = text.find("\n", m.end, m.end + 40)
        after = text[m.end : line if line >= 0 else m.end + 40]
        review = re.match(r"[^。；，\n]{0,12}?" + REVIEW, after)
        if season is None or (not review and re.match(r"[^。；，\n]{0,10}?" + PLAN, after)):
            continue
        if review and not framed or framed and _FRAME.search(text[max(0, m.start - 30) : m.start]):
            return KindFound(*season, m.start, m.end + (review.end() if review else 0), True, "season reviewed")
    return None


def _line(text: str, at: int) -> str:
    """The line a position stands in, as far as 200 characters to either side: a page can be one line."""
    end = text.find("\n", at, at + 200)
    begin = text.rfind("\n", max(0, at - 200), at) + 1 or max(0, at - 200)
    return text[begin : end if end >= 0 else at + 200]


def _in_plan(start: int, plan_spans: Sequence[tuple[int, int]]) -> bool:
    return any(a <= start < b for a, b in plan_spans)


def find_kind(text: str, mentions: Sequence[DateMention], plan_spans: Sequence[tuple[int, int]]) -> KindFound | None:
    """Kind of a report from its clean text, its dates and the spans of its plan; None where nothing tells."""
    head = head_end(text)
    title = text[:head]
    opening = min(len(text), head + 700)
    found = _seasonal(text, mentions, head, framed=False)
    if found:
        return found
    term = _TERM_MEETING.search(title)
    span = _TERM_SPAN.search(text, 0, opening)
    future = _TERM_FUTURE.search(text)
    heading = span and len(_line(text, span.start())) <= 30 and _ANNUAL.search(title) is None
    if "职工代表" not in title and "职代会" not in title and (term or (span and (future or heading))):
        at = span or term
        return KindFound("term", (1, 12), at.start(), at.end(), True, "report to a congress on a term of office")
    plan = _PLAN_TITLE.search(title)
    planned = sum(b - a for a, b in plan_spans)
    if plan and not _REVIEW_TITLE.search(title):
        return KindFound("plan", _planned_months(title, mentions), plan.start(), plan.end(), True, "title of a plan")
    half = _HALF.search(title)
    annual = None if half else _ANNUAL.search(title)
    if annual:
        return KindFound("annual", (1, 12), annual.start(), annual.end(), True, "title of a yearly report")
    for until, framed in ((opening, True), (len(text), False)):
        found = _heading_season(text, mentions, head, until) if not framed else _seasonal(text, mentions, until, framed)
        if found:
            return found
    half = half or _HALF.search(text, 0, opening)
    if half:
        return KindFound("half_year", (1, 6), half.start(), half.end(), True, "half-year reviewed")
    begins = _OPENING.match(text, head)
    if begins and not _ANNUAL.search(text) and not _NEXT_YEAR.search(text):
        return KindFound("half_year", (1, 6), begins.start(), begins.end(), False, "opens with the half-year")
    return _from_body(text, mentions, plan_spans, planned)


def _planned_months(title: str, mentions: Sequence[DateMention]) -> tuple[int, int]:
    for m in mentions:
        if m.start < len(title) and (season := _season(m)):
            return season[1]
    return (1, 12)


def _heading_season(text: str, mentions: Sequence[DateMention], head: int, until: int) -> KindFound | None:
    """A heading (a short line without full stop) that reviews a season."""
    for m in mentions:
        if head <= m.start < until and _season(m):
            line = _line(text, m.start)
            if len(line) <= 40 and "。" not in line and re.search(REVIEW, line):
                return KindFound(*_season(m), m.start, m.end, True, "heading reviews the season")
    return None


def _from_body(text, mentions, plan_spans, planned) -> KindFound | None:
    """What is left: words of the plan and of the close."""
    annual = _ANNUAL.search(text) or re.search(r"一年来|全年", text)
    later = [m for m in mentions if m.kind == "half" and m.month == 7]
    planned_half = [m for m in later if _in_plan(m.start, plan_spans) or text[m.start - 1 : m.start] in ("", "\n")]
    if len(planned_half) >= 2 and not _NEXT_YEAR.search(text):
        m = planned_half[0]
        return KindFound("half_year", (1, 6), m.start, m.end, False, "plans the second half-year, so reviews the first")
    quarter = _FOURTH_QUARTER.search(text, max(0, len(text) - len(text) // 3))
    if quarter and not _NEXT_YEAR.search(text):
        return KindFound("part_year", (1, 9), quarter.start(), quarter.end(), False, "the fourth quarter is still ahead")
    if plan_spans and planned >= 0.85 * len(text):
        return KindFound("plan", (1, 12), *plan_spans[0], False, "nearly all of the text is plan")
    following = _NEXT_YEAR.search(text)
    best = annual or following or _UNION_REPORT.search(text, 0, 400)
    if best:
        return KindFound("annual", (1, 12), best.start(), best.end(), False, "speaks of a whole year" if annual else "no part of the year is singled out")
    return None

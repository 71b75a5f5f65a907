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
    r"第?[一二三四五六七八九十\d]{1,3}[次届](?:工会)?(?:会员)?代表大会(?!精神|第[二三四五六七八九十]次|[二三四五六七八九十]次)"
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
#: Share of a text that is plan from which on it is taken for a plan.
_MOSTLY = 0.85
_WHOLE_YEAR = re.compile(r"一年来|明年|来年|全年工作")
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


@dataclass(frozen=True)
class _Report:
    """What the rules look at: the text, its dates, the spans of its plan, and where its title block ends."""

    text: str
    mentions: Sequence[DateMention]
    plan_spans: Sequence[tuple[int, int]]
    head: int

    @property
    def title(self) -> str:
        return self.text[: self.head]

    @property
    def opening(self) -> int:
        """Where the opening ends, in which a report announces what it reviews."""
        return min(len(self.text), self.head + 700)

    def line(self, at: int) -> str:
        """The line a position stands in, as far as 200 characters to either side: a page can be one line."""
        end = self.text.find("\n", at, at + 200)
        begin = self.text.rfind("\n", max(0, at - 200), at) + 1 or max(0, at - 200)
        return self.text[begin : end if end >= 0 else at + 200]


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


def _found(kind: str, months: tuple[int, int], at: re.Match | DateMention, stated: bool, says: str) -> KindFound:
    start, end = (at.start, at.end) if isinstance(at, DateMention) else at.span()
    return KindFound(kind, months, start, end, stated, says)


def _title_season(report: _Report) -> KindFound | None:
    """A season that the title reviews; one it only plans is passed over."""
    for m in report.mentions:
        season = _season(m) if m.start < report.head else None
        after = report.title[m.end : m.end + 40].split("\n", 1)[0]
        if season and re.match(r"[^。；，\n]{0,12}?" + REVIEW, after):
            return _found(*season, m, True, "the title reviews the season")
    return None


def _term(report: _Report) -> KindFound | None:
    """A report to a congress: named in the title, or a span of years with its future, or as a heading."""
    if "职工代表" in report.title or "职代会" in report.title:
        return None
    meeting = _TERM_MEETING.search(report.title)
    span = _TERM_SPAN.search(report.text, 0, report.opening)
    heading = span and len(report.line(span.start())) <= 30 and not _ANNUAL.search(report.title)
    if meeting or (span and (heading or _TERM_FUTURE.search(report.text))):
        return _found("term", (1, 12), span or meeting, True, "report on a term of office")
    return None


def _plan_title(report: _Report) -> KindFound | None:
    plan = _PLAN_TITLE.search(report.title)
    if not plan or _REVIEW_TITLE.search(report.title):
        return None
    seasons = [_season(m) for m in report.mentions if m.start < report.head]
    months = next((season[1] for season in seasons if season), (1, 12))
    return _found("plan", months, plan, True, "title of a plan")


def _annual_title(report: _Report) -> KindFound | None:
    annual = None if _HALF.search(report.title) else _ANNUAL.search(report.title)
    return _found("annual", (1, 12), annual, True, "title of a yearly report") if annual else None


def _announced_season(report: _Report) -> KindFound | None:
    """A season in a sentence that announces the review: 现将上半年工作情况汇报如下."""
    for m in report.mentions:
        if m.start >= report.opening:
            return None
        season = _season(m)
        after = report.text[m.end : m.end + 40].split("\n", 1)[0]
        planned = not re.match(r"[^。；，\n]{0,12}?" + REVIEW, after) and re.match(r"[^。；，\n]{0,10}?" + PLAN, after)
        if season and not planned and _FRAME.search(report.text[max(0, m.start - 30) : m.start]):
            return _found(*season, m, True, "the opening announces the season")
    return None


def _heading_season(report: _Report) -> KindFound | None:
    """A heading (a short line without full stop) that reviews a season, in a report not of the whole year."""
    if _WHOLE_YEAR.search(report.text):
        return None
    for m in report.mentions:
        if m.start >= report.head and _season(m):
            line = report.line(m.start)
            if len(line) <= 40 and "。" not in line and re.search(REVIEW, line):
                return _found(*_season(m), m, True, "a heading reviews the season")
    return None


def _half(report: _Report) -> KindFound | None:
    half = _HALF.search(report.text, 0, report.opening)
    if half:
        return _found("half_year", (1, 6), half, True, "half-year reviewed")
    begins = _OPENING.match(report.text, report.head)
    if begins and not _ANNUAL.search(report.text) and not _NEXT_YEAR.search(report.text):
        return _found("half_year", (1, 6), begins, False, "opens with the half-year")
    return None


def _season_ahead(report: _Report) -> KindFound | None:
    """What the plan speaks of is still ahead: the second half-year, the fourth quarter."""
    if _NEXT_YEAR.search(report.text):
        return None
    second = [
        m for m in report.mentions
        if m.kind == "half" and m.month == 7
        and (any(a <= m.start < b for a, b in report.plan_spans) or report.text[m.start - 1 : m.start] in ("", "\n"))
    ]  # fmt: skip
    if len(second) >= 2:
        return _found("half_year", (1, 6), second[0], False, "plans the second half-year, so reviews the first")
    quarter = _FOURTH_QUARTER.search(report.text, len(report.text) * 2 // 3)
    return _found("part_year", (1, 9), quarter, False, "the fourth quarter is still ahead") if quarter else None


def _mostly_plan(report: _Report) -> KindFound | None:
    planned = sum(b - a for a, b in report.plan_spans)
    if report.plan_spans and planned >= _MOSTLY * len(report.text):
        return KindFound("plan", (1, 12), *report.plan_spans[0], False, "nearly all of the text is plan")
    return None


def _annual_body(report: _Report) -> KindFound | None:
    annual = _ANNUAL.search(report.text)
    if annual:
        return _found("annual", (1, 12), annual, False, "speaks of a whole year")
    other = _NEXT_YEAR.search(report.text) or _UNION_REPORT.search(report.text, 0, 400)
    return _found("annual", (1, 12), other, False, "no part of the year is singled out") if other else None


_RULES = (
    _title_season, _term, _plan_title, _annual_title, _announced_season, _heading_season, _half, _season_ahead,
    _mostly_plan, _annual_body,
)  # fmt: skip


def find_kind(text: str, mentions: Sequence[DateMention], plan_spans: Sequence[tuple[int, int]]) -> KindFound | None:
    """Kind of a report from its clean text, its dates and the spans of its plan; None where nothing tells."""
    report = _Report(text, mentions, plan_spans, head_end(text))
    return next((found for rule in _RULES if (found := rule(report))), None)

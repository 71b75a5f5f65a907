"""What stretch of time a report covers: a year, a half-year, some months, a term of office, or the future only.

Rules of the genre, in this order, the first that fits decides: what the title says; how the opening announces
the review; headings; the season of which the plan speaks (a report that plans the second half-year reviews the
first; one that closes with the fourth quarter reviews three quarters); words for a whole year. Where all of these
are silent, the title the host gives, and in the end the opening sentence: a review that begins with 2016年，X总工会在…
and singles out no part of that year is the year's.
"""

from collections.abc import Sequence
from dataclasses import replace
import re

from .dates import DateMention, find_dates
from .passage import Passage
from .report_view import KindFound, Report, found_at, season_of
from .report_words import PLAN, REVIEW, head_end
from .seasons import (
    HALF, NEXT_YEAR, announced_season, half, heading_season, opening_season, season_ahead, title_season
)  # fmt: skip

_TERM_MEETING = re.compile(
    r"第?[一二三四五六七八九十\d]{1,3}[次届](?:工会)?(?:会员)?代表大会(?!精神|第[二三四五六七八九十]次|[二三四五六七八九十]次)"
)
_TERM_SPAN = re.compile(
    r"(?:过去|这)(?:的)?[三四五六3-6]年|(?<!近)[三四五六3-6]年(?:多)?(?:以)?来|(?:上次|上届)[^。；，\n]{0,8}(?:代表大会以来|委员会的?工作回顾)"
)
_TERM_FUTURE = re.compile(r"今后[三四五六3-6]年|未来[三四五六3-6]年|下一?届(?:工会)?委员会")
#: The body whose term ends: 第十届工会委员会工作报告, 受第五届委员会委托.
_TERM_BODY = re.compile(
    r"第?[一二三四五六七八九十\d]{1,3}届[^。；，\n]{0,8}委员会(?!第)[^。；，\n]{0,4}(?:工作报告|委托|向大会)"
)
_PLAN_TITLE = re.compile(PLAN)
#: 现将《…要点》印发给你们, 关于印发《…》的通知: what is sent around decides.
_SENT = re.compile(
    r"(?:印发|下发|转发)《(?P<a>[^《》\n]{2,40})》|《(?P<b>[^《》\n]{2,40})》(?:予以)?(?:印发|下发|转发)"
)
_PLAN_HEAD = re.compile(
    r"[一二三四五]、[^。；，：\n]{0,20}(?:年|月|季度|下一步|今后|下一阶段)[^。；，：\n]{0,14}(?:要点|计划|打算|安排|思路|设想|展望|总体要求)[^。；，\n]{0,8}(?=\n)"
)
_PLAN_OPENS = re.compile(
    r"[\dxX×*〇零一二]年[^。；，\n]{0,24}(?:总体要求|总要求|总体思路|基本思路|工作思路|指导思想|主要任务|工作目标|目标任务|工作要点)[^。；，\n]{0,8}?(?:是|为|：)"
)
_REVIEW_TITLE = re.compile(r"总结|回顾|小结|报告|汇报|情况|述职")
_ANNUAL = re.compile(
    r"年度|全年|年终|年末|一年来|这一年"
    r"|(?:(?<!半)年|[xX×*]) ?(?:工会|的)?(?:主要|重点)?工作(?:总结|回顾|小结|汇报|(?:整体|总体|完成|开展)?情况|报告|\n)"
    r"|[\dxX×*]年[^。；，\n]{0,8}工会工作"
)
_REVIEWED = re.compile(r"[^。；，\n]{0,14}?" + REVIEW)
#: Share of a text that is plan from which on it is taken for a plan.
_MOSTLY = 0.85
_UNION_REPORT = re.compile(r"工作(?:总结|报告|汇报)|年终总结")
_GENRE_TITLE = re.compile(
    r"(?:工会|总工会|年度|年终|工作)[^。；，|>\n]{0,16}(?:总结|报告|汇报|要点|计划|打算|回顾|小结|回眸|亮点)(?!相关|推荐)"
)
_LONGEST_TITLE = 60


def _term(report: Report) -> KindFound | None:
    """A report to a congress: named in the title, or a span of years with its future, or as a heading."""
    if "职工代表" in report.title or "职代会" in report.title:
        return None
    meeting = _TERM_MEETING.search(report.title)
    span = _TERM_SPAN.search(report.text, 0, report.opening)
    heading = span and len(report.line(span.start())) <= 30 and not _ANNUAL.search(report.title)
    body = span and _TERM_BODY.search(report.text, 0, report.opening)
    opens = span and span.start() - report.sentence[0] <= 2 and not _ANNUAL.search(report.text)
    if meeting or (span and (heading or body or opens or _TERM_FUTURE.search(report.text))):
        return found_at("term", (1, 12), span or meeting, True, "report on a term of office")
    return None


def _sent_around(report: Report) -> KindFound | None:
    """A plan with a covering notice, which has its own number, date and addressees."""
    for sent in _SENT.finditer(report.text, 0, report.opening):
        name = sent["a"] or sent["b"]
        if re.search(PLAN, name) and not _REVIEW_TITLE.search(name):
            return found_at("plan", (1, 12), sent, True, "a plan sent around with a notice")
    return None


def _plan_title(report: Report) -> KindFound | None:
    plan = _PLAN_TITLE.search(report.title) or _PLAN_HEAD.match(report.text, report.head)
    if not plan or _REVIEW_TITLE.search(report.title) or _REVIEW_TITLE.search(plan[0]):
        return None
    seasons = [season_of(m) for m in report.mentions if m.start < report.head]
    months = next((season[1] for season in seasons if season), (1, 12))
    return found_at("plan", months, plan, True, "title of a plan")


def _annual_title(report: Report) -> KindFound | None:
    annual = None if HALF.search(report.title) else _ANNUAL.search(report.title)
    return found_at("annual", (1, 12), annual, True, "title of a yearly report") if annual else None


def _plan_opens(report: Report) -> KindFound | None:
    """The body opens with what a plan opens with: 2012年全县工会工作的总体要求是."""
    found = _PLAN_OPENS.search(report.text, *report.sentence)
    if found and not re.search(REVIEW, report.text[: report.sentence[1]]):
        return found_at("plan", (1, 12), found, False, "opens with the aims of a plan")
    return None


def _mostly_plan(report: Report) -> KindFound | None:
    planned = sum(b - a for a, b in report.plan_spans)
    if report.plan_spans and planned >= _MOSTLY * len(report.text):
        return KindFound("plan", (1, 12), *report.plan_spans[0], False, "nearly all of the text is plan")
    return None


def _annual_body(report: Report) -> KindFound | None:
    annual = _ANNUAL.search(report.text)
    if annual:
        return found_at("annual", (1, 12), annual, False, "speaks of a whole year")
    ahead = NEXT_YEAR.search(report.text)
    return found_at("annual", (1, 12), ahead, False, "plans the next year") if ahead else None


def _host_title(report: Report) -> KindFound | None:
    """What a title that the host gives says, as the text itself is silent; hosts rename years, seldom seasons."""
    opening = report.opens_with
    next_year = opening and opening.year and any(m.year == opening.year + 1 for m in report.mentions)
    for passage in report.titles:
        title = passage.text
        if len(title) > _LONGEST_TITLE or "\n" in title or not _GENRE_TITLE.search(title):
            continue
        own = Report(title, find_dates(title), (), len(title))
        found = title_season(own) or half(own) or _plan_title(own) or _annual_title(own)
        if found and not (next_year and found.kind != "annual"):
            return replace(found, stated=False, says=f"title the host gives: {found.says}", witness=passage)
    return None


def _opening_year(report: Report) -> KindFound | None:
    """A year that opens the review, or that a heading near the beginning reviews."""
    if year := report.opens_with:
        return found_at("annual", (1, 12), year, False, "opens with the year, and singles out no part of it")
    for m in report.mentions:
        if (
            m.start < report.opening
            and m.kind == "date"
            and not m.month
            and _REVIEWED.match(report.text[m.end : m.end + 30])
        ):
            return found_at("annual", (1, 12), m, False, "reviews the year, and singles out no part of it")
    return None


def _union_report(report: Report) -> KindFound | None:
    """Nothing but the name of the genre, in the text or in the host's title: most such reports are yearly."""
    other = _UNION_REPORT.search(report.text, 0, 400)
    if other:
        return found_at("annual", (1, 12), other, False, "no part of the year is singled out")
    for passage in report.titles:
        named = _UNION_REPORT.search(passage.text) if len(passage.text) <= _LONGEST_TITLE else None
        if named:
            return replace(
                found_at("annual", (1, 12), named, False, "no part of the year is singled out"), witness=passage
            )
    return None


_RULES = (
    title_season, _sent_around, _term, _plan_title, _annual_title, announced_season, heading_season, half,
    opening_season, _plan_opens, season_ahead, _mostly_plan, _annual_body, _host_title, _opening_year, _union_report,
)  # fmt: skip


def find_kind(
    text: str, mentions: Sequence[DateMention], plan_spans: Sequence[tuple[int, int]], titles: Sequence[Passage] = ()
) -> KindFound | None:
    """Kind of a report; None where nothing tells.

    Parameters
    ----------
    text, mentions, plan_spans
        Clean text of the report, its dates and the spans of its plan.
    titles
        Cut passages among which may be a title that the host gives; asked only where the text is silent.
    """
    report = Report(text, mentions, plan_spans, head_end(text), titles)
    return next((found for rule in _RULES if (found := rule(report))), None)

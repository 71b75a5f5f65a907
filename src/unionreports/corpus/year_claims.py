"""What the explicit dates of a report say about the year it reports on.

A date alone says little: laws, honours, founding years and targets have dates too. Each claim therefore comes from a
date together with its place (title, heading, opening, date line, body) and the words around it, and spreads its
weight over the years it can mean. Weights are judgements, written down here and nowhere else:

===========================  ===================================================================
2015年工作总结 in the title   2015: .97; in a heading .95; in a sentence that announces it .93
2016年工作要点               next year's plan: 2015: .90; in a pure plan or a half-year report 2016: .95
2016年工作报告 in the title   2016: .60, 2015: .38 (given early in the year it is named after)
2016年工会工作会议 (title)    2015: .60, 2016: .37
dated January to April       the year before: .90 (annual reports)
dated May to October         the same year .50, the year before .45; November, December: the same .95
2015年，… opens the text      .85
2015年 in the body           latest year reviewed more than in passing: .50 once, .70 more often
a damaged date               .75
===========================  ===================================================================

Never a claim: years inside 《》, of laws (2001年修订, 起施行), honours, foundings, targets (到2020年), comparisons (比2014年),
spans of several years (2000-2002年度), masked years.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
import re

from .dates import DateMention
from .report_words import PLAN, REVIEW, head_end


@dataclass(frozen=True)
class Claim:
    """Weights of the years a statement can mean (they add to at most 1); `topic` marks claims of one kind."""

    start: int
    end: int
    weights: Mapping[int, float]
    topic: str
    says: str
    stated: bool = False


_LAW = re.compile(
    r"(?:\d+月\d*日?)?起?(?:正式)?(?:施行|实施|执行|生效|修[订正改]|颁[布行]|公布|印发|下发|出台|通过的)|第?\d+号"
)
_FOUNDED_AFTER = re.compile(
    r"(?:底|初)?[，,]?[^。；，\n]{0,8}(?:成立(?:以来|至今|于|的|之初)|建会|创办|始建|建厂|建市|建区|组建(?:以来|至今))"
)
_FOUNDED_BEFORE = re.compile(r"(?:于|自|从|始建|起源)\Z")
_TARGET_BEFORE = re.compile(r"(?<!截)[到至]\Z|力争(?:到|在|用)?\Z")
_TARGET_AFTER = re.compile(r"(?:年)?(?:底|末)?(?:之前|以前|前(?![一二三2-3]))")
_COMPARED_BEFORE = re.compile(r"(?:比|较|与|同|相当于|超过)\Z")
_COMPARED_AFTER = re.compile(r"(?:全年)?(?:同期|相比|水平)")
_HONOUR_BEFORE = re.compile(r"(?:荣获|获得|被评为|被授予|授予|评为|表彰(?:了)?)[^。；，\n]{0,8}\Z")
_HONOUR_AFTER = re.compile(r"[^。；，\n]{0,16}(?:劳模|劳动模范|先进(?:集体|个人|单位|工作者)|荣誉|称号|奖章|奖状)")
_SINCE = re.compile(r"(?:\d+月)?(?:以来|起至今|至今)")
_REVIEWED = re.compile(r"(?:全年|的|[上下]半年|第?[一二三四1-4]季度|前三季度)?[^。；，\n]{0,14}?" + REVIEW)
_REPORTED = re.compile(r"(?:政府|工会|的|总工会)?[^。；，\n]{0,8}?工作报告")
_PLANNED = re.compile(r"(?:全年|的|[上下]半年)?[^。；，\n]{0,14}?" + PLAN)
_MEETING = re.compile(r"[^。；，\n]{0,14}(?:会议|大会|全会|全委会)")
_ANNOUNCED = re.compile(r"(?:现将|将|把|总结|回顾|汇报|报告)(?:了)?[^。；，\n]{0,16}\Z")
_WILL = re.compile(
    r"[，,]?(?:我们|全[市区县省]|总工会|各级工会|工会|街道|本会|我会)?[^。；\n]{0,10}(?:要|将|力争|计划|打算|拟)(?!求)"
)
_AHEAD = re.compile(r"(?:部署|安排|研究|谋划|做好|抓好|展望|列入|纳入)[^。；，\n]{0,10}\Z")

#: Lines are looked at this far to either side: a page can be one line of a million characters.
_LINE = 200
#: Years of the longest term of office.
_LONGEST_TERM = 6
#: A year named less than this share of the most frequent one is named in passing.
_PASSING = 0.25
_GIVEN_AT = re.compile(r"在[^。；\n]{0,40}?(?:会|会议|大会|全会|全委会)(?:议)?上")


def _excluded(text: str, m: DateMention) -> bool:
    """Whether a year is that of a law, an honour, a founding, a target or a comparison, or stands in a title 《》."""
    before = text[max(0, m.start - 40) : m.start]
    line = before.rsplit("\n", 1)[-1]
    after = text[m.end : m.end + 30].split("\n", 1)[0]
    return bool(
        line.rfind("《") > line.rfind("》")
        or _LAW.match(after)
        or _FOUNDED_AFTER.match(after)
        or (_FOUNDED_BEFORE.search(line) and re.match(r"(?:成立|建立|创建)", after))
        or re.search(r"(?:成立|建|创办|始|起源)于$", line)
        or _TARGET_BEFORE.search(line)
        or _TARGET_AFTER.match(after)
        or _COMPARED_BEFORE.search(line)
        or _COMPARED_AFTER.match(after)
        or _HONOUR_BEFORE.search(line)
        or _HONOUR_AFTER.match(after)
        or _SINCE.match(after)
    )


def dated_weights(m: DateMention, kind: str) -> dict[int, float]:
    """Years a report dated `m` can review."""
    year, month = m.year, m.month or 0
    if kind in ("half_year", "part_year"):
        return {year: 0.93, year - 1: 0.05}
    if kind == "plan":
        return {year + 1: 0.8, year: 0.17} if month >= 11 else {year: 0.95}
    if not month:
        return {year: 0.55, year - 1: 0.42}
    if kind == "term":
        return {year - 1: 0.6, year: 0.37} if month <= 4 else {year: 0.85, year - 1: 0.1}
    if month <= 4:
        return {year - 1: 0.9, year: 0.07}
    if month <= 10:
        return {year: 0.5, year - 1: 0.45}
    return {year: 0.95, year - 1: 0.03}


def _planned_weights(year: int, kind: str) -> dict[int, float]:
    return {year: 0.95} if kind in ("plan", "half_year", "part_year") else {year - 1: 0.9, year: 0.07}


def _window(text: str, m: DateMention, following: DateMention | None) -> str:
    """Words after a year, up to the line's end or the next year."""
    stop = min(m.end + 30, following.start) if following else m.end + 30
    return text[m.end : stop].split("\n", 1)[0]


def _place(text: str, m: DateMention, head: int) -> str:
    """`title`, `date_line`, `heading`, `opening` or `body`."""
    begin = text.rfind("\n", max(0, m.start - _LINE), m.start) + 1 or max(0, m.start - _LINE)
    end = text.find("\n", m.end, m.end + _LINE)
    line = text[begin : end if end >= 0 else min(len(text), m.end + _LINE)]
    last = len(text) - m.end < 60 and len(line) <= 40 and not line.endswith("。")
    if m.day and m.start < 400 and _GIVEN_AT.match(line, m.end - begin):
        return "date_line"
    alone = len(line) <= 40 and not re.search(REVIEW + "|" + PLAN, line[m.end - begin :])
    if m.month and alone and (m.start < head or last):
        return "date_line"
    if m.start < head:
        return "title"
    if len(line) <= 45 and not line.endswith(("。", "；")):
        return "heading"
    first = m.start - head <= _LINE and len(text[head : m.start].strip()) <= 12
    return "opening" if first else "body"


def _claim(text: str, m: DateMention, after: str, place: str, kind: str, planned: bool) -> Claim | None:
    """The claim of one year, or None where it is only one of the years of the body."""
    before = text[max(0, m.start - 24) : m.start].rsplit("\n", 1)[-1]

    def claim(weights, topic, says, end=m.end):
        return Claim(m.start, end, weights, topic, says, True)

    if place == "date_line":
        return claim(dated_weights(m, kind), "date line", "date line of the report")
    if m.month:
        return None
    reviewed, plan = _REVIEWED.match(after), _PLANNED.match(after)
    if reviewed and not (plan and plan.end() < reviewed.start() + 1):
        weight = {"title": 0.97, "heading": 0.95}.get(place, 0.93 if _ANNOUNCED.search(before) else 0.75)
        return claim({m.year: weight}, "review", f"{place}: reviews {m.year}", m.end + reviewed.end())
    if place == "title" and (report := _REPORTED.match(after)):
        same = {"plan": {m.year: 0.95}}.get(kind, {m.year: 0.6, m.year - 1: 0.38})
        return claim(same, "report", f"title: report of {m.year}", m.end + report.end())
    if place == "title" and (meeting := _MEETING.match(after)):
        says = f"given at a meeting of {m.year}"
        return claim({m.year - 1: 0.6, m.year: 0.37}, "meeting", says, m.end + meeting.end())
    if plan and (place in ("title", "heading") or _AHEAD.search(before) or planned):
        return claim(_planned_weights(m.year, kind), "plan", f"{place}: plans {m.year}", m.end + plan.end())
    if place == "heading" and re.match(r"(?:的)?(?:主要|重点|工会)?工作(?:\Z|[（(])", after):
        weights = {m.year: 0.9, m.year - 1: 0.05}
        if planned or kind == "term":  # after the review of a term, the work of a year is the next year's
            weights = _planned_weights(m.year, kind)
        return claim(weights, "plan" if planned else "review", f"heading: work of {m.year}")
    if place in ("title", "opening"):
        return claim({m.year: 0.85, m.year - 1: 0.1}, "opening", f"{place} names {m.year}")
    return None


def year_claims(
    text: str, mentions: Sequence[DateMention], plan_spans: Sequence[tuple[int, int]], kind: str
) -> list[Claim]:
    """Claims of a report's explicit dates, one for each topic and year, in the order of the text."""
    head = head_end(text)
    years = [m for m in mentions if m.kind in ("date", "years", "school_years")]
    claims: dict[tuple[str, int], Claim] = {}
    body: dict[bool, list[DateMention]] = {False: [], True: []}
    for m, following in zip_longest(years, years[1:]):
        if m.kind != "date":
            found = _span_claim(m, head, _window(text, m, following))
            if found:
                claims.setdefault((found.topic, m.last_year), found)
            continue
        place = _place(text, m, head)
        planned = _planned(text, m, place, plan_spans)
        if place != "date_line" and _excluded(text, m):
            continue
        after = _window(text, m, following)
        found = _claim(text, m, after, place, kind, planned)
        if found:
            claims.setdefault((found.topic, m.year), found)
        elif place in ("heading", "body", "opening"):
            before = text[max(0, m.start - 24) : m.start]
            ahead = planned or _WILL.match(after) or _AHEAD.search(before) or _PLANNED.match(after)
            body[bool(ahead)].append(m)
    damaged = [
        Claim(m.start, m.end, {m.year: 0.75, m.year - 1: 0.1}, "damaged", "date that has lost its separators")
        for m in mentions
        if m.kind == "damaged"
    ][:1]
    # Years in passing are asked only where neither a title, heading or announcement nor a date line tells.
    told = any(
        c.topic == "review" or (c.topic == "date line" and max(c.weights.values()) > 0.8) for c in claims.values()
    )
    passing = [] if told else _body_claims(body, kind)
    return sorted([*claims.values(), *damaged, *passing], key=lambda c: c.start)


def _span_claim(m: DateMention, head: int, after: str) -> Claim | None:
    """The claim of two years joined: a school year in the title, or a term that is reviewed (2011年—2015年工作回顾)."""
    if m.kind == "school_years" and m.start < head:
        return Claim(m.start, m.end, {m.year: 0.45, m.last_year: 0.5}, "school", "school year", True)
    reviewed = _REVIEWED.match(after) if m.kind == "years" and 2 <= m.last_year - m.year <= _LONGEST_TERM else None
    if reviewed:
        says = f"reviews {m.year} to {m.last_year}"
        return Claim(m.start, m.end + reviewed.end(), {m.last_year: 0.93}, "review", says, True)
    return None


def _planned(text: str, m: DateMention, place: str, plan_spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a date stands in the plan, or in a heading that the plan follows."""
    end = text.find("\n", m.end, m.end + 60) + 1 if place == "heading" else 0
    return any(start <= at < stop for at in (m.start, end or m.start) for start, stop in _near(plan_spans, at))


def _near(spans: Sequence[tuple[int, int]], at: int) -> Sequence[tuple[int, int]]:
    """The last span that begins at or before a position: spans are in order and do not overlap."""
    last = bisect_right(spans, (at, float("inf")))
    return spans[max(0, last - 1) : last]


def _body_claims(body: Mapping[bool, Sequence[DateMention]], kind: str) -> list[Claim]:
    """What the years named in passing say together: the latest one reviewed, the first one planned."""
    claims, latest = [], 0
    if body[False]:
        counts = Counter(m.year for m in body[False])
        latest = max(y for y, n in counts.items() if n >= _PASSING * max(counts.values()))
        m = next(m for m in body[False] if m.year == latest)
        weights = {latest: 0.5 if counts[latest] == 1 else 0.7, latest + 1: 0.15, latest - 1: 0.08}
        says = f"latest year reviewed in the text, {counts[latest]} of {len(body[False])} years named"
        claims.append(Claim(m.start, m.end, weights, "body", says))
    ahead = [m for m in body[True] if m.year >= latest]
    if ahead and kind not in ("plan", "term"):
        m = min(ahead, key=lambda m: m.year)
        weights = {m.year - 1: 0.35, m.year: 0.25}
        claims.append(Claim(m.start, m.end, weights, "body plan", "first year planned in the text"))
    return claims

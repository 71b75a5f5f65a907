"""What a report's undated words say about its year: 明年是“十三五”开局之年, 迎接党的十八大, 建党90周年, 自5月1日起施行.

Such words fix a year by an event of known date. Who is meant by it is told by the word before (今年, 明年, 去年) or,
without one, by whether the sentence belongs to the review or to the plan.
"""

from collections.abc import Callable, Iterable, Sequence
import re

from .dates import number
from .formulae import FormulaMatch
from .year_claims import Claim

#: First year of the five-year plans: the tenth began in 2001.
_PLAN_ONE = 2001 - 5 * 10
#: Years counted from by anniversaries.
_SINCE = {
    "建党": 1921, "中国共产党成立": 1921, "党成立": 1921, "建军": 1927, "五四运动": 1919, "建国": 1949, "新中国成立": 1949,
    "国庆": 1949, "共和国成立": 1949, "改革开放": 1978, "全总成立": 1925, "中华全国总工会成立": 1925, "抗战胜利": 1945,
    "抗日战争胜利": 1945, "战争胜利": 1945, "长征胜利": 1936, "香港回归": 1997, "澳门回归": 1999,
}  # fmt: skip
#: Years that had one name everywhere.
_NAMED = {"小康社会": 2020, "脱贫攻坚": 2020}

# The expressions begin with what is rare; who is meant is looked up before what they find.
_SUBJECT = re.compile(r"(今年|明年|来年|去年|新的一年)[^。；\n]*\Z")
_PLAN_YEAR = re.compile(
    r"[“\"'‘](?P<plan>二?十[一二三四五六]?五)[”\"'’](?:规划|计划|发展|时期)?[^。；，\n]{0,10}?"
    r"(?P<which>(?:开局|起步)(?:之年|年|的?第一年)|头一年|第一年|首年|第二年|第三年|第四年|收官|最后一年|末年|完美收官)"
)
_GOOD_START = re.compile(r"[“\"](?P<plan>二?十[一二三四五六]?五)[”\"](?:规划)?的?(?:良好|精彩|新)?开局")
_CONGRESS = re.compile(
    r"[迎喜党](?:(?:(?<=迎)接?|(?<=喜)迎)[^。；，\n]{0,4}党的(?P<a>二?十[六七八九一二三]?)大"
    r"|(?<=党)的(?P<b>二?十[六七八九一二三]?)大(?P<after>精神)?的?"
    r"(?:[^。；，\n]{0,6}(?P<held>召开之年|召开的一年|将(?:要)?[^。；，\n]{0,4}召开)|(?P<begin>(?:贯彻)?[^。；，\n]{0,4}(?:开局之年|第一年|头一年))))"
)
_RECENT = re.compile(
    r"(?:前不久|不久前|刚刚|日前|近日)[^。；，\n]{0,6}(?:闭幕|召开|结束|落幕)[^。；，\n]{0,6}"
    r"(?:党的(?P<c>二?十[六七八九一二三]?)大|(?:党的)?(?P<plenum>二?十[六七八九]?届[一二三四五六七]中全会))"
)
_ANNIVERSARY = re.compile(
    r"(?P<what>"
    + "|".join(sorted(_SINCE, key=len, reverse=True))
    + r") ?(?P<n>\d{2,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|一百)"
    r" ?周年(?P<speech>(?:庆祝)?大会|[^。；，\n]{0,10}讲话)?"
)
_NAMED_YEAR = re.compile(r"(?P<what>小康社会|脱贫攻坚)[^。；，\n]{0,8}(?:决胜|收官|决战)之年")
#: The aims of the term to come: 今后五年，…到2012年.
_TERM_AIMS = re.compile(r"(?:今后|未来)(?P<n>[三四五3-5])年[^。\n]{0,60}?到(?P<y>20\d\d)年")
_IN_FORCE = re.compile(r"自?(?:今年)?\d{1,2}月\d{1,2}日起(?:正式)?(?:施行|实施|执行|生效)")
_ORDINAL = {"第二年": 1, "第三年": 2, "第四年": 3, "收官": 4, "最后一年": 4, "末年": 4, "完美收官": 4}


def congress_year(which: int) -> int:
    """Year of a party congress: the sixteenth met in 2002, each next one five years later."""
    return 2002 + 5 * (which - 16)


def _around(target: int, who: str | None, planned: bool, kind: str, sure: float = 0.9) -> dict[int, float]:
    """Year reported on when a sentence about `who` speaks of the year `target`."""
    if who == "去年":
        return {target + 1: sure, target: 0.05}
    if kind == "plan" or (who == "今年" and not planned):
        return {target: sure, target - 1: 0.05}
    if who in ("明年", "来年"):
        return {target - 1: sure, target: 0.05}
    if planned or who:
        return {target - 1: 0.6, target: 0.3}
    return {target: 0.6, target - 1: 0.22, target + 1: 0.05}


def relative_claims(
    text: str, matches: Sequence[FormulaMatch], plan_spans: Sequence[tuple[int, int]], kind: str
) -> list[Claim]:
    """Claims of words that name an event of known year; one for each kind of event and year.

    `matches` are the formulae the text names; plenums and laws take their dates from them.
    """

    def planned(at: int) -> bool:
        return any(a <= at < b for a, b in plan_spans)

    claims: dict[tuple[str, int], Claim] = {}
    aims = _term_aims(text) if kind == "term" else ()
    for topic, year, found, weigh, says in (*_events(text), *_recent(text, matches), *_laws(text, matches), *aims):
        start = found.start()
        who = _SUBJECT.search(text[max(0, start - 24) : start])
        weights = weigh(who and who[1], planned(start), kind)
        claims.setdefault((topic, year), Claim(start, found.end(), weights, topic, says))
    return list(claims.values())


_Found = tuple[str, int, re.Match, Callable[[str | None, bool, str], dict[int, float]], str]


def _near(target: int, sure: float = 0.9) -> Callable[[str | None, bool, str], dict[int, float]]:
    return lambda who, planned, kind: _around(target, who, planned, kind, sure)


def _fixed(weights: dict[int, float]) -> Callable[[str | None, bool, str], dict[int, float]]:
    return lambda who, planned, kind: weights


def _events(text: str) -> Iterable[_Found]:
    for found in _PLAN_YEAR.finditer(text):
        year = _PLAN_ONE + 5 * _plan(found["plan"]) + _ORDINAL.get(found["which"], 0)
        yield "five-year plan", year, found, _near(year), f"{year} is the year of the five-year plan named"
    for found in _GOOD_START.finditer(text) if "开局" in text else ():
        year = _PLAN_ONE + 5 * _plan(found["plan"])
        says = f"the plan that begins in {year} is about to start"
        yield "good start", year, found, _fixed({year: 0.5, year - 1: 0.4}), says
    for found in _CONGRESS.finditer(text):
        year = congress_year(number(found["a"] or found["b"]))
        if found["a"]:
            yield "congress", year, found, _near(year, 0.7), f"party congress of {year} ahead"
        elif found["held"] or found["after"]:
            year += bool(found["begin"])
            yield "congress", year, found, _near(year), f"{year} is the year named after the party congress"
    for found in _ANNIVERSARY.finditer(text) if "周年" in text else ():
        count = found["n"]
        year = _SINCE[found["what"]] + (100 if count == "一百" else int(count) if count.isdigit() else number(count))
        if found["speech"]:
            yield "anniversary", year, found, _fixed({year: 0.5, year + 1: 0.3}), f"speech at the anniversary of {year}"
        elif year >= 1990:
            yield "anniversary", year, found, _near(year, 0.8), f"anniversary falls in {year}"
    for found in _NAMED_YEAR.finditer(text) if "之年" in text else ():
        year = _NAMED[found["what"]]
        yield "named year", year, found, _near(year), f"{year} bore this name"


def _term_aims(text: str) -> Iterable[_Found]:
    """Aims set for the year in which the next term ends. The last year of a five-year plan is an aim of its own."""
    found = _TERM_AIMS.search(text)
    if found and int(found["y"]) % 5:
        year = int(found["y"]) - number(found["n"])
        yield "next term", year, found, _fixed({year: 0.6, year + 1: 0.2}), f"the next term ends in {found['y']}"


def _plan(numeral: str) -> int:
    """Number of a five-year plan: 十五 is the tenth, 十三五 the thirteenth."""
    return number(numeral[:-1])


def _recent(text: str, matches: Sequence[FormulaMatch]) -> Iterable[_Found]:
    firsts = {m.formula.term: m.formula.first // 12 for m in matches}
    for found in _RECENT.finditer(text):
        year = congress_year(number(found["c"])) if found["c"] else firsts.get(found["plenum"])
        if year:
            yield "recent", year, found, _fixed({year: 0.85, year + 1: 0.1}), f"meeting of {year} has just closed"


def _laws(text: str, matches: Sequence[FormulaMatch]) -> Iterable[_Found]:
    """A law in force from a day named without its year came into force in the year of the report."""
    for m in matches:
        found = _IN_FORCE.search(text, m.end, m.end + 60) if m.formula.kind == "law" else None
        if found and not re.search(r"\d年$", text[max(0, found.start() - 3) : found.start()]):
            year = m.formula.first // 12
            yield "law", year, found, _fixed({year: 0.75, year + 1: 0.15}), f"law of {year} comes into force this year"

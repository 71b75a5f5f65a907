"""Was a report put together from reports of several places or periods?

Signs, each of its own kind; one alone can have an innocent reason (a visit, a retrospect, a careless word), so
a report counts as composite only where two meet, or where another province's bodies act in it as its own.
"""

from collections import defaultdict
from collections.abc import Sequence
import re

from .formulae import FormulaMatch
from .gazetteer import Mention
from .periods import Period
from .places import Place

#: Years a formula may lie behind the rest of a text before it is taken for another text's.
STALE_YEARS = 5
_TERM_YEARS = 5
#: A text in which more provinces than this have support speaks of the country, and is not pieced together of them.
_MOST_RIVALS = 4
#: Kinds of formulae that name a thing of its years. Slogans and laws are repeated for decades.
_DATED = ("campaign", "plan", "meeting", "union programme")
_RETROSPECT = re.compile(r"以来|期间|历史|回顾|曾|自[\u4e00-\u9fff“”]{0,4}$|从[\u4e00-\u9fff“”]{0,4}$")
#: Bodies that act where they are. A name with one of these behind it is the place of somebody's work.
_BODY = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:总工会|工会|区委|县委|市委|街道|社区|人民政府|区政府|县政府|市政府)")
#: Why another province's body can stand in a report: visits, twins, aid, migrants' homes, honours, lectures.
_PASSING = re.compile(
    r"赴|(?<![达得收做直遇受])到(?![位场会达期])|前往|考察|学习|参观|交流|籍|灾|援|捐|对口|结对|疗休?养|来自|劳务|外出|返乡|输出|来访|来我|接待|协作|联合|友好|兄弟|先进经验|经验做法|等地|等省|驻|全国|高校|大学"
)
_CLAUSE = "，。；\n"
_REACH = 40
_MONTHS = re.compile(r"(?<![\d年第.])1[-—－–至到~～]{1,2}(1[0-2]|[2-9])月(?:份)?")
_AHEAD = re.compile(r"预计|力争|计划|将|目标|争取")


def foreign_bodies(text: str, mentions: Sequence[Mention], home: str) -> str:
    """Bodies of another province that act in a report, two or more of them; empty where there are none.

    Parameters
    ----------
    mentions
        The places it names.
    home
        First two digits of the region's code; empty where the region is unknown, then the province with most
        bodies is home.
    """
    bodies: dict[str, dict[str, str]] = defaultdict(dict)
    for mention in mentions:
        provinces = {division.code[:2] for division in mention.divisions}
        # A name borne in two provinces, a province's own name and a name without suffix prove no local body.
        if len(provinces) > 1 or mention.divisions[0].level == "province":
            continue
        after = _BODY.match(text, mention.end)
        own = mention.name.endswith(("街道", "镇", "乡", "苏木")) and not mention.bare
        if not (after or own):
            continue
        if not _PASSING.search(_clause(text, mention.start, mention.end)):
            bodies[provinces.pop()][mention.name] = mention.name + (after[0] if after else "")
    home = home or max(bodies, key=lambda p: (len(bodies[p]), p), default="")
    foreign = {p: names for p, names in bodies.items() if p != home and len(names) >= 2}
    return "; ".join(
        f"{len(n)} bodies of province {p}: " + ", ".join(sorted(n.values())) for p, n in sorted(foreign.items())
    )


def _clause(text: str, start: int, end: int) -> str:
    """What surrounds a span up to the next comma or full stop on either side, without the span."""
    before = re.split(f"[{_CLAUSE}]", text[max(0, start - _REACH) : start])[-1]
    after = re.split(f"[{_CLAUSE}]", text[end : end + _REACH], maxsplit=1)[0]
    return f"{before} {after}"


def stale_formulae(text: str, matches: Sequence[FormulaMatch], kind: str) -> list[str]:
    """Formulae whose time was over years before the text can have been written.

    The latest sure lower bound among the formulae says when the text is from; a formula of a campaign, plan, meeting
    or programme that ended more than `STALE_YEARS` before is not of that time, unless it is told as history. A report
    on a term of office looks back over the term.
    """
    sure = [m for m in matches if m.formula.bound != "weak" and m.formula.confidence != "low" and len(m.pattern) >= 4]
    if len(sure) < 2:
        return []
    newest = max(sure, key=lambda m: m.formula.first)
    reach = STALE_YEARS + (_TERM_YEARS if kind == "term" else 0)
    found = []
    for m in sure:
        formula = m.formula
        gap = (newest.formula.first - formula.last) / 12 if formula.last is not None else 0.0
        told = _RETROSPECT.search(text[max(0, m.start - 8) : m.start] + text[m.end : m.end + 6])
        if formula.bound == "window" and formula.kind in _DATED and gap > reach and not told:
            found.append(
                f"{m.pattern} (until {formula.last // 12}) beside {newest.pattern} (from {newest.formula.first // 12})"
            )
    return found


def months_ahead(text: str, year: int | None, page_date: str) -> str:
    """Figures for months that had not passed when the page was put up (1-11月 on a page of October)."""
    if year is None or not page_date.startswith(str(year)) or len(page_date) < 7:
        return ""
    month = int(page_date[5:7])
    for found in _MONTHS.finditer(text):
        if int(found[1]) > month and not _AHEAD.search(text[max(0, found.start() - 8) : found.end() + 8]):
            return f"figures for {found[0]} on a page of {page_date}"
    return ""


def composite(text: str, place: Place, period: Period, page_date: str) -> tuple[bool, dict[str, str]]:
    """Whether the signs add up, and the signs.

    The places of a text are looked at again only where the inference of its region met rivals.
    """
    year, kind = period.year, period.kind
    rivals = place.level != "national" and 0 < len(place.rivals) <= _MOST_RIVALS
    foreign = foreign_bodies(text, place.mentions, place.region_code[:2]) if rivals else ""
    stale = stale_formulae(text, period.formulae, kind)
    ahead = months_ahead(text, year, page_date)
    signs = {"other provinces": foreign, "formulae of another time": "; ".join(stale), "months ahead": ahead}
    points = 2 * bool(foreign) + min(2, len(stale)) + bool(ahead)
    return points >= 2, {name: sign for name, sign in signs.items() if sign}

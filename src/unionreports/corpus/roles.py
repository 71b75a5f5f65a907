"""Role of headings and units: what was done (review), what is planned (plan), what is lacking (problem), or frame.

A section's heading decides for what stands under it; where the heading is silent, the section goes on with
the role of the one before. A unit whose own wording says otherwise keeps its own role, so that a section may
hold both. Frame is what tells nothing of the work itself: titles, salutations, openings, guiding formulae
above the first item of a section, closing words.
"""

from collections.abc import Sequence
from operator import attrgetter
import re

from .numbering import starts_item
from .outline import Heading, Unit

_YEAR = re.compile(r"((?:19|20)\d\d)年")
#: Words of headings. What a union calls 困难 is a group of members as often as a lack.
_PROBLEM = re.compile(
    r"问题|不足|差距|薄弱环节"
    r"|困难(?!职工|群众|家庭|企业|党员|员工|劳模|会员|帮扶|户|女|农民|补助|救助)"
)
#: Problems that were solved are work done.
_SOLVED = re.compile(r"解决|破解|化解|协调|帮助|排忧")
#: Words of time name a plan wherever they stand in a heading; nouns such as 计划 only at its end.
_PLAN = re.compile(
    r"下半年|下一?步|下阶段|下一阶段|明年|来年|今后|未来|新的?一年|总体要求|指导思想|努力方向|奋斗目标"
    r"|(?:打算|计划|思路|要点|设想|展望|规划|安排|部署|任务|工作重点|工作目标|目标任务|工作意见|工作建议|工作举措|具体措施)"
    r"(?:[和与及、].{0,12})?[》）。：]?$"
)
_REVIEW = re.compile(
    r"回顾|总结|完成情况|开展情况|工作情况|基本情况|进展|成绩|成效|做法|经验|体会|亮点|特色"
    r"|上半年|一年来|五年来|三年来|几年来|所做|以来|取得|过去|主要工作(?!任务|目标|安排|思路|打算)"
)
#: A title of a report with a plan in it, behind a notice that sends it out: its sections say what they are.
_OF_BOTH = re.compile(
    r"(?:总结|回顾|报告|汇报|情况).{0,4}[及暨和与、].{0,12}(?:要点|计划|打算|思路|安排|规划)[》）)]?$"
)
_DESCRIPTION = re.compile(r"基本(?:情况|概况)|^.{0,4}概况$")
#: A heading of the plan that was fulfilled (完成年度计划) is a review, unless it names the time to come.
_FULFILLED = re.compile(r"完成|取得|已经?")
_NEXT = re.compile(r"下半年|明年|今后|下步|下一步")
_PROBLEM_BELOW = re.compile(r"存在(?:的)?(?:主要)?(?:问题|不足|困难)|不足之处|主要问题|中的?(?:问题|不足)$")
_PLAN_BELOW = re.compile(r"下半年|下一?步|明年|今后|工作(?:打算|思路|计划)")
_PLAN_TITLE = re.compile(r"(?:要点|计划|打算|思路|安排|规划|方案)[》）)]?(?:的通知)?$")
_BOTH_TITLE = re.compile(r"总结|报告|汇报|回顾|情况")

#: Wording of what is still to come, and of what is done. Particles alone (要, 将) are too common to decide.
_WILL = re.compile(
    r"下一?步|明年|来年|今后|下半年|下阶段|第四季度|力争|打算|我们要"
    r"|争取(?:在|到|年)|拟(?:在|于|定)|计划(?:在|于|从|开展|组织|举办)|年内(?:要|将|实现)"
    r"|将(?:进一步|继续|以|按照|围绕|严格|组织|开展|加大|不断|着力|重点|积极|要)"
    r"|(?:^|[，。；])(?:[一二三四五六七八九十]{1,2}(?:是|、))?要[^求素点领闻害因约]"
)
_COMPLETED = r"了(?![解望然])|已(?:有|经|完|建|全|成|累|实|发|向|组|开|签|达)|累计|先后|荣获|被评为|据统计"
_DONE = re.compile(
    _COMPLETED + r"|共(?:有|计|组织|举办|开展|发放|接待|培训|为|建|投入)|获得|截至|截止|同比|圆满"
    r"|\d(?:万|亿|余|多)?(?:余|多)?(?:家|人|名|户|元|件|场|次|个|项|起|份|期|%)"
)
#: Figures are left out here: a plan states figures too, as targets.
_OVER = re.compile(_COMPLETED + r"|圆满完成")
_LACK = re.compile(
    r"(?:存在|有)(?:着|的)?(?:一些|不少|许多|以下|下列|如下|一定|较大)?(?:的)?(?:问题|不足|差距|薄弱环节)"
    r"(?:和|与|、|：|，|。|主要|是)"
    r"|(?:清醒|清楚)地?(?:看到|认识到)|不足之处|差距和不足"
    r"|还?有待(?:于|进一步)|仍然?(?:比较)?薄弱|没有得到(?:根本)?解决|亟待"
)
#: A lack is told in the first words of a unit; a concession before it takes more of them.
_CONCEDES, _LACK_WITHIN, _LACK_WITHIN_CONCESSION = ("但", "虽", "尽管", "同时"), 60, 120
_ANNOUNCES = re.compile(r"(?:以下|如下|下列)[^。]{0,14}[：:。]?$|[：:]$|从以下|以下几个?方面")
#: An opening longer than this tells of the work itself.
_LONGEST_OPENING = 600
_GUIDING = re.compile(
    r"指导思想|总体?要求|总体思路|总体目标|新的?形势|面临|形势下|以[^，。]{4,60}为指导|全面贯彻"
    r"|高举[^，。]{2,30}旗帜|(?:深入)?学习贯彻[^。]{4,120}精神"
)
#: Leadership formulae, and what a speaker says before the report.
_OPENS = re.compile(
    r"领导下|指导下|支持下|帮助下|请予审议|请审议|报告工作|作(?:工作)?报告"
    r"|以[^，。]{2,40}为(?:载体|中心|目标|主线|重点|己任)|围绕"
)
#: Time words a unit on the period to come begins with: a paragraph, a unit of a section on problems, of a review.
_TURNS = re.compile(r"(?:在?下半年|明年|新的一年|今后|下一?步|20\d\d年|20[xX]{2}年|[xX]{2,4}年)")
_REMEDY = re.compile(r"在?(?:今后|下一?步|明年|下阶段)")
_LOOKS_AHEAD = re.compile(r".{0,8}(?:下一?步|明年|来年|今后|下半年|下阶段)")


def _named(text: str, reviewed: int | None) -> str:
    """Role a heading at the top names, '' where it is silent. `reviewed`: the year the report looks back on."""
    years = [int(year) for year in _YEAR.findall(text)]
    plan, review = _PLAN.search(text), _REVIEW.search(text)
    if _DESCRIPTION.search(text):
        return "frame"
    if _PROBLEM.search(text) and not (review and plan) and not _SOLVED.search(text):
        return "problem"
    if plan and _FULFILLED.search(text) and not _NEXT.search(text):
        return "review"
    if plan and review and years and reviewed:
        return "plan" if max(years) > reviewed else "review"
    if plan and review:
        return "review" if review.start() < plan.start() and not _NEXT.search(text) else "plan"
    if plan:
        return "plan"
    if review:
        return "review"
    if years and reviewed:
        return "plan" if min(years) > reviewed else "review"
    return ""


def _named_below(text: str) -> str:
    """Role a heading below the top names: only the plainest words count there."""
    if _PROBLEM_BELOW.search(text):
        return "problem"
    return "plan" if _PLAN_BELOW.search(text) else ""


def _reviewed_year(text: str, headings: Sequence[Heading], title: str) -> int | None:
    """The year a report looks back on: the earlier of those the title and the first dated top heading name first."""
    tops = (_YEAR.search(text, h.start, h.end) for h in headings if h.depth == 1)
    named = [_YEAR.search(title), next(filter(None, tops), None)]
    return min((int(found[1]) for found in named if found), default=None)


def assign_roles(text: str, headings: Sequence[Heading], units: Sequence[Unit], title: str) -> None:
    """Set the role of every heading and unit of one report, in place.

    Parameters
    ----------
    text : str
        Clean text of the report.
    headings, units : sequences of Heading and Unit
        Outline, in the order of the text.
    title : str
        The report's own or its host's title.
    """
    reviewed = _reviewed_year(text, headings, title)
    current = "plan" if _titles_plan(title) else "review"
    announced = ""  # role that a paragraph gave to the items below it, until the next heading
    opened = False
    for item in sorted([*headings, *units], key=attrgetter("start")):
        content = text[item.start : item.end]
        if isinstance(item, Heading):
            announced = ""
            top = item.depth == 1 or (item.depth == 2 and _holds_both(text, headings[item.parent]))
            item.role = (
                "review" if _holds_both(text, item) else _heading_role(content, top, item, headings, current, reviewed)
            )
            if top and item.role != "frame":
                current = item.role
            continue
        section = announced or (headings[item.heading].role if item.heading >= 0 else current)
        opening = item.place == "opening"
        # Without headings only the first paragraph opens the report.
        item.role = _unit_role(content, "text" if opening and opened and not headings else item.place, section)
        opened = opened or opening
        if opening and headings and item.end < headings[0].start and len(content) < _LONGEST_OPENING:
            item.role = "frame"
        if item.place in ("opening", "text") and _names_plan(content):
            current = announced = "plan"  # the title of a plan, behind the notice that sends it out
        free = item.place == "text" and item.heading < 0
        if (free or _TURNS.match(content)) and _ANNOUNCES.search(content) and _WILL.search(content):
            current = announced = "plan"  # a paragraph that lists what is to come
            item.role = "frame"


def _holds_both(text: str, heading: Heading) -> bool:
    """Whether a heading at the top is the title of a review and a plan of two years."""
    content = text[heading.start : heading.end]
    both = len(set(_YEAR.findall(content))) > 1 and _OF_BOTH.search(content) is not None
    return both and heading.depth == 1 and not starts_item(content)


def _heading_role(
    content: str, top: bool, heading: Heading, headings: Sequence[Heading], current: str, reviewed: int | None
) -> str:
    """Role of a heading; where it is silent, that of the heading above or of the section before."""
    if top:
        # Behind the problems of a report comes what is to be done about them.
        return _named(content, reviewed) or ("plan" if current == "problem" else current)
    return _named_below(content) or headings[heading.parent].role or current


def _titles_plan(title: str) -> bool:
    """Whether a title is that of a plan of work and of no report with a plan in it."""
    return bool(_PLAN_TITLE.search(title)) and not _BOTH_TITLE.search(title)


def _names_plan(text: str) -> bool:
    """Whether a line is the title of a plan of work and no sentence."""
    return len(text) <= 60 and "，" not in text and _titles_plan(text)


def _unit_role(text: str, place: str, section: str) -> str:
    """Role of a unit from its place in the outline, the role of its section and its wording."""
    if place in ("title", "closing") or section == "frame":
        return "frame"
    if place == "opening":
        return "frame" if _is_opening(text) else _worded(text, section)
    if place == "lead":
        return "problem" if section == "problem" else "frame"
    if place == "text" and len(text) < 60 and _ANNOUNCES.search(text):
        return "frame"
    return _worded(text, section)


def _is_opening(text: str) -> bool:
    """Opening words of a report: guidance and leadership formulae, or an announcement of what follows."""
    return len(text) < 40 or any(formula.search(text) for formula in (_ANNOUNCES, _GUIDING, _OPENS))


def _worded(text: str, section: str) -> str:
    """Role of a unit from its section, unless its own wording plainly says otherwise."""
    if section == "problem":
        return "plan" if _REMEDY.match(text) and _WILL.search(text) else section
    within = _LACK_WITHIN_CONCESSION if text.startswith(_CONCEDES) else _LACK_WITHIN
    if not starts_item(text) and _LACK.search(text[:within]):
        return "problem"
    will = len(_WILL.findall(text))
    if section == "review" and will and _LOOKS_AHEAD.match(text) and not _DONE.search(text):
        return "plan"
    if section == "review" and will >= 2 and not _OVER.search(text):
        return "plan"
    if section == "plan" and not will and len(_OVER.findall(text)) >= 2:
        return "review"
    return section

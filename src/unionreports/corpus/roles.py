"""Role of headings and units: what was done (review), what is planned (plan), what is lacking (problem), or frame.

A section's heading decides for what stands under it; where the heading is silent, the section goes on with
the role of the one before. A unit whose own wording says otherwise keeps its own role, so that a section may
hold both. Frame is what tells nothing of the work itself: titles, salutations, openings, guiding formulae
above the first item of a section, closing words.
"""

from collections.abc import Sequence
import re

from .numbering import starts_item
from .outline import Heading, Unit

_YEAR = r"(?:19|20)\d\d年"
_PROBLEM = re.compile(
    r"问题|不足|困难(?!职工|群众|家庭|企业|党员|员工|劳模|会员|帮扶|户|女|农民|补助|救助)|差距|薄弱环节"
)
#: Words of time name a plan wherever they stand in a heading; nouns such as 计划 only at its end.
_PLAN = re.compile(
    r"下半年|下一?步|下阶段|下一阶段|明年|来年|今后|未来|新的?一年|总体要求|指导思想|努力方向|奋斗目标|"
    r"(?:打算|计划|思路|要点|设想|展望|规划|安排|部署|任务|工作重点|工作目标|目标任务|工作意见|工作建议|工作举措|具体措施)(?:[和与及、].{0,12})?[》）。：]?$"
)
_REVIEW = re.compile(
    r"回顾|总结|完成情况|开展情况|工作情况|基本情况|进展|成绩|成效|做法|经验|体会|亮点|特色|上半年|一年来|五年来|三年来|几年来|所做|以来|取得|过去|主要工作(?!任务|目标|安排|思路|打算)"
)
_PLAN_TITLE = re.compile(r"(?:要点|计划|打算|思路|安排|规划|方案)[》）)]?(?:的通知)?$")
_BOTH_TITLE = re.compile(r"总结|报告|汇报|回顾|情况")

#: Wording of what is still to come, and of what is done. Particles alone (要, 将) are too common to decide.
_WILL = re.compile(
    r"下一?步|明年|来年|今后|下半年|下阶段|第四季度|力争|争取(?:在|到|年)|拟(?:在|于|定)|打算|计划(?:在|于|从|开展|组织|举办)|将(?:进一步|继续|以|按照|围绕|严格|组织|开展|加大|不断|着力|重点|积极|要)|我们要|年内(?:要|将|实现)|"
    r"(?:^|[，。；])(?:[一二三四五六七八九十]{1,2}(?:是|、))?要[^求素点领闻害因约]"
)
_DONE = re.compile(
    r"了(?![解望然])|已(?:有|经|完|建|全|成|累|实|发|向|组|开|签|达)|共(?:有|计|组织|举办|开展|发放|接待|培训|为|建|投入)|累计|先后|荣获|获得|被评为|"
    r"截至|截止|据统计|同比|圆满|\d(?:万|亿|余|多)?(?:余|多)?(?:家|人|名|户|元|件|场|次|个|项|起|份|期|%)"
)
#: Figures are left out here: a plan states figures too, as targets.
_OVER = re.compile(
    r"了(?![解望然])|已(?:有|经|完|建|全|成|累|实|发|向|组|开|签|达)|累计|先后|荣获|被评为|据统计|圆满完成"
)
_LACK = re.compile(
    r"(?:存在|有)(?:着|的)?(?:一些|不少|许多|以下|下列|如下|一定|较大)?(?:的)?(?:问题|不足|差距|薄弱环节)(?:和|与|、|：|，|。|主要|是)|(?:清醒|清楚)地?(?:看到|认识到)|"
    r"不足之处|差距和不足|还?有待(?:于|进一步)|仍然?(?:比较)?薄弱|没有得到(?:根本)?解决|亟待"
)
_ANNOUNCES = re.compile(r"(?:以下|如下|下列)[^。]{0,14}[：:。]?$|[：:]$|从以下|以下几个?方面")
#: An opening longer than this tells of the work itself.
_LONGEST_OPENING = 600
_GUIDING = re.compile(
    r"指导思想|总体?要求|总体思路|总体目标|新的?形势|面临|形势下|以[^，。]{4,60}为指导|全面贯彻|高举[^，。]{2,30}旗帜|(?:深入)?学习贯彻[^。]{4,120}精神"
)


def _named(text: str, reviewed: int | None) -> str:
    """Role a heading names, '' where it is silent."""
    years = [int(y[:4]) for y in re.findall(_YEAR, text)]
    plan, review = _PLAN.search(text), _REVIEW.search(text)
    if re.search(r"基本(?:情况|概况)|^.{0,4}概况$", text):
        return "frame"
    if _PROBLEM.search(text) and not (review and plan) and not re.search(r"解决|破解|化解|协调|帮助|排忧", text):
        return "problem"
    if plan and re.search(r"完成|取得|已经?", text) and not re.search(r"下半年|明年|今后|下步|下一步", text):
        return "review"
    if plan and review and years and reviewed:
        return "plan" if max(years) > reviewed else "review"
    if plan and review:
        return (
            "review"
            if review.start() < plan.start() and not re.search("下半年|明年|今后|下步|下一步", text)
            else "plan"
        )
    if plan:
        return "plan"
    if review:
        return "review"
    if years and reviewed:
        return "plan" if min(years) > reviewed else "review"
    return ""


def _first_year(text: str) -> int | None:
    """First year a report names in its title or its top headings; the year reviewed where headings name two."""
    found = re.search(_YEAR, text)
    return int(found[0][:4]) if found else None


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
    years = [y for h in headings if h.depth == 1 and (y := _first_year(text[h.start : h.end]))]
    titled = _first_year(title)
    reviewed = min(titled, years[0]) if titled and years else titled or (years[0] if years else None)
    mode = "plan" if _PLAN_TITLE.search(title) and not _BOTH_TITLE.search(title) else "review"
    current = mode
    opened = False
    announced = ""  # role that a paragraph gave to the items below it, until the next heading
    order = sorted([(h.start, 0, h) for h in headings] + [(u.start, 1, u) for u in units], key=lambda x: x[:2])
    for _, is_unit, item in order:
        if not is_unit:
            announced = ""
            content = text[item.start : item.end]
            above = headings[item.parent].role if item.parent >= 0 else ""
            named = _named(content, reviewed) if item.depth == 1 else _named_below(content)
            if item.depth == 1:
                item.role = named or (current if current != "problem" else "plan")
                current = item.role if item.role != "frame" else current
            else:
                item.role = named or above or current
            continue
        section = announced or (headings[item.heading].role if item.heading >= 0 else current)
        place = item.place
        if place == "opening" and not headings and opened:
            place = "text"  # without headings only the first paragraph opens the report
        opened = opened or place == "opening"
        item.role = _unit_role(text[item.start : item.end], place, section)
        if (
            item.place == "opening"
            and headings
            and item.end < headings[0].start
            and item.end - item.start < _LONGEST_OPENING
        ):
            item.role = "frame"
        if item.place in ("opening", "text") and _names_plan(text[item.start : item.end]):
            current = announced = "plan"  # the title of a plan, behind the notice that sends it out
        if item.place == "text" and item.heading < 0 or _turns(text[item.start : item.end]):
            if _WILL.search(text, item.start, item.end) and _ANNOUNCES.search(text[item.start : item.end]):
                current = announced = "plan"
                item.role = "frame"


def _named_below(text: str) -> str:
    """Role a heading below the top names: only the plainest words count there."""
    if re.search(r"存在(?:的)?(?:主要)?(?:问题|不足|困难)|不足之处|主要问题|中的?(?:问题|不足)$", text):
        return "problem"
    if re.search(r"下半年|下一?步|明年|今后|工作(?:打算|思路|计划)", text):
        return "plan"
    return ""


def _names_plan(text: str) -> bool:
    """Whether a line is the title of a plan of work and no sentence."""
    return len(text) <= 60 and "，" not in text and bool(_PLAN_TITLE.search(text)) and not _BOTH_TITLE.search(text)


def _turns(text: str) -> bool:
    """Whether a paragraph announces the plan of the next period: it begins with the period and lists what follows."""
    return bool(re.match(r"(?:在?下半年|明年|新的一年|今后|下一?步|20\d\d年|20[xX]{2}年|[xX]{2,4}年)", text)) and bool(
        _ANNOUNCES.search(text)
    )


def _unit_role(text: str, place: str, section: str) -> str:
    if place in ("title", "closing") or section == "frame":
        return "frame"
    if place == "opening":
        return "frame" if _is_opening(text) else _worded(text, section)
    if place == "lead":
        return "problem" if section == "problem" else "frame"
    if place == "text" and (len(text) < 60 and _ANNOUNCES.search(text)):
        return "frame"
    return _worded(text, section)


def _is_opening(text: str) -> bool:
    """Opening words of a report: guidance and leadership formulae, or an announcement of what follows."""
    return bool(
        len(text) < 40
        or _ANNOUNCES.search(text)
        or _GUIDING.search(text)
        or re.search(
            r"领导下|指导下|支持下|帮助下|请予审议|请审议|报告工作|作(?:工作)?报告|以[^，。]{2,40}为(?:载体|中心|目标|主线|重点|己任)|围绕",
            text,
        )
    )


def _worded(text: str, section: str) -> str:
    """Role of a unit from its section, unless its own wording plainly says otherwise."""
    if section == "problem":
        return "plan" if re.match(r"在?(?:今后|下一?步|明年|下阶段)", text) and _WILL.search(text) else section
    if not starts_item(text) and _LACK.search(text[: 120 if text.startswith(("但", "虽", "尽管", "同时")) else 60]):
        return "problem"
    will, done = len(_WILL.findall(text)), len(_DONE.findall(text))
    if section == "review" and will and not done and re.match(r".{0,8}(?:下一?步|明年|来年|今后|下半年|下阶段)", text):
        return "plan"
    if section == "review" and will >= 2 and not _OVER.search(text):
        return "plan"
    if section == "plan" and not will and len(_OVER.findall(text)) >= 2:
        return "review"
    return section

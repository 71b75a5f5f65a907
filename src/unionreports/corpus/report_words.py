"""The words of the genre that say what is reviewed and what is planned, and where a report's title block ends."""

import re

REVIEW = r"(?:总结|回顾|小结|汇报|述职|盘点|(?:工作|进展|完成|开展|整体|总体)情况)"
PLAN = r"(?:要点|计划|打算|安排|思路|部署|意见|主要任务|工作任务|目标任务|总体要求|总要求|重点工作|工作重点|展望|设想|建议)"

_PLAN_HEADING = re.compile(
    r"^[^。；，\n]{0,8}(?:\d{4} ?年|[xX×*\d]{2,4}年|明年|来年|今年|下半年|下一步|下一年|今后)[^。；\n]{0,20}?"
    + PLAN
    + r"[^。；\n]{0,20}$",
    re.MULTILINE,
)
_OPENS = re.compile(r"各位|同志们|尊敬的|[一二三]、|[（(]一[）)]|第一[，部、]")
_MOST_LINES = 8


def head_end(text: str) -> int:
    """Where the title block ends: before the salutation, the first heading or the first line of prose."""
    position = 0
    for number, line in enumerate(text[:1200].split("\n")):
        closed = line.endswith(("。", "；")) or (line.endswith("：") and "，" in line)
        prose = len(line) > 60 or (closed and len(line) > 20)
        if prose or _OPENS.match(line) or number > _MOST_LINES:
            break
        position += len(line) + 1
    return min(position, len(text))


def plan_from_heading(text: str) -> list[tuple[int, int]]:
    """The stretch after the first heading that announces a plan, where the outline gives no plan."""
    for found in _PLAN_HEADING.finditer(text, head_end(text)):
        if not re.search(REVIEW, found[0]):
            return [(found.end(), len(text))]
    return []

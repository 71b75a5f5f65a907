"""Is a figure told as done, or set as a target (coding rule G)?"""

import re

#: Words that set a figure which follows in the same sentence.
_SETS = re.compile(
    "力争|争取(?!工作|[到得了]|[^，。；]{0,4}(?:资金|经费|政策|项目))(?=[^，。；]{0,12}(?:达到?|达|完成|实现|建成|以上|超过|突破))|目标(?:是|为|任务(?:是|为))|(?:奋斗|工作|年度)目标[：:]"
    "|(?:计划|拟|预计|预期|将要?|准备|打算)(?=[^，。；]{0,8}(?:新?建|发展|举办|开展|签订|培训|投入|完成|实现|达|组织|筹|召开|安排|帮扶|救助|创建))"
    "|要(?:达到|实现|完成|保持在|确保|力争|求)|达到(?:或|和)?不低于|确保(?!了)(?=[^，。；]{0,16}(?:达到?|完成|实现|不低于|以上|全覆盖))"
    "|(?<!截)(?<!直)(?:到|至)(?:20[0-9]{2}年|[本今明]?年)(?:年?底|末|底)?(?:前|时)?，?[^，。；]{0,10}(?:要|应|将|力争)"
)
#: A task that was set from above, told beside what was done (下达的50家组建任务).
_TASK = re.compile("任务(?:数|指标)?(?:为|是)?$|(?:年初|原)(?:定|计划)$")
#: A task that was done is no target (完成组建任务30家).
_FULFILLED = re.compile("(?:完成|实现)(?![^，。；]{0,12}下达)[^，。；]{0,12}任务$")
#: What was resolved beforehand, with a name for it behind the figure (年初确定的新建30家的目标).
_RESOLVED = re.compile("下达|确定|制定|年初|原定|规定|预定")
_RESOLVED_BEHIND = re.compile("^[^，。；、]{0,10}的(?:任务|目标|指标)")
_TASK_BEHIND = re.compile("^[^，。；、]{0,10}(?:任务|目标|指标)")
#: Words by which a plan tells what was reached before.
_DONE = re.compile(
    "(?<![比较])(?:去年|上年|上半年|前年|往年|目前|现有|已有|已经|已(?!成|建成后)|截至|截止|到目前|一年来|几年来|年来)(?![^，。；]{0,12}(?:要|力争|确保))"
)
_ON_THE_GROUND = re.compile("^[^，。；]{0,14}(?:基础上|的前提下)")


def status_of(role: str, before: str, after: str, clause_before: str) -> str:
    """Status of one figure.

    Parameters
    ----------
    role
        Role of its unit.
    before, after
        Its sentence before and behind the figure.
    clause_before
        Of `before` what stands in its own clause.
    """
    if role == "plan":
        done = _DONE.search(clause_before.rpartition("基础上")[2]) or _ON_THE_GROUND.search(after)
        return "achieved" if done else "target"
    named = _TASK.search(clause_before) and not _FULFILLED.search(clause_before)
    task = named or "下达" in clause_before and _TASK_BEHIND.search(after)
    task = task or _RESOLVED.search(clause_before) and _RESOLVED_BEHIND.search(after)
    if task or _set(before):
        return "target"
    return "achieved"


def _set(before: str) -> bool:
    """Whether a word sets what follows and nothing tells of deeds since."""
    last = None
    for last in _SETS.finditer(before):
        pass
    return last is not None and not re.search(
        "实际|已(?:经)?(?:完成|达|有|建|签|实现)|完成了|累计", before[last.end() :]
    )

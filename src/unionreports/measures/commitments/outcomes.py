"""What does a later report's statement say of the promise it answers: kept, partly, contradicted?"""

from collections.abc import Mapping, Sequence
import re

import pandas as pd

from unionreports.measures.commitments.problem_words import LACKING

#: Words that say a thing was not done. 没有 and 未 alone deny too much: 没有发生, 未来, 未成年, 从未.
_DENIED = re.compile(
    r"未能|(?<!从)尚未|仍未|还未|未(?:如期|按期|按时|及时)?(?:完成|达到|达标|开展|落实|建立|建成|实施|启动|实现|举办|召开|开工|组建|推行|出台|到位|签订|成立|举行|覆盖)"
    r"|没能|(?:还|仍|尚|仍然)?没有(?:得到|能)?(?:完成|达到|开展|落实|建立|建成|实施|启动|实现|举办|召开|组建|推行|出台|到位|签订|成立|举行|覆盖)"
    r"|推迟|延期|延后|暂缓|搁置|搁浅|缓建|缓办|停建|下马|流产|落空|未果|作罢|改期|改为(?:明年|下一?年)|(?:取消|停办|停止|中止|终止)了?(?=，|。|$)"
)
#: Words that deny what stands in their own clause and tell a deed in another (全部取消药品加成).
_ENDED = re.compile(r"取消|不再|停办|停止|中止|终止")
#: Words that say a thing was done in part, or begun.
_PARTLY = re.compile(
    r"基本(?:完成|建成|实现|形成|建立|落实|覆盖|做到|达到)|初步|有所(?:推进|进展|提高|加强|改善|改进|增加|提升|扩大)|试点|试行|正在(?!全)|部分(?!职工群众)|阶段性|着手|筹备|"
    r"大部分|过半|在部分|前期|已?进入[^，。；]{0,8}阶段|主体(?:工程)?(?:基本)?(?:完工|封顶)|试营业|试运行|招标|筹建|筹划|在建|施工|论证|立项|起草|草案|征求意见|多数|近半|半数|其余|余下|明年(?:完成|继续)|仅|只(?:完成|有|建|签|办)|推进中|建设中|进行中|已(?:启动|开工|动工)"
)
#: Kinds of counting words that count the same things.
_SAME_UNITS = ({"家", "个", "所", "处", "户", "座", ""}, {"人", "名", "位"}, {"场", "次", "期", "场次", "届"}, {"件", "起", "宗"}, {"份", "件", "篇"})  # fmt: skip
#: Measures that do not say what the money is for.
_BARE = ("投资", "投入", "资金", "经费", "总投资", "完成投资", "投入资金", "安排资金")
#: Share of the shorter measure's characters that two of no common measure_id must share (新增就业 is not 再就业).
_SAME_WORDS = 0.75
#: The same where they have one (发展会员, 新增会员).
_SAME_ID = 0.5
#: Stated roughly (近300) a figure may fall short of its target by so much and still reach it.
_SLACK = 0.05
#: Share of the target below which a figure with words of denial is no part of it.
_FAR_BELOW = 0.5


def judge(
    promise: str, statement: str, role: str, targets: Sequence[Mapping], results: Sequence[Mapping]
) -> tuple[str, str]:
    """Outcome of a promise that a statement answers.

    Figures decide where they can be compared: of one measure (or, where the lexicon has none, of one measure in words) and
    one unit. Else words do; a word the promise itself has (取消收费, 开展试点) says nothing.

    Parameters
    ----------
    promise, statement
        The words.
    role
        Role of the statement's unit.
    targets, results
        Rows of `indicators` that they set and state.

    Returns
    -------
    tuple of str
        Outcome and reason.
    """
    # 基本完成 in a long statement is of the thing beside it.
    nearest = _nearest_clause(promise, statement)
    denied = _word(_DENIED, statement, promise) or _word(_ENDED, nearest, promise)
    partly = _word(_PARTLY, nearest, promise)
    fitting = fitting_figures(promise, statement, targets, results)
    sums = [reached(t, r) for t, r in fitting if t["reliable"] and r["reliable"]]
    if sums:
        said = "; ".join(text for _, _, text in sums)
        if all(done for done, _, _ in sums):
            if denied and role == "problem":
                return "contradicted", f"{said}; the report denies it: {denied}"
            return "kept", said
        lowest = min(share for _, share, _ in sums)
        if denied and lowest < _FAR_BELOW or lowest <= 0:
            return "contradicted", f"{said}; the report denies it: {denied}" if denied else said
        return "partly", said
    if denied:
        return "contradicted", f"the report denies it: {denied}"
    if role == "problem" and (lacking := _word(LACKING, statement, promise)):
        return "partly", f"named among the problems: {lacking}"
    if partly:
        return "partly", f"in words: {partly}"
    if fitting:
        return "kept", "told as done; the figures are damaged and are not compared"
    return "kept", "told as done; no figure that compares with the one promised" if targets else "told as done"


def fitting_figures(
    promise: str, statement: str, targets: Sequence[Mapping], results: Sequence[Mapping]
) -> list[tuple[Mapping, Mapping]]:
    """Targets with the results they can be held against, each used once; those go first whose measures are in words nearest.

    Where none has the measure of a lone target, a lone figure of its unit in the nearest clause is its result: 巡视4次 is
    answered by 巡视只安排了两次.
    """
    pairs = [(t, r) for t in targets for r in results if comparable(t, r)]
    best: dict[str, tuple[Mapping, Mapping]] = {}
    used = set()
    for target, result in sorted(pairs, key=lambda pair: -_word_share(*pair)):
        if target["indicator_id"] not in best and result["indicator_id"] not in used:
            best[target["indicator_id"]] = target, result
            used.add(result["indicator_id"])
    if best or len(targets) != 1 or not targets[0]["unit"] or targets[0]["measure"] in _BARE:
        return [best[t["indicator_id"]] for t in targets if t["indicator_id"] in best]
    nearest = _nearest_clause(promise, statement)
    beside = [r for r in results if r["quote"] in nearest or nearest in r["quote"]]
    of_unit = [r for r in beside if _same_unit(targets[0]["unit"], r["unit"]) and r["qualifier"] != "change"]
    return [(targets[0], of_unit[0])] if len(of_unit) == 1 and targets[0]["qualifier"] != "change" else []


def comparable(target: Mapping, result: Mapping) -> bool:
    """Whether a result can be held against a target: one measure, one kind of unit, both levels or both changes."""
    if (target["qualifier"] == "change") != (result["qualifier"] == "change"):
        return False
    if not _same_unit(target["unit"], result["unit"]):
        return False
    if target["measure"] in _BARE or result["measure"] in _BARE:
        return False
    if target["measure_id"] and result["measure_id"]:
        # Measures of money are wide: one firm's output and all industry's have one id.
        least = _SAME_WORDS if target["unit"] == "元" else _SAME_ID
        return target["measure_id"] == result["measure_id"] and _word_share(target, result) >= least
    return _word_share(target, result) >= _SAME_WORDS


def reached(target: Mapping, result: Mapping) -> tuple[bool, float, str]:
    """Whether a result reaches its target, the share of the target it is, and the sum in figures."""
    aim, value = float(target["value"]), float(result["value"])
    most = target["qualifier"] == "at_most"
    rough = "approximate" in (target["qualifier"], result["qualifier"])
    slack = _SLACK if rough else 0.0
    if most:
        upper = target["value_upper"] if pd.notna(target["value_upper"]) else aim
        done, share = value <= upper * (1 + slack), 1.0 if value <= upper else upper / value
        sign = "<=" if value <= upper else ">"
    else:
        top = result["value_upper"] if pd.notna(result["value_upper"]) else value
        done, share = max(value, top) >= aim * (1 - slack), max(value, top) / aim if aim else 1.0
        sign = ">=" if max(value, top) >= aim else "<"
    note = " (roughly stated)" if rough else ""
    return done, share, f"{result['quote']} = {value:,.15g} {sign} {aim:,.15g} = {target['quote']}{note}"


def _nearest_clause(promise: str, statement: str) -> str:
    """The clause of a statement that has most pairs of characters of the promise."""
    pairs = {promise[i : i + 2] for i in range(len(promise) - 1)}
    return max(
        statement.split("，"), key=lambda clause: sum(clause[i : i + 2] in pairs for i in range(len(clause) - 1))
    )


def _same_unit(a: str, b: str) -> bool:
    return a == b or any(a in units and b in units for units in _SAME_UNITS)


def _word_share(target: Mapping, result: Mapping) -> float:
    """Share of the shorter measure's characters that the other has too."""
    a, b = set(target["measure"]), set(result["measure"])
    return len(a & b) / max(1, min(len(a), len(b)))


def _word(pattern: re.Pattern, statement: str, promise: str) -> str:
    """The first such word of the statement that the promise does not have itself."""
    own = set(pattern.findall(promise))
    return next((m[0] for m in pattern.finditer(statement) if m[0] not in own and m[0] not in promise), "")

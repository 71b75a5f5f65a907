"""Which stated figures answer which targets, and do they reach them?"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
import re

import pandas as pd

from unionreports.measures.commitments.outcome_words import nearest_clause

#: Kinds of counting words that count the same things.
_SAME_UNITS = ({"家", "个", "所", "处", "户", "座", ""}, {"人", "名", "位"}, {"场", "次", "期", "场次", "届"}, {"件", "起", "宗"}, {"份", "件", "篇"})  # fmt: skip
#: Measures that do not say what the money is for.
BARE = ("投资", "投入", "资金", "经费", "总投资", "计划投资", "投资额", "完成投资", "投入资金", "安排资金")
#: What opens a part of a sum.
_PART = ("其中", "含", "包括")
#: What is new, and what tells a new part of a stock: 增加到31个，其中今年新设9个 for 新建12个.
_NEW = re.compile("新[建增设开办组创成发吸]|增[设配加]")
#: Share of the shorter measure's characters that two of no common measure_id must share (新增就业 is not 再就业).
_SAME_WORDS = 0.75
#: The same where they have one (发展会员, 新增会员).
_SAME_ID = 0.5
#: Stated roughly (近300) a figure may fall short of its target by so much and still reach it.
_SLACK = 0.05


def fitting_figures(
    promise: str, statement: str, targets: Sequence[Mapping], results: Sequence[Mapping]
) -> list[tuple[Mapping, Mapping]]:
    """Targets with the results they can be held against, each used once; those go first whose measures are in words nearest.

    Where none has the measure of a lone target, a lone figure of its unit in the nearest clause, or else in the statement, is
    its result: 巡视4次 is answered by 巡视只安排了两次. A rate that is promised is answered by two numbers of one unit, of which
    the second is a part of the first: 受理案件612件，调解成功508件.
    """
    pairs = [(t, r) for t in targets for r in results if comparable(t, r)]
    best: dict[str, tuple[Mapping, Mapping]] = {}
    used = set()
    for target, result in sorted(pairs, key=_fitness):
        if target["indicator_id"] not in best and result["indicator_id"] not in used:
            best[target["indicator_id"]] = target, result
            used.add(result["indicator_id"])
    if best or len(targets) != 1 or not targets[0]["unit"] or targets[0]["measure"] in BARE:
        return [best[t["indicator_id"]] for t in targets if t["indicator_id"] in best]
    target, nearest = targets[0], nearest_clause(promise, statement)
    if target["qualifier"] == "change":
        return []
    of_unit = [r for r in results if _same_unit(target["unit"], r["unit"]) and r["qualifier"] != "change"]
    of_unit = [r for r in of_unit if not r["quote"].startswith(_PART)] or of_unit
    near = [r for r in of_unit if r["quote"] in nearest or nearest in r["quote"]]
    rate = _rate(results) if target["unit"] == "%" else None
    found = [lone[0] for lone in (near, [rate] if rate else [], of_unit) if len(lone) == 1]
    return [(target, found[0])] if found else []


def _fitness(pair: tuple[Mapping, Mapping]) -> tuple[bool, bool, float]:
    """Order of pairs of target and result, best first: what is new for what was to be new, sums before parts, measures near in words."""
    target, result = pair
    stock = _NEW.search(target["measure"]) is not None and not _NEW.search(result["measure"])
    return stock, result["quote"].startswith(_PART), -_word_share(target, result)


def _rate(results: Sequence[Mapping]) -> dict | None:
    """The second of two numbers of one unit in per cent of the first, in the row of the second; None where it is no part."""
    counts = [r for r in results if r["qualifier"] != "change" and r["unit"] not in ("%", "元", "")]
    for whole, part in pairwise(counts):
        if whole["unit"] == part["unit"] and 0 < part["value"] <= whole["value"]:
            value = 100 * float(part["value"]) / float(whole["value"])
            quote = f"{part['value']:,.15g} of {whole['value']:,.15g}{whole['unit']}"
            both = bool(whole["reliable"] and part["reliable"])
            return {
                **part,
                "value": round(value, 1),
                "value_upper": None,
                "unit": "%",
                "quote": quote,
                "reliable": both,
            }
    return None


def comparable(target: Mapping, result: Mapping) -> bool:
    """Whether a result can be held against a target: one measure, one kind of unit, both levels or both changes."""
    if (target["qualifier"] == "change") != (result["qualifier"] == "change"):
        return False
    if not _same_unit(target["unit"], result["unit"]):
        return False
    if target["measure"] in BARE or result["measure"] in BARE:
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


def _same_unit(a: str, b: str) -> bool:
    return a == b or any(a in units and b in units for units in _SAME_UNITS)


def _word_share(target: Mapping, result: Mapping) -> float:
    """Share of the shorter measure's characters that the other has too."""
    a, b = set(target["measure"]), set(result["measure"])
    return len(a & b) / max(1, min(len(a), len(b)))

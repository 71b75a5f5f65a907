"""How much did it change, which way, and from what?"""

import re

from unionreports.measures.indicators.measure_words import DECREASE, INCREASE

_BASE = re.compile(
    "同比|环比|(?:比|较|与|同|跟)(?:上年同期|去年同期|上年底|去年底|上一?年度?|去年|前年|往年|年初|期初|上届|上期|建国初期|[0-9]{4}年[^，。；]{0,4}|[^，。；、0-9]{1,8}?)"
    "(?:相比|比较)?(?=净?(?:增|提|上|下|减|降|翻|多|少|扩|缩|，|了)|又|分别|都|均|有)"
)


def direction_of(word: str) -> str:
    """Direction of a word of change; empty for none."""
    return "increase" if word in INCREASE else "decrease" if word in DECREASE else ""


def base_of(before: str) -> str:
    """What a change is counted from, in the words of the sentence before the figure; the nearest to it."""
    bases = _BASE.findall(before)
    return bases[-1] if bases else ""

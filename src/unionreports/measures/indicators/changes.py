"""How much did it change, which way, and from what?"""

import re

from unionreports.measures.indicators.measure_words import DECREASE, INCREASE

_THEN = "(?:上年度?同期|去年同期|上年底?|去年底?|上一?年度?|前年|往年|往届|年初|期初|上届|上期|同期|[0-9]{4}年(?:同期|年?[底末初])?)"
_BASE = re.compile(
    f"同比|环比|(?:比|较|与|同|跟){_THEN}(?:相比|比较)?|与[^，。；、]{{1,8}}相比"
    # 比重, 占比 and 评比 compare nothing with an earlier time.
    "|(?:(?<![占对评之成相同环])比(?![重例赛武拼价率学较])|(?<!比)较(?![大快好高多少为强]))[^，。；、0-9]{1,8}?(?=净?(?:增|提高|上升|下降|减|降|翻|多|少))"
)


def direction_of(word: str) -> str:
    """Direction of a word of change; empty for none."""
    return "increase" if word in INCREASE else "decrease" if word in DECREASE else ""


def base_of(before: str) -> str:
    """What a change is counted from: the last that its clause, or one without figures before it, says before the figure."""
    *earlier, own = before.rsplit("，", 2)
    if earlier and not any(c.isdigit() for c in earlier[-1]):
        own = earlier[-1] + "，" + own
    bases = _BASE.findall(own)
    return bases[-1] if bases else ""

"""Which lines above a text name the account that published it, and where that was done?"""

from collections.abc import Sequence
from itertools import pairwise
import re

from .lines import Line
from .titles import names_genre

#: The account that publishes, above the title of the report.
_ACCOUNT = re.compile(r"[^，。：\d]{2,12}(?:工会|发布|在线|融媒|资讯|之声|公众号|公众平台)")
_ITS_BODY = re.compile(r"[省市县区旗州盟镇乡道司校院厂局]总?工会")
#: Where the one who publishes was when he did, below the date.
_WHERE = frozenset(
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆".split()
)


def mark_publisher(lines: Sequence[Line], kinds: list[str], first: int) -> None:
    """Mark the account above a title that names its own body, and the place below the date of publication."""
    head = [i for i in range(min(first, len(lines))) if lines[i].text]
    for i, j in pairwise(head):
        if kinds[i] == "byline" and lines[j].text in _WHERE:
            kinds[j] = kinds[j] or "byline"
    free = [i for i in head if not kinds[i]][:2]
    if len(free) == 2 and _ACCOUNT.fullmatch(lines[free[0]].text):
        title = lines[free[1]].text
        if names_genre(title) and _ITS_BODY.search(title):
            kinds[free[0]] = "byline"

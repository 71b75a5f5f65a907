"""Which words before and behind a number bound it: 近, 超过, 不少于; 余, 以上, 左右, 以内."""

import re

APPROXIMATE, AT_LEAST, AT_MOST = "approximate", "at_least", "at_most"
#: Longest run of words before a number that is looked at.
REACH = 12

_BEFORE = re.compile(
    "(?P<at_most>不超过|不高于|不多于|不大于|不得超过|低于|少于|小于|不到|不足|不满|至多|最多|≤|<)"
    "|(?P<at_least>不少于|不低于|不小于|不下于|不下|不得少于|不得低于|超过|突破|高于|多于|大于|至少|最少|起码|逾|≥|>|(?<![赶反])超|(?<=[已均都])过(?=[半百千万亿])|(?<![网线以])上(?=[百千万亿]))"
    "|(?P<approximate>大约|大概|约有|约为|约达|约占|将近|接近|(?<![签合节预特履条公违续邀制失践守])约|(?<![附最邻远相临靠])近)"
)
#: Bounds that stand before the deed (至少培养40名): they tell how the number is meant, and are no part of it.
_APART = re.compile("(?:(?P<at_least>至少|最少|起码)|(?P<at_most>至多|最多))[要需应能可]?[\u4e00-\u9fff]{1,3}$")
#: The last characters of the words and links, for speed.
_LAST = frozenset("过于小大得到足满下少多近约逾超≥≤><高上占达为有破低起码概了 最")
_FAR = re.compile("[至最起][少多码]")
#: Between the word and its number (超过了95%, 约 300人); 达 and 到 stay outside where nothing bounds them.
_LINK = re.compile("(?:了|到|达|达到)? ?")
_BEHIND = re.compile(
    " ?(?:(?P<at_least>(?:（含[^（）]{0,6}）)?(?:及|或)?以上|之上)|(?P<at_most>(?:（含[^（）]{0,6}）)?(?:及|或)?以下|以内|之内|之下)"
    "|(?P<approximate>左右|上下(?!联|一|级|同|贯|配|齐|衔)|之多|有余|开外|许(?=[，。；、）])|[余多](?=[，。；、）]|以上|$)))"
)


def before(text: str, start: int, floor: int) -> tuple[int, str]:
    """Where the words that bound a number from before begin, and its qualifier; (start, "") without any.

    Parameters
    ----------
    start
        First character of the number.
    floor
        Nothing before this position is taken.
    """
    low = max(floor, start - REACH)
    if low == start or (text[start - 1] not in _LAST and not _FAR.search(text, low, start)):
        return start, ""
    for match in _BEFORE.finditer(text, low, start + 1):
        link = _LINK.match(text, match.end(), max(start, match.end()))
        if match.end() <= start and link.end() == start:
            return match.start(), match.lastgroup
    apart = _APART.search(text[low:start])
    return start, apart.lastgroup if apart else ""


def behind(text: str, end: int) -> tuple[int, str]:
    """Where the words that bound a number from behind end, and its qualifier; (end, "") without any."""
    match = _BEHIND.match(text, end)
    return (match.end(), match.lastgroup) if match else (end, "")


def qualifier(*found: str) -> str:
    """Qualifier of one figure with several bounds: a limit says more than 约 or 余."""
    return next((word for word in (AT_MOST, AT_LEAST, APPROXIMATE) if word in found), "exact")

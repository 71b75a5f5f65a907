"""Where does the thing counted begin and end among the words beside a figure?"""

import re

from unionreports.measures.indicators.measure_words import (
    ADVERB,
    AID,
    BODIES,
    CHANGE,
    DEED,
    DETERMINERS,
    DUAL,
    GIVING,
    HEADS,
    JOIN,
    LINK,
    MARK,
    NARROWING,
    NOUN,
    NOUN_MAKERS,
    OF,
    OF_THESE,
    PREPOSITION,
    SCOPE,
    TAKES_HEADS,
    TIME,
    WHERE,
)

Words = list[tuple[str, str]]

#: Words for what a new deed starts from (在去年30家的基础上).
_GROUNDS = ("基础", "前提", "目标", "任务", "指标")
#: People and bodies are counted themselves, whatever of theirs is spoken of (60家企业的职工 counts 企业).
COUNTED_APART = (
    "职工",
    "劳模",
    "企业",
    "工会",
    "单位",
    "会员",
    "同志",
    "主席",
    "干部",
    "农民工",
    "家庭",
    "镇",
    "村",
    "社区",
    "学校",
    "班组",
    "车间",
    "子女",
    "人员",
    "工人",
)
#: Verbs that make their object do or get something: they open no clause that narrows a noun.
_CAUSATIVES = frozenset("使 让 使得 把 将".split())
#: Who gives.
_GIVERS = ("工会", "集团", "公司", "政府", "局", "厂", "企业", "单位")
#: Places, each counted as one.
_PLACES = BODIES | {"区", "县", "市", "州", "旗", "乡"}
#: Nouns that 组织 follows as a noun where nothing it could organise comes after it.
_ORGANISED = ("工会", "党", "团", "职工", "联合会")
#: A number that is no figure, for want of a counting word (百万职工).
_NUMERAL = re.compile("[0-9十百千万亿]+")
#: Last characters of names for people by what they do.
_PEOPLE_ENDS = ("员", "工", "者", "手", "师", "警", "户")
#: A clause that narrows a noun (未建工会的规模企业) is no longer than this, in words.
_LONGEST_MODIFIER = 10


def joined(words: Words) -> str:
    """The words as text; a noun does not begin or end with a mark of listing."""
    while words and words[0][1] in (JOIN, OF, MARK):
        words = words[1:]
    while words and words[-1][1] in (JOIN, OF, MARK):
        words = words[:-1]
    return "".join(word for word, _ in words)


def is_noun(words: Words, i: int) -> bool:
    """Whether the word that can be a deed is part of a noun here: before 率, 数 or as 培训 in 职工培训."""
    part = words[i][1]
    following = words[i + 1] if i + 1 < len(words) else ("", MARK)
    if part == NOUN or part == SCOPE and following[0] in ("级", "员"):
        return True
    if part not in (DEED, DUAL, CHANGE, LINK, AID) or gives(words, i):
        return False
    if following[0] in NOUN_MAKERS:
        return True
    before = words[i - 1] if i else ("", MARK)
    if words[i][0] == "数":
        return before[1] in (NOUN, DUAL, DEED)
    if words[i][0] == "组织" and before[0].endswith(_ORGANISED) and following[1] in (LINK, CHANGE, MARK, ADVERB):
        return True
    if words[i][0] == "组织" and i + 1 == len(words) and before[1] in (NOUN, DUAL):
        # 建立 | 法律监督组织: another deed has it as its object.
        return any(part == DEED for _, part in words[:i])
    if (
        following[0] in HEADS
        and words[i][0] not in TAKES_HEADS
        and (i == 0 or before[1] == NOUN or before[0] in TAKES_HEADS)
    ):
        return True
    if part != DUAL or i == 0:
        return False
    if before[0] in DETERMINERS:
        return True
    if before[0] in NARROWING and i > 1 and words[i - 2][1] == NOUN:
        return True
    # The name of a whole list (安全、法律等培训, 法规等宣传资料) ends what it is part of.
    names = i + 1 == len(words) or following[1] == NOUN and not following[0].endswith(COUNTED_APART)
    return before[1] in (NOUN, DUAL, DEED, OF) or before[0] == "等" and names


def gives(words: Words, i: int) -> bool:
    """Whether a word for giving is a deed although a noun stands before it: that of the giver (集团工会 | 投入 | 资金)."""
    if words[i][0] not in GIVING or i == 0 or not words[i - 1][0].endswith(_GIVERS):
        return False
    to_people = words[-1][0].endswith((*COUNTED_APART, *_PEOPLE_ENDS))
    return words[i][0] == "投入" or i + 1 == len(words) or to_people


def modifier_end(words: Words, i: int) -> int:
    """End of a clause with 的 that begins at word i and narrows a noun after it; i itself where there is none."""
    if words[i][0] in _CAUSATIVES:
        return i
    for j in range(i, min(i + _LONGEST_MODIFIER, len(words) - 1)):
        part = words[j][1]
        if part == OF and (words[j + 1][1] in (NOUN, DUAL, SCOPE) or is_noun(words, j + 1)):
            return j + 1
        if part in (MARK, OF_THESE):
            break
    return i


def noun_after(words: Words, of_event: bool = False) -> int:
    """Number of words after a figure that belong to the thing it counts (10 个 基层 工会 | 换届); 0 where none does.

    `of_event`: the deed before the figure has a deed as its object (完成 | 9所 | 学校 创建).
    """
    i = 1 if words and words[0][1] == OF else 0
    if i < len(words) and words[i][0] in _GROUNDS:
        return 0
    begun, plain = False, True
    while i < len(words):
        word, part = words[i]
        following = words[i + 1][1] if i + 1 < len(words) else MARK
        if begun and _NUMERAL.fullmatch(word):
            break
        if begun and of_event and part in (DEED, DUAL, CHANGE):
            i += 1
            continue
        if part == DUAL and begun and following not in (NOUN, DUAL, OF) and not is_noun(words[: i + 2], i):
            break
        if part == DUAL and begun and i + 1 == len(words):
            # What people or bodies do, told behind them: said as their state.
            break
        if begun and len(word) == 1 and i + 1 < len(words) and words[i + 1][0] in ("了", "到", "过", "起"):
            # 大学生 | 圆 了: a verb the dictionary does not list.
            break
        if part in (NOUN, DUAL) or is_noun(words, i):
            begun = True
        elif part == OF and begun:
            apart = (
                plain
                and not of_event
                and words[i - 1][0].endswith(COUNTED_APART)
                and words[i - 1][0][0] not in "未应已"
            )
            events = (DEED, CHANGE) if of_event else ()
            if apart or following not in (NOUN, DUAL, SCOPE, *events) or words[i + 1][0] in _GROUNDS:
                break
        elif word in _PLACES and following not in (NOUN, DUAL):
            begun = True
        elif part == ADVERB and word in NARROWING and following in (NOUN, DUAL, SCOPE):
            begun = True
        elif part == SCOPE or part == ADVERB and not begun and following in (NOUN, DUAL, OF):
            pass
        elif part == JOIN and begun and following in (NOUN, DUAL, SCOPE):
            pass
        elif begun and part == DEED and words[i - 1][0].endswith((*COUNTED_APART, *_PEOPLE_ENDS)):
            # What is said of the people and bodies counted narrows another noun: 260名 | 职工 | 参加的运动会.
            break
        elif part in (PREPOSITION, DEED, ADVERB, TIME, AID, LINK, CHANGE, WHERE) and modifier_end(words, i) > i:
            i = modifier_end(words, i) - 1
            begun, plain = True, False
        else:
            break
        i += 1
    if not begun:
        return 0
    while i and words[i - 1][1] in (JOIN, ADVERB, OF):
        i -= 1
    return i


def without_scope(words: Words, of_deed: bool = False) -> Words:
    """A noun without what stands before it and only says whose it is, or that there are several (各类, 全市).

    A time before it is left out too, but not where the noun is the object of a deed (发放春节慰问金).
    """
    low = 0
    for i, (word, part) in enumerate(words):
        if word in NARROWING and i + 1 < len(words) and words[i + 1][1] in (NOUN, DUAL, SCOPE):
            break
        following = words[i + 1] if i + 1 < len(words) else ("", MARK)
        if (
            following[0].startswith("（")
            or word in _PLACES
            and (following[1] == JOIN or of_deed and following[1] == NOUN)
        ):
            # 镇（街道）工会, 区、开发区总工会, 新建 | 村工会 name kinds of bodies, and not one place.
            break
        if word in BODIES and (i + 1 == len(words) or words[i + 1][1] == JOIN):
            break
        leads = part in (SCOPE, ADVERB, AID, MARK, JOIN, OF, LINK) or word == "中" or part == TIME and not of_deed
        if leads and not is_noun(words, i):
            low = i + 1
        else:
            break
    return words[low:]


def bare_thing(words: Words) -> tuple[int, str]:
    """Where a thing without a deed begins, and the preposition before it."""
    for i in range(len(words) - 1, -1, -1):
        word, part = words[i]
        if part == PREPOSITION and modifier_end(words, i) == i:
            return i + 1, word
        if part in (LINK, CHANGE, MARK, OF_THESE) and not is_noun(words, i) or part == WHERE and i:
            return i + 1, ""
        opens = not (i and words[i - 1][1] in (NOUN, DUAL, DEED))
        if part in (TIME, AID) and opens and i + 1 < len(words) and not is_noun(words, i):
            if modifier_end(words, i) == i:
                return i + 1, ""
    return 0, ""

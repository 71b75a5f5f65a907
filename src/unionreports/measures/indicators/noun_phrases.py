"""Where does the thing counted begin and end among the words beside a figure?"""

from unionreports.measures.indicators.measure_words import (
    ADVERB,
    AID,
    BODIES,
    CHANGE,
    DEED,
    DUAL,
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
_GROUNDS = ("基础", "前提")
#: People and bodies are counted themselves, whatever of theirs is spoken of (60家企业的职工 counts 企业).
_COUNTED_APART = (
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
)
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
    if part not in (DEED, DUAL, CHANGE, LINK, AID):
        return False
    if following[0] in NOUN_MAKERS:
        return True
    if following[0] in HEADS and words[i][0] not in TAKES_HEADS and (i == 0 or words[i - 1][1] == NOUN):
        return True
    if part != DUAL or i == 0:
        return False
    # The name of a whole list (安全、法律等培训) ends what it is part of.
    return words[i - 1][1] in (NOUN, DUAL, DEED, OF) or words[i - 1][0] == "等" and i + 1 == len(words)


def modifier_end(words: Words, i: int) -> int:
    """End of a clause with 的 that begins at word i and narrows a noun after it; i itself where there is none."""
    for j in range(i, min(i + _LONGEST_MODIFIER, len(words) - 1)):
        part = words[j][1]
        if part == OF and (words[j + 1][1] in (NOUN, DUAL, SCOPE) or is_noun(words, j + 1)):
            return j + 1
        if part in (MARK, OF_THESE):
            break
    return i


def noun_after(words: Words) -> int:
    """Number of words after a figure that belong to the thing it counts (10 个 基层 工会 | 换届); 0 where none does."""
    i = 1 if words and words[0][1] == OF else 0
    if i < len(words) and words[i][0] in _GROUNDS:
        return 0
    begun, plain = False, True
    while i < len(words):
        word, part = words[i]
        following = words[i + 1][1] if i + 1 < len(words) else MARK
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
            apart = plain and words[i - 1][0].endswith(_COUNTED_APART) and words[i - 1][0][0] not in "未应已"
            if apart or following not in (NOUN, DUAL, SCOPE):
                break
        elif word in BODIES and following not in (NOUN, DUAL):
            begun = True
        elif part == ADVERB and word in NARROWING and following in (NOUN, DUAL, SCOPE):
            begun = True
        elif part == SCOPE or part == ADVERB and not begun and following in (NOUN, DUAL, OF):
            pass
        elif part == JOIN and begun and following in (NOUN, DUAL, SCOPE):
            pass
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
        if word in BODIES and (i + 1 == len(words) or words[i + 1][1] == JOIN):
            break
        leads = part in (SCOPE, ADVERB, AID, MARK, JOIN, OF, LINK) or part == TIME and not of_deed
        if leads and not is_noun(words, i):
            low = i + 1
        else:
            break
    return words[low:]

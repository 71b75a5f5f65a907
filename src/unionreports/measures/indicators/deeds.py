"""Which of the words before a figure is its deed, and what came about by it?"""

from unionreports.measures.indicators.measure_words import (
    ADVERB,
    AID,
    CHANGE,
    COMES_ABOUT,
    DEED,
    DUAL,
    EVENTS,
    FOR_WHOM,
    GIVING,
    INTENDS,
    LINK,
    NOUN,
    OF,
    OF_THESE,
    PREPOSITION,
    SCOPE,
    SELF_CONTAINED,
    TIME,
)
from unionreports.measures.indicators.noun_phrases import (
    COUNTED_APART,
    Words,
    bare_thing,
    gives,
    is_noun,
    modifier_end,
    without_scope,
)

#: Prepositions before what a deed is done by.
_BY_WAY_OF = ("通过", "经过", "经", "利用", "依托", "借助", "结合", "以")
#: Who does things, and is no thing that comes about.
_DOERS = ("工会", "集团", "公司", "政府", "局", "厂", "中心", "企业", "单位", "部门", "委员会", "学校", "院", "我们")


def with_intent(words: Words) -> Words:
    """The words, those that say a deed or a level is meant (计划投入, 争取达到) taken for adverbs."""
    if not any(word in INTENDS for word, _ in words):
        return words
    meant = []
    for (word, part), (following, after) in zip(words, [*words[1:], ("", NOUN)]):
        # 争取帮扶资金 and 争取到资金 are deeds of their own.
        own = word == "争取" and (after == DUAL or following == "到")
        leads = word in INTENDS and not own and after in (DEED, DUAL, LINK, CHANGE)
        meant.append((word, ADVERB if leads else part))
    return meant


def deed_at(words: Words, after: str) -> int | None:
    """Place of the last word that is a deed of its own, with the figure or the thing as its object.

    `after` is the thing named behind the figure, empty for none.
    """
    if words and after and words[-1][0] == "组织" or _acts_last(words, after):
        return len(words) - 1
    for i in range(len(words) - 1, -1, -1):
        part = words[i][1]
        barrier = part in (LINK, OF_THESE) and words[i][0] != "等" and not is_noun(words, i) and not completes(words, i)
        if (barrier or part == PREPOSITION and i + 1 == len(words)) and modifier_end(words, i) == i:
            return None
        if part == DEED and not is_noun(words, i) and modifier_end(words, i) == i:
            return i if i + 1 < len(words) or after else _event(words, i)
        if part == CHANGE and _changes_thing(words, i):
            return i
        if part == DUAL and not is_noun(words, i) and not _in_noun(words, i) and modifier_end(words, i) == i:
            return i
    return _after_preposition(words)


def _event(words: Words, i: int) -> int:
    """Place of the deed that has the one at i, right before a figure, as its object (完成 | 房屋 征收 | 3万平方米); i for none."""
    j = i - 1
    while j >= 0 and (words[j][1] in (NOUN, SCOPE, OF) or words[j][1] == DUAL and is_noun(words, j)):
        j -= 1
    return j if 0 <= j < i - 1 and words[j][0] in EVENTS else i


def _acts_last(words: Words, after: str) -> bool:
    """Whether a word that may be a deed, right before those counted, is one: the deed before it has its object
    (开展技能培训 | 安置 | 300名职工), or only leads to it (通过开展技能培训 | 安置 | 300人)."""
    if len(words) < 3 or words[-1][1] != DUAL or words[-1][0] not in GIVING or words[-2][1] not in (NOUN, DUAL):
        return False
    if not any(part == DEED for _, part in words[:-2]):
        return False
    return after.endswith(COUNTED_APART) or any(word in _BY_WAY_OF for word, _ in words[:-2])


def _changes_thing(words: Words, i: int) -> bool:
    """Whether a word of change has the thing behind it (减少事故9起)."""
    behind = words[i + 1 :]
    if i and words[i - 1][1] in (NOUN, DUAL, DEED):
        return False
    if len(words[i][0]) < 2 or not behind or is_noun(words, i) or modifier_end(words, i) != i:
        return False
    return all(part in (NOUN, SCOPE) or is_noun(behind, j) for j, (_, part) in enumerate(behind))


def _after_preposition(words: Words) -> int | None:
    """Place of a word that may be a deed and stands between what it is done for and its object (向职工赠阅资料)."""
    starts = [i for i, (word, _) in enumerate(words) if word in FOR_WHOM]
    for i in range(starts[-1] + 2 if starts else len(words), len(words)):
        if words[i][1] != DUAL or words[i - 1][1] != NOUN:
            continue
        if words[i][0] in SELF_CONTAINED or i + 1 < len(words) and words[i + 1][1] in (NOUN, SCOPE, ADVERB):
            return i
    return None


def completes(words: Words, i: int) -> bool:
    """Whether 到 or 至 belongs to the deed before it (争取到资金)."""
    return words[i][0] in ("到", "至") and i > 0 and words[i - 1][1] in (DEED, DUAL)


def _in_noun(words: Words, i: int) -> bool:
    """Whether a word that may be a deed follows a noun or another such word: then it is a part of it."""
    return i > 0 and words[i - 1][1] in (NOUN, DUAL, DEED, OF) and not gives(words, i)


def came_about(words: Words, low: int, deed: str, level: bool) -> Words:
    """The thing named before a deed without object, which the deed brought about (报告会 | 举行); empty for none.

    `level`: the deed leads to a level (会员发展到90人), so that whoever stands before it grew.
    """
    if not deed.endswith(tuple(COMES_ABOUT)):
        return []
    while low and words[low - 1][1] in (ADVERB, TIME, AID, LINK):
        low -= 1
    start, preposition = bare_thing(words[:low])
    thing = without_scope(words[start:low])
    if preposition or not thing or any(part == DEED and not is_noun(thing, i) for i, (_, part) in enumerate(thing)):
        return []
    return [] if thing[-1][0].endswith(_DOERS) and not (level or deed == "新增") else thing

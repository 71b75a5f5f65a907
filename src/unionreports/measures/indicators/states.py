"""What do the words behind a figure say of the thing it counts (452家企业 | 签订工资协议)?"""

from unionreports.measures.indicators.measure_words import (
    ADVERB,
    AID,
    BODIES,
    CHANGE,
    DEED,
    DUAL,
    JOIN,
    LINK,
    MARK,
    OF,
    OF_THESE,
    PREPOSITION,
    SCOPE,
    TIME,
    WHERE,
)
from unionreports.measures.indicators.noun_phrases import Words, is_noun

#: Words that change what a state says.
_LEADS = ("被", "未", "没有", "受到", "得到")
#: Deeds whose object is told as a deed (获得表彰).
_RECEIVES = ("受到", "得到", "获", "获得", "荣获", "取得", "接受", "享受")
#: Prepositions that are themselves the deed where no other follows (通过验收).
_PASSES = ("通过", "经过")
#: A deed that is told in more words than these is told by the whole clause; the measure keeps its beginning.
_LONGEST_STATE = 8


def state_of(words: Words) -> list[str]:
    """The first deed with its object, without adverbs, prepositions with their objects, time and place; empty for none."""
    if words and words[0][1] == OF:
        return []
    kept: list[str] = []
    i = 0
    while i < len(words) and len(kept) < _LONGEST_STATE:
        word, part = words[i]
        if _ends(words, i, kept):
            break
        noun = is_noun(words, i)
        if word in _LEADS or word == "为" and kept and words[i - 1][1] in (DEED, DUAL):
            kept.append(word)
        elif part == PREPOSITION and not noun and not kept:
            verb = _verb_after(words, i)
            if verb:
                i = verb
                continue
            if word in _PASSES:
                kept.append(word)
        elif part in (ADVERB, AID, LINK, PREPOSITION, TIME) and not noun:
            pass
        elif part == SCOPE and not (kept and word in BODIES) and not noun:
            pass
        else:
            if part == OF and kept and kept[0] in _RECEIVES:
                # Who gave it is no part of what was got (受到 | 市总的 | 表彰).
                kept = kept[:1]
            elif part == OF and len(kept) == 1:
                # 职工 | 参加 | 的运动会: what follows is what they take part in.
                break
            else:
                kept.append(word)
        i += 1
    while kept and kept[-1] == "的":
        kept.pop()
    return kept


def _ends(words: Words, i: int, kept: list[str]) -> bool:
    """Whether the state is over before word i."""
    word, part = words[i]
    if part in (MARK, OF_THESE, WHERE) or word in ("基础", "前提") or part in (CHANGE, JOIN) and not kept:
        return True
    if part == JOIN:
        return i + 1 == len(words) or words[i + 1][1] in (DEED, MARK)
    if part != DEED or not kept or kept[-1] in _LEADS or kept[0] in _RECEIVES:
        return False
    # 办理了 | 入会手续: a particle parts no deed from its object.
    before = words[i - 2 if words[i - 1][1] == AID and i > 1 else i - 1]
    return before[1] not in (DEED, DUAL) and before[0] not in _PASSES and not is_noun(words, i)


def _verb_after(words: Words, i: int) -> int:
    """Place of the deed that a phrase with the preposition at i leads to; 0 where none follows in the clause."""
    for j in range(i + 1, len(words)):
        part = words[j][1]
        if part == MARK:
            break
        finished = j + 1 < len(words) and words[j + 1][0] in ("了", "过")
        if part == DEED and not is_noun(words, j) or part == DUAL and finished or words[j][0] in _LEADS:
            return j
    return 0

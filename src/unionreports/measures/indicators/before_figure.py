"""What do the words before a figure say of it: deed, thing, change, or for whom?"""

from dataclasses import dataclass

from unionreports.measures.indicators.measure_words import (
    ADVERB,
    AID,
    CHANGE,
    COMPLETIONS,
    DEED,
    DUAL,
    FOR_WHOM,
    JOIN,
    LINK,
    MARK,
    NEWLY,
    NOUN,
    OF,
    OF_THESE,
    PREPOSITION,
    SCOPE,
    SIZE_ENDS,
    TAKES_HEADS,
    TIME,
    WHERE,
)
from unionreports.measures.indicators.noun_phrases import Words, is_noun, joined, modifier_end, without_scope

_LEVEL = frozenset(("到", "至", "为", "达", "达到", "到了"))
_TRAILING = frozenset((LINK, ADVERB, AID, TIME, OF, WHERE, MARK))
_COMPARISONS = frozenset("比 较 与 跟 同".split())
_WITH = frozenset("与 同 跟".split())
#: Prepositions that can stand before the figure itself (率为90%, 由85%提高, 保持在90%).
_BEFORE_FIGURES = frozenset("由 从 以 为 自 在 于".split())


@dataclass(frozen=True)
class Before:
    """What the words before a figure say."""

    deed: str = ""
    thing: str = ""
    things: tuple[str, ...] = ()
    change: str = ""
    preposition: str = ""
    #: Whether the thing is all that stands before the figure, so that its deed can be that of the figure before.
    bare: bool = False
    shares: bool = False
    of_these: bool = False


def read_before(words: Words, first: bool, named: bool) -> Before:
    """Deed, thing, word of change and preposition among the words before a figure; `named`: a thing stands behind it."""
    shares = not first and bool(words) and words[0][1] == JOIN
    of_these = False
    for i in range(len(words) - 1, -1, -1):
        if words[i][1] == OF_THESE:
            words, of_these, shares = words[i + 1 :], True, False
            break
    words = _without_base(words)
    narrows = bool(words) and words[-1][1] == OF
    if first and named and words and words[-1][0] in _WITH:
        return Before(preposition=words[-1][0])
    words, change, apart = _trim(words, first, named)
    if change:
        words = _without_comparison(words)
    at = _deed_at(words)
    if at is None:
        start, preposition = _bare_thing(words)
        if narrows and any(part in (DEED, DUAL) for _, part in words):
            # In 在本区经营的3家公司 the preposition is inside what narrows the noun.
            preposition = ""
        tail = words[start:]
        thing = joined(without_scope(tail))
        apart_things = _apart(tail) if apart else ()
        bare = start == 0 and not any(part == DEED for _, part in tail)
        return Before("", thing, apart_things, change, preposition, bare, shares, of_these)
    low = at
    while low and (words[low - 1][1] in (DEED, DUAL) and not is_noun(words, low - 1) or _joins_deeds(words, low)):
        low -= 1
    low -= low > 0 and words[low - 1][0] in NEWLY
    if at + 2 < len(words) and words[at + 1][1] == DUAL and words[at + 2][1] in (NOUN, SCOPE):
        # Two deeds with one object (走访慰问职工): a list that follows shares both.
        at += words[at][0] not in TAKES_HEADS
    deed = "".join(w for w, _ in words[low : at + 1])
    tail = [w for w in words[at + 1 + (at + 1 < len(words) and _completes(words, at + 1)) :] if w[1] != MARK]
    preposition = ""
    for i, (word, part) in enumerate(tail):
        if part in (PREPOSITION, LINK) and not is_noun(tail, i) and modifier_end(tail, i) == i:
            if named and i > 0 and part == PREPOSITION:
                # 请老师为30家企业授课: the deed before the preposition has an object of its own.
                return Before(preposition=word)
            tail = tail[i + 1 :] if part == LINK else tail[:i]
            break
    tail = without_scope(tail, of_deed=True)
    things = _apart(tail) if apart else ()
    return Before(deed, joined(tail), things, change, preposition, False, False, of_these)


def topic_of(words: Words) -> str:
    """The thing a clause without figures ends with, for a figure that stands alone in the next one."""
    words, _, _ = _trim(words, True, False)
    at = _deed_at(words)
    tail = words[at + 1 :] if at is not None else words[_bare_thing(words)[0] :]
    tail = without_scope(tail)
    return joined(tail) if len(tail) <= 5 and all(p in (NOUN, DUAL, DEED, JOIN, OF) for _, p in tail) else ""


def _without_base(words: Words) -> Words:
    """The words without the whole that a figure is a share of (占…的), which is not what it counts."""
    for i in range(len(words) - 1, 0, -1):
        if words[i][0] in ("占", "占到") and words[-1][1] == OF:
            return words[:i]
    return words


def _without_comparison(words: Words) -> Words:
    """The words without what a change is counted from (比上年, 与去年相比)."""
    for i, (word, _) in enumerate(words):
        if word in _COMPARISONS:
            return words[:i]
    return words


def _joins_deeds(words: Words, i: int) -> bool:
    return i > 1 and words[i - 1][1] == JOIN and words[i - 2][1] in (DEED, DUAL) and not is_noun(words, i - 2)


def _trim(words: Words, first: bool, named: bool) -> tuple[Words, str, bool]:
    """The words without those that only lead to the figure; a word of change among them; whether 分别 is."""
    high, change, apart = len(words), "", False
    level = False
    while high:
        word, part = words[high - 1]
        if word in COMPLETIONS and not named and high > 1 and words[high - 2][1] in (NOUN, DUAL):
            high -= 1
        elif part == CHANGE and not is_noun(words[:high], high - 1):
            if not level:
                change = word
            high -= 1
        elif part in _TRAILING or part == PREPOSITION or part == SCOPE and word in ("各", "其他"):
            if part == MARK and high < len(words) and words[high - 1][0] in ("、",):
                break
            if part in (AID, DUAL) and is_noun(words[:high], high - 1):
                break
            level |= word in _LEVEL
            apart |= word.startswith("分别")
            # 会员为90人 tells how many there are, 并为90人 for whom.
            named_before = [p for _, p in words[max(0, high - 3) : high - 1] if p != TIME][-1:]
            for_whom = word == "为" and (
                first if high == 1 else not {NOUN, DUAL, DEED}.issuperset(named_before or [MARK])
            )
            if part == PREPOSITION and (named or for_whom or word not in _BEFORE_FIGURES):
                break
            high -= 1
        else:
            break
    return words[:high], change, apart


def _deed_at(words: Words) -> int | None:
    """Place of the last word that is a deed of its own, with the figure or the thing as its object."""
    for i in range(len(words) - 1, -1, -1):
        part = words[i][1]
        barrier = (
            part in (LINK, OF_THESE) and words[i][0] != "等" and not is_noun(words, i) and not _completes(words, i)
        )
        if (barrier or part == PREPOSITION and i + 1 == len(words)) and modifier_end(words, i) == i:
            return None
        if part == DEED and not is_noun(words, i) and modifier_end(words, i) == i:
            return i
        if part == DUAL and not is_noun(words, i) and not _in_noun(words, i) and modifier_end(words, i) == i:
            return i
    return _deed_after_preposition(words)


def _deed_after_preposition(words: Words) -> int | None:
    """Place of a word that may be a deed and stands between what it is done for and its object (向职工赠阅资料)."""
    starts = [i for i, (word, _) in enumerate(words) if word in FOR_WHOM]
    for i in range(starts[-1] + 2 if starts else len(words), len(words) - 1):
        if words[i][1] == DUAL and words[i - 1][1] == NOUN and words[i + 1][1] in (NOUN, SCOPE, ADVERB):
            return i
    return None


def _completes(words: Words, i: int) -> bool:
    """Whether 到 or 至 belongs to the deed before it (争取到资金)."""
    return words[i][0] in ("到", "至") and i > 0 and words[i - 1][1] in (DEED, DUAL)


def _in_noun(words: Words, i: int) -> bool:
    """Whether a word that may be a deed follows a noun or another such word: then it is a part of it."""
    return i > 0 and words[i - 1][1] in (NOUN, DUAL, DEED, OF)


def _bare_thing(words: Words) -> tuple[int, str]:
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


def _apart(words: Words) -> tuple[str, ...]:
    """The things of a list that 分别 hands its figures to; the last one's 率 or 面 is that of all."""
    parts: list[Words] = [[]]
    for word in words:
        if word[1] == JOIN:
            parts.append([])
        else:
            parts[-1].append(word)
    names = [name for name in (joined(without_scope(p)) for p in parts) if name]
    if len(names) < 2:
        return ()
    last = parts[-1]
    if len(last) > 1 and last[-1][0][-1] in SIZE_ENDS:
        head = last[-1][0] if len(last[-1][0]) > 1 else last[-2][0] + last[-1][0]
        names = [n if n[-1] in SIZE_ENDS else n + head for n in names]
    return tuple(names)

"""What do the words before a figure say of it: deed, thing, change, or for whom?"""

from dataclasses import dataclass, replace

from unionreports.measures.indicators.deeds import came_about, completes, deed_at, with_intent
from unionreports.measures.indicators.measure_words import (
    ADVERB,
    AID,
    CHANGE,
    COMPLETIONS,
    DEED,
    DUAL,
    GROWTH,
    INTENDS,
    JOIN,
    LINK,
    MARK,
    NEWLY,
    NOUN,
    OF,
    OF_THESE,
    PIVOTS,
    PREPOSITION,
    SCOPE,
    SIZE_ENDS,
    TAKES_HEADS,
    TIME,
    WHERE,
    is_listed,
)
from unionreports.measures.indicators.noun_phrases import (
    Words,
    bare_thing,
    is_noun,
    joined,
    modifier_end,
    without_scope,
)

_LEVEL = frozenset(("到", "至", "为", "达", "达到", "到了", "均达", "均达到", "均为"))
_TRAILING = frozenset((LINK, ADVERB, AID, TIME, OF, WHERE, MARK))
_COMPARISONS = frozenset("比 较 与 跟 同".split())
#: Words after a thing of which the figure is a part.
_AMONG = frozenset("中 里 内 之中 当中".split())
#: Names of a change that can stand before a level (增幅达60%).
_RATES_OF_CHANGE = frozenset("增幅 降幅".split())
_WITH = frozenset("与 同 跟".split())
#: Deeds that aim at a level, and are no part of what reaches it (推动建会率达到90%).
_AIMS = INTENDS | PIVOTS
#: Names of sums, of all members of a list where the last has one (交通、水利投资).
_SUMS = frozenset("投资 收入 支出 面积 产值 经费 资金".split())
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
    #: Thing that came about, named before a deed without object (报告会 | 举行).
    subject: str = ""
    #: Whether the figure is a part of the thing (企业中有30家).
    among: bool = False
    #: Whether the figure says how far a thing has come (达到).
    level: bool = False


def read_before(words: Words, first: bool, after: str) -> Before:
    """Deed, thing, word of change and preposition among the words before a figure; `after`: the thing named behind it."""
    named = bool(after)
    shares = not first and bool(words) and words[0][1] == JOIN
    of_these = False
    for i in range(len(words) - 1, -1, -1):
        if words[i][1] == OF_THESE:
            words, of_these, shares = words[i + 1 :], True, False
            break
    last = next((i for i in range(len(words) - 1, -1, -1) if words[i][0] == "工会组织" or words[i][1] != SCOPE), 0)
    if named and words and words[last][0] == "工会组织":
        # The noun and the deed of a body are written alike: 企业工会组织30名职工疗养.
        words = [*words[:last], ("工会", SCOPE), ("组织", DEED), *words[last + 1 :]]
    words = with_intent(_without_base(words))
    if shares and len(words) > 2 and words[1][1] == DUAL and not is_listed(words[1][0]):
        # In a list of things a verb is the first part of a name (发放西瓜、防暑药品).
        words = [words[0], (words[1][0], NOUN), *words[2:]]
    narrows = bool(words) and words[-1][1] == OF
    if first and named and words and words[-1][0] in _WITH:
        return Before(preposition=words[-1][0])
    whole = words
    words, change, apart = _trim(words, first, named)
    lead = [word for word, part in whole[len(words) :]]
    level = not _LEVEL.isdisjoint(lead)
    found = Before(change=change, shares=shares, of_these=of_these, level=level, among=not _AMONG.isdisjoint(lead))
    if change:
        words = _grown(_without_comparison(words))
    at = deed_at(words, after)
    if at is None:
        start, preposition = bare_thing(words)
        if narrows and any(part in (DEED, DUAL) for _, part in words):
            # In 在本区经营的3家公司 the preposition is inside what narrows the noun.
            preposition = ""
        tail = words[start:]
        bare = start == 0 and not any(part == DEED for _, part in tail)
        things = _apart(tail) if apart else ()
        return replace(found, thing=joined(without_scope(tail)), things=things, preposition=preposition, bare=bare)
    low = at
    if words[at][1] == CHANGE:
        found = replace(found, change="" if level else words[at][0])
    while low and (words[low - 1][1] in (DEED, DUAL) and not is_noun(words, low - 1) or _joins_deeds(words, low)):
        if words[low - 1][0] in COMPLETIONS or words[at][1] == CHANGE:
            break
        low -= 1
    low -= low > 0 and words[low - 1][0] in NEWLY
    if at + 2 < len(words) and words[at + 1][1] == DUAL and words[at + 2][1] in (NOUN, SCOPE):
        # Two deeds with one object (走访慰问职工): a list that follows shares both.
        at += words[at][0] not in TAKES_HEADS
    elif named and at + 2 == len(words) and words[at + 1][1] == DUAL:
        at += words[at][0] not in TAKES_HEADS
    deed = "".join(w for w, _ in words[low : at + 1])
    tail = [w for w in words[at + 1 + (at + 1 < len(words) and completes(words, at + 1)) :] if w[1] != MARK]
    preposition = ""
    for i, (word, part) in enumerate(tail):
        if part in (PREPOSITION, LINK) and not is_noun(tail, i) and modifier_end(tail, i) == i:
            if named and i > 0 and part == PREPOSITION:
                # 请老师为30家企业授课: the deed before the preposition has an object of its own.
                return Before(preposition=word)
            tail = tail[i + 1 :] if part == LINK else tail[:i]
            break
    tail = without_scope(tail, of_deed=True)
    subject = ""
    if not tail and not named and not change:
        subject = joined(came_about(words, low, deed, level))
    reached = level and tail and tail[-1][0][-1] in SIZE_ENDS and words[at][0] in _AIMS
    if reached or level and not tail and deed in GROWTH:
        deed = ""
    things = _apart(tail) if apart else ()
    return replace(found, deed=deed, thing=joined(tail), things=things, preposition=preposition, subject=subject)


def topic_of(words: Words) -> str:
    """The thing a clause without figures ends with, for a figure that stands alone in the next one."""
    words, _, _ = _trim(words, True, False)
    at = deed_at(words, "")
    tail = words[at + 1 :] if at is not None else words[bare_thing(words)[0] :]
    tail = without_scope(tail)
    return joined(tail) if len(tail) <= 5 and all(p in (NOUN, DUAL, DEED, JOIN, OF) for _, p in tail) else ""


def _without_base(words: Words) -> Words:
    """The words without the whole that a figure is a share of (占…的), which is not what it counts."""
    for i in range(len(words) - 1, -1, -1):
        if words[i][0] in ("占", "占到") and words[-1][1] == OF:
            return words[:i]
    return words


def _without_comparison(words: Words) -> Words:
    """The words without what a change is counted from (比上年, 与去年相比)."""
    for i, (word, _) in enumerate(words):
        if word in _COMPARISONS:
            return words[:i]
    return words


def _grown(words: Words) -> Words:
    """The words, a deed that ends the name of what changed taken for a part of it (信访受理 | 下降)."""
    if len(words) > 1 and words[-1][1] in (DEED, DUAL) and words[-2][1] == NOUN:
        return [*words[:-1], (words[-1][0], NOUN)]
    return words


def _named_before(words: Words, i: int) -> bool:
    """Whether a thing stands before word i, with nothing but adverbs between (收入 | 分别 | 完成)."""
    while i and (words[i - 1][1] in (ADVERB, TIME) or words[i - 1][0].startswith("分别")):
        i -= 1
    return i > 0 and words[i - 1][1] in (NOUN, DUAL)


def _joins_deeds(words: Words, i: int) -> bool:
    return i > 1 and words[i - 1][1] == JOIN and words[i - 2][1] in (DEED, DUAL) and not is_noun(words, i - 2)


def _trim(words: Words, first: bool, named: bool) -> tuple[Words, str, bool]:
    """The words without those that only lead to the figure; a word of change among them; whether 分别 is."""
    high, change, apart = len(words), "", False
    level = False
    while high:
        word, part = words[high - 1]
        if word in COMPLETIONS and not named and _named_before(words, high - 1):
            high -= 1
        elif part == CHANGE and not is_noun(words[:high], high - 1):
            if not level or word in _RATES_OF_CHANGE:
                change = word
            high -= 1
        elif part in _TRAILING or part == PREPOSITION or part == SCOPE and word in ("各", "其他"):
            if part == MARK and high < len(words) and words[high - 1][0] in ("、",):
                break
            if (part in (AID, DUAL) or word == "数") and is_noun(words[:high], high - 1):
                break
            level |= word in _LEVEL
            apart |= word.startswith("分别")
            # 会员为90人 tells how many there are, 并为90人 for whom.
            named_before = [p for _, p in words[max(0, high - 3) : high - 1] if p != TIME][-1:]
            for_whom = word == "为" and (
                first if high == 1 else not {NOUN, DUAL, DEED, CHANGE}.issuperset(named_before or [MARK])
            )
            for_whom = for_whom and not (high > 1 and words[high - 2][0] in ("仅", "只"))
            if part == PREPOSITION and (named or for_whom or word not in _BEFORE_FIGURES):
                break
            high -= 1
        else:
            break
    return words[:high], change, apart


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
    if len(last) > 1 and (last[-1][0][-1] in SIZE_ENDS or last[-1][0] in _SUMS):
        head = last[-1][0] if len(last[-1][0]) > 1 else last[-2][0] + last[-1][0]
        names = [n if n[-1] in SIZE_ENDS or n.endswith(tuple(_SUMS)) else n + head for n in names]
    return tuple(names)

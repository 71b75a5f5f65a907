"""What does each figure of a sentence count? The deed and the thing, in the sentence's own words (coding rule F)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from unionreports.measures.indicators.clause_items import Clause
from unionreports.measures.indicators.measure_words import (
    ADVERB,
    BODIES,
    AID,
    CHANGE,
    COMPLETIONS,
    DEED,
    DUAL,
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
    SELF_CONTAINED,
    SIZES,
    TAKES_HEADS,
    TIME,
    WHERE,
)
from unionreports.measures.indicators.noun_phrases import (
    Words,
    is_noun,
    joined,
    modifier_end,
    noun_after,
    without_scope,
)

_LEVEL = frozenset(("到", "至", "为", "达", "达到", "到了"))
_TRAILING = frozenset((LINK, ADVERB, AID, TIME, OF, WHERE, MARK))
_COMPARISONS = frozenset("比 较 与 跟 同".split())
#: Where news was printed: the things printed there were named before (被省报录用信息5篇，市电视台2篇).
_CHANNELS = ("网", "报", "台", "杂志", "刊", "刊物", "简报", "公众号", "日报", "晚报")
#: Prepositions before those a deed is done for or to; it is told behind them.
_FOR = frozenset("为 给 向 对 把 将 与 同 跟".split())
_WITH = frozenset("与 同 跟".split())
_PIVOT_ENDS = tuple(PIVOTS)
#: Prepositions that can stand before the figure itself (率为90%, 由85%提高, 保持在90%).
_BEFORE_FIGURES = frozenset("由 从 以 为 自 在 于".split())
#: What a thing that is a size ends with: the one of a list's last member is that of all, and none is done by anyone.
_SIZE_ENDS = "率面数额量值"
#: Units of those who do things.
_OF_DOERS = frozenset("家 人 名 位 户 人次".split())
#: Words that change what a state says.
_LEADS = ("被", "未", "没有")
#: Most words beside a figure that are looked at: those further off belong to other things.
_NEAR = 40
#: A deed that is told in more words than these is told by the whole clause; the measure keeps its beginning.
_LONGEST_STATE = 8


@dataclass(frozen=True)
class Counted:
    """What one figure counts.

    Attributes
    ----------
    deed, thing
        Words of the report; either may be empty.
    state
        What is said of the thing behind it, where no deed stands before it (452家企业 | 签订工资协议).
    change
        The word of change (增长) where the figure is a difference, else empty.
    """

    deed: str = ""
    thing: str = ""
    state: str = ""
    change: str = ""

    @property
    def measure(self) -> str:
        return self.deed + self.thing + self.state


@dataclass(frozen=True)
class _Before:
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


def counted_things(clauses: Sequence[Clause], units: Sequence[str]) -> list[Counted]:
    """What each figure of a sentence counts, in the order of the figures.

    Parameters
    ----------
    clauses
        As `clause_items.clauses_of` gives them.
    units
        Unit of each figure of the sentence.
    """
    found: dict[int, Counted] = {}
    things: dict[str, str] = {}
    previous: tuple[Counted, str] | None = None
    topic = ""
    for clause in clauses:
        pending: list[str] = []
        handed = _Before()
        preposition = ""
        for k, figure in enumerate(clause.figures):
            after, rest = _split(clause.gaps[k + 1][:_NEAR], last=k + 2 == len(clause.gaps))
            between = clause.gaps[k]
            before_words = (between if k == 0 or len(between) > _NEAR else _split(between, last=False)[1])[-_NEAR:]
            before = _read_before(before_words, first=k == 0, named=bool(after))
            if k and before.shares and not before.thing:
                before = replace(before, preposition=preposition)
            preposition = before.preposition
            if before.things:
                pending, handed = list(before.things), before
            elif before.thing or before.deed or after:
                pending = []
            if pending:
                before = replace(handed, thing=pending.pop(0), things=())
            unit, last = units[figure], k + 2 == len(clause.gaps)
            counted = _put_together(before, after, rest, unit, previous, things.get(unit, ""), k, topic, last)
            found[figure] = counted
            previous = (counted, unit)
            if before.shares and counted.thing == after:
                _share_back(found, clause, k)
            if counted.thing and counted.thing not in SELF_CONTAINED and counted.thing[-1] not in _SIZE_ENDS:
                things[unit] = counted.thing
        if not clause.figures:
            topic = _topic(clause.gaps[0][-_NEAR:])
        elif not clause.inside:
            topic = ""
    return [found[i] for i in range(len(units))]


def _share_back(found: dict[int, Counted], clause: Clause, k: int) -> None:
    """Give what is told behind a list of figures (3家企业、8名职工受到表彰) to those before its last one."""
    last = found[clause.figures[k]]
    for j in range(k - 1, -1, -1):
        earlier = found[clause.figures[j]]
        joins = len(clause.gaps[j + 1]) > 0 and clause.gaps[j + 1][-1][1] == JOIN
        if not joins or earlier.change or earlier.state or earlier.deed not in ("", last.deed):
            break
        found[clause.figures[j]] = replace(earlier, deed=last.deed, state=last.state)


def _split(gap: Words, last: bool) -> tuple[str, Words]:
    """The thing named right behind a figure, and the words after it.

    Between two figures, what follows a mark of listing and reaches the next figure belongs to that one.
    """
    end = noun_after(gap)
    if not last:
        for i in range(end - 1, -1, -1):
            if gap[i][1] == JOIN and end == len(gap):
                end = i
    thing = gap[:end]
    return joined(without_scope(thing)), gap[end:]


def _read_before(words: Words, first: bool, named: bool) -> _Before:
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
        return _Before(preposition=words[-1][0])
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
        return _Before("", thing, apart_things, change, preposition, bare, shares, of_these)
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
            tail = tail[i + 1 :] if part == LINK else tail[:i]
            break
    tail = without_scope(tail, of_deed=True)
    things = _apart(tail) if apart else ()
    return _Before(deed, joined(tail), things, change, preposition, False, False, of_these)


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
    starts = [i for i, (word, _) in enumerate(words) if word in _FOR]
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
    if len(last) > 1 and last[-1][0][-1] in _SIZE_ENDS:
        head = last[-1][0] if len(last[-1][0]) > 1 else last[-2][0] + last[-1][0]
        names = [n if n[-1] in _SIZE_ENDS else n + head for n in names]
    return tuple(names)


def _state(words: Words) -> str:
    """What is said of the thing before it: the first deed with its object, without adverbs."""
    kept: list[str] = []
    for i, (word, part) in enumerate(words):
        if part in (MARK, OF_THESE, WHERE) or word in ("基础", "前提") or part in (CHANGE, JOIN) and not kept:
            break
        if part == JOIN and (i + 1 == len(words) or words[i + 1][1] in (DEED, MARK)):
            break
        if (
            kept
            and kept[-1] not in _LEADS
            and part == DEED
            and words[i - 1][1] not in (DEED, DUAL)
            and not is_noun(words, i)
        ):
            break
        if word in _LEADS:
            kept.append(word)
        elif part in (ADVERB, AID, LINK, PREPOSITION, TIME) and not is_noun(words, i):
            continue
        elif part == SCOPE and not (kept and word in BODIES) and not is_noun(words, i):
            continue
        else:
            kept.append(word)
        if len(kept) == _LONGEST_STATE:
            break
    return "".join(kept)


def _put_together(
    before: _Before,
    after: str,
    rest: Words,
    unit: str,
    previous: tuple[Counted, str] | None,
    of_unit: str,
    number: int,
    topic: str,
    last: bool,
) -> Counted:
    """Deed and thing of one figure, with what it takes from the figure before it."""
    earlier = previous[0] if previous else Counted()
    if before.change:
        if before.thing or after:
            return Counted(before.deed if before.thing else "", before.thing or after, change=before.change)
        if previous:
            return replace(earlier, change=before.change)
        return Counted(thing=topic, change=before.change)
    if after:
        deed = before.deed if not before.preposition else ""
        if not deed and before.shares and not before.thing:
            deed = earlier.deed
        state = ""
        if before.preposition in _FOR:
            deed = _state(rest) if last else ""
        elif not deed or deed.endswith(_PIVOT_ENDS) and last:
            state = _state(rest)
        return Counted(deed, after, state)
    if before.preposition in _FOR and not before.thing and not before.deed:
        return Counted(_state(rest))
    same_unit = previous is not None and previous[1] == unit
    if before.thing:
        deed = before.deed
        if not deed and not before.of_these:
            follows_on = same_unit and unit != "%" and number == 0 and before.bare and not earlier.state
            if follows_on and before.thing.endswith(_CHANNELS):
                return earlier
            if before.shares or follows_on:
                deed = earlier.deed
        if not deed and before.thing in SIZES:
            deed = earlier.deed
        return Counted(deed, before.thing)
    state = _state(rest) if last else ""
    if before.deed:
        if before.deed in SELF_CONTAINED:
            return Counted(before.deed)
        return Counted(before.deed, of_unit) if of_unit else Counted(before.deed, state=state)
    if state and of_unit:
        return Counted("", of_unit, state)
    if previous and not state:
        return earlier
    # A topic is what is done, not who does it: 开展竞赛，2家获奖.
    return Counted(thing="" if unit in _OF_DOERS else topic, state=state)


def _topic(words: Words) -> str:
    """The thing a clause without figures ends with, for a figure that stands alone in the next one."""
    words, _, _ = _trim(words, True, False)
    at = _deed_at(words)
    tail = words[at + 1 :] if at is not None else words[_bare_thing(words)[0] :]
    tail = without_scope(tail)
    return joined(tail) if len(tail) <= 5 and all(p in (NOUN, DUAL, DEED, JOIN, OF) for _, p in tail) else ""

"""What does each figure of a sentence count? The deed and the thing, in the sentence's own words (coding rule F)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from unionreports.measures.indicators.before_figure import Before, read_before, topic_of
from unionreports.measures.indicators.clause_items import Clause
from unionreports.measures.indicators.measure_words import (
    ADVERB,
    AID,
    BODIES,
    CHANGE,
    DEED,
    DUAL,
    FOR_WHOM,
    JOIN,
    LINK,
    MARK,
    OF,
    OF_THESE,
    PIVOTS,
    PREPOSITION,
    SCOPE,
    SELF_CONTAINED,
    SIZE_ENDS,
    SIZES,
    TIME,
    WHERE,
)
from unionreports.measures.indicators.noun_phrases import Words, is_noun, joined, noun_after, without_scope

#: Where news was printed: the things printed there were named before (被省报录用信息5篇，市电视台2篇).
_CHANNELS = ("网", "报", "台", "杂志", "刊", "刊物", "简报", "公众号", "日报", "晚报")
_PIVOT_ENDS = tuple(PIVOTS)
#: Units of those who do things.
_OF_DOERS = frozenset("家 人 名 位 户 人次".split())
#: Words that change what a state says.
_LEADS = ("被", "未", "没有")
#: Most figures of a list that share one deed.
_LONGEST_LIST = 12
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
        handed = Before()
        preposition = ""
        for k, figure in enumerate(clause.figures):
            after, rest = _split(clause.gaps[k + 1][:_NEAR], last=k + 2 == len(clause.gaps))
            between = clause.gaps[k]
            before_words = (between if k == 0 or len(between) > _NEAR else _split(between, last=False)[1])[-_NEAR:]
            before = read_before(before_words, first=k == 0, named=bool(after))
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
            if counted.thing and counted.thing not in SELF_CONTAINED and counted.thing[-1] not in SIZE_ENDS:
                things[unit] = counted.thing
        if not clause.figures:
            topic = topic_of(clause.gaps[0][-_NEAR:])
        elif not clause.inside:
            topic = ""
    return [found[i] for i in range(len(units))]


def _share_back(found: dict[int, Counted], clause: Clause, k: int) -> None:
    """Give what is told behind a list of figures (3家企业、8名职工受到表彰) to those before its last one."""
    last = found[clause.figures[k]]
    for j in range(k - 1, max(-1, k - 1 - _LONGEST_LIST), -1):
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


def _state(words: Words) -> str:
    """What is said of the thing before it: the first deed with its object, without adverbs."""
    kept: list[str] = []
    if words and words[0][1] == OF:
        return ""
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
    before: Before,
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
        if before.preposition in FOR_WHOM:
            deed = _state(rest) if last else ""
        elif not deed or deed.endswith(_PIVOT_ENDS) and last:
            state = _state(rest)
        return Counted(deed, after, state)
    if before.preposition in FOR_WHOM and not before.thing and not before.deed:
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

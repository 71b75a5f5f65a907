"""What does each figure of a sentence count? The deed and the thing, in the sentence's own words (coding rule F)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from unionreports.measures.indicators.before_figure import Before, read_before, topic_of
from unionreports.measures.indicators.clause_items import Clause
from unionreports.measures.indicators.measure_words import (
    DEED,
    EVENTS,
    FOR_WHOM,
    GROWTH,
    JOIN,
    PIVOTS,
    SELF_CONTAINED,
    SIZE_ENDS,
    SIZES,
    part_of,
)
from unionreports.measures.indicators.noun_phrases import Words, joined, noun_after, without_scope
from unionreports.measures.indicators.states import state_of

#: Where news was printed: the things printed there were named before (被省报录用信息5篇，市电视台2篇).
_CHANNELS = ("网", "报", "台", "杂志", "刊", "刊物", "简报", "公众号", "日报", "晚报")
_PIVOT_ENDS = tuple(PIVOTS)
#: Units of those who do things.
_OF_DOERS = frozenset("家 人 名 位 户 人次".split())
#: Nouns that say how a size was reckoned; none is done by the deed before.
_MEANS = ("人均", "年人均", "户均", "平均", "最高", "最低", "最多", "最大")
_MONEY = frozenset(("元", "美元"))
#: Most figures of a list that share one deed.
_LONGEST_LIST = 12
#: Most words beside a figure that are looked at: those further off belong to other things.
_NEAR = 40


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
    #: A figure of doers whose deed is told behind the doers of the next clause (有21家企业，1721名职工参加).
    waiting: int | None = None
    for clause in clauses:
        pending: list[str] = []
        handed = Before()
        preposition, of_event = "", False
        for k, figure in enumerate(clause.figures):
            last = k + 2 == len(clause.gaps)
            between = clause.gaps[k]
            of_event = _of_event(between, of_event)
            after, rest = _split(clause.gaps[k + 1][:_NEAR], last, of_event)
            before_words = (between if k == 0 or len(between) > _NEAR else _split(between, last=False)[1])[-_NEAR:]
            before = read_before(before_words, first=k == 0, after=after)
            if k and before.shares and not before.thing:
                before = replace(before, preposition=preposition)
            preposition = before.preposition
            if before.things:
                pending, handed = list(before.things), before
            elif before.thing or before.deed or after:
                pending = []
            if pending:
                before = replace(handed, thing=pending.pop(0), things=())
            unit = units[figure]
            counted = _put_together(before, after, rest, unit, previous, things.get(unit, ""), k, topic, last)
            found[figure] = counted
            previous = (counted, unit)
            if before.shares and counted.thing == after:
                _share_back(found, clause, k)
            if waiting is not None and k == 0 and not between and counted.state and not counted.deed:
                found[waiting] = replace(found[waiting], state=counted.state)
            waiting = figure if after and last and not rest and counted == Counted(thing=after) else None
            if counted.thing and counted.thing not in SELF_CONTAINED and counted.thing[-1] not in SIZE_ENDS:
                things[unit] = counted.thing
        if not clause.figures:
            waiting = None
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
        found[clause.figures[j]] = replace(earlier, deed=last.deed, thing=earlier.thing or last.thing, state=last.state)


def _of_event(between: Words, earlier: bool) -> bool:
    """Whether the words before a figure end with a deed that has deeds as objects, or continue a list of such."""
    return any(word in EVENTS for word, _ in between[-3:]) or earlier and bool(between) and between[-1][1] == JOIN


def _split(gap: Words, last: bool, of_event: bool = False) -> tuple[str, Words]:
    """The thing named right behind a figure, and the words after it.

    Between two figures, what follows a mark of listing and reaches the next figure belongs to that one.
    """
    end = noun_after(gap, of_event and (last or bool(gap) and gap[-1][1] == JOIN))
    if not last:
        for i in range(end - 1, -1, -1):
            if gap[i][1] == JOIN and end == len(gap):
                end = i
    thing = gap[:end]
    return joined(without_scope(thing)) or joined(thing), gap[end:]


def _rate_of(earlier: str, thing: str) -> str:
    """The rate of bodies of the same kind told before (国有企业建会率达到95%，非公企业达到76%); empty where none was."""
    at = earlier.rfind(thing[-2:])
    tail = earlier[at + 2 :] if at >= 0 and thing[-1] not in SIZE_ENDS else ""
    return tail if tail and tail[-1] in SIZE_ENDS else ""


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
    told = state_of(rest) if last else []
    if before.change:
        if before.thing in _MEANS:
            return Counted(thing=earlier.thing or topic or before.thing, change=before.change)
        if before.thing or after:
            return Counted(before.deed if before.thing else "", before.thing or after, change=before.change)
        if previous:
            return replace(earlier, change=before.change)
        return Counted(thing=topic, change=before.change)
    if after and before.level and before.thing and before.thing[-1] in SIZE_ENDS:
        return Counted(before.deed, before.thing)
    if after:
        deed = before.deed if not before.preposition else ""
        if not deed and before.shares and not before.thing:
            deed = earlier.deed
        if before.preposition in FOR_WHOM:
            # 对9名职工进行救助 is 救助职工, 为9名职工办理保险 is 职工办理保险.
            bare = len(told) == 1 or all(part_of(word, "") == DEED for word in told)
            return Counted("".join(told), after) if bare else Counted("", after, "".join(told))
        state = told if not deed or deed.endswith(_PIVOT_ENDS) else []
        return Counted(deed, after, "".join(state))
    if before.preposition in FOR_WHOM and not before.thing and not before.deed:
        return Counted("".join(told))
    same_unit = previous is not None and previous[1] == unit
    if before.thing:
        deed = before.deed
        if not deed and not before.of_these and not before.thing.startswith(_MEANS):
            follows_on = (
                same_unit and not before.level and unit != "%" and number == 0 and before.bare and not earlier.state
            )
            if follows_on and before.thing.endswith(_CHANNELS):
                return earlier
            if before.shares or follows_on:
                deed = earlier.deed
        if not deed and before.thing in SIZES:
            deed = earlier.deed
        if unit == "%" and not deed and before.level:
            return Counted(thing=before.thing + _rate_of(earlier.thing, before.thing), change=before.change)
        part_of_thing = not deed and (before.among or told[:1] == ["被"])
        return Counted(deed, before.thing, "".join(told) if part_of_thing else "")
    if before.subject:
        return Counted(before.deed, before.subject)
    state = "".join(told) if unit not in _MONEY else ""
    if before.deed:
        if before.deed in SELF_CONTAINED:
            return Counted(before.deed)
        return Counted(before.deed, of_unit) if of_unit else Counted(before.deed, state=state)
    if state and of_unit:
        return Counted("", of_unit, state)
    if previous and not state:
        # A level told after a change (提高3个百分点，达到91%) is none.
        deed = "" if before.level and earlier.deed in GROWTH and earlier.thing else earlier.deed
        return replace(earlier, deed=deed, change=earlier.change if before.shares else "")
    # A topic is what is done, not who does it: 开展竞赛，2家获奖.
    return Counted(thing="" if unit in _OF_DOERS else topic, state=state)

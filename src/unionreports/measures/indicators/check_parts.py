"""Do the parts a report names add up to their total?"""

from collections.abc import Iterator, Sequence
from math import isfinite
import re

from unionreports.measures.indicators.arithmetic import Finding, overlap, with_unit, written
from unionreports.measures.indicators.figures_in_text import Figure

#: What makes the figures after it parts of one before it.
_OPENS = re.compile("其中|（含|包括")
#: Where these stand before a figure, something else is told.
_OTHER_STATEMENT = re.compile("^[，；、：]?(?:全年|共|累计|总计|合计|同时|今年|去年|先后|还|另外|此外|并)")
#: Deeds that open a statement of their own unless the total or a part before is told with the same one.
_DEED = re.compile(
    "培训|发放|慰问|举办|新建|组建|签订|组织|开展|走访|帮扶|救助|接待|调处|发展|表彰|筹集|投入|评选|建立|成立|覆盖|涉及|挽回|追回|参加"
)
#: What stands before the second figure of a change: it replaces the first.
_INSTEAD = re.compile("(?:提高|增加|提升|扩大|调整|上升|增长|下降|降低|减少|升|降|增|减)(?:到|至|为)")
#: A figure for each of many is no total.
_FOR_EACH = re.compile("年均|平均|人均|[每各]")
#: So many characters before a figure still belong to it.
_NEAR = 8
#: A list that names the rest is meant to be whole.
_REST = re.compile("其他|其它|其余")
#: Of a list of this many parts that falls short of its total by no more than this share, one is likelier wrong than left out.
_LONG_LIST, _NEARLY = 3, 0.02
#: Figures from a total to its last part, at most.
_LONGEST = 40


def parts_of(figures: Sequence[Figure]) -> list[tuple[Figure, list[Figure]]]:
    """Each total with its parts: the figures of one sentence after 其中 (of these), 包括 or （含, counted in the same unit."""
    found = []
    for i, figure in enumerate(figures):
        opens = list(_OPENS.finditer(figure.before))
        if not opens or figure.counted in ("%", "个百分点") or figure.is_change:
            continue
        if _leaves_bracket(figure.before[opens[-1].end() :]):
            continue
        total = _total(figures, i, opens[-1].start() == 0 and figure.opens)
        if total is not None:
            bracketed = _open_bracket(figure)
            found.append((total, _list(figures[i : i + _LONGEST], total, bracketed)))
    return found


def check_parts(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Totals against their parts. Parts need not be all there are, so a list that falls far short says nothing."""
    for total, parts in parts_of(figures):
        part = max(parts, key=lambda part: part.low)
        if part.low > total.high:
            said = f"part {with_unit(part.value, part.row['unit'])} of {with_unit(total.value, total.row['unit'])}: larger than its total"
            ids = (total.indicator_id, part.indicator_id)
            yield Finding("parts", "conflicts", ids, said, total.value - part.value)
        else:
            yield _sum(total, parts)


def _sum(total: Figure, parts: Sequence[Figure]) -> Finding:
    low, high = sum(p.low for p in parts), sum(p.high for p in parts)
    value = sum(p.value for p in parts)
    difference = total.value - value
    whole = any(_REST.search(p.before) or _REST.search(p.row["measure"]) for p in parts)
    sum_of = " + ".join(written(p.value) for p in parts) + (f" = {written(value)}" if len(parts) > 1 else "")
    said = f"{sum_of}; stated total {with_unit(total.value, total.row['unit'])}; "
    if overlap((low, high), total.range):
        rounded = (
            "the same within rounding" if isfinite(high - low + total.high - total.low) else "not more than is stated"
        )
        verdict, why = "agrees", "the same" if difference == 0 else rounded
    elif low > total.high:
        why = f"the parts are {written(-difference)} more than the total"
        verdict, why = ("conflicts", why) if whole else ("doubtful", f"{why}, or overlap")
    elif whole:
        verdict, why = "conflicts", f"the parts, the rest among them, fall short by {written(difference)}"
    elif len(parts) >= _LONG_LIST and difference <= _NEARLY * total.value:
        verdict, why = "doubtful", f"the parts fall short by only {written(difference)}: one is wrong or not named"
    else:
        verdict, why = "agrees", "not more than the total; nothing says that these are all parts"
    return Finding("parts", verdict, (total.indicator_id, *(p.indicator_id for p in parts)), said + why, difference)


def _total(figures: Sequence[Figure], i: int, from_sentence_before: bool) -> Figure | None:
    """The last figure before the i-th counted in the same unit: in its sentence, or in the one before where that opens with 其中."""
    part = figures[i]
    sentences = {part.sentence} | ({part.sentence - 1} if from_sentence_before else set())
    for figure in reversed(figures[max(i - _LONGEST, 0) : i]):
        if figure.sentence not in sentences or figure.row["unit_id"] != part.row["unit_id"]:
            return None
        if figure.counted == part.counted and not figure.is_change:
            each = _FOR_EACH.search(figure.before[-_NEAR:] + figure.row["measure"])
            return figure if figure.row["status"] == part.row["status"] and not each else None
    return None


def _list(figures: Sequence[Figure], total: Figure, bracketed: bool) -> list[Figure]:
    """The parts from the first of `figures` on, until something else is told or the total is reached."""
    first, inner = figures[0], 0
    parts = [first]
    told = {m.group() for f in (total, first) for m in _DEED.finditer(f.row["measure"] + f.before)}
    for figure in figures[1:]:
        added = sum(part.value for part in parts)
        if figure.sentence != first.sentence or added == total.value or _OTHER_STATEMENT.search(figure.before):
            break
        if bracketed and _leaves_bracket(figure.before):
            break
        nested = _OPENS.search(figure.before)
        if nested and not _open_bracket(figure):
            break
        # Parts of a part stand in brackets of their own.
        inner = max(inner + figure.before.count("（") - figure.before.count("）"), 0) if not bracketed else 0
        if nested or inner:
            continue
        deed = _DEED.match(figure.row["measure"])
        if deed and deed.group() not in told:
            break
        if figure.counted == first.counted and not figure.is_change:
            # One that is larger than the total is told of something else, unless it is listed with the part before.
            if figure.low > total.high and not figure.before.startswith("、"):
                break
            if _INSTEAD.search(figure.before[-_NEAR:]):
                parts.pop()
            parts.append(figure)
    return parts


def _open_bracket(figure: Figure) -> bool:
    """Whether the figure stands in brackets."""
    before = figure.around[: figure.offset]
    return before.count("（") > before.count("）")


def _leaves_bracket(before: str) -> bool:
    return before.count("）") > before.count("（")

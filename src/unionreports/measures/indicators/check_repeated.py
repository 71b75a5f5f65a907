"""Does a report state the same measure twice, and the same figure?"""

from collections.abc import Iterator, Sequence
import re

from rapidfuzz.fuzz import ratio

from unionreports.measures.indicators.arithmetic import Finding, overlap, with_unit
from unionreports.measures.indicators.check_parts import parts_of
from unionreports.measures.indicators.figures_in_text import Figure

#: A measure named in fewer characters (职工, 企业) says too little to be the same thing twice.
_SAYS_ENOUGH = 4
#: Words around two different figures that are less alike than this (0 to 100, Indel similarity without the digits) tell of two things:
#: a street's three projects each 完成投资 (invested) something.
_ALIKE = 70
_NUMBER = re.compile("[0-9.,]+")
_SHARE = re.compile("(?:率|面|比例|比重)$")
#: What must be the same for two figures to be about the same thing.
_SAME = ("measure", "status", "period", "beneficiary")


def check_repeated(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Figures of one measure, period and status in different sentences, each against the first.

    Different stocks and rates are a conflict. Different flows told in like words are doubtful: a report may tell of two
    occasions. Parts of a total and lists in one sentence are no repetition.
    """
    parts = {part.indicator_id for _, listed in parts_of(figures) for part in listed}
    first: dict[tuple, Figure] = {}
    for figure in figures:
        if figure.indicator_id in parts or figure.is_change or len(figure.row["measure"]) < _SAYS_ENOUGH:
            continue
        key = (figure.counted, *(figure.row[name] for name in _SAME))
        earlier = first.setdefault(key, figure)
        if earlier is not figure and earlier.sentence != figure.sentence:
            finding = _compare(earlier, figure)
            if finding is not None:
                yield finding


def _compare(one: Figure, other: Figure) -> Finding | None:
    ids = (one.indicator_id, other.indicator_id)
    said = f"{one.row['measure']}: {with_unit(one.value, one.row['unit'])}, then {with_unit(other.value, other.row['unit'])}; "
    difference = one.value - other.value
    if overlap(one.range, other.range):
        why = "within what is stated" if difference else "the same"
        return Finding("repeated", "agrees", ids, said + why, difference)
    standing = one.row["period"].startswith("/") or bool(one.counted == "%" and _SHARE.search(one.row["measure"]))
    around = (_NUMBER.sub("", figure.row["quote"]) for figure in (one, other))
    if not standing and ratio(*around) < _ALIKE:
        return None
    why = "not the same" if standing else "not the same, unless two occasions are told"
    return Finding("repeated", "conflicts" if standing else "doubtful", ids, said + why, difference)

"""Which normalised measure and which groups do a report's words name?"""

from collections.abc import Callable
from functools import lru_cache
import re

from unionreports.text.measure_lexicon import UNIT_CLASSES, Measure, Measures
from unionreports.text.wording import alternatives


def measure_finder(measures: Measures) -> Callable[[str, str], str]:
    """A function of the words of a measure and a unit that gives the id of the measure they name, empty for none.

    The pattern with the most characters decides, of equal ones the measure that stands first in the lexicon. A unit that
    is empty, or none of a class, fits every measure that is no sum of money and no rate; the unit of a change in percent
    says nothing of what grew: it is given as None.
    """
    candidates = [(m, pattern, len("".join(pattern))) for m in measures.measures for pattern in m.patterns]
    by_first: dict[str, list[tuple[Measure, tuple[str, ...], int]]] = {}
    for candidate in candidates:
        by_first.setdefault(candidate[1][0], []).append(candidate)
    words = _any_of(by_first)
    order = {m.measure_id: i for i, m in enumerate(measures.measures)}

    @lru_cache(maxsize=1 << 16)
    def find(text: str, unit: str | None) -> str:
        best, most = "", (0, 0)
        for first in {m.group(1) for m in words.finditer(text)}:
            for measure, pattern, length in _beginning_with(first, by_first):
                rank = (length, -order[measure.measure_id])
                if rank > most and _in_order(pattern, text) and _fits(measure, text, unit):
                    best, most = measure.measure_id, rank
        return best

    return find


def group_finder(measures: Measures) -> Callable[[str], str]:
    """A function of a text that gives the ids of the groups it names, in the order of the lexicon, joined with |.

    The longest term at a place counts alone: 困难职工 names workers in hardship and not workers.
    """
    owner = {term: b.id for b in measures.beneficiaries for term in b.terms}
    terms = alternatives(owner)
    ids = [b.id for b in measures.beneficiaries]

    @lru_cache(maxsize=1 << 14)
    def find(text: str) -> str:
        named = {owner[term] for term in terms.findall(text)}
        return "|".join(i for i in ids if i in named)

    return find


def _any_of(words) -> re.Pattern:
    """Finds, at every position, the longest of the words that begins there."""
    return re.compile(f"(?=({alternatives(words).pattern}))")


def _beginning_with(word: str, by_first: dict) -> list:
    """Candidates whose first word stands where this longest one does: it, or a shorter one it begins with."""
    return [c for n in range(1, len(word) + 1) for c in by_first.get(word[:n], ())]


def _in_order(pattern: tuple[str, ...], text: str) -> bool:
    position = 0
    for word in pattern:
        position = text.find(word, position)
        if position < 0:
            return False
        position += len(word)
    return True


def _fits(measure: Measure, text: str, unit: str | None) -> bool:
    """Whether the measure can be counted in the unit and none of its forbidding words stands in the text."""
    if any(word in text for word in measure.not_with):
        return False
    if unit is None:
        return True
    known = any(unit in units for units in UNIT_CLASSES.values())
    if not unit or not known:
        return not {"money", "percent"}.issuperset(measure.unit_classes)
    return any(unit in UNIT_CLASSES[c] for c in measure.unit_classes)

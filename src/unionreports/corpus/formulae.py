"""Which dated political formulae a report names, and what years they leave open for its writing.

The table (`data/lexicons/formulae.csv`) gives each formula's first year (and month), the year it fades, and what it
can prove (`bound`): `lower`, a text that names it is not older; `window`, nor much younger; `weak`, nothing by itself.

How bounds are made from what a report names:

- A formula's first month is a lower bound on the month of writing. Unions below the county take a new formula
  up about two months later, when it has been passed down to them.
- The latest formula dates. One that faded before the latest one began is named in retrospect (lists such as
  邓小平理论、“三个代表”重要思想、科学发展观 go on for decades) and bounds nothing above.
- The others make a soft upper bound: after its last year each further year is less likely; where a text
  names a guiding thought but not its successor, years after the successor's spread are less likely too.
- A union congress can bear the number of a party congress (工会十六大): only 党的十六大, or the bare number with
  精神 or 以来 and no body's name before it, is the party's.
"""

from collections.abc import Sequence
import csv
from dataclasses import dataclass, field
from pathlib import Path
import re

import ahocorasick
import numpy as np

COLUMNS = ("term", "match_terms", "kind", "first_year", "first_month", "last_year", "bound", "note", "confidence", "source")
BOUNDS = ("lower", "window", "weak")
#: Likelihood of a text older than the formula it names, by confidence of the row: errors of the table and
#: chance meetings of words.
_TOO_EARLY = {"high": 0.02, "medium": 0.06, "low": 0.25}
_GRADES = ("high", "medium", "low")
#: No pile of formulae makes an earlier year less likely than this, since their errors are not independent;
#: each further year back takes a fifth of it.
_FLOOR = 0.004
_FURTHER_BACK = 0.8
#: Likelihood left by each year after a formula's last one.
_FADE = {"window": 0.3, "lower": 0.55}
#: Guiding thoughts, older to newer; a text that names one and not the next was hardly written
#: `_SPREAD` years after the next one began.
GUIDING = ("三个代表", "科学发展观", "系列重要讲话", "新时代中国特色社会主义思想")
_SPREAD = 2
_WITHOUT_SUCCESSOR = 0.5
_LOCAL_DELAY = 2
_LOCAL_LEVELS = ("township_street", "community_village", "enterprise", "institution")

_CONGRESS = re.compile(
    r"(?:党的|中共)((?:二?十[一二三四五六七八九]?大[、和及]?){2,6})"
    r"|(?<![会总市省区县团州镇乡企司厂校院党共、和及的])(二?十[一二三四五六七八九]?大)(?=精神|以来|报告|胜利)"
)
_PLENUMS = re.compile(r"(?<!团)(二?十[一二三四五六七八九]?届)((?:[一二三四五六七]中[、和及]?){2,7})全会")
# A congress that is awaited is named before it meets.
_AWAITED = re.compile(r"迎接?[^。；，\n]{0,4}\Z|筹备[^。；，\n]{0,3}\Z")
_TO_COME = re.compile(r"(?:即将|将(?:要|于)?|的?(?:筹备|即将))[^。；，\n]{0,12}召?开?")
_BATCH = re.compile(r"[（(]第([一二])批[）)]\Z")


@dataclass(frozen=True)
class Formula:
    """One row of the table. `first` and `last` count months from January of year 0; `last` is None while in use."""

    term: str
    patterns: tuple[str, ...]
    kind: str
    first: int
    last: int | None
    bound: str
    confidence: str

    @property
    def batch(self) -> str:
        """Batch of a campaign that went through the levels one after the other (一 or 二), else empty."""
        found = _BATCH.search(self.term)
        return found[1] if found else ""


@dataclass(frozen=True)
class FormulaMatch:
    """A formula named in a text, at its first place; `pattern` is the wording found."""

    start: int
    end: int
    formula: Formula
    pattern: str


@dataclass(frozen=True)
class Formulae:
    """The table, ready to be matched."""

    rows: tuple[Formula, ...]
    automaton: ahocorasick.Automaton = field(repr=False, compare=False)

    def match(self, text: str) -> list[FormulaMatch]:
        """The formulae a clean text names, each once, in the order of the table. One pass over the text."""
        places: dict[int, tuple[int, int, str]] = {}

        def note(start, end, pattern):
            if pattern.startswith(("党的", "中共")) and (_AWAITED.search(text[max(0, start - 8) : start]) or _TO_COME.match(text, end)):
                return
            _, rows = self.automaton.get(pattern, ("", ()))
            for row in rows:
                places.setdefault(row, (start, end, pattern))

        for last, (pattern, _) in self.automaton.iter_long(text) if self.rows else ():
            note(last + 1 - len(pattern), last + 1, pattern)
        for found in _PLENUMS.finditer(text):
            for which in re.findall("[一二三四五六七]", found[2]):
                note(found.start(), found.end(), f"{found[1]}{which}中全会")
        for found in _CONGRESS.finditer(text):
            for which in re.findall("[二十一三四五六七八九]+大", found[1] or found[2]):
                note(found.start(), found.end(), f"党的{which}")
        return [FormulaMatch(*places[row][:2], self.rows[row], places[row][2]) for row in sorted(places)]


def _month(year: str, month: str, default: int) -> int:
    return 12 * int(year) + int(month or default) - 1


def _formula(row: dict, line: int, path: Path) -> Formula:
    try:
        first = _month(row["first_year"], row["first_month"], 1)
        last = _month(row["last_year"], "", 12) if row["last_year"] else None
    except ValueError as error:
        raise ValueError(f"{path}, line {line}: a year or month is no number ({error}); write 2004 and 1 to 12") from error
    if row["bound"] not in BOUNDS or row["confidence"] not in _GRADES:
        raise ValueError(
            f"{path}, line {line}: bound {row['bound']!r} or confidence {row['confidence']!r} is unknown; "
            f"bound is one of {', '.join(BOUNDS)}, confidence one of {', '.join(_GRADES)}"
        )
    if last is not None and last < first:
        raise ValueError(f"{path}, line {line}: {row['term']} ends before it begins; look at first_year and last_year")
    patterns = tuple(p for p in row["match_terms"].split("|") if p)
    return Formula(row["term"], patterns, row["kind"], first, last, row["bound"], row["confidence"])


def load_formulae(path: Path) -> Formulae:
    """Read the table.

    Raises
    ------
    ValueError
        If a column is missing or a cell is not allowed; the message names file and line.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
        if missing:
            raise ValueError(f"{path}, line 1: no column {', '.join(missing)}; the header is {','.join(COLUMNS)}")
        return formulae([_formula(row, reader.line_num, path) for row in reader])


def formulae(rows: Sequence[Formula]) -> Formulae:
    """Formulae ready to be matched."""
    wordings: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(rows):
        for pattern in row.patterns:
            wordings[pattern] = (*wordings.get(pattern, ()), number)
    automaton = ahocorasick.Automaton()
    for pattern, numbers in wordings.items():
        automaton.add_word(pattern, (pattern, numbers))
    automaton.make_automaton()
    return Formulae(tuple(rows), automaton)


def dating(matches: Sequence[FormulaMatch], level: str) -> list[FormulaMatch]:
    """The matches that can date a report of this level.

    Weak rows go. Of a campaign that ran in two batches, the first is that of central and provincial bodies,
    the second that of cities and all below.
    """
    other = {"national": "二", "province": "二", "unknown": ""}.get(level, "一")
    return [m for m in matches if m.formula.bound != "weak" and (not m.formula.batch or m.formula.batch != other)]


def bounds_above(match: FormulaMatch, matches: Sequence[FormulaMatch]) -> bool:
    """Whether a formula is named as one of its time, and not in a list that newer ones have joined."""
    row = match.formula
    latest = max(m.formula.first for m in matches)
    if row.kind == "meeting" and any(m.formula.kind == "meeting" and m.formula.first > row.first for m in matches):
        return False
    return row.last is not None and row.last >= latest + (12 if row.bound == "lower" else 0)


def _share_from(first: int, years: np.ndarray, writing: tuple[int, int]) -> np.ndarray:
    """Share of each year's span of writing (months from its January) that lies at or after month `first`."""
    begin, end = writing
    return np.clip((12 * years + end + 1 - first) / (end + 1 - begin), 0.0, 1.0)


def log_likelihood(
    matches: Sequence[FormulaMatch], years: np.ndarray, writing: tuple[int, int], level: str
) -> np.ndarray:
    """Log-likelihood of each year reported on, given the formulae named.

    Parameters
    ----------
    matches
        What `dating` left.
    years : array of int, shape (n_years,)
    writing
        First and last month in which a report on a year is written, counted from its January (annual
        reports: 9 to 14, that is October to the next March).
    level
        Level of the issuer, for the delay with which a formula comes down.

    Returns
    -------
    array of float, shape (n_years,)
    """
    delay = _LOCAL_DELAY if level in _LOCAL_LEVELS else 0
    lower, upper = np.zeros(len(years)), np.zeros(len(years))
    latest = max((m.formula.first for m in matches), default=0)
    for m in matches:
        grade = m.formula.confidence
        if len(m.pattern) <= 3:  # short words meet by chance: one grade less
            grade = _GRADES[min(_GRADES.index(grade) + 1, 2)]
        # The delay is one of the formula's spread, not of what is sure: a law is named when it is passed.
        start = m.formula.first + (delay if m.formula.kind in ("meeting", "slogan") else 0)
        lower += np.log(np.maximum(_share_from(start, years, writing), _TOO_EARLY[grade]))
        if bounds_above(m, matches):
            beyond = np.maximum(0, years - m.formula.last // 12)
            upper += beyond * np.log(_FADE[m.formula.bound])
            upper += np.log(_last_year_share(m, years, beyond))
    back = np.maximum(0, latest // 12 - years) * np.log(_FURTHER_BACK)
    lower = np.maximum(lower, np.log(_FLOOR)) + back
    return lower + np.maximum(upper, np.log(_FLOOR) * 1.5) + _no_successor(matches, years)


def _last_year_share(match: FormulaMatch, years: np.ndarray, beyond: np.ndarray) -> np.ndarray:
    """What is left to the last year of a window and to those beyond; to the years long before what is welcomed (迎奥运)."""
    row, share = match.formula, np.ones(len(years))
    if row.bound == "window" and row.last - row.first < 36:
        # A short window's last year is rarely whole, except for a plenum, which leads until the next one.
        if row.first // 12 < row.last // 12:
            share[years == row.last // 12] = 0.8 if row.kind == "meeting" else 0.5
        share[beyond > 0] = 0.5
    if match.pattern.startswith("迎"):
        share[years < row.last // 12 - 1] = 0.5
    return share


def _no_successor(matches: Sequence[FormulaMatch], years: np.ndarray) -> np.ndarray:
    """Years in which the next guiding thought would be expected."""
    named = [rank for rank, thought in enumerate(GUIDING) if any(thought in m.pattern for m in matches)]
    began = {0: 2003, 1: 2012, 2: 2017}  # 科学发展观; the 18th congress and its speeches; 新时代思想
    if not named or max(named) not in began:
        return np.zeros(len(years))
    return np.maximum(0, years - began[max(named)] - _SPREAD) * np.log(_WITHOUT_SUCCESSOR)


def bounded_above(matches: Sequence[FormulaMatch]) -> bool:
    """Whether any formula named leaves an upper bound."""
    guiding = any(thought in m.pattern for m in matches for thought in GUIDING[:-1])
    newest = any(GUIDING[-1] in m.pattern for m in matches)
    return any(bounds_above(m, matches) for m in matches) or (guiding and not newest)

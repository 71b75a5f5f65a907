"""Which dated political formulae a report names.

The table (`data/lexicons/formulae.csv`) gives each formula's first year (and month), the year it fades, and what it
can prove (`bound`): `lower`, a text that names it is not older; `window`, nor much younger; `weak`, nothing by itself.
What the formulae named leave open is worked out in `formula_bounds`.

A union congress can bear the number of a party congress (工会十六大): only 党的十六大, or the bare number with 精神 or 以来
and no body's name before it, is the party's. A congress that is awaited (迎接党的十八大) has not met.
"""

from collections.abc import Mapping, Sequence
import csv
from dataclasses import dataclass, field
from pathlib import Path
import re

from ..errors import InputError
from .word_finder import WordFinder

COLUMNS = (
    "term", "match_terms", "kind", "first_year", "first_month", "last_year", "bound", "note", "confidence", "source",
)  # fmt: skip
BOUNDS = ("lower", "window", "weak")
GRADES = ("high", "medium", "low")

_WHICH = "[一二三四五六七八九]?大"
_SEVERAL = rf"((?:二?十{_WHICH}[、和及]?){{2,6}})"
_BARE = f"{_WHICH}(?=精神|以来|报告|胜利)"
# The alternatives begin with a character each: a text is then searched for these, and not tried at every place.
_CONGRESS = re.compile(f"党的{_SEVERAL}|中共{_SEVERAL}|二十{_BARE}|十{_BARE}")
#: Before a bare number of a congress: it is another body's, or one of several that are named together.
_NOT_BARE = "会总市省区县团州镇乡企司厂校院党共、和及的"
_PLENUMS = re.compile(r"((?:二十|十)[一二三四五六七八九]?届)((?:[一二三四五六七]中[、和及]?){2,7})全会")
_CONGRESSES = ("党的", "中共", "中国工会", "全总")
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
    words: WordFinder = field(repr=False, compare=False)
    numbers: Mapping[str, tuple[int, ...]] = field(repr=False, compare=False)

    def match(self, text: str) -> list[FormulaMatch]:
        """The formulae a clean text names, each once, in the order of the table. One pass over the text."""
        places: dict[int, tuple[int, int, str]] = {}

        def note(start, end, pattern):
            before = text[max(0, start - 8) : start]
            awaited = pattern.startswith(_CONGRESSES) and (_AWAITED.search(before) or _TO_COME.match(text, end))
            if awaited or before.endswith("团"):  # 共青团十六届三中全会 is the Youth League's
                return
            for row in self.numbers.get(pattern, ()):
                places.setdefault(row, (start, end, pattern))

        reached = 0
        for start, end, pattern in self.words.find(text):
            if start >= reached:
                note(start, end, pattern)
                reached = end
        for found in _PLENUMS.finditer(text):
            for which in re.findall("[一二三四五六七]", found[2]):
                note(found.start(), found.end(), f"{found[1]}{which}中全会")
        for found in _CONGRESS.finditer(text):
            several = found[1] or found[2]
            if not several and found.start() and text[found.start() - 1] in _NOT_BARE:
                continue
            for which in re.findall("[二十一三四五六七八九]+大", several or found[0]):
                note(found.start(), found.end(), f"党的{which}")
        return [FormulaMatch(*places[row][:2], self.rows[row], places[row][2]) for row in sorted(places)]


def _formula(row: dict, line: int, path: Path) -> Formula:
    for column, allowed in (("bound", BOUNDS), ("confidence", GRADES)):
        if row[column] not in allowed:
            raise InputError(
                path, "unknown word", line=line, column=column, value=row[column],
                allowed=", ".join(allowed), remedy="write one of the words allowed",
            )  # fmt: skip
    months = {}
    for column, month in (("first_year", row["first_month"] or "1"), ("last_year", "12")):
        try:
            months[column] = 12 * int(row[column]) + int(month) - 1 if row[column] or column == "first_year" else None
        except ValueError as error:
            raise InputError(
                path, "no year, or no month beside it", line=line, column=column, value=row[column],
                allowed="a year such as 2004; months 1 to 12", remedy="correct the cell",
            ) from error  # fmt: skip
    first, last = months["first_year"], months["last_year"]
    if last is not None and last < first:
        raise InputError(
            path, "ends before it begins", line=line, column="last_year", value=row["last_year"],
            remedy="correct first_year or last_year",
        )  # fmt: skip
    patterns = tuple(p for p in row["match_terms"].split("|") if p)
    return Formula(row["term"], patterns, row["kind"], first, last, row["bound"], row["confidence"])


def load_formulae(*paths: Path) -> Formulae:
    """Read the table, and the tables that extend it: their rows are appended.

    Raises
    ------
    InputError
        If a column is missing or a cell is not allowed; the message names file, line and column.
    """
    return formulae([formula for path in paths for formula in _read(path)])


def _read(path: Path) -> list[Formula]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
        if missing:
            raise InputError(
                path, f"no column {', '.join(missing)}", line=1, remedy=f"give the file the header {','.join(COLUMNS)}"
            )
        return [_formula(row, reader.line_num, path) for row in reader]


def formulae(rows: Sequence[Formula]) -> Formulae:
    """Formulae ready to be matched."""
    wordings: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(rows):
        for pattern in row.patterns:
            wordings[pattern] = (*wordings.get(pattern, ()), number)
    return Formulae(tuple(rows), WordFinder((pattern, pattern) for pattern in wordings), wordings)

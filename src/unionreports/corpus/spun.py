"""Was a text rewritten by a program that puts synonyms for words (伪原创, "spun")?

Such programs change words inside phrases that nobody changes: names, political formulae, terms of union work
(科学发展观 becomes 科学开展观). A text is flagged where several different phrases have one word replaced. It is not mended:
what the program did where no set phrase stood cannot be known.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from unionreports.config import lexicon_files
from unionreports.errors import InputError
from unionreports.sheets import read_sheet

from .word_finder import WordFinder

COLUMNS = ("term", "kind", "replacement", "source")
KINDS = ("phrase", "swap", "listed swap", "real")
#: Different phrases, and different words replaced in them, from which on no slip of a writer explains it. Of 2,240 reports,
#: laws and invented pages none reaches two.
FEWEST_PHRASES, FEWEST_WORDS = 3, 2
#: Shortest phrase that is looked for.
_SHORTEST = 4
_SHOWN = 5

#: A form found: the form, the phrase it was made from, the word that was replaced.
_Form = tuple[str, str, str]


class SetPhrases:
    """Forms that set phrases take when a program replaces one of their words.

    Parameters
    ----------
    paths
        Tables of phrases and replacements (data/lexicons/set_phrases.csv and what extends it). A `swap` is made in every
        phrase, a `listed swap` only in those of these tables, since it can make a phrase of another list into a real one.
        A `real` form is never counted.
    others
        Further phrases: terms of the dictionary, patterns of political formulae.

    Raises
    ------
    InputError
        A column is missing, a term is empty or a kind is none of the four.
    """

    def __init__(self, paths: Sequence[Path], others: Sequence[str] = ()):
        self._rows = [row for path in paths for row in _read(path)]
        self._others = others

    @cached_property
    def forms(self) -> dict[str, _Form]:
        """The forms, none of which is a phrase itself or listed as real."""
        own = [row["term"] for row in self._rows if row["kind"] == "phrase"]
        swaps = [(row["term"], row["replacement"], row["kind"]) for row in self._rows if "swap" in row["kind"]]
        real = {row["term"] for row in self._rows if row["kind"] == "real"} | {*own, *self._others}
        made = {form[0]: form for form in _forms(own, swaps)}
        for form in _forms(self._others, [swap for swap in swaps if swap[2] == "swap"]):
            made.setdefault(form[0], form)
        return {form: how for form, how in made.items() if form not in real}

    @cached_property
    def finder(self) -> WordFinder:
        """Where a text has the forms."""
        return WordFinder(self.forms.items())


def read_set_phrases(folder: Path, formulae: Sequence[str]) -> SetPhrases:
    """Set phrases from a folder of lexicons, with the terms of its dictionary and the patterns of political formulae."""
    terms = [
        row.cells["term"]
        for path in lexicon_files(folder, "terms.csv")
        for row in read_sheet(path, ("term",), ("term",), _told_elsewhere)
    ]
    return SetPhrases(lexicon_files(folder, "set_phrases.csv"), [*terms, *formulae])


def _told_elsewhere(error: InputError) -> None:
    """Pass over a fault of the dictionary: it is told where the dictionary is read for its own sake."""


def spun(text: str, phrases: SetPhrases) -> str:
    """Evidence that a report was spun: the phrases changed, with their quotes; empty where there is none."""
    found: dict[str, tuple[str, int]] = {}
    words = set()
    for start, (form, phrase, word) in _places(text, phrases):
        if phrase not in found:
            found[phrase] = (form, start)
            words.add(word)
    if len(found) < FEWEST_PHRASES or len(words) < FEWEST_WORDS:
        return ""
    shown = ", ".join(f"{form} for {phrase} (at {at})" for phrase, (form, at) in list(found.items())[:_SHOWN])
    return f"{len(found)} set phrases with one of {len(words)} words replaced: {shown}"


def _places(text: str, phrases: SetPhrases) -> Iterator[tuple[int, _Form]]:
    """Places of a text with a form, each once: where forms overlap, the shortest, which the others contain."""
    place: tuple[int, _Form] | None = None
    reach = 0
    for start, end, form in phrases.finder.find(text):
        if place and start < reach:
            place = min(place, (start, form), key=lambda p: len(p[1][0]))
        else:
            if place:
                yield place
            place = (start, form)
        reach = max(reach, end)
    if place:
        yield place


def _forms(phrases: Sequence[str], swaps: Sequence[tuple[str, str, str]]) -> Iterator[_Form]:
    """Every phrase with one occurrence of one word replaced; the shorter phrases first."""
    for phrase in sorted(phrases, key=lambda p: (len(p), p)):
        if len(phrase) < _SHORTEST:
            continue
        for word, replacement, _ in swaps:
            at = phrase.find(word)
            while at >= 0:
                yield phrase[:at] + replacement + phrase[at + len(word) :], phrase, word
                at = phrase.find(word, at + 1)


def _read(path: Path) -> list[dict[str, str]]:
    rows = read_sheet(path, COLUMNS, ("term", "kind"))
    for row in rows:
        if row.cells["kind"] not in KINDS:
            raise row.error("kind", "no such kind", allowed=", ".join(KINDS), remedy="write one of the words allowed")
        if ("swap" in row.cells["kind"]) != bool(row.cells["replacement"]):
            raise row.error(
                "replacement", "a swap has a replacement, nothing else has", remedy="mend kind or replacement"
            )
    return [row.cells for row in rows]

"""Which names are of one thing, and which like names are of different ones? For comparing plans with what is told later."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
import re

import numpy as np

from unionreports.config import lexicon_files
from unionreports.text.lexicon_files import read_rows, refuse, refuse_lists

SYNONYM_COLUMNS = ("terms", "source")
CONTRAST_COLUMNS = ("family", "id", "terms", "source")


@dataclass(frozen=True)
class Wording:
    """How things are named.

    Attributes
    ----------
    forms
        The form each name of a thing is read as.
    contrasts
        For each family (persons, level, ownership ...) the words by which each of its members is known. Of two texts that name
        members of one family and none in common, the things are different ones.
    """

    forms: dict[str, str]
    contrasts: dict[str, dict[str, tuple[str, ...]]]

    def one_form(self, text: str) -> str:
        """The text with every name of a thing in its one form, longest names first; only for comparing, positions change."""
        return self._any.sub(lambda match: self.forms.get(match[0], match[0]), text) if self.forms else text

    def members(self, text: str) -> dict[str, frozenset[str]]:
        """Members of each family that a text names; families it names none of are left out."""
        found = defaultdict(set)
        for match in self._terms.finditer(text):
            for family, member in self._of_term[match[0]]:
                found[family].add(member)
        return {family: frozenset(ids) for family, ids in found.items()}

    def narrowing(self, text: str) -> np.ndarray:
        """Whether each character, and the end, is of a word that names a member of a family; shape (n_chars + 1,)."""
        inside = np.zeros(len(text) + 1, bool)
        for match in self._terms.finditer(text):
            inside[match.start() : match.end()] = True
        return inside

    @cached_property
    def _any(self) -> re.Pattern:
        return alternatives([*self.forms, *self.forms.values()])

    @cached_property
    def _of_term(self) -> dict[str, list[tuple[str, str]]]:
        """Members each term stands for, with those of the shorter terms in it: 女教师 are women and teachers."""
        own: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for family, members in self.contrasts.items():
            for member, terms in members.items():
                for term in terms:
                    own[term].append((family, member))
        return {term: [m for other in own if other in term for m in own[other]] for term in own}

    @cached_property
    def _terms(self) -> re.Pattern:
        return alternatives(self._of_term)


def alternatives(words: Iterable[str]) -> re.Pattern:
    """Any of the words, the longest that stands at a place; parted by their first letters, so that most are never tried."""
    by_first: dict[str, set[str]] = defaultdict(set)
    for word in words:
        by_first[word[0]].add(word[1:])
    parts = []
    for first, rests in sorted(by_first.items()):
        rest = "|".join(re.escape(r) for r in sorted(rests, key=lambda r: (-len(r), r)))
        parts.append(f"{re.escape(first)}(?:{rest})")
    return re.compile("|".join(parts) or r"(?!)")


def read_wording(folder: Path) -> Wording:
    """Read `synonyms.csv` and `contrasts.csv` of a project's lexicons, or those that come with the software.

    In `synonyms.csv` a row's first term is the form the others are read as; a row whose first term is known already adds to it.

    Raises
    ------
    InputError
        A column missing, terms joined with another mark than |, a name read as two forms, an empty cell.
    """
    forms: dict[str, str] = {}
    for path in lexicon_files(folder, "synonyms.csv"):
        rows = read_rows(path, SYNONYM_COLUMNS)
        refuse_lists(rows, ["terms"])
        for _, row in rows.iterrows():
            first, *others = _terms_of(row)
            form = forms.get(first, first)
            for term in others:
                if forms.setdefault(term, form) != form:
                    raise refuse(row, "terms", f"{term} is read as {forms[term]} already", remedy="keep it in one row")
    contrasts: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in lexicon_files(folder, "contrasts.csv"):
        rows = read_rows(path, CONTRAST_COLUMNS)
        refuse_lists(rows, ["terms"])
        for _, row in rows.iterrows():
            known = contrasts.setdefault(row["family"], {})
            known[row["id"]] = tuple(dict.fromkeys([*known.get(row["id"], ()), *_terms_of(row)]))
    return Wording(forms, contrasts)


def _terms_of(row) -> list[str]:
    terms = [term for term in row["terms"].split("|") if term]
    if not terms:
        raise refuse(row, "terms", "no terms", remedy="write terms joined with |, or delete the row")
    return terms

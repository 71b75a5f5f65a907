"""Terms of a codebook found in text: longest first, without overlap, false friends excluded."""

from collections.abc import Iterator
from dataclasses import dataclass
import re

import ahocorasick
import numpy as np

from unionreports.text.lexicons import Codebook

#: Marks between which a false friend's company is looked for, and how far on either side.
_MARKS = re.compile("[，。！？；：\n]")
_WINDOW = 60

_Found = tuple[int, int, int, bool, str]


@dataclass(frozen=True)
class Matches:
    """Terms found in one string, in its order: first position, position after the last, category of the codebook.

    `heading_only` marks terms that name their category in headings and lead clauses only.
    """

    starts: np.ndarray
    ends: np.ndarray
    categories: np.ndarray
    heading_only: np.ndarray


class TermFinder:
    """Finds the terms of a codebook in one pass over a text, whatever their number.

    Parameters
    ----------
    codebook
        Terms, categories and false friends.
    """

    def __init__(self, codebook: Codebook):
        position = {name: i for i, name in enumerate(codebook.ids)}
        self._near = {f.term: (f.near, position.get(f.counts_as, -1)) for f in codebook.false_friends if f.near}
        self._automaton = ahocorasick.Automaton()
        for friend in codebook.false_friends:
            if not friend.near:
                self._automaton.add_word(friend.term, (len(friend.term), -1, False, friend.term))
        for terms, heading_only in ((codebook.terms, False), (codebook.heading_terms, True)):
            for term, category in terms.items():
                self._automaton.add_word(term, (len(term), category, heading_only, term))
        self._ready = len(self._automaton) > 0
        if self._ready:
            self._automaton.make_automaton()

    def find(self, text: str) -> Matches:
        """The terms of a text."""
        rows = []
        for group in self._overlapping(text):
            for start, end, category, heading_only, term in _longest_first(group):
                if term in self._near:
                    category = self._by_company(text, start, end, category, term)
                if category >= 0:
                    rows.append((start, end, category, heading_only))
        table = np.array(rows, dtype=np.int64).reshape(-1, 4)
        return Matches(table[:, 0], table[:, 1], table[:, 2], table[:, 3].astype(bool))

    def _overlapping(self, text: str) -> Iterator[list[_Found]]:
        """Matches in groups that overlap within the group and with no other."""
        found = self._automaton.iter(text) if self._ready else ()
        group: list[_Found] = []
        reach = 0
        for match in sorted((end + 1 - length, end + 1, *entry) for end, (length, *entry) in found):
            if group and match[0] >= reach:
                yield group
                group = []
            group.append(match)
            reach = max(reach, match[1])
        if group:
            yield group

    def _by_company(self, text: str, start: int, end: int, category: int, term: str) -> int:
        near, instead = self._near[term]
        # A window, because a text without marks must not be read anew for each of its terms.
        before = _MARKS.split(text[max(0, start - _WINDOW) : start])[-1]
        after = _MARKS.split(text[end : end + _WINDOW], maxsplit=1)[0]
        return instead if any(word in before or word in after for word in near) else category


def _longest_first(group: list[_Found]) -> list[_Found]:
    """Longest matches first, the earlier of two equally long; what overlaps a kept one is dropped."""
    if len(group) == 1:
        return group
    origin = group[0][0]
    taken = bytearray(max(m[1] for m in group) - origin)
    kept = []
    for match in sorted(group, key=lambda m: (m[0] - m[1], m[0])):
        span = slice(match[0] - origin, match[1] - origin)
        if not any(taken[span]):
            taken[span] = b"\1" * (match[1] - match[0])
            kept.append(match)
    return sorted(kept)

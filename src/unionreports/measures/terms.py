"""Terms of a codebook found in text: longest first, without overlap, false friends excluded."""

from collections.abc import Iterator
from dataclasses import dataclass
import re

import numpy as np

from unionreports.corpus.word_finder import WordFinder
from unionreports.text.lexicons import Codebook

#: Marks between which a false friend's company is looked for, and how far on either side.
_MARKS = re.compile("[，。！？；：\n]")
_WINDOW = 60
#: What makes a term a member of a list: a joint on either side.
_JOINED_BEFORE = ("、", "和", "与", "及", "或", "特别是", "尤其是", "包括", "其中")
_JOINED_AFTER = ("、", "和", "与", "及", "等")

_Found = tuple[int, int, int, int, str]

#: How much a term says: a term of its own; one that counts in headings and lead clauses only; one so common
#: that it counts only in a sentence without a term of its own.
TERM, HEADING_TERM, WEAK_TERM = 0, 1, 2


@dataclass(frozen=True)
class Matches:
    """Terms found in one string, in its order: first position, position after the last, category of the codebook.

    `strengths` says how much each says: TERM, HEADING_TERM or WEAK_TERM. `listed` marks terms of a group or an
    occasion that are members of a list (困难职工、农民工, 特别是农民工): they name it beside others and not alone.
    """

    starts: np.ndarray
    ends: np.ndarray
    categories: np.ndarray
    strengths: np.ndarray
    listed: np.ndarray


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
        self._special = np.array([kind in ("group", "occasion") for kind in codebook.kinds])
        words = [(f.term, (-1, TERM, f.term)) for f in codebook.false_friends if not f.near]
        lists = (codebook.terms, TERM), (codebook.heading_terms, HEADING_TERM), (codebook.weak_terms, WEAK_TERM)
        for terms, strength in lists:
            words += [(term, (category, strength, term)) for term, category in terms.items()]
        self._words = WordFinder(words)

    def find(self, text: str) -> Matches:
        """The terms of a text."""
        rows = []
        for group in self._overlapping(text):
            for start, end, category, strength, term in _longest_first(group):
                if term in self._near and self._has_company(text, start, end, term):
                    # In company a term is as exact as any, however common it is alone.
                    category, strength = self._near[term][1], TERM
                if category >= 0:
                    rows.append((start, end, category, strength))
        table = np.array(rows, dtype=np.int64).reshape(-1, 4)
        return Matches(*table.T[:4], self._listed(text, table))

    def _listed(self, text: str, table: np.ndarray) -> np.ndarray:
        """Which rows (start, end, category, strength) are members of a list with others than their own category.

        Neighbours of one category that a single joint parts are one member: 货车司机、快递员 stand alone together.
        """
        listed = np.zeros(len(table), bool)
        chosen = self._special[table[:, 2]].nonzero()[0]
        starts, ends, categories = table[chosen, :3].T
        joined = (starts[1:] - ends[:-1] <= 1) & (categories[1:] == categories[:-1])
        run = np.cumsum(np.concatenate([[True], ~joined])[: len(chosen)])
        first, last = np.searchsorted(run, run), np.searchsorted(run, run, side="right") - 1
        before = np.fromiter((text.endswith(_JOINED_BEFORE, 0, s) for s in starts.tolist()), bool, len(chosen))
        after = np.fromiter((text.startswith(_JOINED_AFTER, e) for e in ends.tolist()), bool, len(chosen))
        listed[chosen] = before[first] | after[last]
        return listed

    def _overlapping(self, text: str) -> Iterator[list[_Found]]:
        """Matches in groups that overlap within the group and with no other."""
        group: list[_Found] = []
        reach = 0
        for start, end, term in self._words.find(text):
            if group and start >= reach:
                yield group
                group = []
            group.append((start, end, *term))
            reach = max(reach, end)
        if group:
            yield group

    def _has_company(self, text: str, start: int, end: int, term: str) -> bool:
        # A window, because a text without marks must not be read anew for each of its terms.
        before = _MARKS.split(text[max(0, start - _WINDOW) : start])[-1]
        after = _MARKS.split(text[end : end + _WINDOW], maxsplit=1)[0]
        return any(word in before or word in after for word in self._near[term][0])


def _longest_first(group: list[_Found]) -> list[_Found]:
    """Longest matches first, the earlier of two equally long; what overlaps a kept one is dropped."""
    if len(group) == 1:
        return group
    origin, reach = group[0][0], max(m[1] for m in group)
    # Mostly one long term holds all the shorter ones.
    whole = [m for m in group if m[0] == origin and m[1] == reach]
    if whole:
        return whole
    taken = bytearray(reach - origin)
    kept = []
    for match in sorted(group, key=lambda m: (m[0] - m[1], m[0])):
        span = slice(match[0] - origin, match[1] - origin)
        if not any(taken[span]):
            taken[span] = b"\1" * (match[1] - match[0])
            kept.append(match)
    return sorted(kept)

"""Where does a text have any of many words?"""

from collections.abc import Iterable
import re
from typing import Any

import ahocorasick

_BEYOND = re.compile("[\U00010000-\U0010ffff]")


class WordFinder:
    """An automaton over the bytes of words.

    The automaton of the library looks through the followers of a state one by one, and thousands of Chinese
    characters can begin a word: on the bytes of UTF-16 it is several times faster.

    Parameters
    ----------
    words
        (word, what to report where it is found).
    """

    def __init__(self, words: Iterable[tuple[str, Any]]):
        self._automaton = ahocorasick.Automaton()
        for word, found in words:
            self._automaton.add_word(_bytes(word), (len(word), found))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[tuple[int, int, Any]]:
        """All places of all words: (start, end, what to report), from left to right, the longest first; they may overlap."""
        if not len(self._automaton):
            return []
        # An even position ends between the two bytes of a character.
        ends = [(last // 2 + 1, hit) for last, hit in self._automaton.iter(_bytes(text)) if last % 2]
        return sorted(((end - n, end, found) for end, (n, found) in ends), key=lambda hit: (hit[0], -hit[1]))


def _bytes(text: str) -> str:
    """A text as two characters below 256 for each of its own: its bytes in UTF-16.

    Characters beyond the basic plane, in no word, are replaced so that every character keeps two bytes.
    """
    encoded = text.encode("utf-16-be", "surrogatepass")
    if len(encoded) != 2 * len(text):
        encoded = _BEYOND.sub("\ufffd", text).encode("utf-16-be", "surrogatepass")
    return encoded.decode("latin-1")

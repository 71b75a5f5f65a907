"""Where does a text have any of many words?"""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

import ahocorasick


class WordFinder:
    """An automaton over the bytes of words.

    The automaton of the library looks through the followers of a state one by one, and thousands of Chinese
    characters can begin a word: on the bytes of UTF-8, of which 64 at most can follow one another, it is several
    times faster.

    Parameters
    ----------
    words
        (word, what to report where it is found).
    """

    def __init__(self, words: Iterable[tuple[str, Any]]):
        self._automaton = ahocorasick.Automaton()
        for word, found in words:
            self._automaton.add_word(_letters(_encoded(word)), (len(word), found))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[tuple[int, int, Any]]:
        """All places of all words: (start, end, what to report), from left to right, the longest first; they may overlap."""
        if not len(self._automaton):
            return []
        encoded = _encoded(text)
        hits, end, counted = [], 0, 0
        for last, (length, found) in self._automaton.iter(_letters(encoded)):
            # Hits come in the order in which they end: the characters since the last one are counted.
            end += len(encoded[counted : last + 1].decode(errors="surrogatepass"))
            counted = last + 1
            hits.append((end - length, end, found))
        hits.reverse()
        hits.sort(key=itemgetter(0))  # of those that begin together, the last to end stays first
        return hits


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _letters(encoded: bytes) -> str:
    """Bytes as the characters that the automaton takes."""
    return encoded.decode("latin-1")

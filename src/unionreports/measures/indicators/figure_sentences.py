"""Which sentences of joined texts state figures, and what words do they have?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from unionreports.measures.indicators.measure_words import TIME, hides_deed, listed_words, parts_of
from unionreports.measures.indicators.quantity import Quantity
from unionreports.text.offsets import Joined
from unionreports.text.segment import Segmenter

_SENTENCE_END = np.array([ord(c) for c in "。！？\n"], dtype=np.uint32)
#: What makes a number a date.
_OF_TIME = frozenset("年月日时")
#: Sentences are handed to the segmenter in pieces of about this many characters.
_PIECE = 500_000


@dataclass(frozen=True)
class FigureSentence:
    """One sentence that states figures; positions are those of the joined texts, words are (text, part)."""

    start: int
    end: int
    quantities: Sequence[Quantity]
    words: Sequence[tuple[str, str]]


def figure_sentences(
    joined: Joined, quantities: Sequence[Quantity], terms: tuple[str, ...]
) -> Iterator[FigureSentence]:
    """The sentences that state `quantities`, in order; only these are cut into words.

    Parameters
    ----------
    quantities
        Of the joined texts, ascending.
    terms
        Words to keep whole, beside those that play a part in such sentences.
    """
    if not quantities:
        return
    codes = np.frombuffer(joined.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    marks = np.concatenate([[-1], np.flatnonzero(np.isin(codes, _SENTENCE_END)), [len(codes)]])
    sentence = np.searchsorted(marks, [q.start for q in quantities], side="right") - 1
    numbers, firsts = np.unique(sentence, return_index=True)
    spans = np.column_stack([marks[numbers] + 1, marks[numbers + 1]]).tolist()
    bounds = [*firsts.tolist(), len(quantities)]
    segmenter = Segmenter(_terms(terms))
    low = 0
    while low < len(spans):
        high, size = low, 0
        while high < len(spans) and size < _PIECE:
            size += spans[high][1] - spans[high][0]
            high += 1
        texts = [joined.text[start:end] for start, end in spans[low:high]]
        for i, words in enumerate(_words_of(texts, segmenter), low):
            yield FigureSentence(*spans[i], quantities[bounds[i] : bounds[i + 1]], words)
        low = high


def _words_of(texts: Sequence[str], segmenter: Segmenter) -> Iterator[list[tuple[str, str]]]:
    """Words of each text with the parts they play; all are cut at once."""
    words: list[tuple[str, str]] = []
    tagged = segmenter.tagged("\n".join(texts))
    for i, (word, tag) in enumerate(tagged):
        if word == "\n":
            yield words
            words = []
        elif word[0].isdigit() and i + 1 < len(tagged) and tagged[i + 1][0][0] in _OF_TIME:
            words.append((word, TIME))
        elif word == "年度" and words and words[-1][1] == TIME:
            words.append((word, TIME))
        else:
            words += parts_of(word, tag)
    yield words


@lru_cache(maxsize=4)
def _terms(terms: tuple[str, ...]) -> tuple[str, ...]:
    """The words a segmenter keeps whole, each once."""
    words = {word for word in terms if not hides_deed(word)}.union(listed_words())
    return tuple(sorted(word for word in words if len(word) > 1 and word.isalnum()))

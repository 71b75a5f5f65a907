"""Which words and characters stand where in each text, as numbers that matrices are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.text.lexicons import Lexicons
from unionreports.text.offsets import find_runs, join_texts, pages_of
from unionreports.text.segment import Segmenter, can_be_word
from unionreports.text.words import find_words


@dataclass(frozen=True)
class UnitWords:
    """The words of n texts, in the order of the texts.

    Attributes
    ----------
    vocabulary
        Different words, in the order of code points.
    words
        Number of each word in the vocabulary, shape (n_words,).
    begins
        The words of text i are words[begins[i] : begins[i + 1]], shape (n + 1,).
    starts, ends
        Raw offsets of each word, shape (n_words,).
    """

    vocabulary: tuple[str, ...]
    words: np.ndarray
    begins: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    def __len__(self) -> int:
        return len(self.begins) - 1

    def counts(self, columns: Mapping[str, int]) -> sp.csr_matrix:
        """How often each of the given words stands in each text, shape (n, len(columns)), float64."""
        column = np.array([columns.get(word, -1) for word in self.vocabulary], np.int64)
        of = column[self.words] if len(self.words) else np.zeros(0, np.int64)
        known = of >= 0
        begins = np.concatenate([[0], np.cumsum(known)])[self.begins]
        matrix = sp.csr_matrix((np.ones(begins[-1]), of[known], begins), shape=(len(self), len(columns)))
        matrix.sum_duplicates()
        return matrix


def coding_segmenter(lexicons: Lexicons) -> Segmenter:
    """A segmenter that keeps the domain dictionary and the codebook's own terms whole.

    A codebook's term that is cut in two could not be a keyword; a false friend that is cut would leave the
    shorter term it is there to hide.
    """
    codebook = lexicons.codebook
    friends = (friend.term for friend in codebook.false_friends if not friend.near)
    own = {t for t in (*codebook.terms, *codebook.heading_terms, *friends) if can_be_word(t)}
    return Segmenter(tuple(sorted(own.union(lexicons.terms))))


def read_words(
    texts: Sequence[str],
    segmenter: Segmenter,
    raw_starts: Sequence[int] | None = None,
    runs: Sequence[tuple | None] | None = None,
) -> UnitWords:
    """The words of clean texts that begin at `raw_starts` (0 where not given); `runs` as `text.offsets.find_runs` gives."""
    joined = join_texts(texts, np.zeros(len(texts), np.int64) if raw_starts is None else raw_starts, runs)
    found = find_words(joined, segmenter)
    begins = np.searchsorted(found.owners, np.arange(len(texts) + 1))
    return UnitWords(
        found.vocabulary, found.words.astype(np.int32), begins, *joined.raw_spans(found.starts, found.ends)
    )


def words_of_units(
    units: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame, lexicons: Lexicons
) -> tuple[UnitWords, Segmenter]:
    """The words of the units in the tables of these names, of any pages, and what cut them."""
    segmenter = coding_segmenter(lexicons)
    runs = find_runs(units, pages_of(units, reports), edits)
    return read_words(units["text"].tolist(), segmenter, units["start"].to_numpy(), runs), segmenter


class CharacterPairs:
    """Characters and pairs of neighbouring characters, those of the texts it is made from.

    Chinese words are mostly of two characters, so pairs do not hang on how a text is cut into words. A table
    of all pairs of known characters takes 2 s for 100,000 units, scikit-learn's analyser 17 s.

    Parameters
    ----------
    texts
        Texts whose characters and pairs become columns. White space and line ends are none.
    """

    def __init__(self, texts: Sequence[str]):
        alphabet = sorted({c for text in texts for c in text if not c.isspace()})
        self._number = np.full(0x110000, -1, np.int32)
        self._number[[ord(c) for c in alphabet]] = np.arange(len(alphabet))
        self._pair = np.full((len(alphabet), len(alphabet)), -1, np.int32)
        numbers = self._numbers(texts)
        both = (numbers[:-1] >= 0) & (numbers[1:] >= 0)
        found = np.unique(numbers[:-1][both].astype(np.int64) * len(alphabet) + numbers[1:][both])
        self._pair.ravel()[found] = len(alphabet) + np.arange(len(found))
        self.n_columns = len(alphabet) + len(found)

    def counts(self, texts: Sequence[str]) -> sp.csr_matrix:
        """How often each character and pair stands in each text, shape (n, n_columns), float64."""
        numbers = self._numbers(texts)
        length = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
        owners = np.repeat(np.arange(len(texts)), length)
        single = numbers >= 0
        both = np.flatnonzero(single[:-1] & single[1:])
        pairs = self._pair[numbers[both], numbers[both + 1]]
        rows = np.concatenate([owners[single], owners[both][pairs >= 0]])
        columns = np.concatenate([numbers[single], pairs[pairs >= 0]])
        return sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(texts), self.n_columns))

    def _numbers(self, texts: Sequence[str]) -> np.ndarray:
        """Number of each character of the texts, each followed by -1, so that no pair crosses from one to the next."""
        codes = np.frombuffer("".join(f"{text}\n" for text in texts).encode("utf-32-le"), np.uint32)
        return self._number[codes]

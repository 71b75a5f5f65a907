"""Chinese words with their offsets: compiled segmentation with a domain dictionary, never across punctuation."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress
from operator import itemgetter

import numpy as np
import pandas as pd
import rjieba

from unionreports.tables import TOKENS
from unionreports.text.offsets import Joined, join_rows

#: Texts are handed over in pieces of about this many characters: few calls, and memory that stays small.
_PIECE = 500_000


def can_be_word(term: str) -> bool:
    """Whether a term has no punctuation or white space; only the . + - of names such as 5.1服务卡 is let through."""
    return term[:1].isalnum() and all(c.isalnum() or c in ".+-" for c in term)


class Segmenter:
    """Cuts clean text into words, with the terms of a dictionary kept whole.

    jieba's dictionary and maximum-probability path without its hidden Markov model: the model invents
    words that no dictionary holds, and differs between versions. A dictionary term gets the smallest
    frequency that keeps it whole in its own letters, so that it overrides its neighbours as little as possible.

    Parameters
    ----------
    terms
        Words to keep whole. A word may not cross punctuation or white space, so terms with such characters
        are refused; only the . + - of names such as 5.1服务卡 is let through.
    """

    def __init__(self, terms: Sequence[str] = ()):
        wrong = [t for t in terms if not can_be_word(t)]
        if wrong:
            named = ", ".join(wrong[:5])
            raise ValueError(
                f"terms with punctuation or white space cannot be words: {named}; take them out of the dictionary."
            )
        self.terms = tuple(terms)

    def cut(self, text: str) -> list[str]:
        """Words of a text, punctuation and white space left out."""
        return [piece for piece in _compiled(self.terms).cut(text, hmm=False) if piece[0].isalnum()]

    def tagged(self, text: str) -> list[tuple[str, str]]:
        """All words and marks of a text with their word class in jieba's dictionary; one that is not in it has x or none."""
        return _compiled(self.terms).tag(text, hmm=False)

    def spans(self, joined: Joined) -> Iterator[tuple[list[str], np.ndarray, np.ndarray]]:
        """Words of joined texts in pieces: words, start positions, numbers of the texts."""
        for low, high in _pieces(joined):
            start = int(joined.begins[low])
            words = _compiled(self.terms).cut(joined.text[start : int(joined.ends[high - 1])], hmm=False)
            lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
            starts = start + np.cumsum(lengths) - lengths
            kept = np.fromiter(map(str.isalnum, map(itemgetter(0), words)), dtype=bool, count=len(words))
            yield list(compress(words, kept)), starts[kept], joined.owner(starts[kept])


def tokens(units: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame, segmenter: Segmenter) -> pd.DataFrame:
    """Table `tokens` of the units, with raw offsets.

    Parameters
    ----------
    units, reports, edits
        The tables of these names.
    segmenter
        Cuts the texts.
    """
    joined = join_rows(units, reports, edits)
    pieces = [
        (pd.Series(words, dtype="str"), starts, np.fromiter(map(len, words), np.int64, len(words)), owners)
        for words, starts, owners in segmenter.spans(joined)
    ]
    if not pieces:
        return TOKENS.empty()
    starts, lengths, owners = (np.concatenate([p[i] for p in pieces]) for i in (1, 2, 3))
    raw_starts, raw_ends = joined.raw_spans(starts, starts + lengths)
    counts = np.bincount(owners, minlength=len(units))
    return pd.DataFrame(
        {
            "unit_id": units["unit_id"].take(owners).reset_index(drop=True),
            "position": np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts),
            "token": pd.concat([p[0] for p in pieces], ignore_index=True),
            "start": raw_starts,
            "end": raw_ends,
        }
    )


@lru_cache(maxsize=4)
def _compiled(terms: tuple[str, ...]) -> rjieba.Jieba:
    """A dictionary of its own for these terms: jieba's module-level one would be shared by all.

    Kept here and not in the Segmenter, because the compiled object cannot be pickled and a Segmenter must
    reach other processes.
    """
    jieba = rjieba.Jieba()
    # Shortest first in a fixed order: the frequency a term needs depends on those added before it. Words
    # jieba knows already are raised too: it holds 安全生产 and still cuts 安全 | 生产.
    for term in sorted(set(terms), key=lambda t: (len(t), t)):
        jieba.add_word(term, jieba.suggest_freq(term), None)
    return jieba


def _pieces(joined: Joined) -> Iterator[tuple[int, int]]:
    """Ranges of whole texts of about `_PIECE` characters."""
    low = 0
    while low < len(joined.begins):
        high = int(np.searchsorted(joined.begins, joined.begins[low] + _PIECE, side="left"))
        high = max(high, low + 1)
        yield low, high
        low = high

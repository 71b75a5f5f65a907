"""Which words stand where in joined texts, as numbers that matrices are made of?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from unionreports.text.offsets import Joined
from unionreports.text.segment import Segmenter


@dataclass(frozen=True)
class Words:
    """The words of joined texts, in order.

    Attributes
    ----------
    vocabulary
        Different words, in the order of code points.
    words
        Number of each word in the vocabulary, shape (n_words,).
    starts, ends
        Positions in the joined string, end exclusive.
    owners
        Number of the text each word stands in.
    """

    vocabulary: tuple[str, ...]
    words: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    owners: np.ndarray


def find_words(joined: Joined, segmenter: Segmenter) -> Words:
    """The words of joined texts; punctuation and white space are none, and no word crosses them."""
    known: dict[str, int] = {}
    parts: list[list[np.ndarray]] = [[np.zeros(0, np.int64)] for _ in range(4)]
    for words, starts, owners in segmenter.spans(joined):
        # Each different word of a piece is looked up once.
        codes, different = pd.factorize(np.array(words, dtype=object))
        lengths = np.fromiter(map(len, different), np.int64, len(different))[codes]
        numbers = np.array([known.setdefault(word, len(known)) for word in different], np.int64)[codes]
        for part, values in zip(parts, (numbers, starts, starts + lengths, owners)):
            part.append(values)
    numbers, starts, ends, owners = (np.concatenate(part) for part in parts)
    vocabulary = sorted(known)
    rank = np.zeros(len(known), np.int64)
    rank[[known[word] for word in vocabulary]] = np.arange(len(known))
    return Words(tuple(vocabulary), rank[numbers], starts, ends, owners)

"""What of a text carries a copy: its characters and letters, without the marks, blanks and figures that change."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
import unicodedata

import numpy as np

#: Stands for a whole run of numerals, Arabic or Chinese, so that a copy with other figures stays the same.
NUMERAL = "#"
_CHINESE_NUMERALS = "〇零一二三四五六七八九十百千万亿两"
#: Symbols are 16 bits wide; characters beyond the so many most frequent ones of a corpus share the last symbol.
_MOST_SYMBOLS = 2**16 - 1
#: Characters looked at in one go; more would only take memory.
_BATCH = 1 << 20
#: Items of a list of names have up to three characters and a 、 after them (北京、上海、河北; 鼓楼区、云龙区).
_LIST_ITEM = 4
#: So many such items in a row make a list.
_LIST_ITEMS = 3


@dataclass(frozen=True)
class Skeleton:
    """The symbols of many texts, one text after the other.

    Attributes
    ----------
    text
        The symbols as characters: letters in lower case, `NUMERAL` for each run of numerals.
    symbols
        Number of each symbol, uint16, never 0; shape (n_symbols,).
    firsts, lasts
        Position, in its text, of the first and the last character each symbol stands for; shape (n_symbols,).
    begins, ends
        Symbols of each text, end exclusive; shape (n_texts,).
    mute
        Symbols before each symbol that are no evidence of a copy though they are equal, over all texts: figures and
        names in a list; shape (n_symbols + 1,).
    """

    text: str
    symbols: np.ndarray
    firsts: np.ndarray
    lasts: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    mute: np.ndarray

    def owner(self, positions: np.ndarray) -> np.ndarray:
        """Number of the text each symbol belongs to."""
        # Texts without symbols begin where the next one does; the last that begins there has the symbol.
        return np.searchsorted(self.begins, positions, side="right") - 1


def canonical_order(texts: Sequence[str], groups: Sequence[Hashable] | None) -> tuple[list[int], np.ndarray]:
    """Order of texts that hangs on their words alone, groups together, and the number of each one's group in it.

    An alignment of equal cost is chosen by which text comes first, so the order given must not matter.
    """
    if groups is not None and len(groups) != len(texts):
        raise ValueError(f"{len(groups)} groups for {len(texts)} texts; give one for each text.")
    by_words = sorted(range(len(texts)), key=texts.__getitem__)
    if groups is None:
        return by_words, np.arange(len(texts))
    numbers = {group: n for n, group in enumerate(dict.fromkeys(groups[i] for i in by_words))}
    order = sorted(by_words, key=lambda i: numbers[groups[i]])
    return order, np.array([numbers[groups[i]] for i in order], np.int64)


def skeleton_of(texts: Sequence[str]) -> Skeleton:
    """Skeletons of all texts, in their order."""
    counts = np.zeros(0, np.int64)
    for codes, _ in _batches(texts):
        held = np.bincount(codes, minlength=len(counts))
        held[: len(counts)] += counts
        counts = held
    letters, numbers = _alphabet(counts)
    parts = [_symbols(codes, starts, letters, numbers) for codes, starts in _batches(texts)]
    text, symbols, firsts, lasts, mute, sizes = (list(column) for column in zip(*parts)) if parts else ([[]] * 6)
    ends = np.cumsum(np.concatenate([np.zeros(0, np.int64), *sizes]))
    return Skeleton(
        "".join(text),
        np.concatenate([np.zeros(0, np.uint16), *symbols]),
        np.concatenate([np.zeros(0, np.int32), *firsts]),
        np.concatenate([np.zeros(0, np.int32), *lasts]),
        np.concatenate([[0], ends[:-1]]) if len(ends) else ends,
        ends,
        np.cumsum(np.concatenate([[False], *mute]), dtype=np.int32),
    )


def _batches(texts: Sequence[str]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Code points of texts in a row, blanks between them, and where each begins; a batch at a time."""
    blanks, batch, size = " " * _LIST_ITEM, [], 0
    for i, text in enumerate(texts):
        batch.append(text + blanks)
        size += len(batch[-1])
        if size >= _BATCH or i == len(texts) - 1:
            lengths = np.fromiter(map(len, batch), np.int64, count=len(batch))
            codes = np.frombuffer("".join(batch).encode("utf-32-le", "surrogatepass"), np.uint32)
            yield codes, np.cumsum(lengths) - lengths
            batch, size = [], 0


def _symbols(
    codes: np.ndarray, starts: np.ndarray, letters: np.ndarray, numbers: np.ndarray
) -> tuple[str, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Of a batch text, symbols, firsts and lasts of a skeleton, which symbols are mute, and symbols per text."""
    kept = np.flatnonzero(letters[codes])
    owners = np.searchsorted(starts, kept, side="right") - 1
    numeral = letters[codes[kept]] == ord(NUMERAL)
    goes_on = np.zeros(len(kept), bool)
    goes_on[1:] = numeral[1:] & numeral[:-1] & (owners[1:] == owners[:-1])
    first = np.flatnonzero(~goes_on)
    last = np.flatnonzero(np.append(~goes_on[1:], len(kept) > 0))
    places = kept[first]
    return (
        letters[codes[places]].tobytes().decode("utf-32-le", "surrogatepass"),
        numbers[codes[places]],
        (places - starts[owners[first]]).astype(np.int32),
        (kept[last] - starts[owners[last]]).astype(np.int32),
        _in_list(codes)[places] | numeral[first],
        np.bincount(owners[first], minlength=len(starts)),
    )


def _alphabet(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For every code point its character and its number in a skeleton, 0 for what is left out.

    `counts` tells how often each code point stands.
    """
    used = np.flatnonzero(counts)
    letters, numbers = np.zeros(len(counts), np.uint32), np.zeros(len(counts), np.uint16)
    letters[used] = [_letter(chr(code)) for code in used.tolist()]
    used = used[letters[used] > 0]
    folded, of_used = np.unique(letters[used], return_inverse=True)
    often = np.bincount(of_used, weights=counts[used], minlength=len(folded))
    # Numbers must not hang on the order of texts: most frequent first, then by code.
    ranks = np.empty(len(folded), np.int64)
    ranks[np.lexsort((folded, -often))] = np.minimum(np.arange(1, len(folded) + 1), _MOST_SYMBOLS)
    numbers[used] = ranks[of_used]
    return letters, numbers


def _letter(character: str) -> int:
    """Code point that stands for the character in a skeleton, 0 for none."""
    if character in _CHINESE_NUMERALS or character.isdigit():
        return ord(NUMERAL)
    if not character.isalpha():
        return 0
    folded = unicodedata.normalize("NFKC", character).lower()
    return ord(folded) if len(folded) == 1 else ord(character)


def _in_list(codes: np.ndarray) -> np.ndarray:
    """Which characters stand between the first and the last 、 of a list of names, shape (n_characters,)."""
    marks = np.flatnonzero(codes == ord("、"))
    change = np.zeros(len(codes) + 1, np.int8)
    if len(marks) > _LIST_ITEMS:
        near = np.diff(marks) <= _LIST_ITEM
        edges = np.flatnonzero(np.diff(np.concatenate([[False], near, [False]])))
        starts, stops = edges[::2], edges[1::2]
        long = stops - starts >= _LIST_ITEMS
        change[marks[starts[long]]] = 1
        change[marks[stops[long]]] = -1
    return np.cumsum(change[:-1], dtype=np.int8) > 0

"""Where could two texts have a passage in common? Equal windows that few texts have, more that is equal beside them.

A window of five symbols is short enough to survive in a passage of which a third was altered, and if few texts have
it, it tells. Windows that many texts have are made longer until few have them, as Kiełbasa et al. (2011, Adaptive
seeds tame genomic sequence comparison, Genome Research 21) do; so stock phrases cost no time, and no pair of texts is
compared for them. What even at full length stands in many texts is tied to one of them, so work never grows with the
square of the corpus.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from unionreports.measures.reuse.ranges import breaks, numbers_within
from unionreports.measures.reuse.skeleton import Skeleton

#: Windows from this length on that stand in many texts are tied to one of them, so that an altered formula finds what
#: it alters.
_TIED = 12
#: Symbols of a window, in the order they are tried.
LENGTHS = (5, 8, 12, 20)
#: A window that even so long stands in many texts belongs to a formula.
FULL_LENGTH = LENGTHS[-1]
#: A shorter window that stands more often than this is made longer.
_RARE = 48
#: A window of full length that stands more often than this is tied to one text. Those are few and long, so more pairs
#: are borne.
MOST_TEXTS = 64
#: Pairs looked at in one go; arrays of this size stay in the processor's cache.
_PAIRS = 1 << 18
#: Symbols looked at on each side of a window, and how many the two texts may be shifted against each other there.
_FLANK = 16
_SHIFTS = (0, -1, 1, -2, 2)
#: Equal symbols beside an equal window, both sides together, that make it worth an alignment.
_LEAST_BESIDE = 8
#: Equal symbols among the nearest eight of each side without which the rest is not looked at.
_LEAST_NEAR = 2
_BASE = 0x9E3779B97F4A7C15
_LOW = np.uint64(0x7F7F7F7F7F7F7F7F)
_HIGH = np.uint64(0x8080808080808080)


@dataclass(frozen=True)
class Windows:
    """Windows of one length that stand in several groups of texts; equal ones follow each other, in the order of texts.

    Attributes
    ----------
    places
        First symbol of each; shape (n_windows,).
    firsts
        Index of the first of each set of equal windows, with the number of windows behind the last; shape (n_sets +
        1,).
    """

    places: np.ndarray
    firsts: np.ndarray

    @property
    def sizes(self) -> np.ndarray:
        """Windows of each set, shape (n_sets,)."""
        return np.diff(self.firsts)

    def only(self, sets: np.ndarray) -> "Windows":
        """The sets chosen by a mask of shape (n_sets,)."""
        sizes = self.sizes
        return Windows(self.places[np.repeat(sets, sizes)], np.concatenate([[0], np.cumsum(sizes[sets])]))


def find_seeds(skeleton: Skeleton, labels: np.ndarray, most_texts: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of equal windows worth an alignment.

    Parameters
    ----------
    labels
        Group of each text, ascending; texts of one group are not compared. Shape (n_texts,).
    most_texts
        As `MOST_TEXTS`.

    Yields
    ------
    tuple of arrays
        First symbols of the window in the earlier and in the later text, each of shape (n_seeds,).
    """
    flanks = _bytes(skeleton.symbols)
    places = None
    for length in LENGTHS:
        windows = _equal_windows(skeleton, labels, length, places)
        most = most_texts if length == FULL_LENGTH else min(_RARE, most_texts)
        rare = windows.only(windows.sizes <= most)
        for a, b in _leftmost(_pairs(rare, labels[skeleton.owner(rare.places)]), rare, skeleton.symbols):
            yield _with_more_beside(flanks, a, b, length)
        common = windows.only(windows.sizes > most)
        if length >= _TIED:
            yield _with_more_beside(flanks, *_tied(common, skeleton, labels), length)
        places = common.places


def _equal_windows(skeleton: Skeleton, labels: np.ndarray, length: int, within: np.ndarray | None = None) -> Windows:
    """Windows of this length that lie in one text and stand in texts of two groups or more.

    `within`, if given, are places of shorter windows; only windows all of whose shorter windows begin there are
    looked at.
    """
    size = len(skeleton.symbols)
    if size < length:
        return Windows(np.zeros(0, np.int64), np.zeros(1, np.int64))
    usable = np.zeros(size + 1, np.int32)
    long = skeleton.ends - skeleton.begins >= length
    np.add.at(usable, skeleton.begins[long], 1)
    np.add.at(usable, skeleton.ends[long] - length + 1, -1)
    inside = np.cumsum(usable[:-1]) > 0
    if within is not None:
        marked = np.zeros(size + 1, np.int32)
        marked[within + 1] = 1
        before = np.cumsum(marked)
        shorter = LENGTHS[LENGTHS.index(length) - 1]
        n_shorter = length - shorter + 1
        inside[: size - n_shorter + 1] &= before[n_shorter:] - before[:-n_shorter] == n_shorter
    places = np.flatnonzero(inside)
    # The hash fills the upper bits, the place the lower ones: one sort of plain numbers puts equal windows together,
    # in order.
    bits = np.uint64(max(size, 1).bit_length())
    keys = (_hashes(skeleton.symbols, length)[places] >> bits << bits) | places.astype(np.uint64)
    keys.sort()
    places = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    keys >>= bits
    windows = Windows(places, np.append(np.flatnonzero(breaks(keys)), len(keys)))
    windows = windows.only(windows.sizes > 1)
    # Labels ascend with the place: the first and the last window tell whether all are of one group.
    ends = labels[
        skeleton.owner(np.stack([windows.places[windows.firsts[:-1]], windows.places[windows.firsts[1:] - 1]]))
    ]
    return windows.only(ends[0] != ends[1])


def _hashes(symbols: np.ndarray, length: int) -> np.ndarray:
    """Polynomial hash modulo 2**64 (Karp & Rabin 1987) of the window at each symbol, upper bits mixed."""
    hashes = np.zeros(len(symbols), np.uint64)
    for i in range(length):
        hashes *= np.uint64(_BASE)
        hashes[: len(symbols) - i] += symbols[i:]
    hashes ^= hashes >> np.uint64(32)
    hashes *= np.uint64(_BASE)
    return hashes


def _pairs(windows: Windows, labels: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Indices of all pairs of equal windows whose labels differ, the earlier first, in batches."""
    n_windows = len(windows.places)
    if not n_windows:
        return
    stops = np.repeat(windows.firsts[1:], windows.sizes)
    # Where the next label of the set begins: equal labels follow each other.
    edges = np.flatnonzero(breaks(labels, stops))
    others = np.repeat(np.append(edges[1:], n_windows), np.diff(np.append(edges, n_windows)))
    totals = np.concatenate([[0], np.cumsum(stops - others)])
    low = 0
    while low < n_windows:
        high = max(low + 1, int(np.searchsorted(totals, totals[low] + _PAIRS, side="right")) - 1)
        a, b = numbers_within(others[low:high], stops[low:high])
        yield a + low, b
        low = high


def _leftmost(
    pairs: Iterator[tuple[np.ndarray, np.ndarray]], windows: Windows, symbols: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Places of the pairs whose windows, moved one symbol to the left, are not such a pair too."""
    tried = np.zeros(len(symbols) + 1, bool)
    tried[windows.places + 1] = True
    before = np.concatenate([symbols[:1], symbols])
    for a, b in pairs:
        a, b = windows.places[a], windows.places[b]
        first = ~(tried[a] & tried[b] & (before[a] == before[b]))
        yield a[first], b[first]


def _bytes(symbols: np.ndarray) -> np.ndarray:
    """Eight symbols from each place on as one number, a byte each; the first place is `_FLANK` + 8 before the first."""
    padded = np.zeros(len(symbols) + 2 * (_FLANK + 8) + 32, np.uint8)
    padded[_FLANK + 8 : _FLANK + 8 + len(symbols)] = symbols * np.uint16(0x9E37) >> np.uint16(8)
    return np.lib.stride_tricks.as_strided(padded[:8].view(np.uint64), (len(padded) - 7,), (1,))


def _with_more_beside(eights: np.ndarray, a: np.ndarray, b: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """The pairs with enough equal symbols beside them, each side shifted as fits it best.

    Two bytes are equal by chance in one case of 256, which matters little here: the alignment compares the
    characters.
    """
    a, b = a + _FLANK + 8, b + _FLANK + 8
    for reach, least in ((8, _LEAST_NEAR), (_FLANK, _LEAST_BESIDE)):
        beside = sum(
            np.maximum.reduce(
                [sum(_equal_bytes(eights[a + i], eights[b + i + shift]) for i in offsets) for shift in _SHIFTS]
            )
            for offsets in (range(-8, -reach - 1, -8), range(length, length + reach, 8))
        )
        enough = beside >= least
        a, b = a[enough], b[enough]
    return a - _FLANK - 8, b - _FLANK - 8


def _equal_bytes(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """How many of the eight bytes of each pair of numbers are equal."""
    different = one ^ other
    return 8 - np.bitwise_count((((different & _LOW) + _LOW) | different) & _HIGH)


def _tied(common: Windows, skeleton: Skeleton, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Windows that stand in many texts, each text's first one tied to that of the text with the most such windows."""
    owners = skeleton.owner(common.places)
    sets = np.repeat(np.arange(len(common.sizes)), common.sizes)
    first = breaks(owners, sets)
    places, owners, sets = common.places[first], owners[first], sets[first]
    held = np.bincount(owners, minlength=len(labels))
    ranks = np.empty(len(labels), np.int64)
    ranks[np.argsort(-held, kind="stable")] = np.arange(len(labels))
    order = np.lexsort((ranks[owners], sets))
    leaders = order[np.searchsorted(sets, np.arange(len(common.sizes)))][sets]
    # A window whose neighbour to the left is tied to the neighbour of its leader says nothing new.
    tied = np.full(len(skeleton.symbols) + 1, -1, np.int64)
    tied[places + 1] = places[leaders] + 1
    apart = (labels[owners] != labels[owners[leaders]]) & (tied[places] != places[leaders])
    one, other = places[apart], places[leaders[apart]]
    return np.minimum(one, other), np.maximum(one, other)

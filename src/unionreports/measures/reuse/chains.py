"""Which seeds belong to one passage? Those near one diagonal of two texts and near each other along it."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from unionreports.measures.reuse.ranges import breaks
from unionreports.measures.reuse.skeleton import Skeleton

#: Symbols put in or left out between two neighbouring seeds of one passage.
_DRIFT = 10
#: Symbols between two neighbouring seeds of one passage. In a copy with 30 % of the symbols altered runs of five
#: equal ones begin every 20 symbols on average, so a longer gap is rare, and what is cut there is found again from
#: both sides.
_GAP = 48
#: Seeds that are made runs in one go.
_SEEDS = 1 << 22
#: Symbols a seed may grow to each side in the first step.
_FIRST_REACH = 32
#: Times four symbols of all runs are compared at once before the longer ones are looked at one by one.
_ROUNDS = 32


@dataclass(frozen=True)
class Chains:
    """Equal runs of two texts in the order of their chains, and within a chain of the earlier text.

    Attributes
    ----------
    a, b, runs
        First symbol of each equal run in the earlier and in the later text, and its symbols; shape (n_runs,).
    firsts
        Index of the first run of each chain, with the number of runs behind the last; shape (n_chains + 1,).
    """

    a: np.ndarray
    b: np.ndarray
    runs: np.ndarray
    firsts: np.ndarray

    @property
    def strengths(self) -> np.ndarray:
        """Symbols of the runs of each chain, shape (n_chains,)."""
        return np.add.reduceat(self.runs, self.firsts[:-1]) if len(self.runs) else self.runs


def equal_runs(
    skeleton: Skeleton, seeds: Iterable[tuple[np.ndarray, np.ndarray]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Seeds made as long as their symbols are equal on both sides; each run once, by diagonal and place.

    Parameters
    ----------
    seeds
        Batches of first symbols in the earlier and in the later text, as `find_seeds` gives them.

    Returns
    -------
    tuple of arrays
        First symbol in the earlier text, in the later text, and length.
    """
    none = np.zeros(0, np.int64)
    parts, waiting, size = [(none, none, none)], [], 0
    for batch in seeds:
        waiting.append(batch)
        size += len(batch[0])
        # A copy has many seeds and few runs: only so many seeds are held at a time.
        if size >= _SEEDS:
            parts.append(_grown(skeleton, *map(np.concatenate, zip(*waiting))))
            waiting, size = [], 0
    if waiting:
        parts.append(_grown(skeleton, *map(np.concatenate, zip(*waiting))))
    starts, ends, shift = map(np.concatenate, zip(*parts))
    starts, ends, shift, _ = _met(starts, ends, shift, np.zeros(len(starts), bool))
    return starts, starts + shift, ends - starts


def _grown(skeleton: Skeleton, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First symbol, symbol after the last, and distance to the other side of the runs the seeds lie in, each once.

    Seeds grow by steps of rising length, and those that meet become one before the next step: a long run that was
    found many times is not gone over as many times.
    """
    symbols, shift = skeleton.symbols, b - a
    ends, growing, reach = a.copy(), np.ones(len(a), bool), _FIRST_REACH
    while growing.any():
        at = np.flatnonzero(growing)
        one, other = skeleton.owner(a[at]), skeleton.owner(a[at] + shift[at])
        before = np.minimum(a[at] - skeleton.begins[one], a[at] + shift[at] - skeleton.begins[other])
        after = np.minimum(skeleton.ends[one] - ends[at], skeleton.ends[other] - ends[at] - shift[at])
        left = _equal_for(
            symbols[::-1], len(symbols) - a[at], len(symbols) - a[at] - shift[at], np.minimum(before, reach)
        )
        right = _equal_for(symbols, ends[at], ends[at] + shift[at], np.minimum(after, reach))
        a[at] -= left
        ends[at] += right
        growing[at] = (left == reach) | (right == reach)
        a, ends, shift, growing = _met(a, ends, shift, growing)
        reach *= 4
    return a, ends, shift


def _met(
    starts: np.ndarray, ends: np.ndarray, shift: np.ndarray, growing: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Runs of one diagonal that overlap put together; runs of different texts never overlap."""
    if not len(starts):
        return starts, ends, shift, growing
    order = np.lexsort((starts, shift))
    starts, ends, shift, growing = starts[order], ends[order], shift[order], growing[order]
    new = breaks(shift)
    new[1:] |= starts[1:] >= _reached(ends, new)[:-1]
    firsts = np.flatnonzero(new)
    return starts[firsts], np.maximum.reduceat(ends, firsts), shift[firsts], np.logical_or.reduceat(growing, firsts)


def _equal_for(symbols: np.ndarray, a: np.ndarray, b: np.ndarray, most: np.ndarray) -> np.ndarray:
    """How many symbols from `a` and from `b` on are equal, `most` at most."""
    padded = np.zeros(len(symbols) + 4, np.uint16)
    padded[: len(symbols)] = symbols
    fours = np.lib.stride_tricks.as_strided(padded[:4].view(np.uint64), (len(symbols) + 1,), (2,))
    equal = np.zeros(len(a), np.int64)
    active = np.flatnonzero(most > 0)
    for _ in range(_ROUNDS):
        done = equal[active]
        different = fours[a[active] + done] ^ fours[b[active] + done]
        # The lowest set bit stands in the first symbol that differs.
        lowest = np.bitwise_count((different & (~different + np.uint64(1))) - np.uint64(1)) >> np.uint8(4)
        equal[active] = np.minimum(done + lowest, most[active])
        active = active[(different == 0) & (done + 4 < most[active])]
    # Few runs are longer; these are compared one by one.
    for i in active.tolist():
        one, other = (symbols[at + equal[i] : at + most[i]] for at in (a[i], b[i]))
        unequal = one != other
        equal[i] += unequal.argmax() if unequal.any() else len(unequal)
    return equal


def chain(skeleton: Skeleton, a: np.ndarray, b: np.ndarray, runs: np.ndarray) -> Chains:
    """Put runs in chains: first those on neighbouring diagonals, then among them those near each other."""
    pairs = skeleton.owner(a) * len(skeleton.begins) + skeleton.owner(b)
    diagonals = b - a
    order = np.lexsort((a, diagonals, pairs))
    a, b, runs, pairs, diagonals = a[order], b[order], runs[order], pairs[order], diagonals[order]
    bands = np.cumsum(breaks(pairs) | (np.diff(diagonals, prepend=diagonals[:1]) > _DRIFT))
    order = np.lexsort((a, bands))
    a, b, runs, bands = a[order], b[order], runs[order], bands[order]
    starts = breaks(bands)
    starts[1:] |= a[1:] - _reached(a + runs, starts)[:-1] > _GAP
    return Chains(a, b, runs, np.append(np.flatnonzero(starts), len(a)))


def _reached(ends: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The greatest end so far, begun anew at each start."""
    lifts = np.cumsum(starts) * (ends.max(initial=0) + 1)
    return np.maximum.accumulate(ends + lifts) - lifts

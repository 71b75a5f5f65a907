"""Which different stretches of text are the sides of passages?

What many reports share is a side of many passages: of two million passages between 2,000 reports the four million sides
are 800,000 different stretches. What hangs on a stretch alone is worked out once for each.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from unionreports.measures.reuse.ranges import breaks, numbers_within

#: Pairs of stretches looked at in one go.
_PAIRS = 1 << 22


@dataclass(frozen=True)
class Sides:
    """Different stretches of texts, in the order of texts, starts and ends; and which of them each passage has.

    Attributes
    ----------
    texts, starts, ends
        Number of the text, positions in it, end exclusive; shape (n_sides,).
    a, b
        Number of the stretch on either side of each passage; shape (n_passages,).
    """

    texts: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    a: np.ndarray
    b: np.ndarray

    @property
    def lengths(self) -> np.ndarray:
        """Characters of each stretch, shape (n_sides,)."""
        return self.ends - self.starts


def sides_of(spans: pd.DataFrame) -> Sides:
    """The different sides of passages; `spans` has text_a, start_a, end_a, text_b, start_b, end_b."""
    texts, starts, ends = (
        np.concatenate([spans[f"{name}_a"].to_numpy(np.int64), spans[f"{name}_b"].to_numpy(np.int64)])
        for name in ("text", "start", "end")
    )
    order = np.lexsort((ends, starts, texts))
    texts, starts, ends = texts[order], starts[order], ends[order]
    new = breaks(texts, starts, ends)
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.cumsum(new) - 1
    return Sides(texts[new], starts[new], ends[new], numbers[: len(spans)], numbers[len(spans) :])


def overlaps(sides: Sides, among: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Which stretches overlap more than half of each, in batches.

    Parameters
    ----------
    among
        Numbers of the stretches looked for, ascending.

    Yields
    ------
    tuple of arrays
        Number of a stretch, of one that has more than half of it (it has itself), and characters they have in common.
    """
    lengths, apart = sides.lengths, int(sides.ends.max(initial=0)) + 1
    # Stretches of about one length begin near each other where they overlap, so few are looked at that do not.
    for size in range(int(lengths[among].max(initial=0)).bit_length()):
        held = among[lengths[among] >> size == 1]
        asking = np.flatnonzero(lengths < 4 << size)
        keys, base = sides.texts[held] * apart + sides.starts[held], sides.texts[asking] * apart
        low = np.searchsorted(keys, base + np.maximum(sides.starts[asking] - (2 << size) + 1, 0))
        high = np.searchsorted(keys, base + sides.ends[asking])
        totals = np.concatenate([[0], np.cumsum(high - low)])
        begin = 0
        while begin < len(asking):
            end = max(begin + 1, int(np.searchsorted(totals, totals[begin] + _PAIRS, side="right")) - 1)
            of, found = numbers_within(low[begin:end], high[begin:end])
            of, found = asking[begin + of], held[found]
            common = np.minimum(sides.ends[of], sides.ends[found]) - np.maximum(sides.starts[of], sides.starts[found])
            most = 2 * common > lengths[of]
            yield of[most], found[most], common[most]
            begin = end

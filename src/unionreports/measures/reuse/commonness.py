"""In how many reports, and how many places, does a passage stand?"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from unionreports.measures.reuse.seeds import MOST_TEXTS
from unionreports.measures.reuse.sides import Sides, overlaps

#: Passages counted in one go.
_PASSAGES = 1 << 17


def commonness(sides: Sides, places: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Reports that have most of each passage (more than half of it in one piece), and the different places among them.

    A third report counts where it shares most of the passage with either of the two. What stands in more than
    `MOST_TEXTS` reports is tied to one of them (`seeds`), and only that one shares it with all. So a passage that is
    about what one of its reports shares with such a one stands in at least as many reports and places as that.

    Parameters
    ----------
    sides
        Those of the passages.
    places
        Place of each report; empty where it is not known.

    Returns
    -------
    n_reports, n_places : arrays of shape (n_passages,)
    """
    having = _having(sides, len(places))
    names, codes = np.unique(np.asarray(places, dtype=object).astype(str), return_inverse=True)
    known = np.flatnonzero(names[codes] != "")
    place_of = csr_matrix((np.ones(len(known), bool), (known, codes[known])), shape=(len(places), len(names)))
    counts = np.zeros((len(sides.a), 2), np.int64)
    for low in range(0, len(counts), _PASSAGES):
        either = having[sides.a[low : low + _PASSAGES]] + having[sides.b[low : low + _PASSAGES]]
        counts[low : low + _PASSAGES] = _sizes(either, place_of)
    tied = _tied(sides, having, place_of)
    return tuple(np.maximum(counts, np.maximum(tied[sides.a], tied[sides.b])).T)


def _having(sides: Sides, n_reports: int) -> csr_matrix:
    """Which reports share most of each stretch with its own; shape (n_sides, n_reports)."""
    n_sides, everything = len(sides.texts), np.arange(len(sides.texts))
    numbers, others = np.concatenate([sides.a, sides.b]), np.concatenate([sides.texts[sides.b], sides.texts[sides.a]])
    shares = csr_matrix((np.ones(len(numbers), bool), (numbers, others)), shape=(n_sides, n_reports))
    having = csr_matrix((n_sides, n_reports), dtype=bool)
    for of, found, _ in overlaps(sides, everything):
        having = having + csr_matrix((np.ones(len(of), bool), (of, found)), shape=(n_sides, n_sides)) @ shares
    return having


def _sizes(reports: csr_matrix, place_of: csr_matrix) -> np.ndarray:
    """Reports, and places of them, in each row; shape (n_rows, 2)."""
    return np.stack([np.diff(reports.indptr), np.diff((reports @ place_of).indptr)], axis=1)


def _tied(sides: Sides, having: csr_matrix, place_of: csr_matrix) -> np.ndarray:
    """Reports, and places, that have what each stretch shares with a text others are tied to; shape (n_sides, 2)."""
    # The report itself is not among those that share with it.
    own = csr_matrix((np.ones(len(sides.texts), bool), (np.arange(len(sides.texts)), sides.texts)), shape=having.shape)
    hubs = np.flatnonzero(np.diff(having.indptr) >= MOST_TEXTS)
    sizes = np.zeros((len(sides.texts), 2), np.int64)
    sizes[hubs] = _sizes(having[hubs] + own[hubs], place_of)
    shared = np.zeros_like(sizes)
    for one, other in ((sides.a, sides.b), (sides.b, sides.a)):
        np.maximum.at(shared, one, sizes[other])
    tied = np.zeros_like(sizes)
    for of, found, common in overlaps(sides, np.flatnonzero(shared[:, 0])):
        alike = 2 * common > sides.lengths[found]
        np.maximum.at(tied, of[alike], shared[found[alike]])
    return tied

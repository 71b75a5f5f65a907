"""In how many reports, and how many places, does a passage stand?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

#: A report has a passage where it has more than this much of it in one piece.
MOST = 0.5


class _Sides:
    """What each report has in common with others: spans of it, in the order of their starts."""

    def __init__(self, spans: pd.DataFrame):
        own = np.concatenate([spans["text_a"], spans["text_b"]])
        starts = np.concatenate([spans["start_a"], spans["start_b"]])
        order = np.lexsort((starts, own))
        self._others = np.concatenate([spans["text_b"], spans["text_a"]])[order]
        self._starts, self._ends = starts[order], np.concatenate([spans["end_a"], spans["end_b"]])[order]
        reports, firsts = np.unique(own[order], return_index=True)
        bounds = np.append(firsts, len(order))
        self._range = {int(r): (int(bounds[i]), int(bounds[i + 1])) for i, r in enumerate(reports)}
        self._longest = {
            r: int((self._ends[low:high] - self._starts[low:high]).max()) for r, (low, high) in self._range.items()
        }

    def having(self, report: int, start: int, end: int) -> np.ndarray:
        """Numbers of the other reports that have most of this span of a report."""
        low, high = self._range[report]
        starts = self._starts[low:high]
        first = low + int(np.searchsorted(starts, start - self._longest[report]))
        last = low + int(np.searchsorted(starts, end))
        overlap = np.minimum(self._ends[first:last], end) - np.maximum(self._starts[first:last], start)
        return self._others[first:last][overlap > MOST * (end - start)]


def commonness(spans: pd.DataFrame, places: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Reports that have most of each passage, and the different places among them.

    A third report counts where it shares most of the passage with either of the two.

    Parameters
    ----------
    spans
        text_a, start_a, end_a, text_b, start_b, end_b: numbers of reports, positions in their texts.
    places
        Place of each report; empty where it is not known.

    Returns
    -------
    n_reports, n_places : arrays of shape (n_passages,)
    """
    n_reports, n_places = np.zeros(len(spans), np.int64), np.zeros(len(spans), np.int64)
    if spans.empty:
        return n_reports, n_places
    sides = _Sides(spans)
    names, codes = np.unique(np.asarray(places, dtype=object).astype(str), return_inverse=True)
    known = names[codes] != ""
    rows = zip(*(spans[c].tolist() for c in ("text_a", "start_a", "end_a", "text_b", "start_b", "end_b")))
    for i, (a, start_a, end_a, b, start_b, end_b) in enumerate(rows):
        having = np.unique(
            np.concatenate([[a, b], sides.having(a, start_a, end_a), sides.having(b, start_b, end_b)]).astype(np.int64)
        )
        n_reports[i] = len(having)
        n_places[i] = len(np.unique(codes[having[known[having]]]))
    return n_reports, n_places

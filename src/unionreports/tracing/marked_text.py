"""Pieces of a raw page between marks and edits, so that a page can be written with both."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd


class Piece(NamedTuple):
    """A stretch of raw text in which nothing begins or ends.

    `mark` is the number of the marked span it lies in, `edit` the row of the edit that replaced it; -1 for none.
    `first` and `last` say whether the mark begins and ends with this piece, `done` whether the edit does.
    """

    text: str
    mark: int
    first: bool
    last: bool
    edit: int
    done: bool


def pieces(text: str, start: int, end: int, spans: Sequence[tuple[int, int]], edits: pd.DataFrame) -> Iterator[Piece]:
    """The text from `start` to `end`, cut wherever a marked span or an edit begins or ends.

    Parameters
    ----------
    spans
        Sorted and apart from each other.
    edits
        Rows with start and end, sorted and not overlapping; insertions are empty pieces.
    """
    starts, ends = edits["start"].tolist(), edits["end"].tolist()
    cuts = {start, end}
    for first, last in [*spans, *zip(starts, ends, strict=True)]:
        cuts.update(at for at in (first, last) if start < at < end)
    inserted = {at: row for row, (at, stop) in enumerate(zip(starts, ends, strict=True)) if at == stop}
    bounds = sorted(cuts)
    mark = edit = 0
    for low, high in zip(bounds, bounds[1:], strict=False):
        while mark < len(spans) and spans[mark][1] <= low:
            mark += 1
        while edit < len(starts) and ends[edit] <= low:
            edit += 1
        here = mark if mark < len(spans) and spans[mark][0] <= low else -1
        changed = edit if edit < len(starts) and starts[edit] <= low < ends[edit] else -1
        if low in inserted:
            yield Piece("", here, False, False, inserted[low], True)
        yield Piece(
            text[low:high],
            here,
            here >= 0 and low == max(spans[here][0], start),
            here >= 0 and high == min(spans[here][1], end),
            changed,
            changed >= 0 and high == min(ends[changed], end),
        )

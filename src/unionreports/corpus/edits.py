"""Edits: what cleaning did to the raw page, kept so that it can be undone and shown."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple


class Edit(NamedTuple):
    """The characters from `start` to `end` were replaced by `after`; a cut has an empty `after`.

    `step` and `reason` are codes of docs/design.md, "Cleaning steps and reason codes".
    """

    start: int
    end: int
    after: str
    step: str
    reason: str


def apply(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """`text[start:end]` with the edits inside it applied. `edits` are sorted and do not overlap."""
    pieces, at = [], start
    for edit in edits:
        pieces += text[at : edit.start], edit.after
        at = edit.end
    pieces.append(text[at:end])
    return "".join(pieces)


class Layer:
    """A text made from another by edits, with positions that can be carried back.

    Parameters
    ----------
    below : str
        The text the edits were made on.
    edits : sequence of Edit
        Sorted, not overlapping, in positions of `below`.
    """

    def __init__(self, below: str, edits: Sequence[Edit]):
        self.edits = edits
        self.text = apply(below, edits)
        # Only edits that change the length move positions; the rest keep them.
        self._first, self._last, self._below_first, self._below_last = [], [], [], []
        shift = 0
        for edit in edits:
            change = len(edit.after) - (edit.end - edit.start)
            if change:
                self._first.append(edit.start + shift)
                shift += change
                self._last.append(edit.end + shift)
                self._below_first.append(edit.start)
                self._below_last.append(edit.end)

    def start(self, position: int) -> int:
        """Where the character at `position` begins below."""
        i = bisect_right(self._last, position) - 1
        if i + 1 < len(self._first) and self._first[i + 1] <= position < self._last[i + 1]:
            return self._below_first[i + 1]
        return position if i < 0 else position - self._last[i] + self._below_last[i]

    def end(self, position: int) -> int:
        """Where the character before `position` ends below."""
        i = bisect_left(self._first, position) - 1
        if i >= 0 and position <= self._last[i]:
            return self._below_last[i]
        return position if i < 0 else position - self._last[i] + self._below_last[i]

    def above(self, position: int) -> int:
        """Where a position below stands in this text; inside an edit, the place of the edit."""
        i = bisect_right(self._below_last, position) - 1
        moved = position if i < 0 else position - self._below_last[i] + self._last[i]
        if i + 1 < len(self._first) and self._below_first[i + 1] < position:
            return self._first[i + 1]
        return moved

    def _carried(self, edits: Iterable[Edit]) -> list[Edit]:
        """Edits of this text in positions below."""
        carried = []
        low, high, shift = 0, -1, 0  # what stands between `low` and `high` was moved by `shift`
        for edit in edits:
            start, end, after, step, reason = edit
            if not low <= start < end <= high:
                i = bisect_right(self._last, start) - 1
                low, shift = (self._last[i], self._below_last[i] - self._last[i]) if i >= 0 else (0, 0)
                high = self._first[i + 1] if i + 1 < len(self._first) else len(self.text)
            if low <= start < end <= high:
                carried.append(Edit(start + shift, end + shift, after, step, reason) if shift else edit)
            else:  # an insertion, or an edit over one of those below
                carried.append(Edit(self.start(start), self.end(end), after, step, reason))
        return carried

    def compose(self, edits: Iterable[Edit]) -> list[Edit]:
        """Edits of this text and those that made it, as one sorted list in positions below.

        An earlier edit inside a later one is absorbed by it: the later one replaces the raw characters.
        """
        carried = self._carried(edits)
        merged, own = [], iter(self.edits)
        waiting = next(own, None)
        for edit in carried:
            while waiting is not None and waiting.start < edit.start:
                merged.append(waiting)
                waiting = next(own, None)
            while waiting is not None and waiting.end <= edit.end:
                waiting = next(own, None)
            merged.append(edit)
        if waiting is not None:
            merged.append(waiting)
            merged.extend(own)
        return merged


def inside(edits: Sequence[Edit], start: int, end: int) -> Sequence[Edit]:
    """The edits between two positions. `edits` are sorted and do not overlap."""
    by_start = itemgetter(0)
    return edits[bisect_left(edits, start, key=by_start) : bisect_left(edits, end, key=by_start)]

"""A stretch of clean text that knows the way back to the raw page, and quotes taken from it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
import json


@dataclass(frozen=True)
class Evidence:
    """A quote that supports an inferred value. `start` and `end` are raw page offsets, end exclusive."""

    quote: str
    start: int
    end: int
    says: str


@dataclass(frozen=True)
class Passage:
    """Clean text with its offsets.

    `starts` and `shifts` have one entry for each run of characters that kept its distance from the raw
    page: a clean position p in the run that begins at `starts[i]` stands at `p + shifts[i]` in the raw page.
    """

    text: str
    starts: Sequence[int] = (0,)
    shifts: Sequence[int] = (0,)

    def raw(self, position: int) -> int:
        """Raw offset of the character at a clean position."""
        return position + self.shifts[bisect_right(self.starts, position) - 1]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw span of the clean span, from its first character to just after its last one."""
        return self.raw(start), self.raw(end - 1) + 1 if end > start else self.raw(start)

    def evidence(self, start: int, end: int, says: str) -> Evidence:
        """Quote a span of this passage."""
        return Evidence(self.text[start:end], *self.raw_span(start, end), says)

    def part(self, start: int, end: int) -> "Passage":
        """The passage between two clean positions."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, max(start, end - 1)) - 1
        return Passage(
            self.text[start:end],
            [0] + [s - start for s in self.starts[first + 1 : last + 1]],
            [shift + start for shift in self.shifts[first : last + 1]],
        )


def rebuild(text: str, start: int, edits: Sequence[tuple[int, int, str]]) -> Passage:
    """The passage of a clean text that begins at raw offset `start`.

    `edits` are the (start, end, after) of the edits inside the text's raw span, in raw order.
    """
    starts, shifts = [0], [start]
    for first, last, after in edits:
        if len(after) != last - first:
            begin = first - shifts[-1] + len(after)
            if begin == starts[-1]:
                shifts[-1] = last - begin
            else:
                starts.append(begin)
                shifts.append(last - begin)
    return Passage(text, starts, shifts)


def evidence_json(evidence: Sequence[Evidence]) -> str:
    """Evidence as it stands in a table: a JSON list of quote, start, end, says."""
    return json.dumps([vars(e) for e in evidence], ensure_ascii=False)

"""From where to where are two stretches copies of each other, and how exactly?

Around a chain of equal runs the two texts are aligned by edit distance (rapidfuzz, after Hyyrö 2003, A bit-vector
algorithm for computing Levenshtein and Damerau edit distances). Equal symbols count +1, altered ones -`ALTERED`, and
all stretches of the alignment whose sum can not be made greater are kept (Ruzzo & Tompa 1999, A linear time algorithm
for finding all maximal scoring subsequences). So a stretch ends where what follows is more unlike than like, and what
lies between two passages is in neither.
"""

from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

#: What an altered symbol takes from the sum. At 1 short passages with 30 % altered are lost (of those of 60
#: characters about 28 %, at 0.75 about 16 %), which costs 0.1 points of precision.
ALTERED = 0.75
#: Symbols beside a chain that are aligned at first; more where the passage goes on to their end, up to a bound,
#: behind which there are other chains if it goes on.
_MARGIN = 64
_WIDEST_MARGIN = 4096
#: Symbols near the end of what was aligned that mean the passage may go on.
_EDGE = 16
#: Equal runs of this many symbols need no alignment: they are matched, and only what lies between them is aligned.
_SURE = 16


class Stretch(NamedTuple):
    """A stretch of an alignment: its symbols in both texts, end exclusive, and matched less altered symbols."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    score: float


def local_alignments(
    text: str, runs: list[tuple[int, int, int]], bounds: tuple[int, int, int, int], least: int
) -> list[Stretch]:
    """Stretches of two texts that are alike, around the equal runs of one chain.

    Parameters
    ----------
    text
        Skeletons of all texts.
    runs
        First symbol in one text, first in the other, length; in the order of the first.
    bounds
        Begin and end of the one text, begin and end of the other.
    least
        Score a stretch must have.
    """
    begin_a, end_a, begin_b, end_b = bounds
    start_a, start_b = runs[0][0], min(b for _, b, _ in runs)
    stop_a, stop_b = max(a + n for a, _, n in runs), max(b + n for _, b, n in runs)
    sure = _sure_runs(runs)
    before = after = _MARGIN
    while True:
        low_a, low_b = _margins(start_a - begin_a, start_b - begin_b, before)
        low_a, low_b = start_a - low_a, start_b - low_b
        high_a, high_b = _margins(end_a - stop_a, end_b - stop_b, after)
        high_a, high_b = stop_a + high_a, stop_b + high_b
        blocks = _blocks(text, sure, (low_a, high_a, low_b, high_b))
        stretches = [stretch for stretch in _stretches(blocks) if stretch.score >= least]
        more_before = before < _WIDEST_MARGIN and low_a > begin_a and low_b > begin_b
        more_after = after < _WIDEST_MARGIN and high_a < end_a and high_b < end_b
        goes_before = more_before and any(stretch.start_a < low_a + _EDGE for stretch in stretches)
        goes_after = more_after and any(stretch.end_a > high_a - _EDGE for stretch in stretches)
        if not (goes_before or goes_after):
            return stretches
        before, after = before * (4 if goes_before else 1), after * (4 if goes_after else 1)


def _margins(room_a: int, room_b: int, most: int) -> tuple[int, int]:
    """Symbols of both texts beside a chain; where one text ends, the other has little more to match."""
    return min(most, room_a, room_b + _EDGE), min(most, room_b, room_a + _EDGE)


def _sure_runs(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Long equal runs that follow each other in both texts."""
    sure: list[tuple[int, int, int]] = []
    done_a = done_b = 0
    for a, b, length in runs:
        late = max(done_a - a, done_b - b, 0)
        if length - late >= _SURE:
            sure.append((a + late, b + late, length - late))
            done_a, done_b = a + length, b + length
    return sure


def _blocks(text: str, sure: list[tuple[int, int, int]], box: tuple[int, int, int, int]) -> list[tuple[int, int, int]]:
    """Equal blocks (first symbol in one text, in the other, length) of an alignment of two stretches, in order."""
    at_a, high_a, at_b, high_b = box
    blocks = []
    for a, b, length in [*sure, (high_a, high_b, 0)]:
        if a > at_a and b > at_b:
            found = Levenshtein.editops(text[at_a:a], text[at_b:b]).as_matching_blocks()
            blocks += [(at_a + i, at_b + j, n) for i, j, n in found[:-1]]
        if length:
            blocks.append((a, b, length))
        at_a, at_b = a + length, b + length
    return blocks


def _stretches(blocks: list[tuple[int, int, int]]) -> list[Stretch]:
    """All maximal scoring stretches of an alignment, which begin and end with a block; Ruzzo & Tompa's algorithm."""
    # Of each candidate: first and last block, sum before it, sum after it.
    candidates: list[tuple[int, int, float, float]] = []
    total = 0.0
    end_a = end_b = 0
    for i, (a, b, length) in enumerate(blocks):
        if i:
            total -= ALTERED * max(a - end_a, b - end_b)
        end_a, end_b = a + length, b + length
        first, before, total = i, total, total + length
        j = len(candidates) - 1
        while True:
            while j >= 0 and candidates[j][2] >= before:
                j -= 1
            if j < 0 or candidates[j][3] >= total:
                break
            first, before = candidates[j][0], candidates[j][2]
            del candidates[j:]
            j -= 1
        candidates.append((first, i, before, total))
    return [
        Stretch(
            blocks[first][0],
            blocks[last][0] + blocks[last][2],
            blocks[first][1],
            blocks[last][1] + blocks[last][2],
            after - before,
        )
        for first, last, before, after in candidates
    ]

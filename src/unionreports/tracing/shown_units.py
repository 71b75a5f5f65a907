"""What a trace tells of a row, in the order it is shown: pages, and in each the units with their marked spans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from unionreports.tracing.behind import NONE, Behind
from unionreports.tracing.corpus import Corpus


@dataclass(frozen=True)
class Passage:
    """One unit, or one stretch of a page outside units, with the spans in it.

    Attributes
    ----------
    page, report, unit
        Positions in the tables; NONE for a stretch outside units.
    start, end
        Of the unit or the stretch, raw offsets.
    spans
        Marked spans, sorted and apart from each other; the whole where the row says no less.
    weight, group
        Largest weight of its spans, and their group.
    """

    page: int
    report: int
    unit: int
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    weight: float
    group: int


def passages(behind: Behind, corpus: Corpus) -> list[Passage]:
    """Units, and stretches outside them, in the order they matter.

    What adds to the number stands before what it is compared with; of each the two groups take turns, and in a group
    what adds most comes first, then what stands first.
    """
    found: dict[tuple[int, int, int, int], list[int]] = {}
    for i, (unit, group) in enumerate(zip(behind.unit.tolist(), behind.group.tolist(), strict=True)):
        place = (unit, NONE, NONE, group) if unit != NONE else (unit, int(behind.page[i]), int(behind.start[i]), group)
        found.setdefault(place, []).append(i)
    made = [_passage(behind, corpus, rows) for rows in found.values()]
    # Rounded: a difference in the last digit must not change what is shown.
    made.sort(key=lambda p: (-round(p.weight, 9), p.page, p.start))
    turns: dict[tuple[bool, int], int] = {}
    order = []
    for passage in made:
        side = passage.weight == 0, passage.group
        turns[side] = turns.get(side, 0) + 1
        order.append((side[0], turns[side], side[1]))
    return [made[i] for i in sorted(range(len(made)), key=order.__getitem__)]


def counted_units(found: Sequence[Passage]) -> tuple[int, int]:
    """How many units there are, and how many of them only are what the others are set against."""
    weights: dict[int, float] = {}
    for passage in found:
        if passage.unit != NONE:
            weights[passage.unit] = max(passage.weight, weights.get(passage.unit, 0))
    return len(weights), sum(weight == 0 for weight in weights.values())


def _passage(behind: Behind, corpus: Corpus, rows: list[int]) -> Passage:
    first = rows[0]
    unit = int(behind.unit[first])
    weight = behind.weight[rows]
    # The whole unit is marked only where nothing in it says more.
    kept = [row for row, most in zip(rows, weight == weight.max(), strict=True) if most]
    spans = tuple(_apart((int(behind.start[row]), int(behind.end[row])) for row in kept))
    start, end = (int(corpus.start[unit]), int(corpus.end[unit])) if unit != NONE else (spans[0][0], spans[-1][1])
    return Passage(
        page=int(behind.page[first]),
        report=int(behind.report[first]),
        unit=unit,
        start=start,
        end=end,
        spans=spans,
        weight=float(np.max(weight)),
        group=int(behind.group[first]),
    )


def _apart(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans sorted, those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined

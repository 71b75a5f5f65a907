"""Was a report put together from reports of other places?

A composite report has its passages' best sources in different places. Official formulae prove nothing, nor does a body's own
older report or another copy of the same document; and two counties share a sentence by chance or through a third
text. So each of two places must be the best source of enough text.
"""

import json
from collections.abc import Mapping

import pandas as pd

from unionreports.measures.reuse.bodies import nested

#: Kinds of passages that can come from another place.
BORROWED = ("between_places", "undetermined", "template")
#: Characters one place must be the best source of, and as a share of the report.
ENOUGH, ENOUGH_SHARE = 200, 0.05
FEWEST_SOURCES = 2


def best_sources(sides: pd.DataFrame) -> pd.DataFrame:
    """The characters of one report that each other report is the best source of.

    A character's best source is the report whose passage with it has most equal characters: what a report took as a whole
    is better explained by that than by the many who share one sentence of it.

    Parameters
    ----------
    sides
        Rows of `shared.passage_sides` of one report.

    Returns
    -------
    DataFrame
        other, n: each report that is the best source of some text, most text first.
    """
    weight = sides["n_chars"] * sides["similarity"]
    ordered = sides.assign(weight=weight).sort_values(["weight", "other", "start"], ascending=[False, True, True])
    taken: list[tuple[int, int]] = []
    counts: dict[str, int] = {}
    for start, end, other in zip(ordered["start"].tolist(), ordered["end"].tolist(), ordered["other"]):
        free, taken = _take(taken, start, end)
        if free:
            counts[other] = counts.get(other, 0) + free
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return pd.DataFrame(rows, columns=["other", "n"])


def _take(taken: list[tuple[int, int]], start: int, end: int) -> tuple[int, list[tuple[int, int]]]:
    """Positions of a span that were free, and the spans taken with it, in order and apart."""
    free, before, after = end - start, [], []
    for first, last in taken:
        if last < start:
            before.append((first, last))
        elif first > end:
            after.append((first, last))
        else:
            free -= max(0, min(last, end) - max(first, start))
            start, end = min(first, start), max(last, end)
    return free, [*before, (start, end), *after]


def by_place(sources: pd.DataFrame, region_of: Mapping[str, str]) -> dict[str, int]:
    """Characters of each region that is a best source, or of each report whose region is not known, most first."""
    counts: dict[str, int] = {}
    for other, n in zip(sources["other"], sources["n"]):
        place = region_of[other] or other
        counts[place] = counts.get(place, 0) + n
    return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))


def composite_evidence(sources: pd.DataFrame, region_of: Mapping[str, str], own: str, n_chars: int) -> str:
    """What shows that a report was put together; empty where nothing does.

    Parameters
    ----------
    sources
        As `best_sources` gives them, of the passages that can be borrowed.
    region_of
        Region code of each report; empty where it is not known.
    own
        Region code of the report.
    n_chars
        Characters of the report.
    """
    known = sources[[bool(region_of[other]) for other in sources["other"]]]
    apart: list[str] = []
    words = []
    for place, n in by_place(known, region_of).items():
        if n < max(ENOUGH, ENOUGH_SHARE * n_chars) or any(nested(place, other) for other in [own, *apart] if other):
            continue
        apart.append(place)
        best = [other for other in known["other"] if region_of[other] == place]
        words.append(f"{n} characters have their best source in {place} ({', '.join(best[:3])})")
    return "; ".join(words) if len(apart) >= FEWEST_SOURCES else ""


def as_json(places: Mapping[str, int]) -> str:
    """Places and characters as they stand in a table."""
    return json.dumps(dict(places), ensure_ascii=False)

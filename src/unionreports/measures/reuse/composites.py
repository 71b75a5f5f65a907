"""Was a report put together from reports of other places?

A composite report has its passages' best sources in different places. Official formulae prove nothing, nor does a body's own
older report or another copy of the same document; and two counties share a sentence by chance or through a third
text. So each of two places must be the best source of enough text.

A report from which two others took something looks the same as one that took from both, where no dates tell. The one of which
more is borrowed is taken for the composite, and what it shares with others is then no sign that those are composites too.
"""

import json
from collections.abc import Mapping

import numpy as np
import pandas as pd

from unionreports.measures.reuse.places import nested

#: Kinds of passages that can come from another place.
BORROWED = ("between_places", "undetermined", "template")
#: Characters one place must be the best source of, and as a share of the report. Of 82 honest government reports of up to 34,000
#: characters none has more than 134 from its second best place, and of 31 cut to 3,000 none more than 2 % of its text. Of 60 planted
#: composites, five at a time among those 31, with 250 to 800 characters from each of two places and up to 30 % of them altered,
#: 59 are found and no other report is flagged; with 150 characters half are. Of 16 at a time, where some reports lend to several,
#: 69 to 100 % are found from 250 characters on, and up to two lenders in a corpus are taken for one of them.
ENOUGH, ENOUGH_SHARE = 200, 0.05
FEWEST_SOURCES = 2


def best_sources(sides: pd.DataFrame) -> dict[str, int]:
    """The characters of one report that each other report is the best source of.

    A character's best source is the report whose passage with it has most equal characters: what a report took as a whole
    is better explained by that than by the many who share one sentence of it.

    Parameters
    ----------
    sides
        Rows of `shared.passage_sides` of one report.

    Returns
    -------
    dict
        Report to characters, most first.
    """
    weight = sides["n_chars"] * sides["similarity"]
    ordered = sides.assign(weight=weight).sort_values(["weight", "other"], ascending=[False, True], kind="stable")
    # The best is painted last, over all others.
    best = np.full(int(sides["end"].max()) if len(sides) else 0, -1)
    numbers, others = pd.factorize(ordered["other"])
    for start, end, number in zip(*(of[::-1].tolist() for of in (*ordered[["start", "end"]].to_numpy().T, numbers))):
        best[start:end] = number
    counts = np.bincount(best[best >= 0], minlength=len(others))
    return _most_first({other: n for other, n in zip(others.tolist(), counts.tolist()) if n})


def by_place(sources: Mapping[str, int], region_of: Mapping[str, str]) -> dict[str, int]:
    """Characters of each region that is a best source, or of each report whose region is not known, most first."""
    counts: dict[str, int] = {}
    for other, n in sources.items():
        place = region_of[other] or other
        counts[place] = counts.get(place, 0) + n
    return _most_first(counts)


def _most_first(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))


def composite_reports(
    sides: Mapping[str, pd.DataFrame], region_of: Mapping[str, str], sizes: Mapping[str, int]
) -> dict[str, str]:
    """The reports that were put together, and what shows it.

    Parameters
    ----------
    sides
        For each report its rows of `shared.passage_sides`.
    region_of
        Region code of each report; empty where it is not known.
    sizes
        Characters of each report.
    """
    borrowed = {
        report: rows[rows["kind"].isin(BORROWED) & ~rows["is_source"] & (rows["other"].map(region_of) != "")]
        for report, rows in sides.items()
    }
    sources = {report: best_sources(rows) for report, rows in borrowed.items()}
    share = {report: sum(found.values()) / sizes[report] for report, found in sources.items() if found}
    found: dict[str, str] = {}
    for report in sorted(share, key=lambda report: (-share[report], report)):
        if _evidence(sources[report], region_of, region_of[report], sizes[report]):
            rows = borrowed[report]
            rest = best_sources(rows[~rows["other"].isin(list(found)) | rows["is_borrower"]])
            if evidence := _evidence(rest, region_of, region_of[report], sizes[report]):
                found[report] = evidence
    return found


def _evidence(sources: Mapping[str, int], region_of: Mapping[str, str], own: str, n_chars: int) -> str:
    """The places that are the best source of enough of a report; empty where there are too few of them."""
    apart: list[str] = []
    words = []
    for place, n in by_place(sources, region_of).items():
        if n < max(ENOUGH, ENOUGH_SHARE * n_chars) or any(nested(place, other) for other in [own, *apart] if other):
            continue
        apart.append(place)
        best = [other for other in sources if region_of[other] == place]
        words.append(f"{n} characters have their best source in {place} ({', '.join(best[:3])})")
    return "; ".join(words) if len(apart) >= FEWEST_SOURCES else ""


def as_json(places: Mapping[str, int]) -> str:
    """Places and characters as they stand in a table."""
    return json.dumps(dict(places), ensure_ascii=False)

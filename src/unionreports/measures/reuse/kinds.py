"""Why do two reports have a passage in common? Judged by rule, the first that holds:

1. same_document: the reports stand on two pages, most of the shorter one lies in passages with the other, and nothing known
   of them contradicts it (different places; the same body in another period).
2. official_formula: the words are those of higher levels (most of the passage lies in clauses with a formula of the party
   state, a quoted slogan or a central document; or a national report has it), or it stands in so many places that no copying from one to the other
   explains it.
3. self_reuse: the same body reports on another period.
4. template: a host of model reports has it, and it has no names and no figures, so that it fits any place; or such hosts have
   both reports, which are not known to come from different places. Not where the two stand on one page and could be of one
   body: hosts also join the reports of several years.
5. between_places: the two are known to come from different places.
6. undetermined: not enough is known.

The order is that of how much a kind explains away: a formula is one wherever it stands, and a body that repeats itself copies
nobody.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from unionreports.measures.bodies import UNNAMED, bodies
from unionreports.measures.reuse.places import could_be_one_body, different_places
from unionreports.measures.reuse.commonness import MOST
from unionreports.measures.reuse.hosts import fits_any_place, place_names
from unionreports.measures.reuse.wording import HigherWording

#: Characters that two pages of one document share at least: in a report of a few lines two formulae can be most of it.
DOCUMENT = 200
#: Places from which on a passage stands in too many for copying, at least, and as a share of the places of the corpus. In a
#: small corpus four copies of one report would otherwise make a formula; in a large one a popular model text would.
FEWEST_PLACES, SHARE_OF_PLACES = 5, 0.05
#: Share of a passage's characters in clauses of higher-level wording from which on it is a formula.
WORDING = 0.5


def many_places(places: Sequence[str]) -> int:
    """Different places in which a passage must stand to be an official formula, for the places of a corpus."""
    return max(FEWEST_PLACES, math.ceil(SHARE_OF_PLACES * len(set(places) - {""})))


def passage_kinds(
    passages: pd.DataFrame,
    texts_of: Sequence[tuple[str, str]],
    reports: pd.DataFrame,
    sizes: Mapping[str, int],
    hosts: Mapping[str, str],
    wording: HigherWording,
) -> list[str]:
    """Kind of each passage.

    Parameters
    ----------
    passages
        report_a, start_a, end_a, report_b, start_b, end_b (positions in the reports' texts), n_places.
    texts_of
        Both sides' words.
    reports
        Table `reports`.
    sizes
        Characters of each report's text.
    hosts
        As `hosts.model_hosts` gives them.
    """
    rows = {row.report_id: row for row in reports.assign(body=bodies(reports)).itertuples()}
    names = {report_id: place_names(row) for report_id, row in rows.items()}
    shared = _shared_characters(passages)
    many, kinds, of_pair = many_places(reports["region_code"].tolist()), [], {}
    for a, b, n_places, words in zip(passages["report_a"], passages["report_b"], passages["n_places"], texts_of):
        if (a, b) not in of_pair:
            most = shared[a, b] > max(DOCUMENT, MOST * min(sizes[a], sizes[b]))
            of_pair[a, b] = _of_pair(rows[a], rows[b], most, bool(hosts[a]), bool(hosts[b]))
        certain, otherwise, on_host, higher = of_pair[a, b]
        if certain == "same_document":
            kinds.append(certain)
        elif higher or n_places >= many or min(map(wording.share, words)) > WORDING:
            kinds.append("official_formula")
        elif certain:
            kinds.append(certain)
        elif on_host and all(fits_any_place(side, names[a] | names[b]) for side in words):
            kinds.append("template")
        else:
            kinds.append(otherwise)
    return kinds


def _of_pair(a, b, most: bool, host_a: bool, host_b: bool) -> tuple[str, str, bool, bool]:
    """What is certain of two reports' passages but for formulae, what they are otherwise, whether a host has one of them, and
    whether one is of the national level and the other below it."""
    # A body without a name is only likely to be the same.
    different, own = different_places(a, b), a.body == b.body != "" and not a.body.endswith(UNNAMED)
    again = own and _other_period(a, b)
    if most and a.page_id != b.page_id and not different and not again:
        certain = "same_document"
    else:
        certain = "self_reuse" if again else ""
    one_body = own or (a.page_id == b.page_id and could_be_one_body(a, b))
    template = host_a and host_b and not one_body
    otherwise = "between_places" if different else "template" if template else "undetermined"
    higher = different and "national" in (a.level, b.level)
    return certain, otherwise, (host_a or host_b) and not one_body, higher


def _other_period(a, b) -> bool:
    """Whether two reports are known to be about different times."""
    if a.period_start and b.period_start:
        return (a.period_start, a.period_end) != (b.period_start, b.period_end)
    return bool(pd.notna(a.year) and pd.notna(b.year) and a.year != b.year)


def _shared_characters(passages: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Characters of the two reports of each pair that lie in passages of theirs: of both sides the smaller number."""
    covered = {}
    for pair, of_pair in passages.groupby(["report_a", "report_b"], sort=False):
        covered[pair] = min(
            _union(of_pair[f"start_{side}"].to_numpy(), of_pair[f"end_{side}"].to_numpy()) for side in "ab"
        )
    return covered


def _union(starts: np.ndarray, ends: np.ndarray) -> int:
    """Positions in at least one of the spans."""
    order = np.argsort(starts)
    starts, reached = starts[order], np.maximum.accumulate(ends[order])
    gaps = np.maximum(starts[1:] - reached[:-1], 0).sum()
    return int(reached[-1] - starts[0] - gaps)

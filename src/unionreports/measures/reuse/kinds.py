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
from dataclasses import dataclass

import numpy as np
import pandas as pd

from unionreports.measures.bodies import bodies
from unionreports.measures.reuse.hosts import nameless, place_names
from unionreports.measures.reuse.pairs import OTHERWISE, pair_facts
from unionreports.measures.reuse.ranges import breaks
from unionreports.measures.reuse.sides import Sides
from unionreports.measures.reuse.wording import HigherWording
from unionreports.statement_tables import PASSAGE_KINDS

#: What two pages of one document have in common: more than this share of the shorter one, and so many characters; in a report of a few lines two formulae can be most of it.
MOST, DOCUMENT = 0.5, 200
#: Places from which on a passage stands in too many for copying, at least, and as a share of the places of the corpus. In a
#: small corpus four copies of one report would otherwise make a formula; in a large one a popular model text would.
FEWEST_PLACES, SHARE_OF_PLACES = 5, 0.05
#: Share of a passage's characters in clauses of higher-level wording from which on it is a formula.
WORDING = 0.5
#: Kinds in the order in which they are decided; what none of them is, the facts of the pair decide.
_DECIDED = ("same_document", "official_formula", "self_reuse", "template")


def many_places(places: Sequence[str]) -> int:
    """Different places in which a passage must stand to be an official formula, for the places of a corpus."""
    return max(FEWEST_PLACES, math.ceil(SHARE_OF_PLACES * len(set(places) - {""})))


@dataclass(frozen=True)
class Held:
    """What is known of all passages before their kinds.

    Attributes
    ----------
    report_ids, sizes
        Report of each number, characters of its text.
    spans
        text_a, start_a, end_a, text_b, start_b, end_b: numbers of reports, positions in their texts; in the order of
        text_a, text_b.
    sides
        Those of the passages.
    words
        Of each side.
    n_places
        Places each passage stands in; shape (n_passages,).
    """

    report_ids: Sequence[str]
    sizes: Sequence[int]
    spans: pd.DataFrame
    sides: Sides
    words: Sequence[str]
    n_places: np.ndarray


def passage_kinds(
    held: Held, reports: pd.DataFrame, hosts: Mapping[str, str], wording: HigherWording
) -> pd.Categorical:
    """Kind of each passage.

    Parameters
    ----------
    reports
        Table `reports`.
    hosts
        As `hosts.model_hosts` gives them.
    """
    rows = reports.assign(body=bodies(reports)).set_index("report_id", drop=False).loc[list(held.report_ids)]
    on_host = np.array([bool(hosts[report]) for report in held.report_ids])
    spans = held.spans
    new = breaks(spans["text_a"].to_numpy(), spans["text_b"].to_numpy())
    pair, firsts = np.cumsum(new) - 1, np.flatnonzero(new)
    pairs = pair_facts(rows, spans["text_a"].to_numpy()[firsts], spans["text_b"].to_numpy()[firsts], on_host)
    sizes = np.array(held.sizes)
    most = _shared_characters(spans, pair) > np.maximum(DOCUMENT, MOST * np.minimum(sizes[pairs.a], sizes[pairs.b]))
    same = (most & pairs.could_be_same)[pair]
    formula = pairs.higher[pair] | (held.n_places >= many_places(reports["region_code"].tolist()))
    unsure = np.flatnonzero(~same & ~formula)
    formula[unsure] = _worded_by_higher(held, unsure, wording)
    again = pairs.again[pair]
    unsure = np.flatnonzero(~same & ~formula & ~again & pairs.host[pair])
    template = np.zeros(len(spans), bool)
    template[unsure] = _fit_any_place(held, unsure, [place_names(row) for row in rows.itertuples()])
    kinds = np.select(
        [same, formula, again, template], list(map(PASSAGE_KINDS.index, _DECIDED)), PASSAGE_KINDS.index("undetermined")
    )
    rest = kinds == PASSAGE_KINDS.index("undetermined")
    kinds[rest] = np.array(list(map(PASSAGE_KINDS.index, OTHERWISE)))[pairs.otherwise[pair[rest]]]
    return pd.Categorical.from_codes(kinds, PASSAGE_KINDS)


def _worded_by_higher(held: Held, passages: np.ndarray, wording: HigherWording) -> np.ndarray:
    """Whether both sides of these passages have the wording of higher levels."""
    numbers = [held.sides.a[passages], held.sides.b[passages]]
    shares: dict[str, bool] = {}
    of_side = np.zeros(len(held.words), bool)
    for number in np.unique(np.concatenate(numbers)).tolist():
        words = held.words[number]
        if words not in shares:
            shares[words] = wording.share(words) > WORDING
        of_side[number] = shares[words]
    return of_side[numbers[0]] & of_side[numbers[1]]


def _fit_any_place(held: Held, passages: np.ndarray, names: Sequence[set[str]]) -> np.ndarray:
    """Whether neither side of these passages has figures or names, those of the places of both reports among them."""
    sides = held.sides
    numbers = np.unique(np.concatenate([sides.a[passages], sides.b[passages]]))
    plain = np.zeros(len(held.words), bool)
    plain[numbers] = [nameless(held.words[number]) for number in numbers.tolist()]
    fits = plain[sides.a[passages]] & plain[sides.b[passages]]
    for i in np.flatnonzero(fits).tolist():
        a, b = sides.a[passages[i]], sides.b[passages[i]]
        own = names[sides.texts[a]] | names[sides.texts[b]]
        fits[i] = not any(name in held.words[side] for name in own for side in (a, b))
    return fits


def _shared_characters(spans: pd.DataFrame, pair: np.ndarray) -> np.ndarray:
    """Characters of the two reports of each pair that lie in passages of theirs: of both sides the smaller number."""
    return np.minimum(
        *(_union(pair, spans[f"start_{side}"].to_numpy(), spans[f"end_{side}"].to_numpy()) for side in "ab")
    )


def _union(groups: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Positions of each group in at least one of its spans; groups are numbered from 0 without gaps."""
    # Groups are laid one after the other, so that one sweep does for all.
    apart = int(ends.max(initial=0)) + 1
    order = np.lexsort((starts, groups))
    starts, ends = (starts + groups * apart)[order], np.maximum.accumulate((ends + groups * apart)[order])
    covered = ends.copy()
    covered[1:] -= np.maximum(starts[1:], ends[:-1])
    covered[:1] -= starts[:1]
    return np.bincount(groups[order], weights=covered).astype(np.int64)

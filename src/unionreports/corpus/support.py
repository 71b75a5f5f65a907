"""All that one passage says for each region, and the sum of it over a report."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from unionreports.corpus.divisions import Division, stem
from unionreports.corpus.gazetteer import Gazetteer, Mention
from unionreports.corpus.neighbours import bare_lists, community_votes, town_votes, unlisted_streets
from unionreports.corpus.own_names import own_name_votes
from unionreports.corpus.passage import Passage
from unionreports.corpus.unions import Body
from unionreports.corpus.votes import BARE, COMPANY, FULL, LISTED, ROAD, Vote, foreign_lists, weigh

#: Each further mention of one name counts this share of the one before: ten mentions are not ten proofs.
REPEAT = 0.6
#: Cut passages (host title, footer) are about the page, which may be about something else.
FURNITURE = 0.4


def votes_of(
    passage: Passage, gazetteer: Gazetteer, mentions: Sequence[Mention], bodies: Sequence[Body], titles: int
) -> list[Vote]:
    """All votes of one passage."""
    text = passage.text
    at = {b.start: b for b in bodies if not b.masked} | {b.place: b for b in bodies if b.place >= 0}
    own, above = _in_own_names(text, mentions, bodies)
    at |= own
    listed = foreign_lists(text, mentions)
    votes, towns = [], []
    for number, mention in enumerate(mentions):
        weight, says = weigh(text, mention, at.get(mention.start), titles)
        if mention.start in above and weight > COMPANY:
            weight, says = COMPANY, "stands in the name of what the reporting body belongs to"
        if number in listed and weight <= FULL:
            weight, says = LISTED * weight, "listed beside another province"
        evidence = passage.evidence(mention.start, mention.end, says)
        if mention.divisions[0].level == "township_street":
            towns.append((mention.name, mention.divisions, weight, evidence))
        else:
            votes.append(Vote(mention.name, tuple(d.code for d in mention.divisions), weight, evidence, weight <= ROAD))
    votes += own_name_votes(passage, gazetteer, bodies, titles, {m.start for m in mentions})
    votes += town_votes(towns + bare_lists(passage, gazetteer))
    votes += community_votes(passage, gazetteer)
    votes += unlisted_streets(passage, gazetteer, {m.start for m in mentions})
    for start, (term, codes, weight) in gazetteer.cues_in(text):
        evidence = passage.evidence(start, start + len(term), "word of this region")
        votes.append(Vote(term, codes, weight, evidence))
    return votes


def _in_own_names(text: str, mentions: Sequence[Mention], bodies: Sequence[Body]) -> tuple[dict[int, Body], set[int]]:
    """The bodies in whose own, otherwise free name a place is named, by where it begins (上海市徐汇中学工会).

    The second value is where such names have the place of a larger body they belong to (沈阳 of 沈阳铁路局锦州车务段).
    A body that reports without a name (我项目部工会) is the only named one of its kind (济南分公司第七项目部工会).
    """
    reports = [
        b for b in bodies if b.role in ("title", "speaker", "subject") and b.level in ("enterprise", "institution")
    ]
    own = [b for b in reports if b.free_name]
    kinds = tuple({text[b.start : b.end] for b in reports if not b.free_name and not b.masked})
    if kinds and not own:
        same = [b for b in bodies if b.free_name and b.role == "named" and text.endswith(kinds, b.start, b.end)]
        own = [replace(b, role="subject") for b in same[:1]] if len({text[b.start : b.end] for b in same}) == 1 else []
    found: dict[int, Body] = {}
    above: set[int] = set()
    for body in own:
        inside = [m for m in mentions if body.start <= m.start < body.end]
        # 某铁路局某某车务段, 某某集团（某某）有限公司: the last place is the body's own.
        last = inside[-1].divisions if inside else ()
        near = {m.start for m in inside if any(_holds(d, e) for d in m.divisions for e in last)}
        found |= dict.fromkeys(near, body)
        above |= {m.start for m in inside} - near
    return found, above


def _holds(one: Division, other: Division) -> bool:
    """Whether a division is another or holds it."""
    return other.region.startswith(stem(one.region))


def tally(votes: Sequence[Vote]) -> tuple[dict[str, float], dict[str, list[Vote]]]:
    """Support for each code, and the votes behind it.

    Mentions of one name count less and less. A name with several bearers goes to those that the
    unambiguous names support; where there are none, its weight is shared among them.
    """
    ordered = sorted(votes, key=lambda v: (v.name, -v.weight))
    groups = [list(group) for _, group in groupby(ordered, key=lambda v: (v.name, v.regions))]
    support: dict[str, float] = defaultdict(float)
    near: dict[str, float] = defaultdict(float)
    behind: dict[str, list[Vote]] = defaultdict(list)
    for group in sorted(groups, key=lambda g: len(g[0].regions)):
        weight = sum(v.weight * REPEAT**n for n, v in enumerate(group))
        chosen, certainty = _coherent(group[0].regions, near)
        weight *= certainty
        for code in chosen:
            support[code] += weight / len(chosen)
            for length in (6, 4, 2):
                near[code[:length]] += weight / len(chosen)
            behind[code] += group
    return support, behind


def _coherent(regions: tuple[str, ...], near: dict[str, float]) -> tuple[tuple[str, ...], float]:
    """Of several bearers of a name those in the best supported county, prefecture or province, else all.

    `near`: support so far by the first 6, 4 and 2 digits. The second value is how far that support carries
    the choice, 0 to 1: a company's name in passing singles out one bearer, but weakly.
    """
    if len(regions) > 1:
        for length in (6, 4, 2):
            best = max(near.get(r[:length], 0.0) for r in regions)
            if best >= COMPANY:
                return tuple(r for r in regions if near.get(r[:length], 0.0) == best), min(1.0, best / BARE)
    return regions, 1.0

"""What do towns, streets and communities say when several are named together, or one has a rare name?"""

import re
from collections import defaultdict
from collections.abc import Sequence

from unionreports.corpus.gazetteer import Gazetteer
from unionreports.corpus.passage import Evidence, Passage
from unionreports.corpus.votes import FULL, ROAD, Vote

#: Weight of one town that others of its county are named beside, of one community likewise, and where all
#: are of one street.
TOWNS_TOGETHER, COMMUNITIES_TOGETHER, SAME_STREET = 1.3, 0.8, 1.4
#: A street that no vintage lists, placed by the community that bears its name; more where it is a union's.
UNLISTED_STREET, OWN_UNLISTED_STREET = 0.5, 1.2
#: A town's name alone never weighs more: many towns have namesakes that no vintage lists.
LONE_TOWN = 2.0

# Names are looked for before a fixed word: a pattern that begins with any run of characters would try every one.
_STREET = re.compile(r"(?:街道|镇)(?=总?工会|党|办|[，。、的各])")
_STREET_NAME = re.compile(r"(?:^|[^\u4e00-\u9fff]|[在由是与及])([\u4e00-\u9fff]{2,4})$")
_LIST = re.compile(r"、[\u4e00-\u9fff]*(?:、[\u4e00-\u9fff]*)+")
_LIST_BEGINS = re.compile(r"[\u4e00-\u9fff]*$")
_COMMUNITY = re.compile(r"社区|居委会|村(?!级|民|务|支|官|委|企|镇|工)")
_COMMUNITY_NAME = re.compile(r"[\u4e00-\u9fff]{2,6}$")


def bare_lists(passage: Passage, gazetteer: Gazetteer) -> list[tuple]:
    """Towns without suffix in an enumeration (掌起、附海、桥头): only where two of them share a county."""
    found = []
    for match in _LIST.finditer(passage.text):
        # Only the last characters before the first sign can be a town's name.
        begin = _LIST_BEGINS.search(passage.text, max(0, match.start() - 4), match.start()).start()
        names = passage.text[begin : match.end()].split("、")
        items, position = [], begin
        for number, item in enumerate(names):
            if not 1 < len(item) <= 4 and 0 < number < len(names) - 1:
                position += len(item) + 1
                continue
            # The first item may carry words before it, the last one words after it.
            shapes = [(0, len(item))] if len(item) <= 4 else []
            if number == 0:
                shapes = [(len(item) - n, len(item)) for n in (4, 3, 2) if n <= len(item)]
            elif number == len(names) - 1:
                shapes += [(0, n) for n in (3, 2) if n < len(item)]
            for first, last in shapes:
                if bearers := gazetteer.bare_towns(item[first:last]):
                    items.append((item[first:last], bearers, FULL, (position + first, position + last)))
                    break
            position += len(item) + 1
        if len(items) < 2:
            continue
        shared = _most_shared([{d.region for d in bearers} for _, bearers, _, _ in items])
        if shared:
            found += [
                (name, bearers, weight, passage.evidence(*span, "town in a list"))
                for name, bearers, weight, span in items
                if any(d.region in shared for d in bearers)
            ]
    return found


def _most_shared(sets: Sequence[set[str]]) -> set[str]:
    """The regions that most of the sets have, where at least two have them."""
    counts: dict[str, int] = defaultdict(int)
    for regions in sets:
        for region in regions:
            counts[region] += 1
    most = max(counts.values(), default=0)
    return {region for region, count in counts.items() if count == most} if most >= 2 else set()


def town_votes(towns: Sequence[tuple]) -> list[Vote]:
    """Votes of towns and streets: several that only one county has together decide; one alone is shared out."""
    first: dict[str, tuple] = {}
    for town in towns:
        if town[0] not in first or town[2] > first[town[0]][2]:
            first[town[0]] = town
    shared = _most_shared([{d.region for d in t[1]} for t in first.values() if t[2] > ROAD])
    votes = []
    for name, divisions, weight, evidence in first.values():
        regions = tuple(sorted({d.region for d in divisions}))
        together = tuple(r for r in regions if r in shared)
        if together and weight > ROAD:
            evidence = Evidence(
                evidence.quote, evidence.start, evidence.end, "named with other towns of the same county"
            )
            votes.append(Vote(name, together, max(weight, TOWNS_TOGETHER), evidence))
        else:
            votes.append(Vote(name, regions, min(weight, LONE_TOWN), evidence, weight <= ROAD))
    return votes


def community_votes(passage: Passage, gazetteer: Gazetteer) -> list[Vote]:
    """Communities and villages: two or more of one street, or of one county, decide together."""
    seen: dict[str, int] = {}
    for match in _COMMUNITY.finditer(passage.text):
        if run := _COMMUNITY_NAME.search(passage.text, max(0, match.start() - 6), match.start()):
            seen.setdefault(run.group(), run.start())
    if len(seen) < 2:
        return []  # also spares the large table for most pages
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for run, start in seen.items():
        for cut in range(len(run) - 1):
            if streets := gazetteer.communities(run[cut:]):
                found.setdefault(run[cut:], (start + cut, streets))
                break
    streets = _most_shared([set(s) for _, s in found.values()])
    counties = _most_shared([{code[:6] for code in s} for _, s in found.values()])
    votes = []
    for name, (start, codes) in found.items():
        regions = tuple(sorted({c[:6] for c in codes} & counties))
        if regions:
            weight = SAME_STREET if set(codes) & streets else COMMUNITIES_TOGETHER
            votes.append(
                Vote(
                    name,
                    regions,
                    weight,
                    passage.evidence(start, start + len(name), "named with other communities of one place"),
                )
            )
    return votes


def unlisted_streets(passage: Passage, gazetteer: Gazetteer, known: set[int]) -> list[Vote]:
    """A street in no vintage is where a community bears its rare name: streets lend communities their names."""
    votes, seen = [], set()
    for match in _STREET.finditer(passage.text):
        found = _STREET_NAME.search(passage.text, max(0, match.start() - 5), match.start())
        if found is None or found.start(1) in known or found[1] in seen:
            continue
        name = found[1]
        seen.add(name)
        counties = sorted({code[:6] for code in gazetteer.communities(name)})
        if len(counties) == 1:
            evidence = passage.evidence(found.start(1), match.end(), "a community of this county bears the name")
            own = passage.text.startswith(("工会", "总工会"), match.end())
            votes.append(Vote(name, tuple(counties), OWN_UNLISTED_STREET if own else UNLISTED_STREET, evidence))
    return votes

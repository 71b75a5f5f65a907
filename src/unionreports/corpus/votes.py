"""How strongly does each mention of a place speak for it as the report's own region?

A mention is judged by what stands beside it: the reporting body's name, a title, a regional law or honour
speak for a region; visits, disaster aid, migrants' homes, events, roads and companies hardly do.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from unionreports.corpus.gazetteer import Division, Gazetteer, Mention
from unionreports.corpus.issuer import Body
from unionreports.corpus.passage import Evidence, Passage

#: Weights are judgements, checked on invented and public reports; 1 is one plain mention of a county's full name.
TITLE, BODY, SUPERIOR, LAW, HONOUR, FULL, BARE = 4.0, 3.0, 2.0, 1.2, 1.2, 1.0, 0.7
COMPANY, ROAD, PASSING, LISTED = 0.25, 0.1, 0.03, 0.15
TOWNS_TOGETHER, COMMUNITIES_TOGETHER, SAME_STREET = 1.3, 0.8, 1.4
UNLISTED_STREET, OWN_UNLISTED_STREET = 0.5, 1.2
#: A town's name alone never weighs more: many towns have namesakes that no vintage lists.
LONE_TOWN = 2.0
#: Each further mention of one name counts this share of the one before: ten mentions are not ten proofs.
REPEAT = 0.6
#: Cut passages (host title, footer) are about the page, which may be about something else.
FURNITURE = 0.4

_AWAY_BEFORE = re.compile(
    r"(?:赴|前往|来自|原籍|祖籍|支援|对口|援|驰援|远赴|奔赴|走进|学习借鉴|借鉴|考察|参观|外出|出访|飞往|组队到|先后到|分别到|职工到|"
    r"到|去|在外|驻|向)[^，。；]{0,9}$"
)
_AWAY_AFTER = re.compile(
    r"[^，。；、]{0,8}?(?:考察|参观|学习取经|学习交流|疗休养|疗养|旅游|培训班?学习|地震|灾区|抗震|泥石流|雪灾|籍|老乡|等地|等省|等市|"
    r"奥运|世博|亚运|大运会|全运会|冬奥|峰会|博览会|会议(?:精神)?|宣言|经验|模式|起义|革命|精神|群团改革|改革试点|试点)"
)
_HOME = re.compile(r"(?:籍|人(?:[，。、])|打工|务工|民工)")
_ROAD = re.compile(r"(?:[东西南北中]?[一二三四]?(?:路|大道|街(?!道)|大街|巷|大桥)|大学|学院|医科|军区|高铁|高速|铁路|机场|饭店|会堂|日报|时间)")
_COMPANY = re.compile(
    r"[^，。；、：\n]{0,14}?(?:公司|集团|有限|股份|酒店|宾馆|物业|银行|厂(?!务)|实业|超市|商场|大厦|石化|化工|电子|科技|置业|航空|建工|中建|汽车)"
)
_HONOUR = re.compile(r"(?:级|的)?(?:“|五一|示范|先进|劳模|劳动模范|模范|文明|优秀|工人先锋号|五好|厂务公开|和谐|百佳|十佳|职工书屋|五型)")
_LAW = re.compile(r"《[^《》\n]{0,4}$")
_LAW_NAME = re.compile(r"(?![^《》\n]{0,30}(?:公司|集团|厂))[^《》\n]{0,40}?(?:条例|办法|规定|规则|细则|意见)")
_COMMUNITY_AFTER = re.compile(r"[\u4e00-\u9fff]{0,2}(?:社区|村|居委会|小区|小学|中学|幼儿园|花园|新村|广场)")
# Names are looked for before a fixed word: a pattern that begins with any run of characters would try every one.
_STREET = re.compile(r"(?:街道|镇)(?=总?工会|党|办|[，。、的各])")
_STREET_NAME = re.compile(r"(?:^|[^\u4e00-\u9fff]|[在由是与及])([\u4e00-\u9fff]{2,4})$")
_CLAUSE = re.compile(r"[\u4e00-\u9fff、]{5,}")
_COMMUNITY = re.compile(r"社区|居委会|村(?!级|民|务|支|官|委|企|镇|工)")
_COMMUNITY_NAME = re.compile(r"[\u4e00-\u9fff]{2,6}$")


@dataclass(frozen=True)
class Vote:
    """Support for the divisions a name can mean. `span` in its passage; `name` groups repeated mentions."""

    name: str
    regions: tuple[str, ...]
    weight: float
    evidence: Evidence
    away: bool = False


def votes_of(passage: Passage, gazetteer: Gazetteer, mentions: Sequence[Mention], bodies: Sequence[Body], titles: int) -> list[Vote]:
    """All votes of one passage."""
    text = passage.text
    at = {b.start: b for b in bodies if not b.masked and not b.free_name}
    listed = _foreign_lists(text, mentions)
    votes, towns = [], []
    for number, mention in enumerate(mentions):
        weight, says = _weigh(text, mention, at.get(mention.start), titles)
        if number in listed and weight <= FULL:
            weight, says = LISTED * weight, "listed beside another province"
        evidence = passage.evidence(mention.start, mention.end, says)
        if mention.divisions[0].level == "township_street":
            towns.append((mention.name, mention.divisions, weight, evidence))
        else:
            votes.append(Vote(mention.name, tuple(d.code for d in mention.divisions), weight, evidence, weight <= ROAD))
    votes += _town_votes(towns + _bare_lists(passage, gazetteer))
    votes += _community_votes(passage, gazetteer)
    votes += _unlisted_streets(passage, gazetteer, {m.start for m in mentions})
    for term, codes, weight in gazetteer.cues:
        if (start := text.find(term)) >= 0:
            evidence = passage.evidence(start, start + len(term), "word of this region")
            votes.append(Vote(term, codes, weight, evidence))
    return votes


def _weigh(text: str, mention: Mention, body: Body | None, titles: int) -> tuple[float, str]:
    """Weight of one mention and what it says, by the words beside it."""
    before, after = text[max(0, mention.start - 12) : mention.start], text[mention.end : mention.end + 24]
    if body is not None and body.end > mention.end - 1:
        if body.role in ("title", "speaker"):
            return TITLE, "names the body that reports"
        if body.role in ("subject", "named"):
            return BODY, "names a union of this region"
        return SUPERIOR, "names the superior union"
    if _LAW.search(before) and _LAW_NAME.match(after):
        return LAW, "a rule of this region"
    if _ROAD.match(after) or (mention.bare and _COMMUNITY_AFTER.match(after)):
        return ROAD, "part of another name"
    if _AWAY_BEFORE.search(before) and mention.start >= titles or _AWAY_AFTER.match(after) or _HOME.match(after):
        return PASSING, "named in passing"
    if mention.start < titles:
        return TITLE * 0.75, "stands in the title"
    if _HONOUR.match(after):
        return HONOUR, "an honour of this region"
    if after.startswith(("总工会", "工会", "市总", "市委", "县委", "区委", "省委", "州委", "委")):
        return BODY, "names a union or committee of this region"
    if _COMPANY.match(after):
        return COMPANY, "part of a company's name"
    return (BARE if mention.bare else FULL), "names the region"


def _foreign_lists(text: str, mentions: Sequence[Mention]) -> set[int]:
    """Mentions that stand beside one of another province, as in 上海、重庆: such lists look outward."""
    found = set()
    for number, (one, other) in enumerate(zip(mentions, mentions[1:], strict=False)):
        between = text[one.end : other.start]
        if between in ("、", "和", "与", "及", "，") and not _provinces(one.divisions) & _provinces(other.divisions):
            found |= {number, number + 1}
    return found


def _provinces(divisions: Sequence[Division]) -> set[str]:
    return {d.code[:2] for d in divisions}


def _bare_lists(passage: Passage, gazetteer: Gazetteer) -> list[tuple]:
    """Towns without suffix in an enumeration (掌起、附海、桥头): only where two of them share a county."""
    found = []
    for match in _CLAUSE.finditer(passage.text):
        names = match.group().split("、")
        if len(names) < 3:
            continue
        items, position = [], match.start()
        for number, item in enumerate(names):
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


def _town_votes(towns: Sequence[tuple]) -> list[Vote]:
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
            evidence = Evidence(evidence.quote, evidence.start, evidence.end, "named with other towns of the same county")
            votes.append(Vote(name, together, max(weight, TOWNS_TOGETHER), evidence))
        else:
            votes.append(Vote(name, regions, min(weight, LONE_TOWN), evidence, weight <= ROAD))
    return votes


def _community_votes(passage: Passage, gazetteer: Gazetteer) -> list[Vote]:
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
            votes.append(Vote(name, regions, weight, passage.evidence(start, start + len(name), "named with other communities of one place")))
    return votes


def _unlisted_streets(passage: Passage, gazetteer: Gazetteer, known: set[int]) -> list[Vote]:
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

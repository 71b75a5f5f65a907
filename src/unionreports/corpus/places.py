"""Whose report is this: issuer, level and region, with the quotes they rest on and a confidence.

Confidence is a judgement made by rule: how much speaks for the region (`_enough`), times its share among
its rivals. It is not a frequency. What falls below `LEAST` is left empty.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from unionreports.corpus.divisions import stem
from unionreports.corpus.gazetteer import Gazetteer, Mention
from unionreports.corpus.issuer import Verdict, judge_level
from unionreports.corpus.passage import Evidence, Passage
from unionreports.corpus.support import FURNITURE, tally, votes_of
from unionreports.corpus.unions import Body, find_bodies, title_end
from unionreports.corpus.votes import Vote

#: A region is named only from this confidence on.
LEAST = 0.5
#: No rule is surer than this.
MOST = 0.97
#: Support at which the share of doubt has fallen to 1/e.
SCALE = 1.5
#: Support from which a province counts as a rival, and the share of the leader it needs.
RIVAL, RIVAL_SHARE = 0.65, 0.2
#: Support of a province itself, not of its parts, from which a report without a union body is the province's.
OWN_PROVINCE = 5.0
#: Quotes kept for the region.
QUOTES = 8

#: Counties that no prefecture stands above, among them the cities of the Xinjiang corps.
_DIRECT = "90"
_CITIES = ("11", "12", "31", "50")  # municipalities: the city is the province
_COUNTRY = "全国"  # name of the region of national bodies; without a code, as it is none to compare with others
_DEEPEST = {"province": 1, "prefecture": 2, "city": 2, "national": 0}


@dataclass(frozen=True)
class Place:
    """Issuer, level and region of one report. Empty strings are: not known, and not guessed.

    `rivals`: provinces (two digits and 0000) other than the region's own that have independent support;
    where no region was chosen, all provinces that have. Two or more in a text without a region mean pieces
    of several places.
    """

    issuer: str = ""
    level: str = "unknown"
    region_code: str = ""
    region_name: str = ""
    province: str = ""
    prefecture: str = ""
    county: str = ""
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    issuer_basis: str = "none"
    level_basis: str = "none"
    region_basis: str = "none"
    rivals: tuple[str, ...] = ()
    #: The places the text names, for those that look at them again.
    mentions: tuple[Mention, ...] = field(default=(), repr=False)


def infer_place(report: Passage, furniture: Sequence[Passage], gazetteer: Gazetteer, year: int | None = None) -> Place:
    """Infer issuer, level and region of one report.

    Parameters
    ----------
    report
        Clean text of the report with its own title lines, date line and salutation.
    furniture
        Cut passages of the page that may speak of this report, in page order; evidence of lower weight.
    gazetteer
        From `read_gazetteer`.
    year
        The year reported, where it is known: what names meant that changed their bearers.
    """
    mentions = gazetteer.mentions(report.text, year)
    bodies = find_bodies(report.text, mentions)
    votes = votes_of(report, gazetteer, mentions, bodies, title_end(report.text))
    around = []
    for passage in furniture:
        found = gazetteer.mentions(passage.text, year)
        unions = find_bodies(passage.text, found)
        around.append((passage.text, unions))
        votes += [replace(v, weight=v.weight * FURNITURE) for v in votes_of(passage, gazetteer, found, unions, 0)]
    verdict = judge_level(report.text, bodies, around)
    support, behind = tally([v for v in votes if not v.away])
    code, confidence = _choose(support, verdict, gazetteer)
    level = _settle_city(verdict, code, support, gazetteer)
    code = _fit(code, level)
    issuer, issuer_basis, quote = _issuer(report, verdict, level, code, bodies)
    evidence = [quote] if quote else []
    if span := verdict.quotes.get(verdict.level):
        evidence.append(report.evidence(*span, f"level: {level}"))
    evidence += _quotes(code, behind)
    province, prefecture, county = gazetteer.chain(code) if code else ("", "", "")
    street = _street(report, verdict, code)
    return Place(
        issuer=issuer,
        level=level,
        region_code=code,
        region_name=_COUNTRY if level == "national" else street or county or prefecture or province,
        province=province,
        prefecture=prefecture,
        county=county,
        confidence=round(confidence, 3),
        evidence=tuple(dict.fromkeys(evidence)),
        issuer_basis=issuer_basis,
        level_basis="none" if level == "unknown" else "stated" if issuer_basis == "stated" else "inferred",
        region_basis="none" if not code else "stated" if _stated(code, verdict) else "inferred",
        rivals=_rivals(code, support),
        mentions=tuple(mentions),
    )


def _enough(support: float) -> float:
    return 1.0 - math.exp(-support / SCALE)


def _sums(support: dict[str, float]) -> dict[str, float]:
    """Support of every province (2 digits), prefecture (4) and county (6), its parts included."""
    sums: dict[str, float] = defaultdict(float)
    for code, weight in support.items():
        sums[code[:2]] += weight
        if code[2:4] != "00":
            sums[code[:4]] += weight
        if code[4:] != "00":
            sums[code] += weight
    return sums


def _best(sums: dict[str, float], parent: str, length: int) -> tuple[str, float, float]:
    """The best supported division under a parent: its prefix, its support, and what speaks for its siblings.

    Of the siblings the strongest counts whole and the others a quarter: many places named once each are
    noise, one other place named often is a doubt.
    """
    inside = {p: s for p, s in sums.items() if len(p) == length and p.startswith(parent)}
    if not inside:
        return "", 0.0, 0.0
    best = min(inside, key=lambda p: (-inside[p], p))
    siblings = [s for p, s in inside.items() if p != best]
    return best, inside[best], 0.75 * max(siblings, default=0.0) + 0.25 * sum(siblings)


def _choose(support: dict[str, float], verdict: Verdict, gazetteer: Gazetteer) -> tuple[str, float]:
    """The smallest region that is certain enough, going down from the province."""
    sums = _sums(support)
    if verdict.level == "national":
        return "", 0.0
    chosen, confidence = "", 0.0
    parent, doubt = "", 1.0
    deepest = _DEEPEST.get(verdict.level, 3) + (verdict.level == "city")
    for depth, length in enumerate((2, 4, 6), 1):
        if depth > deepest and parent[2:] != _DIRECT:
            break
        best, own, others = _best(sums, parent, length)
        if not best:
            break
        # What speaks for the parent alone (a rule of the province) makes its parts likelier, a little.
        carried = 0.25 * support.get(parent.ljust(6, "0"), 0.0) if parent else 0.0
        doubt = min(doubt, _enough(own + carried) * own / (own + others))
        if doubt < LEAST:
            break
        parent, chosen, confidence = best, best.ljust(6, "0"), doubt
    if chosen and gazetteer.division(chosen) is None:
        chosen = chosen[:2] + "0000" if chosen[4:] == "00" else chosen
    return chosen, min(confidence, MOST)


def _settle_city(verdict: Verdict, code: str, support: dict[str, float], gazetteer: Gazetteer) -> str:
    """What a 市 is: a municipality (province), a prefecture, or a county-level city."""
    if verdict.level == "prefecture" and code[:2] in _CITIES:
        return "province"
    if code and verdict.issuer is None and verdict.level in ("city", "prefecture", "county"):
        # Without a union body 我区 may be an autonomous region's, and 县市区 may be counted by a province.
        parts = max(
            (s for prefix, s in _sums(support).items() if len(prefix) == 4 and prefix[:2] == code[:2]), default=0.0
        )
        if support.get(code[:2] + "0000", 0.0) > max(OWN_PROVINCE, 1.5 * parts):
            return "province"
    if verdict.level != "city":
        return verdict.level
    if code[:2] in _CITIES:
        return "province"
    if not code and verdict.parts.get("county", 0.0) >= 2.0 and not verdict.parts.get("prefecture"):
        return "county"  # a 市 that counts towns and no counties below itself
    if code and code[4:] != "00":
        county = gazetteer.division(code)
        counts_counties = verdict.parts.get("prefecture", 0.0) > max(1.0, verdict.parts.get("county", 0.0))
        if county and county.name.endswith("市") and not counts_counties:
            return "county"
    return "prefecture"


def _fit(code: str, level: str) -> str:
    """Cut the region down to what the level allows: a prefecture's report does not belong to one of its counties."""
    if level == "province" and code:
        return code[:2] + "0000"
    if level == "prefecture" and code[4:] not in ("", "00") and code[2:4] != _DIRECT:
        return code[:4] + "00"
    return code


def _issuer(
    report: Passage, verdict: Verdict, level: str, code: str, bodies: Sequence[Body]
) -> tuple[str, str, Evidence | None]:
    body = verdict.issuer
    if body is None:
        return "", "none", None
    own = [
        b
        for b in bodies
        if b.code == code and code and b.role not in ("part", "superior") and b.level in (level, "city")
    ]
    if not (body.code or body.masked or body.free_name) and own:
        body = own[0]
    stated = body.role in ("title", "speaker", "subject")
    text = report.text[body.start : body.end]
    return text, "stated" if stated else "inferred", report.evidence(body.start, body.end, "the body that reports")


def _stated(code: str, verdict: Verdict) -> bool:
    return verdict.issuer is not None and verdict.issuer.code == code


def _street(report: Passage, verdict: Verdict, code: str) -> str:
    """Name of the issuer's own street or town, where the text names it and the county is known."""
    body = verdict.issuer
    if body is None or body.level != "township_street" or body.masked or code[4:] in ("", "00"):
        return ""
    name = report.text[body.start : body.end]
    for suffix in ("总工会", "工会联合会", "联合工会", "工会工作委员会", "工会委员会", "工会"):
        name = name.removesuffix(suffix)
    return name if len(name) > 2 and name not in ("街道", "办事处", "街道办事处") else ""


def _quotes(code: str, behind: dict[str, list[Vote]]) -> list[Evidence]:
    """The quotes that speak loudest for the region, one for each name, then in order of the page."""
    prefix = stem(code)
    best: dict[str, Vote] = {}
    for region, votes in behind.items():
        if prefix and (region.startswith(prefix[:2]) and (region.startswith(prefix) or code.startswith(stem(region)))):
            for vote in votes:
                if vote.name not in best or vote.weight > best[vote.name].weight:
                    best[vote.name] = vote
    loudest = sorted(best.values(), key=lambda v: (-v.weight, v.evidence.start))[:QUOTES]
    return sorted((v.evidence for v in loudest), key=lambda e: e.start)


def _rivals(code: str, support: dict[str, float]) -> tuple[str, ...]:
    provinces = {p: s for p, s in _sums(support).items() if len(p) == 2}
    top = max(provinces.values(), default=0.0)
    strong = {p for p, s in provinces.items() if s >= max(RIVAL, RIVAL_SHARE * top)}
    return tuple(sorted(p + "0000" for p in strong - {code[:2]}))

"""At which level does the body stand that reports, and which of the named bodies is it?"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from unionreports.corpus.unions import LED, NOUN, NOUN_LEVEL, TITLE, Body

_PARTY = re.compile(
    rf"(?P<noun>{NOUN})(?:党委|党工委|党总支|党支部|支部|党组)|(?P<short>[省市州县区旗])委(?!员|托|书记处|会)|(?P<village>村)支部"
)
_OWN = re.compile(
    r"(?P<whose>我|全|我们)(?P<noun>省|自治区|州|市|县|区|旗|街道|街(?=[^道])|镇|乡|社区|村|公司|集团|厂|矿|段|校|院|行)(?![总委工])"
)
_OWN_NOUN = {"街": "township_street", "段": "enterprise", "行": "enterprise"}
#: What a body counts below itself tells its own level. Each alternative begins with a character of its own: a text is
#: then searched for these, and not tried at every place.
_PARTS = (
    (
        re.compile(r"各市[、(（]?[州地]|各市总工会|市\(州\)|市（州）|" + "|".join(f"{n}个市州" for n in range(10))),
        "province",
        1.5,
    ),
    (
        re.compile(r"各县（市|各市县|各县市|各县区|各区县|各旗县|各区市|县市区|区、县|县（市、区）|县（市）区|各区总"),
        "prefecture",
        1.0,
    ),
    (re.compile(r"各乡镇|各镇|镇(?<!乡镇)（街道|乡（镇|各街道|镇街"), "county", 1.0),
    (re.compile(r"各社区|各村|村（社区）|社区（村）|各居委会|村级工会|社区工会"), "township_street", 0.7),
    (re.compile(r"子公司|分公司|项目部|各车间|公司领导|股东|生产经营任务|各矿|总经理"), "enterprise", 0.6),
    (re.compile(r"教职工|教代会|师生|全体教师|医患|医护人员|科室"), "institution", 0.6),
)
_ABOVE_OF = {  # superior union -> levels it may stand directly above, with weight
    "national": {"province": 1.0},
    "province": {"city": 1.0, "prefecture": 0.6, "enterprise": 0.3, "institution": 0.3},
    "prefecture": {"county": 1.0, "enterprise": 0.3, "institution": 0.3},
    "city": {"county": 0.9, "enterprise": 0.5, "institution": 0.5, "township_street": 0.3},
    "county": {"township_street": 1.0, "enterprise": 0.4, "institution": 0.4, "community_village": 0.3},
    "township_street": {"community_village": 1.2, "enterprise": 0.4, "institution": 0.2},
    "enterprise": {"enterprise": 1.0},
    "institution": {"institution": 1.0},
}
#: Characters from the beginning in which a sentence is taken to introduce its speaker.
OPENING = 500


@dataclass(frozen=True)
class Verdict:
    """The level that the cues favour and the body that reports.

    `quotes`: span that speaks loudest for each level; `parts`: what the units counted below say alone.
    """

    level: str
    issuer: Body | None
    quotes: dict[str, tuple[int, int]]
    parts: dict[str, float]


def judge_level(text: str, bodies: Sequence[Body], furniture: Sequence[tuple[str, list[Body]]] = ()) -> Verdict:
    """Weigh all cues for the level of the body that reports.

    Titles and speakers weigh most, then the subjects of the opening, then subjects further on, the party
    committee that leads, the superior union (one level down), 我市/全市, and what is counted below.
    """
    scores: dict[str, float] = defaultdict(float)
    quotes: dict[str, tuple[float, tuple[int, int]]] = {}
    counted: dict[tuple[str, str], int] = defaultdict(int)

    def add(level: str, kind: str, weight: float, most: int, span: tuple[int, int] | None) -> None:
        counted[level, kind] += 1
        if counted[level, kind] <= most:
            scores[level] += weight
            if span and weight > quotes.get(level, (0.0, span))[0]:
                quotes[level] = (weight, span)

    first = next((b for b in bodies if b.role not in ("superior", "part")), None)
    if first is not None and first.role == "subject" and first.start < OPENING:
        add(first.level, "first", 1.5, 1, None)
    for body in bodies:
        span, opening = (body.start, body.end), body.start < OPENING
        if body.role in ("title", "speaker"):
            add(body.level, "title", 5.5 if body.role == "speaker" else 5.0, 2, span)
        elif body.role == "subject":
            add(body.level, "opening" if opening else "later", 3.0 if opening else 0.7, 2 if opening else 5, span)
        elif body.role == "superior":
            for level, share in _ABOVE_OF.get(body.level, {}).items():
                add(level, "below" + str(opening), share * (2.0 if opening else 0.4), 2, span)
    for match in LED.finditer(text, 0, 4 * OPENING):
        committees = [(_party_level(m), m.span()) for m in _PARTY.finditer(text, *match.span())]
        if committees:
            level, span = min(committees, key=lambda c: -_RANK.get(c[0], 0))
            add(level, "party", 2.5, 1, span)
    for match in _OWN.finditer(text):
        level = _OWN_NOUN.get(match["noun"]) or NOUN_LEVEL[match["noun"]]
        own = match["whose"] != "全"
        add(level, "own" if own else "whole", 1.0 if own else 0.4, 3 if own else 5, match.span())
    parts: dict[str, float] = defaultdict(float)
    for pattern, level, weight in _PARTS:
        for match in islice(pattern.finditer(text), 3):
            add(level, "parts", weight, 3, match.span())
            parts[level] += weight
    for title, found in furniture:
        if len(title) <= TITLE:
            for body in found:
                if not body.masked and body.role != "superior":
                    add(body.level, "furniture", 1.0, 1, None)
    return _verdict(scores, quotes, bodies, parts)


_RANK = {
    level: n
    for n, level in enumerate(
        (
            "national",
            "province",
            "prefecture",
            "city",
            "county",
            "township_street",
            "community_village",
            "institution",
            "enterprise",
        )
    )
}


def _party_level(match: re.Match) -> str:
    return NOUN_LEVEL[match["noun"] or match["short"] or "村"]


def _verdict(scores: dict[str, float], quotes: dict, bodies: Sequence[Body], parts: dict[str, float]) -> Verdict:
    spans = {level: span for level, (_, span) in quotes.items()}
    merged = dict(scores)
    if "city" in merged and "prefecture" in merged:  # a 市 is most often a prefecture, and 全市 supports it
        named = any(
            b.level == "prefecture" and (b.role in ("title", "speaker") or b.role == "subject" and b.place >= 0)
            for b in bodies
        )
        strong, weak = ("prefecture", "city") if named else ("city", "prefecture")
        merged[strong] += merged.pop(weak)
    ranked = sorted(merged, key=lambda level: (-merged[level], _RANK.get(level, 9)))
    if not ranked or merged[ranked[0]] < 1.0:
        return Verdict("unknown", None, spans, parts)
    return Verdict(ranked[0], _issuer(ranked[0], bodies), spans, parts)


def _issuer(level: str, bodies: Sequence[Body]) -> Body | None:
    """The best-placed mention of a body at this level: titles first, then names over bare words, then order."""
    roles = ("title", "speaker", "subject", "named")
    same = [
        b
        for b in bodies
        if b.role in roles and (b.level == level or {b.level, level} <= {"city", "prefecture", "county"} and b.code)
    ]
    same = [b for b in same if b.level == level] or same
    return min(
        same,
        key=lambda b: (
            b.role not in roles[:2],
            not (b.code or b.free_name or b.masked) or b.role == "named",
            roles.index(b.role),
            b.start,
        ),
        default=None,
    )

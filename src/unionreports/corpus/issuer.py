"""Which union body speaks in a report, and at which level does it stand?

Level labels are those of tables.LEVELS, and `city` for a 市 that may be a prefecture, a county-level city
or a municipality: only the region decides that (places.py).
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from unionreports.corpus.gazetteer import Mention

#: Nouns that stand before 工会, by level. Longer ones first where one ends another.
_NOUNS = {
    "national": "全国|中华全国|全总",
    "province": "自治区|省|生产建设兵团",
    "prefecture": "自治州|州|盟|地区",
    "city": "市",
    "enterprise": (
        "集团公司|分公司|子公司|有限公司|公司|集团|总厂|分厂|电厂|工厂|厂|煤矿|油田|铁路局|供电局|电业局|矿务局|工程局|机务段|"
        "车务段|电务段|工务段|车辆段|矿|支行|分行|银行|联社|项目部|指挥部|车间|酒店|宾馆|商场|超市|企业|总公司|农场|林场|"
        "烟草|邮政|电力|车站|机场|港务局|水泥|钢铁|院线"
    ),
    "institution": (
        "学校|中学|小学|大学|学院|技校|幼儿园|党校|医院|卫生院|医科|机关|中心|研究院|研究所|设计院|法院|检察院|教育局|财政局|"
        "税务局|卫生局|公安局|卫健委|局|委|校|院|所|系统|教育|卫生|支队|大队|总队|海关|厅"
    ),
    "township_street": "街道办事处|街道办|街道|办事处|园区|工业园|镇|乡|苏木",
    "community_village": "社区|居委会|居民委员会|村委会|村",
    "county": "开发区|高新区|经开区|示范区|保税区|新区|林区|自治县|自治旗|县|区|旗",
}
_NOUN_LEVEL = {noun: level for level, nouns in _NOUNS.items() for noun in nouns.split("|")}
_NOUN = "|".join(sorted(_NOUN_LEVEL, key=len, reverse=True))
_UNION = re.compile(
    r"工会"
    r"|(?P<short>[省市区县州旗]|街道|镇)(?:总(?![工量体数共计额值支产部裁经投公台编站局医院是会结的]|工会)|工委(?!会))"
    r"|(?P<all>全总)(?!量|体|数)"
)
_UNION_TAIL = re.compile(r"联合会|工作委员会|委员会")
_LONGEST_NOUN = max(map(len, _NOUN_LEVEL))
_MASK = re.compile(r"(?:[xX×*＊○〇某□_]{1,6}|[xX×*]{1,4}某)$")
_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9xX×*＊○〇]{1,18}$")
#: What cannot be part of a body's name: everything up to the last of these is cut from what stands before it.
_BEFORE_NAME = re.compile(
    r".*(?:我们|全体|今年|以来|[0-9x*]年度?|年来|月份?|召开|举行|关于|大会|选举|产生|工作|加强|做好|开展|组织|成立|新建|组建|各级|代表|现将|工会|"
    r"[在由是为和与及对被向经受将把各我本全到了从按的其以该据使让给])"
)
_LED = re.compile(r"在[^。；！？\n]{2,90}?(?:领导|指导|帮助|支持|关心|关怀|重视|监督)之?下")
_ABOVE_BEFORE = re.compile(
    r"(?:上级|根据|按照|依照|配合|按|经|被|由|向|受|接受|参加|参与|完成|荣获|获|获得|得到|围绕|响应|贯彻|落实|传达|迎接|上报|报|与|同|"
    r"[省市区县]总?[、和]|全总[、和]|认真执行|符合|离)$"
)
_ABOVE_AFTER = re.compile(
    r"(?:的)?(?:正确|具体|关心|统一|直接|坚强|精心|大力|业务|悉心|年初|有关|工作)?(?:(?:领导|指导|帮助)(?=[下和与的及、，。；]|$)|给予|予以|现场|要求|部署|安排|下达|下发|精神|关于|会议精神|"
    r"考核|表彰|授予|评为|命名|举办的|组织的|召开的|开展的|推荐|老师|提出|《)"
)
_BELOW_BEFORE = re.compile(
    r"(?:各|所属|下属|下级|基层|新建|组建|组建了|成立|成立了|帮助|指导|督促|个|家|示范|先进|优秀|创建|规范化|以及|级|升格为|[0-9]+)$"
)
_SPEAKS = re.compile(r"(?:代表|受)(?:本届|第[一二三四五六七八九十]+届)?$")
_OF_MEETING = re.compile(
    r"[^。，；\n]{0,26}?(?:工作总结|工作报告|总结|工作汇报|工作要点|工作计划|全委|全体委员|代表大会|全会|职代会|述职)"
)
_SENTENCE_START = re.compile(r"(?:^|[。；！？：\n，)）]|[0-9一二三四五六七八九十][、.]|今年以来|一年来|[0-9x*]年|[我本]|我们)$")
_PARTY = re.compile(
    rf"(?P<noun>{_NOUN})(?:党委|党工委|党总支|党支部|支部|党组)|(?P<short>[省市州县区旗])委(?!员|托|书记处|会)|(?P<village>村)支部"
)
_OWN = re.compile(
    r"(?P<whose>我|全|我们)(?P<noun>省|自治区|州|市|县|区|旗|街道|街(?=[^道])|镇|乡|社区|村|公司|集团|厂|矿|段|校|院|行)(?![总委工])"
)
_OWN_NOUN = {"街": "township_street", "段": "enterprise", "行": "enterprise"}
#: What a body counts below itself tells its own level.
_PARTS = (
    (re.compile(r"各市[、(（]?[州地]|[0-9]+个市州|各市总工会|市\(州\)|市（州）"), "province", 1.5),
    (re.compile(r"各?(?:县|县级市|县（市）|县\(市\)|县（市、区）|区县|县市)[、(（]?区?(?:总工会|工会)?(?=[工各各、，产（])|各县（市|各区县|县市区|各县区|区、县"), "prefecture", 1.0),
    (re.compile(r"各乡镇|各镇|镇（街道）|乡镇（街道）|乡（镇）|各街道|各镇街|镇街"), "county", 1.0),
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
#: Longest line that can be a title.
TITLE = 64


@dataclass(frozen=True)
class Body:
    """One union body named in a text. `role`: title, speaker, subject, superior, part, named."""

    start: int
    end: int
    level: str
    role: str
    code: str = ""
    masked: bool = False
    free_name: bool = False


@dataclass(frozen=True)
class Verdict:
    """The level with its score, its share against the next one, and the body that reports.

    `quotes`: span that speaks loudest for each level; `parts`: what the units counted below say alone.
    """

    level: str
    score: float
    margin: float
    issuer: Body | None
    quotes: dict[str, tuple[int, int]]
    parts: dict[str, float]


def title_end(text: str) -> int:
    """Where the lines that stand above the body text end; 0 where the text begins at once."""
    position = 0
    for line in text.split("\n", 8)[:8]:
        if len(line) > TITLE or re.match(r"[一二三1][、.]|各位|同志们|（一）", line) or line.endswith(("。", "；")):
            break
        position += len(line) + 1
    return min(position, len(text))


def find_bodies(text: str, mentions: Sequence[Mention]) -> list[Body]:
    """Every union body named in a text, with its role there."""
    named = {m.end: m for m in mentions if not m.bare}
    led = _Spans([match.span() for match in _LED.finditer(text)])
    titles = title_end(text)
    bodies = []
    for match in _UNION.finditer(text):
        start, end = match.span()
        if noun := match["short"] or match["all"]:
            inner = start + len(noun)
        else:
            inner = start - (2 if text.startswith("联合", start - 2) else text.startswith("总", start - 1))
            noun = next((text[inner - n : inner] for n in range(_LONGEST_NOUN, 0, -1) if text[inner - n : inner] in _NOUN_LEVEL), "")
            if not noun:
                continue
            if tail := _UNION_TAIL.match(text, end):
                end = tail.end()
            start = inner - len(noun)
        begin = start
        place = named.get(inner)
        masked = free = False
        if place is not None:
            begin = place.start
        elif mask := _MASK.search(text, max(0, begin - 6), begin):
            begin, masked = mask.start(), True
        elif _NOUN_LEVEL[noun] in ("enterprise", "institution", "township_street", "community_village"):
            begin = _free_start(text, begin)
            free = begin < start
        level = _NOUN_LEVEL[noun]
        if place is not None and level in ("city", "county"):
            level = place.divisions[0].level
        bodies.append(
            Body(begin, end, level, _role(text, begin, end, noun, titles, led),
                 place.divisions[0].region if place and len(place.divisions) == 1 else "", masked, free)
        )
    return bodies


class _Spans:
    """Sorted spans asked from left to right."""

    def __init__(self, spans: list[tuple[int, int]]):
        self._spans, self._next = spans, 0

    def hold(self, position: int) -> bool:
        while self._next < len(self._spans) and self._spans[self._next][1] <= position:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next][0] <= position


def _free_start(text: str, end: int) -> int:
    """Where a name that no list knows begins: after the last word that cannot belong to it."""
    run = _RUN.search(text, max(0, end - 18), end)
    if run is None:
        return end
    cut = _BEFORE_NAME.match(run.group())
    return run.start() + (cut.end() if cut else 0)


def _role(text: str, start: int, end: int, noun: str, titles: int, led: _Spans) -> str:
    before, after = text[max(0, start - 8) : start], text[end : end + 34]
    if led.hold(start):
        return "superior"
    if noun == "企业" or _BELOW_BEFORE.search(before):
        return "part"
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end, end + TITLE)
    of_meeting = _OF_MEETING.match(after)
    if _SPEAKS.search(before):
        return "speaker"
    if (start < titles and not _ABOVE_AFTER.match(after)) or (
        of_meeting and (start <= line + 30 and 0 <= stop <= line + TITLE or start < 40)
    ):
        return "title"
    if _ABOVE_BEFORE.search(before) or _ABOVE_AFTER.match(after):
        return "superior"
    return "subject" if _SENTENCE_START.search(before) and not after.startswith(("、", "的", "和", "主席")) else "named"


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
    for match in _LED.finditer(text, 0, 4 * OPENING):
        committees = [(_party_level(m), m.span()) for m in _PARTY.finditer(text, *match.span())]
        if committees:
            level, span = min(committees, key=lambda c: -_RANK.get(c[0], 0))
            add(level, "party", 2.5, 1, span)
    for match in _OWN.finditer(text):
        level = _OWN_NOUN.get(match["noun"]) or _NOUN_LEVEL[match["noun"]]
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


_RANK = {level: n for n, level in enumerate(
    ("national", "province", "prefecture", "city", "county", "township_street", "community_village", "institution", "enterprise")
)}


def _party_level(match: re.Match) -> str:
    return _NOUN_LEVEL[match["noun"] or match["short"] or "村"]


def _verdict(scores: dict[str, float], quotes: dict, bodies: Sequence[Body], parts: dict[str, float]) -> Verdict:
    spans = {level: span for level, (_, span) in quotes.items()}
    merged = dict(scores)
    if "city" in merged and "prefecture" in merged:  # a 市 is most often a prefecture, and 全市 supports it
        named = any(b.level == "prefecture" and b.role in ("title", "speaker") for b in bodies)
        strong, weak = ("prefecture", "city") if named else ("city", "prefecture")
        merged[strong] += merged.pop(weak)
    ranked = sorted(merged, key=lambda level: (-merged[level], _RANK.get(level, 9)))
    if not ranked or merged[ranked[0]] < 1.0:
        return Verdict("unknown", 0.0, 0.0, None, spans, parts)
    best = ranked[0]
    second = merged[ranked[1]] if len(ranked) > 1 else 0.0
    return Verdict(best, merged[best], merged[best] / (merged[best] + second), _issuer(best, bodies), spans, parts)


def _issuer(level: str, bodies: Sequence[Body]) -> Body | None:
    """The best-placed mention of a body at this level: titles first, then names over bare words, then order."""
    roles = ("title", "speaker", "subject", "named")
    same = [b for b in bodies if b.role in roles and (b.level == level or {b.level, level} <= {"city", "prefecture", "county"} and b.code)]
    same = [b for b in same if b.level == level] or same
    return min(
        same,
        key=lambda b: (b.role not in roles[:2], not (b.code or b.free_name or b.masked) or b.role == "named", roles.index(b.role), b.start),
        default=None,
    )

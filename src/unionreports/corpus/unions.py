"""Which union bodies does a text name, at which level, and in which role: reporting, superior, part?

Level labels are those of tables.LEVELS, and `city` for a 市 that may be a prefecture, a county-level city
or a municipality: only the region decides that (places.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
NOUN_LEVEL = {noun: level for level, nouns in _NOUNS.items() for noun in nouns.split("|")}
NOUN = "|".join(sorted(NOUN_LEVEL, key=len, reverse=True))
_SHORT = r"(?:总(?![工量体数共计额值支产部裁经投公台编站局医院是会结的]|工会)|工委(?!会))"
# Each alternative begins with a character of its own: a text is searched for these, and not tried at every place.
_UNION = re.compile("工会|全总(?!量|体|数)|" + "|".join(noun + _SHORT for noun in (*"省市区县州旗", "街道", "镇")))
#: Bureaus that are enterprises; where a text names one, its 局工会 is an enterprise's too.
_ENTERPRISE_BUREAU = re.compile(r"供电局|电业局|铁路局|矿务局|工程局|邮政局|电信局|烟草局|港务局|勘探局")
#: A second kind of body in brackets: 局（公司）工会, as in tobacco, which is both.
_BRACKET = re.compile(r"（(?:公司|集团|集团公司|局|厂|校|院|中心)）$")
#: A division of the Xinjiang corps stands in rank with a prefecture, and its city bears its union's name (第六师五家渠市).
_CORPS = re.compile(r"第?[一二三四五六七八九十]{1,3}师$")
#: Its divisions and regiments by number; a regiment stands in rank with a town.
_CORPS_UNIT = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}师|(?<!\d)\d{1,3}团)\Z")
#: Trades whose workers a union of a province, city or county joins (省教科文卫体工会, 市机械冶金工会): it stands at the level
#: of that division. One trade alone (市交通工会) may as well be a system's own union.
_TRADES = re.compile(
    r"(?:教科文卫体?|科教文卫体?|财贸|产业|(?:教科文卫体?|科教文卫体?|财贸|金融|轻纺|轻工|纺织|烟草|机械|机冶|冶金|机电|建材|建设|建筑|交通|运输|邮电|"
    r"国防|电子|电力|能源|化学|化工|地质|农林|水利|农水|气象|海员){2,6})\Z"
)
_LONGEST_TRADES = 14
#: Nouns of the table above that also end the names of such unions (财贸轻纺烟草工会).
_ALSO_TRADES = {"烟草", "电力"}
_DIVISION = re.compile(r"(?:自治[区州县旗]|[省州盟市县区旗]|地区)\Z")
_UNION_TAIL = re.compile(r"联合会|工作委员会|委员会")
_LONGEST_NOUN = max(map(len, NOUN_LEVEL))
_MASK = re.compile(r"(?:[xX×*＊○〇某□_]{1,6}|[xX×*]{1,4}某)$")
_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9xX×*＊○〇]{1,18}\Z")
#: Where the company of this name has its seat: 某某集团（徐州）有限公司.
_SEAT = re.compile(r"（[\u4e00-\u9fff]{2,8}）\Z")
#: What cannot be part of a body's name: everything up to the last of these is cut from what stands before it.
_BEFORE_NAME = re.compile(
    r".*(?:我们|全体|今年|以来|[0-9x*]年度?|年来|月份?|召开|举行|关于|大会|选举|产生|工作|加强|做好|开展|组织|成立|新建|组建|各级|代表|现将|工会|"
    r"[在由是为和与及对被向经受将把各我本全到了从按的其以该据使让给])"
)
LED = re.compile(r"在[^。；！？\n]{2,90}?(?:领导|指导|帮助|支持|关心|关怀|重视|监督)之?下")
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
#: 省总工会十一届五次全委会要求: a meeting whose decisions the report carries out is not its own.
_ABOVE_MEETING = re.compile(
    r"第?[一二三四五六七八九十\d]{1,3}[届次][^。，；\n]{0,8}(?:全委|全会|会议|大会)[^。，；\n]{0,8}(?:精神|要求|部署|安排)"
)
_SENTENCE_START = re.compile(
    r"(?:^|[。；！？：\n，)）]|[0-9一二三四五六七八九十][、.]|今年以来|一年来|[0-9x*]年|[我本]|我们)$"
)
#: Longest line that can be a title.
TITLE = 64


@dataclass(frozen=True)
class Body:
    """One union body named in a text. `role`: title, speaker, subject, superior, part, named.

    `place` is where the name of its own division begins, which names of higher ones can precede
    (牡丹江市东安区总工会); -1 where it is not named so.
    """

    start: int
    end: int
    level: str
    role: str
    code: str = ""
    masked: bool = False
    free_name: bool = False
    place: int = -1


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
    led = _Spans([match.span() for match in LED.finditer(text)])
    titles = title_end(text)
    bureau = _ENTERPRISE_BUREAU.search(text) is not None
    bodies = []
    for match in _UNION.finditer(text):
        start, end = match.span()
        bracket = None
        noun = match[0] if match[0] == "全总" else match[0].removesuffix("工委").removesuffix("工会").removesuffix("总")
        if noun:
            inner = start + len(noun)
        else:
            inner = start - (2 if text.startswith("联合", start - 2) else text.startswith("总", start - 1))
            inner -= len(bracket[0]) if (bracket := _BRACKET.search(text, max(0, inner - 8), inner)) else 0
            noun = next(
                (text[inner - n : inner] for n in range(_LONGEST_NOUN, 0, -1) if text[inner - n : inner] in NOUN_LEVEL),
                "",
            )
            if not noun or noun in _ALSO_TRADES:
                inner, noun = _outer(text, inner, noun)
            if not noun:
                continue
            if tail := _UNION_TAIL.match(text, end):
                end = tail.end()
            start = inner - len(noun)
        begin = start
        place = named.get(inner)
        masked = free = False
        division = place.divisions[0].level if place is not None else ""
        if place is not None:
            begin = place.start
            while before := named.get(begin):
                begin = before.start
            if corps := _CORPS.search(text, max(0, begin - 8), begin):
                begin, division = corps.start(), "prefecture"
        elif mask := _MASK.search(text, max(0, begin - 6), begin):
            begin, masked = mask.start(), True
        elif NOUN_LEVEL.get(noun) in ("enterprise", "institution", "township_street", "community_village"):
            begin = _free_start(text, begin)
            free = begin < start
        elif noun not in NOUN_LEVEL:
            free = True  # a unit of the corps, which its number names
        level = "enterprise" if noun == "局" and (bureau or bracket and "公司" in bracket[0]) else _level_of(noun)
        if place is not None and (level in ("city", "county") or division == "county"):
            level = division  # an 园区 that has a code of its own is no street
        bodies.append(
            Body(
                begin,
                end,
                level,
                _role(text, begin, end, noun, titles, led),
                place.divisions[0].region if place and len(place.divisions) == 1 else "",
                masked,
                free,
                place.start if place else begin if noun not in NOUN_LEVEL else -1,
            )
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


def _outer(text: str, end: int, noun: str) -> tuple[int, str]:
    """Where the noun ends that tells the level of a union of several trades or of the corps, and that noun.

    `noun`, which ends at `end`, is returned where there is no other.
    """
    if trades := _TRADES.search(text, max(0, end - _LONGEST_TRADES), end):
        if division := _DIVISION.search(text, max(0, trades.start() - 3), trades.start()):
            return trades.start(), division[0]
    corps = None if noun else _CORPS_UNIT.search(text, max(0, end - 6), end)
    return (end, corps[0]) if corps else (end, noun)


def _level_of(noun: str) -> str:
    return NOUN_LEVEL.get(noun) or ("prefecture" if noun.endswith("师") else "township_street")


def _free_start(text: str, end: int) -> int:
    """Where a name that no list knows begins: after the last word that cannot belong to it."""
    begin, cut = _run_start(text, end)
    seat = None if cut else _SEAT.search(text, max(0, begin - 10), begin)
    if seat is None:
        return begin
    before, _ = _run_start(text, seat.start())
    return before if before < seat.start() else begin


def _run_start(text: str, end: int) -> tuple[int, bool]:
    """Where the run of letters before a place begins that can be a name, and whether a word cuts it."""
    run = _RUN.search(text, max(0, end - 18), end)
    if run is None:
        return end, False
    cut = _BEFORE_NAME.match(run.group())
    return run.start() + (cut.end() if cut else 0), cut is not None


def _role(text: str, start: int, end: int, noun: str, titles: int, led: _Spans) -> str:
    before, after = text[max(0, start - 8) : start], text[end : end + 34]
    if led.hold(start):
        return "superior"
    if noun == "企业" or _BELOW_BEFORE.search(before):
        return "part"
    # Only near: on a line of a million characters a search for its ends, for each body, would be quadratic.
    opens_line = start <= 30 or "\n" in text[start - 31 : start]
    short_line = text.find("\n", end, end + TITLE) >= 0
    of_meeting = _OF_MEETING.match(after)
    if of_meeting and _ABOVE_MEETING.match(after):
        return "superior"
    if _SPEAKS.search(before):
        return "speaker"
    if (start < titles and not _ABOVE_AFTER.match(after)) or (
        of_meeting and (opens_line and short_line or start < 40 and "，" not in text[:start])
    ):
        return "title"
    if _ABOVE_BEFORE.search(before) or _ABOVE_AFTER.match(after):
        return "superior"
    return "subject" if _SENTENCE_START.search(before) and not after.startswith(("、", "的", "和", "主席")) else "named"

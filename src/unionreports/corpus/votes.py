"""How strongly does one mention of a place speak for it as the report's own region?

A mention is judged by what stands beside it: the reporting body's name, a title, a regional law or honour
speak for a region; visits, disaster aid, migrants' homes, events, roads and companies hardly do.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from unionreports.corpus.gazetteer import Division, Mention
from unionreports.corpus.passage import Evidence
from unionreports.corpus.unions import Body

#: Weights are judgements, checked on invented and public reports; 1 is one plain mention of a county's full name.
TITLE, BODY, SUPERIOR, LAW, HONOUR, CAUSE, FULL, BARE = 4.0, 3.0, 2.0, 1.2, 1.2, 1.2, 1.0, 0.7
#: A company or school is most often in the city it is named after, but not surely.
OWN_NAME = 1.6
COMPANY, ROAD, PASSING, LISTED = 0.25, 0.1, 0.03, 0.15

_AWAY_BEFORE = re.compile(
    r"(?:赴|前往|来自|原籍|祖籍|支援|对口|援|驰援|远赴|奔赴|走进|学习借鉴|借鉴|考察|参观|外出|出访|飞往|组队到|先后到|分别到|职工到|"
    r"到|去|在外|驻|向)[^，。；]{0,9}$"
)
_AWAY_AFTER = re.compile(
    r"[^，。；、]{0,8}?(?:考察|参观|学习取经|学习交流|疗休养|疗养|旅游|培训班?学习|地震|灾区|抗震|泥石流|雪灾|籍|老乡|等地|等省|等市|"
    r"奥运|世博|亚运|大运会|全运会|冬奥|峰会|博览会|会议(?:精神)?|宣言|经验|模式|起义|革命|精神|群团改革|改革试点|试点)"
)
_HOME = re.compile(r"(?:籍|人(?:[，。、])|打工|务工|民工)")
_ROAD = re.compile(
    r"(?:[东西南北中]?[一二三四]?(?:路|大道|街(?!道)|大街|巷|大桥)|大学|学院|医科|军区|高铁|高速|铁路|机场|饭店|会堂|日报|时间)"
)
_COMPANY = re.compile(
    r"[^，。；、：\n]{0,14}?(?:公司|集团|有限|股份|酒店|宾馆|物业|银行|厂(?!务)|实业|超市|商场|大厦|石化|化工|电子|科技|置业|航空|建工|中建|汽车)"
)
_HONOUR = re.compile(
    r"(?:级|的)?(?:“|五一|示范|先进|劳模|劳动模范|模范|文明|优秀|工人先锋号|五好|厂务公开|和谐|百佳|十佳|职工书屋|五型)"
)
_CAUSE = re.compile(
    r"(?:的)?(?:经济社会|经济|社会|工运|跨越|加快|率先|全面|科学|高质量|又好又快|各项事业)*(?:发展|振兴|崛起|腾飞|建设(?!工会|局|银行|集团|厅))|职工|工运|人民"
)
_LAW = re.compile(r"《[^《》\n]{0,4}$")
_LAW_NAME = re.compile(r"(?![^《》\n]{0,30}(?:公司|集团|厂))[^《》\n]{0,40}?(?:条例|办法|规定|规则|细则|意见)")
_COMMUNITY_AFTER = re.compile(r"[\u4e00-\u9fff]{0,2}(?:社区|村|居委会|小区|小学|中学|幼儿园|花园|新村|广场)")


@dataclass(frozen=True)
class Vote:
    """Support for the divisions a name can mean. `span` in its passage; `name` groups repeated mentions."""

    name: str
    regions: tuple[str, ...]
    weight: float
    evidence: Evidence
    away: bool = False


def weigh(text: str, mention: Mention, body: Body | None, titles: int) -> tuple[float, str]:
    """Weight of one mention and what it says, by the words beside it."""
    before, after = text[max(0, mention.start - 12) : mention.start], text[mention.end : mention.end + 24]
    if (
        body is not None
        and body.free_name
        and body.role in ("title", "speaker", "subject")
        and body.level in ("enterprise", "institution")
    ):
        return OWN_NAME, "stands in the name of the body that reports"
    if body is not None and not body.free_name:
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
    if _CAUSE.match(after):
        return CAUSE, "the report's cause is this region's"
    if _COMPANY.match(after):
        return COMPANY, "part of a company's name"
    return (BARE if mention.bare else FULL), "names the region"


def foreign_lists(text: str, mentions: Sequence[Mention]) -> set[int]:
    """Mentions that stand beside one of another province, as in 上海、重庆: such lists look outward."""
    found = set()
    for number, (one, other) in enumerate(zip(mentions, mentions[1:], strict=False)):
        between = text[one.end : other.start]
        if between in ("、", "和", "与", "及", "，") and not _provinces(one.divisions) & _provinces(other.divisions):
            found |= {number, number + 1}
    return found


def _provinces(divisions: Sequence[Division]) -> set[str]:
    return {d.code[:2] for d in divisions}

"""Which place does the name of the company, hospital or school that reports begin with?

上高人民医院工会, 大同煤矿集团四台矿工会, 沈阳机床配件厂: the name of a county or city without its suffix, which running text
does not show to be one (a segmenter takes 大同 for a word and 沈阳机床 for one). At the beginning of the reporting
body's own name it is one, where the kind of body is of those that are named after their place.
"""

from collections.abc import Iterator, Sequence
import re

from unionreports.corpus.gazetteer import Gazetteer
from unionreports.corpus.passage import Passage
from unionreports.corpus.unions import Body
from unionreports.corpus.votes import OWN_NAME, Vote

#: Bodies that bear the name of their place nearly always: even a place that is called like a common word (平安, 和平) is meant.
_OF_A_PLACE = re.compile(
    r"(?:第?[一二三四五六七八九]{1,2})?(?:人民医院|中心医院|中医院?|妇幼保健院|人民法院|人民检察院|煤矿|煤业|矿务|矿业|供电|电业|烟草|卷烟|油田|"
    r"机务段|车务段|电务段|工务段|公路段|一中|二中|三中|第[一二三四五六七八九]{1,2}(?:中学|小学|医院)|职业技术|师范|农商|农村信用)"
)
#: Others that are as a rule, but for names that are words. Schools are not among them: 东昌中学 stands in 聊城, not in 东昌区.
_MOSTLY = re.compile(
    r"(?:[东西南北中]方)?(?:第[一二三四五六七八九]{1,2})?(?:医院|机床|钢铁|石化|化工|化肥|电厂|发电|热电|水泥|纺织|铁路|港|机场|邮政|电信|移动|联通|分公司|市政|自来水|公交)"
)
_BODY = re.compile(
    r"[^，。；：、\n]{0,16}?(?:公司|集团|厂|矿|煤业|医院|保健院|学院|学校|中学|小学|大学|一中|二中|三中|局|段|院)[^，。；：\n]{0,24}?(?:工会|职工代表|职代会|会员代表)"
)
_BEGINS = re.compile(r"(?m)^(?:——|--)?在?")
_FIRST_LINES = 400


def _beginnings(text: str, bodies: Sequence[Body], titles: int) -> Iterator[int]:
    """Where the name of the reporting body can begin: its mentions, the lines of the title, the text."""
    yield from (b.start for b in bodies if b.free_name and b.role in ("title", "speaker", "subject"))
    yield from (
        m.end() for m in _BEGINS.finditer(text, 0, min(max(titles, 1), _FIRST_LINES)) if _BODY.match(text, m.end())
    )


def own_name_votes(
    passage: Passage, gazetteer: Gazetteer, bodies: Sequence[Body], titles: int, known: set[int]
) -> list[Vote]:
    """Votes of places that the reporting body's own name begins with; `known` positions are judged already."""
    text, votes = passage.text, {}
    for start in _beginnings(text, bodies, titles):
        for end in range(start + 4, start + 1, -1):
            name = text[start:end]
            divisions, word = gazetteer.cities(name) if start not in known else ((), False)
            if divisions and (_OF_A_PLACE.match(text, end) or not word and _MOSTLY.match(text, end)):
                evidence = passage.evidence(start, end, "the name of the body that reports begins with it")
                votes.setdefault(name, Vote(name, tuple(d.code for d in divisions), OWN_NAME, evidence))
                break
    return list(votes.values())

"""Names of private persons told of in illness or hardship, masked in everything that is generated.

Reports thank, honour and appoint people by name: office holders, model workers and authors stay. What is
masked is a personal name in a sentence that tells of illness, accident, death or poverty, where the name
stands as that of a member, worker or resident, or right before what befell the person. A name masked once is
masked wherever it stands on the page. The raw page keeps it.
"""

from collections.abc import Iterable
from functools import cache
import re

import rjieba

from .edits import Edit

#: Stands for one character of a name. No host masks with it, so it is not taken for a host's mask.
MASK = "□"

#: The surnames most people have; rarer ones are not looked for.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛"
    "伍韦申尤毕聂丛焦向柳邢骆岳齐梅庄涂祁耿詹关费纪靳童欧甄裴祝鲍"
)
_COMPOUND = "欧阳|上官|司马|诸葛|司徒|夏侯|皇甫|尉迟|东方|南宫|令狐|慕容"
_NAME = rf"(?:{_COMPOUND}|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}?"
#: What befalls a person, as it follows a name.
_BEFALLEN = (
    r"(?:身患|患有|患上|患|因病|因家|因车祸|因公|因工|因意外|突发|突患|突遭|不幸|不慎|在家|在工|家中|家里|家境|家庭|一家|夫妇|遭遇|遭受|被查出|被诊断|被确诊|"
    r"病重|病逝|去世|身亡|受伤|摔伤|生病|住院|瘫痪|残疾|下岗|失业|丧偶|离异|无力|无钱|"
    r"(?:的)?(?:父亲|母亲|父母|丈夫|妻子|爱人|儿子|女儿|孩子|家属|家人|遗属|遗孤)|，(?:身患|患|因病|家庭|家中|不幸|突发))"
)
_ROLE = (
    r"会员|居民|职工|员工|工人|农民工|学生|同学|村民|患者|社区|村|市民|女工|党员|劳模|工友|矿工|司机|环卫工|教师|老师"
)
_NAMED = re.compile(
    rf"(?:(?:{_ROLE})(?:同志)?|(?<=[，。；、：“\n])|^)({_NAME})(?:同志|同学|师傅)?(?={_BEFALLEN})", re.MULTILINE
)
_HARDSHIP = re.compile(
    r"患|病|癌|肿瘤|瘫痪|残疾|车祸|摔伤|烧伤|受伤|重伤|工伤|手术|住院|去世|早逝|身亡|遗属|遗孤|失火|火灾|贫困|特困|困难|无钱|无力|单亲|孤儿|离异|丧偶|低保|失业|下岗|不幸"
)
_SENTENCE = re.compile(r"[^。！？\n]+")
#: Characters no given name has: they would make a word of the sentence into a name.
_NOT_GIVEN = set("的了在是和等有因患家父母不被把将为以及其她他我们你这那个名位员工会职")


def names(text: str) -> list[str]:
    """Names of private persons in hardship that stand in a text, in order of first mention."""
    found: dict[str, None] = {}
    if not _HARDSHIP.search(text):
        return []
    for sentence in _SENTENCE.finditer(text):
        if not _HARDSHIP.search(sentence[0]):
            continue
        for match in _NAMED.finditer(sentence[0]):
            name = match[1]
            if not _NOT_GIVEN & set(name[1:]) and not _is_word(name):
                found.setdefault(name)
    return list(found)


@cache
def _dictionary() -> rjieba.Jieba:
    return rjieba.Jieba()


def _is_word(name: str) -> bool:
    """Whether it begins with a word of the segmenter's dictionary (高温, 方面, 关爱妇) that is no name (nr)."""
    first, kind = _dictionary().tag(name, hmm=False)[0]
    return len(first) > 1 and not kind.startswith("nr")


def mask_names(text: str) -> list[Edit]:
    """Edits that mask the names of private persons in hardship, character for character."""
    found = names(text)
    if not found:
        return []
    return [
        Edit(m.start(), m.end(), MASK * len(m[0]), "privacy", "person_in_hardship")
        for m in any_of(found).finditer(text)
    ]


def any_of(found: Iterable[str]) -> re.Pattern[str]:
    """Pattern of any of the names; where one begins with another, the longer one is found."""
    return re.compile("|".join(sorted(map(re.escape, found), key=lambda name: (-len(name), name))))

"""Does a personal name begin here, and where does it end?

Chinese names have no mark of their own: a name is a surname and one or two characters, and nearly every surname is a
word or part of one too. What decides is the segmenter's dictionary (高温 is a word, 高文 is none), whether the
characters are used in given names, and whether what follows can follow a name.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
import re
from typing import NamedTuple

import rjieba

from unionreports.config import LEXICONS, lexicon_files

from .personal_name_terms import read_terms

_HAN = "\u4e00-\u9fff"
#: What cannot be part of a name ends it: marks, blanks, digits, letters, the end.
_PLAIN_END = re.compile(rf"$|[^{_HAN}·]")
#: Characters that follow a name and seldom are part of one: verbs, particles, kin, forms of address.
_FOLLOWS = re.compile(
    r"[的等和与及之在因患被家病身突遭不去从于自丧残致受摔烧伤送捐募给向为得领获收拿接享治看每父母妻丈儿女子所系是已曾虽仍今"
    r"常独积搬走握感考上就顺免帮救资到来说也还都需户说申两三夫同个本住有无没缺正由经通提靠带把将手右左双生先前后床激共学下追猝各拉靠年月日中]"
    r"|一[家户人次]|全家|大[病姐哥妈爷娘嫂伯]|老[人两师]|下岗|失业|离[世异婚]|确诊|查出|情况|情绪|列为|列入|作业|生[病活]|完成|实现|重[新伤病]|走出|脱[困贫]|孩子|发放|争取|解决"
)
#: Characters no given name has: they would make a word of the sentence into a name.
_NOT_GIVEN = frozenset(
    "的了在是等有因患家父母不被把将以及其她他我们你这那个名位员工会职户者们病困贫残伤灾难住院救助送给对从到着过得地就也都还使让并或但而且则与向由于"
    "已该各每某此本所需要够应当问题体系制度机构部门单位性化率度级类项次件费款额费补贴障险岗务量区县市省乡村街局厅处科室委办"
)
#: 和 ends a name (吕志和) only before what cannot follow "and".
_BEFALLEN = re.compile("[因患身突病去]")
_COUNTED = re.compile("[家户人次名行些]")
_NUMERALS = frozenset("一二三四五六七八九十百千万两")
#: A name that goes on like this belongs to a place, a firm or a thing named after someone.
_NAMES_A_THING = re.compile(
    r"(?:镇|乡|村|县|市|区|省|州|路|街|湾|沟|港|庄|屯|寨|杯|奖|式|班组?|精神|公司|集团|厂|矿|煤矿|医院|学校|中学|小学|大学|学院|工作室|基金|酒店|商场|大厦|"
    r"社区|街道|广场|公园|控股|牌|战役|故居|纪念)"
)
_ADDRESSED = "大姐|大哥|大妈|大爷|大娘|大嫂|大伯|大叔|大婶|阿姨|奶奶|爷爷|师傅|嫂子|婆婆|老汉|老太|老人|女士|先生|老师傅|老伯|姐|嫂|婶"


class Name(NamedTuple):
    """Where a name ends, and whether it is a word of the language as well (高峰, 文静)."""

    end: int
    is_word: bool


class PersonalNames:
    """Surnames, characters of given names and names of other peoples, from `data/lexicons/personal_names.csv`.

    Parameters
    ----------
    paths
        The table, and tables that extend it.

    Raises
    ------
    InputError
        As for `read_terms`.
    """

    def __init__(self, *paths: Path):
        terms = read_terms(paths)
        self._plain, self._words = frozenset(terms["surname"]), frozenset(terms["surname_word"])
        self._given = frozenset(terms["given"])
        self._no_names = frozenset(terms["no_name"])
        self.public_figures = frozenset(terms["public_figure"])
        compound, whole = _any_of(terms["surname_compound"]), _any_of(terms["whole"])
        surname = "".join(sorted(self._plain | self._words))
        self._compound = re.compile(compound)
        self._whole = re.compile(rf"(?:{whole}){{1,3}}")
        self._dotted = re.compile(rf"[{_HAN}]{{1,6}}·[{_HAN}]{{1,8}}(?:·[{_HAN}]{{1,8}})?")
        self._called = re.compile(rf"[小老阿][{surname}]|(?:{compound}|[{surname}])(?:{_ADDRESSED})")
        # Where a name may begin: a quick look that leaves nearly all positions of a text out.
        other = "".join(sorted({term[0] for kind in ("whole", "surname_compound") for term in terms[kind]}))
        not_given = "".join(sorted(_NOT_GIVEN))
        self._possible = re.compile(
            rf"[{surname}](?=[{_HAN}])(?![{not_given}])|[{other}小老阿](?=[{_HAN}])|[{_HAN}](?=[{_HAN}]{{0,5}}·)"
        )

    def possible(self, text: str, start: int, end: int) -> Iterable[int]:
        """Positions at which a name may begin."""
        return (m.start() for m in self._possible.finditer(text, start, end))

    def at(self, text: str, start: int) -> Name | None:
        """The name that begins at `start`."""
        dotted = self._dotted.match(text, start)
        if dotted and self._is_dotted_name(text, dotted):
            return Name(self._end_of_dotted(text, dotted), False)
        whole = self._whole.match(text, start)
        if whole and len(whole[0]) > 1 and _end(text, whole.end()):
            return Name(whole.end(), False)
        called = self._called.match(text, start)
        if called and _end(text, called.end()) and not self._is_called_word(text, called):
            return Name(called.end(), False)
        compound = self._compound.match(text, start)
        if compound:
            found = self._given_at(text, start, compound.end(), False)
            if found:
                return found
        first = text[start : start + 1]
        if first in self._plain or first in self._words:
            return self._given_at(text, start, start + 1, first in self._words)
        return None

    def _given_at(self, text: str, start: int, given: int, plainly: bool) -> Name | None:
        """The name whose given name begins at `given`; `plainly`: only if its end is beyond doubt."""
        two, three, four = given + 1, given + 2, given + 3
        ends = [end for end in (three, two) if self._fits(text, start, given, end, plainly)]
        if not ends:
            ends = [four] if self._fits_four(text, start, given, four) else _as_segmented(text, start)
        if not ends:
            return None
        end = ends[0]
        # 李华生病: a word that begins behind the shorter name and not behind the longer one parts them.
        if len(ends) == 2 and _end(text, three) == 1 and _word_length(text, three) < 2 <= _word_length(text, two):
            end = two
        if _NAMES_A_THING.match(text, end):
            return None
        return Name(end, self._is_word(text, start, end)) if not self._longer_word(text, start, end) else None

    def _fits(self, text: str, start: int, given: int, end: int, plainly: bool) -> bool:
        name = text[given:end]
        if len(name) < end - given or not all("\u4e00" <= c <= "\u9fff" for c in name):
            return False
        ending = _end(text, end)
        if not ending or _NOT_GIVEN & set(name):
            return False
        if (name[-1] == "和" and not _BEFALLEN.match(text, end)) or (name[-1] == "为" and ending < 2):
            return False
        known = [self._is_given(c) for c in name]
        if ending == 2:
            return all(known) or not plainly
        if name[-1] in _NUMERALS and _COUNTED.match(text, end):
            return False
        if not _FOLLOWS.match(text, end):
            return not plainly and all(known)
        # Behind a surname that is nothing else any character may be a name's where the end is plain.
        doubled = len(name) == 2 and name[0] == name[1]
        return all(known) or (not plainly and (doubled or known[0] >= (len(known) > 1)))

    def _is_given(self, character: str) -> bool:
        """Whether it is used in given names: those listed, and those too rare for any other use (骞, 祺)."""
        return character in self._given or _is_rare(character)

    def _fits_four(self, text: str, start: int, given: int, end: int) -> bool:
        """Whether a given name of three characters is beyond doubt."""
        name = text[given:end]
        plain = _PLAIN_END.match(text, end) or _FOLLOWS.match(text, end)
        known = len(name) == 3 and all(map(self._is_given, name)) and name[-1] not in _NUMERALS
        return bool(plain) and known and not self._is_word(text, start, end) and _word_length(text, given) == 1

    def _is_called_word(self, text: str, called: re.Match[str]) -> bool:
        """Whether a form of address is a word instead (老年, 小康)."""
        if called[0][0] not in "小老阿":
            return False
        return called[0] in self._no_names or (called[0][1] in self._words and self._is_word(text, *called.span()))

    def _is_word(self, text: str, start: int, end: int) -> bool:
        """Whether the name is a word of the language as well, or begins with one and does not go on as a name."""
        length = max(self._word_at(text, start), self._word_at(text[start:end], 0))
        if not length or start + length >= end:
            return length > 0
        rest = text[start + length : end]
        return not all(map(self._is_given, rest)) or _word_length(text, start + length) > 1

    def _longer_word(self, text: str, start: int, end: int) -> bool:
        """Whether a word begins here that reaches beyond the name (白血病)."""
        return self._word_at(text, start) > end - start

    def _word_at(self, text: str, start: int) -> int:
        """Length of the word of several characters that begins here and is no name (nr); 0 where there is none."""
        word, kind = _first_word(text[start : start + _REACH])
        return len(word) if len(word) > 1 and (not kind.startswith("nr") or word in self._no_names) else 0

    def parts_a_word(self, text: str, start: int, floor: int) -> bool:
        """Whether a word of the dictionary runs from before a position, no further back than `floor`, over it (妇女儿|童)."""
        begin = max(floor, start - _BACK)
        at = begin
        for word in _dictionary().cut(text[begin : start + 2], hmm=False):
            if at < start < at + len(word):
                return True
            at += len(word)
        return False

    def _is_dotted_name(self, text: str, found: re.Match[str]) -> bool:
        """Whether what stands around a · is a name and no pair of words (帮扶·爱心)."""
        after = text.index("·", found.start()) + 1
        return all(self._whole.match(text, at) or not self._word_at(text, at) for at in (found.start(), after))

    def _end_of_dotted(self, text: str, found: re.Match[str]) -> int:
        """Where a name with · ends: at the first place behind its last · where something follows that can."""
        last = text.rfind("·", found.start(), found.end()) + 1
        whole = self._whole.match(text, last)
        if whole and _end(text, whole.end()):
            return whole.end()
        for end in range(last + 2, found.end()):
            if _FOLLOWS.match(text, end):
                return end
        return found.end()


def _end(text: str, end: int) -> int:
    """Whether a name can end here: 2 plainly, 1 by the word that follows, 0 not."""
    if _PLAIN_END.match(text, end):
        return 2
    return int(bool(_FOLLOWS.match(text, end)) or _word_length(text, end) > 1)


#: First byte of the second level of GB 2312: characters that running text hardly has, ordered by radical.
_SECOND_LEVEL = 0xD8
#: Rare characters of diseases, which follow a surname that is a word (高痪).
_OF_DISEASES = frozenset("痪痫癫痨疟痢癣瘘疝痔疱疹痂痈疽瘀")


@cache
def _is_rare(character: str) -> bool:
    """Whether a character is beyond the 3,755 in common use (GB 2312, first level)."""
    encoded = character.encode("gb2312", errors="ignore")
    return (not encoded or encoded[0] >= _SECOND_LEVEL) and character not in _OF_DISEASES


def _as_segmented(text: str, start: int) -> list[int]:
    """Where the segmenter's model of unknown words (a hidden Markov model) ends a name that begins here."""
    if _word_length(text, start) > 1:
        return []
    word, kind = _dictionary().tag(text[start : start + _REACH], hmm=True)[0]
    return [start + len(word)] if kind == "nr" and 2 <= len(word) <= 3 and not _NOT_GIVEN & set(word) else []


@cache
def _dictionary() -> rjieba.Jieba:
    return rjieba.Jieba()


#: Characters behind the beginning of a name that are looked at to see which word begins there.
_REACH = 6
#: Characters before a name that may make a word with its first ones.
_BACK = 4


def _word_length(text: str, start: int) -> int:
    """Length of the word of the dictionary that begins here."""
    ahead = text[start : start + _REACH]
    return len(_first_word(ahead)[0]) if ahead else 0


@lru_cache(maxsize=1 << 16)
def _first_word(ahead: str) -> tuple[str, str]:
    """The first word of some characters and its kind. Lists of names ask for the same ones again and again."""
    return _dictionary().tag(ahead, hmm=False)[0]


def _any_of(terms: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, set(terms)), key=lambda term: (-len(term), term)))


@cache
def personal_names() -> PersonalNames:
    """Those that come with the software."""
    return PersonalNames(*lexicon_files(LEXICONS, "personal_names.csv"))

"""Which words of a text are names of places, or parts of one?

A word is judged where it stands: 和平 is part of a name in 和平区 and none in 世界和平. Names are those of the gazetteer
(`corpus.gazetteer`), in full (慈溪市) and without suffix where they mean nothing else (慈溪), and those the table `reports`
gives. A longer word that holds a name is none: 全市 names no place, and 宁波市总工会 names a union.
"""

from collections.abc import Collection, Iterable
import re

import numpy as np
import pandas as pd
import rjieba

from unionreports.corpus.gazetteer import Gazetteer
from unionreports.corpus.word_finder import WordFinder
from unionreports.text.words import Words

#: Short forms of counties that are ordinary words (惠农政策, 亿元大关, 三江源, 路桥公司), beside those the gazetteer leaves
#: out itself; judged by hand over its short forms. Such a county is still found by its full name (路桥区). It would be a
#: matter of the gazetteer if places were inferred from single mentions; they are not.
ORDINARY_SHORT = frozenset(
    """
    三山 三江 三河 临城 临河 临海 五河 信丰 兴城 同仁 同德 吉利 和顺 商城 商都 大关 大港 天桥 威信 宁国 安宁 官渡 宝塔 小河 山亭
    山城 康乐 建安 建华 惠农 惠民 弥勒 故城 新河 新星 新田 日照 木兰 正阳 永胜 永福 江口 江山 江源 沿河 温泉 湖滨 滨江 滨湖 滨海 望城
    白杨 白银 盐池 盐湖 盐田 石屏 石柱 石棉 祥云 神木 竞秀 紫云 红塔 红桥 荷塘 迎泽 连江 通江 通海 路桥 金塔 钟楼 长丰 长海 阳春 青原
    北站 南郊 沙县 磐石 龙城 龙井 龙潭 营山 围场 清河 开江 西夏 东坡
    """.split()
)
#: Full names that are ordinary words too; without a name before them they decide nothing.
ORDINARY_FULL = frozenset("中心镇 合作镇 小城镇 小市镇 小村镇 平房区 新城区 港口区 老城区 老边区 解放区 动力区".split())
#: A name whose last word is one of these is two words that meet: 万|城镇 is not the town 万城镇, nor 新|城区 a district.
_SETTLEMENTS = frozenset("乡镇 乡村 村镇 集镇 城镇 城乡 城区 城市 市区 市郊 郊区 镇区".split())
#: The part of an issuer's name that is a place no gazetteer lists, before its suffix and the union.
_PLACE_OF_ISSUER = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?:街道|镇|乡|苏木|社区|村|新区|园区|开发区|区|县|市|旗)(?=总?工会|工委|办事处|联合工会)"
)
_SUFFIX = re.compile(r"(?:(?:维吾尔|壮族|回族)?自治区|街道|镇|乡|苏木|社区|村|新区|园区|开发区|区|县|市|旗|省|州|盟)$")
#: What a page's host put in the place of a name: xx社区, XX市. Other masks (××, **) are punctuation and no words.
_MASK = re.compile("[xX]+")


def in_place_names(text: str, words: Words, gazetteer: Gazetteer, own_names: Collection[str] = ()) -> np.ndarray:
    """Which words stand in a place name, shape (n_words,).

    A name counts where words begin and end at its two ends; one whose suffix has gone into the next word
    (江苏|省政府) counts without the suffix. Linear in the length of the text.

    Parameters
    ----------
    text
        The joined texts.
    words
        Their words.
    gazetteer
        Names that are looked for.
    own_names
        Names beside those, as `names_of_reports` gives them.
    """
    if not len(words.words):
        return np.zeros(0, bool)
    mentions = [m for m in gazetteer.mentions(text) if m.name not in (ORDINARY_SHORT if m.bare else ORDINARY_FULL)]
    found = [(m.start, m.end, m.start + _short(m)) for m in mentions]
    found += [(start, end, start) for start, end, _ in WordFinder((name, None) for name in own_names).find(text)]
    starts, ends, short_ends = np.array(found, np.int64).reshape(-1, 3).T
    first, begins = _at(words.starts, starts)
    last, is_full = _at(words.ends, ends)
    last_short, is_short = _at(words.ends, short_ends)
    settlements = np.array([word in _SETTLEMENTS for word in words.vocabulary])
    masks = np.array([_MASK.fullmatch(word) is not None for word in words.vocabulary])
    whole = begins & is_full & ((first == last) | ~settlements[words.words[last]])
    without_suffix = begins & ~is_full & is_short
    taken = whole | without_suffix
    change = np.zeros(len(words.words) + 1, np.int64)
    np.add.at(change, first[taken], 1)
    np.add.at(change, np.where(whole, last, last_short)[taken] + 1, -1)
    return (np.cumsum(change[:-1]) > 0) | masks[words.words]


def names_of_reports(reports: pd.DataFrame) -> tuple[str, ...]:
    """Names of places that the table `reports` gives: its regions, and what stands before the union in an issuer's name.

    Also without suffix (樊口 for 樊口街道), unless the segmenter's dictionary has that word: it can mean something else.
    """
    columns = ("region_name", "province", "prefecture", "county")
    full = {name for column in columns for name in reports[column]} | {
        found[0] for found in map(_PLACE_OF_ISSUER.search, reports["issuer"]) if found
    }
    return tuple(sorted(name for name in full.union(*map(_short_forms, full)) if len(name) > 1))


def _short_forms(name: str) -> Iterable[str]:
    stem = _SUFFIX.sub("", name)
    return [stem] if len(stem) > 1 and not rjieba.has_word(stem) else []


def _short(mention) -> int:
    """Length of the form without suffix, where all bearers of the name above the towns have that; else 0."""
    forms = {division.bare for division in mention.divisions}
    form = forms.pop() if len(forms) == 1 else ""
    town = mention.divisions[0].level == "township_street"
    return len(form) if form and not town and form not in ORDINARY_SHORT and mention.name.startswith(form) else 0


def _at(borders: np.ndarray, positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The word whose border each position is, and whether there is one; any word where there is none."""
    place = np.minimum(np.searchsorted(borders, positions), len(borders) - 1)
    return place, borders[place] == positions

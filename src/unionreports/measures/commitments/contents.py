"""What do plans promise and reviews tell, as matrices of words, pairs of characters and marks?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
import re

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from unionreports.measures.commitments.pieces import VERBS
from unionreports.text.lexicons import Lexicons
from unionreports.text.offsets import Joined, join_texts
from unionreports.text.segment import Segmenter
from unionreports.text.words import Words, find_words

#: Worth of a word or pair of characters that is the genre's and not the thing's (加强, 工作, 职工), beside 1 for others.
COMMON = 0.15
#: Worth of a pair of characters of two words, beside 1 for one inside a word: half of such pairs are chance (免费|培训).
_CROSSING = 0.5
#: Worth of one character of a word that is not the genre's: short forms and near synonyms share some (疗养, 疗休养).
_SINGLE = 0.3
#: Worth of a character of persons, levels and trades (农民工, 县级, 建筑), beside 1 for others.
_NARROWING = 0.4
#: Worth of marks that both bear, in pairs of characters: one measure of the lexicon, one name in quotes, one event, one rate, one number and
#: unit, persons or another narrowing word, one counting word that few things have (节, 台), and one that most have.
_MARKS = {
    "measure": 2.0,
    "name": 3.0,
    "event": 2.0,
    "rate": 1.5,
    "number": 1.5,
    "member": 1.0,
    "unit": 1.0,
    "wide unit": 0.3,
}
_WIDE_UNITS = frozenset("家 个 名 人 人次 次 户 件 元 % 项".split())
#: Nouns, adverbs and verbs of plans that name no thing, beside the stop words of the lexicon.
_VAGUE = frozenset(
    "认识 落实 基础设施 改革 优先 高质量 台阶 水平 能力 素质 本领 作风 政治 思想 大局 合力 活力 动力 保障 素养 效能 效率 科学 和谐 稳定 转型 升级 优化 "
    "精准 精细 常态 长效 进展 突破 实质性 实效 取得 到位 战略 力度 严格 坚决 各项 新 更 高 强 好 快 实 细 深 严 要 以 "
    "新建 组建 建成 建起 修建 兴建 开办 开设 开通 启动 启用 筹办 承办 主办 新增 增设 搭建 设置 配备 引进 竣工 开工 投产 运行 投资 投入 资金".split()
)
#: What rates of the genre are of: 入会率, 签订率, 办结率.
_RATES = tuple(
    "入会 建会 组建 建制 签订 签约 续签 覆盖 达标 办结 落实 答复 结案 成功 调解 就业 上岗 参保 参赛 参与 参训 受训 合格 持证 满意 到位 收缴 采纳 公开 建档 脱困 脱贫 体检 "
    "受检 评议 巡视 普及 优秀 完成 登记 代收 续保 培训 化解 受理 整改 履约".split()
)
_NAMES = re.compile(r"[“《]([^“”《》\n]{2,20})[”》]")
#: Numbers that say how much or when; those of a class of things (25人以上企业, 500强) say which.
_NUMBERS = re.compile(
    r"(?!\d{1,4}(?:人以上的?(?:企业|单位|非公|小微)|强))(?:[0-9][0-9,.]{0,12}|[〇零一二两三四五六七八九十百千]{2,8}|[一二两三四五六七八九十](?=[名家户件场次期个条项人天倍元万]))"
    r"(?:万|亿|千|百)?(?:余|多)?(?:%|个百分点|人次|场次|万元|亿元|[年月日号名家户件场次期个条项人天倍元])?(?:以上|左右|以内)?"
)
#: With whom (会同劳动局举办), and to what end at the close of a text (，推动干部沉下去): neither is the thing.
_WITH = re.compile(
    r"(?:会同|联合|配合|协同)[^，。；“”0-9]{2,14}?(?=联合|联办|共同|合作|合办|举办|组织|开展|举行|召开)"
    r"|与[^，。；“”0-9]{2,14}?(?=联合|联办|共同|合作|合办)"
)
_AIM = re.compile(
    r"(?<=[^，。；][^，。；]{7})，(?:以|从而|进而|不断|进一步|切实|着力|有效)?(?:缓解|推动|促进|提高|提升|增强|营造|形成|确保|保证|让|使|方便|丰富|激发)[^，。；0-9“《]*$"
)
#: Which of a row of events, and the last character of what the event is called.
_ORDINAL = re.compile(r"(第[一二三四五六七八九十\d]{1,3}届|首届)[^，。；、“”《》第首]{0,14}?([会节赛展奖杯班])")
#: An event with what it is of (篮球赛, 读书节), which tells it even alone; not a body (协会), a time (春节) or any contest (竞赛).
_EVENT = re.compile(
    r"[\u4e00-\u9fff]{2}(?:(?<![竞比大])赛|(?<![季环细情调春章关时])节(?![约能水目俭点奏日假省余])"
    r"|(?<![工社协大机商学员事金代总委政年入建全次合列助的])会(?![员议费籍计展见谈所场主]))"
)
#: The head of a name in quotes: “爱心妈咪小屋” is “妈咪小屋” too.
_HEAD = 4


@dataclass(frozen=True)
class Contents:
    """What texts say, as matrices over one vocabulary of words and pairs of characters.

    Attributes
    ----------
    own
        Whether each text has each feature; shape (n_texts, n_features), 0 or 1.
    worth
        How much each feature tells of the thing rather than of the genre, COMMON to 1; shape (n_features,).
    is_mark
        Whether a feature is a mark, which counts where both have it and is not missed where one has it; shape (n_features,).
    members, names
        Narrowing words (`text.wording`) each text names, by family, and the heads of names in quotes.
    """

    own: csr_array
    worth: np.ndarray
    is_mark: np.ndarray
    members: list[dict[str, frozenset[str]]]
    names: list[frozenset[str]]


def contents(texts: Sequence[str], figures: Sequence[Sequence[Mapping]], lexicons: Lexicons) -> Contents:
    """Contents of texts and of their figures (rows of `indicators`).

    Figures, years and days are left out: they say how much and when, not what.
    """
    wording = lexicons.wording
    hidden = [wording.one_form(_NUMBERS.sub("，", _WITH.sub("", _AIM.sub("", text)))) for text in texts]
    joined = join_texts(hidden, np.zeros(len(hidden), np.int64))
    words = find_words(joined, Segmenter(lexicons.terms))
    genre = lexicons.stop_words | _VAGUE
    common = np.array([word in genre or _is_compound(word, genre) for word in words.vocabulary], bool)
    owners, features, worth = _features(joined, words, common, wording.narrowing(joined.text))
    members = [wording.members(text) | _ordinal(text) for text in texts]
    names = [frozenset(name[-_HEAD:] for name in _NAMES.findall(text)) for text in texts]
    marked = [_marks(*of) for of in zip(hidden, figures, members, names)]
    marks = sorted(set().union(*marked))
    total = len(worth)
    rank = {mark: total + i for i, mark in enumerate(marks)}
    worth = np.append(COMMON + (1 - COMMON) * worth, [_MARKS[kind] for kind, _ in marks])
    at_mark = [(i, rank[m]) for i, of_text in enumerate(marked) for m in sorted(of_text)]
    rows = np.concatenate([owners, np.array([i for i, _ in at_mark], np.int32)])
    columns = np.concatenate([features, np.array([c for _, c in at_mark], np.int32)])
    matrix = csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(texts), len(worth)))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return Contents(matrix, worth, np.arange(len(worth)) >= total, members, names)


def _features(
    joined: Joined, words: Words, common: np.ndarray, narrowing: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Words, pairs of characters and single characters of texts.

    Parameters
    ----------
    common
        Whether each word of the vocabulary is the genre's.
    narrowing
        Whether each character of the joined texts, and the end, narrows a thing only; shape (n_chars + 1,).

    Returns
    -------
    tuple of ndarray
        Text and feature of each occurrence; share of the worth of a thing's own that each feature has, on average.
    """
    lengths = words.ends - words.starts
    # Whether each character is of a word that is not the genre's.
    telling = np.zeros(len(joined.text) + 1, np.int64)
    inside = np.zeros(len(joined.text) + 1, bool)
    word_at = np.full(len(joined.text) + 1, -1)
    of_thing = ~common[words.words] if len(words.words) else np.zeros(0, bool)
    for shift in range(int(lengths.max(initial=0))):
        at = (words.starts + shift)[lengths > shift]
        telling[at] = of_thing[lengths > shift]
        inside[at] = True
        word_at[at] = np.flatnonzero(lengths > shift)
    # Whether each character belongs to the thing, and how much: whom it is for narrows it and does not name it.
    telling = telling * np.where(narrowing, _NARROWING, 1.0)
    codes = np.frombuffer(f"{joined.text}\n".encode("utf-32-le"), np.uint32).astype(np.uint64)
    at = np.flatnonzero(inside[:-1] & inside[1:])
    at = at[at + 1 < len(joined.text)]
    pairs, pair_at = np.unique((codes[at] << np.uint64(32)) | codes[at + 1], return_inverse=True)
    long = lengths > 1
    of_words = np.add.reduceat(telling[:-1], words.starts)[long] / lengths[long] if long.any() else np.zeros(0)
    single = np.flatnonzero(inside[:-1] & (telling[:-1] > 0))
    signs, sign_at = np.unique(codes[single], return_inverse=True)
    n_words = len(pairs) + len(words.vocabulary)
    features = np.concatenate([pair_at, len(pairs) + words.words[long], n_words + sign_at])
    owners = np.concatenate([joined.owner(at), words.owners[long], joined.owner(single)])
    crossing = np.where(word_at[at] == word_at[at + 1], 1.0, _CROSSING)
    of_pairs = crossing * (telling[at] + telling[at + 1]) / 2
    worths = np.concatenate([of_pairs, of_words, _SINGLE * telling[single]])
    seen = np.bincount(features, minlength=n_words + len(signs))
    worth = np.bincount(features, worths, minlength=len(seen)) / np.maximum(seen, 1)
    # Places are many; four bytes hold their numbers.
    return owners.astype(np.int32), features.astype(np.int32), worth


def _is_compound(word: str, genre: Collection[str]) -> bool:
    """Whether a word is put together of two of the genre's or of a verb and one, of two characters or more (提高认识)."""
    halves = [(word[:k], word[k:]) for k in range(2, len(word) - 1)]
    return any(b in genre and (a in genre or a in VERBS) or a in genre and b in VERBS for a, b in halves)


def _ordinal(text: str) -> dict[str, frozenset[str]]:
    """Which of a row of like events a text names, by kind of event: 第二届运动会, 首届艺术节."""
    found: dict[str, frozenset[str]] = {}
    for which, kind in _ORDINAL.findall(text):
        family = f"ordinal {kind}"
        found[family] = found.get(family, frozenset()) | {"一" if which == "首届" else which.strip("第届")}
    return found


def _marks(
    text: str, figures: Sequence[Mapping], members: Mapping[str, frozenset[str]], names: Collection[str]
) -> set[tuple[str, str]]:
    """Marks of a text by kind: what it counts, in which unit, for whom, under which name."""
    found = {("member", f"{family} {member}") for family, ids in members.items() for member in ids}
    found |= {("name", name) for name in names} | {("event", event) for event in _EVENT.findall(text)}
    units = [figure["unit"] for figure in figures]
    if "%" in units or len(set(units)) < len(units):
        # A rate is told as one (签订率), as a share (签订合同的占83%) or by two counts of a unit (受理412件，调解成功305件).
        found |= {("rate", rate) for rate in _RATES if rate in text}
    for figure in figures:
        unit, value = figure["unit"], figure["value"]
        if figure["measure_id"]:
            found.add(("measure", figure["measure_id"]))
        if unit:
            found.add(("wide unit" if unit in _WIDE_UNITS else "unit", unit))
        # One, two and three of a thing are too common to tell it.
        if value > 3 and figure["qualifier"] != "change":
            found.add(("number", f"{value:.15g}{unit}"))
    return found


def figures_inside(pieces: pd.DataFrame, indicators: pd.DataFrame) -> list[list[int]]:
    """Rows of `indicators` that lie inside each piece.

    Parameters
    ----------
    pieces
        unit_id, raw_start, raw_end of each.
    """
    by_unit: dict[str, list[tuple[int, int, int]]] = {}
    for i, (unit, start, end) in enumerate(zip(indicators["unit_id"], indicators["start"], indicators["end"])):
        by_unit.setdefault(unit, []).append((start, end, i))
    return [
        [i for s, e, i in by_unit.get(unit, ()) if start <= s and e <= end]
        for unit, start, end in zip(pieces["unit_id"], pieces["raw_start"], pieces["raw_end"])
    ]

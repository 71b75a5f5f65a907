"""How like is each thing promised to each thing told later, without a model that would have to be fetched?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
import re

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, diags_array

from unionreports.measures.commitments.pieces import VERBS
from unionreports.measures.commitments.synonyms import one_form
from unionreports.text.lexicons import Lexicons
from unionreports.text.offsets import join_texts
from unionreports.text.segment import Segmenter
from unionreports.text.words import find_words

#: Worth of a word or pair of characters that is the genre's and not the thing's (加强, 工作, 职工), beside 1 for others.
COMMON = 0.15
#: Worth of a pair of characters of two words, beside 1 for one inside a word: half of such pairs are chance (免费|培训).
_CROSSING = 0.5
#: Worth of one character of a word that is not the genre's: short forms and near synonyms share some (疗养, 疗休养).
_SINGLE = 0.3
#: Worth, in pairs of characters, of one measure of the lexicon that both state figures of.
_MEASURE = 2.0
#: How much the words around a statement in its sentence and heading count, beside its own.
_AROUND = 0.5
#: Share of the likeness that asks how much of the promise is told; the rest asks how much of what is told was promised,
#: less because a review adds places, days and figures that no plan has.
_OF_PROMISE = 0.8
#: Likeness that is left where both name persons and none the same, or both name programmes and none the same.
_OTHER_GROUP, _OTHER_NAME = 0.5, 0.6
#: Common words and pairs of their own from which two texts can be of one thing on the strength of their ratio alone: two
#: words of two characters, each with its pair and signs. One word (狠抓投资, 投资4360万元) is too little, however large a part of a short promise it is.
ENOUGH = 5.0
#: A promise of less than so many words and pairs of its own names nothing that could be looked for.
LEAST_CONTENT = 2.5
#: Nouns and adverbs of plans that name no thing, beside the stop words of the lexicon.
_VAGUE = frozenset(
    "认识 落实 改革 优先 高质量 台阶 水平 能力 素质 本领 作风 政治 思想 大局 合力 活力 动力 保障 素养 效能 效率 科学 和谐 稳定 转型 升级 优化 "
    "精准 精细 常态 长效 进展 突破 实质性 实效 取得 到位 战略 力度 严格 坚决 各项 新 更 高 强 好 快 实 细 深 严 要 以".split()
)

#: Persons something is for. 职工 and 会员 are everybody.
_GROUPS = tuple(
    re.compile(pattern)
    for pattern in (
        "农民工|进城务工|外来务工|务工人员",
        "女职工|妇女|女工|女性",
        "困难职工|困难群众|特困|困难家庭|贫困|困难劳模|低保",
        "劳模|劳动模范|先进工作者",
        "青年|青工",
        "退休",
        "司机|快递|外卖|网约|新就业形态|货运",
        "残疾|残障",
        "子女|学生|儿童|留守",
        "工会干部|工会主席|工会工作者|专职工会",
        "教师|教职工",
        "下岗|失业|待业",
        "环卫",
        "经营者|企业主|厂长|经理",
        "职工代表",
        "工匠|技师|技术工人|高技能",
    )
)
_NAMES = re.compile(r"[“《]([^“”《》\n]{2,20})[”》]")
_NUMBERS = re.compile(
    r"(?:[0-9][0-9,.]{0,12}|[〇零一二两三四五六七八九十百千]{2,8}|[一二两三四五六七八九十](?=[名家户件场次期个条项人天倍元万]))"
    r"(?:万|亿|千|百)?(?:余|多)?(?:%|个百分点|人次|场次|万元|亿元|[年月日号名家户件场次期个条项人天倍元])?(?:以上|左右|以内)?"
)


@dataclass(frozen=True)
class Contents:
    """What texts say, as matrices over one vocabulary of words and pairs of characters.

    Attributes
    ----------
    own, around
        Whether each text, or what stands around it, has each feature; shape (n_texts, n_features), 0 or 1.
    worth
        How much each feature tells of the thing rather than of the genre, COMMON to 1; shape (n_features,).
    groups, names
        Persons and programmes each text names, as sets of numbers and of words.
    """

    own: csr_array
    around: csr_array
    worth: np.ndarray
    groups: list[frozenset[int]]
    names: list[frozenset[str]]


def contents(
    texts: Sequence[str], around: Sequence[str], measures: Sequence[frozenset[str]], lexicons: Lexicons
) -> Contents:
    """Contents of texts, of what stands around each, and of the measures their figures are of.

    Figures, years and days are left out: they say how much and when, not what.
    """
    n = len(texts)
    hidden = [one_form(_NUMBERS.sub("，", text)) for text in (*texts, *around)]
    joined = join_texts(hidden, np.zeros(len(hidden), np.int64))
    words = find_words(joined, Segmenter(lexicons.terms))
    genre = lexicons.stop_words | _VAGUE
    parts = genre | set(VERBS)
    common = np.array([word in genre or _is_compound(word, parts) for word in words.vocabulary], bool)
    lengths = words.ends - words.starts
    # Whether each character belongs to the thing, as words that are not the genre's do.
    telling = np.zeros(len(joined.text) + 1, np.int64)
    inside = np.zeros(len(joined.text) + 1, bool)
    word_at = np.full(len(joined.text) + 1, -1)
    of_thing = ~common[words.words] if len(words.words) else np.zeros(0, bool)
    for shift in range(int(lengths.max(initial=0))):
        at = (words.starts + shift)[lengths > shift]
        telling[at] = of_thing[lengths > shift]
        inside[at] = True
        word_at[at] = np.flatnonzero(lengths > shift)
    codes = np.frombuffer(f"{joined.text}\n".encode("utf-32-le"), np.uint32).astype(np.uint64)
    at = np.flatnonzero(inside[:-1] & inside[1:])
    at = at[at + 1 < len(joined.text)]
    pairs, pair_at = np.unique((codes[at] << np.uint64(32)) | codes[at + 1], return_inverse=True)
    long = lengths > 1
    single = np.flatnonzero(inside[:-1] & (telling[:-1] > 0))
    signs, sign_at = np.unique(codes[single], return_inverse=True)
    n_words = len(pairs) + len(words.vocabulary)
    features = np.concatenate([pair_at, len(pairs) + words.words[long], n_words + sign_at])
    owners = np.concatenate([joined.owner(at), words.owners[long], joined.owner(single)])
    crossing = np.where(word_at[at] == word_at[at + 1], 1.0, _CROSSING)
    of_pairs = crossing * (telling[at] + telling[at + 1]) / 2
    worths = np.concatenate([of_pairs, of_thing[long].astype(float), np.full(len(single), _SINGLE)])
    names = sorted(set().union(*measures)) if measures else []
    total = n_words + len(signs)
    seen = np.bincount(features, minlength=total)
    worth = np.bincount(features, worths, minlength=total) / np.maximum(seen, 1)
    worth = np.append(COMMON + (1 - COMMON) * worth, np.full(len(names), _MEASURE))
    rank = {name: total + i for i, name in enumerate(names)}
    measured = [(i, rank[m]) for i, of_text in enumerate(measures) for m in sorted(of_text)]
    rows = np.concatenate([owners, [i for i, _ in measured]]).astype(np.int64)
    columns = np.concatenate([features, [c for _, c in measured]]).astype(np.int64)
    matrix = csr_array((np.ones(len(rows)), (rows, columns)), shape=(2 * n, len(worth)))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return Contents(
        matrix[:n],
        matrix[n:],
        worth,
        [frozenset(i for i, g in enumerate(_GROUPS) if g.search(text)) for text in texts],
        [frozenset(_NAMES.findall(text)) for text in texts],
    )


def _is_compound(word: str, parts: Collection[str]) -> bool:
    """Whether a word is put together of two of the genre's (提高认识)."""
    return any(word[:k] in parts and word[k:] in parts for k in range(1, len(word)))


def names_thing(found: Contents) -> np.ndarray:
    """Whether each text names a thing of its own that can be looked for; vague and elliptical ones (加强领导, 产量达到15万吨) do not."""
    own = found.own @ _content(found)
    return np.fromiter(map(bool, found.names), bool, len(found.names)) | (own >= LEAST_CONTENT)


def rarity(found: Contents) -> np.ndarray:
    """Weight of each feature by how few texts have it: ln(1 + n / n_with), shape (n_features,)."""
    n_with = np.asarray(found.own.sum(axis=0)).ravel()
    return np.log1p(found.own.shape[0] / np.maximum(n_with, 1))


def likeness(found: Contents, promises: np.ndarray, statements: np.ndarray, rare: np.ndarray) -> np.ndarray:
    """Likeness of texts, 0 to 1.

    Of what the promise says, weighted by rarity in the corpus times rarity among these very texts, the share that the
    statement says too; and the other way round; as a weighted geometric mean (a Tversky index in its spirit: Tversky 1977,
    Psychological Review 84). So a sentence that every plan and every review has weighs little, and the object decides.

    Parameters
    ----------
    promises, statements
        Numbers of the texts.
    rare
        As `rarity` gives it, of the whole corpus.

    Returns
    -------
    ndarray of shape (n_promises, n_statements)
    """
    if not len(promises) or not len(statements):
        return np.zeros((len(promises), len(statements)))
    here = np.concatenate([promises, statements])
    n_with = np.asarray(found.own[here].sum(axis=0)).ravel()
    weight = found.worth * rare * np.log1p(len(here) / np.maximum(n_with, 1))
    # What does not name its thing (参保人数突破20万人) means the one its sentence named before.
    elliptical = (~names_thing(found)[promises]).astype(float)
    context = found.around[promises] - found.around[promises].multiply(found.own[promises])
    meant = found.own[promises] + _AROUND * (diags_array(elliptical) @ context)
    weighted = meant @ diags_array(weight)
    own, around = found.own[statements], found.around[statements]
    both = (weighted @ own.T).toarray()
    near = (weighted @ around.T).toarray()
    of_promise = (both + _AROUND * np.maximum(near - both, 0)) / np.maximum(_sums(weighted), 1e-9)[:, None]
    of_statement = both / np.maximum(own @ weight, 1e-9)[None, :]
    alike = np.minimum(of_promise, 1) ** _OF_PROMISE * np.minimum(of_statement, 1) ** (1 - _OF_PROMISE)
    evidence = (meant @ diags_array(_content(found)) @ own.T).toarray()
    return alike * np.minimum(evidence / ENOUGH, 1) * _conflicts(found, promises, statements)


def _content(found: Contents) -> np.ndarray:
    """Worth of each feature beyond that of the genre's, so that many words of the genre do not add up to a thing."""
    return ((found.worth - COMMON) / (1 - COMMON)).clip(0)


def _sums(matrix: csr_array) -> np.ndarray:
    return np.asarray(matrix.sum(axis=1)).ravel()


def _conflicts(found: Contents, promises: np.ndarray, statements: np.ndarray) -> np.ndarray:
    """What is left of the likeness where the two speak of other persons or other programmes."""
    left = np.ones((len(promises), len(statements)))
    for sets, worth in ((found.groups, _OTHER_GROUP), (found.names, _OTHER_NAME)):
        theirs = [(j, sets[s]) for j, s in enumerate(statements.tolist()) if sets[s]]
        for i, p in enumerate(promises.tolist()):
            if sets[p]:
                left[i, [j for j, other in theirs if not sets[p] & other]] *= worth
    return left


def measures_inside(pieces: pd.DataFrame, indicators: pd.DataFrame) -> tuple[list[list[int]], list[frozenset[str]]]:
    """Rows of `indicators` that lie inside each piece, and the measures they are of.

    Parameters
    ----------
    pieces
        unit_id, raw_start, raw_end of each.
    """
    by_unit: dict[str, list[tuple[int, int, int, str]]] = {}
    for i, (unit, start, end, measure) in enumerate(
        zip(indicators["unit_id"], indicators["start"], indicators["end"], indicators["measure_id"])
    ):
        by_unit.setdefault(unit, []).append((start, end, i, measure))
    rows = [
        [(i, m) for s, e, i, m in by_unit.get(unit, ()) if start <= s and e <= end]
        for unit, start, end in zip(pieces["unit_id"], pieces["raw_start"], pieces["raw_end"])
    ]
    return [[i for i, _ in row] for row in rows], [frozenset(m for _, m in row if m) for row in rows]

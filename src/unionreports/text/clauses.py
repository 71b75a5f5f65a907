"""Clauses and sentences of Chinese report prose, and whether a clause states an action, its ground or its aim."""

from dataclasses import dataclass
import re

import numpy as np

from unionreports.text.offsets import Joined

_SENTENCE_END = np.array([ord(c) for c in "。！？；\n"], dtype=np.uint32)
_CLAUSE_END = np.array([ord(c) for c in "。！？；\n，："], dtype=np.uint32)

_NUMBERING = re.compile(
    r"[\s—-]{0,4}(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.]|[一二三四五六七八九十]{1,2}是(?:要)?|第[一二三四五六七八九十]{1,2}[、，]?|[①-⑳]|其[一二三四五六])?\s?"
)
#: What makes a ground an action after all: it goes on to one without a comma (围绕……开展……), unless that
#: is only what an order asks for (根据……开展……的通知).
_GOES_ON = r"[^，：。]{0,40}(?:开展|举办|组织|举行|召开|实施)[^，：。]{2,40}$(?<!要求)(?<!部署)(?<!精神)(?<!通知)(?<!意见)(?<!安排)(?<!规定)(?<!形势)"
#: Ground or guidance of an action. 以…为载体 (by means of) is left out: it names the action itself.
_GROUND = re.compile(
    r"为了|为(?=[^，：。]{2,30}(?:水平|能力|需要|要求|形势|精神|积极性|热情|权益|发展|和谐|稳定|作用|力量|温暖)$)"
    rf"|(?:根据|按照|依照|依据|遵照|围绕|由于|随着|针对|鉴于)(?!{_GOES_ON})"
    r"|在[^，：。]{1,40}(?:领导|指导|关心|支持|部署|形势|背景|情况|基础|环境|条件)下"
    r"|以[^，：。]{1,40}为(?:指导|指引|引领|导向|方向|目标|目的|宗旨|中心|动力|原则|保证)"
)
_AIM_ADVERB = r"从而|进而|以此|以便|更好地|真正|不断|有效地?|有力地?|切实|进一步|积极|大力|全面|努力|充分|极大地?|大大|较好地|最终|力求|力争|着力|以|来|也|并"
#: Effects an action is said to have. They stand in almost every item and decide nothing (object rule).
_AIM = re.compile(
    rf"(?:{_AIM_ADVERB}){{0,3}}(?:促进|推动|提高|提升|增强|形成|营造|确保|保证|实现|达到|激发|调动|凝聚|防止|使|让"
    r"|为[^，：。]{1,30}(?:服务|贡献|基础|保障|保证|支持|条件|作用|力量|氛围)$)"
)


@dataclass(frozen=True)
class Clauses:
    """Clauses of joined texts, in order.

    Attributes
    ----------
    starts, ends
        Positions in the joined string, closing mark left out; shape (n_clauses,).
    owner, sentence
        Number of the text, and number of the sentence over all texts.
    opens
        Whether the clause is the first of its sentence.
    has_figure
        Whether it holds a digit after its numbering.
    acts
        Whether it states an action, rather than the ground or the aim of one. A clause that opens a sentence
        or holds a figure is no aim.
    """

    starts: np.ndarray
    ends: np.ndarray
    owner: np.ndarray
    sentence: np.ndarray
    opens: np.ndarray
    has_figure: np.ndarray
    acts: np.ndarray


def split_clauses(joined: Joined) -> Clauses:
    """Split at ，：。！？； and line ends. Linear in the length of the texts."""
    # A line end after the last text closes its last clause, and makes nothing of no text.
    codes = np.frombuffer(f"{joined.text}\n".encode("utf-32-le"), dtype=np.uint32)
    marks = np.flatnonzero(np.isin(codes, _CLAUSE_END))
    ends = np.union1d(marks, joined.ends)
    starts = np.concatenate([[0], ends[:-1] + 1])
    filled = ends > starts
    # A sentence goes on over an empty clause, so sentences are counted over all of them.
    last = np.isin(codes[ends], _SENTENCE_END) | np.isin(ends, joined.ends)
    sentence = np.concatenate([[0], np.cumsum(last)[:-1]])
    starts, ends, sentence = starts[filled], ends[filled], sentence[filled]
    opens = np.diff(sentence, prepend=-1) != 0
    digits = np.concatenate([[0], np.cumsum((codes >= ord("0")) & (codes <= ord("9")))])
    stops = ends.tolist()
    heads = [_NUMBERING.match(joined.text, s, e).end() for s, e in zip(starts.tolist(), stops)]
    has_figure = digits[ends] > digits[np.array(heads, dtype=np.int64)]
    ground = np.fromiter((_GROUND.match(joined.text, h, e) is not None for h, e in zip(heads, stops)), bool, len(stops))
    aim = np.fromiter((_AIM.match(joined.text, h, e) is not None for h, e in zip(heads, stops)), bool, len(stops))
    acts = ~ground & ~(aim & ~opens & ~has_figure)
    return Clauses(starts, ends, joined.owner(starts), sentence, opens, has_figure, acts)

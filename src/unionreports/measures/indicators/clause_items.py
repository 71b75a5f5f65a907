"""What stands in each clause of a sentence: words with their parts and figures, in the order of the text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from unionreports.measures.indicators.measure_words import LINK, MARK, NOUN

CLAUSE_END = frozenset("，；：。！？\n")
_OPEN, _CLOSE = frozenset("“《‘【"), frozenset("”》’】")
#: A bracket with no more characters inside a noun is a part of it (镇（街道）工会), but for what it says of a number.
_LONGEST_VARIANT = 8
_OF_NUMBERS = ("含", "其中", "不含", "包括", "约", "共", "不包括", "下同")
#: Marks that pages have for no reason.
_DIRT = frozenset("`^~|_")
#: A quotation mark that is not closed within so many words opened nothing.
_LONGEST_QUOTE = 30


@dataclass(slots=True)
class Clause:
    """One clause; what stands in brackets is one of its own, `inside`, after the clause it stands in.

    Attributes
    ----------
    start, end
        Its position, closing mark left out.
    figures
        Numbers of its figures.
    gaps
        `gaps[k]` are the words, as (text, part), before its k-th figure; the last gap is behind them all.
    """

    start: int
    end: int = 0
    figures: list[int] = field(default_factory=list)
    gaps: list[list[tuple[str, str]]] = field(default_factory=lambda: [[]])
    inside: bool = False


def clauses_of(words: Sequence[tuple[str, str]], start: int, figures: Sequence[tuple[int, int]]) -> list[Clause]:
    """The clauses of a sentence; every figure is in exactly one.

    Parameters
    ----------
    words
        All words and marks of the sentence, without gaps between them, with the part each plays.
    start
        Position of the first of them.
    figures
        Spans of the figures, ascending, in the same positions.

    Words in quotation or title marks are one noun. A word that a figure covers in part is not listed.
    """
    clauses, brackets, done = [Clause(start)], [], []
    quoted: list[str] = []
    position, n, covered = start, 0, start
    for i, (word, part) in enumerate(words):
        begin, position = position, position + len(word)
        clause = brackets[-1] if brackets else clauses[-1]
        while n < len(figures) and figures[n][0] < position:
            quoted = _flush(clause, quoted)
            clause.figures.append(n)
            clause.gaps.append([])
            covered = figures[n][1]
            n += 1
        if begin < covered:
            continue
        if quoted or word in _OPEN:
            quoted.append(word)
            if word in _CLOSE or word == "\n" or len(quoted) > _LONGEST_QUOTE:
                quoted = _flush(clause, quoted)
        elif word == "（":
            brackets.append(Clause(position, inside=True))
        elif word == "）" and brackets:
            inner = _ended(brackets.pop(), begin)
            outer = brackets[-1] if brackets else clauses[-1]
            figure_follows = n < len(figures) and figures[n][0] == position
            if not figure_follows and _is_variant(inner, outer, words[i + 1 : i + 2]):
                inside = "".join(w for w, _ in inner.gaps[0])
                outer.gaps[-1].append((f"（{inside}）", NOUN))
            else:
                done.append(inner)
        elif word in CLAUSE_END and not brackets:
            clause.end = begin
            clauses += [*done, Clause(position)]
            done = []
        elif not word.isspace() and word not in _DIRT:
            clause.gaps[-1].append((word, part))
    _flush(brackets[-1] if brackets else clauses[-1], quoted)
    clauses[-1].end = position
    return [*clauses, *done, *(_ended(clause, position) for clause in brackets)]


def _is_variant(inner: Clause, outer: Clause, following: Sequence[tuple[str, str]]) -> bool:
    """Whether a bracket is a part of the noun it stands in: short, with words on both sides."""
    words = [word for word, _ in inner.gaps[0]]
    if inner.figures or not words or inner.end - inner.start > _LONGEST_VARIANT or words[0] in _OF_NUMBERS:
        return False
    return bool(outer.gaps[-1]) and bool(following) and following[0][1] not in (MARK, LINK)


def _ended(clause: Clause, position: int) -> Clause:
    clause.end = position
    return clause


def _flush(clause: Clause, quoted: list[str]) -> list[str]:
    """Put quoted words into the clause as one noun; what is quoted after it is nothing yet."""
    if quoted:
        clause.gaps[-1].append(("".join(quoted), NOUN))
    return []

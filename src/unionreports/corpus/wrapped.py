"""Was a page broken into lines of one width, as print and its recognition leave it, and where do paragraphs end then?

Such a page has many lines of nearly one width that end inside a sentence. Its paragraphs are told by indents or blank
lines where it has them, else by lines that are not full. What stood at the edges of the printed pages between two lines
(numbers, running heads, rules) is taken out, so that the sentence runs on.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
import re
from typing import NamedTuple

from .edits import Edit, Layer
from .lines import Line, split_lines
from .numbering import RUNNING, marker_at

#: Columns are counted in half-width characters. Narrowest and widest column of running text.
_NARROWEST, _WIDEST = 28, 124
#: A full line may be shorter by this (words, figures and brackets are not broken, characters are misread) or longer (marks
#: that hang over the edge).
_SHORT_BY, _LONG_BY = 8, 3
#: Fewest full lines that go on in the next, their share of the lines, and the share of them with a mark inside: lists of
#: titles have none.
_FEWEST, _SHARE, _PUNCTUATED = 6, 0.25, 0.5
#: Share of full lines of one width from which on the column is sharp.
_SHARP = 0.5
#: Most of the text that may stand in longer lines.
_MOST_LONGER = 0.2
#: Share of line ends with an indent or a blank line behind them between which these mark paragraphs.
_PARAGRAPHS = (0.02, 0.6)
_CLOSED = "。！？；：…”）》."
_INSIDE = re.compile("[，。、；]")
_INDENT = re.compile(r"(?:\u3000|[ \xa0]{2}|\t)[ \u3000\xa0\t]*$")
_PAGE_NUMBER = re.compile(
    r"[-—–－~·•. ]{0,4}(?:第 ?)?(\d{1,4})(?: ?页)?(?: ?[/，,]? ?共? ?\d{1,4} ?页)?[-—–－~·•. ]{0,4}|[-—–－]{1,3} ?\d{1,4} ?[-—–－]{1,3}"
)
_RULE = re.compile(r"[-—–－_=~*·.─━☆◇ ]{4,}")
_LONGEST_HEAD = 40


class _Line(NamedTuple):
    """A line, its width with its indent, and what stands between it and the line before."""

    line: Line
    width: int
    gap: str


def unwrap(raw: str, page: Layer) -> list[Edit]:
    """Edits of a page's text that join the lines of its paragraphs; none where it is not wrapped.

    Parameters
    ----------
    raw
        The page.
    page
        Its text in normal form, with the way back: indents, blank lines and widths are those of the page.
    """
    if not _plausible([len(line) for line in page.text.split("\n")]):
        return []
    lines = split_lines(page.text)
    measured = [_measure(raw, page, line) for line in lines]
    marks = _page_marks(lines)
    text_lines = [m for i, m in enumerate(measured) if i not in marks]
    width = _column(text_lines)
    if not width:
        return []
    ends = _paragraph_ends(text_lines)
    edits: list[Edit] = []
    above = None
    waiting: list[Line] = []  # marks of the edge of a page since the last line of text
    for i, below in enumerate(measured):
        if i in marks:
            waiting.append(below.line)
            continue
        if above is not None:
            edits += _cut(above.line.end, waiting)
            if _joined(above, below, width, ends):
                at = waiting[-1].end if waiting else above.line.end
                edits.append(Edit(at, below.line.start, "", "broken_lines", "joined"))
        above, waiting = below, []
    return edits + (_cut(above.line.end, waiting) if above else [])


def _cut(at: int, marks: Sequence[Line]) -> list[Edit]:
    """Edits that cut marks below a line that ends at a position, each with the line feed before it."""
    starts = [at, *(mark.end for mark in marks)]
    return [
        Edit(start, mark.end, "", "page_splices", "page_marker") for start, mark in zip(starts, marks, strict=False)
    ]


def _plausible(lengths: Sequence[int]) -> bool:
    """Whether the lengths of the lines allow that a page is wrapped; saves the closer look at nearly all pages."""
    column = sum(n for n in lengths if _NARROWEST // 2 - 4 <= n <= _WIDEST)
    narrow = sum(n <= _WIDEST // 2 + _LONG_BY for n in lengths)
    enough = column >= (1 - _MOST_LONGER) * 0.7 * sum(lengths) and narrow >= 0.5 * len(lengths)
    return len(lengths) >= _FEWEST and enough


def _measure(raw: str, page: Layer, line: Line) -> _Line:
    gap = ""
    if line.start:
        gap = raw[page.start(line.start - 1) : page.end(line.start)]
    shown = gap.rpartition("\n")[2] + raw[page.start(line.start) : page.end(line.end)] if line.text else ""
    return _Line(line, len(shown.expandtabs(4).encode("gb18030", "replace")), gap)


def _page_marks(lines: Sequence[Line]) -> set[int]:
    """Lines that stood at the edges of printed pages: numbers that count up, rules, and heads that come back beside them."""
    numbers: dict[int, int] = {}
    last = None
    for i, line in enumerate(lines):
        found = _PAGE_NUMBER.fullmatch(line.text) if 0 < len(line.text) <= 20 else None
        if found:
            number = int(re.search(r"\d+", line.text)[0])
            if last is None or number == numbers[last] + 1:
                numbers[i] = number
                last = i
    marks = set(numbers) if len(numbers) > 1 else set()
    rules = {i for i, line in enumerate(lines) if line.text and _RULE.fullmatch(line.text)}
    marks |= rules
    places: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if 4 <= len(line.text) <= _LONGEST_HEAD and not _INSIDE.search(line.text):
            places[line.text].append(i)
    heads: set[int] = set()
    for at in places.values():
        # All of them stand at an edge of a page: a line of the text that comes again does not.
        beside = [not marks.isdisjoint((i - 1, i + 1)) for i in at]
        if len(at) > 1 and (
            all(beside) or len(at) > 2 and all(b or _broken(lines, i) for b, i in zip(beside, at, strict=True))
        ):
            heads.update(at)
    return marks | heads


def _broken(lines: Sequence[Line], i: int) -> bool:
    """Whether a line stands inside a sentence: the line above it is long and not closed."""
    return i > 0 and len(lines[i - 1].text) > _NARROWEST // 2 and lines[i - 1].text[-1] not in _CLOSED


def _column(measured: Sequence[_Line]) -> int:
    """Width of the column a page is broken to; 0 where it is not."""
    lines = [m for m in measured if m.line.text]
    going_on = [
        a
        for a, b in zip(lines, lines[1:], strict=False)
        if _NARROWEST <= a.width <= _WIDEST and a.line.text[-1] not in _CLOSED and not marker_at(b.line.text)
    ]
    widths = Counter(a.width for a in going_on)
    spread = _SHORT_BY + _LONG_BY
    lowest = max(widths, key=lambda w: (sum(widths[v] for v in range(w, w + spread + 1)), -w), default=0)
    inside = sorted(w for w in widths.elements() if lowest <= w <= lowest + spread)
    # Type has one width, which most lines have; recognised or typed lines are ragged, and few are as long as the column.
    best = max(set(inside), key=lambda w: (widths[w], w), default=0)
    if widths[best] < _SHARP * len(inside):
        best = inside[len(inside) * 9 // 10]
    full = [a for a in going_on if best - _SHORT_BY <= a.width <= best + _LONG_BY]
    longer = sum(len(m.line.text) for m in lines if m.width > best + _LONG_BY)
    fits = (
        len(full) >= max(_FEWEST, _SHARE * len(lines))
        and sum(_INSIDE.search(a.line.text) is not None for a in full) >= _PUNCTUATED * len(full)
        and longer <= _MOST_LONGER * sum(len(m.line.text) for m in lines)
    )
    return best if fits else 0


def _paragraph_ends(measured: Sequence[_Line]) -> str:
    """What marks the paragraphs of a wrapped page: "indent", "blank line", or "" where nothing but short lines does."""
    gaps = [m.gap for m in measured if m.line.text and m.gap]
    low, high = (share * len(gaps) for share in _PARAGRAPHS)
    if low <= sum(_INDENT.search(gap) is not None for gap in gaps) <= high:
        return "indent"
    return "blank line" if low <= sum(gap.count("\n") > 1 for gap in gaps) <= high else ""


def _joined(above: _Line, below: _Line, width: int, ends: str) -> bool:
    """Whether a paragraph goes on from one line to the next."""
    if not above.line.text or not below.line.text or above.width < width - _SHORT_BY:
        return False
    if ends == "indent":
        return _INDENT.search(below.gap) is None
    if ends == "blank line" and below.gap.count("\n") > 1:
        return False
    marker = marker_at(below.line.text)
    closed = above.line.text[-1] in _CLOSED
    if marker and (closed or marker.kind not in RUNNING):
        return False
    return not closed or above.width >= width - 1

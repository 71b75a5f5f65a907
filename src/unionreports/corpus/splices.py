"""Repairs inside the text: page numbers of document viewers, lines broken in mid-sentence, broken quotes."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
import re
from statistics import median

from .edits import Edit
from .lines import Line
from .parts import part_number
from .vocabulary import FurnitureVocabulary

_PAGE_NUMBER = re.compile(r"(\d{1,3})、")
_PHRASE = re.compile(r"(?:(?<= )|^)[^ \n]+(?= |$)", re.MULTILINE)
_LABELLED = re.compile(r"(?:(?<= )|^)[^ \n，。；：]{0,40}(?:篇|范文)[^ \n，。；：]{0,4}(?= )", re.MULTILINE)
_PAGE_OF = re.compile(r"(?:(?<= )|^)\d{1,3} / \d{1,3}(?= |$)", re.MULTILINE)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_WATERMARK = 40
#: A line up to this long may be a heading, which ends without a full stop.
_SHORTEST_TORN = 20
_SENTENCE_END = "。；！？：”）》…．.!?;:"
#: Signs behind which no sentence goes on, whatever the next line begins with.
_PAUSE = "。；！：…"
#: A line that begins so goes on with the sentence of the line above.
_GOES_ON = re.compile(
    r"[，、；。：！）》”%的地得]"
    r"|是(?:通过|以|在|为|由|将|对|把|要|按)|和(?!谐|平)|及(?!时)|与(?!会|此)|并且|而且|或者?"
)
_DOUBLED = re.compile(r"“”([^“”\n]{1,40})“”")
_LOST_OPENING = re.compile(r"[？?]([^《》。，；？\n]{1,20}》)")
#: Share of page breaks that must fall inside a sentence before numbers are taken for page numbers.
_BROKEN_SHARE = 0.5
#: Pages shorter than this (median, characters) are items of a list.
_SHORTEST_PAGE = 120
#: Shortest run of pages that is taken for a document viewer's.
_MIN_PAGES = 3


def watermarks(text: str, fields: FurnitureVocabulary) -> list[Edit]:
    """Line breaks around what the host put into a text that lost its line breaks.

    That is a phrase between blanks that comes back (a watermark), a page number such as 2 / 6, or a field
    that begins with a word of furniture (来源：…, 上一篇：…).
    """
    phrases = [m for m in _PHRASE.finditer(text) if len(m[0]) <= _LONGEST_WATERMARK]
    counts = Counter(m[0] for m in phrases)
    marks = [m.span() for m in phrases if counts[m[0]] > 1 and _HAN.search(m[0]) and len(m[0]) > 3]
    begins = {start for start, _, hit in fields.strong.find(text) if not hit[2]}
    marks += [m.span() for m in phrases if m.start() in begins or ">" in m[0]]
    marks += [m.span() for m in _PAGE_OF.finditer(text)]
    blanks = {p for start, end in marks for p in (start - 1, end) if 0 <= p < len(text) and text[p] == " "}
    return [Edit(p, p + 1, "\n", "page_splices", "watermark") for p in sorted(blanks)]


def label_breaks(text: str) -> list[Edit]:
    """Line breaks around the label of a text (工会工作总结【第二篇】) that stands between blanks in a line."""
    if "篇" not in text and "范文" not in text:
        return []
    blanks = set()
    for m in _LABELLED.finditer(text):
        near = max(0, m.start() - 2 * _LONGEST_WATERMARK)
        begin = max(near, text.rfind("\n", near, m.start()) + 1)
        line = text[begin : m.end() + 2 * _LONGEST_WATERMARK].partition("\n")[0]
        if part_number(m[0]) and not part_number(line):
            blanks |= {p for p in (m.start() - 1, m.end()) if 0 <= p < len(text) and text[p] == " "}
    return [Edit(p, p + 1, "\n", "page_splices", "watermark") for p in sorted(blanks)]


def page_numbers(lines: Sequence[Line], kept: Sequence[int]) -> tuple[list[int], bool]:
    """Lines (out of `kept`) whose leading `N、` is the page number of a document viewer, not of an item.

    Such numbers count up by one, and the text runs on through them: most of the lines before them end
    inside a sentence, or all pages but the last have nearly the same length. The second value tells the
    latter: then pages were cut by counting characters, and every break is one the viewer made.
    """
    best: list[int] = []
    run: list[int] = []
    expected = 0
    for position, i in enumerate(kept):
        found = _PAGE_NUMBER.match(lines[i].text)
        if not found:
            continue
        number = int(found[1])
        if number == expected and run:
            run.append(position)
        elif number in (1, 2):
            best = max(best, run, key=len)
            run = [position]
        else:
            continue
        expected = number + 1
    best = max(best, run, key=len)
    if len(best) < _MIN_PAGES:
        return [], False
    breaks = [p for p in best if p > 0]
    broken = sum(lines[kept[p - 1]].text[-1:] not in _SENTENCE_END for p in breaks)
    lengths = [sum(len(lines[kept[k]].text) for k in range(a, b)) for a, b in zip(best, best[1:], strict=False)]
    middle = median(lengths)
    if middle < _SHORTEST_PAGE:
        return [], False
    even = all(abs(length - middle) <= 0.1 * middle for length in lengths)
    if broken >= max(_MIN_PAGES - 1, _BROKEN_SHARE * len(breaks)) and (even or broken >= 0.8 * len(breaks)):
        return [kept[p] for p in best], even
    return [], False


def repair(
    text: str, lines: Sequence[Line], kept: Sequence[int], cut_between: set[int], parts: Sequence[int] = ()
) -> list[Edit]:
    """Edits, in line positions, that rejoin what page breaks and broken lines tore apart.

    Parameters
    ----------
    text, lines : str, sequence of Line
        The page and all its lines.
    kept : sequence of int
        Lines that are no furniture, in order.
    cut_between : set of int
        Lines directly below which a page marker was cut.
    parts : sequence of int
        Lines at which the host begins a new text: no sentence runs on from one text to the next.
    """
    edits = []
    firsts = {kept[at] for part in parts if (at := bisect_left(kept, part)) < len(kept)}
    found, counted = page_numbers(lines, kept)
    numbered = set(found)
    previous = None
    for i in kept:
        line = lines[i]
        feed = previous is not None and i not in firsts and text[lines[previous].end] == "\n"
        if i in numbered:
            if feed and (counted or lines[previous].text[-1] not in _SENTENCE_END):
                edits.append(Edit(lines[previous].end, lines[previous].end + 1, "", "page_splices", "joined"))
            end = line.start + _PAGE_NUMBER.match(line.text).end()
            edits.append(Edit(line.start, end, "", "page_splices", "page_marker"))
        elif feed and _torn(lines[previous].text, line.text, previous in cut_between):
            edits.append(Edit(lines[previous].end, lines[previous].end + 1, "", "broken_lines", "joined"))
        previous = i
    return edits


def _torn(above: str, below: str, page_break: bool) -> bool:
    """Whether a sentence runs on from one line to the next: over a page marker, or by its next word."""
    long = len(above) > _SHORTEST_TORN
    if long and above[-1] not in _PAUSE and _GOES_ON.match(below):
        return True
    return page_break and long and above[-1] not in _SENTENCE_END


def quotes(text: str) -> list[Edit]:
    """Edits that mend quotation marks: doubled ones, straight ones, and an opening 《 that became a question mark."""
    edits = []
    if "“”" in text:
        for found in _DOUBLED.finditer(text):
            edits.append(Edit(found.start() + 1, found.start() + 2, "", "quotes", "doubled"))
            edits.append(Edit(found.end() - 2, found.end() - 1, "", "quotes", "doubled"))
    if "？" in text or "?" in text:
        edits += [Edit(m.start(), m.start() + 1, "《", "quotes", "lost_opening") for m in _LOST_OPENING.finditer(text)]
    if '"' in text:
        start = 0
        for line in text.split("\n"):
            if line.count('"') % 2 == 0:
                at = [k for k, c in enumerate(line, start) if c == '"'] if '"' in line else []
                edits += [Edit(k, k + 1, "“”"[n % 2], "quotes", "straight") for n, k in enumerate(at)]
            start += len(line) + 1
    return sorted(edits)

"""Which lines of text does a web page show, in their order?

The page is read as a stream of tags, without a tree, so that neither deep nesting nor a page of any size can exhaust
memory or stack. A line ends where a block begins or ends and at `br`; a row of a table of short cells is one line.
"""

from dataclasses import dataclass, field
from itertools import pairwise
import re

from lxml import etree

from ..numbering import marker_at
from .html_lists import OpenList, next_number, open_list
from .line_ends import shown
from .link_lists import PageLine
from .side_boxes import Extent, called_a_box

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu ol p"
    " pre section summary table tbody td tfoot th thead title tr ul".split()
)
#: Elements whose content is no text for readers.
_CODE = frozenset("script style noscript template textarea noframes xml".split())
#: Elements that lead elsewhere, are played or filled in, or repeat text in another form (rt: the sound of a character).
_ASIDE = frozenset("nav select button iframe object applet svg math rt rp".split())
_NOT_SHOWN = re.compile(r"display\s{0,9}:\s{0,9}none|font-size\s{0,9}:\s{0,9}0(?:px|pt|em)?\s{0,9}(?:;|$)", re.I)
_PREFORMATTED = re.compile(r"white-space\s{0,9}:\s{0,9}(?:pre|break-spaces)", re.I)
_LETTER = re.compile(r"[^\W\d_]")
#: Longest cells that make a line with the others of their row; longer ones lay out the page.
_LONGEST_CELL = 400
#: A tag of this length carries data; parsers take quadratic time to compare its attributes.
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})[\s/][^<>]{20000,}>")
#: `</br>`, which browsers take for a break.
_CLOSED_BREAK = re.compile(r"</br\s{0,9}>", re.I)
#: Elements open at a time, beyond which the parser's look through all of them at each closing tag takes too long.
#: Pages of broken generators, which close nothing, have some hundreds.
_DEEPEST = 2000
#: Characters the parser is given at a time.
_FED = 65_536
#: Any tag but those whose content is no markup, or that have none.
_ANY_TAG = re.compile(r"</?(?!(?:script|style|textarea|title|br|meta)\b)([a-zA-Z][a-zA-Z0-9:]{0,20})\b[^<>]{0,20000}>")


class TooDeep(Exception):
    """More elements are open than any page has that is meant to be read."""


@dataclass
class _Row:
    """The open row of a table: where its cells start among the lines, and whether a table stands in it."""

    cells: list[int] = field(default_factory=list)
    nested: bool = False


class Walk:
    """Target of a parser's events; `lines` is what was seen, `meta`, `title`, `times`, `scripts` what is no text.

    Parameters
    ----------
    whole : bool
        Whether menus, forms and what is hidden inside lines count as text.
    """

    def __init__(self, whole: bool) -> None:
        self._whole = whole
        #: Full stops passed over in elements other than code.
        self.left_out = 0
        self.lines: list[PageLine] = []
        #: Which lines each block holds, in the order in which blocks end.
        self.extents: list[Extent] = []
        self.title = ""
        self.meta: dict[str, str] = {}
        self.times: list[str] = []
        self.scripts: list[str] = []
        self._pieces: list[tuple[str, bool]] = []
        self._skipped, self._depth = "", 0
        self._anchors: list[bool] = []
        self._lists: list[OpenList] = []
        self._rows: list[_Row] = []
        self._blocks: list[tuple[str, int, bool]] = []
        self._prefix = ""
        self._open = 0
        self._preformatted = 0  # elements open where line ends of the source begin to count

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._open += 1
        if self._open > _DEEPEST:
            raise TooDeep
        if self._skipped:
            self._depth += tag == self._skipped
            return
        style = attributes.get("style", "")[:2000]
        # What is hidden inside a line was put there against copying; a hidden block may be folded text.
        hidden = tag not in _BLOCKS and ("hidden" in attributes or (style and _NOT_SHOWN.search(style)))
        if tag == "nav":
            self._flush()
        if tag in _CODE or (not self._whole and (tag in _ASIDE or hidden)):
            self._skipped, self._depth = tag, 1
            return
        if tag == "a":
            self._anchors.append("href" in attributes)
        elif tag == "meta":
            name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
            self.meta.setdefault(name.lower()[:50], attributes.get("content", "")[:1000])
        elif tag == "time":
            self.times.append(attributes.get("datetime", "")[:50])
        if tag not in _BLOCKS:
            return
        self._flush()
        self._blocks.append((tag, len(self.lines), called_a_box(tag, attributes)))
        if not self._preformatted and (tag == "pre" or (style and _PREFORMATTED.search(style))):
            self._preformatted = self._open
        if tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(open_list(tag, attributes, style))
        elif tag == "li" and self._lists:
            self._prefix = next_number(self._lists[-1], attributes, style)
        elif tag == "table":
            if self._rows:
                self._rows[-1].nested = True
            self._rows.append(_Row())
        elif tag == "tr" and self._rows:
            self._close_row()
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].cells.append(len(self.lines))

    def end(self, tag: str) -> None:
        self._open -= 1
        if self._skipped:
            self._depth -= tag == self._skipped
            if not self._depth:
                self._skipped = ""
            return
        if tag == "a":
            if self._anchors:
                self._anchors.pop()
        elif tag == "title":
            self.title = self.title or "".join(piece for piece, _ in self._pieces)
            self._pieces.clear()
        if tag not in _BLOCKS:
            return
        self._flush()
        if tag != "br":
            # A link that was never closed ends with its block.
            self._anchors.clear()
        if self._open < self._preformatted:
            self._preformatted = 0
        if tag in ("ol", "ul", "menu", "dir") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._prefix = ""
        elif tag == "tr" and self._rows:
            self._close_row()
        elif tag == "table" and self._rows:
            self._close_row()
            self._rows.pop()
        if self._blocks and self._blocks[-1][0] == tag:
            _, start, beside = self._blocks.pop()
            self.extents.append(Extent(start, len(self.lines), beside))

    def data(self, text: str) -> None:
        if not self._skipped:
            self._pieces.append((text, bool(self._anchors) and self._anchors[-1]))
        elif self._skipped == "script":
            self.scripts.append(text)
        elif self._skipped not in _CODE:
            self.left_out += text.count("。")

    def close(self) -> "Walk":
        self._flush()
        while self._rows:
            self._close_row()
            self._rows.pop()
        return self

    def _flush(self) -> None:
        """End the line."""
        if not self._pieces:
            return
        raw = "".join(piece for piece, _ in self._pieces)
        links = sum(linked and not piece.isspace() for piece, linked in self._pieces)
        linked = links > 0 and not any(_LETTER.search(piece) for piece, linked in self._pieces if not linked)
        self._pieces = []
        for text in shown(raw, self._preformatted > 0):
            if self._prefix:
                # Some pages write the number and hide that of the list.
                text = text if marker_at(text) else self._prefix + text
                self._prefix = ""
            self.lines.append(PageLine(text, linked, links))

    def _close_row(self) -> None:
        """Make the lines of the open row one, if it is a row of a table and not of the page's layout."""
        row = self._rows[-1]
        bounds = [*row.cells, len(self.lines)]
        cells = [self.lines[start:end] for start, end in pairwise(bounds)]
        if len(cells) > 1 and not row.nested and all(_is_cell(cell) for cell in cells):
            text = "\t".join(" ".join(line.text for line in cell) for cell in cells).rstrip("\t")
            lines = [line for cell in cells for line in cell]
            linked = any(line.linked for line in lines) and all(
                line.linked or not _LETTER.search(line.text) for line in lines
            )
            links = sum(line.links for line in lines)
            self.lines[row.cells[0] :] = [PageLine(text, linked, links)] if text.strip() else []
            while self.extents and self.extents[-1].start >= row.cells[0]:
                self.extents.pop()  # its cells are no lines any more
        self._rows[-1] = _Row()


def walk(html: str) -> Walk:
    """Read a page. Linear in its length; raises `TooDeep` for what no browser makes a page of.

    `huge_tree` lifts limits beyond which the parser leaves text out without a word: 256 open elements, 10 million
    characters between two tags.
    """
    html = _CLOSED_BREAK.sub("<br>", _LONG_TAG.sub(r"<\1>", html.replace("\0", "")))
    try:
        return _parse(html)
    except TooDeep:
        # What nests deeper than any layout is read without its elements: every block is a line.
        return _parse(_ANY_TAG.sub(lambda tag: "<br>" if tag[1].lower() in _BLOCKS else "", html))


def _parse(html: str) -> Walk:
    seen = _fed(html, Walk(whole=False))
    # A menu that was never closed holds the text behind it: most sentences of the page.
    kept = sum(line.text.count("。") for line in seen.lines)
    return _fed(html, Walk(whole=True)) if seen.left_out > kept else seen


def _fed(html: str, target: Walk) -> Walk:
    parser = etree.HTMLParser(target=target, huge_tree=True)
    for at in range(0, len(html), _FED):
        parser.feed(html[at : at + _FED])  # what the target raises comes out when the parser is through with its food
    return parser.close()


def _is_cell(lines: list[PageLine]) -> bool:
    """Whether what stands in a cell can be part of a line: it is short, and no text of several sentences."""
    if sum(len(line.text) for line in lines) > _LONGEST_CELL:
        return False
    return len(lines) < 2 or not any("。" in line.text for line in lines)

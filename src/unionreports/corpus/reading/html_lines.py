"""Which lines of text does a web page show, in their order?

The page is read as a stream of tags, without a tree, so that neither deep nesting nor a page of any size can exhaust
memory or stack. A line ends where a block begins or ends and at `br`; a row of a table of short cells is one line.
"""

from dataclasses import dataclass, field
from itertools import pairwise
import re
from typing import NamedTuple

from lxml import etree

from ..numbering import marker_at
from .list_numbers import printed

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu ol p"
    " pre section summary table tbody td tfoot th thead title tr ul".split()
)
#: Elements whose text is not shown, is no text, or repeats it in another form (rt: the sound of a character).
_SKIPPED = frozenset(
    "script style noscript template select button textarea iframe object applet svg math nav rt rp xml noframes".split()
)
_STYLES = {"a": "letter", "A": "upper_letter", "i": "roman", "I": "upper_roman"}
_NOT_SHOWN = re.compile(r"display\s{0,9}:\s{0,9}none|font-size\s{0,9}:\s{0,9}0(?:px|pt|em)?\s{0,9}(?:;|$)", re.I)
_PREFORMATTED = re.compile(r"white-space\s{0,9}:\s{0,9}(?:pre|break-spaces)", re.I)
_CHINESE_LIST = re.compile(r"cjk|chinese|hanidec", re.I)
_NO_NUMBER = re.compile(r"list-style[a-z-]{0,9}\s{0,9}:\s{0,9}none", re.I)
_NUMBER = re.compile(r"\s{0,9}(\d{1,6})")
_LETTER = re.compile(r"[^\W\d_]")
#: Characters beside which the line end of a source is no blank.
_WIDE = re.compile(r"[\u2014-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_ENDS = ("。", "；", "：", "！", "？", "”", "…", ";", ":")
#: Line ends of the source are line ends of the text where there are several and so many of them end a sentence:
#: where a source is wrapped at a width, one in twenty does.
_SEVERAL, _SENTENCES = 3, 0.4
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
#: Links on one line, and lines of links on end, from which on they are a menu or a list of other pages.
_MENU_LINKS, _LIST_LINES = 3, 3


class PageLine(NamedTuple):
    """A line of a page. `linked`: all its words lead elsewhere; `links`: number of pieces that do."""

    text: str
    linked: bool = False
    links: int = 0


class TooDeep(Exception):
    """More elements are open than any page has that is meant to be read."""


@dataclass
class _Row:
    """The open row of a table: where it and its cells start among the lines, and whether a table stands in it."""

    start: int
    cells: list[int] = field(default_factory=list)
    nested: bool = False


@dataclass
class _List:
    """An open list: number of the next item and how numbers are printed; no style where there are no numbers."""

    number: int = 1
    style: str = ""


class Walk:
    """Target of a parser's events; `lines` is what was seen, `meta`, `title`, `times`, `scripts` what is no text."""

    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self.title = ""
        self.meta: dict[str, str] = {}
        self.times: list[str] = []
        self.scripts: list[str] = []
        self._pieces: list[tuple[str, bool]] = []
        self._skipped, self._depth = "", 0
        self._anchors: list[bool] = []
        self._lists: list[_List] = []
        self._rows: list[_Row] = []
        self._prefix = ""
        self._preformatted = 0
        self._open = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._open += 1
        if self._open > _DEEPEST:
            raise TooDeep
        if self._skipped:
            self._depth += tag == self._skipped
            return
        style = attributes.get("style", "")[:2000]
        if tag in _SKIPPED or (style and tag not in _BLOCKS and _NOT_SHOWN.search(style)):
            # What is hidden inside a line was put there against copying; a hidden block may be folded text.
            if tag not in ("br", "img", "input", "wbr"):
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
        self._preformatted += tag == "pre" or bool(style and _PREFORMATTED.search(style))
        if tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_open_list(tag, attributes, style))
        elif tag == "li" and self._lists:
            self._prefix = _number(self._lists[-1], attributes, style)
        elif tag == "table":
            if self._rows:
                self._rows[-1].nested = True
            self._rows.append(_Row(len(self.lines)))
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
        if tag == "pre" and self._preformatted:
            self._preformatted -= 1
        if tag in ("ol", "ul", "menu", "dir") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._prefix = ""
        elif tag == "tr" and self._rows:
            self._close_row()
        elif tag == "table" and self._rows:
            self._close_row()
            self._rows.pop()

    def data(self, text: str) -> None:
        if not self._skipped:
            self._pieces.append((text, bool(self._anchors) and self._anchors[-1]))
        elif self._skipped == "script":
            self.scripts.append(text)

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
        for text in _shown(raw, self._preformatted > 0):
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
        self._rows[-1] = _Row(len(self.lines))


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
    parser = etree.HTMLParser(target=Walk(), huge_tree=True)
    for at in range(0, len(html), _FED):
        parser.feed(html[at : at + _FED])  # what the target raises comes out when the parser is through with its food
    return parser.close()


def without_link_lists(lines: list[PageLine]) -> list[str]:
    """The lines without menus and lists of other pages: lines of several links, or of one link each on end.

    A line with a full stop is a sentence, whoever links it.
    """
    kept: list[str] = []
    run: list[PageLine] = []
    reach = 0  # lines of the run up to its last link

    def end_run() -> None:
        nonlocal reach
        linked = sum(line.linked for line in run[:reach])
        is_list = linked >= _LIST_LINES
        kept.extend(
            line.text
            for at, line in enumerate(run)
            if not (at < reach and (is_list or (line.linked and line.links >= _MENU_LINKS)))
        )
        run.clear()
        reach = 0

    for line in lines:
        linked = line.linked and "。" not in line.text
        if linked or (run and not _LETTER.search(line.text)):
            run.append(line)
            reach = len(run) if linked else reach
        else:
            end_run()
            kept.append(line.text)
    end_run()
    return kept


def _open_list(tag: str, attributes: dict[str, str], style: str) -> _List:
    if tag != "ol" or _NO_NUMBER.search(style):
        return _List()
    start = _NUMBER.match(attributes.get("start", ""))
    kind = "chinese" if _CHINESE_LIST.search(style) else _STYLES.get(attributes.get("type", ""), "digit")
    return _List(int(start[1]) if start else 1, kind)


def _number(of: _List, attributes: dict[str, str], style: str) -> str:
    """Number of the next item with what stands behind it; nothing in a list without numbers."""
    if not of.style:
        return ""
    value = _NUMBER.match(attributes.get("value", ""))
    number = int(value[1]) if value else of.number
    of.number = number + 1
    if _NO_NUMBER.search(style):
        return ""
    return printed(number, of.style) + ("、" if of.style == "chinese" else ". ")


def _is_cell(lines: list[PageLine]) -> bool:
    """Whether what stands in a cell can be part of a line: it is short, and no text of several sentences."""
    if sum(len(line.text) for line in lines) > _LONGEST_CELL:
        return False
    return len(lines) < 2 or not any("。" in line.text for line in lines)


def _shown(raw: str, preformatted: bool) -> list[str]:
    """A line of the source's text as it is shown: one line, or several where line ends of the source are meant."""
    parts = [part for part in (line.strip() for line in raw.split("\n")) if part]
    if len(parts) < 2:
        return parts
    if preformatted or (
        len(parts) >= _SEVERAL and sum(part.endswith(_ENDS) for part in parts) >= _SENTENCES * len(parts)
    ):
        return parts
    pieces = parts[:1]
    for before, after in pairwise(parts):
        wide = _WIDE.match(before[-1]) or _WIDE.match(after[0])
        pieces += ["" if wide else " ", after]
    return ["".join(pieces)]

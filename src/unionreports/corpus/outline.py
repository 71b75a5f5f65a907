"""The outline of a report: headings as a tree, and units under them.

Numbering that restarts, repeats or skips does not break the tree: a marker of a kind that is open is a
sibling of the last one, whatever its number; a new kind opens a level below. Which lines are headings,
`headings` tells; all others are units.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .headings import ADDRESS, CLOSING, GENRE_HEADING, NO_HEADING, RANK, is_heading, is_plain_heading
from .items import Piece, parts, pieces
from .lines import split_lines
from .numbering import RUNNING, marker_at
from .titles import title_key
from .unpunctuated import stretches

#: Kinds of headings that headings without number can stand under.
_HOLDS_PLAIN = ("genre", "chinese", "section", "bracket")
#: Longest line of a title block, and longest line with a full stop in it (a date, a name).
_LONGEST_TITLE_LINE, _LONGEST_STOPPED = 70, 12
#: Longest closing line that needs no closing words: a date, a body, thanks.
_LONGEST_SIGN_OFF = 40


@dataclass
class Heading:
    """A heading; `parent` is the index of the heading above or -1, `depth` 1 at the top. Positions in the report."""

    start: int
    end: int
    depth: int
    parent: int
    role: str = ""


@dataclass
class Unit:
    """A unit; `heading` is the index of its lowest heading or -1. `place` tells what it is in the outline:
    `title`, `opening`, `lead` (first text under a heading that has numbered parts), `item`, `text`, `closing`."""

    start: int
    end: int
    heading: int
    place: str
    role: str = ""


class _Tree:
    """Open levels of the outline: kind of marker, and index of the heading (-1 for an item without one)."""

    def __init__(self):
        self.levels: list[tuple[str, int]] = []
        self.headings: list[Heading] = []

    def place(self, kind: str, number: int) -> int | None:
        """Close the levels that a marker ends.

        Returns the sibling before it: a heading's index, -1 for an item, None where it is the first of its kind.
        """
        kinds = [k for k, _ in self.levels]
        if kind in kinds:
            sibling = self.levels[kinds.index(kind)][1]
            del self.levels[kinds.index(kind) :]
            return sibling
        if number > 1 and kind in RANK:
            while self.levels and RANK.get(self.levels[-1][0], 9) > RANK[kind]:
                self.levels.pop()
        return None

    @property
    def heading(self) -> int:
        """Index of the lowest open heading, -1 where there is none."""
        return next((h for _, h in reversed(self.levels) if h >= 0), -1)

    def add_heading(self, piece: Piece, kind: str) -> None:
        parent = self.heading
        depth = self.headings[parent].depth + 1 if parent >= 0 else 1
        self.headings.append(Heading(piece.start, piece.end, depth, parent))
        self.levels.append((kind, len(self.headings) - 1))

    def add_item(self, kind: str) -> None:
        self.levels.append((kind, -1))


def outline(text: str, page_title: str = "") -> tuple[list[Heading], list[Unit]]:
    """Headings and units of one report. Roles are left empty.

    Parameters
    ----------
    text : str
        Clean text of one report.
    page_title : str
        Title of the page; where it is run together with the first sentence it is a unit of its own.
    """
    numbers: dict[str, int] = {}
    every: list[Piece] = []
    for line in split_lines(text):
        for start, end in stretches(text, line.start, line.end):
            every += pieces(text, start, end, numbers)
    if not every:
        return [], []
    every = _split_title(text, every, page_title)
    title_end = _title_block(text, every)
    tree, units = _Tree(), []
    for i, piece in enumerate(every):
        content = text[piece.start : piece.end]
        if i < title_end:
            units.append(Unit(piece.start, piece.end, -1, "title"))
            continue
        marker = marker_at(text, piece.start)
        if marker and marker.end < piece.end:
            sibling = tree.place(marker.kind, marker.number)
            listed = sibling == -1 and marker.number != 1 and content[-1] in "。；"
            if piece.heading or not listed and is_heading(text, every, i, marker.kind):
                tree.add_heading(piece, marker.kind)
                continue
            lead, spans = parts(text, piece.start, piece.end)
            if lead > piece.start:
                tree.add_heading(Piece(piece.start, lead), marker.kind)
            units += [Unit(a, b, tree.heading, "item") for a, b in spans]
            if lead == piece.start:
                tree.add_item(marker.kind)
        elif is_plain_heading(text, every, i):
            tree.add_heading(piece, _place_plain(tree, content))
        else:
            units += _paragraph(text, piece, tree)
    _close(text, tree.headings, units)
    return tree.headings, units


def _paragraph(text: str, piece: Piece, tree: _Tree) -> list[Unit]:
    """Units of a paragraph without number; a short first sentence that leads its parts is their heading."""
    lead, spans = parts(text, piece.start, piece.end)
    if lead > piece.start:
        tree.add_heading(Piece(piece.start, lead), "paragraph")
        units = [Unit(a, b, tree.heading, "item") for a, b in spans]
        tree.levels.pop()  # it heads its own paragraph alone
        return units
    place = "text" if tree.headings else "opening"
    return [Unit(a, b, tree.heading, place) for a, b in spans]


def _place_plain(tree: _Tree, content: str) -> str:
    """Close the levels a heading without number ends, and name its kind.

    A heading of the genre (2013年工作要点) opens a new top level; another stands under the last numbered one.
    """
    kinds = [k for k, _ in tree.levels]
    if GENRE_HEADING.fullmatch(content):
        tree.levels = []
        return "genre"
    if "plain" in kinds:
        del tree.levels[kinds.index("plain") :]
    else:
        while tree.levels and (tree.levels[-1][1] < 0 or tree.levels[-1][0] not in _HOLDS_PLAIN):
            tree.levels.pop()
    return "plain"


def _split_title(text: str, every: list[Piece], page_title: str) -> list[Piece]:
    """Part the page's title from the first sentence it was run together with."""
    first = every[0]
    end = first.start + len(page_title)
    if page_title and text.startswith(page_title, first.start) and end < first.end and title_key(page_title):
        return [Piece(first.start, end), Piece(end + (text[end] == " "), first.end), *every[1:]]
    return every


def _title_block(text: str, every: Sequence[Piece]) -> int:
    """Number of leading lines that are title, date, speaker or salutation."""
    for i, piece in enumerate(every):
        content = text[piece.start : piece.end]
        marker = marker_at(text, piece.start)
        if marker and marker.kind != "dash" and not NO_HEADING.fullmatch(content):
            return i
        stopped = content[-1] in "。；" and len(content) > _LONGEST_STOPPED
        if stopped or len(content) > _LONGEST_TITLE_LINE or content.count("，") > 2:
            return i
        if i and marker and marker.kind == "dash" and not any(word in content for word in ("报告", "讲话", "会")):
            return i  # a dash begins an item here; a subtitle names the occasion
    return len(every)


def _close(text: str, headings: Sequence[Heading], units: list[Unit]) -> None:
    """Name the places that only show when the whole is known: leads, closing words, sign-off."""
    first_child: dict[int, int] = {}
    for heading in headings:
        if marker_at(text, heading.start):
            first_child.setdefault(heading.parent, heading.start)
    first_item: dict[int, int] = {}
    for unit in units:
        if unit.place == "item" and (m := marker_at(text, unit.start)) and m.kind not in RUNNING:
            first_item.setdefault(unit.heading, unit.start)
    for unit in units:
        if unit.place == "text" and unit.heading >= 0 and headings[unit.heading].depth == 1:
            below = min(first_child.get(unit.heading, len(text)), first_item.get(unit.heading, len(text)))
            if unit.start < below < len(text):
                unit.place = "lead"
    alone = Counter(unit.heading for unit in units)
    for unit in reversed(units):
        content = text[unit.start : unit.end]
        if unit.place not in ("text", "opening") or not headings:
            break
        if unit.heading >= 0 and alone[unit.heading] == 1 and not ADDRESS.match(content):
            break  # the only text of its section
        if not (CLOSING.match(content) or (len(content) <= _LONGEST_SIGN_OFF and NO_HEADING.fullmatch(content))):
            break
        unit.place, unit.heading = "closing", -1

"""The outline of a report: headings as a tree, and units under them.

Numbering that restarts, repeats or skips does not break the tree: a marker of a kind that is open is a
sibling of the last one, whatever its number; a new kind opens a level below. A line is a heading only if
something stands under it; else it is a unit.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
import re

from .items import MIN_PART, Piece, parts, pieces
from .lines import split_lines
from .numbering import RUNNING, marker_at
from .titles import title_key

_RANK = {"section": 0, "chinese": 1, "bracket": 2, "digit": 3, "decimal": 4, "digit_half": 5, "digit_bracket": 5}
#: Kinds of headings that headings without number can stand under.
_HOLDS_PLAIN = ("genre", "chinese", "section", "bracket")
#: Longest line that can be a heading.
_LONGEST_HEADING = 62
_LONGEST_PLAIN_HEADING = 36
#: Most headings without number that stand under one another with no text between; more are a list of titles.
_MOST_STACKED = 4
_GENRE_HEADING = re.compile(
    r"(?:[\dxX×*]{2,4}|[一二〇○零0-9]{4})?年?.{0,20}(?:总结|回顾|要点|计划|打算|思路|安排|任务|(?:工作|完成|开展|进展)情况|主要工作|体会|问题|建议|目标)"
)
_NO_HEADING = re.compile(
    r"(?:各位|尊敬的|同志们|代表们).{0,40}[：:！]?|[（(].*[)）]|.{0,16}年.{0,6}月.{0,6}日?|.{0,24}(?:总工会|工会委员会|委员会|工会|办公室)|"
    r"(?:谢谢|汇报|报告|特此)(?:完毕|大家|各位|汇报|报告).{0,4}|(?:主题词|抄送|附件?|述职人|报告人|联系人)[：:].{0,60}|.{2,20}\d{4}年\d{1,2}月\d{1,2}日印发|(?:19|20)\d\d[.-]\d{1,2}[.-]\d{1,2}"
)
_ADDRESS = re.compile(r"同志们|各位|总之|总的来说|综上|让我们|以上")
_CLOSING = re.compile(
    r"^(?:各位|同志们|总之|总的来说|综上|让我们|以上|一年来?|回顾|过去的?|成绩|展望|新的?一年|[\dxX*]{2,4}年，|20\d\d年).*"
    r"(?:努力|奋斗|贡献|新功|台阶|辉煌|篇章|局面|业绩|迎接|胜利|目标|指正|审议|力量)[^。！]{0,30}[。！]?$"
)


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
        """Close the levels that a marker ends; what the sibling before it is: a heading's index, -1 for an item, None."""
        kinds = [k for k, _ in self.levels]
        if kind in kinds:
            sibling = self.levels[kinds.index(kind)][1]
            del self.levels[kinds.index(kind) :]
            return sibling
        if number > 1 and kind in _RANK:
            while self.levels and _RANK.get(self.levels[-1][0], 9) > _RANK[kind]:
                self.levels.pop()
        return None

    @property
    def heading(self) -> int:
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
        every += pieces(text, line.start, line.end, numbers)
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
            if piece.heading or not listed and _is_heading(text, every, i, marker.kind):
                tree.add_heading(piece, marker.kind)
                continue
            lead, spans = parts(text, piece.start, piece.end)
            if lead > piece.start:
                tree.add_heading(Piece(piece.start, lead), marker.kind)
            units += [Unit(a, b, tree.heading, "item") for a, b in spans]
            if lead == piece.start:
                tree.add_item(marker.kind)
        elif _is_plain_heading(text, every, i):
            tree.add_heading(piece, _place_plain(tree, content))
        else:
            units += _paragraph(text, piece, tree, len(units))
    _close(text, tree.headings, units)
    return tree.headings, units


def _paragraph(text: str, piece: Piece, tree: _Tree, n_units: int) -> list[Unit]:
    lead, spans = parts(text, piece.start, piece.end)
    if lead > piece.start:
        levels = list(tree.levels)
        if levels and levels[-1][0] == "plain_item":
            levels.pop()
        tree.levels = levels
        tree.add_heading(Piece(piece.start, lead), "plain_item")
        units = [Unit(a, b, tree.heading, "item") for a, b in spans]
        tree.levels.pop()
        return units
    place = "text" if tree.headings else "opening"
    return [Unit(a, b, tree.heading, place) for a, b in spans]


def _is_heading(text: str, every: Sequence[Piece], i: int, kind: str) -> bool:
    """Whether a numbered line is a heading: short, one sentence at most, and something stands under it."""
    content = text[every[i].start : every[i].end]
    if len(content) > _LONGEST_HEADING or "。" in content[:-1] or "；" in content or i + 1 == len(every):
        return False
    below = marker_at(text, every[i + 1].start)
    if not below:
        following = text[every[i + 1].start : every[i + 1].end]
        if kind in RUNNING and (len(content) > 2 * MIN_PART or len(following) < len(content)):
            return False
        return not (
            content[0] in "—-─"
            or _NO_HEADING.fullmatch(following)
            or _ADDRESS.match(following)
            or _is_plain_heading(text, every, i + 1)
        )
    if below.kind == kind:
        return False
    if kind in _RANK and below.kind in _RANK:
        return _RANK[below.kind] > _RANK[kind] or (below.number == 1 and not _open_before(text, every, i, below.kind))
    return kind in _RANK or kind.startswith("bullet")


def _open_before(text: str, every: Sequence[Piece], i: int, kind: str) -> bool:
    """Whether a marker of this kind stood before line i: then the outline goes back up to it."""
    return any((m := marker_at(text, p.start)) and m.kind == kind for p in every[max(0, i - 40) : i])


def _is_plain_heading(text: str, every: Sequence[Piece], i: int, stacked: int = _MOST_STACKED) -> bool:
    """Whether a line without a number is a heading: short, no sentence, and text or a first number under it.

    A heading of the genre may head up to `stacked` others that stand directly under it.
    """
    content = text[every[i].start : every[i].end]
    announces = content[-1] == "：" and _GENRE_HEADING.fullmatch(content[:-1])
    if (
        len(content) > _LONGEST_PLAIN_HEADING
        or (content[-1] in "。；！，、：…" and not announces)
        or "。" in content
        or marker_at(text, every[i].start)
    ):
        return False
    if content.count("，") > 1 or _NO_HEADING.fullmatch(content) or i + 1 == len(every) or len(content) < 3:
        return False
    below = text[every[i + 1].start : every[i + 1].end]
    marker = marker_at(text, every[i + 1].start)
    if marker:
        return marker.number <= 1
    if stacked and _GENRE_HEADING.fullmatch(content) and len(below) <= _LONGEST_PLAIN_HEADING and i + 2 < len(every):
        return _is_plain_heading(text, every, i + 1, stacked - 1)
    return len(below) > 2 * len(content) and any(c in below for c in "。；，") and not _CLOSING.match(below)


def _place_plain(tree: _Tree, content: str) -> str:
    """Close the levels a heading without number ends, and name its kind.

    A heading of the genre (2013年工作要点) opens a new top level; another stands under the last numbered one.
    """
    kinds = [k for k, _ in tree.levels]
    if _GENRE_HEADING.fullmatch(content):
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
        if marker and marker.kind != "dash" and not _NO_HEADING.fullmatch(content):
            return i
        if len(content) > 70 or (content[-1] in "。；" and len(content) > 12) or content.count("，") > 2:
            return i
        if (
            marker
            and marker.kind == "dash"
            and i
            and "报告" not in content
            and "讲话" not in content
            and "会" not in content
        ):
            return i
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
        if unit.heading >= 0 and alone[unit.heading] == 1 and not _ADDRESS.match(content):
            break  # the only text of its section
        if not (_CLOSING.match(content) or (len(content) <= 40 and _NO_HEADING.fullmatch(content))):
            break
        unit.place, unit.heading = "closing", -1

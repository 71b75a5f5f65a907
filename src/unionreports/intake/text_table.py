"""How is a table shown on a terminal, so that Chinese stands in columns and nothing in a page can steer the terminal?"""

from collections.abc import Sequence
import unicodedata

from unionreports.plain_text import plain

_CUT = "…"
#: Stands between columns.
GAP = "  "


def width(text: str) -> int:
    """Columns a text takes: two for a wide character, none for a mark that combines with the one before."""
    if text.isascii():
        return len(text)
    return sum(_columns(c) for c in text)


def cut(text: str, columns: int) -> str:
    """The text, or as much of its beginning as fits with a mark behind it."""
    if width(text) <= columns:
        return text
    kept, used = [], width(_CUT)
    for character in text:
        used += _columns(character)
        if used > columns:
            break
        kept.append(character)
    return "".join(kept) + _CUT


def table(header: Sequence[str], rows: Sequence[Sequence[str]], widest: Sequence[int]) -> list[str]:
    """Lines of a table, its columns as wide as their longest cell but no wider than `widest`; cells are made `plain`."""
    cells = [[cut(plain(cell), most) for cell, most in zip(row, widest, strict=True)] for row in (header, *rows)]
    columns = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return [
        GAP.join(cell + " " * (room - width(cell)) for cell, room in zip(row, columns, strict=True)).rstrip()
        for row in cells
    ]


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

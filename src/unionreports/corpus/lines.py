"""Lines of a text with their positions."""

from typing import NamedTuple


class Line(NamedTuple):
    """One line without its line feed, and where it stands."""

    start: int
    end: int
    text: str


def split_lines(text: str) -> list[Line]:
    """Lines of a text in normal form."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Line(start, start + len(line), line))
        start += len(line) + 1
    return lines

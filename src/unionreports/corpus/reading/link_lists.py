"""Which lines of a web page are menus and lists of other pages?"""

from collections.abc import Sequence
import re
from typing import NamedTuple

_LETTER = re.compile(r"[^\W\d_]")
#: Links on one line, and lines of links on end, from which on they are a menu or a list of other pages.
_MENU_LINKS, _LIST_LINES = 3, 3


class PageLine(NamedTuple):
    """A line of a page. `linked`: all its words lead elsewhere; `links`: number of pieces that do."""

    text: str
    linked: bool = False
    links: int = 0


def without_link_lists(lines: Sequence[PageLine]) -> list[str]:
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

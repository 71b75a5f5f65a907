"""The words of page furniture, read from `data/lexicons/furniture.csv`."""

from functools import cached_property
from pathlib import Path

from unionreports.sheets import read_sheet

from .word_finder import WordFinder

COLUMNS = ("term", "kind", "strength", "source")
STRENGTHS = ("whole", "strong", "voice")

#: A term found in a line: the term, its kind, whether it is the host's own voice.
Hit = tuple[str, str, bool]


class FurnitureVocabulary:
    """Terms of page furniture by kind and strength.

    `whole` terms make a line furniture when it has nothing else; a `strong` term speaks for itself in a
    short line; a `voice` term is the host speaking and cuts even a paragraph.

    Parameters
    ----------
    paths
        The table, and tables that extend it: their rows are appended.

    Raises
    ------
    InputError
        A column is missing, a term is empty or a strength is none of the three.
    """

    def __init__(self, *paths: Path):
        self._rows = [row for path in paths for row in _read(path)]

    @cached_property
    def whole(self) -> dict[str, str]:
        return {r["term"]: r["kind"] for r in self._rows if r["strength"] == "whole"}

    @cached_property
    def strong(self) -> WordFinder:
        return WordFinder(
            (row["term"], (row["term"], row["kind"], row["strength"] == "voice"))
            for row in self._rows
            if row["strength"] != "whole"
        )


def _read(path: Path) -> list[dict[str, str]]:
    rows = read_sheet(path, COLUMNS, COLUMNS[:3])
    for row in rows:
        if row.cells["strength"] not in STRENGTHS:
            raise row.error(
                "strength", "no such strength", allowed=", ".join(STRENGTHS), remedy="write one of the words allowed"
            )
    return [row.cells for row in rows]

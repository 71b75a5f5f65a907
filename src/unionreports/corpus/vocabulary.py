"""The words of page furniture, read from `data/lexicons/furniture.csv`."""

import csv
from functools import cached_property
from pathlib import Path

import ahocorasick

#: A term found in a line: the term, its kind, whether it is the host's own voice.
Hit = tuple[str, str, bool]


class FurnitureVocabulary:
    """Terms of page furniture by kind and strength.

    `whole` terms make a line furniture when it has nothing else; a `strong` term speaks for itself in a
    short line; a `voice` term is the host speaking and cuts even a paragraph.
    """

    def __init__(self, path: Path):
        with path.open(encoding="utf-8", newline="") as file:
            self._rows = list(csv.DictReader(file))

    @cached_property
    def whole(self) -> dict[str, str]:
        return {r["term"]: r["kind"] for r in self._rows if r["strength"] == "whole"}

    @cached_property
    def strong(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for row in self._rows:
            if row["strength"] != "whole":
                automaton.add_word(row["term"], (row["term"], row["kind"], row["strength"] == "voice"))
        automaton.make_automaton()
        return automaton

"""What are personal names known by? Reads `data/lexicons/personal_names.csv`."""

from collections.abc import Iterable
from pathlib import Path
import re

from unionreports.errors import InputError
from unionreports.sheets import read_sheet

COLUMNS = ("kind", "terms", "source")
KINDS = ("surname", "surname_word", "surname_compound", "given", "whole", "no_name", "public_figure")

#: Kinds of single characters.
_SINGLE = frozenset({"surname", "surname_word", "given"})

_TERM = re.compile("[\u4e00-\u9fff]+")


def read_terms(paths: Iterable[Path]) -> dict[str, list[str]]:
    """The terms of each kind, those of all tables together.

    Raises
    ------
    InputError
        A column is missing, a cell is empty, a kind is none of `KINDS` or has no row, a term is not Chinese, or a
        surname or character of given names is more than one character.
    """
    terms: dict[str, list[str]] = {kind: [] for kind in KINDS}
    last = None
    for last in paths:
        for row in read_sheet(last, COLUMNS, COLUMNS[:2]):
            kind = row.cells["kind"]
            if kind not in terms:
                raise row.error(
                    "kind", "no such kind", allowed=", ".join(KINDS), remedy="write one of the words allowed"
                )
            of_row = [term for term in map(str.strip, row.cells["terms"].split("|")) if term]
            if any(not _TERM.fullmatch(term) or (kind in _SINGLE and len(term) > 1) for term in of_row):
                raise row.error(
                    "terms",
                    "a term is not Chinese characters alone, or several where one is meant",
                    remedy="join the terms with |, each without marks, of one character for surnames and given names",
                )
            terms[kind] += of_row
    missing = [kind for kind, of_kind in terms.items() if not of_kind]
    if missing:
        raise InputError(
            last, f"no row of kind {', '.join(missing)}", remedy="copy it from the table that comes with the software"
        )
    return terms

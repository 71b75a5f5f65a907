"""Which rows of `sources.csv` may be used, each for which file, and what is wrong with the others?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
import re
import unicodedata

from unionreports.corpus.date_slips import is_date, meant_date
from unionreports.corpus.page_files import name_of
from unionreports.errors import InputError, Tell
from unionreports.sheets import Row

COLUMNS = ("page_id", "file", "url", "host", "retrieved", "page_date", "sha256", "terms", "note")
#: An id becomes part of report and unit ids and of cells joined with "|".
_ID = re.compile(r"[\w.-]{1,100}")
_FILES = "the name of a file there; of one in a folder below it: added/x.html"


def rows_by_name(rows: Sequence[Row], there: set[str], folder: Path, tell: Tell) -> dict[str, Row]:
    """Rows by name of their file, each checked on its own and against those above it.

    Parameters
    ----------
    there : names of the files in `folder` and below it, as `page_files` gives them. What leads out of the folder, by
        `..`, a root or a link, is none of them.
    tell : called with each row or cell that is wrong. Where it returns, a row is left out, and a date is empty.
    """
    near = {key.casefold(): name for name in sorted(there, reverse=True) for key in (name.rpartition("/")[2], name)}
    listed: dict[str, Row] = {}
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in rows:
        name = _name(row, there, near, folder, tell)
        wrong = next(wrong_names(row, name, ids, names), None) if name else None
        if wrong:
            tell(wrong)
        if wrong or not name:
            continue
        for error in wrong_dates(row):
            tell(error)
            row = replace(row, cells=row.cells | {error.column: ""})
        page_id = unicodedata.normalize("NFC", row.cells["page_id"])
        ids[folded(page_id)] = names[name] = f"on line {row.line}"
        listed[name] = replace(row, cells=row.cells | {"page_id": page_id})
    return listed


def wrong_names(row: Row, name: str, ids: Mapping[str, str], names: Mapping[str, str]) -> Iterator[InputError]:
    """What is wrong with id and file of a row, beside others whose ids (folded) and names are known with their places."""
    page_id = folded(row.cells["page_id"])
    if not _ID.fullmatch(page_id):
        yield row.error(
            "page_id",
            "not an id",
            allowed="up to 100 letters, digits, _ . - without blanks",
            remedy="choose another id",
            until_then=without_row(name),
        )
    if page_id in ids:
        yield row.error(
            "page_id",
            f"this id stands {ids[page_id]} too",
            allowed="an id of its own for every page, written in capitals or not",
            remedy="choose another id",
            until_then=without_row(name),
        )
    if name in names:
        yield row.error(
            "file",
            f"this file stands {names[name]} too",
            allowed="one row for each file",
            remedy="delete one of the two rows",
            until_then="this row is not used",
        )


def wrong_dates(row: Row) -> Iterator[InputError]:
    """What is wrong with the dates of a row."""
    for column in ("retrieved", "page_date"):
        text = row.cells[column]
        if not is_date(text):
            meant = meant_date(text)
            yield row.error(
                column,
                "not a date",
                allowed="2023-10-02, 2023-10, 2023, or empty",
                remedy=f"did you mean {meant}? Write it so, or empty it" if meant else "write it so, or empty it",
                until_then="the cell is taken for empty",
            )


def without_row(name: str) -> str:
    """What becomes of a page whose row is not used."""
    if "/" in name:
        return "this row is not used, and the file, being in a folder below, is not read"
    return "this row is not used; the page is read without it"


def folded(page_id: str) -> str:
    """What may not be the same for two pages: some file systems and spreadsheets do not tell capitals apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", page_id).casefold())


def _name(row: Row, there: set[str], near: Mapping[str, str], folder: Path, tell: Tell) -> str:
    """The name of the file a row is for; empty, when that was told, where there is none."""
    name = name_of(row.cells["file"])
    if name in there:
        return name
    slashed = name.replace("\\", "/").removeprefix("./")
    if slashed in there:
        tell(
            row.error(
                "file",
                "folders are parted by forward slashes, and nothing stands before the first",
                allowed=_FILES,
                remedy=f"write {slashed}",
                until_then=f"it is read as {slashed}",
            )
        )
        return slashed
    leads_out = ".." in slashed.split("/") or slashed.startswith("/") or re.match("[A-Za-z]:", slashed)
    meant = near.get(slashed.casefold()) or near.get(slashed.rpartition("/")[2].casefold())
    remedy = "put the file there, correct its name here, or delete the row"
    tell(
        row.error(
            "file",
            f"this leads out of {folder}" if leads_out else f"no such file in {folder}",
            allowed=_FILES,
            remedy=f"{remedy}; did you mean {meant}?" if meant else remedy,
            until_then="this row is not used",
        )
    )
    return ""

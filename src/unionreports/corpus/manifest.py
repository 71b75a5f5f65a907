"""Which pages there are, and what a person has written down about where each comes from.

The pages are the files of `data/raw/pages`; `data/raw/sources.csv` may say more about them. It may lack rows, or be
missing altogether: a page needs no row. What it does say must be right.
"""

from collections.abc import Iterable, Sequence
import csv
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest, sha256
import io
from pathlib import Path
import re

from unionreports.config import Project
from unionreports.errors import InputError
from unionreports.sheets import Row, read_sheet

COLUMNS = ("page_id", "file", "url", "host", "retrieved", "page_date", "sha256", "terms", "note")
#: An id becomes part of report and unit ids and of cells joined with "|".
_ID = re.compile(r"[\w.-]+")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True)
class Source:
    """One page file and what is known of its origin; empty text where nothing is.

    `sha256` is that of the bytes on the disk, empty where the file cannot be opened. `listed` says whether
    `sources.csv` has a row for the page.
    """

    page_id: str
    file: Path
    url: str = ""
    host: str = ""
    retrieved: str = ""
    page_date: str = ""
    sha256: str = ""
    terms: str = ""
    note: str = ""
    listed: bool = False


def read_sources(project: Project) -> list[Source]:
    """Every page of the project, sorted by file name.

    A page without a row gets the id `p` and the first eight hexadecimal digits of its SHA-256; further files with the
    same bytes get `_2`, `_3` ... after it, in the order of their names.

    Raises
    ------
    InputError
        There are no pages, or `sources.csv` is wrong: an unknown column, an id or file named twice, a file that does
        not exist, a hash that is not the file's, a date that is none.
    """
    files = sorted(_entries(project.pages, wanted=True), key=lambda path: path.name)
    if not files:
        raise InputError(
            project.pages,
            "no pages here",
            remedy="put the pages into this folder, one file each, as they were obtained",
        )
    rows = read_sheet(project.sources, COLUMNS, ("page_id", "file")) if project.sources.exists() else []
    listed = _by_file(rows, {path.name for path in files}, project)
    taken = {row.cells["page_id"] for row in rows}
    sources = []
    for path in files:
        found = _hash(path)
        row = listed.get(path.name)
        if row:
            if row.cells["sha256"] and row.cells["sha256"].lower() != found:
                raise row.error(
                    "sha256",
                    "the file is not the one this row was written for",
                    allowed=found or "a readable file",
                    remedy="put the right file back; if the new bytes are meant, write this hash and a new `retrieved`",
                )
            sources.append(Source(**row.cells | {"file": path, "sha256": found}, listed=True))
        else:
            page_id = _new_id(found or sha256(path.name.encode()).hexdigest(), taken)
            sources.append(Source(page_id, path, sha256=found))
    return sources


def missing_rows(sources: Iterable[Source]) -> str:
    """The rows `sources.csv` lacks, as CSV without a header; empty where it lacks none."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for source in sources:
        if not source.listed:
            known = {"page_id": source.page_id, "file": source.file.name, "sha256": source.sha256}
            writer.writerow([known.get(column, "") for column in COLUMNS])
    return text.getvalue()


def left_aside(project: Project) -> list[Path]:
    """What stands in `data/raw/pages` and is not read as a page: subfolders and special files, by name."""
    return sorted(_entries(project.pages, wanted=False))


def _entries(folder: Path, wanted: bool) -> list[Path]:
    """Pages, or else everything that is no page. Hidden files are neither; a broken link is a page, to be flagged."""
    if not folder.is_dir():
        return []
    visible = (path for path in folder.iterdir() if not path.name.startswith("."))
    return [p for p in visible if wanted == (p.is_file() or p.is_symlink() and not p.exists())]


def _by_file(rows: Sequence[Row], names: set[str], project: Project) -> dict[str, Row]:
    """Rows by file name, each checked on its own and against the others."""
    listed, ids = {}, {}
    for row in rows:
        page_id, file = row.cells["page_id"], row.cells["file"]
        if not _ID.fullmatch(page_id):
            raise row.error(
                "page_id", "not an id", allowed="letters, digits, _ . - without blanks", remedy="choose another id"
            )
        if page_id in ids:
            raise row.error(
                "page_id",
                f"this id stands on line {ids[page_id]} too",
                allowed="an id of its own for every page",
                remedy="choose another id",
            )
        if file in listed:
            raise row.error(
                "file",
                f"this file stands on line {listed[file].line} too",
                allowed="one row for each file",
                remedy="delete one of the two rows",
            )
        if file not in names:
            raise row.error(
                "file",
                f"no such file in {project.pages}",
                allowed="the name of a file there, without folders",
                remedy="put the file there, correct its name here, or delete the row",
            )
        for column in ("retrieved", "page_date"):
            if not is_date(row.cells[column]):
                raise row.error(
                    column,
                    "not a date",
                    allowed="2023-10-02, 2023-10, 2023, or empty",
                    remedy="write it so, or empty it",
                )
        ids[page_id], listed[file] = row.line, row
    return listed


def is_date(text: str) -> bool:
    """Whether a cell holds an ISO date (year, year-month or day) of the calendar, or nothing."""
    parts = _DATE.fullmatch(text)
    if not parts:
        return not text
    try:
        date(*(int(part or 1) for part in parts.groups()))
    except ValueError:
        return False
    return True


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        # A file that cannot be opened must not stop the others: reading flags it.
        return ""


def _new_id(digest: str, taken: set[str]) -> str:
    stem = page_id = f"p{digest[:8]}"
    number = 1
    while page_id in taken:
        number += 1
        page_id = f"{stem}_{number}"
    taken.add(page_id)
    return page_id

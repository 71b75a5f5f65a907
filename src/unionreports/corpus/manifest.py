"""Which pages there are, and what a person has written down about where each comes from.

The pages are the files of `data/raw/pages`, and of the folders below it those that `data/raw/sources.csv` names. A file in
the folder itself needs no row. What the sheet does say must be right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from unionreports.config import Project
from unionreports.corpus.manifest_rows import COLUMNS, folded, rows_by_name, without_row, wrong_dates, wrong_names
from unionreports.corpus.page_files import name_of, page_files
from unionreports.errors import InputError, Tell, refuse
from unionreports.sheet_additions import append_rows, csv_text
from unionreports.sheets import Row, read_sheet

#: Files named when a folder holds some that no row names.
_NAMED = 3


@dataclass(frozen=True)
class Source:
    """One page file and what is known of its origin; empty text where nothing is.

    `sha256` is that of the bytes on the disk, empty where the file cannot be opened. `listed` says whether
    `sources.csv` has a row for the page. `name` is the file's name as the manifest has it, with the folders below
    `data/raw/pages` it stands in.
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
    name: str = ""

    def __post_init__(self):
        if not self.name:
            object.__setattr__(self, "name", name_of(self.file.name))


def read_sources(project: Project, tell: Tell = refuse) -> list[Source]:
    """Every page of the project, sorted by name.

    A page without a row gets the id `p` and the first eight hexadecimal digits of its SHA-256; further files with the
    same bytes get `_2`, `_3` ... after it, in the order of their names.

    Parameters
    ----------
    tell : called with each thing wrong in `sources.csv`: all that `sheets.read_sheet` names, an id that is none, an id
        or file named twice, a file that does not exist, a hash that is not the file's, a date that is none. Where it
        returns, the row or cell is not used; a file in the folder itself is then a page without a row.

    Raises
    ------
    InputError
        There are no pages; or the first thing wrong, unless `tell` is given.
    """
    files = page_files(project.pages)
    rows = read_sheet(project.sources, COLUMNS, ("page_id", "file"), tell) if project.sources.exists() else []
    if not files.top and not (files.below and rows):
        raise InputError(
            project.pages,
            "no pages here",
            remedy="put the pages into this folder, one file each, as they were obtained"
            + ("; files in folders below it are pages once sources.csv names them" if files.below else ""),
        )
    listed = rows_by_name(rows, {name for name, _ in (*files.top, *files.below)}, project.pages, tell)
    taken = {folded(row.cells["page_id"]) for row in listed.values()}
    sources = []
    for name, path in sorted([*files.top, *((n, p) for n, p in files.below if n in listed)]):
        row = listed.get(name)
        found = _hash(path)
        if row and row.cells["sha256"] and row.cells["sha256"].lower() != found:
            tell(
                row.error(
                    "sha256",
                    "the file is not the one this row was written for",
                    allowed=found or "a readable file",
                    remedy="put the right file back; if the new bytes are meant, write this hash and a new `retrieved`",
                    until_then=without_row(name),
                )
            )
            row = None
        if row:
            cells = {column: row.cells[column] for column in COLUMNS if column != "file"}
            sources.append(Source(**cells | {"file": path, "sha256": found}, listed=True, name=name))
        elif "/" not in name:
            page_id = new_id(found or sha256(name.encode()).hexdigest(), taken)
            sources.append(Source(page_id, path, sha256=found, name=name))
    return sources


def missing_rows(sources: Iterable[Source]) -> str:
    """The rows `sources.csv` lacks, as CSV without a header; empty where it lacks none."""
    known = ({"page_id": s.page_id, "file": s.name, "sha256": s.sha256} for s in sources if not s.listed)
    return csv_text([row.get(column, "") for column in COLUMNS] for row in known)


def left_aside(project: Project, sources: Iterable[Source]) -> list[str]:
    """One sentence for each thing in `data/raw/pages` that is read as no page, with the reason and what to do."""
    files = page_files(project.pages)
    used = {source.file for source in sources}
    sentences = [
        f"{project.pages / name}: {why}; put the file itself here" for name, why in sorted(files.aside.items())
    ]
    without: dict[str, list[str]] = {}
    for name, path in files.below:
        if path not in used:
            folder, _, file = name.rpartition("/")
            without.setdefault(folder, []).append(file)
    for folder, names in sorted(without.items()):
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        sentences.append(
            f"{project.pages / folder}: {', '.join(names[:_NAMED])}{more}: below the folder of pages a file is a page only "
            f"where a row of {project.sources.name} is used for it; add it with: unionreports add {project.pages / folder}"
        )
    return sentences


def add_rows(project: Project, rows: Sequence[Mapping[str, str]]) -> None:
    """Add rows to `sources.csv`, or begin it; what stands in it stays, byte for byte.

    Parameters
    ----------
    rows : cells by column of COLUMNS; page_id and file are needed.

    Raises
    ------
    InputError
        An id or a file that the sheet has already, an id or a date that is none, or a sheet to which nothing can be
        added. Nothing is written then.
    """
    # What is wrong with rows that are there is told when the pages are read; here only their names count.
    held = read_sheet(project.sources, COLUMNS, (), lambda error: None) if project.sources.exists() else []
    ids = {folded(row.cells["page_id"]): f"on line {row.line}" for row in held}
    names = {name_of(row.cells["file"]): f"on line {row.line}" for row in held}
    for given in rows:
        row = Row(project.sources, None, dict.fromkeys(COLUMNS, "") | dict(given))
        name = name_of(row.cells["file"])
        for error in (*wrong_names(row, name, ids, names), *wrong_dates(row)):
            raise error
        ids[folded(row.cells["page_id"])] = names[name] = "in another row of the same addition"
    append_rows(project.sources, COLUMNS, rows)


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        # A file that cannot be opened must not stop the others: reading flags it.
        return ""


def new_id(digest: str, taken: set[str]) -> str:
    """The id of a page without one: of its hash, and a number where that is taken; it is taken then."""
    stem = page_id = f"p{digest[:8]}"
    number = 1
    while page_id in taken:
        number += 1
        page_id = f"{stem}_{number}"
    taken.add(page_id)
    return page_id

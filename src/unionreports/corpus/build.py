"""All pages of a project to the tables of the corpus, in one process or several, with the same result."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

import pandas as pd

from unionreports.config import Project
from unionreports.table_check import unencodable
from unionreports.tables import TABLES

from .corrections import apply, read_corrections
from .extraction import page_of, texts_of
from .manifest import Source, read_sources
from .page import Rules, process, read_rules
from .reading.raw_page import RawPage
from .rows import PageRows

_CORPUS = ("pages", "edits", "reports", "headings", "units")

#: Rules of a worker process, loaded once when it starts.
_rules: Rules | None = None


def build(project: Project, jobs: int = 1) -> dict[str, pd.DataFrame]:
    """Tables pages, edits, reports, headings and units, and reports_inferred as it was before corrections.

    Parameters
    ----------
    project : Project
        Folder with data/raw.
    jobs : int
        Worker processes. The tables do not depend on their number.

    Raises
    ------
    InputError
        The manifest or the corrections are broken.
    """
    sources = read_sources(project)
    corrections = read_corrections(project.corrections)
    frames = frames_of(_pages(sources, project, jobs))
    frames["reports_inferred"] = frames["reports"]
    frames["reports"] = apply(frames["reports"], corrections)
    return frames


def without_text(sources: Sequence[Source], folder: Path, jobs: int = 1) -> dict[str, RawPage]:
    """Take out and keep the text of every page that is no plain text; those of which there is none, by their ids."""
    return {page_id: page for page_id, page in texts_of(sources, folder, jobs).items() if not page.text}


def page_rows(source: Source, page: RawPage | None, texts: Path, rules: Rules) -> PageRows:
    """All rows of one page, of what was read of it or, for None, of its file or the text kept in `texts`."""
    return process(source, page or page_of(source, texts), rules)


def _pages(sources: list[Source], project: Project, jobs: int) -> Iterator[PageRows]:
    empty = without_text(sources, project.texts, jobs)
    given = sources, [empty.get(source.page_id) for source in sources], repeat(project.texts)
    if jobs == 1 or len(sources) == 1:
        _load(project.lexicons)
        yield from map(_one, *given)
        return
    with ProcessPoolExecutor(min(jobs, len(sources)), initializer=_load, initargs=(project.lexicons,)) as pool:
        yield from pool.map(_one, *given, chunksize=max(1, min(16, len(sources) // (4 * jobs))))


def _load(lexicons: Path) -> None:
    global _rules
    _rules = read_rules(lexicons)


def _one(source: Source, page: RawPage | None, texts: Path) -> PageRows:
    return page_rows(source, page, texts, _rules)


def frames_of(pages: Iterable[PageRows]) -> dict[str, pd.DataFrame]:
    """Tables pages, edits, reports, headings and units of some pages, before corrections."""
    rows = PageRows()
    for page in pages:
        for table in _CORPUS:
            getattr(rows, table).extend(getattr(page, table))
    return {table: to_frame(table, getattr(rows, table)) for table in _CORPUS}


def to_frame(table: str, rows: list[dict]) -> pd.DataFrame:
    """Rows as a frame with the declared columns and types of a table.

    Raises
    ------
    InputError
        A text holds what is no character; names the row.
    """
    columns = {}
    for name, column in TABLES[table].columns.items():
        try:
            columns[name] = pd.Series([row[name] for row in rows], dtype=column.dtype)
        except UnicodeEncodeError:
            raise unencodable(lambda of: [row[of] for row in rows], table, name) from None
    return pd.DataFrame(columns)

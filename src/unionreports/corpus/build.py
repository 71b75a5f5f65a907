"""All pages of a project to the tables of the corpus, in one process or several, with the same result."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pandas as pd

from unionreports.config import Project
from unionreports.tables import TABLES

from .corrections import apply, read_corrections
from .manifest import Source, read_sources
from .page import Rules, process, read_rules
from .reading.raw_page import RawPage
from .reading.read import read_page
from .rows import PageRows

_CORPUS = ("pages", "edits", "reports", "headings", "units")

#: Rules of a worker process, loaded once when it starts.
_rules: Rules | None = None


def _load(lexicons: Path) -> None:
    global _rules
    _rules = read_rules(lexicons)


def _one(source: Source) -> PageRows:
    try:
        page = read_page(source.file.name, source.file.read_bytes())
    except OSError as error:
        # A page that cannot be opened stands in the tables all the same.
        page = RawPage("", "unknown", "", f"the file cannot be read ({error.strerror}): check its permissions")
    return process(source, page, _rules)


def build(
    project: Project, jobs: int = 1, progress: Callable[[Iterable[PageRows], int], Iterable[PageRows]] | None = None
) -> dict[str, pd.DataFrame]:
    """Tables pages, edits, reports, headings and units, and reports_inferred as it was before corrections.

    Parameters
    ----------
    project : Project
        Folder with data/raw.
    jobs : int
        Worker processes. The tables do not depend on their number.
    progress : callable, optional
        Wraps the iterator over pages, given their number, to show how far the work is.

    Raises
    ------
    InputError
        The manifest or the corrections are broken.
    """
    sources = read_sources(project)
    corrections = read_corrections(project.corrections)
    show = progress or (lambda pages, total: pages)
    rows = PageRows()
    for page in show(_pages(sources, project.lexicons, jobs), len(sources)):
        for table in _CORPUS:
            getattr(rows, table).extend(getattr(page, table))
    frames = {table: to_frame(table, getattr(rows, table)) for table in _CORPUS}
    frames["reports_inferred"] = frames["reports"]
    frames["reports"] = apply(frames["reports"], corrections)
    return frames


def _pages(sources: list[Source], lexicons: Path, jobs: int) -> Iterator[PageRows]:
    if jobs == 1 or len(sources) == 1:
        _load(lexicons)
        yield from map(_one, sources)
        return
    with ProcessPoolExecutor(min(jobs, len(sources)), initializer=_load, initargs=(lexicons,)) as pool:
        yield from pool.map(_one, sources, chunksize=max(1, min(16, len(sources) // (4 * jobs))))


def to_frame(table: str, rows: list[dict]) -> pd.DataFrame:
    """Rows as a frame with the declared columns and types of a table."""
    columns = TABLES[table].columns
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=c.dtype) for name, c in columns.items()})

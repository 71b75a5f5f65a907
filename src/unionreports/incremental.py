"""From raw pages to stored tables: only pages that are new or changed, or whose rules changed, are read again.

What comes of it is the same, byte for byte, as if every page had been read: making the tables for the first time is
the case in which no page can be taken over.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow
import pyarrow.parquet

from unionreports import store
from unionreports.config import Project
from unionreports.corpus.build import without_text
from unionreports.corpus.corrections import apply, read_corrections
from unionreports.corpus.extraction import failed, prune_texts
from unionreports.corpus.manifest import Source, read_sources
from unionreports.corpus.page import read_rules
from unionreports.corpus.place_hints import place_hints
from unionreports.datapackage import resources
from unionreports.errors import InputError, Tell, refuse
from unionreports.page_batches import blocks_of
from unionreports.page_rows import PageBlock, StoredPages, make_block, rows_in_order
from unionreports.page_state import PAGE_TABLES, PageState, page_groups, page_keys, read_state
from unionreports.row_order import natural
from unionreports.table_check import check
from unionreports.table_files import TableFiles, as_arrow
from unionreports.text.lexicons import Lexicons

#: Folder beside the tables where the fitted classifier is kept.
_FITS = ".runs/classifier"


@dataclass(frozen=True)
class Update:
    """What was done.

    Attributes
    ----------
    sources
        The pages and what the manifest says of them.
    pages, reports
        The tables of these names.
    n_units
        Rows of the table `units`.
    n_read, n_gone
        Pages that were read, and pages whose rows were dropped because they are no longer there.
    notes
        What the methods of coding could not do.
    without_csv
        Tables that had a CSV if they had fewer rows, with their numbers of rows.
    hints
        What in corrected places does not go together.
    """

    sources: tuple[Source, ...]
    pages: pd.DataFrame
    reports: pd.DataFrame
    n_units: int
    n_read: int
    n_gone: int
    notes: tuple[str, ...]
    without_csv: dict[str, int]
    hints: tuple[str, ...]


def update_tables(
    project: Project,
    lexicons: Lexicons,
    jobs: int = 1,
    progress: Callable[[int, int], None] = lambda done, total: None,
    tell: Tell = refuse,
) -> Update:
    """Make the stored tables those of the pages as they are now.

    To be called under `lock.only_run`.

    Parameters
    ----------
    project
        Folder with data/raw.
    lexicons
        Those of the project.
    jobs
        Worker processes. The tables do not depend on their number.
    progress
        Is told how many of the pages to be read are done, and how many there are.
    tell
        Is told what is wrong in the manifest and the corrections; where it returns, the work goes on without it.

    Raises
    ------
    InputError
        There are no pages; what `tell` does not return from; the tables cannot be written. Those of before are left.
    """
    told: list[InputError] = []

    def note_and_tell(error: InputError) -> None:
        told.append(error)
        tell(error)

    sources = sorted(read_sources(project, note_and_tell), key=lambda source: natural(source.page_id))
    keys = page_keys(project, sources)
    state = read_state(project.processed)
    kept = {page_id for page_id, key in keys.items() if state and state.keys.get(page_id) == key}
    # Hashes and compression go without Python's lock: the tables are examined while the rules are read.
    with ThreadPoolExecutor(2) as threads:
        examined = threads.submit(_stored, project.processed, state) if kept else None
        rules = read_rules(project.lexicons)
        corrections = read_corrections(project.corrections, note_and_tell, rules.gazetteer)
        stored = examined.result() if examined else None
        if stored is None:
            kept = set()
        fresh = [source for source in sources if source.page_id not in kept]
        empty = without_text(fresh, project.texts, jobs)
        # Now that their texts are kept; what was broken off is read again the next time.
        keys |= page_keys(project, fresh) | {page_id: "" for page_id, page in empty.items() if failed(page)}
        make = partial(make_block, empty=empty, texts=project.texts, fits=project.processed / _FITS)
        made = _Made(blocks_of(fresh, make, project.lexicons, rules, lexicons, jobs, progress))
        expected = (
            np.sum([state.rows[page_id] for page_id in kept], axis=0).tolist() if kept else [0] * len(PAGE_TABLES)
        )
        written: dict[str, TableFiles] = {}
        frames: dict[str, pd.DataFrame] = {}

        def find(page_id: str) -> tuple[PageBlock, int]:
            return stored.place(page_id) if page_id in kept else made.place(page_id)

        def fill(writing: Path) -> list[dict]:
            rows: dict[str, tuple[int, ...]] = {}
            with ExitStack() as stack:
                for name, n_rows in zip(PAGE_TABLES, expected, strict=True):
                    written[name] = stack.enter_context(TableFiles(writing, name, n_rows))
                for pages in page_groups(keys):
                    group = stored.group_of(pages) if kept.issuperset(pages) else None
                    if group is None:
                        parts = list(rows_in_order(pages, find))
                        add = partial(_add, written, parts)
                        rows |= {b.page_ids[place]: b.rows_of(place) for b, a, z in parts for place in range(a, z + 1)}
                        # The longest first, so that none is left to be written alone.
                        list(threads.map(add, reversed(PAGE_TABLES)))
                    else:
                        for name in PAGE_TABLES:
                            stored.hand_over(name, group, written[name])
                        rows |= {page_id: state.rows[page_id] for page_id in pages}
            frames.update(
                (name, pyarrow.parquet.ParquetFile(writing / f"{name}.parquet").read(use_threads=False).to_pandas())
                for name in ("pages", "reports_inferred")
            )
            frames["reports"] = check(apply(frames["reports_inferred"], corrections, note_and_tell), "reports")
            with TableFiles(writing, "reports") as written["reports"]:
                written["reports"].append(as_arrow(frames["reports"], "reports"))
            entries = resources({name: files.rows for name, files in written.items()}, writing)
            hashes = {r["path"]: r["hash"].removeprefix("sha256:") for r in entries}
            csv_sizes = {name: written[name].csv_sizes for name in PAGE_TABLES if written[name].csv}
            PageState(keys, rows, hashes, csv_sizes).write(writing)
            return entries

        store.replace_set(project.processed, fill)
    # A page whose row is not used now, for a slip in it, is to find its text when the row is put right.
    if not told:
        prune_texts(project.texts, (source.sha256 for source in sources))
    return Update(
        tuple(sources),
        frames["pages"],
        frames["reports"],
        written["units"].rows,
        len(fresh),
        len(state.keys.keys() - keys.keys()) if state else 0,
        tuple(made.notes),
        {name: files.rows for name, files in written.items() if files.too_long},
        tuple(place_hints(frames["reports"], corrections, rules.gazetteer)),
    )


class _Made:
    """The newest of the blocks that are made one after the other, each when the first of its pages is asked for."""

    def __init__(self, blocks: Iterator[PageBlock]):
        self._blocks, self._newest, self._place = blocks, None, {}
        self.notes: dict[str, None] = {}

    def place(self, page_id: str) -> tuple[PageBlock, int]:
        """The block of a page, and the page's place in it."""
        if page_id not in self._place:
            self._newest = next(self._blocks)
            self._place = {made: place for place, made in enumerate(self._newest.page_ids)}
            self.notes |= dict.fromkeys(self._newest.notes)
        return self._newest, self._place[page_id]


def _stored(folder: Path, state: PageState) -> StoredPages | None:
    try:
        return StoredPages(folder, state)
    except InputError:
        # Tables that are gone or were changed are made anew, whatever the state says.
        return None


def _add(written: Mapping[str, TableFiles], parts: Sequence[tuple[PageBlock, int, int]], name: str) -> None:
    written[name].append(pyarrow.concat_tables([block.part(name, first, last) for block, first, last in parts]))

"""Rows of single pages in the page tables: made for some pages, taken over for others, put together in their order."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.compute
import pyarrow.parquet

from unionreports import store
from unionreports.analysis import analyse
from unionreports.corpus.build import frames_of, page_rows
from unionreports.corpus.manifest import Source
from unionreports.corpus.page import Rules
from unionreports.corpus.reading.raw_page import RawPage
from unionreports.errors import InputError
from unionreports.page_state import PAGE_TABLES, PageState, page_groups
from unionreports.row_groups import RowGroup, row_groups
from unionreports.row_order import in_order, rows_of_pages
from unionreports.table_check import check
from unionreports.table_files import TableFiles, as_arrow, schema
from unionreports.tables import PAGE_METHODS
from unionreports.text.lexicons import Lexicons


@dataclass(frozen=True)
class PageBlock:
    """The rows of some pages.

    Attributes
    ----------
    page_ids
        The pages, in the order of the tables.
    ends
        Where the rows of each page end in each of `PAGE_TABLES`, shape (n_pages, n_tables).
    tables
        The page tables with these rows and no others.
    notes
        What is to be said of how they were made.
    """

    page_ids: tuple[str, ...]
    ends: np.ndarray
    tables: Mapping[str, pyarrow.Table]
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, rows: Mapping[str, Sequence[int]], tables: Mapping[str, pyarrow.Table], notes: Sequence[str] = ()):
        """The block of pages that have so many rows in each table."""
        return cls(tuple(rows), np.cumsum(list(rows.values()), axis=0), tables, tuple(notes))

    def rows_of(self, page: int) -> tuple[int, ...]:
        """Rows of a page, given by its place, in each table."""
        before = self.ends[page - 1] if page else 0
        return tuple((self.ends[page] - before).tolist())

    def part(self, table: str, first: int, last: int) -> pyarrow.Table:
        """Rows of the pages at the places from `first` to `last`, both included."""
        column = PAGE_TABLES.index(table)
        start = int(self.ends[first - 1, column]) if first else 0
        return self.tables[table].slice(start, int(self.ends[last, column]) - start)


def make_block(
    sources: Sequence[Source], empty: Mapping[str, RawPage], texts: Path, fits: Path, rules: Rules, lexicons: Lexicons
) -> PageBlock:
    """Read and code some pages. What comes of a page does not depend on the others.

    Parameters
    ----------
    sources
        The pages.
    empty
        As `corpus.build.without_text` gives them.
    texts
        Folder of kept texts.
    fits
        Folder of fitted models that are kept for the next time.
    rules, lexicons
        What they are read and coded with.
    """
    notes: list[str] = []
    frames = frames_of(page_rows(source, empty.get(source.page_id), texts, rules) for source in sources)
    frames |= analyse(frames, lexicons, notes.append, fits)
    frames["reports_inferred"] = frames.pop("reports")
    frames = {name: in_order(check(frames[name], name), name) for name in PAGE_TABLES}
    page_ids = frames["pages"]["page_id"].tolist()
    counts = np.column_stack([rows_of_pages(frames[name], name, page_ids) for name in PAGE_TABLES])
    tables = {name: as_arrow(frame, name) for name, frame in frames.items()}
    return PageBlock.of(dict(zip(page_ids, counts.tolist(), strict=True)), tables, notes)


class StoredPages:
    """The rows that stand in the page tables of a folder, by groups of pages, and read only where they are asked for.

    Parameters
    ----------
    folder, state
        Folder of the tables and what is known of them.

    Raises
    ------
    InputError
        The tables are not those the state speaks of, or not as they were written.
    """

    def __init__(self, folder: Path, state: PageState):
        self._folder, self._rows = folder, state.rows
        self.groups = page_groups(state.rows)
        self._number = {pages: i for i, pages in enumerate(self.groups)}
        self._place = {page: (i, place) for i, pages in enumerate(self.groups) for place, page in enumerate(pages)}
        counts = np.array([np.sum([state.rows[page] for page in pages], axis=0) for pages in self.groups])
        self._whole: dict[str, pyarrow.Table] = {}
        self._copies: dict[str, list[RowGroup | None]] = {}
        self._lines: dict[str, list[tuple[int, int]]] = {}
        self._files: dict[str, pyarrow.parquet.ParquetFile] = {}
        listed = store.hashes(folder)
        for column, name in enumerate(PAGE_TABLES):
            n_rows = counts[:, column].tolist()
            if name == "priorities" and listed.get(f"{name}.parquet") != state.files[f"{name}.parquet"]:
                self._whole[name] = _without_corpus_methods(store.read_arrow([name], folder)[name])
                if len(self._whole[name]) != sum(n_rows):
                    raise _unfit(folder, name)
                continue
            for file in (f"{name}.parquet", f"{name}.csv"):
                if (
                    listed.get(file) != state.files.get(file)
                    or file in listed
                    and store.changed(folder, file, listed[file])
                ):
                    raise _unfit(folder, name)
            try:
                found = iter(row_groups(folder / f"{name}.parquet"))
            except ValueError:
                raise _unfit(folder, name) from None
            self._copies[name] = [next(found, None) if n else None for n in n_rows]
            if [group.rows if group else 0 for group in self._copies[name]] != n_rows or next(found, None):
                raise _unfit(folder, name)
            if name in state.csv_sizes:
                sizes = state.csv_sizes[name]
                ends = (folder / f"{name}.csv").stat().st_size - sum(sizes) + np.cumsum(sizes)
                self._lines[name] = list(zip((ends - sizes).tolist(), sizes, strict=True))
        self._ends = np.cumsum(counts, axis=0)
        self.block = lru_cache(maxsize=2)(self._block)

    def group_of(self, pages: tuple[str, ...]) -> int | None:
        """Number of the group that is of these pages and no others."""
        return self._number.get(pages)

    def place(self, page_id: str) -> tuple["PageBlock", int]:
        """The block that has the rows of a page, and the page's place in it."""
        group, place = self._place[page_id]
        return self.block(group), place

    def hand_over(self, name: str, group: int, files: TableFiles) -> None:
        """Add the rows of a group to the files of a table, as they stand where that can be."""
        if name in self._whole or files.csv and name not in self._lines:
            files.append(self._rows_of(name, group))
            return
        lines = None
        if files.csv:
            start, size = self._lines[name][group]
            with (self._folder / f"{name}.csv").open("rb") as file:
                file.seek(start)
                lines = file.read(size)
        files.copy(self._copies[name][group], lines)

    def _block(self, group: int) -> PageBlock:
        rows = {page: self._rows[page] for page in self.groups[group]}
        return PageBlock.of(rows, {name: self._rows_of(name, group) for name in PAGE_TABLES})

    def _rows_of(self, name: str, group: int) -> pyarrow.Table:
        column = PAGE_TABLES.index(name)
        if name in self._whole:
            start = int(self._ends[group - 1, column]) if group else 0
            return self._whole[name].slice(start, int(self._ends[group, column]) - start)
        if self._copies[name][group] is None:
            return schema(name).empty_table()
        number = sum(found is not None for found in self._copies[name][:group])
        if name not in self._files:
            self._files[name] = pyarrow.parquet.ParquetFile(self._folder / f"{name}.parquet")
        # A group is small: to share it among threads takes longer than to read it.
        return self._files[name].read_row_group(number, use_threads=False)


def rows_in_order(
    pages: Iterable[str], find: Callable[[str], tuple[PageBlock, int]]
) -> Iterator[tuple[PageBlock, int, int]]:
    """Where the rows of pages stand: a block and the places of its first and last page, for as many pages as stand together.

    Parameters
    ----------
    pages
        The pages in the order of the tables.
    find
        Gives the block of a page and the page's place in it.
    """
    run = None
    for page_id in pages:
        block, place = find(page_id)
        if run and run[0] is block and run[2] + 1 == place:
            run = (block, run[1], place)
            continue
        if run:
            yield run
        run = (block, place, place)
    if run:
        yield run


def _without_corpus_methods(priorities: pyarrow.Table) -> pyarrow.Table:
    """The codes that `build` gives: `models` adds those that are fitted to the whole corpus."""
    of_pages = pyarrow.array(PAGE_METHODS, pyarrow.large_string())
    return priorities.filter(pyarrow.compute.is_in(priorities["method"], of_pages))


def _unfit(folder: Path, name: str) -> InputError:
    return InputError(
        folder / f"{name}.parquet", "not the table that was made of the pages", remedy="run: unionreports build"
    )

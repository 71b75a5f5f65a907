"""How does a table become files? Parquet, and for people a CSV beside it; the same bytes for the same rows."""

from functools import cache
from pathlib import Path
from typing import Self

import pandas as pd
import pyarrow
import pyarrow.compute
import pyarrow.csv

from unionreports.cells import DOUBTFUL_FIRST, safe_cell
from unionreports.row_groups import ParquetFile, RowGroup
from unionreports.tables import TABLES

#: Tables with a row for every word are for machines only; as CSV they would be many times the corpus.
WITHOUT_CSV = ("tokens", "document_topics", "topic_terms")
#: A longer table has no CSV. A spreadsheet holds a million rows, but of sentences it takes minutes to open as many, and
#: every run would write them anew; who works with longer tables reads the Parquet.
CSV_ROWS = 200_000
#: Control characters, as a spoilt page has them: shown on a terminal they would steer it.
_STEERING = r"[\x00-\x08\x0e-\x1f\x7f-\x{84}\x{86}-\x{9f}]"
_DOUBTFUL_FIRST = pyarrow.array(DOUBTFUL_FIRST, pyarrow.large_string())
#: Rows in one group of a Parquet file, what a reader holds at a time, where nothing else says what belongs together.
GROUP_ROWS = 1_000_000


@cache
def schema(name: str) -> pyarrow.Schema:
    """The declared columns of a table as Arrow has them."""
    return pyarrow.Schema.from_pandas(TABLES[name].empty(), preserve_index=False)


def as_arrow(frame: pd.DataFrame, name: str) -> pyarrow.Table:
    """A checked frame of a table as Arrow."""
    return pyarrow.Table.from_pandas(frame, schema=schema(name), preserve_index=False)


class TableFiles:
    """The files of one table, written group of rows by group of rows. Used in a `with` statement.

    Parameters
    ----------
    folder : exists.
    name : the table.
    expected : rows there will be at least; where these are too many for a CSV, none is begun.

    Attributes
    ----------
    rows : rows so far.
    csv_sizes : bytes that each group has in the CSV.
    csv : whether there is a CSV so far.
    too_long : whether there would be one if the table had fewer rows.
    """

    def __init__(self, folder: Path, name: str, expected: int = 0):
        self.rows, self.csv_sizes = 0, []
        self.too_long = name not in WITHOUT_CSV and expected > CSV_ROWS
        self.csv = name not in WITHOUT_CSV and not self.too_long
        columns = schema(name)
        whole = [field.name for field in columns if pyarrow.types.is_integer(field.type)]
        # Offsets and numbers grow from row to row: kept as differences they take half the space and time of a dictionary.
        self._parquet = ParquetFile(
            folder / f"{name}.parquet",
            columns,
            use_dictionary=[field.name for field in columns if field.name not in whole],
            column_encoding=dict.fromkeys(whole, "DELTA_BINARY_PACKED"),
        )
        self._csv_path = folder / f"{name}.csv"
        self._csv_file = self._csv_path.open("wb") if self.csv else None
        if self.csv:
            self._csv_file.write((",".join(f'"{field.name}"' for field in columns) + "\n").encode())

    def append(self, rows: pyarrow.Table) -> None:
        """Add a group of rows."""
        self._count(len(rows))
        self._parquet.append(rows)
        if self.csv:
            self._add_lines(csv_lines(rows))

    def copy(self, group: RowGroup | None, lines: bytes | None) -> None:
        """Add a group of rows as it stands in another file, and its lines of the CSV there; None where it has no rows."""
        self._count(group.rows if group else 0)
        if group:
            self._parquet.copy(group)
        if self.csv:
            self._add_lines(lines or b"")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind, *_) -> None:
        if self._csv_file is not None:
            self._csv_file.close()
        self._parquet.close() if kind is None else self._parquet.abandon()

    def _count(self, n: int) -> None:
        self.rows += n
        if self.csv and self.rows > CSV_ROWS:
            self._csv_file.close()
            self._csv_path.unlink()
            self.csv, self.too_long, self.csv_sizes = False, True, []

    def _add_lines(self, lines: bytes) -> None:
        self._csv_file.write(lines)
        self.csv_sizes.append(len(lines))


def csv_lines(rows: pyarrow.Table) -> bytes:
    """Rows as lines of a CSV in which every text is quoted, none is taken for a formula, and none steers a terminal."""
    if not len(rows):
        return b""
    sink = pyarrow.BufferOutputStream()
    # In one piece: of rows whose first piece is empty Arrow writes, without a header, what happens to be in memory.
    pyarrow.csv.write_csv(_safe(rows).combine_chunks(), sink, pyarrow.csv.WriteOptions(include_header=False))
    return sink.getvalue().to_pybytes()


def _safe(rows: pyarrow.Table) -> pyarrow.Table:
    """Rows whose texts no spreadsheet takes for formulas, with U+FFFD for control characters."""
    for place, field in enumerate(rows.schema):
        if pyarrow.types.is_large_string(field.type):
            texts = rows.column(place).combine_chunks()
            if pyarrow.compute.any(pyarrow.compute.match_substring_regex(texts, _STEERING)).as_py():
                texts = pyarrow.compute.replace_substring_regex(texts, _STEERING, "\ufffd")
                rows = rows.set_column(place, field, texts)
            # Arrow looks at first characters in a thousandth of the time, and few cells begin with these.
            doubtful = pyarrow.compute.is_in(pyarrow.compute.utf8_slice_codeunits(texts, 0, 1), _DOUBTFUL_FIRST)
            if pyarrow.compute.any(doubtful).as_py():
                safe = [safe_cell(text) for text in texts.filter(doubtful).to_pylist()]
                safe = pyarrow.compute.replace_with_mask(texts, doubtful, pyarrow.array(safe, pyarrow.large_string()))
                rows = rows.set_column(place, field, safe)
    return rows

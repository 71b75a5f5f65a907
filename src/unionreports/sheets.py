"""Read a CSV that a person wrote: strict about its columns, and able to say where an error stands."""

from collections.abc import Iterable, Sequence
import csv
from dataclasses import dataclass
import io
from pathlib import Path

from unionreports.errors import InputError


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its cells, stripped of outer blanks, and where it stands."""

    file: Path
    line: int
    cells: dict[str, str]

    def error(self, column: str, problem: str, *, allowed: str | None = None, remedy: str) -> InputError:
        """What to raise about one cell of this row."""
        return InputError(
            self.file, problem, line=self.line, column=column, value=self.cells[column], allowed=allowed, remedy=remedy
        )


def read_sheet(path: Path, columns: Sequence[str], required: Sequence[str]) -> list[Row]:
    """The rows of a CSV in UTF-8, with or without a byte order mark; lines without any content are passed over.

    Parameters
    ----------
    columns : the columns the sheet may have, in any order. Those it lacks are empty in every row.
    required : the columns it must have, each filled in every row.

    Raises
    ------
    InputError
        Not readable, not UTF-8, not separated by commas, no header, a column that is unknown, doubled or missing, a row
        with too many or too few cells, a required cell that is empty.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            path, f"the sheet cannot be read ({error.strerror})", remedy="put a CSV file here that you may read"
        ) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(
            path, "this is not UTF-8", line=line, remedy="save the sheet as CSV in UTF-8 (in Excel: CSV UTF-8)"
        ) from None
    return named_rows(path, csv_lines(path, text), columns, required)


def csv_lines(path: Path, text: str, separator: str = ",") -> Iterable[tuple[int, list[str]]]:
    """Cells of every line of a CSV, stripped of outer blanks, with the number of the line they begin in.

    Raises
    ------
    InputError
        A quote that is never closed.
    """
    # strict: a quote that is never closed would otherwise swallow the rest of the sheet.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begin = 1
    try:
        for cells in reader:
            yield begin, [c.strip() for c in cells]
            begin = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            path, f"not a CSV row: {error}", line=begin, remedy='close the quote; a quote inside a cell is written ""'
        ) from None


def named_rows(
    path: Path, lines: Iterable[tuple[int, list[str]]], columns: Sequence[str], required: Sequence[str]
) -> list[Row]:
    """Rows of numbered lines of cells, the first of which with any content is the header; as for `read_sheet`."""
    rows, header = [], None
    for line, cells in lines:
        if any(cells):
            if header is None:
                header = _header(path, line, cells, columns, required)
            else:
                rows.append(_row(path, line, cells, header, columns, required))
    if header is None:
        raise InputError(path, "the sheet is empty", remedy=f"begin it with the line: {','.join(columns)}")
    return rows


def _header(path, line, cells, columns, required):
    if len(cells) == 1 and any(mark in cells[0] for mark in ";\t|"):
        raise InputError(
            path,
            "the columns are not separated by commas",
            line=line,
            value=cells[0],
            allowed=", ".join(columns),
            remedy="save the sheet as CSV with commas",
        )
    for name in cells:
        if name not in columns or cells.count(name) > 1:
            problem = "this column stands here twice" if name in columns else "no such column"
            raise InputError(
                path, problem, line=line, value=name, allowed=", ".join(columns), remedy="correct the header"
            )
    for name in required:
        if name not in cells:
            raise InputError(
                path,
                f"the column {name} is missing",
                line=line,
                allowed=", ".join(columns),
                remedy="add it with its cells, as in the file that was first made",
            )
    return cells


def _row(path, line, cells, header, columns, required):
    if len(cells) != len(header):
        raise InputError(
            path,
            f"{len(cells)} cells under {len(header)} columns",
            line=line,
            value=",".join(cells),
            remedy='put a cell that holds a comma in quotes: "one, two"',
        )
    row = Row(path, line, dict.fromkeys(columns, "") | dict(zip(header, cells, strict=True)))
    for name in required:
        if not row.cells[name]:
            raise row.error(name, "this cell is empty", remedy="fill it, or delete the row")
    return row

"""Read a CSV that a person wrote: strict about its columns, able to say where an error stands, and to go on without it."""

from collections import Counter
from collections.abc import Iterable, Sequence
import csv
from dataclasses import dataclass, replace
from difflib import get_close_matches
import io
from pathlib import Path
import re

from unionreports.cells import plain_cell, printable, safe_cells
from unionreports.errors import InputError, Tell, refuse

__all__ = ["Row", "csv_lines", "decode_sheet", "meant", "named_rows", "plain_cell", "read_sheet", "safe_cells"]

#: Nobody's slip of the pen is longer.
_LONGEST_SLIP = 40
_NOTHING_USED = "no row of the sheet is used"
_SAVE = "save the sheet as CSV in UTF-8 (in Excel: CSV UTF-8)"


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its cells, stripped of outer blanks, and where it stands."""

    file: Path
    line: int
    cells: dict[str, str]

    def error(
        self, column: str, problem: str, *, allowed: str | None = None, remedy: str, until_then: str | None = None
    ) -> InputError:
        """What to raise or tell about one cell of this row."""
        return InputError(
            self.file,
            problem,
            line=self.line,
            column=column,
            value=self.cells[column],
            allowed=allowed,
            remedy=remedy,
            until_then=until_then,
        )


def read_sheet(path: Path, columns: Sequence[str], required: Sequence[str], tell: Tell = refuse) -> list[Row]:
    """The rows of a CSV in any encoding of `decode_sheet`; lines without any content are passed over.

    Parameters
    ----------
    columns : the columns the sheet may have, in any order. Those it lacks are empty in every row.
    required : the columns it must have, each filled in every row.
    tell : called with what is wrong: not readable, not separated by commas, no header, a column that is unknown,
        doubled or missing, a row with too many or too few cells, a required cell that is empty, control characters.
        Where it returns, reading goes on without the column, row or character.

    Raises
    ------
    InputError
        The first of these, unless `tell` is given.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        tell(
            InputError(
                path,
                f"the sheet cannot be read ({error.strerror})",
                remedy="put a CSV file here that you may read",
                until_then=_NOTHING_USED,
            )
        )
        return []
    text, _ = decode_sheet(path, data, tell)
    rows = named_rows(path, csv_lines(path, text, tell=tell), columns, required, tell)
    return [_without_unprintable(row, tell) for row in rows]


def decode_sheet(path: Path, data: bytes, tell: Tell = refuse) -> tuple[str, str]:
    """Text of a sheet and the encoding it is in: UTF-8, UTF-16 with a byte order mark, or GB 18030.

    Excel on a Chinese Windows saves CSV in GBK, which is part of GB 18030. UTF-8 in which a byte was spoilt may decode
    as GB 18030 too, to other characters: where most is UTF-8, it is not tried.

    Raises
    ------
    InputError
        In none of them, unless `tell` returns: what cannot be decoded is then U+FFFD.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig",) if _mostly_utf8(data) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
    tell(
        InputError(
            path, "neither UTF-8 nor GB 18030", line=line, remedy=_SAVE, until_then="� stands for what is unreadable"
        )
    )
    return data.decode(encoding, "replace"), encoding


def csv_lines(path: Path, text: str, separator: str = ",", tell: Tell = refuse) -> Iterable[tuple[int, list[str]]]:
    """Cells of every line of a CSV, stripped of outer blanks, with the number of the line they begin in.

    An apostrophe that `safe_cell` set is taken away again. `tell` is called with a quote that is never closed or a cell
    that is too long; where it returns, the lines that are hit are left out.
    """
    # strict: a quote that is never closed would otherwise swallow the rest of the sheet.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        begin = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            end = reader.line_num
            tell(
                InputError(
                    path,
                    f"not a CSV row: {error}",
                    line=begin,
                    remedy='close the quote; a quote inside a cell is written ""',
                    until_then="this line is not used" if end == begin else f"lines {begin} to {end} are not used",
                )
            )
        else:
            yield begin, [plain_cell(cell).strip() for cell in cells]


def named_rows(
    path: Path,
    lines: Iterable[tuple[int, list[str]]],
    columns: Sequence[str],
    required: Sequence[str],
    tell: Tell = refuse,
) -> list[Row]:
    """Rows of numbered lines of cells, the first of which with any content is the header; as for `read_sheet`."""
    rows, header = [], None
    for line, cells in lines:
        if not any(cells):
            continue
        if header is None:
            header = _header(path, line, cells, columns, required, tell)
            if not header:
                return []
        elif row := _row(path, line, cells, header, columns, required, tell):
            rows.append(row)
    if header is None:
        remedy = f"begin it with the line: {','.join(columns)}"
        tell(InputError(path, "the sheet is empty", remedy=remedy, until_then=_NOTHING_USED))
    return rows


def meant(text: str, allowed: Iterable[str]) -> str:
    """The allowed word that a text is most likely a slip for; empty where none is near."""
    if len(text) > _LONGEST_SLIP:
        return ""
    written = re.sub(r"[\s-]+", "_", text.casefold())
    return next(iter(get_close_matches(written, list(allowed), n=1, cutoff=0.7)), "")


def _mostly_utf8(data: bytes) -> bool:
    """Whether more of it is CJK in UTF-8 than is no UTF-8 at all. In GBK hardly three bytes in a row look so."""
    text = data.decode("utf-8", "replace")
    return data.startswith(b"\xef\xbb\xbf") or len(re.findall("[\u2e80-\uffef]", text)) > text.count("\ufffd")


def _header(path, line, cells, columns, required, tell) -> list[str]:
    """Name of each column, empty for one that is not read; nothing at all where no row can be used."""

    def told(problem, value=None, remedy="correct the header", until_then=_NOTHING_USED):
        tell(
            InputError(
                path, problem, line=line, value=value, allowed=", ".join(columns), remedy=remedy, until_then=until_then
            )
        )

    if len(cells) == 1 and any(mark in cells[0] for mark in ";\t|"):
        told("the columns are not separated by commas", cells[0], "save the sheet as CSV with commas")
        return []
    for name, times in Counter(cells).items():
        if name not in columns:
            near = meant(name, [c for c in columns if c not in cells])
            remedy = f"correct the header; did you mean {near}?" if near else "correct the header"
            told("no such column", name, remedy, "its cells are left out")
        elif times > 1:
            told("this column stands here twice", name, until_then="its cell counts in rows where all copies agree")
    missing = [name for name in required if name not in cells]
    for name in missing:
        told(f"the column {name} is missing", remedy="add it with its cells, as in the file that was first made")
    return [] if missing else [name if name in columns else "" for name in cells]


def _row(path, line, cells, header, columns, required, tell) -> Row | None:
    if len(cells) != len(header):
        tell(
            InputError(
                path,
                f"{len(cells)} cells under {len(header)} columns",
                line=line,
                value=",".join(cells),
                remedy='put a cell that holds a comma in quotes: "one, two"',
                until_then="this row is not used",
            )
        )
        return None
    given: dict[str, str] = {}
    for name, cell in zip(header, cells, strict=True):
        given[name] = cell if given.get(name, cell) == cell else ""
    row = Row(path, line, {name: given.get(name, "") for name in columns})
    for name in required:
        if not row.cells[name]:
            tell(
                row.error(
                    name, "this cell is empty", remedy="fill it, or delete the row", until_then="this row is not used"
                )
            )
            return None
    return row


def _without_unprintable(row: Row, tell: Tell) -> Row:
    for column, cell in row.cells.items():
        if printable(cell) != cell:
            tell(
                row.error(
                    column,
                    "control characters in this cell",
                    remedy="type the cell anew",
                    until_then="� stands for each of them",
                )
            )
            row = replace(row, cells=row.cells | {column: printable(cell)})
    return row

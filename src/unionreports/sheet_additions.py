"""How are rows added to a sheet that a person keeps, with every byte of hers as it was?"""

from collections.abc import Iterable, Mapping, Sequence
import csv
import io
from pathlib import Path
import re

from unionreports.cells import printable, safe_cell
from unionreports.errors import InputError
from unionreports.files import replace_file
from unionreports.sheets import csv_lines, decode_sheet

#: A new sheet begins with a byte order mark: Excel on a Chinese Windows takes a CSV without one for GBK.
_NEW = b"\xef\xbb\xbf"
_LINE_END = re.compile(r"\r\n|\n|\r")


def append_rows(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """Add rows at the end of a sheet, or begin one; the file is replaced as a whole or not at all.

    The columns keep the order they have in the file, and the file its encoding, its line ends and its mark. A column
    that the file lacks is added on the right only where a row has something to say in it.

    Parameters
    ----------
    columns : those the sheet may have.
    rows : cells by column; those that are left out are empty.

    Raises
    ------
    InputError
        The sheet cannot be read, or is such that rows behind its end would not be read as they were meant.
    ValueError
        A row has a column that the sheet may not have.
    """
    strange = {name for row in rows for name in row} - set(columns)
    if strange:
        raise ValueError(f"no columns of {path.name}: {', '.join(sorted(strange))}")
    try:
        data = path.read_bytes() if path.exists() else _NEW
    except OSError as error:
        raise InputError(
            path, f"the sheet cannot be read ({error.strerror})", remedy="make it a file that you may read and write"
        ) from None
    text, encoding = decode_sheet(path, data)
    header = next((cells for _, cells in csv_lines(path, text) if any(cells)), [])
    if header and not set(header) & set(columns):
        raise InputError(
            path, "the first line names no column", allowed=", ".join(columns), remedy="correct the header"
        )
    found = _LINE_END.search(text)
    line_end = found[0] if found else "\n"
    added = csv_text([list(columns)], line_end) if not header else ""
    header = header or list(columns)
    lacking = [name for name in columns if name not in header and any(row.get(name) for row in rows)]
    header = [*header, *lacking]
    cells = [[row.get(name, "") for name in header] for row in rows]
    added = line_end * bool(text and not text.endswith(("\n", "\r"))) + added + csv_text(cells, line_end)
    if lacking:
        data = _encoded(_widened(path, text, lacking), data, encoding)
    data += _encoded(added, data, encoding).removeprefix(_mark(data))
    _refuse_misread(path, data, header, cells)
    replace_file(path, data)


def csv_text(rows: Iterable[Sequence[str]], line_end: str = "\n") -> str:
    """Rows of a CSV, each cell as `safe_cell` and `printable` give it."""
    text = []
    for row in rows:
        stream = io.StringIO(newline="")
        # With \r\n for the end of a row the writer quotes cells that hold either of the two.
        csv.writer(stream, lineterminator="\r\n").writerow([safe_cell(printable(cell)) for cell in row])
        text.append(stream.getvalue().removesuffix("\r\n") + line_end)
    return "".join(text)


def _widened(path: Path, text: str, names: Sequence[str]) -> str:
    """The text with these columns added on the right of its header, and as many empty cells to each of its rows."""
    lines = io.StringIO(text, newline="").readlines()
    records = [(line, any(cells)) for line, cells in csv_lines(path, text)]
    ends = [line - 1 for line, _ in records[1:]] + [len(lines)]
    wanted = iter([",".join(["", *names])])
    for (_, filled), end in zip(records, ends, strict=True):
        if filled:
            bare = lines[end - 1].rstrip("\r\n")
            lines[end - 1] = bare + next(wanted, "," * len(names)) + lines[end - 1][len(bare) :]
    return "".join(lines)


def _mark(data: bytes) -> bytes:
    """The byte order mark that data begins with."""
    return next((mark for mark in (_NEW, b"\xff\xfe", b"\xfe\xff") if data.startswith(mark)), b"")


def _encoded(text: str, like: bytes, encoding: str) -> bytes:
    """Text in the encoding of a sheet, behind the mark the sheet has."""
    mark = _mark(like)
    plain = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(mark, encoding.removesuffix("-sig"))
    return mark + text.encode(plain)


def _refuse_misread(path: Path, data: bytes, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Raise unless the last rows of a sheet are read as they were meant: nothing is written that cannot be read."""
    text, _ = decode_sheet(path, data)
    lines = [cells for _, cells in csv_lines(path, text) if any(cells)]
    wanted = [[printable(cell).strip() for cell in row] for row in rows]
    wanted = [row for row in wanted if any(row)]
    if lines[0] != list(header) or lines[len(lines) - len(wanted) :] != wanted:
        raise InputError(
            path,
            "rows added at its end would not be read as they are meant",
            remedy="save the sheet as CSV in UTF-8 with commas (in Excel: CSV UTF-8)",
        )

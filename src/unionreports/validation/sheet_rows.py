"""Which rows does a filled-in sheet have, whatever program saved it?"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from warnings import catch_warnings, simplefilter
from zipfile import BadZipFile

from unionreports.errors import InputError
from unionreports.sheets import Row, csv_lines, decode_sheet, named_rows
from unionreports.validation.coding_sheet import SHEET_COLUMNS

#: A row without one of these is no item of a sheet.
_REQUIRED = ("sheet_id", "item", "coder", "text")
_REMEDY = "save the sheet as XLSX or as CSV UTF-8, with the columns it was drawn with"


def sheet_rows(
    path: Path, columns: Sequence[str] = SHEET_COLUMNS, required: Sequence[str] = _REQUIRED, worksheet: str = "coding"
) -> tuple[list[Row], bool]:
    """The rows of an .xlsx or .csv sheet; rows without any content are passed over.

    CSV may be in UTF-8, UTF-16 or GB 18030 (GBK, as Excel in Chinese saves it) and separated by commas, semicolons or
    tabs.

    Parameters
    ----------
    columns, required : as for `sheets.read_sheet`.
    worksheet : the one that is read of a workbook; the first where it has none of this name.

    Returns
    -------
    rows : with the column they stand in and the line; cells as texts.
    narrow : whether the file is in an encoding that lacks characters, so that some of its text may be question marks.

    Raises
    ------
    InputError
        The file cannot be read, is of another kind, or has other columns.
    """
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise InputError(path, "a sheet is no file of this kind", allowed=".csv, .xlsx", remedy=_REMEDY)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            path, f"the sheet cannot be read ({error.strerror})", remedy="give a file that you may read"
        ) from None
    if kind == ".xlsx":
        return named_rows(path, _trimmed(_cells(path, worksheet)), columns, required), False
    text, encoding = decode_sheet(path, data)
    header = text.lstrip().split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    return named_rows(path, _trimmed(csv_lines(path, text, separator)), columns, required), encoding == "gb18030"


def refuse_mixed(rows: Sequence[Row]) -> None:
    """Raise InputError where rows of a file, one or more, are of several sheets or coders."""
    for column in ("sheet_id", "coder"):
        strange = next((row for row in rows if row.cells[column] != rows[0].cells[column]), None)
        if strange is not None:
            raise strange.error(
                column,
                "not that of the rows above",
                allowed=rows[0].cells[column],
                remedy="one sheet, one coder a file",
            )


def _cells(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """Cells of the worksheet of this name, or of the first; of a formula its last result."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with catch_warnings():
            # Excel stores drop-downs in a way of its own; that openpyxl does not keep them is no matter here.
            simplefilter("ignore")
            book = load_workbook(path, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise InputError(path, f"this is no XLSX workbook ({error})", remedy=_REMEDY) from None
    worksheet = book[name] if name in book.sheetnames else book.worksheets[0]
    for number, row in enumerate(worksheet.iter_rows(values_only=True), start=1):
        yield number, ["" if value is None else str(value).strip() for value in row]


def _trimmed(lines: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Lines of one width: spreadsheets add empty cells on the right, and leave them away."""
    width = None
    for line, cells in lines:
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            width = width or len(cells)
            yield line, cells + [""] * (width - len(cells))

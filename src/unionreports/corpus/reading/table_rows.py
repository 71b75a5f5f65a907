"""Which rows does a table of texts have? CSV with any of the usual separators, JSON and JSON lines."""

from collections.abc import Callable, Iterator, Sequence
import csv
from dataclasses import dataclass
import json
import re

#: Longest cell; the limit of Python's reader (131,072 characters) is below a long report.
_LONGEST_CELL = 2**31 - 1
SEPARATORS = (",", "\t", ";", "|")
_NO_JSON = "not JSON, or nested too deeply"
_NEVER_CLOSED = "a quote that opens in this row is never closed, so that no row behind it can be read"
_NOT_DOUBLED = 'not a CSV row: a quote inside a cell is written ""'
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
#: First line by which Excel tells the separator.
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*')


@dataclass(frozen=True)
class TableRow:
    """One row of a table.

    Attributes
    ----------
    number : as in a spreadsheet, the header being 1; line of JSON lines; item of a JSON list, from 1.
    line : the line it begins in; None for an item of a JSON list.
    cells : values by column.
    problem : why the row cannot be used; empty where nothing is wrong.
    """

    number: int
    line: int | None
    cells: dict[str, object]
    problem: str = ""

    @property
    def place(self) -> str:
        """Where it stands in the table, in words."""
        if self.line is None:
            return f"item {self.number}"
        return f"line {self.line}" if self.line == self.number else f"row {self.number} (line {self.line})"


def csv_header(text: str, is_known: Callable[[str], bool]) -> tuple[list[str], str, int]:
    """Columns of a CSV, its separator, and the number of lines up to the end of the header.

    The separator is the one that gives most columns that are known, and of equal ones most columns at all.
    """
    for n, found in enumerate(_LINE.finditer(text), 1):
        line = found[0].strip()
        if not line.strip(",;\t|"):
            continue
        told = _SEPARATOR_LINE.fullmatch(line)
        if not told:
            tried = ((_split(line, separator), separator) for separator in SEPARATORS)
            columns, separator = max(tried, key=lambda one: (sum(map(is_known, one[0])), len(one[0])))
            return columns, separator, n
    return [], ",", 0


def csv_rows(text: str, columns: Sequence[str], separator: str, skip: int) -> Iterator[TableRow]:
    """Rows below the header; lines without content are passed over.

    Parameters
    ----------
    skip : lines up to the end of the header.
    """
    lines = (found[0] for found in _LINE.finditer(text))
    for _ in range(skip):
        next(lines)
    # strict: a quote that is never closed would otherwise swallow the rest of the table.
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number, line = 1, skip + 1
    while True:
        usual = csv.field_size_limit(_LONGEST_CELL)
        problem, cells = "", []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = _NEVER_CLOSED if "end of data" in str(error) else _NOT_DOUBLED
        finally:
            csv.field_size_limit(usual)
        number += 1
        if cells and len(cells) != len(columns) and any(cells):
            problem = f"not the {len(columns)} cells of the header"
        if problem or any(cell.strip() for cell in cells):
            yield TableRow(number, line, dict(zip(columns, cells, strict=False)), problem)
        line = skip + reader.line_num + 1


def json_rows(text: str) -> Iterator[TableRow]:
    """Objects of a JSON list, or of the one list in an object; where the text is no JSON, of its lines."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        rows = list(json_line_rows(text))
        whole = TableRow(1, getattr(error, "lineno", 1), {}, f"{_NO_JSON} ({str(error)[:100]})")
        yield from rows if any(not row.problem for row in rows) else [whole]
        return
    if isinstance(found, dict):
        lists = [
            value for value in found.values() if isinstance(value, list) and any(isinstance(v, dict) for v in value)
        ]
        found = lists[0] if len(lists) == 1 else [found]
    for number, value in enumerate(found if isinstance(found, list) else [found], 1):
        yield _row(number, None, value)


def json_line_rows(text: str) -> Iterator[TableRow]:
    """Objects, one in each line; lines without content are passed over."""
    for number, found in enumerate(_LINE.finditer(text), 1):
        line = found[0].strip()
        if line:
            try:
                yield _row(number, number, json.loads(line))
            except (ValueError, RecursionError):
                yield TableRow(number, number, {}, _NO_JSON)


def _row(number: int, line: int | None, value: object) -> TableRow:
    if isinstance(value, dict):
        return TableRow(number, line, value)
    return TableRow(number, line, {}, 'not a JSON object, as {"title": "…", "text": "…"}')


def _split(line: str, separator: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator))]
    except (csv.Error, StopIteration):
        return []

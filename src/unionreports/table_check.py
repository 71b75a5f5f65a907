"""Is a frame as `tables` declares it? The first thing that is not is named with its place."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from unionreports.columns import Column, Table
from unionreports.errors import InputError
from unionreports.tables import TABLES

_REMEDY = "this is an error of the step that made the table; the declarations are in src/unionreports/tables.py"


def check(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """The frame, if it is as declared: columns and their order, types, empty cells, allowed values, keys.

    Raises
    ------
    InputError
        Naming table, column, row, value, what is allowed and what to do, for the first failure.
    """
    declared = TABLES[table]
    _check_columns(list(frame.columns), declared)
    for name, column in declared.columns.items():
        cells = frame[name]
        if str(cells.dtype) != column.dtype:
            raise _error(declared, name, f"of type {cells.dtype}, not {column.dtype}")
        for problem, wrong in _tests(cells, column, is_key=name in declared.key):
            rows = np.flatnonzero(np.asarray(wrong, dtype=bool))
            if len(rows):
                raise _error(declared, name, problem, frame, rows)
    doubled = np.flatnonzero(frame.duplicated(list(declared.key)))
    if len(doubled):
        raise _error(declared, declared.key[0], "another row has the same key", frame, doubled)
    return frame


def unencodable(frame_cells: Callable[[str], list], table: str, name: str) -> InputError:
    """What to raise where a text of a column is no text: the row of the first lone half of a surrogate pair.

    Parameters
    ----------
    frame_cells : gives the cells of a column of the table by its name.
    table, name : the table and the column.
    """
    declared = TABLES[table]
    row = next(i for i, cell in enumerate(frame_cells(name)) if not _is_text(cell))
    key = {k: frame_cells(k)[row] for k in declared.key}
    return InputError(
        f"table {table}, row {row + 1}",
        f"a character that no encoding knows {_named(key)}",
        column=name,
        value=frame_cells(name)[row],
        allowed="text without lone halves of surrogate pairs",
        remedy=_REMEDY,
    )


def _check_columns(found: list, declared: Table) -> None:
    expected = list(declared.columns)
    for name in [n for n in expected if n not in found] + [n for n in found if n not in expected]:
        problem = f"the column {name} is missing" if name in expected else f"no such column: {name}"
        raise _error(declared, None, problem)
    if found != expected:
        raise _error(declared, None, f"columns in another order: {', '.join(map(str, found))}")


def _tests(cells: pd.Series, column: Column, is_key: bool):
    """What may be wrong with cells of the right type, and where it is."""
    if not column.nullable:
        yield "an empty cell", cells.isna()
    if is_key and column.dtype == "str":
        yield "an empty cell of the key", cells == ""
    if column.joined:
        allowed = set(column.allowed)
        wrong = [cell for cell in cells.unique() if cell and not allowed.issuperset(cell.split("|"))]
        yield "not allowed", cells.isin(wrong)
    elif column.allowed:
        yield "not allowed", ~cells.isin([*column.allowed, ""])
    if column.lowest is not None:
        yield f"less than {column.lowest:g}", (cells < column.lowest).fillna(False)
    if column.highest is not None:
        yield f"more than {column.highest:g}", (cells > column.highest).fillna(False)


def _error(declared: Table, column: str | None, problem: str, frame=None, rows=()) -> InputError:
    place, value = f"table {declared.name}", None
    if len(rows):
        row = int(rows[0])
        place += f", row {row + 1}"
        value = frame[column].iloc[row]
        problem += f" {_named({k: frame[k].iloc[row] for k in declared.key})}; {len(rows)} such rows in all"
    rule = declared.rule(column) if column else f"columns {', '.join(declared.columns)}"
    if column and not len(rows):
        rule = f"{declared.columns[column].dtype}: {rule}"
    return InputError(place, problem, column=column, value=value, allowed=rule, remedy=_REMEDY)


def _named(key: dict) -> str:
    return f"(row with {', '.join(f'{k} {v}' for k, v in key.items())})"


def _is_text(cell) -> bool:
    try:
        str(cell).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True

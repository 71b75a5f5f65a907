"""Which row of a figure's CSV is meant, and is the file the one that was made with the figure?"""

from collections.abc import Sequence
from dataclasses import dataclass
import io
from pathlib import Path
import re

import pandas as pd

from unionreports.cells import plain_cell
from unionreports.datapackage import sha256
from unionreports.errors import InputError
from unionreports.tracing.example_rows import FILES
from unionreports.tracing.figure_rows import resolver_of
from unionreports.tracing.table_key import nearest

#: What `figures.save` writes into the SVG of the values that stand beside it.
_IDENTIFIER = re.compile(r"values sha256 ([0-9a-f]{64})")
#: Characters of an SVG that hold its metadata: they come before the drawing.
_HEAD = 10_000
#: Values named where one is not found.
_SHOWN = 8


@dataclass(frozen=True)
class FigureValues:
    """A figure's CSV: its rows as text, and what must be said of the file."""

    file: Path
    rows: pd.DataFrame
    note: str = ""


def is_figure_file(typed: str) -> bool:
    """Whether what was typed for a table is a file: tables have no path and no ending."""
    return typed.lower().endswith(".csv") or "/" in typed or "\\" in typed


def read_values(file: Path) -> FigureValues:
    """The values of a figure.

    Raises
    ------
    InputError
        There is no such file, it is no figure's CSV, or it was changed after it was made.
    """
    if not file.is_file():
        near = nearest(file.name, [p.name for p in sorted(file.parent.glob("*.csv"))], 3)
        raise InputError(
            file,
            "there is no such file",
            allowed=", ".join(str(file.parent / name) for name in near) or None,
            remedy="give the CSV that stands beside a figure, as figures/03_by_level.csv",
        )
    content = file.read_bytes()
    svg = file.with_suffix(".svg")
    if not svg.is_file():
        raise InputError(
            file,
            f"is no figure's CSV: no {svg.name} stands beside it",
            remedy="give the CSV as `unionreports notebooks` wrote it into the folder figures",
        )
    try:
        rows = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False, encoding="utf-8")
    except (UnicodeDecodeError, ValueError) as error:
        raise InputError(
            file, f"cannot be read as a CSV ({error})", remedy="make it again with: unionreports notebooks"
        ) from None
    note = _unchanged(file, svg)
    rows.columns = [plain_cell(name) for name in rows.columns]
    rows = rows.map(plain_cell)
    if FILES not in rows and resolver_of(list(rows.columns)) is None:
        raise InputError(
            file,
            "is no figure's CSV, or one of an earlier version: no column leads to the tables",
            value=", ".join(rows.columns),
            remedy="make it again with: unionreports notebooks",
        )
    return FigureValues(file, rows, note)


def numbered_row(values: FigureValues, number: str) -> int:
    """Position of the data row with this number, counted from 1.

    Raises
    ------
    InputError
        It is no number, or there is no such row.
    """
    n = len(values.rows)
    if not number.isdecimal() or not 1 <= int(number) <= n:
        raise InputError(
            values.file,
            "no such row" if n else "the figure shows nothing: its CSV has no rows",
            value=number,
            allowed=f"1 to {n}: data rows, without the header" if n else None,
            remedy="give the number of a row, or what stands in it with --where COLUMN=VALUE"
            if n
            else "see why in the figure",
        )
    return int(number) - 1


def rows_where(values: FigureValues, conditions: Sequence[str]) -> list[int]:
    """Positions of the data rows in which columns have these values.

    Parameters
    ----------
    conditions
        Each as column=value; an empty value asks for an empty cell.

    Raises
    ------
    InputError
        A condition is none, a column is unknown, or no row has these values.
    """
    found = pd.Series(True, index=values.rows.index)
    for condition in conditions:
        column, sign, value = condition.partition("=")
        if not sign or column not in values.rows:
            raise InputError(
                values.file,
                "no such column" if sign else "--where needs COLUMN=VALUE",
                value=condition,
                allowed=", ".join(values.rows.columns),
                remedy="name a column of the file, as --where level=county priority=organising",
            )
        here = found & (values.rows[column] == value)
        if not here.any():
            there = list(dict.fromkeys(values.rows.loc[found, column]))
            near = nearest(value, there, _SHOWN)
            raise InputError(
                values.file,
                "no row has this value" + (" beside the others asked for" if len(conditions) > 1 else ""),
                column=column,
                value=value,
                allowed=", ".join(near) + (" ..." if len(there) > len(near) else ""),
                remedy="correct the value",
            )
        found = here
    return found[found].index.tolist()


def _unchanged(file: Path, svg: Path) -> str:
    """Raise where the CSV is not the one made with the figure; what must be said where that cannot be known."""
    said = _IDENTIFIER.search(svg.read_text(encoding="utf-8", errors="replace")[:_HEAD])
    if said is None:
        return f"{svg.name} does not say which values it was drawn from: whether {file.name} was changed since is not known"
    if sha256(file) == said[1]:
        return ""
    raise InputError(
        file,
        f"was changed after it was made: it is not the file that {svg.name} was drawn from",
        remedy="make both again with: unionreports notebooks",
    )

"""Rows of lexicon files, each knowing where it stands, so that an error can name file and line."""

from collections.abc import Sequence
import csv
from pathlib import Path

import pandas as pd

from unionreports.config import LEXICONS
from unionreports.errors import InputError
from unionreports.sheets import read_sheet

#: Lexicons that NAME.extra.csv may extend. The gazetteer's tables can only be replaced.
EXTENDABLE = (
    "calendar_terms",
    "coded_units",
    "false_friends",
    "formulae",
    "furniture",
    "priorities",
    "stopwords",
    "terms",
)


def read_rows(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """The rows of a lexicon, as text, with two more columns: `file` (a Path) and `line`.

    Parameters
    ----------
    columns
        The columns it must have; it may have others. The first may not be empty.

    Raises
    ------
    InputError
        No CSV in UTF-8, a column missing or doubled, a row of another length, an empty first cell.
    """
    header = _header(path)
    missing = [c for c in columns if header and c not in header]
    if missing:
        raise InputError(path, f"column {', '.join(missing)} is missing", line=1, remedy="add it to the header")
    names = list(dict.fromkeys([*columns, *header]))
    rows = read_sheet(path, names, columns[:1])
    table = pd.DataFrame({name: pd.Series([r.cells[name] for r in rows], dtype="str") for name in names})
    return table.assign(
        file=pd.Series([path] * len(rows), dtype="object"), line=pd.Series([r.line for r in rows], dtype="int64")
    )


def refuse(row, column: str, problem: str, *, allowed: str | None = None, remedy: str) -> InputError:
    """What to raise about one cell of a row of `read_rows`."""
    return InputError(
        row["file"], problem, line=row["line"], column=column, value=row[column], allowed=allowed, remedy=remedy
    )


def refuse_values(rows: pd.DataFrame, column: str, problem: str, allowed: Sequence[str], remedy: str) -> None:
    """Raise about the first row whose cell is none of the words allowed."""
    wrong = rows[~rows[column].isin(list(allowed))]
    if len(wrong):
        raise refuse(wrong.iloc[0], column, problem, allowed=", ".join(a for a in allowed if a), remedy=remedy)


def refuse_doubles(rows: pd.DataFrame, category: str) -> None:
    """Raise where a file has a term more than once.

    Parameters
    ----------
    rows
        With term, file and line.
    category
        Column that tells what a term is listed under.
    """
    doubled = rows[rows.duplicated(["file", "term"])]
    if doubled.empty:
        return
    first = doubled.iloc[0]
    terms = doubled["term"].unique()
    named = "; ".join(f"{t} ({', '.join(sorted(set(rows.loc[rows['term'] == t, category])))})" for t in terms[:5])
    raise InputError(
        first["file"],
        f"{len(terms)} terms stand more than once: {named}",
        line=first["line"],
        remedy="keep each in one place",
    )


def refuse_unknown(folder: Path) -> None:
    """Raise about a CSV of a project's folder of lexicons that nothing reads: its name is a slip, or it cannot extend."""
    known = {path.name for path in LEXICONS.glob("*.csv*")}
    known |= {f"{name}.extra.csv" for name in EXTENDABLE}
    for path in sorted(folder.glob("*.csv*")):
        if path.name not in known:
            raise InputError(
                path,
                "no lexicon has this name",
                allowed=", ".join(sorted(known)),
                remedy="correct the name, or move the file to another folder",
            )


def _header(path: Path) -> list[str]:
    """Names in the first line that is not empty; none where the file cannot be read, which `read_sheet` will say."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = next((cells for cells in csv.reader(file) if any(c.strip() for c in cells)), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
    return [c.strip() for c in first]

"""Rows of lexicon files, each knowing where it stands, so that an error can name file and line."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
import re

import pandas as pd

from unionreports.config import LEXICONS
from unionreports.errors import InputError
from unionreports.sheets import csv_lines, decode_sheet, read_sheet

#: Lexicons that NAME.extra.csv may extend. The gazetteer's tables can only be replaced.
EXTENDABLE = (
    "beneficiaries",
    "calendar_terms",
    "ceilings",
    "claims",
    "coded_units",
    "contrasts",
    "false_friends",
    "formulae",
    "furniture",
    "measures",
    "personal_names",
    "prices",
    "priorities",
    "set_phrases",
    "stopwords",
    "synonyms",
    "terms",
    "topic_labels",
)

#: What stands in quotes or title marks is one expression, whatever marks are in it.
_QUOTED = re.compile("《[^《》]*》|“[^“”]*”")
#: No term has one of these: they are meant to part terms, as | does.
_NEVER_IN_TERMS = re.compile(r"[；;｜\r\n]")
#: A term may have one of these (听党话、跟党走): they are taken for separators where a cell has no |.
_SELDOM_IN_TERMS = re.compile("[、，,]")


def read_rows(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> pd.DataFrame:
    """The rows of a lexicon, as text, with two more columns: `file` (a Path) and `line`.

    Parameters
    ----------
    columns
        The columns it must have. The first may not be empty.
    optional
        Columns that are read where they are there. Any other column is a note of the researcher's own.

    Raises
    ------
    InputError
        No CSV in UTF-8 or GB 18030 separated by commas, a column missing, doubled or nearly named like one that is
        read, a row of another length, an empty first cell.
    """
    header = _header(path)
    _refuse_slips(path, header, [*columns, *optional])
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


def refuse_lists(rows: pd.DataFrame, columns: Iterable[str]) -> None:
    """Raise about a cell whose terms are joined with other marks than |: it would be one term that stands nowhere."""
    for column in columns:
        for _, row in rows.iterrows():
            cell = _QUOTED.sub("", row[column])
            if "|" not in row[column] and _SELDOM_IN_TERMS.search(cell):
                remedy = "join terms with |; one term that has the mark in it ends with |, as 听党话、跟党走|"
            elif _NEVER_IN_TERMS.search(cell):
                remedy = "join terms with |"
            else:
                continue
            raise refuse(row, column, "terms are joined with another mark than |", remedy=remedy)


def like_a_list(term: str) -> bool:
    """Whether a term is rather several, joined with 、 or ，, than one expression of two or three even parts."""
    parts = [part.strip() for part in _SELDOM_IN_TERMS.split(_QUOTED.sub("", term))]
    return len(parts) > 3 or len(set(map(len, parts))) > 1


def nearest(name: str, known: Sequence[str]) -> str:
    """The known name that this one is most likely meant for; empty where none is near."""
    close = get_close_matches(name, known, n=1, cutoff=0.8)
    parts = [k for k in known if min(len(k), len(name)) > 3 and (k.startswith(name) or name.startswith(k))]
    return next(iter([*close, *parts]), "")


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


def _refuse_slips(path: Path, header: Sequence[str], read: Sequence[str]) -> None:
    """Raise about a column that nothing reads and that is nearly named like one that is read and not there."""
    lacking = [c for c in read if c not in header]
    for name in header:
        written = re.sub(r"[\s-]+", "_", name.lower())
        meant = "" if name in read else next(iter(get_close_matches(written, lacking, n=1, cutoff=0.8)), "")
        # definition_zh beside definition is a column of its own and no slip.
        if meant and not written.startswith(f"{meant}_"):
            raise InputError(
                path,
                f"nothing reads a column of this name; did you mean {meant}?",
                line=1,
                value=name,
                remedy=f"name it {meant}; if it is a note of your own, give it a name less like that",
            )


def _header(path: Path) -> list[str]:
    """Names in the first line that is not empty; none where `read_sheet` will say why it cannot read the file."""
    try:
        text, _ = decode_sheet(path, path.read_bytes())
        first = next((cells for _, cells in csv_lines(path, text) if any(cells)), [])
    except (OSError, InputError):
        return []
    separated = len(first) > 1 or not any(mark in cell for cell in first for mark in ";\t|")
    return first if separated else []

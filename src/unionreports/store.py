"""Write and read the tables of a folder: checked, sorted, same bytes every time, never half of two runs.

A folder holds one Parquet file for each table, a CSV beside it for those that people read, and
`datapackage.json` (Frictionless Data Package), which names every file with its SHA-256.

A run that is killed leaves whole tables behind: the new set is written to `.writing`, renamed to `.next` when it
is complete, and only then moved over the old one. Whoever next opens a folder that has a `.next` first
finishes that move.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
import json
import os
from pathlib import Path
import shutil

import pandas as pd
import pyarrow
import pyarrow.parquet

from unionreports.datapackage import DESCRIPTOR, descriptor, resources, sha256
from unionreports.errors import InputError
from unionreports.files import NO_ROOM, flush
from unionreports.lock import unmoved
from unionreports.model_tables import MODEL_TABLES
from unionreports.row_order import in_order
from unionreports.statement_tables import STATEMENT_TABLES
from unionreports.table_check import check
from unionreports.table_files import GROUP_ROWS, TableFiles, as_arrow
from unionreports.tables import TABLES


def write_tables(frames: Mapping[str, pd.DataFrame], folder: Path, keep: Collection[str] = ()) -> None:
    """Write a whole set of tables in place of the one that `folder` holds.

    Parameters
    ----------
    frames : table name to frame; rows in any order. Files of tables that are not among them are removed.
    folder : made if missing. Files in it that no earlier run wrote are left alone.
    keep : tables of the set in `folder` that stay as they are, unless `frames` has them too.

    Raises
    ------
    InputError
        A frame is not as declared, or is no table; or a table to keep is missing or was changed; or the folder cannot
        be written to. The set in `folder` is the old one then.
    """
    unknown = set(frames) - set(TABLES)
    if unknown:
        raise InputError(
            folder,
            f"no such table: {', '.join(sorted(unknown))}",
            allowed=", ".join(TABLES),
            remedy="declare it in src/unionreports/tables.py",
        )
    ordered = {name: as_arrow(in_order(check(frames[name], name), name), name) for name in TABLES if name in frames}

    def fill(writing: Path) -> list[dict]:
        kept = _whole(folder, [name for name in TABLES if name in keep and name not in frames])
        for resource in kept:
            shutil.copyfile(folder / resource["path"], writing / resource["path"])
        for name, table in ordered.items():
            with TableFiles(writing, name) as files:
                for first in range(0, len(table), GROUP_ROWS):
                    files.append(table.slice(first, GROUP_ROWS))
        return [*kept, *resources({name: len(table) for name, table in ordered.items()}, writing)]

    replace_set(folder, fill)


def replace_set(folder: Path, fill: Callable[[Path], Iterable[dict]]) -> None:
    """Put a new set of tables in place of the one that `folder` holds.

    Parameters
    ----------
    folder : made if missing.
    fill : writes the files of the new set into the folder it is given, and returns their entries for the descriptor.
        Files it writes without an entry are moved with the set.

    Raises
    ------
    InputError
        The files cannot be written. The set in `folder` is the old one then.
    """
    with _named_failures(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with unmoved(folder) as mine:
            _finish(folder, mine)
        writing = folder / ".writing"
        if writing.exists():
            shutil.rmtree(writing)
        writing.mkdir()
        try:
            (writing / DESCRIPTOR).write_text(descriptor(list(fill(writing))), encoding="utf-8", newline="\n")
            for path in writing.iterdir():
                flush(path)
            flush(writing)
            with unmoved(folder) as mine:
                os.replace(writing, folder / ".next")
                flush(folder)
                _finish(folder, mine)
        except Exception:
            shutil.rmtree(writing, ignore_errors=True)
            raise


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """One table as it was written.

    Raises
    ------
    InputError
        The folder has no such table, or its file is not the one that was written.
    """
    return read_tables([name], folder)[name]


def read_tables(names: Iterable[str], folder: Path) -> dict[str, pd.DataFrame]:
    """Several tables as they were written, all of one set; as `read_table`."""
    return {name: table.to_pandas() for name, table in read_arrow(names, folder).items()}


def read_arrow(names: Iterable[str], folder: Path) -> dict[str, pyarrow.Table]:
    """Several tables as Arrow has them, all of one set; as `read_table`."""
    names = list(names)
    with unmoved(folder):
        _whole(folder, names, ("parquet",))
        return {name: pyarrow.parquet.read_table(folder / f"{name}.parquet") for name in names}


def hashes(folder: Path) -> dict[str, str]:
    """File name to SHA-256 of every file of the set in `folder`, as its descriptor says.

    Raises
    ------
    InputError
        The folder holds no set of tables.
    """
    return {r["path"]: r["hash"].removeprefix("sha256:") for r in _listed(folder)}


def held(folder: Path) -> list[str]:
    """Names of the tables in `folder`; none where there is no set of tables."""
    try:
        return [Path(file).stem for file in hashes(folder) if file.endswith(".parquet")]
    except InputError:
        return []


def changed(folder: Path, file: str, expected: str) -> str:
    """What is wrong with a file of a set; empty where it is the one that was written."""
    path = folder / file
    if not path.exists():
        return "the file is gone"
    found = sha256(path)
    return "" if found == expected else f"the file was changed after it was written (sha256 {found}, not {expected})"


def _listed(folder: Path) -> list[dict]:
    """Entries of the descriptor of `folder`, one for each file."""
    with unmoved(folder) as mine:
        _finish(folder, mine)
        path = folder / DESCRIPTOR
        if not path.exists():
            raise InputError(path, "no tables here", remedy="make them with: unionreports build")
        try:
            return json.loads(path.read_text(encoding="utf-8"))["resources"]
        except (ValueError, KeyError, TypeError):
            remedy = "make the tables again with: unionreports build"
            raise InputError(path, "the file was changed after it was written", remedy=remedy) from None


def _whole(folder: Path, names: Collection[str], kinds: Collection[str] = ("csv", "parquet")) -> list[dict]:
    """Entries of the files of these tables, each as it was written; InputError where one is not."""
    if not names:
        return []
    listed = _listed(folder)
    found = [r for r in listed if Path(r["path"]).stem in names and r["format"] in kinds]
    for name in names:
        if f"{name}.parquet" not in {r["path"] for r in found}:
            held = ", ".join(Path(r["path"]).stem for r in listed if r["format"] == "parquet")
            raise InputError(
                folder, f"no table {name!r} here", allowed=held or None, remedy=f"make it with: {_command(name)}"
            )
    for resource in found:
        problem = changed(folder, resource["path"], resource["hash"].removeprefix("sha256:"))
        if problem:
            raise InputError(
                folder / resource["path"],
                problem,
                remedy=f"make it again with: {_command(Path(resource['path']).stem)}",
            )
    return found


def _command(table: str) -> str:
    """The command that makes a table."""
    declared = TABLES.get(table)
    if declared in STATEMENT_TABLES:
        return "unionreports statements"
    return "unionreports models" if declared in MODEL_TABLES else "unionreports build"


def _finish(folder: Path, may_move: bool) -> None:
    """Move a complete new set over the old one. Can be stopped and begun again at any point."""
    arrived = folder / ".next"
    if not may_move:
        return
    if not (arrived / DESCRIPTOR).exists():
        # No new set, or one of which all but the empty folder has been moved.
        if arrived.exists():
            arrived.rmdir()
        return
    listed = {r["path"] for r in json.loads((arrived / DESCRIPTOR).read_text(encoding="utf-8"))["resources"]}
    for path in sorted(arrived.iterdir()):
        if path.name != DESCRIPTOR:
            os.replace(path, folder / path.name)
    for name in TABLES:
        for file in {f"{name}.parquet", f"{name}.csv"} - listed:
            (folder / file).unlink(missing_ok=True)
    os.replace(arrived / DESCRIPTOR, folder / DESCRIPTOR)
    arrived.rmdir()
    flush(folder)


@contextmanager
def _named_failures(folder: Path) -> Iterator[None]:
    """Where files cannot be written, say so, and that nothing is lost."""
    try:
        yield
    except OSError as error:
        place = error.filename or folder
        if error.errno in NO_ROOM:
            problem, remedy = "there is no room to write the tables", "free some space on the disk"
        else:
            problem = f"cannot be used ({error.strerror or error})"
            remedy = "check that it is there, a file or a folder as it should be, and that you may read and write it"
        raise InputError(
            place,
            problem,
            remedy=f"{remedy}, and run this again",
            until_then="the tables are whole, those of before unless the new ones were complete",
        ) from error

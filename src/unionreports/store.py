"""Write and read the tables of a folder: checked, sorted, same bytes every time, never half of two runs.

A folder holds one Parquet file for each table, a CSV beside it for those that people read, and
`datapackage.json` (Frictionless Data Package), which names every file with its SHA-256.

A run that is killed leaves whole tables behind: the new set is written to `.writing`, renamed to `.next` when it
is complete, and only then moved over the old one. Whoever next opens a folder that has a `.next` first
finishes that move.
"""

from collections.abc import Collection, Mapping
import json
import os
from pathlib import Path
import re
import shutil

import pandas as pd
import pyarrow
import pyarrow.parquet

from unionreports.datapackage import DESCRIPTOR, descriptor, resources, sha256
from unionreports.errors import InputError
from unionreports.model_tables import MODEL_TABLES
from unionreports.tables import TABLES

#: Tables with a row for every word are for machines only; as CSV they would be many times the corpus.
WITHOUT_CSV = ("tokens", "document_topics", "topic_terms")


def check(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """The frame, if it is as `tables` declares it.

    Raises
    ------
    InputError
        Naming table, column, row, value, what is allowed and what to do, for the first failure.
    """
    from pandera.errors import SchemaErrors

    declared = TABLES[table]
    try:
        return declared.schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
    # A missing or misnamed column comes first: it makes every other failure meaningless.
    first = cases.sort_values("schema_context", kind="stable").iloc[0]
    known = first["column"] in declared.columns
    row = None if pd.isna(first["index"]) else int(first["index"]) + 1
    problem = str(first["check"])
    if row is not None:
        key = {k: frame.iloc[row - 1][k] for k in declared.key if k in frame}
        problem += f" (row with {', '.join(f'{k} {v}' for k, v in key.items())})"
    raise InputError(
        f"table {table}" + f", row {row}" * (row is not None),
        f"{problem}; {len(cases)} failures in all",
        column=first["column"] if known else None,
        value=first["failure_case"],
        allowed=declared.rule(first["column"]) if known else f"columns {', '.join(declared.columns)}",
        remedy="this is an error of the step that made the table; the declarations are in src/unionreports/tables.py",
    )


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
        A frame is not as declared, or is no table; or a table to keep is missing or was changed. Nothing is
        written then.
    """
    unknown = set(frames) - set(TABLES)
    if unknown:
        raise InputError(
            folder,
            f"no such table: {', '.join(sorted(unknown))}",
            allowed=", ".join(TABLES),
            remedy="declare it in src/unionreports/tables.py",
        )
    ordered = {name: _sorted(check(frames[name], name), TABLES[name].key) for name in TABLES if name in frames}
    folder.mkdir(parents=True, exist_ok=True)
    kept = _whole(folder, [name for name in TABLES if name in keep and name not in frames])
    _finish(folder)
    writing = folder / ".writing"
    if writing.exists():
        shutil.rmtree(writing)
    writing.mkdir()
    for resource in kept:
        shutil.copyfile(folder / resource["path"], writing / resource["path"])
    for name, frame in ordered.items():
        pyarrow.parquet.write_table(
            pyarrow.Table.from_pandas(frame, preserve_index=False), writing / f"{name}.parquet", compression="zstd"
        )
        if name not in WITHOUT_CSV:
            # Every text is quoted: a carriage return inside a bare cell would end the row for most readers.
            frame.to_csv(writing / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8", quoting=2)
    text = descriptor([*kept, *resources(ordered, writing)])
    (writing / DESCRIPTOR).write_text(text, encoding="utf-8", newline="\n")
    for path in writing.iterdir():
        _flush(path)
    _flush(writing)
    os.replace(writing, folder / ".next")
    _flush(folder)
    _finish(folder)


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """One table as it was written.

    Raises
    ------
    InputError
        The folder has no such table, or its file is not the one that was written.
    """
    _whole(folder, [name], ("parquet",))
    return pyarrow.parquet.read_table(folder / f"{name}.parquet").to_pandas()


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
    _finish(folder)
    path = folder / DESCRIPTOR
    if not path.exists():
        raise InputError(path, "no tables here", remedy="make them with: unionreports build")
    return json.loads(path.read_text(encoding="utf-8"))["resources"]


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
    return "unionreports models" if TABLES.get(table) in MODEL_TABLES else "unionreports build"


def _sorted(frame: pd.DataFrame, key: tuple[str, ...]) -> pd.DataFrame:
    """Rows by key, numbers inside an id counting as numbers: s1-2 stands before s1-10."""
    ranks = pd.DataFrame({k: _rank(frame[k]) for k in key})
    return frame.iloc[ranks.sort_values(list(key), kind="stable").index].reset_index(drop=True)


def _rank(column: pd.Series):
    if column.dtype != "str":
        return column.to_numpy()
    codes, ids = pd.factorize(column)
    order = sorted(range(len(ids)), key=lambda i: (re.sub(r"\d+", lambda n: n[0].zfill(20), ids[i]), ids[i]))
    rank = pd.Series(range(len(ids)), index=order).sort_index()
    return rank.to_numpy()[codes]


def _finish(folder: Path) -> None:
    """Move a complete new set over the old one. Can be stopped and begun again at any point."""
    arrived = folder / ".next"
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
    _flush(folder)


def _flush(path: Path) -> None:
    """Ask the disk to keep what was written; folders cannot be flushed on Windows and need not be."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

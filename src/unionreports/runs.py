"""Run many independent tasks: in one process or several, each result kept on disk, so that a stopped run goes on.

A result is kept under a hash of everything it depends on (function, arguments, libraries, code of this package).
What was not finished is run; what was is read; nothing is ever taken for the result of other input.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
import io
import json
from multiprocessing import get_context
from pathlib import Path
import re
import sys
import traceback
import zipfile

import numpy as np
import pandas as pd
import pyarrow
import pyarrow.parquet
from tqdm import tqdm

from unionreports.content_hash import code_hash, content_hash, environment_hash
from unionreports.files import replace_file
from unionreports.threads import one_thread

Result = pd.DataFrame | dict[str, pd.DataFrame | np.ndarray]


@dataclass(frozen=True)
class Task:
    """One call to be made.

    Attributes
    ----------
    name
        What the call is about, for people; unlike those of the other tasks of a run.
    function
        A function of a module (not one defined inside another), so that other processes find it. It returns a frame, or a
        dict of frames and arrays.
    arguments
        Its keyword arguments; `content_hash.content_hash` says which types there may be.
    """

    name: str
    function: Callable[..., Result]
    arguments: Mapping = field(default_factory=dict)


class TasksFailed(Exception):
    """Some tasks could not be done. `failures` holds the traceback of each, by the name of the task."""

    def __init__(self, failures: Mapping[str, str], n_tasks: int):
        name, first = next(iter(failures.items()))
        others = f"; so did: {', '.join(list(failures)[1:])}" if len(failures) > 1 else ""
        super().__init__(
            f"{len(failures)} of {n_tasks} tasks failed; the others are done and kept. First {name!r}{others}\n{first}"
        )
        self.failures = dict(failures)


def run_tasks(tasks: Sequence[Task], folder: Path | None = None, jobs: int = 1, progress: str = "") -> list[Result]:
    """The results of the tasks, in their order, the same for any number of processes.

    Parameters
    ----------
    tasks
        Calls that do not need each other's results.
    folder
        Where results are kept; made if missing. None keeps nothing.
    jobs
        Processes. Each works on one thread: so its last digits do not depend on the machine's cores.
    progress
        Heading of a bar on stderr; empty for none.

    Raises
    ------
    TasksFailed
        Tasks raised an error, gave something that is no result, or their process died. All others are done first.
    OSError
        A result cannot be kept, as on a full disk; at once, since the next ones could not be kept either.
    ValueError
        Two tasks have one name.
    """
    names = [task.name for task in tasks]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"two tasks are called {twice!r}; give each a name of its own.")
    files = _files(tasks, folder)
    results = {i: result for i, file in enumerate(files) if (result := _kept(file)) is not None}
    failures: dict[int, str] = {}
    rest = [i for i in range(len(tasks)) if i not in results]
    with tqdm(
        total=len(tasks), initial=len(results), desc=progress, unit=" tasks", file=sys.stderr, disable=not progress
    ) as bar:
        if results:
            bar.set_postfix_str(f"{len(results)} from an earlier run")
        for i, packed, problem in _attempts({i: (tasks[i], files[i]) for i in rest}, jobs):
            if packed is None:
                failures[i] = problem
            else:
                # Read back from the bytes also now: a result must not depend on whether it was kept.
                results[i] = _unpacked(packed)
            bar.update()
    if failures:
        raise TasksFailed({names[i]: failures[i] for i in sorted(failures)}, len(tasks))
    return [results[i] for i in range(len(tasks))]


def prune(tasks: Iterable[Task], folder: Path) -> int:
    """Delete the kept results that belong to none of these tasks, and what a killed run left half written; how many."""
    needed = {file.name for file in _files(list(tasks), folder)}
    # Written by this module: a name, 16 digits of the hash; beside it, with a dot before, what replace_file began.
    old = [path for path in folder.glob("*.zip*") if path.name not in needed and _OURS.search(path.name)]
    for path in old:
        path.unlink()
    return len(old)


_OURS = re.compile(r"-[0-9a-f]{16}\.zip($|\.)")


def _files(tasks: Sequence[Task], folder: Path | None) -> list[Path | None]:
    """Where the result of each task is kept."""
    if folder is None:
        return [None] * len(tasks)
    # Tasks share their large arguments, and each is hashed once.
    known: dict[int, str] = {}
    files = []
    for task in tasks:
        arguments = [
            (name, known.get(id(value)) or known.setdefault(id(value), content_hash(value)))
            for name, value in sorted(task.arguments.items())
        ]
        key = content_hash((code_hash(task.function), environment_hash(), arguments))
        files.append(folder / f"{re.sub(r'[^0-9A-Za-z.=]+', '_', task.name)[:80]}-{key[:16]}.zip")
    return files


def _kept(file: Path | None) -> Result | None:
    """The result a file holds; None where there is none, or none that can be read: it is made again then."""
    if file is None or not file.exists():
        return None
    try:
        return _unpacked(file.read_bytes())
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, pyarrow.ArrowException):
        return None


def _attempts(todo: Mapping[int, tuple[Task, Path | None]], jobs: int) -> Iterator[tuple[int, bytes | None, str]]:
    """Number, packed result or None, and what went wrong, of each task as it is done."""
    if jobs == 1 or len(todo) < 2:
        for i, (task, file) in todo.items():
            yield (i, *_attempt(task, file))
        return
    with _pool(min(jobs, len(todo))) as pool:
        futures = {pool.submit(_attempt, task, file): i for i, (task, file) in todo.items()}
        for future in as_completed(futures):
            try:
                yield (futures[future], *future.result())
            except BrokenProcessPool:
                yield (futures[future], None, "its process died, perhaps for want of memory; try again with fewer jobs")
            except OSError:
                raise
            except Exception:  # noqa: BLE001 - as arguments that cannot be sent to another process
                yield (futures[future], None, traceback.format_exc())


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that start afresh, as they do on every system; when stopped, none begins another task."""
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _attempt(task: Task, file: Path | None) -> tuple[bytes | None, str]:
    """Do a task and keep its result; where it fails, None and the traceback.

    Kept by the process that made it: then it is not lost when the one that asked is stopped. Errors are told as text, since not
    every exception can be sent to another process.
    """
    try:
        with one_thread():
            packed = _packed(task.function(**task.arguments))
    except Exception:  # noqa: BLE001 - whatever a task raises, the others go on
        return None, traceback.format_exc()
    if file is not None:
        replace_file(file, packed)
    return packed, ""


def _packed(result: Result) -> bytes:
    """A result as a zip of Parquet files (frames) and .npy files (arrays), with the same bytes for equal results."""
    single = isinstance(result, pd.DataFrame)
    parts = {"result": result} if single else result
    if not isinstance(parts, dict):
        raise TypeError(
            f"the task returned {type(parts).__name__}; a result is a frame, or a dict of frames and arrays."
        )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        kinds = {name: "parquet" if isinstance(part, pd.DataFrame) else "npy" for name, part in parts.items()}
        _add(archive, "contents.json", json.dumps({"single": single, "kinds": kinds}).encode())
        for i, (name, part) in enumerate(parts.items()):
            content = io.BytesIO()
            if kinds[name] == "parquet":
                pyarrow.parquet.write_table(pyarrow.Table.from_pandas(part), content, compression="zstd")
            elif isinstance(part, np.ndarray):
                np.save(content, part, allow_pickle=False)
            else:
                raise TypeError(f"{name} of the result is {type(part).__name__}; it may be a frame or an array.")
            _add(archive, f"{i}.{kinds[name]}", content.getvalue())
    return buffer.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    # With a date of its own making, an archive would differ from run to run.
    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)


def _unpacked(packed: bytes) -> Result:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        contents = json.loads(archive.read("contents.json"))
        parts = {}
        for i, (name, kind) in enumerate(contents["kinds"].items()):
            content = io.BytesIO(archive.read(f"{i}.{kind}"))
            parts[name] = (
                pyarrow.parquet.read_table(content).to_pandas()
                if kind == "parquet"
                else np.load(content, allow_pickle=False)
            )
    return parts["result"] if contents["single"] else parts

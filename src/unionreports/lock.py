"""Who may change the tables of a folder now? One run at a time; another waits, or says who is at it.

The lock is one of the operating system: it goes with the process that holds it, however that ends.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
import json
import os
from pathlib import Path
import socket

from filelock import FileLock, Timeout

from unionreports.errors import InputError

#: Held by a run that makes tables, from the first page it reads to the last file it writes.
RUN = ".lock"
#: Held for as long as files are moved or one table is read.
_MOVE = ".moving"
_HOLDER = ".lock-holder.json"
#: Seconds a run waits for another, and a reader for files to be moved.
WAIT = 60.0


@contextmanager
def only_run(
    folder: Path, command: str, say: Callable[[str], None] = lambda line: None, wait: float = WAIT
) -> Iterator[None]:
    """The time in which no other run makes tables in `folder`; a run inside a run of the same process may enter.

    Parameters
    ----------
    folder : made if missing.
    command : what runs, for whoever has to wait for it.
    say : is told that the run has to wait.
    wait : seconds to wait at most.

    Raises
    ------
    InputError
        Another run takes longer than that; names it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / RUN, is_singleton=True)
    outermost = not lock.is_locked
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"{_holder(folder)} is at work on {folder}; waiting up to {wait:g} seconds for its end ...")
        try:
            lock.acquire(timeout=wait)
        except Timeout:
            raise InputError(
                folder,
                f"{_holder(folder)} is at work on these tables, and one run at a time may change them",
                remedy="wait for its end, or stop it, and run this again",
            ) from None
    try:
        if outermost:
            _sign(folder, command)
        yield
    finally:
        if outermost:
            with suppress(OSError):
                (folder / _HOLDER).unlink()
        lock.release()


@contextmanager
def unmoved(folder: Path) -> Iterator[bool]:
    """The time in which nobody else moves files of `folder`; whether this process may move some.

    A folder that nobody may write to has no lock, and needs none: nobody can move files there.

    Raises
    ------
    InputError
        Somebody holds the lock for longer than any move takes.
    """
    if not folder.is_dir():
        yield False
        return
    lock = FileLock(folder / _MOVE, is_singleton=True)
    try:
        lock.acquire(timeout=WAIT)
    except Timeout:
        raise InputError(
            folder, "another process is moving or reading these tables", remedy="wait for its end, and run this again"
        ) from None
    except OSError:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _sign(folder: Path, command: str) -> None:
    """Leave word of who holds the lock; it is for people only, so a full disk does not stop the run here."""
    held = {
        "command": command,
        "process": os.getpid(),
        "machine": socket.gethostname(),
        "since": datetime.now().isoformat(" ", "minutes"),
    }
    with suppress(OSError):
        (folder / _HOLDER).write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")


def _holder(folder: Path) -> str:
    """The run that holds the lock, in words."""
    try:
        held = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        return f"{held['command']} (process {held['process']} on {held['machine']}, since {held['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another run"

"""A process that reads pages for another one, so that a library that crashes or hangs takes nothing else with it.

Run as `python -m unionreports.corpus.reading.child MODULE:FUNCTION`. Each line of standard input is the path of a file
and the SHA-256 it must have, as JSON; each line of standard output after the first, `ready`, is the
page read from it, or `null` where the file cannot be opened.
"""

from dataclasses import asdict
from hashlib import sha256
from importlib import import_module
import json
import os
from pathlib import Path
import sys

from .raw_page import RawPage

#: Address space of the process in bytes, where the system can limit it: the largest file read takes a quarter.
_MOST_MEMORY = 4 << 30


def serve(reader_name: str) -> None:
    """Read pages until standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What a library prints must not get between the answers.
    os.dup2(2, 1)
    _limit_memory()
    module, _, function = reader_name.partition(":")
    reader = getattr(import_module(module), function)
    answers.write("ready\n")
    answers.flush()
    for line in sys.stdin:
        path, digest = json.loads(line)
        page = _read(reader, Path(path), digest)
        answers.write(json.dumps(page and asdict(page)) + "\n")
        answers.flush()


def _read(reader, path: Path, digest: str) -> RawPage | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if sha256(data).hexdigest() != digest:
        return RawPage("", "unknown", "", "the file was changed while it was read: run the command again")
    return reader(path.name, data)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    if most == resource.RLIM_INFINITY or most > _MOST_MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, most))


if __name__ == "__main__":
    serve(sys.argv[1])

"""How is a file replaced, so that a reader, or a run that is killed, never meets half of one?"""

import errno
import os
from pathlib import Path
import tempfile

#: What a write fails with where there is no room: disk, share of a user, limit of a file's size.
NO_ROOM = frozenset(getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name))


def replace_file(path: Path, content: bytes) -> None:
    """Write beside the target and rename; folders that are missing are made.

    A failure leaves the target as it was and nothing beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp makes a file that its owner alone may read.
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def flush(path: Path) -> None:
    """Ask the disk to keep what was written; folders cannot be flushed on Windows and need not be."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

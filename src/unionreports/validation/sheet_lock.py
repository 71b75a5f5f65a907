"""Is a filled-in sheet still what its coder locked, before anyone saw a score?

The lock stands beside the sheet and holds the SHA-256 of its bytes, in the form that `sha256sum --check` reads. It is a
seal, not a safe: it shows that a sheet was changed, and whoever deletes it has decided to.
"""

from hashlib import sha256
from pathlib import Path
import re

from unionreports.errors import InputError
from unionreports.files import replace_file

_LINE = re.compile(r"([0-9a-f]{64})  .+\n?")


def lock_path(path: Path) -> Path:
    """The lock of a sheet."""
    return path.with_name(path.name + ".lock")


def lock_sheet(path: Path) -> Path:
    """Write the lock of a sheet; a sheet that is locked as it is stays so.

    Raises
    ------
    InputError
        The sheet cannot be read, or was changed since it was locked.
    """
    lock = lock_path(path)
    if lock.exists():
        require_lock(path)
    else:
        replace_file(lock, f"{_digest(path)}  {path.name}\n".encode())
    return lock


def require_lock(path: Path) -> None:
    """Raise unless a sheet is locked and has not been changed since.

    Raises
    ------
    InputError
        There is no lock, it is none, or the sheet has other bytes than when it was locked.
    """
    lock = lock_path(path)
    digest = _digest(path)
    try:
        found = _LINE.fullmatch(lock.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        raise InputError(
            path,
            "the sheet is not locked, and is not scored before it is",
            remedy=f"when it is filled in: unionreports intrusion {path.name} --lock; keep {lock.name} beside it",
        ) from None
    if found is None:
        raise InputError(
            lock, "this is no lock of a sheet", remedy="put back the file that locking wrote, or draw a new sheet"
        )
    if found[1] != digest:
        raise InputError(
            path,
            "the sheet was changed after it was locked",
            remedy="put back the sheet as it was locked (saving it again in a spreadsheet changes its bytes too); if "
            "it is gone, draw a new sheet with another seed",
        )


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(
            path, f"the sheet cannot be read ({error.strerror})", remedy="give a file that you may read"
        ) from None

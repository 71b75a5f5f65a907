"""Which pages does a file hold that a person adds: itself, the files of an archive, the rows of a table?"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
import os
from pathlib import Path, PurePath

from unionreports.errors import InputError, Tell, refuse

from .members import LIMITS, Budget, Limits, Member
from .tar_members import is_tar, tar_members
from .text_tables import TABLES, table_members
from .zip_members import zip_members, zip_names

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
#: Archives that cannot be opened here.
_OTHERS = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7z", b"\x28\xb5\x2f\xfd": "zstd", b"MSCF": "CAB"}
_ENDINGS = {".zip": "zip", ".tar": "tar", ".tgz": "tar", ".gz": "tar", ".bz2": "tar", ".xz": "tar"}
_ENDINGS |= {".rar": "RAR", ".7z": "7z"}
_OFFICE = ("[Content_Types].xml", "mimetype", "OFD.xml")
#: Archives are opened in the file itself and in the archives it holds, and no deeper.
_DEEPEST = 1
_UNPACK = "unpack it and add the folder, or pack it as .zip"


def open_container(
    path: Path,
    data: bytes | None = None,
    tell: Tell = refuse,
    note: Callable[[str], None] = lambda _: None,
    limits: Limits = LIMITS,
) -> Iterator[Member]:
    """The pages in a file, in the order in which they stand in it; a file that is no container is its only page.

    Parameters
    ----------
    path
        The file; its ending tells tables (.csv, .tsv, .json, .jsonl), its content all else.
    data
        Its bytes, where they have been read.
    tell
        Called with everything that is not taken: what is damaged, too large, encrypted, a link, or leads out of the
        archive.
    note
        Called with a sentence on what was passed over: hidden files and those that programs leave behind.
    """
    try:
        size = path.stat().st_size if data is None else len(data)
        if size > limits.total_bytes:
            raise InputError(path, f"{size:,} bytes are too many", remedy="divide it into several files")
        data = path.read_bytes() if data is None else data
    except OSError as error:
        tell(InputError(path, f"cannot be read ({error.strerror})", remedy="give a file that you may read"))
        return
    except InputError as error:
        tell(error)
        return
    passed: Counter[str] = Counter()
    folder = f"{path.parent}{os.sep}"
    for member in _members(path.name, data, str(path), 0, Budget(limits), passed, tell):
        yield replace(member, origin=member.origin.removeprefix(folder))
    for where, n in passed.items():
        note(f"{where}: hidden files and files of the system passed over: {n}")


def _members(
    name: str, data: bytes, where: str, depth: int, budget: Budget, passed: Counter[str], tell: Tell
) -> Iterator[Member]:
    found = _kind(name, data)
    if found == "page":
        if len(data) > budget.limits.member_bytes:
            tell(InputError(where, f"{len(data):,} bytes are too many for a page", remedy="add the report in it alone"))
        else:
            yield Member(name, data, {}, where)
    elif found == "spreadsheet":
        tell(InputError(where, "a spreadsheet is not read", remedy="save it as CSV (in Excel: CSV UTF-8) and add that"))
    elif found == "table":
        yield from table_members(data, where, name, budget.limits, tell)
    elif found not in ("zip", "tar"):
        tell(InputError(where, f"an archive of a kind that is not read ({found})", remedy=_UNPACK))
    elif depth > _DEEPEST:
        tell(InputError(where, "an archive in an archive in an archive is not opened", remedy=_UNPACK))
    else:
        files = zip_members if found == "zip" else tar_members
        for inner, content in files(data, where, budget, tell):
            if content is None:
                passed[where] += 1
            else:
                yield from _members(inner, content, f"{where}: {inner}", depth + 1, budget, passed, tell)


def _kind(name: str, data: bytes) -> str:
    """page, table, spreadsheet, zip, tar, or what an archive is called that is not opened."""
    ending = PurePath(name).suffix.lower()
    if data.startswith(_ZIP):
        names = zip_names(data)
        if "xl/workbook.xml" in names:
            return "spreadsheet"
        return "page" if names.intersection(_OFFICE) else "zip"
    for mark, called in _OTHERS.items():
        if data.startswith(mark):
            return called
    if is_tar(data):
        return "tar"
    if data.startswith(_PACKED) or ending in _ENDINGS:
        # A page packed alone, or what calls itself an archive: its reader says what is wrong with it.
        return "single packed file" if data.startswith(_PACKED) and ending not in (".tgz", ".tar") else _ENDINGS[ending]
    return "table" if ending in TABLES else "page"

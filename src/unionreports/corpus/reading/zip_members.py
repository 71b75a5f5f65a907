"""Which files does a zip hold? Nothing is written to the disk, and nothing is read that was made to fill the memory."""

from collections.abc import Iterator
import io
import re
import stat
import struct
import zipfile
import zlib

from unionreports.errors import InputError, Tell

from .member_names import decoded_names, is_of_system, relative_name
from .members import LIMITS, Budget, Exhausted

_IN_UTF_8, _ENCRYPTED = 0x800, 0x1
#: Others are hardly ever met, and their decoders give any number of bytes at once.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END = struct.Struct("<4s4H2LH")
_END_MARK = re.compile(b"PK\x05\x06")
#: Bytes the end of a zip may lie before the end of the file: itself and a comment.
_LONGEST_END = _END.size + 0xFFFF
#: Bytes of the list of files for each that is allowed: names are rarely longer, and Python keeps ten times as much.
_LISTED_BYTES = 512
#: What a damaged zip raises in Python's reader, beside errors of its own.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError, NotImplementedError)
_DAMAGE += (RuntimeError, struct.error, OverflowError, MemoryError)


def zip_names(data: bytes) -> frozenset[str]:
    """Names as they stand in a zip; none where it cannot be opened."""
    try:
        if _list_is_too_long(data, LIMITS.members):
            return frozenset()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except _DAMAGE:
        return frozenset()


def zip_members(data: bytes, where: str, budget: Budget, tell: Tell) -> Iterator[tuple[str, bytes | None]]:
    """Name and bytes of every file, in the order of the zip; None for the bytes of files of the system.

    What cannot be taken out is told. A name that leads out of the archive, a link and an encrypted file are refused.

    Parameters
    ----------
    where
        Name of the zip, for what is told.
    """
    try:
        if _list_is_too_long(data, budget.limits.members):
            raise Exhausted(where, "the zip lists too many files; not read", remedy="divide it into several archives")
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exhausted as error:
        tell(error)
        return
    except _DAMAGE as error:
        tell(InputError(where, f"a broken zip ({error})", remedy="obtain it again, or unpack it and add the folder"))
        return
    with archive:
        infos = archive.infolist()
        for info, name in zip(infos, _names(infos), strict=True):
            if name.endswith(("/", "\\")):
                continue
            place = f"{where}: {name}"
            try:
                budget.count(where)
                safe = _checked(info, name, place)
                yield safe, None if is_of_system(safe) else _read(archive, info, place, budget)
            except Exhausted as error:
                tell(error)
                return
            except InputError as error:
                tell(error)


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """Names that are not said to be UTF-8 were read as code page 437, which keeps every byte."""
    unknown = [info for info in infos if not info.flag_bits & _IN_UTF_8]
    found = iter(decoded_names([info.filename.encode("cp437", "replace") for info in unknown]))
    return [info.filename if info.flag_bits & _IN_UTF_8 else next(found) for info in infos]


def _checked(info: zipfile.ZipInfo, name: str, place: str) -> str:
    """The name as a safe one. Raises InputError for what is no plain file of the archive."""
    safe = relative_name(name)
    if not safe:
        raise InputError(place, "its name leads out of the archive; not read", remedy="unpack it and add the page")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind and kind != stat.S_IFREG:
        raise InputError(place, "a link or device and no file; not read", remedy="add the file it stands for")
    if info.flag_bits & _ENCRYPTED:
        raise InputError(place, "encrypted; not read", remedy="unpack it with its password and add the folder")
    if info.compress_type not in _METHODS:
        raise InputError(
            place, "packed in a rare way; not read", remedy="unpack it and add the folder", allowed="stored, deflated"
        )
    return safe


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, budget: Budget) -> bytes:
    try:
        budget.check_size(place, info.file_size)
        with archive.open(info) as stream:
            return budget.read(stream, place, info.compress_size)
    except _DAMAGE as error:
        raise InputError(
            place, f"damaged in the zip ({error}); not read", remedy="obtain the zip again, or the page alone"
        ) from None


def _list_is_too_long(data: bytes, members: int) -> bool:
    """Whether the list of files is longer than that of so many files: Python would read it at once.

    Which mark of an end Python takes for the true one depends on what stands behind it: none may tell of so many.
    """
    tail = data[-_LONGEST_END:]
    ends = [found.start() for found in _END_MARK.finditer(tail) if found.start() + _END.size <= len(tail)]
    return any(_END.unpack_from(tail, at)[5] > members * _LISTED_BYTES for at in ends)

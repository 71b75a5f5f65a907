"""Which files does a tar hold, packed or not? It is read once from front to back; nothing is written to the disk."""

import bz2
from collections.abc import Iterator
import gzip
import io
import lzma
import tarfile
from typing import BinaryIO
import zlib

from unionreports.errors import InputError, Tell

from .member_names import decoded_names, is_of_system, relative_name
from .members import TOO_TIGHT, Budget, Exhausted

_PACKED = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\0": lzma.open}
_BLOCK = 512
#: Bytes that may stand between two files: a header with a long name.
_BETWEEN = 2**20
_DAMAGE = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, KeyError, IndexError)
_DAMAGE += (OverflowError, RecursionError, MemoryError)


class _Header(tarfile.TarInfo):
    """A header; one that is damaged behind the first is an error, and not the end of the tar."""

    @classmethod
    def fromtarfile(cls, archive):
        try:
            return super().fromtarfile(archive)
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:
            raise tarfile.ReadError(f"{error} at byte {archive.offset}") from None


class _Allowance:
    """A stream that gives no more bytes than are allowed before the next file: headers can claim any size."""

    def __init__(self, stream: BinaryIO, where: str, packed: int, budget: Budget):
        self._stream, self._where, self._packed, self._budget = stream, where, packed, budget
        self.left, self._given = _BETWEEN, 0

    def read(self, size: int) -> bytes:
        # read1 gives what there is before it tells of a break, so that the files before one are read.
        data = self._stream.read1(size)
        self._given += len(data)
        self.left -= len(data)
        if self.left < 0:
            raise tarfile.ReadError("a header longer than any name")
        if self._budget.is_too_tight(self._given, self._packed):
            raise Exhausted(self._where, TOO_TIGHT, remedy="unpack it yourself and add the folder if it holds pages")
        return data


def is_tar(data: bytes) -> bool:
    """Whether bytes are a tar, packed or not, by the header of its first file."""
    try:
        with _unpacked(data) as stream:
            tarfile.TarInfo.frombuf(stream.read(_BLOCK), "utf-8", "surrogateescape")
    except _DAMAGE:
        return False
    return True


def tar_members(data: bytes, where: str, budget: Budget, tell: Tell) -> Iterator[tuple[str, bytes | None]]:
    """As `zip_members`."""
    try:
        with _unpacked(data) as stream:
            allowance = _Allowance(stream, where, len(data), budget)
            with tarfile.open(fileobj=allowance, mode="r|", tarinfo=_Header, encoding="utf-8") as archive:
                info = archive.next()
                while info is not None:
                    allowance.left = max(info.size, 0) + _BETWEEN
                    if not info.isdir():
                        yield from _member(archive, info, where, budget, tell)
                    info = archive.next()
    except InputError as error:
        tell(error)
    except _DAMAGE as error:
        problem = f"a broken archive ({error}); what stands behind the break is not read"
        tell(InputError(where, problem, remedy="obtain it again, or unpack it and add the folder"))


def _member(archive, info, where, budget, tell) -> Iterator[tuple[str, bytes | None]]:
    """One file, or none where it is told why not. Raises Exhausted."""
    budget.count(where)
    name = decoded_names([info.name.encode("utf-8", "surrogateescape")])[0]
    place = f"{where}: {name}"
    safe = relative_name(name)
    try:
        if not safe:
            raise InputError(place, "its name leads out of the archive; not read", remedy="unpack it and add the page")
        if not info.isreg():
            raise InputError(place, "a link or device and no file; not read", remedy="add the file it stands for")
        if is_of_system(safe):
            yield safe, None
            return
        budget.check_size(place, info.size)
        yield safe, budget.read(archive.extractfile(info), place)
    except Exhausted:
        raise
    except InputError as error:
        tell(error)
        if info.size > budget.limits.total_bytes - budget.bytes:
            # Even to skip it the whole of it would have to be unpacked.
            raise Exhausted(
                place, "too large to be passed over; what follows is not read", remedy="unpack it and add the folder"
            ) from None
        budget.bytes += max(info.size, 0)


def _unpacked(data: bytes) -> BinaryIO:
    for mark, reader in _PACKED.items():
        if data.startswith(mark):
            return reader(io.BytesIO(data))
    return io.BytesIO(data)

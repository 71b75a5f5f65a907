"""What is taken out of an archive or a table of texts, and how much of it at most?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from unionreports.errors import InputError

_MB = 2**20
#: Bytes read at a time, so that what is too large is noticed before it is in memory.
_CHUNK = 64 * 1024
TOO_TIGHT = "unpacks to many times its size, as only files made to do harm do; not read"


@dataclass(frozen=True)
class Member:
    """One page in a container.

    Attributes
    ----------
    name : relative, with forward slashes, without `..`, drive or control characters; several may be equal.
    data : its bytes.
    metadata : what a table says of it, by column of sources.csv or region, year, issuer, title; filled values only.
    origin : where it stood, as "texts.csv, line 17" or "archive.zip: 2015/a.html".
    """

    name: str
    data: bytes
    metadata: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""


@dataclass(frozen=True)
class Limits:
    """How much is taken out of one container, in files and bytes.

    The largest page of a report known to us has 2 MB. Texts shrink to a half or a tenth in archives, pages of tables
    full of blanks to a fiftieth; the formats reach a thousandth and less only with bytes made for that. A JSON text is
    parsed as a whole and can take thirty times its size in memory; lines of JSON and CSV are read row by row.
    """

    members: int = 20_000
    member_bytes: int = 50 * _MB
    total_bytes: int = 2048 * _MB
    json_bytes: int = 100 * _MB
    ratio: int = 200
    ratio_from: int = _MB


LIMITS = Limits()


class Exhausted(InputError):
    """A container holds more than may be taken out of it: nothing more is."""


class Budget:
    """What may still be taken out of a container and those inside it."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self.members = self.bytes = 0

    def count(self, where: str) -> None:
        """One more file. Raises Exhausted."""
        self.members += 1
        if self.members > self.limits.members:
            raise Exhausted(
                where,
                f"the archive holds more than {self.limits.members:,} files; those behind them are not read",
                remedy="divide the pages among several archives",
            )

    def check_size(self, where: str, size: int) -> None:
        """Refuse a file by the size it is said to have. Raises InputError."""
        if size > self.limits.member_bytes:
            raise self._too_large(where)

    def read(self, stream: BinaryIO, where: str, packed: int | None = None) -> bytes:
        """All bytes of a stream, checked while they come.

        Parameters
        ----------
        packed : bytes it takes in the archive; None where the archive is packed as a whole (see `is_too_tight`).

        Raises
        ------
        InputError
            The file is too large, or packed too tightly to be a page.
        Exhausted
            All files together are too large.
        """
        chunks, size = [], 0
        while chunk := stream.read(_CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            self.bytes += len(chunk)
            if size > self.limits.member_bytes:
                raise self._too_large(where)
            if packed is not None and self.is_too_tight(size, packed):
                raise InputError(where, TOO_TIGHT, remedy="unpack it yourself and add the page if it is one")
            if self.bytes > self.limits.total_bytes:
                raise Exhausted(
                    where,
                    f"unpacked, the archive is larger than {self.limits.total_bytes // _MB:,} MB; the rest is not read",
                    remedy="divide the pages among several archives",
                )
        return b"".join(chunks)

    def is_too_tight(self, size: int, packed: int) -> bool:
        """Whether more comes out of so many bytes than out of any page."""
        return size > self.limits.ratio_from and size > self.limits.ratio * packed

    def _too_large(self, where: str) -> InputError:
        return InputError(
            where,
            f"larger than {self.limits.member_bytes // _MB} MB; not read",
            remedy="take the report out of it and add that as a text",
        )

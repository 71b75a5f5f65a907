"""Bytes of a page file to text, or to a reason why not. A new format is one more reader in a file of its own."""

from collections.abc import Callable
from pathlib import PurePath

from .plain import read_text
from .raw_page import RawPage

READERS: dict[str, Callable[[bytes], RawPage]] = {".txt": read_text}


def read_page(name: str, data: bytes) -> RawPage:
    """Read a page by the ending of its file name; an unknown ending is tried as plain text.

    Parameters
    ----------
    name : str
        File name.
    data : bytes
        The file, byte for byte.
    """
    return READERS.get(PurePath(name).suffix.lower(), read_text)(data)

"""Bytes of a page file to text, or to a reason why not. A new format is one more reader in a file of its own."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from .kinds import kind
from .plain import read_text, whole_characters
from .raw_page import RawPage
from .refusals import refused

_MARKDOWN = (".md", ".markdown")
#: Tables of texts are plain text too, and only their ending tells them.
_ROWS = (".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson")
_STOPPED = "its reader stopped ({}): save its text as .txt"


def read_page(name: str, data: bytes) -> RawPage:
    """Read a page, by its content first and by the ending of its name where that leaves it open.

    Never raises: what cannot be read has a `problem` that names it and says what to do.

    Parameters
    ----------
    name : str
        File name.
    data : bytes
        The file, byte for byte.
    """
    found = kind(name, data)
    if found == "plain":
        ending = PurePath(name).suffix.lower()
        if ending in _ROWS:
            return refused("rows")
        page = read_text(data)
        return replace(page, format="markdown") if ending in _MARKDOWN and not page.problem else page
    try:
        page = _reader(found)(data)
        return replace(page, text=whole_characters(page.text))
    except Exception as error:  # whatever a library does with a hostile file, the page keeps its row and its remedy
        return RawPage("", "unknown", "", _STOPPED.format(type(error).__name__))


def _reader(found: str) -> Callable[[bytes], RawPage]:
    """The reader of a kind of file. Libraries are loaded when the first file needs them."""
    if found == "html":
        from .html import read_html as reader
    elif found == "mhtml":
        from .mhtml import read_mhtml as reader
    elif found == "pdf":
        from .pdf import read_pdf as reader
    elif found == "zip":
        from .packages import read_package as reader
    elif found == "ole":
        from .packages import read_ole as reader
    else:
        return lambda _: refused(found)
    return reader

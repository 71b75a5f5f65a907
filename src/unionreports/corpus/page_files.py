"""Which files stand in the folder of pages and below it, by what names are they known, and which can be no pages?"""

from dataclasses import dataclass, field
import os
from pathlib import Path
import re
import unicodedata

#: How Python writes bytes of a file name that are no UTF-8, and what only Windows has beside.
_NO_UTF8, _NO_BYTES = re.compile("[\udc80-\udcff]"), re.compile("[\ud800-\udc7f\udd00-\udfff]")


@dataclass(frozen=True)
class PageFiles:
    """What stands in a folder of pages; hidden files and folders are passed over.

    Attributes
    ----------
    top, below : files in the folder itself and in folders below it, with their names, sorted by name. A name has forward
        slashes and is relative to the folder, composed (NFC, since macOS decomposes) and printable.
    aside : name of what can be no page -> why not.
    """

    top: list[tuple[str, Path]] = field(default_factory=list)
    below: list[tuple[str, Path]] = field(default_factory=list)
    aside: dict[str, str] = field(default_factory=dict)


def page_files(folder: Path) -> PageFiles:
    """Look through a folder of pages; a folder that is not there has none.

    A link is a page like any other where it leads to a file of the folder, or to none (reading flags it); one that
    leads out of the folder would bring in what nobody put there.
    """
    found = PageFiles()
    if not folder.is_dir():
        return found
    home = folder.resolve()
    waiting, taken = [(folder, "")], set()
    while waiting:
        at, prefix = waiting.pop()
        try:
            entries = sorted((e for e in os.scandir(at) if not e.name.startswith(".")), key=lambda e: e.name)
        except OSError as error:
            found.aside[prefix.removesuffix("/")] = f"the folder cannot be opened ({error.strerror})"
            continue
        for entry in entries:
            name = _unlike(taken, prefix + name_of(entry.name))
            taken.add(name)
            why_not = _why_no_page(entry, home)
            if why_not:
                found.aside[name] = why_not
            # No link to a folder comes here, and one that leads in a circle cannot be followed.
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((Path(entry.path), f"{name}/"))
            else:
                (found.below if prefix else found.top).append((name, Path(entry.path)))
    found.top.sort()
    found.below.sort()
    return found


def name_of(text: str) -> str:
    """A file name as a sheet can hold it; one in GBK, as archives made on a Chinese Windows leave them, is decoded."""
    if _NO_UTF8.search(text):
        text = _NO_BYTES.sub("\ufffd", text).encode("utf-8", "surrogateescape").decode("gb18030", "replace")
    return "".join(map(_shown, unicodedata.normalize("NFC", text))).strip()


def _shown(character: str) -> str:
    """The character, or U+FFFD where it is none to look at: in a name it would steer a terminal or break a line."""
    return character if character.isprintable() or unicodedata.category(character) == "Zs" else "\ufffd"


def _unlike(taken: set[str], name: str) -> str:
    """The name, with a number where another file has it: two names can differ in what no sheet can hold."""
    unlike, number = name, 1
    while unlike in taken:
        number += 1
        unlike = f"{name} ({number})"
    return unlike


def _why_no_page(entry: os.DirEntry, home: Path) -> str:
    if entry.is_symlink():
        target = Path(os.path.realpath(entry.path))
        if not target.exists():
            return ""
        if target.is_dir():
            return "a link to a folder"
        if not target.is_relative_to(home):
            return "a link that leads out of the folder of pages"
        entry_is_file = target.is_file()
    else:
        entry_is_file = entry.is_file() or entry.is_dir()
    return "" if entry_is_file else "no file"

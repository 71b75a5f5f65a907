"""What is a file in an archive called, may it be called so, and is it a page at all?"""

from collections.abc import Sequence
import re
import unicodedata

from .plain import decode

#: Files that operating systems and office programs leave beside those of people, in lower case.
_OF_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "__macosx", "icon\r"})
_DRIVE = re.compile(r"[A-Za-z]:")


def decoded_names(raw: Sequence[bytes]) -> list[str]:
    """Names of the files of an archive, which does not say in which encoding they are.

    They are judged together, since a single one is too short to tell GBK from Big5.
    """
    together = decode(b"\n".join(raw))
    names = together.text.split("\n") if together else []
    return names if len(names) == len(raw) else [_decoded(name) for name in raw]


def relative_name(name: str) -> str:
    """A name in an archive as a plain relative one, or "" where it leads out of the archive or is none.

    Backslashes part folders, as in archives made on Windows.
    """
    name = name.replace("\\", "/")
    if name.startswith("/") or _DRIVE.match(name):
        return ""
    visible = "".join(c for c in name if c == " " or unicodedata.category(c)[0] not in "CZ")
    parts = [part.strip() for part in visible.split("/")]
    return "" if ".." in parts else "/".join(part for part in parts if part not in ("", "."))


def is_of_system(name: str) -> bool:
    """Whether it is hidden, or left behind by a program: nothing a person put there as a page."""
    return any(part.startswith((".", "~$")) or part.lower() in _OF_SYSTEM for part in name.split("/"))


def _decoded(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("cp437")

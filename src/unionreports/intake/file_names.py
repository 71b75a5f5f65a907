"""Under which name is a page kept, so that every system can hold it and no two names are the same anywhere?"""

from pathlib import PurePath
import re
import unicodedata

#: Longest name in characters and in bytes; file systems hold 255 bytes, and a number may follow.
LONGEST, LONGEST_BYTES = 100, 200
_LONGEST_ENDING = 10
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
#: At the beginning a dot hides a file, a dash makes it an option of a command, the others a formula of a spreadsheet.
_BEGINNINGS = " .-=+@'＝＋－＠~"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """The last part of a path as a name that any file system, shell and spreadsheet takes for a plain one."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(c if c.isspace() else "" if unicodedata.category(c)[0] == "C" else c for c in last)
    kept = " ".join(_FORBIDDEN.sub("_", kept).split()).lstrip(_BEGINNINGS).rstrip(" .")
    if _RESERVED.match(kept):
        kept = f"_{kept}"
    ending = PurePath(kept).suffix
    if len(ending) > _LONGEST_ENDING:
        ending = ""
    stem = _cut(kept.removesuffix(ending), LONGEST - len(ending), LONGEST_BYTES - len(ending.encode()))
    return f"{stem or 'page'}{ending}"


def free_name(name: str, taken: set[str]) -> str:
    """`name`, with _2, _3 ... before its ending where it is taken; put among the `taken`, which `same_name` gives."""
    path = PurePath(name)
    found, number = name, 1
    while same_name(found) in taken:
        number += 1
        found = f"{path.stem}_{number}{path.suffix}"
    taken.add(same_name(found))
    return found


def same_name(name: str) -> str:
    """Equal for names that some file system holds to be one: without case, composed and decomposed characters alike."""
    return unicodedata.normalize("NFC", name.casefold())


def _cut(text: str, characters: int, in_bytes: int) -> str:
    return text[:characters].encode()[:in_bytes].decode(errors="ignore").rstrip(" .")

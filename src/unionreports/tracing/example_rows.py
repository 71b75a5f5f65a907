"""Rows of figures drawn from the invented texts that come with the software: which file, and which words of it?"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from unionreports.errors import InputError
from unionreports.tracing.statement_rows import listed

#: Column that names the files, joined with |, from the folder of the software on.
FILES = "example_files"
#: Columns of spans in the one file named, characters from its beginning; the second pair can be empty.
_SPANS = (("start", "end"), ("later_start", "later_end"))
#: Characters shown on either side.
_AROUND = 30


def example_lines(row: Mapping[str, str], root: Path) -> list[str]:
    """What is told of a row: its cells, the files with their hashes, and the words it is about in 【】.

    Parameters
    ----------
    row
        Cells as text, one of them `FILES`.
    root
        Folder of the software.

    Raises
    ------
    InputError
        A file is gone.
    """
    lines = [
        "  " + "; ".join(f"{name} {cell}" for name, cell in row.items() if cell and name != FILES),
        "It rests on texts that were invented to try the software, and on no page of a union:",
    ]
    for name in listed(row[FILES]):
        path = root / name
        if not path.is_file():
            raise InputError(path, "is gone", remedy="get the software's folder data/examples again")
        text = path.read_bytes().decode("utf-8")
        lines.append(f"    {name}, sha256 {sha256(text.encode()).hexdigest()}")
        for first, last in _SPANS:
            if row.get(first) and row.get(last):
                start, end = int(float(row[first])), int(float(row[last]))
                before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
                words = f"…{before}【{text[start:end]}】{after}…".replace("\n", " ")
                lines.append(f"      characters {start}–{end}: {words}")
    return lines

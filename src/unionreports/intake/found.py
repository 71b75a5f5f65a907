"""Which pages do the files, folders, archives and tables hold that a person names?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
import os
from pathlib import Path

from unionreports.errors import InputError, Tell

#: Larger files are no pages: a report has some ten thousand characters.
MOST_BYTES = 256 * 2**20


@dataclass(frozen=True)
class Found:
    """A page where it was found. `said`: columns of the table it stands in; `data` is None for a file of its own."""

    name: str
    origin: str
    path: Path
    said: Mapping[str, str] = field(default_factory=dict)
    data: bytes | None = None

    def read(self) -> bytes:
        """Its bytes. OSError where the file cannot be read."""
        return self.path.read_bytes() if self.data is None else self.data

    @property
    def container(self) -> str:
        """Where it was taken from, for the note of the manifest; empty for a file of its own."""
        return "" if self.data is None else self.origin


def find_pages(paths: Sequence[Path], tell: Tell) -> Iterator[Found]:
    """Pages in the order of `paths`, those of a folder by name; hidden files in folders are passed over.

    What cannot be read, and what is neither file nor folder, is told. Folders that are links are not gone into: they can
    lead in a circle.
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path, tell)
        else:
            yield from _in_file(path, tell)


def _in_folder(folder: Path, tell: Tell) -> Iterator[Found]:
    def unreadable(error: OSError) -> None:
        tell(
            InputError(error.filename, f"the folder cannot be read ({error.strerror})", remedy="check its permissions")
        )

    n = 0
    for here, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if (link := Path(here, name)).is_symlink():
                tell(InputError(link, "a link to a folder is not followed", remedy="name the folder itself"))
        for name in sorted(files):
            if not name.startswith("."):
                n += 1
                yield from _in_file(Path(here, name), tell)
    if not n:
        tell(InputError(folder, "no files here but hidden ones", remedy="name the folder or the files of the pages"))


def _in_file(path: Path, tell: Tell) -> Iterator[Found]:
    try:
        if not path.exists():
            raise FileNotFoundError(0, "there is no such file")
        if not path.is_file():
            raise OSError(0, "neither a file nor a folder")
        size = path.stat().st_size
    except OSError as error:
        tell(InputError(path, f"cannot be read ({error.strerror})", remedy="give a file or folder that you may read"))
        return
    if size > MOST_BYTES:
        problem = f"{size:,} bytes; a page has at most {MOST_BYTES:,}"
        tell(InputError(path, problem, remedy="take the report out of it and save that"))
        return
    yield Found(path.name, str(path), path)

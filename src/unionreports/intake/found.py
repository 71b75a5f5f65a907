"""Which pages do the files, folders, archives and tables hold that a person names?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
import os
from pathlib import Path

from unionreports.corpus.reading.containers import open_container
from unionreports.corpus.reading.members import Member
from unionreports.errors import InputError, Tell
from unionreports.intake.file_names import safe_name


@dataclass(frozen=True)
class Found:
    """A page where it was found.

    Attributes
    ----------
    name : its file name there.
    origin : where that is, for people.
    path : where its bytes are: the file itself, or a copy of what an archive or a table holds.
    said : what a table says of it, by column.
    container : where it was taken out of; empty for a file of its own.
    """

    name: str
    origin: str
    path: Path
    said: Mapping[str, str] = field(default_factory=dict)
    container: str = ""


def find_pages(paths: Sequence[Path], unpacked: Path, tell: Tell, note: Callable[[str], None]) -> Iterator[Found]:
    """Pages in the order of `paths`, those of a folder by name; hidden files in folders are passed over.

    Parameters
    ----------
    unpacked : an empty folder for what is taken out of archives and tables, which can be more than memory holds.
    tell : called with what cannot be read, what is neither file nor folder, and links to folders inside folders, which
        are not gone into: they can lead in a circle.
    note : called with a sentence on what an archive holds beside pages.
    """
    numbers = iter(range(10**9))
    for path in paths:
        for file in _files(path, tell) if path.is_dir() else [path]:
            if _is_file(file, tell):
                for member in open_container(file, tell=tell, note=note):
                    yield _found(file, member, unpacked, numbers)


def _found(file: Path, member: Member, unpacked: Path, numbers: Iterator[int]) -> Found:
    if member.origin == file.name and not member.metadata:
        return Found(file.name, str(file), file)
    # A folder for each: two members may have one name, and its ending tells its reader what it is.
    copy = unpacked / str(next(numbers)) / safe_name(member.name)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(member.data)
    return Found(member.name, member.origin, copy, member.metadata, member.origin)


def _files(folder: Path, tell: Tell) -> Iterator[Path]:
    """Files of a folder and those below it."""

    def unreadable(error: OSError) -> None:
        problem = f"the folder cannot be read ({error.strerror})"
        tell(InputError(error.filename, problem, remedy="check its permissions"))

    none = True
    for here, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if (link := Path(here, name)).is_symlink():
                tell(InputError(link, "a link to a folder is not followed", remedy="name the folder itself"))
        for name in sorted(files):
            if not name.startswith("."):
                none = False
                yield Path(here, name)
    if none:
        tell(InputError(folder, "no files here but hidden ones", remedy="name the folder or the files of the pages"))


def _is_file(path: Path, tell: Tell) -> bool:
    """Whether there is a file; a pipe or a device may never end."""
    problem = "there is no such file" if not path.exists() else "" if path.is_file() else "neither a file nor a folder"
    if problem:
        tell(InputError(path, problem, remedy="give a file or folder that you may read"))
    return not problem

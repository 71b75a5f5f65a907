"""What is the text of a page that is no plain text, and where is it kept?

Offsets count in the text that was taken out when the page was first read. It is kept beside the pages, and is what is
read from then on, whatever becomes of the library that took it out. Deleting it means: take it out anew.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
import json
import os
from pathlib import Path
from queue import SimpleQueue
import re
import subprocess
import sys
from threading import Timer

from unionreports.files import replace_file
from unionreports.tables import FORMATS

from .manifest import Source
from .reading.kinds import SNIFFED, kind
from .reading.raw_page import RawPage
from .reading.read import read_page
from .reading.refusals import UNREAD, refused

#: Bytes of a file that is still opened: a hundred times the largest web page or office file of a report, pictures
#: and all, and what its reader can still hold in memory.
LARGEST = 50_000_000
#: Seconds a file may take. The largest reports take one.
SECONDS = 60
#: Kind of a file whose text is kept -> its format: what else comes in these containers gives no text.
_FORMATS = {"html": "html", "mhtml": "mhtml", "pdf": "pdf", "zip": "docx", "ole": "doc"}
_KEPT = re.compile(r"[0-9a-f]{16}\.txt|\.[0-9a-f]{16}\.txt\..+")
_TOO_LARGE = "a file of {:,} bytes, more than the {:,} that are read: save its text as .txt, without pictures or in several files"
_TOO_LONG = "a text of {:,} bytes, more than the {:,} that are read: take the report out of it and save that as .txt"
_UNOPENED = "the file cannot be read ({}): check that it is there and that you may read it"
_STOPPED = "its reader stopped without a word: save its text as .txt"
_SLOW = "its reader took longer than {:g} s: save its text as .txt"
_SPOILT = "its kept text {} is no UTF-8: delete that file, and the text is taken out anew"


def text_file(folder: Path, sha256: str) -> Path:
    """Where the text of a page with this hash is kept."""
    return folder / f"{sha256[:16]}.txt"


def texts_of(
    sources: Sequence[Source],
    folder: Path,
    jobs: int = 1,
    seconds: float = SECONDS,
    progress: Callable[[Iterable, int], Iterable] | None = None,
    reader: Callable[[str, bytes], RawPage] = read_page,
) -> dict[str, RawPage]:
    """The pages among `sources` that are no plain text, by page id in the order of `sources`.

    A kept text is read; else the text is taken out in a process of its own and kept. A file that makes its reader crash
    or takes too long has a `problem` and stops no other; it is tried again the next time.

    Parameters
    ----------
    sources : sequence of Source
        Any pages; plain ones are passed over.
    folder : Path
        Folder of kept texts (`Project.texts`); made when the first is written.
    jobs : int
        Processes that read at the same time. The result does not depend on their number.
    seconds : float
        Longest time for one file.
    progress : callable, optional
        Wraps the iterator over the pages whose text must be taken out, given their number.
    reader : callable
        Function of a module, called in the other process with name and bytes.
    """
    found: dict[str, RawPage | None] = {}
    for source in sources:
        page = _without_reading(source, folder)
        if not isinstance(page, _Plain):
            found[source.page_id] = page
    missing = [source for source in sources if source.page_id in found and found[source.page_id] is None]
    if not missing:
        return found
    workers: SimpleQueue[_Reader] = SimpleQueue()
    started = [_Reader(reader, seconds) for _ in range(max(1, min(jobs, len(missing))))]
    for worker in started:
        workers.put(worker)

    def take_out(source: Source) -> RawPage:
        worker = workers.get()
        try:
            return worker.read(source)
        finally:
            workers.put(worker)

    pool = ThreadPoolExecutor(len(started))
    try:
        pages = pool.map(take_out, missing)
        pages = progress(pages, len(missing)) if progress else pages
        for source, page in zip(missing, pages, strict=True):
            if page.text and not page.problem:
                replace_file(text_file(folder, source.sha256), page.text.encode())
            found[source.page_id] = page
    finally:
        # A run that is interrupted does not wait for the files it has not read.
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in started:
            worker.close()
    return found


def page_of(source: Source, folder: Path) -> RawPage:
    """One page as it was read: plain text from its file, any other from its kept text where there is one."""
    page = _without_reading(source, folder)
    if page is None or isinstance(page, _Plain):
        try:
            return read_page(source.file.name, source.file.read_bytes())
        except OSError as error:
            return RawPage("", "unknown", "", _UNOPENED.format(error.strerror))
    return page


def failed(page: RawPage) -> bool:
    """Whether reading a page was broken off, so that another time, on a machine less busy, it may be read."""
    return page.problem.startswith((_STOPPED, _SLOW.partition("{")[0]))


def prune_texts(folder: Path, wanted: Iterable[str]) -> list[Path]:
    """Remove kept texts of pages that are no more, and what a killed run left half written; the files removed.

    Parameters
    ----------
    folder : Path
        Folder of kept texts; it need not exist.
    wanted : iterable of str
        SHA-256 of all pages there are.
    """
    names = {text_file(folder, sha256).name for sha256 in wanted}
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    gone = [file for file in files if _KEPT.fullmatch(file.name) and file.name not in names]
    for file in gone:
        file.unlink()
    return gone


class _Plain:
    """Says that a page is plain text."""


def _without_reading(source: Source, folder: Path) -> RawPage | _Plain | None:
    """A page whose text is kept or that must not be read; None where its text must be taken out."""
    try:
        with source.file.open("rb") as file:
            found = kind(source.file.name, file.read(SNIFFED))
        size = source.file.stat().st_size
    except OSError as error:
        return RawPage("", "unknown", "", _UNOPENED.format(error.strerror))
    if found == "plain":
        return _Plain() if size <= LARGEST else RawPage("", "txt", "", _TOO_LONG.format(size, LARGEST))
    if found in UNREAD:
        return refused(found)
    if found in _FORMATS:
        try:
            kept = text_file(folder, source.sha256).read_bytes().decode()
        except FileNotFoundError:
            kept = ""
        except (OSError, UnicodeDecodeError):
            return RawPage("", _FORMATS[found], "", _SPOILT.format(text_file(folder, source.sha256)))
        if kept:
            return RawPage(kept, _FORMATS[found], _encoding(found, source))
    if size > LARGEST:
        return RawPage("", found if found in FORMATS else "unknown", "", _TOO_LARGE.format(size, LARGEST))
    return None


def _encoding(found: str, source: Source) -> str:
    """Encoding of a web page's bytes, which its kept text does not tell; other formats hold characters, not bytes."""
    if found != "html":
        return "utf-8"
    from .reading.html import decode_html

    return decode_html(source.file.read_bytes())[1]


class _Reader:
    """A process that reads one page at a time. It is started with the first, and again after one that killed it."""

    def __init__(self, reader: Callable[[str, bytes], RawPage], seconds: float):
        self._name = f"{reader.__module__}:{reader.__qualname__}"
        self._seconds = seconds
        self._process: subprocess.Popen | None = None

    def read(self, source: Source) -> RawPage:
        process = self._running()
        late = Timer(self._seconds, process.kill)
        late.start()
        try:
            process.stdin.write(json.dumps([str(source.file.absolute()), source.sha256]) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        finally:
            in_time = late.is_alive()
            late.cancel()
        if not answer.endswith("\n"):
            self.close()
            return RawPage("", "unknown", "", _STOPPED if in_time else _SLOW.format(self._seconds))
        page = json.loads(answer)
        return RawPage(**page) if page else RawPage("", "unknown", "", _UNOPENED.format("gone"))

    def close(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            with suppress(BrokenPipeError):  # a request it did not live to read
                process.stdin.close()
            process.stdout.close()
            process.wait()

    def _running(self) -> subprocess.Popen:
        if self._process is None:
            # Modules are found there as they are here, whatever way they are found by.
            path = os.pathsep.join(filter(None, sys.path))
            self._process = subprocess.Popen(
                [sys.executable, "-m", "unionreports.corpus.reading.child", self._name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                env=os.environ | {"PYTHONPATH": path},
            )
            self._process.stdout.readline()  # it is ready: loading libraries is no fault of the first file
        return self._process

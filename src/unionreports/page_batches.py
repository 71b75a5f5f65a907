"""The rows of many pages, made batch by batch, in this process or in several."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from unionreports.corpus.manifest import Source
from unionreports.corpus.page import Rules, read_rules
from unionreports.page_rows import PageBlock
from unionreports.text.lexicons import Lexicons, read_lexicons

#: Bytes of page files that are read and coded at a time: bounds memory, changes no result.
_BATCH = 2_000_000
#: Batches that wait for each process, so that none is idle and none piles up.
_AHEAD = 2


#: Rules and lexicons of a worker process, loaded once when it starts.
_of_worker: tuple[Rules, Lexicons] | None = None


def blocks_of(
    sources: Sequence[Source],
    make: Callable[..., PageBlock],
    folder: Path,
    rules: Rules,
    lexicons: Lexicons,
    jobs: int,
    progress: Callable[[int, int], None],
) -> Iterator[PageBlock]:
    """The rows of the pages in blocks, in their order, whatever the number of processes.

    Parameters
    ----------
    sources
        The pages.
    make
        Makes the block of some of them, given `rules` and `lexicons`; can be sent to another process.
    folder, rules, lexicons
        Folder of the lexicons, and what was read there.
    jobs
        Worker processes.
    progress
        Is told how many of the pages are done, and how many there are.
    """
    batches = list(_batches(sources))
    blocks = (
        (make(batch, rules=rules, lexicons=lexicons) for batch in batches)
        if jobs == 1 or len(batches) == 1
        else _by_workers(batches, make, folder, min(jobs, len(batches)))
    )
    done = 0
    for batch, block in zip(batches, blocks, strict=True):
        done += len(batch)
        progress(done, len(sources))
        yield block


def _by_workers(
    batches: Iterable[Sequence[Source]], make: Callable[..., PageBlock], folder: Path, jobs: int
) -> Iterator[PageBlock]:
    # Spawned, not forked: a copy of a process with threads may hold locks that nobody releases.
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_load, initargs=(folder,)) as pool:
        waiting: deque = deque()
        for batch in batches:
            waiting.append(pool.submit(_in_worker, make, batch))
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _batches(sources: Sequence[Source]) -> Iterator[list[Source]]:
    batch, size = [], 0
    for source in sources:
        batch.append(source)
        # A broken link has no size, and is read all the same.
        size += source.file.stat().st_size if source.file.exists() else 0
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _load(folder: Path) -> None:
    global _of_worker
    _of_worker = read_rules(folder), read_lexicons(folder)


def _in_worker(make: Callable[..., PageBlock], sources: Sequence[Source]) -> PageBlock:
    rules, lexicons = _of_worker
    return make(sources, rules=rules, lexicons=lexicons)

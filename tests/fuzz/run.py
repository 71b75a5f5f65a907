"""Put fuzzed pages through the software and say what broke.

Run: .venv/bin/python tests/fuzz/run.py --pages 20000 --seed 1 --jobs 2

Prints how many pages there were of each kind, the slowest, and every breach with the smallest file that still shows it;
with --keep these are written to tests/fuzz/cases, where the suite finds them. Exit status 1 where anything broke.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
import re
import sys
import time

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "src"), str(HERE.parent)]

from fuzz.checks import Checked, analysis_breaches, checked
from fuzz.pages import FuzzedPage, fuzzed_page
from unionreports.config import LEXICONS
from unionreports.corpus.page import read_rules
from unionreports.text.lexicons import read_lexicons

_CHUNK = 100
#: How often a page is tried while it is made smaller.
_TRIES = 400
_SLOWEST = 10
_of_process: list = []


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=20_000)
    options.add_argument("--first", type=int, default=0, help="number of the first page")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--keep", action="store_true", help="write what broke to tests/fuzz/cases")
    given = options.parse_args()
    begin = time.perf_counter()
    numbers = range(given.first, given.first + given.pages)
    chunks = [numbers[at : at + _CHUNK] for at in range(0, len(numbers), _CHUNK)]
    kinds, slowest, broken, n_chars, seconds = Counter(), [], [], 0, 0.0
    for found in _chunks(given.seed, chunks, given.jobs):
        for number, kind, breaches, took, size, chars in found:
            kinds[kind] += 1
            n_chars += chars
            seconds += took
            slowest = sorted([*slowest, (took, chars, size, number, kind)], reverse=True)[:_SLOWEST]
            broken += [(number, kind, breach) for breach in breaches]
    for kind, n in sorted(kinds.items()):
        print(f"{n:7,}  {kind}")
    print(
        f"{sum(kinds.values()):7,}  pages, {n_chars:,} characters read, {seconds:.0f} s of process time, {time.perf_counter() - begin:.0f} s"
    )
    for took, chars, size, number, kind in slowest:
        print(f"slowest: {took:.2f} s, {chars:,} characters from {size:,} bytes: page {number} ({kind})")
    for what, n in Counter(_what(breach) for _, _, breach in broken).most_common():
        number, kind, breach = next(b for b in broken if _what(b[2]) == what)
        page = fuzzed_page(given.seed, number)
        if not breach.startswith(("the process", "raised by the analysis", "lost")):
            page = replace(page, data=_smallest(page, what))
        print(
            f"BREACH x {n}: page {number} ({kind}): {breach}\n  {page.name}, {len(page.data)} bytes: {page.data[:300]!r}"
        )
        if given.keep:
            name = f"{re.sub('[^a-z]+', '-', what.lower())[:40].strip('-')}-{sha256(page.data).hexdigest()[:8]}"
            (HERE / "cases" / f"{name}--{page.name}").write_bytes(page.data)
    print(f"breaches: {len(broken)} on {len({number for number, _, _ in broken})} pages")
    return 1 if broken else 0


def _chunks(seed: int, chunks, jobs: int) -> Iterator[list]:
    """What came of each chunk of pages; a page that takes its process with it is found and named."""
    if jobs == 1:
        yield from map(_of_chunk, [seed] * len(chunks), chunks)
        return
    waiting = list(chunks)
    while waiting:
        with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
            tasks = [(chunk, pool.submit(_of_chunk, seed, chunk)) for chunk in waiting]
            waiting = []
            for chunk, task in tasks:
                try:
                    yield task.result()
                except BrokenProcessPool:
                    waiting += [range(n, n + 1) for n in chunk] if len(chunk) > 1 else []
                    if len(chunk) == 1:
                        page = fuzzed_page(seed, chunk[0])
                        yield [(chunk[0], page.kind, ["the process was killed"], 0.0, len(page.data), 0)]


def _of_chunk(seed: int, numbers) -> list[tuple]:
    rules, lexicons = _loaded()
    found, rows = [], {}
    for number in numbers:
        page = fuzzed_page(seed, number)
        of_page = checked(page, rules)
        found.append((number, page.kind, of_page.breaches, of_page.seconds, len(page.data), of_page.n_chars))
        rows[number] = [rows for _, rows in of_page.rows] if not of_page.breaches else []
    return found + [(n, "analysis", [breach], 0.0, 0, 0) for n, breach in _in_analysis(rows, lexicons)]


def _in_analysis(rows: dict[int, list], lexicons) -> list[tuple[int, str]]:
    """Pages whose words or codes cannot be found, with what is said; halves are tried until single ones are left."""
    breaches = analysis_breaches([page for pages in rows.values() for page in pages], lexicons)
    if not breaches or len(rows) == 1:
        return [(number, breach) for number in rows for breach in breaches]
    numbers = list(rows)
    halves = numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]
    return [found for half in halves for found in _in_analysis({n: rows[n] for n in half}, lexicons)]


def _loaded():
    if not _of_process:
        _of_process.extend((read_rules(LEXICONS), read_lexicons(LEXICONS)))
    return _of_process


def _what(breach: str) -> str:
    """A breach without what differs from page to page."""
    return re.sub(r"[0-9]+|'[^']*'|\"[^\"]*\"", "#", breach)[:100]


def _smallest(page: FuzzedPage, what: str) -> bytes:
    """The bytes of a page with all taken away that the breach does not need."""

    def breaks(data: bytes) -> bool:
        found: Checked = checked(replace(page, data=data, planted=page.planted), _loaded()[0])
        return any(_what(breach) == what for breach in found.breaches)

    return smallest(page.data, breaks)


def smallest(data: bytes, breaks: Callable[[bytes], bool]) -> bytes:
    """As few of these bytes as still break, found by leaving out ever shorter stretches (Zeller, 2002)."""
    tries, length = 0, max(1, len(data) // 2)
    while length and tries < _TRIES:
        at = 0
        while at < len(data) and tries < _TRIES:
            less = data[:at] + data[at + length :]
            tries += 1
            if breaks(less):
                data = less
            else:
                at += length
        length //= 2
    return data


if __name__ == "__main__":
    sys.exit(main())

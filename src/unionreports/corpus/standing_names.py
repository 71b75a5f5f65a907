"""Where else on a page do names stand that were found on it?"""

from collections import defaultdict
from collections.abc import Collection, Iterator
import re


def standing(text: str, found: Collection[str]) -> Iterator[tuple[int, int]]:
    """Spans of names in a text, also of those with a blank or a line break between characters; the longest counts.

    A list can name thousands of persons: each place is looked up, not compared with every name.
    """
    if not found:
        return
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in found:
        lengths[name[0]].add(len(name))
    longest = {first: sorted(of_first, reverse=True) for first, of_first in lengths.items()}
    done = 0
    for place in re.finditer(f"[{re.escape(''.join(sorted(longest)))}]", text):
        start = place.start()
        if start < done:
            continue
        for n in longest[place[0]]:
            end = start + n if text[start : start + n] in found else _end_of_parted(text, start, n, found)
            if end:
                yield start, end
                done = end
                break


def _end_of_parted(text: str, start: int, length: int, found: Collection[str]) -> int:
    """Where a name of some length ends whose characters are parted; 0 where none is here."""
    at, name = start + 1, text[start]
    while len(name) < length and at < len(text):
        at += text[at] in " \n"
        name += text[at : at + 1]
        at += 1
    return at if name in found else 0

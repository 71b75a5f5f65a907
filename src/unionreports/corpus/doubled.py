"""Which text stands twice on a page: pasted twice, shown for desktop and telephone, or struck twice for bold print.

Text is compared by sentences without blanks, so that other line breaks make no difference. What stands twice inside one
report is a copy from `SHORTEST` characters on. Two reports of a page are held for copies only where one contains the
other nearly whole: reports of a collection share passages.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import itemgetter
import re
from typing import NamedTuple

from .edits import Edit, inside
from .split import split_reports

#: Characters of sentences of some length, each counted once, from which on a repetition is a copy; templates, refrains
#: and rows of tables are shorter or repeat themselves.
SHORTEST = 200
#: Share of a report that must stand in another one before it is held for a copy.
WHOLE = 0.9
#: Share of a page's text in lines that stand twice directly under one another, from which on every line was doubled.
_DOUBLED_LINES = 0.8
#: A sentence or line shorter than this proves nothing.
_TELLING = 10
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]*")
_CLOSING = "。！？；："
#: Numbers of sentences compared as one, on either side.
_STEPS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2))
#: Characters that all stand twice. Words do so for four characters at most (清清楚楚明明白白 is two words).
_STRUCK_TWICE = re.compile(r"(\S)\1(?:(\S)\2){6,}")
_DISTINCT = 5


class Copy(NamedTuple):
    """A stretch that stands twice: where the one that stays begins, and the one that is cut."""

    kept: int
    start: int
    end: int


class _Run(NamedTuple):
    """Sentences `first` to `first_end` that come again as `second` to `second_end` (ends exclusive)."""

    first: int
    first_end: int
    second: int
    second_end: int


def struck_twice(text: str) -> list[Edit]:
    """Edits that leave one of each two characters where all stand twice (工工会会工工作作)."""
    found = [m for m in _STRUCK_TWICE.finditer(text) if len(set(m[0])) >= _DISTINCT]
    if not found:
        return []
    spans = {m.span() for m in found}
    start = 0
    for line in text.split("\n"):
        letters = line.replace(" ", "")
        if len(letters) >= 4 and letters[::2] == letters[1::2] and len(set(letters)) > 1 and " " not in line:
            spans.add((start, start + len(line)))
        start += len(line) + 1
    edits, last = [], 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            edits += [Edit(p + 1, p + 2, "", "doubled", "struck_twice") for p in range(start, end, 2)]
            last = end
    return edits


def doubled_lines(text: str) -> list[Copy]:
    """The second of each two lines, where nearly every line of a page stands twice directly under itself."""
    copies, total, start = [], 0, 0
    above, above_start = "", 0
    for line in text.split("\n"):
        if line == above:
            copies.append(Copy(above_start, start - 1, start + len(line)))
            above = ""
        else:
            above, above_start = line, start
            total += len(line)
        start += len(line) + 1
    again = [text[c.start + 1 : c.end] for c in copies]
    return copies if sum(map(len, again)) >= _DOUBLED_LINES * total and _telling(again) >= SHORTEST else []


def copies(text: str, parts: Sequence[int]) -> tuple[list[Copy], list[int]]:
    """Stretches of a clean page that are copies of others, and the parts that are left when they are cut.

    Parameters
    ----------
    text
        Clean page.
    parts
        Where the host begins a new text.
    """
    found = doubled_lines(text)
    if found:
        return found, list(parts)
    spans = [m.span() for m in _SENTENCE.finditer(text)]
    keys = [text[a:b].replace(" ", "").rstrip(_CLOSING) for a, b in spans]
    if _repeated(keys) < SHORTEST:
        return [], list(parts)
    reports = split_reports(text, parts)
    begins = [start for start, _ in reports]
    of_report = [bisect_right(begins, start) - 1 for start, _ in spans]
    length = Counter()  # of each report without what stands twice in it
    for key, report in zip(keys, of_report, strict=True):
        length[report] += len(key)
    chosen, between = [], defaultdict(list)
    for run in _runs(keys, of_report):
        if of_report[run.first] != of_report[run.second]:
            between[of_report[run.second]].append(run)
        elif _telling(keys[run.second : run.second_end]) >= SHORTEST:
            abstract = _abstract(keys, run)
            chosen.append((run.second, run.first, abstract) if abstract else (run.first, run.second, run.second_end))
            length[of_report[run.second]] -= sum(map(len, keys[run.second : run.second_end]))
    stays: dict[int, int] = {}  # for each report that is cut, the one that stays
    for other in sorted(between):
        shared = defaultdict(list)
        for run in between[other]:
            one = of_report[run.first]
            shared[stays.get(one, one)].append(run)
        for one, runs in shared.items():
            again = [key for run in runs for key in keys[run.second : run.second_end]]
            n = sum(map(len, again))
            if _telling(again) < SHORTEST:
                continue
            if n >= WHOLE * length[other]:
                chosen += [(run.first, run.second, run.second_end) for run in runs]
                stays[other] = one
                break
            if n >= WHOLE * length[one] and one not in stays.values():
                chosen += [(run.second, run.first, _abstract(keys, run) or run.first_end) for run in runs]
                stays[one] = other
    found, last = [], 0
    for kept, start, end in sorted(chosen, key=itemgetter(1)):
        if spans[start][0] >= last:
            found.append(_copy(text, spans[kept][0], spans[start][0], spans[end - 1][1]))
            last = found[-1].end
    _take_line_feed(text, found)
    return found, [p for p in parts if bisect_right(begins, p) - 1 not in stays]


def evidence(found: Sequence[Copy], edits: Sequence[Edit], start: int, end: int) -> str:
    """What of a report stood twice; empty where nothing did.

    Parameters
    ----------
    found
        The page's copies, in raw offsets.
    edits
        The page's edits.
    start, end
        Raw span of the report.
    """
    own = [c for c in found if start <= c.kept < end]
    struck = sum(e.step == "doubled" and e.reason == "struck_twice" for e in inside(edits, start, end))
    says = [f"{struck} characters were struck twice"] if struck else []
    if own:
        n = sum(c.end - c.start for c in own)
        says.append(f"{n} characters in {len(own)} stretches stand twice: from {own[0].start} as from {own[0].kept}")
    return "; ".join(says)


def _repeated(keys: Sequence[str]) -> int:
    """Characters of telling sentences that stood before; no run can have more."""
    seen: set[str] = set()
    total = 0
    for key in keys:
        if len(key) >= _TELLING:
            total += len(key) if key in seen else 0
            seen.add(key)
    return total


def _telling(keys: Sequence[str]) -> int:
    """Characters of the telling sentences, each counted once."""
    return sum(len(key) for key in set(keys) if len(key) >= _TELLING)


def _runs(keys: Sequence[str], of_report: Sequence[int]) -> list[_Run]:
    """Runs of sentences that stood before, in one report each; each sentence is in one run at most."""
    first: dict[str, int] = {}
    runs, i = [], 0
    while i < len(keys):
        j = first.setdefault(keys[i], i)
        if j == i:
            i += 1
            continue
        lowest = runs[-1].second_end if runs else 0
        source, begin = _further(keys, of_report, j, i, -1, (0, lowest))
        j, i = _further(keys, of_report, j, i, 1, (begin, len(keys)))
        runs.append(_Run(source, j, begin, i))
    return runs


def _further(
    keys: Sequence[str], of_report: Sequence[int], j: int, i: int, way: int, limits: tuple[int, int]
) -> tuple[int, int]:
    """Where two equal stretches end that meet at sentences j and i, forwards or (`way` -1) backwards.

    One sentence is compared with one, or a few with a few that are parted otherwise.
    """
    reports = of_report[j], of_report[i]
    going = True
    while going:
        going = False
        for a, b in _STEPS:
            one, other = sorted((j, j + way * a)), sorted((i, i + way * b))
            inside = (
                (one[1] <= limits[0] and other[1] <= limits[1])
                if way > 0
                else (one[0] >= limits[0] and other[0] >= max(limits[1], j))
            )
            if (
                inside
                and "".join(keys[slice(*one)]) == "".join(keys[slice(*other)])
                and reports == (of_report[min(one[0], one[1] - 1)], of_report[min(other[0], other[1] - 1)])
            ):
                j, i, going = j + way * a, i + way * b, True
                break
    return j, i


def _abstract(keys: Sequence[str], run: _Run) -> int:
    """End of a first copy that breaks off inside the sentence with which the second goes on: an abstract; else 0."""
    if run.first_end >= run.second or run.second_end >= len(keys):
        return 0
    rest = keys[run.first_end].rstrip("….")
    return run.first_end + 1 if rest and keys[run.second_end].startswith(rest) else 0


def _copy(text: str, kept: int, start: int, end: int) -> Copy:
    """The copy with the line feed behind it, where it is made of whole lines."""
    whole = start == 0 or text[start - 1] == "\n"
    return Copy(kept, start, end + (whole and text[end : end + 1] == "\n"))


def _take_line_feed(text: str, found: list[Copy]) -> None:
    """Let copies at the end of a page take the line feed before them."""
    i = len(found) - 1
    if i < 0 or found[i].end < len(text):
        return
    while i and found[i - 1].end == found[i].start:
        i -= 1
    if text[found[i].start - 1 : found[i].start] == "\n":
        found[i] = found[i]._replace(start=found[i].start - 1)

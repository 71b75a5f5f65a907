"""Has a text lost its punctuation, and what parts it then?

Without full stops nothing in a paragraph says where a sentence ends. What is left are numbers that count up (一是 二是,
第一 第二, 一 二 三, 1 2 3) and blanks between long stretches; where there is neither, a paragraph stays one unit.
"""

from collections.abc import Sequence
import re
from statistics import median

from .items import MIN_PART
from .numbering import chinese_number

#: Punctuation that can part a text; a dot between digits is none.
_MARKS = "。，；：、！？,;:!?"
#: Marks per 100 characters from which on text is punctuated. The lowest of 640 reports, laws and pages has 3.4.
FEWEST_MARKS = 1.0
#: Lines from this length on are running text and no headings; shorter texts prove nothing; share of a text in such lines.
_RUNNING_LINE, _SHORTEST, _SHARE = 40, 300, 0.5
#: Cells of a table are shorter than this between blanks (characters).
_CELL = 6
#: Stretches between blanks that are sentences or paragraphs, not clauses, are at least this long (median).
_STRETCH = 40
_NUMBERED = re.compile(r"(?<=[一二三四五六七八九十\d])、")
_CN = "[一二三四五六七八九十]{1,3}"
_VERB = (
    "(?:加强|推进|深化|抓好|开展|完善|坚持|强化|落实|健全|维护|组织|建立|围绕|突出|积极|认真|扎实|深入|努力|创新|提升|提高|促进|发挥|服务|关心|"
    "关爱|存在|今后|下一?步|明年|主要|切实|进一步|着力|做好|注重|狠抓|规范|加大|继续|广泛|丰富|增强)"
)
#: Numbers that can begin an item, by kind, and how long a series must be: a numeral alone can be part of a word.
_SERIES = (
    (re.compile(rf"({_CN})[、.．]"), 2, True),
    (
        re.compile(
            rf"(?:(?<![一二三四五六七八九十百千万零〇两第几每同统唯专五七三初])|^)({_CN}) ?(?={_VERB})|(?<= )({_CN}) (?=[\u4e00-\u9fff])"
        ),
        3,
        True,
    ),
    (re.compile(rf"({_CN})(?:是(?!否)|要)"), 2, False),
    (re.compile(rf"第({_CN})(?![个次届批产季时线名期阶轮条位课])"), 2, False),
    (re.compile(rf"(?<![\d.%])(\d{{1,2}})[、.．]? ?(?={_VERB})|(?<= )(\d{{1,2}}) (?=[\u4e00-\u9fff])"), 3, False),
)


def lost_punctuation(text: str, n_units: int) -> str:
    """Evidence that the running text of a report has lost its punctuation; empty where it has not.

    `n_units` is the number of units it was parted into all the same.
    """
    if 100 * sum(map(text.count, _MARKS)) >= 5 * FEWEST_MARKS * len(text):  # nearly every report
        return ""
    running = [line for line in text.split("\n") if _is_running(line)]
    n = sum(map(len, running))
    if n < _SHORTEST or n < _SHARE * len(text):
        return ""
    marks = sum(map(_marks, running))
    rate = 100 * marks / n
    if rate >= FEWEST_MARKS:
        return ""
    left = f"{n_units} units by lines, numbers and blanks" if n_units > 1 else "nothing parts it: one unit"
    return f"{marks} punctuation marks in {n} characters of running text, {rate:.1f} per 100 where reports have 3 or more; {left}"


def running_without_marks(text: str, lines: Sequence[str]) -> frozenset[int]:
    """Numbers of the lines that are running text, where a page has lost its punctuation; none on any other page.

    There nothing but its length tells a sentence from a title or a link.
    """
    return (
        frozenset(i for i, line in enumerate(lines) if _is_running(line)) if lost_punctuation(text, 0) else frozenset()
    )


def stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of a line that its numbers, or else its blanks, make items of; the line itself where it is punctuated."""
    line = text[start:end]
    if 100 * line.count("，") >= FEWEST_MARKS * len(line):  # nearly every line that is long enough
        return [(start, end)]
    if not _is_running(line) or 100 * _marks(line) >= FEWEST_MARKS * len(line):
        return [(start, end)]
    cuts = _by_numbers(line) or _by_blanks(line)
    borders = [0, *cuts, len(line)]
    spans = []
    for a, b in zip(borders, borders[1:], strict=False):
        stop = b - (line[b - 1 : b] == " ")
        if stop > a:
            spans.append((start + a, start + stop))
    return spans


def _marks(text: str) -> int:
    """Punctuation marks, without those that belong to a number."""
    return sum(map(text.count, _MARKS)) - len(_NUMBERED.findall(text))


def _is_running(line: str) -> bool:
    """Whether a line is long enough for a sentence and no row of a table."""
    return len(line) >= _RUNNING_LINE and len(line) >= _CELL * (line.count(" ") + 1)


def _by_numbers(line: str) -> list[int]:
    """Where items begin by numbers that count up from one, of all kinds that do."""
    found: dict[int, bool] = {}
    for pattern, shortest, top in _SERIES:
        for at in _series(pattern, line, shortest):
            found[at] = found.get(at, False) or top
    cuts: list[int] = []
    for at in sorted(found):
        last = cuts[-1] if cuts else 0
        # A short stretch joins the one before, except below a number of the higher kinds: there it is a heading.
        if at and (found[at] or at - last >= MIN_PART or found.get(last, False)):
            cuts.append(at)
    return cuts


def _series(pattern: re.Pattern[str], line: str, shortest: int) -> list[int]:
    """Beginnings of numbers that count up from one in at least `shortest` steps; a series may start anew."""
    kept: list[int] = []
    run: list[int] = []
    for found in pattern.finditer(line):
        value = next(group for group in found.groups() if group)
        number = int(value) if value.isdigit() else chinese_number(value)
        if run and number == len(run) + 1:
            run.append(found.start())
        elif number == 1:
            kept += run if len(run) >= shortest else []
            run = [found.start()]
    return kept + (run if len(run) >= shortest else [])


def _by_blanks(line: str) -> Sequence[int]:
    """Where stretches begin behind blanks, if they are long enough for sentences; none otherwise."""
    parts = line.split(" ")
    if len(parts) < 2 or median(map(len, parts)) < _STRETCH:
        return []
    cuts, at = [], 0
    for part in parts[:-1]:
        at += len(part) + 1
        cuts.append(at)
    return cuts

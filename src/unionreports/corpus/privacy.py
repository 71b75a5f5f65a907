"""Which names, numbers and homes of private persons told of in hardship are masked in everything that is generated?

Reports thank, honour and appoint people by name: office holders, model workers and authors stay. What is masked is
the name of a person to whom a sentence gives illness, accident, death, disability, poverty or a family's misfortune,
or aid for it. The rule, its measures and its limits stand in docs/design.md, "Private persons". The raw page keeps all.
"""

from collections.abc import Iterable, Iterator
import re
from typing import NamedTuple

from .edits import Edit, apply
from .hardship import CUE, LIST_OF_AIDED, is_told, left_kind
from .personal_names import PersonalNames
from .personal_numbers import identity_numbers, of_a_person
from .standing_names import standing

#: Stands for one character of a name. No host masks with it, so it is not taken for a host's mask.
MASK = "□"

_NAME, _NUMBER = "person_in_hardship", "personal_number"
#: A sentence goes on where the next one begins with "he" or "she".
_END = re.compile(r"[。！？](?!(?:[^。！？，\n]{1,8}，)?[他她](?!们))|\n")
_GOES_ON = re.compile(r"(?:[^。！？，\n]{1,8}，)?[他她](?!们)")
_SEPARATOR = re.compile(r"(?:（[^（）\n]{1,20}）)? ?[、和及与] ?")
#: 金 and 费 are surnames, and the end of what aid is paid as.
_FUND = re.compile("(?:救助|慰问|补助|助学|互助|抚恤|救济|扶助|补偿|赔偿|保障|帮扶|奖|资|基)[金费]$")
_SPACED = re.compile(r"[\u4e00-\u9fff](?: [\u4e00-\u9fff]){1,3}")
_SPACED_PAIR = re.compile(r"[\u4e00-\u9fff] [\u4e00-\u9fff]")
#: A line break inside a name: no heading ends so, and lines of running text are at least this long.
_BROKEN = re.compile(r"\n(?<=[\u4e00-\u9fff]\n)(?=[\u4e00-\u9fff])")
_SHORTEST_BROKEN = 15
#: Characters on either side of a line break that may tell of the person whose name it breaks.
_REACH = 60
#: A row of a list: short, no sentence, its name at the beginning or in the second cell.
_ROW = re.compile(r"[|\s]*(?:[（(]?\d{1,4}[)）.、．:：]?)?[|\s]*")
_LONGEST_ROW = 80
_HEAD_OF_ROWS = re.compile(r"姓名|序号|[-|\s:]+$")


class Found(NamedTuple):
    """A stretch of text to be masked, why, and whether the name is masked wherever else it stands.

    `public`: the misfortune of a person named with an office, whose name is masked beside the office too.
    """

    start: int
    end: int
    reason: str
    everywhere: bool
    public: bool = False


class Hidden(NamedTuple):
    """Names masked wherever they stand: those of private persons, and those masked beside an office as well."""

    private: frozenset[str] = frozenset()
    public: frozenset[str] = frozenset()


#: No name is masked.
NOBODY = Hidden()


def find(text: str, names: PersonalNames) -> list[Found]:
    """What tells of private persons in hardship where it stands. Linear in the length of the text."""
    found = [Found(start, end, _NUMBER, False) for start, end in identity_numbers(text)]
    done = 0
    for cue in CUE.finditer(text):
        if cue.start() < done:
            continue
        start = max(text.rfind(mark, done, cue.start()) + 1 for mark in "。！？\n") or done
        if start > done and text[start - 1] != "\n" and _GOES_ON.match(text, start):
            start = max(text.rfind(mark, done, start - 1) + 1 for mark in "。！？\n") or done
        stop = _END.search(text, cue.end())
        end = stop.start() if stop else len(text)
        here = _in_sentence(text, max(start, done), end, names)
        if LIST_OF_AIDED.search(text, start, end):
            rows, done_rows = _in_rows(text, end, names)
            here += rows
            end = max(end, done_rows)
        if here:
            here += [Found(*number, False) for number in of_a_person(text, start, end)]
        found += here
        done = end
    found += _over_line_breaks(text, names)
    return found


def _in_sentence(text: str, start: int, end: int, names: PersonalNames) -> list[Found]:
    found = list(_told(text, start, end, names))
    if " " in text[start:end] and _SPACED_PAIR.search(text, start, end):
        # 张 建 国: read without its blanks, and kept where each blank parts single characters of a name.
        at = [i for i in range(start, end) if text[i] != " "]
        squeezed = "".join([text[i] for i in at])
        for one in _told(squeezed, 0, len(squeezed), names):
            first, last = at[one.start], at[one.end - 1] + 1
            if _SPACED.fullmatch(text, first, last):
                found.append(one._replace(start=first, end=last))
    return found


def _told(text: str, start: int, end: int, names: PersonalNames) -> Iterator[Found]:
    """Names in one sentence of persons it tells of."""
    done = start
    for position in names.possible(text, start, end):
        if position < done:
            continue
        if _FUND.search(text, max(start, position - 2), position + 1):
            continue
        kind = left_kind(text, position, start)
        name = names.at(text, position) if kind else None
        if name is None or name.end > end or names.parts_a_word(text, position, start):
            continue
        listed = _list_from(text, position, name.end, end, names)
        words = [one for one in listed if one[2]]
        last = listed[-1][1]
        told = is_told(kind, text, position, name.end, last, end)
        if not told or (words and len(words) == len(listed) and told != "plainly"):
            # The rest of the list would be told no more than all of it.
            done = listed[-1][0] if len(listed) > 1 else done
            continue
        for first, after, is_word in listed:
            if text[first:after] not in names.public_figures:
                yield Found(first, after, _NAME, not is_word, kind == "office")
        done = last


def _list_from(text: str, start: int, after: int, end: int, names: PersonalNames) -> list[tuple[int, int, bool]]:
    """The names of a list that begins with this one: start, end, whether it is a word as well."""
    name = names.at(text, start)
    listed = [(start, after, name.is_word)]
    while separator := _SEPARATOR.match(text, listed[-1][1], end):
        following = names.at(text, separator.end())
        if following is None or following.end > end:
            break
        listed.append((separator.end(), following.end, following.is_word))
    return listed


def _in_rows(text: str, start: int, names: PersonalNames) -> tuple[list[Found], int]:
    """Names at the beginning of the rows below the title of a list of aided persons, and where the rows end."""
    found, at = [], start
    while at < len(text):
        begin = at + 1
        feed = text.find("\n", begin, begin + _LONGEST_ROW + 1)
        stop = feed if feed >= 0 else len(text)
        if stop - begin > _LONGEST_ROW:
            break
        first = _ROW.match(text, begin, stop).end()
        name = names.at(text, first) if first < stop else None
        if name and name.end <= stop and (name.end == stop or not "\u4e00" <= text[name.end] <= "\u9fff"):
            listed = _list_from(text, first, name.end, stop, names)
            found += [Found(a, b, _NAME, not word) for a, b, word in listed]
        elif not _HEAD_OF_ROWS.search(text, begin, stop):
            break
        at = stop
    return found, at


def _over_line_breaks(text: str, names: PersonalNames) -> Iterator[Found]:
    """Names that a line break parts, in running text that tells of their persons."""
    for feed in _BROKEN.finditer(text):
        at = feed.start()
        if text.rfind("\n", at - _SHORTEST_BROKEN, at) >= 0 or at < _SHORTEST_BROKEN:
            continue
        if not any(True for _ in names.possible(text[at - 3 : at] + text[at + 1 : at + 2], 0, 3)):
            continue
        above = _END.split(text[max(0, at - _REACH) : at])[-1]
        below = _END.split(text[at + 1 : at + 1 + _REACH])[0]
        whole = above + below
        if not CUE.search(whole):
            continue
        origin = at - len(above)
        for one in _told(whole, 0, len(whole), names):
            if one.start < len(above) < one.end:
                yield one._replace(start=origin + one.start, end=origin + one.end + 1)


def hidden_names(*told: tuple[str, Iterable[Found]]) -> Hidden:
    """The names found in texts of one page that are masked wherever they stand on it."""
    private, public = set(), set()
    for text, found in told:
        for one in found:
            if one.everywhere:
                (public if one.public else private).add(re.sub(r"\s", "", text[one.start : one.end]))
    return Hidden(frozenset(private), frozenset(public))


def masks(text: str, found: Iterable[Found], hidden: Hidden) -> list[tuple[int, int, str]]:
    """Spans to be masked, sorted and apart: what was found, and the hidden names wherever else they stand.

    A name that stands with an office stays, as a namesake's, unless it was found with an office itself.
    """
    spans = [one[:3] for one in found]
    if hidden.private or hidden.public:
        for start, end in standing(text, hidden.private | hidden.public):
            name = re.sub(r"\s", "", text[start:end])
            if name in hidden.public or left_kind(text, start, 0) != "office":
                spans.append((start, end, _NAME))
    apart: list[tuple[int, int, str]] = []
    for start, end, reason in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end, reason))
        elif end > apart[-1][1]:
            apart[-1] = (apart[-1][0], end, apart[-1][2])
    return apart


def hide(text: str, found: Iterable[Found], hidden: Hidden) -> str:
    """A text of a page with what tells of private persons masked, as long as it was.

    Parameters
    ----------
    found : what was found in this text.
    hidden : names that were found anywhere on the page.
    """
    return apply(text, as_edits(text, masks(text, found, hidden)))


def as_edits(text: str, spans: Iterable[tuple[int, int, str]]) -> list[Edit]:
    """Spans as edits that replace every character but line breaks."""
    edits = []
    for start, end, reason in spans:
        for piece in re.finditer(r"[^\n]+", text[start:end]):
            first, last = start + piece.start(), start + piece.end()
            edits.append(Edit(first, last, MASK * (last - first), "privacy", reason))
    return edits

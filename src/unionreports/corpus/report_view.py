"""A report as the rules about its kind look at it: title block, opening, seasons named, plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
import re

from .dates import DateMention
from .passage import Passage

_NOT_THE_YEAR = re.compile(r"以来|至今|起|至|到|初|底|成立|[-—－–]")


@dataclass(frozen=True)
class KindFound:
    """Kind of a report, the months of the year it reviews, and the span the judgement rests on.

    `stated` is whether the report says so of itself; `months` is (1, 12) where the whole year is meant.
    """

    kind: str
    months: tuple[int, int]
    start: int
    end: int
    stated: bool
    says: str
    #: The cut passage it rests on, where it is not the report's own text.
    witness: Passage | None = None


@dataclass(frozen=True)
class Report:
    """What the rules look at: the text, its dates, the spans of its plan, and where its title block ends."""

    text: str
    mentions: Sequence[DateMention]
    plan_spans: Sequence[tuple[int, int]]
    head: int
    titles: Sequence[Passage] = ()

    @property
    def title(self) -> str:
        return self.text[: self.head]

    @property
    def opening(self) -> int:
        """Where the opening ends, in which a report announces what it reviews."""
        return min(len(self.text), self.head + 700)

    @cached_property
    def sentence(self) -> tuple[int, int]:
        """The first sentence of the body, at most 200 characters of it: the first long line behind title and salutation."""
        start = self.head
        for line in self.text[start : start + 700].split("\n"):
            if len(line) > 20 and "，" in line:
                start += len(line) - len(line.lstrip())
                stop = self.text.find("。", start, start + 200)
                return start, stop + 1 if stop >= 0 else min(len(self.text), start + 200)
            start += len(line) + 1
        return self.head, self.head

    @cached_property
    def opens_with(self) -> DateMention | None:
        """The whole or masked year with which the body opens (2016年，… or 在20xx年里，…), and nothing older."""
        start, stop = self.sentence
        for m in self.mentions:
            if start <= m.start < min(stop, start + 12):
                whole = m.kind == "masked" or (m.kind == "date" and not m.month)
                after = self.text[m.end : m.end + 4]
                return m if whole and not _NOT_THE_YEAR.match(after) else None
        return None

    def line(self, at: int) -> str:
        """The line a position stands in, as far as 200 characters to either side: a page can be one line."""
        end = self.text.find("\n", at, at + 200)
        begin = self.text.rfind("\n", max(0, at - 200), at) + 1 or max(0, at - 200)
        return self.text[begin : end if end >= 0 else at + 200]


def season_of(mention: DateMention) -> tuple[str, tuple[int, int]] | None:
    """Kind and months of a season: 上半年, 前三季度, 1-11月; a whole year of months is no season."""
    if mention.kind == "half":
        return "half_year", (mention.month, mention.last_month)
    if mention.kind == "quarter" or (mention.kind == "months" and mention.month <= mention.last_month):
        months = (mention.month, mention.last_month)
        if months in ((1, 6), (7, 12)):
            return "half_year", months
        return ("part_year", months) if months != (1, 12) else None
    return None


def found_at(kind: str, months: tuple[int, int], at: re.Match | DateMention, stated: bool, says: str) -> KindFound:
    start, end = (at.start, at.end) if isinstance(at, DateMention) else at.span()
    return KindFound(kind, months, start, end, stated, says)

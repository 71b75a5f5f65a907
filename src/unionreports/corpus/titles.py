"""The title a host gives a page, told apart from the title a report gives itself."""

from collections.abc import Sequence
import re

from .lines import Line

#: Marks of the title a host gives: it collects, praises, counts its texts or their characters.
_HOST_MARKS = re.compile(
    r"范文|精选|大全|多篇|汇编|合集|模板|样本|例文|[\d一二三四五六七八九十]{1,3}篇|\d{3}字|（推荐|推荐）|通用|最新|优秀|(?<!_)_(?!_)|^【"
)
_GENRE = re.compile(r"总结|报告|汇报|要点|计划|思路|打算|总結|總結|報告")
_SALUTATION = re.compile(r"各位|尊敬的|同志们|代表们")
#: A line of a title block: subtitle, date in brackets, or occasion of the speech.
_BLOCK = re.compile(r"——|--|[（(].{0,6}年.{0,4}月.{0,4}日[)）]$|在.{4,40}(?:会议|大会|全委会).{0,4}上的")
#: Longest title of a page that holds nothing but titles.
_LONGEST_TITLE = 40
#: Longest line that is preferred as the name of the page for its length; longer ones are keywords.
_LONGEST_NAME = 90
#: Furniture that may hold the host's title: what then stands above the text is the report's own.
_SHOWS_TITLE = ("byline", "host_blurb", "uploader_data", "page_marker")
_NOT_WORDS = re.compile(r"[\W_]+")


def title_key(text: str) -> str:
    """A title without blanks and punctuation, to compare it with another."""
    return _NOT_WORDS.sub("", text)


def mark_titles(lines: Sequence[Line], kinds: list[str], first_body: int) -> str:
    """Mark titles of the host in `kinds` and return the title of the page.

    Above the first sentence of a page, what stands before other furniture (a byline, a blurb) is the host's
    title; so is a title with the marks of a host (范文, 3篇, 【…】), and a lone title on a page that has
    furniture. A title that repeats an earlier one is a duplicate, except the last, directly above the text:
    that one, and what else stands there, is the report's own.
    """
    heads = [i for i in range(first_body) if not kinds[i] and title_key(lines[i].text)]
    last_furniture = max((i for i in range(first_body) if kinds[i]), default=-1)
    own = [i for i in heads if i > last_furniture and not _HOST_MARKS.search(lines[i].text)]
    block = next((i for i in heads if _BLOCK.match(lines[i].text)), -1)
    if block >= 0 and all(_SALUTATION.match(lines[i].text) for i in own):
        # A subtitle, date or speaker: the title block of the report itself, with the byline below it.
        first = block
        while first > 0 and not kinds[first - 1]:
            first -= 1
        own = [i for i in heads if i >= first and not _HOST_MARKS.search(lines[i].text)]
    if first_body == len(lines):
        own = [i for i in own if len(lines[i].text) > _LONGEST_TITLE]  # a page of titles holds no report
    kept = set(own)
    titles = [i for i in heads if i not in kept]
    last = {title_key(lines[i].text): i for i in own}
    repeated = [i for i in own if last[title_key(lines[i].text)] != i]
    own = sorted(last.values())
    shown = any(kinds[i] in _SHOWS_TITLE and _GENRE.search(lines[i].text) for i in range(first_body))
    alone = sum(not _SALUTATION.match(lines[i].text) for i in own) == 1
    if alone and any(kinds) and not (titles or repeated or shown):
        titles, own = own[:1], own[1:]
    seen: set[str] = set()
    for i in sorted([*titles, *repeated]):
        key = title_key(lines[i].text)
        kinds[i] = "duplicate_title" if key in seen else "host_title"
        seen.add(key)
    named = sorted([*titles, *repeated]) or own
    return max((lines[i].text for i in named[:3]), key=_likeness, default="") if named else ""


def names_genre(text: str) -> bool:
    """Whether a line names the genre: a report, a summary, a plan of work."""
    return _GENRE.search(text) is not None


def _likeness(text: str) -> tuple[bool, int]:
    """How much a line looks like the title of a report: it names the genre; among equals the longer."""
    return names_genre(text), len(text) if len(text) < _LONGEST_NAME else 0

"""The title a host gives a page, told apart from the title a report gives itself."""

from collections.abc import Sequence
import re

from .lines import Line

_HOST_MARKS = re.compile(
    r"范文|精选|大全|多篇|汇编|合集|模板|样本|例文|[\d一二三四五六七八九十]{1,3}篇|\d{3,}字|（推荐|推荐）|通用|最新|优秀|_|^【"
)
_NOT_WORDS = re.compile(r"[\W_]+")


def title_key(text: str) -> str:
    """A title without blanks and punctuation, to compare it with another."""
    return _NOT_WORDS.sub("", text)


def mark_titles(lines: Sequence[Line], kinds: list[str], first_body: int) -> str:
    """Mark titles of the host in `kinds` and return the title of the page.

    Above the first sentence of a page, what stands before other furniture (a byline, a blurb) is the host's
    title; so is a title with the marks of a host (范文, 3篇, 【…】); a title that repeats an earlier one is a
    duplicate. What stands alone directly above the text is the report's own.
    """
    last_furniture = max((i for i in range(first_body) if kinds[i]), default=-1)
    seen: set[str] = set()
    page_title = ""
    own_title = ""
    for i in range(first_body):
        text = lines[i].text
        key = title_key(text)
        if kinds[i] or not key:
            continue
        if key in seen:
            kinds[i] = "duplicate_title"
        elif i < last_furniture or _HOST_MARKS.search(text):
            kinds[i] = "host_title"
            page_title = page_title or text
        else:
            own_title = own_title or text
        seen.add(key)
    if page_title:
        key = title_key(page_title)
        for i in range(first_body, len(lines)):
            if not kinds[i] and len(lines[i].text) <= len(page_title) + 8 and title_key(lines[i].text) == key:
                kinds[i] = "duplicate_title"
    return page_title or own_title

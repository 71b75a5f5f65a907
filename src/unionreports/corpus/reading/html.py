"""A web page to text: what it says of itself, then the lines it shows.

Everything the page shows is kept, but for menus, lists of links to other pages and boxes beside the text: which of
the rest belongs to the host is decided by cleaning, which records each cut.
"""

from datetime import datetime, timedelta, timezone
import re

from lxml import etree

from .evidence import day, head_lines, one_line
from .html_lines import TooDeep, Walk, walk
from .link_lists import without_link_lists
from .plain import decode
from .raw_page import RawPage
from .side_boxes import without_boxes

#: Names of meta data, best first; those in mixed case are of the standard for government sites, folded to lower case.
_TITLES = ("articletitle", "og:title", "twitter:title")
_DAYS = (
    "pubdate",
    "article:published_time",
    "og:release_date",
    "og:published_time",
    "datepublished",
    "publishdate",
    "publish_date",
    "publishtime",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
)
_SOURCES = ("contentsource", "source", "og:article:author", "article:author", "sitename", "og:site_name")
#: Data for search engines inside scripts.
_SCRIPT_DAY = re.compile(r'"(?:datePublished|pubDate)"\s{0,9}:\s{0,9}"([^"\n]{8,40})"')
#: Where articles of official accounts have their time, in seconds since 1970.
_SCRIPT_SECONDS = re.compile(r"""\bct\s{0,9}=\s{0,9}["'](\d{10})["']""")
_BEIJING = timezone(timedelta(hours=8))
_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([a-zA-Z0-9_-]{2,20})""", re.I)
#: Bytes in which a page names its encoding.
_HEAD = 4096
#: Characters that may be lost where no encoding fits all bytes: above one in 200 the encoding is wrong.
_MOST_LOST = 200


def decode_html(data: bytes) -> tuple[str, str]:
    """Text and encoding of a page's bytes; both empty where no encoding fits.

    The bytes decide, and what the page says of its encoding only where they are broken: pages are converted without
    changing that line. One broken character must not cost the page: it becomes the replacement character.
    """
    found = decode(data)
    if found:
        return found.text, found.encoding
    named = [name.decode().lower() for name in _CHARSET.findall(data[:_HEAD])]
    best = ("", "")
    least = len(data)
    for encoding in [*named, "utf-8", "gb18030", "big5"]:
        encoding = "gb18030" if encoding in ("gb2312", "gbk") else encoding
        try:
            text = data.decode(encoding, "replace")
        except LookupError:
            continue
        lost = text.count("\ufffd")
        if lost < least and lost * _MOST_LOST <= len(text):
            best, least = (text, encoding), lost
    return best


def read_html(data: bytes) -> RawPage:
    """Read a web page."""
    text, encoding = decode_html(data)
    if not text:
        return RawPage(
            "", "html", "", "a web page in no known encoding: open it in a browser and save its text as .txt"
        )
    try:
        seen = walk(text)
    except (etree.LxmlError, TooDeep):
        return RawPage("", "html", encoding, "a broken web page: open it in a browser and save its text as .txt")
    # A page of nothing but links is named by what stands on it: there is no report.
    lines = without_link_lists(without_boxes(seen.lines, seen.extents)) or [line.text for line in seen.lines]
    if not any(line.strip() for line in lines):
        problem = (
            "a web page that holds no text (its text is fetched by a script, or shown in a frame): "
            "open it in a browser and save its text as .txt"
        )
        return RawPage("", "html", encoding, problem)
    return RawPage("\n".join([*_evidence(seen), *lines]), "html", encoding)


def _evidence(seen: Walk) -> list[str]:
    """Title, day and source as the page's own data give them."""
    title = one_line(seen.title)
    named = next(filter(None, (one_line(seen.meta.get(name, "")) for name in _TITLES)), "")
    # The title of the window often adds the host's name, which is evidence too; or it is the host's name alone.
    title = title if named in title else named
    source = next(filter(None, (one_line(seen.meta.get(name, "")) for name in _SOURCES)), "")
    return head_lines(title, _day(seen), source)


def _day(seen: Walk) -> str:
    stated = [seen.meta.get(name, "") for name in _DAYS]
    for text in stated:
        if found := day(text):
            return found
    for script in seen.scripts:
        if found := _SCRIPT_DAY.search(script):
            return day(found[1])
        if found := _SCRIPT_SECONDS.search(script):
            return datetime.fromtimestamp(int(found[1]), _BEIJING).date().isoformat()
    return next(filter(None, map(day, seen.times)), "")

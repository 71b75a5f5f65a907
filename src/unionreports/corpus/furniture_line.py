"""What one line of a page is: furniture of some kind, or a line that may belong to a report.

A line is furniture for what it is, not for whose it is: it is made of navigation words, carries the fields
of a byline or a document viewer, or speaks with the voice of a web site (小编, 本站, 版权所有). Between the
sentences of a report (`body`) only the plainest cases count. The vocabulary is data:
`data/lexicons/furniture.csv`.
"""

from collections.abc import Sequence
import re

from .left_out import is_left_out
from .numbering import marker_at, starts_item
from .parts import part_number
from .titles import names_genre
from .vocabulary import FurnitureVocabulary, Hit

_DATE = r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}日?"
_TIME = r"\d{1,2}:\d\d(?::\d\d)?"
_STAMP = re.compile(rf"{_DATE}[ T]?{_TIME}")
_BYLINE_DATE = re.compile(rf"[\[（【]?(?:{_STAMP.pattern}|(?:19|20)\d\d[-/]\d{{1,2}}[-/]\d{{1,2}})[\]）】]?")
_WEEKDAY = re.compile(r".{6,16} ?星期[一二三四五六日天].{0,10}")
_PAGE_MARKER = re.compile(
    r"(?:.{0,80}_)?第? ?\d{1,4} ?页(?: ?[/，,]? ?共? ?\d{1,4} ?页)?|[-—–－~]{1,3} ?\d{1,4} ?[-—–－~]{1,3}"
    r"|\d{1,4} ?/ ?\d{1,4}|(?:本文)?共 ?\d{1,4} ?[页篇条].{0,40}|[Pp]age ?\d{1,4}(?: of \d{1,4})?"
)
_BREADCRUMB = re.compile(r"(?:您?(?:现在|目前|当前)?所?在?的?位置|您所在)[：:]?|[^。；]{1,20} ?[>›»→] ?[^。；]{0,40}$")
_BULLET = "·★▪■◆►"
_LINKS = re.compile(
    r"首页.{0,40}|相关.{2,4}[：:].{0,100}"
    # Titles behind bullets, none longer than 61 characters; a masked place (■■区) is no bullet.
    rf"|(?![■◆]{{1,3}}(?:省|市|区|县|镇|乡|街道))[{_BULLET}](?=[^。；]{{4}})(?:[^。；{_BULLET}]{{0,61}}[{_BULLET}])*[^。；{_BULLET}]{{0,61}}"
)
#: Separators of words in menus, and what between them is no word.
_SPLIT = re.compile(r"[\s：『』「」|｜>›»<《》\[\]【】（）()·•/、—－_-]+")
_NUMBER = re.compile(r"[\[(（]?(?:共|第)?\d+(?:页|篇|条)?[\])）]?")
_MENU = re.compile(r" ?[-|｜/·] ?")
#: Topics an official account files a text under.
_TOPICS = re.compile(r"(?:#[^#\s，。]{2,20}#? ?){1,8}(?:\d{1,4} ?个)?|\d{1,4} ?个")
_CODE = re.compile(r"[{}=]|\(\)|;$|document\.|window\.")
_URL = re.compile(r"(?:https?://|www\.)[A-Za-z0-9./_?=&%#:-]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: A host that hands its visitors a text.
HOST_OPENING = re.compile(
    r"(?:下面|以下|本文|这里)[^。]{0,60}"
    r"(?:[为给]大家|[为给]您|供(?:大家|您|各位)|欢迎(?:大家|您)?(?:阅读|参考|借鉴|查阅|下载))"
)
#: Kinds of terms plain enough to cut a line that stands between sentences of a report.
_PLAIN_ANYWHERE = {"copyright", "uploader_data", "host_blurb", "recommendation"}
#: A line up to this long without a full stop can be a title, a field or a link; longer ones are prose.
SHORT = 120
#: Longest title, link or stamped byline.
_LONGEST_LINK, _LONGEST_STAMPED = 60, 80
#: Longest paragraph that is cut for one phrase in the host's voice although it stands in the body.
_LONGEST_VOICE = 400


def is_prose(text: str) -> bool:
    """A sentence: a full stop, or a length and commas no title has."""
    return ("。" in text and len(text) >= 15) or (len(text) > 60 and "，" in text)


def is_item(text: str) -> bool:
    """A numbered line of a report; a dash alone also begins subtitles and links."""
    marker = marker_at(text)
    return marker is not None and len(text) > 5 and (marker.number > 0 or any(c in text for c in "，。；"))


def looks_like_link(text: str) -> bool:
    """A title, not a sentence and not an item of a report."""
    return len(text) < _LONGEST_LINK and not any(c in text for c in "。；，：！？") and not starts_item(text)


def kind_of_line(text: str, hits: Sequence[Hit], vocabulary: FurnitureVocabulary, body: bool) -> str:
    """Kind of furniture a short line is, or ''. `body`: it stands between sentences of a report."""
    if part_number(text):
        return ""
    if _PAGE_MARKER.fullmatch(text):
        return "page_marker"
    if _BYLINE_DATE.fullmatch(text) or _WEEKDAY.fullmatch(text):
        return "byline"
    if text.isdigit():
        return ""  # a page number or a figure of a table: the lines around it tell
    if not _HAN.search(text) and (not body or _CODE.search(text)):
        return "copyright" if hits else "navigation"
    if kind := _menu(text, vocabulary, body):
        return kind
    if is_left_out(text):
        return "host_blurb"
    if not body and (_BREADCRUMB.match(text) or _TOPICS.fullmatch(text)):
        return "navigation"
    if not body and _LINKS.fullmatch(text):
        return "navigation" if text.startswith("首页") else "recommendation"
    if _STAMP.search(text) and len(text) < _LONGEST_STAMPED:
        return "byline"
    if hits:
        if _is_marked_title(text, hits):
            return ""  # titles.py names it so
        if kind := _spoken(text, hits, body):
            return kind
    if not body and _BYLINE_DATE.search(text) and len(text) < _LONGEST_LINK:
        return "byline"
    address = _URL.search(text)
    if address and len(text) - len(address[0]) < 20:
        return "navigation"
    return ""


def _menu(text: str, vocabulary: FurnitureVocabulary, body: bool) -> str:
    """Kind of a line that is made of words of furniture, or of short words between separators; else ''."""
    alone = vocabulary.whole.get(text.replace(" ", "").strip("：:"))
    if alone and not body:
        return alone
    words = [w for w in (w.strip("：:，。.>!！") for w in _SPLIT.split(text)) if w and not _NUMBER.fullmatch(w)]
    if not words:
        return ""
    whole = [kind for w in words if (kind := vocabulary.whole.get(w))]
    longest = max(map(len, words))
    many = len(words) > 3
    mostly = len(whole) == len(words) or (many and len(whole) >= 0.6 * len(words) and longest < 6)
    if whole and mostly and not (body and len(text) < 4):
        return whole[0]
    if body or len(words) < 3 or longest > 6 or any(c.isdigit() for c in text):
        return ""
    separated = len(_MENU.findall(text)) >= len(words) - 1
    return "navigation" if separated or (many and whole and "：" not in text) else ""


def _is_marked_title(text: str, hits: Sequence[Hit]) -> bool:
    """Whether a line is a title with the marks of a host (范文) and nothing the host says."""
    marks = all(kind == "host_blurb" and not voice for _, kind, voice in hits)
    return marks and len(text) < _LONGEST_LINK and names_genre(text)


def _spoken(text: str, hits: Sequence[Hit], body: bool) -> str:
    """Kind that the terms found in a line give it; between sentences of a report one plain term is not enough."""
    kind = next((hit[1] for hit in hits if hit[1] != "host_blurb"), "host_blurb")
    if not body or any(hit[2] for hit in hits) or HOST_OPENING.search(text):
        return kind
    if kind == "recommendation" and is_item(text):
        return ""  # the heading of a section on news or reading
    terms = {hit[0] for hit in hits}
    covered = sum(map(len, terms)) / len(text)
    needed = 0.5 if kind == "host_blurb" else 0.25
    return kind if kind in _PLAIN_ANYWHERE and (len(terms) > 1 or covered >= needed) else ""


def kind_of_paragraph(text: str, hits: Sequence[Hit], body: bool) -> str:
    """Kind of furniture a paragraph is, or ''."""
    voices = [hit for hit in hits if hit[2] or (hit[1] == "host_blurb" and HOST_OPENING.search(text))]
    rights = [hit for hit in hits if hit[1] in ("copyright", "host_blurb")]
    if len({hit[0] for hit in rights}) > 1 and len(text) < 3 * SHORT:
        return rights[0][1]
    if voices and (not body or len(text) < _LONGEST_VOICE):
        return voices[0][1]
    if not body and hits and len({hit[0] for hit in hits}) >= 3 and "。" not in text[:-1]:
        return hits[0][1]
    if not body and not hits and "。" not in text and text.count(" ") > len(text) / 25 and len(text) > 80:
        return "recommendation"
    return ""

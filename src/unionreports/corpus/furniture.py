"""Page furniture: what the host put around a report.

A line is furniture for what it is, not for whose it is: it is made of navigation words, carries the fields
of a byline or a document viewer, speaks with the voice of a web site (小编, 本站, 版权所有), or is a list of
titles behind a heading such as 相关阅读. How much is needed depends on where the line stands: above the
first sentence of the page (head), below the last one (tail), or between them (body), where only the
plainest cases are cut, so that no sentence of a report is lost. The vocabulary is data:
`data/lexicons/furniture.csv`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
import re

from .lines import Line
from .numbering import marker_at, starts_item
from .parts import part_number
from .vocabulary import FurnitureVocabulary, Hit


_DATE = r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}日?"
_TIME = r"\d{1,2}:\d\d(?::\d\d)?"
_BYLINE_DATE = re.compile(rf"[\[（【]?(?:{_DATE}[ T]?{_TIME}|(?:19|20)\d\d[-/]\d{{1,2}}[-/]\d{{1,2}})[\]）】]?")
_PAGE_MARKER = re.compile(
    r"(?:.{0,80}_)?第? ?\d{1,4} ?页(?: ?[/，,]? ?共? ?\d{1,4} ?页)?|[-—–－~]{1,3} ?\d{1,4} ?[-—–－~]{1,3}"
    r"|\d{1,4} ?/ ?\d{1,4}|(?:本文)?共 ?\d{1,4} ?[页篇条].{0,40}|[Pp]age ?\d{1,4}(?: of \d{1,4})?"
)
_BREADCRUMB = re.compile(r"(?:您?(?:现在|目前|当前)?所?在?的?位置|您所在)[：:]?|[^。；]{1,20} ?[>›»→] ?[^。；]{0,40}$")
_STAMP = re.compile(rf"{_DATE}[ T]?{_TIME}")
_BULLET = "·★▪■◆►"
_LINKS = re.compile(
    r"首页.{0,40}|相关.{2,4}[：:].{0,100}"
    # Titles behind bullets, none longer than 61 characters.
    rf"|[{_BULLET}](?=[^。；]{{4}})(?:[^。；{_BULLET}]{{0,61}}[{_BULLET}])*[^。；{_BULLET}]{{0,61}}"
)
_NUMBER = re.compile(r"[\[(（]?(?:共|第)?\d+(?:页|篇|条)?[\])）]?")
_CODE = re.compile(r"[{}=]|\(\)|;$|document\.|window\.")
_FIELD = re.compile(r"(?!各位|同志)[\u4e00-\u9fff][\u4e00-\u9fff ]{1,6}：[^。]{1,60}")
_WEEKDAY = re.compile(r".{6,16} ?星期[一二三四五六日天].{0,10}")
#: A host that hands its visitors a text.
_HOST_OPENING = re.compile(
    r"(?:下面|以下|本文|这里)[^。]{0,60}(?:[为给]大家|[为给]您|供(?:大家|您|各位)|欢迎(?:大家|您)?(?:阅读|参考|借鉴|查阅|下载))"
)
_URL = re.compile(r"(?:https?://|www\.)[A-Za-z0-9./_?=&%#:-]+")
_SPLIT = re.compile(r"[\s：『』「」|｜>›»<《》\[\]【】（）()·•/、—－_-]+")
_MENU = re.compile(r" ?[-|｜/·] ?")
_STOP = re.compile("[。！？]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_GENRE = re.compile(r"总结|报告|汇报|要点|计划|思路")
_SIGN_OFF = re.compile(
    r"[（(]?(?:(?:19|20)?[\dxX×*_]{2,4}|[二一][〇○零０O0一二三四五六七八九十]{3})年.{0,4}月(?:.{0,4}日)?[)）]?"
    r"|(?:[^，。：\d]{2,24} )?(?:19|20)\d\d(?:[.-]\d{1,2}[.-]\d{1,2}|年\d{1,2}月\d{1,2}日)|(?:让我们)?谢谢(?:大家|各位)?.{0,4}|(?:附(?:件|表)?|主题词|抄送|报送)[：:].{0,80}"
    r"|[^，。：]{2,30}(?:工会|工会委员会|联合会|委员会|办公室|公司|工作部|街道|党委|支部)"
)
#: A date below a text, with or without the body that signs it, is the report's own in any form.
_SIGNED = re.compile(r"(?:[^，。：\d|]{2,24} )?(?:19|20)\d\d(?:[.-]\d{1,2}[.-]\d{1,2}|年\d{1,2}月\d{1,2}日)")
#: Kinds of terms plain enough to cut a line that stands between sentences of a report.
_PLAIN_ANYWHERE = {"copyright", "uploader_data", "host_blurb", "recommendation"}
#: Kinds of furniture that follow a text, and the share of a page behind which they are looked for inside a line.
_TAIL, _TAIL_FROM = {"recommendation", "copyright", "contact_footer"}, 0.7
#: A line up to this long without a full stop can be a title, a field or a link; longer ones are prose.
_SHORT = 120
#: Prose behind a heading such as 相关阅读 is a list of teasers when it is at most this share of the page.
_TEASERS = 0.15


def _is_prose(text: str) -> bool:
    return ("。" in text and len(text) >= 15) or (len(text) > 60 and "，" in text)


def _is_item(text: str) -> bool:
    """A numbered line of a report; a dash alone also begins subtitles and links."""
    marker = marker_at(text)
    return marker is not None and len(text) > 5 and (marker.number or any(c in text for c in "，。；"))


def _short_kind(text: str, hits: Sequence[Hit], vocabulary: FurnitureVocabulary, body: bool) -> str:
    """Kind of furniture a short line is, or ''. `body`: it stands between sentences of a report."""
    if part_number(text):
        return ""
    if _PAGE_MARKER.fullmatch(text):
        return "page_marker"
    if _BYLINE_DATE.fullmatch(text) or _WEEKDAY.fullmatch(text):
        return "byline"
    if text.isdigit():
        return ""  # a page number or a figure of a table: `_bare_numbers` tells
    if not _HAN.search(text) and (not body or _CODE.search(text)):
        return "copyright" if hits else "navigation"
    words = [w for w in (w.strip("：:，。.>!！") for w in _SPLIT.split(text)) if w and not _NUMBER.fullmatch(w)]
    alone = vocabulary.whole.get(text.replace(" ", "").strip("：:"))
    if alone and not body:
        return alone
    whole = [kind for w in words if (kind := vocabulary.whole.get(w))]
    if whole and not (body and len(text) < 4):
        if len(whole) == len(words) or (len(words) > 3 and len(whole) >= 0.6 * len(words) and max(map(len, words)) < 6):
            return whole[0]
    if not body and len(words) > 2 and not any(c.isdigit() for c in text) and max(map(len, words)) <= 6:
        if len(_MENU.findall(text)) >= len(words) - 1 or (len(words) > 3 and whole and "：" not in text):
            return "navigation"
    if not body and _BREADCRUMB.match(text):
        return "navigation"
    if not body and _LINKS.fullmatch(text):
        return "navigation" if text.startswith("首页") else "recommendation"
    if _STAMP.search(text) and len(text) < 80:
        return "byline"
    if hits:
        named = [hit[1] for hit in hits if hit[1] != "host_blurb"]
        kind = named[0] if named else "host_blurb"
        if not named and len(text) < 60 and _GENRE.search(text) and not any(hit[2] for hit in hits):
            return ""  # a title with the marks of a host: titles.py names it so
        if any(hit[2] for hit in hits):
            return kind
        terms = {hit[0] for hit in hits}
        covered = sum(map(len, terms)) / len(text)
        plain = kind in _PLAIN_ANYWHERE and (len(terms) > 1 or covered >= (0.5 if kind == "host_blurb" else 0.25))
        if not body or plain or _HOST_OPENING.search(text):
            return kind
    if not body and _BYLINE_DATE.search(text) and len(text) < 60:
        return "byline"
    address = _URL.search(text)
    if address and len(text) - len(address[0]) < 20:
        return "navigation"
    return ""


def _long_kind(text: str, hits: Sequence[Hit], body: bool) -> str:
    """Kind of furniture a paragraph is, or ''."""
    voices = [hit for hit in hits if hit[2] or (hit[1] == "host_blurb" and _HOST_OPENING.search(text))]
    rights = [hit for hit in hits if hit[1] in ("copyright", "host_blurb")]
    if len({hit[0] for hit in rights}) > 1 and len(text) < 3 * _SHORT:
        return rights[0][1]
    if voices and (not body or len(text) < 400):
        return voices[0][1]
    if not body and hits and len({hit[0] for hit in hits}) >= 3 and "。" not in text[:-1]:
        return hits[0][1]
    if not body and not hits and "。" not in text and text.count(" ") > len(text) / 25 and len(text) > 80:
        return "recommendation"
    return ""


def isolate_voice(lines: Sequence[Line], text: str, vocabulary: FurnitureVocabulary) -> list[Line]:
    """Lines in which every sentence of the host inside a longer paragraph stands alone, so that it alone is cut.

    So does the furniture that follows the last full stop of such a paragraph near the end of a page.
    """
    spoken: dict[int, list[int]] = {}
    voiced: set[int] = set()
    tails: dict[int, int] = {}
    at = 0
    for end, hit in vocabulary.strong.iter(text):
        begin = end - len(hit[0]) + 1
        tail = hit[1] in _TAIL and begin > _TAIL_FROM * len(text) and text[begin - 1] in "。！"
        if hit[2] or tail or hit[1] == "host_blurb":
            while lines[at].end <= end:
                at += 1
            if len(lines[at].text) > _SHORT and not tail:
                spoken.setdefault(at, []).append(end)
                voiced |= {end} if hit[2] else set()
            elif len(lines[at].text) > _SHORT:
                tails.setdefault(at, begin)
    result: list[Line] = []
    for i, line in enumerate(lines):
        if i not in spoken and i not in tails:
            result.append(line)
            continue
        cuts = {line.start, tails.get(i, line.start), line.end}
        stops = [line.start, *(m.end() for m in _STOP.finditer(text, line.start, line.end)), line.end]
        for end in spoken.get(i, ()):
            after = bisect_right(stops, end)
            first, last = stops[after - 1], stops[after]
            if end in voiced or _HOST_OPENING.search(text, first, last):
                cuts |= {first, last}
        places = sorted(cuts)
        result += [Line(a, b, text[a:b]) for a, b in zip(places, places[1:], strict=False)]
    return result


def classify(lines: Sequence[Line], text: str, vocabulary: FurnitureVocabulary) -> list[str]:
    """Kind of furniture of each line; '' for lines that may belong to a report."""
    hits: list[list[Hit]] = [[] for _ in lines]
    at = 0
    for end, hit in vocabulary.strong.iter(text):
        while lines[at].end <= end:
            at += 1
        hits[at].append(hit)
    kinds = [""] * len(lines)
    prose = []
    for i, line in enumerate(lines):
        if not _is_prose(line.text):
            continue
        if hits[i]:
            kinds[i] = _long_kind(line.text, hits[i], body=True)
        if not kinds[i]:
            prose.append(i)
    body = _body(lines, hits, prose)
    for i, line in enumerate(lines):
        inside = body[0] <= i <= body[1]
        if kinds[i] or not line.text or (inside and not hits[i] and len(line.text) > 60):
            continue
        if len(line.text) <= _SHORT and not ("。" in line.text and len(line.text) > 40):
            kinds[i] = _short_kind(line.text, hits[i], vocabulary, inside)
        elif hits[i] or not inside:
            kinds[i] = _long_kind(line.text, hits[i], inside)
    _bare_numbers(lines, kinds, body)
    _lists(lines, kinds, body)
    return kinds


def _bare_numbers(lines: Sequence[Line], kinds: list[str], body: tuple[int, int]) -> None:
    """Lines of nothing but a number are page numbers where they break a sentence, count up by one, or stand outside the text."""
    bare = [i for i, line in enumerate(lines) if line.text.isdigit() and len(line.text) <= 3]
    for before, i, after in zip([None, *bare], bare, [*bare[1:], None], strict=False):
        number = int(lines[i].text)
        counts = (before is not None and int(lines[before].text) == number - 1 and i - before > 1) or (
            after is not None and int(lines[after].text) == number + 1 and after - i > 1
        )
        breaks = i > 0 and len(lines[i - 1].text) > 20 and lines[i - 1].text[-1] not in "。；！？：”"
        if counts or breaks or not body[0] <= i <= body[1]:
            kinds[i] = "page_marker"


def first_of_body(lines: Sequence[Line], kinds: Sequence[str], parts: Sequence[int]) -> int:
    """First line of text: prose, a numbered item or the label of a part; the number of lines if there is none."""
    first_part = parts[0] if parts else len(lines)
    for i, line in enumerate(lines):
        if i == first_part or (not kinds[i] and (_is_prose(line.text) or _is_item(line.text))):
            return i
    return len(lines)


def _body(lines: Sequence[Line], hits: Sequence, prose: Sequence[int]) -> tuple[int, int]:
    """First and last line of what is read as prose, teasers behind a heading of recommendations left out."""

    def content(i: int) -> bool:
        return _is_item(lines[i].text) and not hits[i]

    read = {*prose, *(i for i, line in enumerate(lines) if len(line.text) <= 200 and content(i))}
    inside = sorted(read)
    if not inside:
        return len(lines), -1  # no text: everything is head and tail at once
    first, last = inside[0], inside[-1]
    total = sum(lines[i].end - lines[i].start for i in inside)
    behind = 0
    for i in range(last, first, -1):
        text = lines[i].text
        if i in read:
            behind += len(text)
        if behind > _TEASERS * total:
            break
        if hits[i] and hits[i][0][1] == "recommendation" and len(text) < 30 and behind:
            last = inside[bisect_left(inside, i) - 1]
    return first, last


def _lists(lines: Sequence[Line], kinds: list[str], body: tuple[int, int]) -> None:
    """Carry furniture on: to the titles listed behind a heading of links, and through the tail."""
    first, last = body
    if "byline" in kinds[:first] or "uploader_data" in kinds[:first]:
        for i in range(min(first, len(lines))):
            if not kinds[i] and _FIELD.fullmatch(lines[i].text) and not part_number(lines[i].text):
                kinds[i] = "byline"  # one more field of the table above an official document
    carried = ""
    lowest = max((i for i in range(last + 1, len(kinds)) if kinds[i]), default=-1)
    for i, line in enumerate(lines):
        text = line.text
        if i > last:
            if kinds[i] and not carried and _SIGNED.fullmatch(text):
                kinds[i] = ""
            elif kinds[i]:
                carried = kinds[i]
            elif carried:
                kinds[i] = carried if carried in ("recommendation", "contact_footer", "copyright") else "navigation"
            elif i < lowest and not _SIGN_OFF.fullmatch(text) and _looks_like_link(text) and len(text) > 4:
                kinds[i] = "recommendation"
        elif kinds[i] == "recommendation" and len(text) < 30 and i > first:
            carried = "recommendation"
        elif carried and not kinds[i] and _looks_like_link(text) and not part_number(text):
            kinds[i] = carried
        else:
            carried = ""


def _looks_like_link(text: str) -> bool:
    """A title, not a sentence and not an item of a report."""
    return len(text) < 60 and not any(c in text for c in "。；，：！？") and not starts_item(text)

"""Page furniture: what the host put around a report, found by a walk over the lines of a page.

What one line is, `furniture_line` tells. How much is needed depends on where the line stands: above the first
sentence of the page (head), below the last one (tail), or between them (body), where only the plainest cases
are cut, so that no sentence of a report is lost. Furniture goes on to the titles listed behind a heading of
links, and through the tail.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
import re

from .furniture_line import HOST_OPENING, SHORT, is_item, is_prose, kind_of_line, kind_of_paragraph, looks_like_link
from .left_out import notices, printed
from .lines import Line
from .parts import part_number
from .publisher import mark_publisher
from .vocabulary import FurnitureVocabulary, Hit

#: One field of the table above an official document: 发文机关：某某市总工会.
_FIELD = re.compile(r"(?!各位|同志)[\u4e00-\u9fff][\u4e00-\u9fff ]{1,6}：[^。]{1,60}")
_STOP = re.compile("[。！？]")
_NUMERIC_DATE = r"(?:19|20)\d\d(?:[.-]\d{1,2}[.-]\d{1,2}|年\d{1,2}月\d{1,2}日)"
#: A date below a text, with or without the body that signs it, is the report's own in any form.
_SIGNED = re.compile(rf"(?:[^，。：\d|]{{2,24}} )?{_NUMERIC_DATE}")
#: Lines below a report that are its own.
_SIGN_OFF = re.compile(
    # A date, some of its digits hidden or lost.
    r"[（(]?(?:(?:19|20)?[\dxX×*_]{2,4}|[二一][〇○零０O0一二三四五六七八九十]{3})年.{0,4}月(?:.{0,4}日)?[)）]?"
    # A body and a date.
    rf"|(?:[^，。：\d]{{2,24}} )?{_NUMERIC_DATE}"
    # Thanks, and the apparatus of official documents.
    r"|(?:让我们)?谢谢(?:大家|各位)?.{0,4}|(?:附(?:件|表)?|主题词|抄送|报送)[：:].{0,80}"
    # The body that signs.
    r"|[^，。：]{2,30}(?:工会|工会委员会|联合会|委员会|办公室|公司|工作部|街道|党委|支部)"
)
#: Kinds of furniture that follow a text, and the share of a page behind which they are looked for inside a line.
_TAIL, _TAIL_FROM = {"recommendation", "copyright", "contact_footer"}, 0.7
#: A term found in a text: start, end, what it is.
Place = tuple[int, int, Hit]
#: What readers wrote begins so, under the text or as a post of its own.
_READERS = re.compile(
    r"(?:网友|读者|最新|全部|精彩|热门|用户)?(?:评论|留言|跟帖)(?:列表|区)?(?:[：（ \d].{0,20})?|.{0,40}(?:发表于|回复于|评论于) ?(?:19|20)\d\d[-/.年].{0,24}"
)
#: Prose behind a heading such as 相关阅读 is a list of teasers when it is at most this share of the page.
_TEASERS = 0.15


def strong_terms(text: str, vocabulary: FurnitureVocabulary) -> list[Place]:
    """The places of strong terms and of the host's voice, in the order in which they end, the longest first."""
    return sorted(vocabulary.strong.find(text), key=itemgetter(1, 0))


def isolate_voice(lines: Sequence[Line], text: str, terms: Sequence[Place]) -> list[Line]:
    """Lines in which every sentence of the host inside a longer paragraph stands alone, so that it alone is cut.

    So does the furniture that follows the last full stop of such a paragraph near the end of a page.

    Parameters
    ----------
    terms : the `strong_terms` of the text.
    """
    lines = _isolate_notices(lines, text)
    spoken: dict[int, list[int]] = {}
    voiced: set[int] = set()
    tails: dict[int, int] = {}
    at = 0
    for begin, end, hit in terms:
        tail = hit[1] in _TAIL and begin > _TAIL_FROM * len(text) and text[begin - 1] in "。！"
        if hit[2] or tail or hit[1] == "host_blurb":
            while lines[at].end < end:
                at += 1
            if len(lines[at].text) > SHORT and not tail:
                spoken.setdefault(at, []).append(end - 1)
                voiced |= {end - 1} if hit[2] else set()
            elif len(lines[at].text) > SHORT:
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
            if end in voiced or HOST_OPENING.search(text, first, last):
                cuts |= {first, last}
        places = sorted(cuts)
        result += [Line(a, b, text[a:b]) for a, b in zip(places, places[1:], strict=False)]
    return result


def _isolate_notices(lines: Sequence[Line], text: str) -> Sequence[Line]:
    """Lines in which every notice that text is left out (……此处隐藏588个字……) stands alone, and what hosts print on copies."""
    found = sorted(notices(text) + printed(text))
    if not found:
        return lines
    ends = [line.end for line in lines]
    places: dict[int, set[int]] = {}
    for start, end in found:
        at = bisect_left(ends, end)
        places.setdefault(at, {lines[at].start, lines[at].end}).update((start, end))
    result: list[Line] = []
    for i, line in enumerate(lines):
        cuts = sorted(places[i]) if i in places else (line.start, line.end)
        result += [Line(a, b, text[a:b]) for a, b in zip(cuts, cuts[1:], strict=False)]
    return result


def classify(
    lines: Sequence[Line],
    terms: Sequence[Place],
    vocabulary: FurnitureVocabulary,
    running: frozenset[int] = frozenset(),
) -> list[str]:
    """Kind of furniture of each line; '' for lines that may belong to a report.

    Parameters
    ----------
    terms : the `strong_terms` of the text.
    running : lines that are running text although nothing in them says so (`running_without_marks`).
    """
    hits: list[list[Hit]] = [[] for _ in lines]
    at = 0
    for _, end, hit in terms:
        while lines[at].end < end:
            at += 1
        hits[at].append(hit)
    kinds = [""] * len(lines)
    prose = []
    for i, line in enumerate(lines):
        if not is_prose(line.text) and (i not in running or hits[i]):
            continue
        if hits[i]:
            kinds[i] = kind_of_paragraph(line.text, hits[i], body=True)
        if not kinds[i]:
            prose.append(i)
    body = _body(lines, hits, prose)
    for i, line in enumerate(lines):
        inside = body[0] <= i <= body[1]
        if kinds[i] or not line.text or (inside and not hits[i] and len(line.text) > 60):
            continue
        if len(line.text) <= SHORT and not ("。" in line.text and len(line.text) > 40):
            kinds[i] = kind_of_line(line.text, hits[i], vocabulary, inside)
        elif hits[i] or not inside:
            kinds[i] = kind_of_paragraph(line.text, hits[i], inside)
    _bare_numbers(lines, kinds, body)
    _lists(lines, kinds, body)
    return kinds


def _bare_numbers(lines: Sequence[Line], kinds: list[str], body: tuple[int, int]) -> None:
    """Mark lines of nothing but a number as page numbers.

    They are where they break a sentence, count up by one, or stand outside the text.
    """
    bare = [i for i, line in enumerate(lines) if line.text.isdecimal() and len(line.text) <= 3]
    for before, i, after in zip([None, *bare], bare, [*bare[1:], None], strict=False):
        number = int(lines[i].text)
        counts = (before is not None and int(lines[before].text) == number - 1 and i - before > 1) or (
            after is not None and int(lines[after].text) == number + 1 and after - i > 1
        )
        breaks = i > 0 and len(lines[i - 1].text) > 20 and lines[i - 1].text[-1] not in "。；！？：”"
        if counts or breaks or not body[0] <= i <= body[1]:
            kinds[i] = "page_marker"


def first_of_body(
    lines: Sequence[Line], kinds: Sequence[str], parts: Sequence[int], running: frozenset[int] = frozenset()
) -> int:
    """First line of text: prose, a numbered item or the label of a part; the number of lines if there is none.

    `running` as for `classify`.
    """
    first_part = parts[0] if parts else len(lines)
    for i, line in enumerate(lines):
        if i == first_part or (not kinds[i] and (is_prose(line.text) or is_item(line.text) or i in running)):
            return i
    return len(lines)


def _body(lines: Sequence[Line], hits: Sequence[Sequence[Hit]], prose: Sequence[int]) -> tuple[int, int]:
    """First and last line of what is read as prose, teasers behind a heading of recommendations left out."""

    def content(i: int) -> bool:
        return is_item(lines[i].text) and not hits[i]

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
        if not behind or len(text) > 80:
            continue
        if (hits[i] and hits[i][0][1] == "recommendation" and len(text) < 30) or _READERS.fullmatch(text):
            last = inside[bisect_left(inside, i) - 1]
    return first, last


def _lists(lines: Sequence[Line], kinds: list[str], body: tuple[int, int]) -> None:
    """Carry furniture on: to the titles listed behind a heading of links, and through the tail."""
    first, last = body
    if "byline" in kinds[:first] or "uploader_data" in kinds[:first]:
        for i in range(min(first, len(lines))):
            if not kinds[i] and _FIELD.fullmatch(lines[i].text) and not part_number(lines[i].text):
                kinds[i] = "byline"  # one more field of the table above an official document
    mark_publisher(lines, kinds, first)
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
            elif i < lowest and not _SIGN_OFF.fullmatch(text) and looks_like_link(text) and len(text) > 4:
                kinds[i] = "recommendation"
        elif kinds[i] == "recommendation" and len(text) < 30 and i > first:
            carried = "recommendation"
        elif carried and not kinds[i] and looks_like_link(text) and not part_number(text):
            kinds[i] = carried
        else:
            carried = ""

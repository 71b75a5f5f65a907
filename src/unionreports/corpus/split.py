"""Where one report on a page ends and the next begins.

The host's own labels (篇1, 第二篇) decide where it uses them. Elsewhere a new report begins where a new title
of the genre, or a second salutation, stands behind a text that has come to its end, and the numbering
starts again. A report's own 一、二、 never splits it, nor does a heading such as 2013年工作要点: a plan
belongs to the review before it.
"""

from collections.abc import Sequence
import re

from .lines import Line, split_lines
from .numbering import marker_at, starts_item

_REPORT_TITLE = re.compile(
    r"[^。；，：？]{4,70}(?:总结|报告|汇报|述职|小结)(?:范文|材料|稿)?(?:[（(]?[\d一二三四五六七八九十]{1,2}[)）]?)?"
)
_SALUTATION = re.compile(r"(?:各位|尊敬的|同志们|代表们)[^。；]{0,30}[：:]?")
_CLOSED = "。！”）…"
#: A text shorter than this is no report of its own; what stands before a title that early is its opening.
_MIN_LENGTH = 300
#: Most lines a title block has: title, subtitle, occasion, date, body and speaker, some of them broken in two.
_LONGEST_BLOCK = 12


def split_reports(text: str, parts: Sequence[int]) -> list[tuple[int, int]]:
    """Spans of the reports of a clean page.

    Parameters
    ----------
    text : str
        Clean page.
    parts : sequence of int
        Positions at which the host begins a new text, in order.
    """
    if not text:
        return []
    if parts:
        starts = [*parts] if text[: parts[0]].strip() == "" or parts[0] < _MIN_LENGTH else [0, *parts]
        starts[0] = 0
    else:
        starts = _by_titles(split_lines(text))
    # The line feed between two reports is part of neither; a host may begin a text within a line, too.
    ends = [start - (text[start - 1] == "\n") for start in starts[1:]] + [len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def _by_titles(lines: Sequence[Line]) -> list[int]:
    starts = [0]
    seen_top = False
    for i, line in enumerate(lines):
        text = line.text
        top = marker_at(text) if len(text) < 200 else None
        if line.start - starts[-1] > _MIN_LENGTH and seen_top and len(text) <= 74:
            title = _REPORT_TITLE.fullmatch(text) is not None and not starts_item(text)
            salutation = _SALUTATION.fullmatch(text) is not None and text.endswith(("：", ":"))
            if (title or salutation) and _restarts(lines, i):
                begin = _title_block(lines, i) if salutation else i
                above = lines[begin - 1].text
                if lines[begin].start > starts[-1] and (above[-1:] in _CLOSED or _is_date(above)):
                    starts.append(lines[begin].start)
                    seen_top = False
        if top and top.kind == "chinese":
            seen_top = True
    return starts


def _restarts(lines: Sequence[Line], i: int) -> bool:
    """Whether the next top-level number behind line i is a first one."""
    for line in lines[i + 1 : i + 15]:
        marker = marker_at(line.text)
        if marker and marker.kind in ("chinese", "section"):
            return marker.number == 1
    return False


def _title_block(lines: Sequence[Line], i: int) -> int:
    """First of the short lines without a full stop that stand directly above line i."""
    lowest = max(1, i - _LONGEST_BLOCK)
    while i > lowest and len(lines[i - 1].text) <= 60 and lines[i - 1].text[-1:] not in "。；！":
        i -= 1
    return i


def _is_date(text: str) -> bool:
    return len(text) <= 20 and "年" in text and text[-1:] in "日月"

"""What does a file say of itself, in lines a host would put above the text?

Title, day and source stand in markup or properties that are no text. They are put in front of it, so that cleaning
takes them for furniture and every quotation of them has its place in the page.
"""

from collections.abc import Sequence
import re

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_BLANKS = re.compile(r"\s+")
#: Longer properties are lists of keywords or descriptions.
_LONGEST = 120
#: Words by which the title of a report is known, as it would stand in a title of its own.
_GENRE = re.compile(r"总结|报告|汇报|总結|總結|報告|工作要点|工作計劃|工作计划")
#: Lines of a text among which its own title stands.
_TITLE_LINES = 8


def day(text: str) -> str:
    """The first full date of a text as an ISO date, or nothing where there is none or it is no day."""
    found = _DAY.search(text[:1000])
    if not found:
        return ""
    year, month, of_month = (int(part) for part in found.groups())
    return f"{year}-{month:02d}-{of_month:02d}" if 1 <= month <= 12 and 1 <= of_month <= 31 else ""


def one_line(text: str) -> str:
    """A property as one line, or nothing where it is too long or has no Chinese."""
    text = _BLANKS.sub(" ", text[: 2 * _LONGEST]).strip()
    return text if len(text) <= _LONGEST and _HAN.search(text) else ""


def head_lines(title: str = "", published: str = "", source: str = "") -> list[str]:
    """Lines for the head of a text from what its file says."""
    lines = [one_line(title), published and f"发布时间：{published}", one_line(source) and f"来源：{one_line(source)}"]
    return [line for line in lines if line]


def title_of_file(title: str, text: Sequence[str]) -> list[str]:
    """The title in a file's properties as a line, where the text does not begin with one of its own.

    Properties of office files go from one year's report to the next with the file that was written over, so that they
    must not stand beside the title of the text.
    """
    own = any(_GENRE.search(line) for line in text[:_TITLE_LINES])
    return [] if own or not _GENRE.search(title) else head_lines(title)

"""Lines with which a host numbers the texts it put on one page: 篇1, 第一篇：, 范文二, 【篇3】."""

from collections.abc import Sequence
import re

from .lines import Line
from .numbering import chinese_number, starts_item

_N = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_LABEL = rf"(?:第{_N}篇|(?:篇|范文|例文|[Pp]art ?){_N}|(?:范文|例文|篇)[（(]{_N}[)）]|(?:总结|报告|材料|样本|模板){_N}(?=：))"
_GENRE = "總結|報告|匯報|計劃|总结|报告|汇报|计划|要点|范文|述职|思路"
_LEADING = re.compile(
    rf"[【\[（(]?{_LABEL}[】\])）]?(?:[：:、.．， 】][^。；，]{{0,60}}|(?!章)[^。；，]{{0,40}}?(?:{_GENRE})[^。；，]{{0,20}})?"
)
_TRAILING = re.compile(rf"(?=[^。；，：]*?(?:{_GENRE}))[^。；，：]{{2,50}}?[ （(【]?{_LABEL}[)）】]?[：:]?")
_COUNTED = re.compile(rf"([^。；，]{{2,40}}(?:总结|报告|汇报|范文|计划|要点)[^。；，]{{0,12}}?)[ （(]?{_N}[)）]?[：:]?")
#: Longest text above 篇1 that is still taken for a host's introduction.
_INTRODUCTION = 300


def part_number(line: str) -> int:
    """The number of a line that only announces the next text of a page; 0 for other lines."""
    if len(line) > 90 or not line:
        return 0
    found = _LEADING.fullmatch(line) or _TRAILING.fullmatch(line)
    if not found:
        return 0
    number = next(group for group in found.groups() if group)
    return int(number) if number.isdigit() else chinese_number(number)


def _counted_titles(lines: Sequence[Line], kinds: Sequence[str]) -> dict[int, int]:
    """Lines that repeat one title with a number counted up behind it: 工会工作总结（一）, 工会工作总结（二）."""
    series: dict[str, dict[int, int]] = {}
    for i, line in enumerate(lines):
        found = _COUNTED.fullmatch(line.text) if 6 < len(line.text) < 60 and not kinds[i] else None
        if found:
            number = int(found[2]) if found[2].isdigit() else chinese_number(found[2])
            known = series.setdefault(found[1], {})
            if number == len(known) + 1:
                known[i] = number
    return max((known for known in series.values() if len(known) > 1), key=len, default={})


def mark_parts(lines: Sequence[Line], kinds: list[str]) -> list[int]:
    """Mark the lines that number the texts of a page in `kinds`; return those that begin a text.

    One label alone says nothing unless it is the first (篇1); a list of labels with no text between them is
    a table of contents. What stands above 篇1 is the host's introduction.
    """
    numbers = {i: n for i, line in enumerate(lines) if not kinds[i] and (n := part_number(line.text))}
    numbers = numbers or _counted_titles(lines, kinds)
    if len(numbers) < 2 and 1 not in numbers.values():
        return []
    labels = sorted(numbers)
    ends = [*labels[1:], len(lines)]
    begins = []
    for label, end in zip(labels, ends, strict=True):
        kinds[label] = "host_title"
        if any(lines[i].text and not kinds[i] for i in range(label + 1, end)):
            begins.append(label)
        else:
            kinds[label] = "navigation"
    if begins and numbers[begins[0]] == 1:
        above = [i for i in range(begins[0]) if not kinds[i] and lines[i].text]
        if sum(len(lines[i].text) for i in above) <= _INTRODUCTION and not any(
            starts_item(lines[i].text) for i in above
        ):
            for i in above:
                if "。" in lines[i].text:
                    kinds[i] = "host_blurb"
    return begins

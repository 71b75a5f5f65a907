"""Which blanks stand inside words: print with wide letters (工 作 总 结), and recognised text with blanks between words.

A blank of a heading, a list of names or a row of a table stays: such lines have few blanks, or no commas and full stops.
"""

import re

from .edits import Edit

_HAN = "\u4e00-\u9fff"
_BETWEEN = re.compile(rf"(?<=[{_HAN}\d]) (?=[{_HAN}\d])")
_CHARACTERS = re.compile(rf"[{_HAN}\d]+")
_MARK = re.compile("[，。；、：！？]")
#: Four or more characters with a blank between any two of them.
_SPACED = re.compile(rf"(?<![{_HAN}])[{_HAN}](?: [{_HAN}]){{3,}}(?![{_HAN}])")
#: Characters that stand alone in heads of tables: numerals, stems, marks, weekdays.
_ALONE = set(
    "〇零一二三四五六七八九十百千万甲乙丙丁戊己庚辛壬癸优良中差好合格是否有无男女年月日时分东南西北上下左右大小高低元人名家户"
)
#: Blanks in relation to characters from which on every letter, or every word of a sentence, stands apart.
_LETTERS, _WORDS = 0.5, 0.2
#: Shortest sentence, and fewest marks, that tell recognised text from a list of names or terms.
_SENTENCE, _FEWEST_MARKS = 20, 2


def inside_words(text: str) -> list[Edit]:
    """Edits that cut the blanks inside words."""
    if text.count(" ") < 3:
        return []
    at: list[int] = []
    start = 0
    for line in text.split("\n"):
        if line.count(" ") >= 3:
            at += [start + p for p in _inside(line)]
        start += len(line) + 1
    return [Edit(p, p + 1, "", "spaces", "inside_word") for p in at]


def _inside(line: str) -> list[int]:
    """Positions of the blanks of a line that stand inside words."""
    between = [m.start() for m in _BETWEEN.finditer(line)]
    characters = sum(map(len, _CHARACTERS.findall(line)))
    if characters >= _SENTENCE and len(between) >= _WORDS * characters:
        marks = len(_MARK.findall(line))
        if (
            marks >= _FEWEST_MARKS
            and 100 * marks >= characters
            or len(between) >= _LETTERS * characters
            and not _table(line)
        ):
            return between
    return [
        m.start() + k
        for m in _SPACED.finditer(line)
        if not _table(m[0])
        for k, character in enumerate(m[0])
        if character == " "
    ]


def _table(line: str) -> bool:
    """Whether the characters are those of a head of a table."""
    letters = set(line) - {" "}
    return len(letters & _ALONE) >= 0.5 * len(letters)

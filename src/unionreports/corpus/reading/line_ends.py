"""Which line ends of a web page's source are line ends of its text?

To a browser none is, and sources are wrapped at any width; but some pages were made by putting a plain text between
two tags.
"""

from itertools import pairwise
import re

from ..numbering import marker_at

#: Characters beside which the line end of a source is no blank.
_WIDE = re.compile(r"[\u2014-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_ENDS = ("。", "；", "：", "！", "？", "”", "…", ";", ":")
#: Blanks a paragraph is indented with; sources are indented with others.
_INDENTS = ("\u3000", "\xa0\xa0")
#: All line ends are meant where so many of them stand behind a sentence or a heading, or before a number: where a
#: source is wrapped at a width, one in ten does.
_MEANT = 0.4
#: A numbered line is a heading if it is this much shorter than the longest: a wrapped line is as long as others.
_HEADING = 0.7
#: Indented lines from which on an indent begins a paragraph.
_INDENTED = 2


def shown(raw: str, preformatted: bool) -> list[str]:
    """A stretch of the source's text in the lines it is shown in.

    Parameters
    ----------
    raw : str
        Text between two tags that end a line.
    preformatted : bool
        Whether line ends of the source count in any case.
    """
    parts = [(line.startswith(_INDENTS), line.strip()) for line in raw.split("\n")]
    parts = [(indented, text) for indented, text in parts if text]
    if preformatted or len(parts) < 2:
        return [text for _, text in parts]
    indents = sum(indented for indented, _ in parts) >= _INDENTED
    begins = [marker_at(text) is not None for _, text in parts]
    short = _HEADING * max(len(text) for _, text in parts)
    meant = sum(
        before.endswith(_ENDS) or begins[number] or (begins[number - 1] and len(before) < short)
        for number, ((_, before), _) in enumerate(pairwise(parts), 1)
    )
    all_meant = len(parts) > 2 and meant >= _MEANT * (len(parts) - 1)
    lines = [[parts[0][1]]]
    for (_, before), (indented, after) in pairwise(parts):
        if all_meant or (indents and indented):
            lines.append([after])
        else:
            wide = _WIDE.match(before[-1]) or _WIDE.match(after[0])
            lines[-1] += ["" if wide else " ", after]
    return ["".join(line) for line in lines]

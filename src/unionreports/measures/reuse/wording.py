"""Is a passage the wording of higher levels: the party state's formulae, slogans and central documents?"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
import re

from unionreports.config import lexicon_files
from unionreports.corpus.formulae import load_formulae
from unionreports.corpus.word_finder import WordFinder

#: Kinds of data/lexicons/formulae.csv that are said in the words of those who issued them. Programmes, offices and events
#: are named in sentences of a body's own work.
_ISSUED = ("meeting", "slogan", "campaign", "plan", "law")
#: Shortest slogan in quotes: shorter quotes are names of programmes (“安康杯”).
_SLOGAN = 8
_QUOTED = re.compile(r"“([^“”\n]{1,60})”")
_CENTRAL = re.compile(r"《(?:中共中央|中央|国务院|全国|中华|中国)[^《》\n]{2,60}》|《[^《》\n]{1,20}法》")
#: The political formulae that came before the table's first year and stand beside the others.
_CREED = (
    "马克思列宁主义",
    "马克思主义",
    "毛泽东思想",
    "邓小平理论",
    "三个代表",
    "党中央",
    "中国特色社会主义",
    "中华民族伟大复兴",
)
_CLAUSE = re.compile(r"[^，；。！？：\n]+")


@dataclass(frozen=True)
class HigherWording:
    """Finds clauses with formulae of the party state; `phrases` are the formulae's wordings."""

    phrases: tuple[str, ...]

    @cached_property
    def _finder(self) -> WordFinder:
        return WordFinder((phrase, None) for phrase in self.phrases)

    def share(self, text: str) -> float:
        """Share of the characters of a text that lie in clauses with a formula, a quoted slogan or a central document."""
        clauses = [m.span() for m in _CLAUSE.finditer(text)]
        total = sum(end - start for start, end in clauses)
        spans = [(start, end) for start, end, _ in self._finder.find(text)]
        spans += [m.span() for m in _QUOTED.finditer(text) if len(m[1]) >= _SLOGAN]
        spans += [m.span() for m in _CENTRAL.finditer(text)]
        marked = bytearray(len(text))
        for start, end in spans:
            marked[start:end] = b"\1" * (end - start)
        held = sum(end - start for start, end in clauses if any(marked[start:end]))
        return held / total if total else 0.0


def read_higher_wording(folder: Path) -> HigherWording:
    """Wordings from the formulae of a folder of lexicons.

    Raises
    ------
    InputError
        As `load_formulae`.
    """
    rows = load_formulae(*lexicon_files(folder, "formulae.csv")).rows
    issued = {pattern for row in rows if row.kind in _ISSUED for pattern in row.patterns}
    return HigherWording(tuple(sorted(issued.union(_CREED))))

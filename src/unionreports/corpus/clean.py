"""Raw page to clean text: named steps in a fixed order, each leaving its edits.

1. `markup`, `invisible`, `spaces`, `widths` (characters.py): the normal form of characters.
2. `script`, `quotes` (script.py): simplified script and its quotation marks.
   `annotations` (script.py, annotations.py): readings that conversion tools left behind the characters.
3. `furniture` (furniture.py, furniture_line.py, titles.py, parts.py): lines that belong to the host.
4. `page_splices`, `broken_lines`, `quotes` (splices.py): repairs inside the text.
5. `privacy` (privacy.py): names of private persons in hardship.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
import re

from .annotations import readings
from .characters import is_flat, normalise
from .edits import Edit, Layer, apply
from .furniture import classify, first_of_body, isolate_voice
from .lines import Line, split_lines
from .parts import mark_parts
from .passage import Passage, rebuild
from .privacy import MASK, any_of, mask_names
from .script import other_script, simplify, traditional_share
from .splices import label_breaks, quotes, repair, watermarks
from .titles import mark_titles
from .vocabulary import FurnitureVocabulary


@dataclass(frozen=True)
class Cut:
    """A line of furniture: its place in the raw page, its kind, and its text in normal form."""

    start: int
    end: int
    reason: str
    passage: Passage


@dataclass(frozen=True)
class CleanPage:
    """A clean page. `text` is `raw` with `edits` applied; `cuts` are the lines left out."""

    raw: str
    text: str
    edits: Sequence[Edit]
    cuts: Sequence[Cut]
    title: str
    #: Clean positions at which the host starts a new text (篇1, 第二篇 …).
    parts: Sequence[int]
    #: What tells that the page is in traditional script, or empty.
    script: str = ""
    #: The names hidden for privacy, in the characters of the clean text.
    hidden: frozenset[str] = frozenset()

    @property
    def passage(self) -> Passage:
        """The clean text with its way back to the raw page."""
        return _passage(self.text, self.edits)

    def hide(self, text: str) -> str:
        """Words of the page that are not in `text` (cut lines, titles of the host) without the names hidden there."""
        return self._hidden.sub(lambda name: MASK * len(name[0]), text) if self._hidden else text

    @cached_property
    def _hidden(self) -> re.Pattern[str] | None:
        found = self.hidden.union(self.raw[e.start : e.end] for e in self.edits if e.step == "privacy")
        return any_of(found) if found else None


def clean(raw: str, vocabulary: FurnitureVocabulary) -> CleanPage:
    """Clean a page. Linear in its length."""
    flat = is_flat(raw)
    characters = Layer(raw, normalise(raw, flat))
    for step in (other_script, simplify, readings):
        if step_edits := step(characters.text):
            characters = Layer(raw, characters.compose(step_edits))
    script = traditional_share(sum(e.step == "script" for e in characters.edits), characters.text)
    breaks = watermarks(characters.text, vocabulary) if flat else []
    breaks = sorted({*breaks, *label_breaks(characters.text)})
    if breaks:
        characters = Layer(raw, characters.compose(breaks))
    text = characters.text
    lines = isolate_voice(split_lines(text), text, vocabulary)
    kinds = classify(lines, text, vocabulary)
    parts = mark_parts(lines, kinds)
    title = mark_titles(lines, kinds, first_of_body(lines, kinds, parts))
    cut_edits, kept = _cut(text, lines, kinds)
    torn = {
        a
        for a, b in zip(kept, kept[1:], strict=False)
        if "page_marker" in kinds[a + 1 : b] or (flat and any(kinds[a + 1 : b]))
    }
    mended = repair(text, lines, kept, torn)
    layer = Layer(text, _merge(cut_edits, mended))
    final = Layer(layer.text, quotes(layer.text))
    masks = mask_names(final.text)
    edits = characters.compose(layer.compose(final.compose(masks)))
    below = _passage(text, characters.edits)
    cuts = [
        Cut(*below.raw_span(line.start, line.end), kind, below.part(line.start, line.end))
        for line, kind in zip(lines, kinds, strict=True)
        if kind and line.text
    ]
    return CleanPage(
        raw,
        apply(final.text, masks),
        edits,
        cuts,
        title,
        _positions(lines, kept, parts, layer, final),
        script,
        frozenset(final.text[m.start : m.end] for m in masks),
    )


def _passage(text: str, edits: Sequence[Edit]) -> Passage:
    return rebuild(text, 0, [(e.start, e.end, e.after) for e in edits])


def _cut(text: str, lines: Sequence[Line], kinds: Sequence[str]) -> tuple[list[Edit], list[int]]:
    """Edits that cut furniture and empty lines, and the indices of the lines that stay.

    Each cut takes along the line feed that parts it from the rest.
    """
    kept = [i for i, line in enumerate(lines) if line.text and not kinds[i]]
    edits = []
    last = kept[-1] if kept else len(lines)
    whole = True  # nothing of the paragraph was kept so far
    for i, line in enumerate(lines):
        whole = whole if line.start and text[line.start - 1] != "\n" else True
        if line.text and not kinds[i]:
            whole = False
            continue
        feed_before = i > last
        if feed_before and text[line.start - 1] == "\n":
            edits.append(Edit(line.start - 1, line.start, "", "spaces", "blank"))
        if line.text:
            edits.append(Edit(line.start, line.end, "", "furniture", kinds[i]))
        if whole and not feed_before and line.end < len(text) and text[line.end] == "\n":
            edits.append(Edit(line.end, line.end + 1, "", "spaces", "blank"))
    return edits, kept


def _merge(cuts: list[Edit], mended: list[Edit]) -> list[Edit]:
    """Both lists as one; a line feed wanted by both goes to the repair."""
    taken = {(e.start, e.end) for e in mended}
    return sorted([e for e in cuts if (e.start, e.end) not in taken] + mended)


def _positions(
    lines: Sequence[Line], kept: Sequence[int], parts: Sequence[int], layer: Layer, final: Layer
) -> list[int]:
    """Clean positions of the first kept line behind each part marker."""
    positions = []
    following = iter(kept)
    line = next(following, None)
    for part in parts:
        while line is not None and line < part:
            line = next(following, None)
        if line is not None:
            positions.append(final.above(layer.above(lines[line].start)))
    return positions

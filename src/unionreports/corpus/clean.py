"""Raw page to clean text: named steps in a fixed order, each leaving its edits.

1. `markup`, `invisible`, `spaces`, `widths` (characters.py): the normal form of characters.
2. `script`, `quotes` (script.py): simplified script and its quotation marks.
   `annotations` (script.py, annotations.py): readings that conversion tools left behind the characters.
3. `furniture` (furniture.py, furniture_line.py, titles.py, parts.py): lines that belong to the host.
4. `page_splices`, `broken_lines`, `quotes` (splices.py): repairs inside the text.
5. `doubled` (doubled.py): text that stands twice; characters struck twice, before furniture is looked for.
6. `privacy` (privacy.py): names of private persons in hardship.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .annotations import readings
from .characters import is_flat, normalise
from .doubled import Copy, copies, struck_twice
from .edits import Edit, Layer, apply
from .furniture import classify, first_of_body, isolate_voice, strong_terms
from .letter_spaced import inside_words
from .lines import Line, split_lines
from .masked_edits import befores
from .parts import mark_parts
from .passage import Passage, rebuild
from .personal_names import PersonalNames, personal_names
from .privacy import NOBODY, Hidden, as_edits, find, hidden_names, hide, masks
from .script import other_script, simplify, traditional_share
from .splices import label_breaks, quotes, repair, watermarks
from .titles import mark_titles
from .unpunctuated import running_without_marks
from .vocabulary import FurnitureVocabulary
from .wrapped import unwrap


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
    #: The names hidden for privacy wherever they stand, in the characters of the clean text.
    hidden: Hidden = NOBODY
    #: What names are known by.
    names: PersonalNames | None = None
    #: Stretches that stood twice, in raw offsets.
    copies: Sequence[Copy] = ()

    @property
    def passage(self) -> Passage:
        """The clean text with its way back to the raw page."""
        return _passage(self.text, self.edits)

    def befores(self) -> list[str]:
        """What stood before each edit, private persons masked."""
        return befores(self.raw, self.edits, self.names, self.hidden)


def clean(raw: str, vocabulary: FurnitureVocabulary, names: PersonalNames | None = None) -> CleanPage:
    """Clean a page. Linear in its length.

    Parameters
    ----------
    names : what personal names are known by; those that come with the software if not given.
    """
    names = names or personal_names()
    flat = is_flat(raw)
    characters = Layer(raw, normalise(raw, flat))
    for step in (other_script, simplify, readings, struck_twice, inside_words):
        if step_edits := step(characters.text):
            characters = Layer(raw, characters.compose(step_edits))
    if joined := unwrap(raw, characters):
        characters = Layer(raw, characters.compose(joined))
    script = traditional_share(sum(e.step == "script" for e in characters.edits), characters.text)
    breaks = watermarks(characters.text, vocabulary) if flat else []
    breaks = sorted({*breaks, *label_breaks(characters.text)})
    if breaks:
        characters = Layer(raw, characters.compose(breaks))
    text = characters.text
    terms = strong_terms(text, vocabulary)
    lines = isolate_voice(split_lines(text), text, terms)
    running = running_without_marks(text, [line.text for line in lines])
    kinds = classify(lines, terms, vocabulary, running)
    parts = mark_parts(lines, kinds)
    title = mark_titles(lines, kinds, first_of_body(lines, kinds, parts, running))
    cut_edits, kept = _cut(text, lines, kinds)
    torn = {
        a
        for a, b in zip(kept, kept[1:], strict=False)
        if "page_marker" in kinds[a + 1 : b] or (flat and any(kinds[a + 1 : b]))
    }
    mended = repair(text, lines, kept, torn, parts)
    layer = Layer(text, _merge(cut_edits, mended))
    final = Layer(layer.text, quotes(layer.text))
    found, positions = copies(final.text, _positions(lines, kept, parts, layer, final))
    once = Layer(final.text, [Edit(c.start, c.end, "", "doubled", "repeated_text") for c in found])
    below = _passage(text, characters.edits)
    cuts = [
        Cut(*below.raw_span(line.start, line.end), kind, below.part(line.start, line.end))
        for line, kind in zip(lines, kinds, strict=True)
        if kind and line.text
    ]
    # A host's title can name a person whom the text only goes on about, and the other way round.
    aside = "\n".join([title, *(cut.passage.text for cut in cuts)])
    told = find(once.text, names)
    told_aside = find(aside, names)
    hidden = hidden_names((once.text, told), (aside, told_aside))
    masked = as_edits(once.text, masks(once.text, told, hidden))
    title, *lines_cut = hide(aside, told_aside, hidden).split("\n")
    edits = _ends_kept(characters.compose(layer.compose(final.compose(once.compose(masked)))))
    return CleanPage(
        raw,
        apply(once.text, masked),
        edits,
        [_masked(cut, line) for cut, line in zip(cuts, lines_cut, strict=True)],
        title,
        [once.above(position) for position in positions],
        script,
        hidden,
        names,
        [Copy(*(characters.start(layer.start(final.start(position))) for position in c)) for c in found],
    )


def _masked(cut: Cut, text: str) -> Cut:
    return cut if text == cut.passage.text else replace(cut, passage=replace(cut.passage, text=text))


def _ends_kept(edits: Sequence[Edit]) -> list[Edit]:
    """The edits, those parted that mask a name with a page mark or blanks inside it.

    Both ends of a mask then stand for one raw character each, so that a unit that ends with a name has its definite end.
    """
    kept = []
    for e in edits:
        if e.step == "privacy" and len(e.after) != e.end - e.start and len(e.after) > 1:
            kept += e._replace(end=e.end - 1, after=e.after[:-1]), e._replace(start=e.end - 1, after=e.after[-1])
        else:
            kept.append(e)
    return kept


def _passage(text: str, edits: Sequence[Edit]) -> Passage:
    # One character for one moves nothing.
    return rebuild(text, 0, [e[:3] for e in edits if len(e[2]) != e[1] - e[0]])


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

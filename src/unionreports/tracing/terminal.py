"""A trace as lines of a terminal: nothing in a page can steer it, and the span is marked so that it can be seen."""

from collections.abc import Iterator

from unionreports.plain_text import plain, plain_lines
from unionreports.tracing.behind import NONE
from unionreports.tracing.marked_text import pieces
from unionreports.tracing.shown_units import Passage
from unionreports.tracing.trace import PageShown, Trace

#: Raw characters shown on either side of a unit.
_AROUND = 60
#: Most raw characters shown of a stretch without a mark, and of a mark: what lies between is left out and said.
_LONGEST, _LONGEST_MARK = 160, 1_200
#: Most kinds of edits listed of one unit, and most places of each.
_EDITS = 12
_INVERSE, _PLAIN = "\x1b[7m", "\x1b[27m"
#: Signs around a mark; the first pair of which neither stands in the text that is shown.
_BRACKETS = ("【】", "⟦⟧", "⦃⦄")


def lines(trace: Trace, colour: bool) -> Iterator[str]:
    """What was found, line by line.

    Parameters
    ----------
    colour
        Whether the terminal can show a mark in inverse; else it stands in brackets that the text does not have.
    """
    yield from map(plain, trace.summary)
    before = None
    for number, passage in enumerate(trace.shown, start=1):
        page = trace.pages[passage.page]
        yield ""
        yield f"[{number}] {heading_of(trace, passage)}"
        if passage.page != before:
            yield from (f"    {line}" for line in page_lines(page))
        else:
            yield f"    {page_lines(page)[0]} (as above)"
        before = passage.page
        yield f"    {offsets(passage)}"
        yield from (f"    {line}" for line in edit_lines(page, passage))
        yield ""
        yield from (f"    │ {line}" for line in _raw(page, passage, colour).split("\n"))
    if trace.left:
        yield ""
        yield trace.left


def heading_of(trace: Trace, passage: Passage) -> str:
    """Unit, role, group and headings of a passage."""
    said = [trace.unit_id(passage) if passage.unit != NONE else "outside units", *trace.role(passage)]
    return plain(" · ".join(part for part in said if part))


def offsets(passage: Passage) -> str:
    """Raw offsets of a passage, and of its marks where they are less than the whole."""
    said = f"raw offsets: {passage.start}–{passage.end}"
    if passage.spans == ((passage.start, passage.end),):
        return said
    return f"{said}; marked: {_shortened(', '.join(f'{start}–{end}' for start, end in passage.spans))}"


def page_lines(page: PageShown) -> list[str]:
    """Where a passage stands: page, file, address, day, hash."""
    row = page.row
    taken = " · ".join(
        part for part in (row["host"], f"retrieved {row['retrieved']}" if row["retrieved"] else "") if part
    )
    said = [f"page {row['page_id']}: {row['file']}", row["url"], taken, f"sha256 {row['sha256']}: {page.shown.state}"]
    return [plain(line) for line in said if line]


def edit_lines(page: PageShown, passage: Passage) -> Iterator[str]:
    """The edits inside a passage: step and reason, before and after, offsets; those that do the same in one line."""
    edits = page.shown.inside(passage.start, passage.end)
    if edits.empty:
        yield "edits: none, the text is as the page has it"
        return
    yield f"edits: {len(edits)}"
    alike = list(edits.groupby(["step", "reason", "before", "after"], sort=False)["start"])
    for (step, reason, before, after), starts in alike[:_EDITS]:
        what = f"“{_shortened(plain(before))}” → " + (f"“{plain(after)}”" if after else "nothing")
        yield f"  {step}, {reason}: {what} at {', '.join(map(str, starts.head(_EDITS)))}" + (
            f" and {len(starts) - _EDITS} more" if len(starts) > _EDITS else ""
        )
    if len(alike) > _EDITS:
        yield f"  and {len(alike) - _EDITS} kinds more; --html shows all"


def _raw(page: PageShown, passage: Passage, colour: bool) -> str:
    """The raw page around a passage, its spans marked."""
    text = page.shown.text
    if not text:
        return f"the raw page is not shown: {plain(page.shown.why_not)}"
    start, end = max(0, passage.start - _AROUND), min(len(text), passage.end + _AROUND)
    opened, closed = (_INVERSE, _PLAIN) if colour else _brackets(text[start:end])
    found = ["…"] if start else []
    nothing = page.shown.edits.iloc[:0]
    for piece in pieces(text, start, end, passage.spans, nothing):
        said = plain_lines(_middle(piece.text, _LONGEST_MARK if piece.mark >= 0 else _LONGEST))
        found.append(f"{opened}{said}{closed}" if piece.mark >= 0 else said)
    if end < len(text):
        found.append("…")
    return "".join(found)


def _brackets(text: str) -> str:
    return next((pair for pair in _BRACKETS if not any(sign in text for sign in pair)), _BRACKETS[-1])


def _middle(text: str, longest: int) -> str:
    """A text without its middle where it is too long to be shown."""
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half]}…({len(text) - 2 * half} characters)…{text[-half:]}"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

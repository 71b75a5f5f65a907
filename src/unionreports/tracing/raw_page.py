"""What does the raw page say at a span, as it may be shown? Names of private persons that are masked stay masked."""

from dataclasses import dataclass

import pandas as pd

from unionreports.corpus.extraction import page_of
from unionreports.corpus.manifest import Source
from unionreports.corpus.privacy import MASK
from unionreports.validation.laws import broken_on_page

#: What a page's file has become since the tables were made.
SAME, CHANGED, GONE = "the file has this hash", "the file has another hash now", "the file is gone"


@dataclass(frozen=True)
class ShownPage:
    """A page as it may be shown.

    Attributes
    ----------
    text
        The raw page, masked signs in place of what edits mask; as long as the raw page. Empty where it cannot be shown.
    edits
        Rows of the table `edits` of this page, by start.
    state
        SAME, CHANGED or GONE.
    why_not
        Why the raw text cannot be shown; empty where it can.
    """

    text: str
    edits: pd.DataFrame
    state: str
    why_not: str = ""

    def inside(self, start: int, end: int) -> pd.DataFrame:
        """The edits inside a span, and those that reach into it."""
        starts, ends = self.edits["start"].to_numpy(), self.edits["end"].to_numpy()
        # An insertion stands between two characters: it is inside where both of them are.
        return self.edits[((starts < end) & (ends > start)) | ((starts == ends) & (starts > start) & (starts < end))]


def show_page(page: pd.Series, source: Source | None, texts, tables) -> ShownPage:
    """A page of the table `pages` as it may be shown.

    Nothing of a page is shown that the stored edits do not fit to the letter: what they mask could stand elsewhere.

    Parameters
    ----------
    page
        Row of the table `pages`.
    source
        Where its file is now; None where no file has its name or hash.
    texts
        Folder of the kept texts of pages that are no plain text.
    tables
        The tables edits, headings, units and reports.
    """
    edits = tables["edits"]
    own = edits[edits["page_id"] == page["page_id"]].sort_values(["start", "end"], ignore_index=True)
    if source is None:
        return ShownPage("", own, GONE, "its file is gone from data/raw/pages; the quotes are those of the tables")
    if source.sha256 != page["sha256"]:
        why = "its file was changed since the tables were made: offsets and masks are those of the former"
        return ShownPage("", own, CHANGED, f"{why}; make the tables again with: unionreports build")
    raw = page_of(source, texts).text
    if not raw:
        return ShownPage("", own, SAME, page["problem"] or "no text could be read from it")
    reports = tables["reports"].loc[tables["reports"]["page_id"] == page["page_id"], "report_id"]
    headings, units = (tables[name][tables[name]["report_id"].isin(reports)] for name in ("headings", "units"))
    if len(raw) != page["n_chars"] or not _fits(raw, own) or broken_on_page(raw, own, headings, units):
        why = "its kept text in data/raw/texts is another than the tables were made from"
        return ShownPage("", own, SAME, f"{why}; make the tables again with: unionreports build")
    return ShownPage(masked(raw, own), own, SAME)


def masked(raw: str, edits: pd.DataFrame) -> str:
    """The raw text with what stood before each edit as the table has it, in which private persons are masked."""
    pieces, at = [], 0
    for start, end, before in zip(edits["start"].tolist(), edits["end"].tolist(), edits["before"], strict=True):
        if MASK in before:
            pieces += raw[at:start], before
            at = end
    return "".join([*pieces, raw[at:]])


def _fits(raw: str, edits: pd.DataFrame) -> bool:
    """Whether the raw text has before each edit what the table says, masked signs standing for any character."""
    for start, end, before in zip(edits["start"].tolist(), edits["end"].tolist(), edits["before"], strict=True):
        there = raw[start:end]
        if there != before and (
            len(there) != len(before) or any(b not in (t, MASK) for t, b in zip(there, before, strict=True))
        ):
            return False
    return True


def sources_of(pages: pd.DataFrame, sources: list[Source]) -> dict[str, Source]:
    """Where the file of each page is now, by page_id: the one with its hash, else the one with its id or its name."""
    by_id, by_name = ({getattr(s, key): s for s in sources} for key in ("page_id", "name"))
    by_hash = {source.sha256: source for source in reversed(sources)}
    found = {}
    for row in pages.itertuples():
        own = by_id.get(row.page_id) or by_name.get(row.file)
        source = own if own is not None and own.sha256 == row.sha256 else by_hash.get(row.sha256, own)
        if source is not None:
            found[row.page_id] = source
    return found

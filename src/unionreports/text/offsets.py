"""Many clean texts as one string whose every position knows the way back to its raw page."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from unionreports.corpus.passage import rebuild

#: Stands between two texts; clean texts keep it for their own paragraphs, so no word crosses it.
SEPARATOR = "\n"


@dataclass(frozen=True)
class Joined:
    """Texts joined with a line end.

    Attributes
    ----------
    text
        The joined string.
    begins, ends
        Position of each text in it, end exclusive; shape (n_texts,).
    run_starts, run_shifts
        A position p in the run that begins at `run_starts[i]` stands at `p + run_shifts[i]` in its raw page.
    """

    text: str
    begins: np.ndarray
    ends: np.ndarray
    run_starts: np.ndarray
    run_shifts: np.ndarray

    def owner(self, positions: np.ndarray) -> np.ndarray:
        """Number of the text each position belongs to."""
        return np.searchsorted(self.begins, positions, side="right") - 1

    def raw(self, positions: np.ndarray) -> np.ndarray:
        """Raw offset of the character at each position."""
        return positions + self.run_shifts[np.searchsorted(self.run_starts, positions, side="right") - 1]

    def raw_spans(self, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Raw spans of non-empty spans, from the first character to just after the last."""
        return self.raw(starts), self.raw(ends - 1) + 1


def join_texts(texts: Sequence[str], raw_starts: Sequence[int], runs: Sequence[tuple] | None = None) -> Joined:
    """Join clean texts that begin at `raw_starts`.

    `runs` gives for each text None or the (starts, shifts) of its Passage; without it no text was edited.
    """
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    begins = np.concatenate([[0], np.cumsum(lengths + len(SEPARATOR))[:-1]]) if len(texts) else np.zeros(0, np.int64)
    first_shifts = np.asarray(raw_starts, dtype=np.int64) - begins
    edited = [i for i, run in enumerate(runs or ()) if run is not None]
    if not edited:
        return Joined(SEPARATOR.join(texts), begins, begins + lengths, begins, first_shifts)
    plain = np.ones(len(texts), dtype=bool)
    plain[edited] = False
    starts = np.concatenate([begins[plain], *(np.asarray(runs[i][0]) + begins[i] for i in edited)])
    shifts = np.concatenate([first_shifts[plain], *(np.asarray(runs[i][1]) - begins[i] for i in edited)])
    # An empty text would begin where nothing stands; the stable sort keeps runs in the order of the texts.
    order = np.argsort(starts, kind="stable")
    return Joined(SEPARATOR.join(texts), begins, begins + lengths, starts[order], shifts[order])


def join_rows(spans: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame) -> Joined:
    """Join the texts of rows with report_id, start, end (raw offsets), text; `reports` and `edits` are the tables."""
    return join_texts(
        spans["text"].tolist(), spans["start"].to_numpy(), find_runs(spans, pages_of(spans, reports), edits)
    )


def find_runs(spans: pd.DataFrame, page_ids: Sequence[str], edits: pd.DataFrame) -> list[tuple | None]:
    """The runs of each clean text: None where no edit that moves characters lies inside its raw span.

    Parameters
    ----------
    spans
        Rows with start, end (raw offsets) and text.
    page_ids
        Page of each row.
    edits
        Table `edits`.
    """
    runs: list[tuple | None] = [None] * len(spans)
    moving = edits[edits["after"].str.len() != edits["end"] - edits["start"]].sort_values(["page_id", "start", "end"])
    by_page = {
        page: (g["start"].tolist(), g["end"].tolist(), g["after"].tolist()) for page, g in moving.groupby("page_id")
    }
    rows = zip(spans["start"].tolist(), spans["end"].tolist(), spans["text"].tolist(), page_ids)
    for i, (start, end, text, page) in enumerate(rows):
        if page not in by_page:
            continue
        starts, ends, afters = by_page[page]
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        inside = [(s, e, a) for s, e, a in zip(starts[low:high], ends[low:high], afters[low:high]) if e <= end]
        if inside:
            passage = rebuild(text, start, inside)
            runs[i] = (passage.starts, passage.shifts)
    return runs


def pages_of(spans: pd.DataFrame, reports: pd.DataFrame) -> list[str]:
    """Page of each row of a frame with report_id.

    Raises
    ------
    ValueError
        Where a row's report is not in `reports`.
    """
    pages = spans["report_id"].map(reports.set_index("report_id")["page_id"])
    if pages.isna().any():
        missing = spans.loc[pages.isna(), "report_id"].unique()
        raise ValueError(
            f"reports {', '.join(map(str, missing[:5]))} have rows but do not stand in the table reports; build both together."
        )
    return pages.tolist()

"""Which text of each report is compared, and where each of its characters stands on the page."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from unionreports.text.offsets import Joined, join_rows

#: Units without content: salutations, transitions, closing calls. Everybody has them, and they are nobody's.
_NO_CONTENT = "frame"


@dataclass(frozen=True)
class Compared:
    """One text for each report: its units with content in order, a line end between two.

    Attributes
    ----------
    report_ids
        In the order of ids; shape (n_reports,).
    texts
        Text of each report.
    units
        Rows of the table `units` that make them up, in order.
    joined
        Those units as one string with the way to raw offsets.
    begins
        Position of each report's text in that string.
    """

    report_ids: list[str]
    texts: list[str]
    units: pd.DataFrame
    joined: Joined
    begins: np.ndarray

    def raw_spans(self, reports: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Raw spans of non-empty spans of the texts of these reports (numbers)."""
        return self.joined.raw_spans(starts + self.begins[reports], ends + self.begins[reports])

    def positions(self, reports: np.ndarray, raws: np.ndarray) -> np.ndarray:
        """Positions in the texts of these reports (numbers) of the characters that stand at these raw offsets.

        The inverse of the way to raw offsets; a raw offset of no character of the text gives the next one's position.
        """
        starts, shifts = self.joined.run_starts, self.joined.run_shifts
        of_run = np.searchsorted(self.begins, starts, side="right") - 1
        # Raw offsets of one report ascend; those of different reports are kept apart by the number of the report.
        apart = int(max((starts + shifts).max(initial=0), np.max(raws, initial=0))) + 1
        run = np.searchsorted(of_run * apart + starts + shifts, reports * apart + raws, side="right") - 1
        after = np.append(starts[1:], len(self.joined.text))[run]
        return np.minimum(raws - shifts[run], after) - self.begins[reports]

    def numbers(self, report_ids) -> np.ndarray:
        """Number of each report id."""
        return pd.Index(self.report_ids).get_indexer(report_ids)

    def unit_range(self, reports: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """First unit (row of `units`) that each span touches, and the one after the last."""
        first = np.searchsorted(self.joined.ends, starts + self.begins[reports], side="right")
        last = np.searchsorted(self.joined.begins, ends + self.begins[reports], side="left")
        return first, last


def compared(units: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame) -> Compared:
    """The texts of all reports that have units with content.

    Parameters
    ----------
    units, reports, edits
        The tables.

    Raises
    ------
    ValueError
        Where a unit's report is not in `reports`.
    """
    content = units[(units["role"] != _NO_CONTENT) & (units["text"] != "")]
    content = content.sort_values(["report_id", "start", "end"], kind="stable").reset_index(drop=True)
    joined = join_rows(content, reports, edits)
    firsts = np.flatnonzero(~content["report_id"].duplicated())
    lasts = np.append(firsts[1:], len(content))[: len(firsts)] - 1
    begins = joined.begins[firsts]
    texts = [joined.text[b:e] for b, e in zip(begins.tolist(), joined.ends[lasts].tolist())]
    return Compared(content["report_id"].take(firsts).tolist(), texts, content, joined, begins)

"""The hand-coded units as training examples, and which of them a unit's own model must not have seen."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from unionreports.text.codebook import Codebook

#: Reports are put together into this many folds at most: each fold costs a model without it.
MAX_FOLDS = 10
#: A report that shares a unit text of this many characters with a coded report is taken for it, or for one
#: copied from it; shorter texts (salutations, titles) are shared by strangers.
OWN_TEXT = 20


@dataclass(frozen=True)
class Examples:
    """Texts with their categories.

    Attributes
    ----------
    texts
        Clean texts.
    labels
        Position of each text's category in the codebook, shape (n,).
    folds
        Number of the fold each text's report belongs to, shape (n,).
    """

    texts: tuple[str, ...]
    labels: np.ndarray
    folds: np.ndarray

    def without(self, folds: frozenset[int]) -> np.ndarray:
        """Positions of the examples that belong to none of the folds."""
        return np.flatnonzero(~np.isin(self.folds, sorted(folds)))


def report_folds(coded_units: pd.DataFrame) -> dict[str, int]:
    """Fold of each coded report: its own, or, of more than `MAX_FOLDS` reports, the fold that has fewest units so far."""
    sizes = coded_units.groupby("report_id").size()
    size = np.zeros(min(MAX_FOLDS, len(sizes)))
    folds = {}
    for report, n in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        folds[report] = int(size.argmin())
        size[folds[report]] += n
    return folds


def coded_examples(coded_units: pd.DataFrame, codebook: Codebook) -> Examples:
    """The coded units that are not frames: a frame is known by its place, and would teach words of other things.

    A unit has one row (`models.coders.one_row_a_unit`): an example with two labels would teach neither.
    """
    kept = coded_units[coded_units["role"] != "frame"]
    folds = report_folds(coded_units)
    return Examples(
        tuple(kept["text"]),
        np.array([codebook.ids.index(c) for c in kept["primary"]], np.int64),
        np.array([folds[r] for r in kept["report_id"]], np.int64),
    )


def unseen_folds(units: pd.DataFrame, coded_units: pd.DataFrame) -> list[frozenset[int]]:
    """For each unit the folds its model must not have been trained on.

    These are the folds of coded reports with a unit of the same text, with the same report_id, and with a text
    of `OWN_TEXT` characters or more that stands in the unit's report, too. So agreement of stored codes with
    the hand coding is agreement on reports the model has not seen. Frames need no model: theirs is the empty set.
    """
    folds = report_folds(coded_units)
    by_text: dict[str, set[int]] = {}
    for text, report in zip(coded_units["text"], coded_units["report_id"]):
        by_text.setdefault(text, set()).add(folds[report])
    same = [by_text.get(text, set()) for text in units["text"]]
    by_report: dict[str, set[int]] = {r: {folds[r]} if r in folds else set() for r in units["report_id"].unique()}
    for report, text, found in zip(units["report_id"], units["text"], same):
        if found and len(text) >= OWN_TEXT:
            by_report[report] |= found
    # Each different set costs a model; salutations, which many reports share, would make sets that nothing needs.
    return [
        frozenset() if role == "frame" else frozenset(found | by_report[report])
        for report, role, found in zip(units["report_id"], units["role"], same)
    ]

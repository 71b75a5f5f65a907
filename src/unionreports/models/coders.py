"""Which hand code counts where several coders coded a unit?"""

import numpy as np
import pandas as pd

#: Two spans are one unit if they share this much of what either of them covers: a boundary that moved by a few words
#: leaves it the same statement. Above one half no span has two such partners among spans that do not overlap.
SAME_UNIT = 0.8
SAME_CODER = "a later row of the same coder for the same unit"
SAME_CODE = "another coder's row of the same unit, with the same code"
OTHER_CODE = "another coder's row of the same unit, with another code"
#: Reasons that lose no unit: another of its rows stands for it.
MERGED = (SAME_CODER, SAME_CODE, OTHER_CODE)


def why_merged(coded: pd.DataFrame, unit: np.ndarray) -> pd.Series:
    """Why a row does not stand for its unit, one of `MERGED`; empty for the one row of each unit that does.

    Each coder has one vote for a unit, the first of their rows. The code most coders gave counts, of codes given
    equally often the one given first in the order of the rows; the first row with that code stands for the unit,
    with its secondary codes, its confidence and its coder.

    Parameters
    ----------
    coded : rows with the columns primary and coder.
    unit : number of the unit of each row, shape (n_rows,).

    Returns
    -------
    Series of texts with the index of `coded`.
    """
    rows = pd.DataFrame(
        {
            "unit": unit,
            "coder": coded["coder"].to_numpy(),
            "code": coded["primary"].to_numpy(),
            "row": np.arange(len(coded)),
        }
    )
    votes = rows.drop_duplicates(["unit", "coder"])
    counted = votes.groupby(["unit", "code"], sort=False)["row"].agg(["size", "min"]).reset_index()
    counted = counted.sort_values(["unit", "size", "min"], ascending=[True, False, True])
    chosen = counted.drop_duplicates("unit").set_index("unit")
    reason = np.where(rows["code"].to_numpy() == rows["unit"].map(chosen["code"]).to_numpy(), SAME_CODE, OTHER_CODE)
    reason = np.where(rows["row"].isin(votes["row"]), reason, SAME_CODER)
    reason[chosen["min"].to_numpy()] = ""
    return pd.Series(reason, index=coded.index, dtype="str")


def one_row_a_unit(coded_units: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The rows that stand for their units by `why_merged`, in their order, and a note on the others; empty if none.

    Rows code one unit if their spans on one page have an intersection over union of `SAME_UNIT` or more.
    """
    unit = _numbered_units(coded_units)
    reason = why_merged(coded_units, unit)
    return coded_units[reason == ""].reset_index(drop=True), merging(reason, unit)


def merging(reason: pd.Series, unit: np.ndarray) -> str:
    """A sentence on rows that were merged: how many, into how many units, and on how many the coders disagree."""
    merged = reason.isin(MERGED).to_numpy()
    if not merged.any():
        return ""
    differ = len(np.unique(unit[(reason == OTHER_CODE).to_numpy()]))
    return (
        f"{merged.sum()} of {len(reason)} hand-coded rows are further rows of {len(np.unique(unit[merged]))} units "
        f"that other rows code, too; the coders disagree on {differ} of these units. Each unit has the code that most "
        "coders gave, where they are equally many the one that stands first in the files."
    )


def _numbered_units(coded: pd.DataFrame) -> np.ndarray:
    """Number of the unit that each row codes, shape (n_rows,)."""
    # A row that does not know its page belongs to its report.
    page = coded["page_sha256"].where(coded["page_sha256"] != "", coded["report_id"])
    pages = pd.factorize(page)[0]
    starts, ends = coded["start"].to_numpy(), coded["end"].to_numpy()
    unit = np.zeros(len(coded), np.int64)
    number, first = -1, (-1, 0, 0)
    for row in np.lexsort([-ends, starts, pages]).tolist():
        span = int(pages[row]), int(starts[row]), int(ends[row])
        if span[0] != first[0] or not same_span(first[1:], span[1:]):
            number, first = number + 1, span
        unit[row] = number
    return unit


def same_span(a, b):
    """Whether spans (start, end) are those of one unit; numbers or arrays of them."""
    shared = np.minimum(a[1], b[1]) - np.maximum(a[0], b[0])
    return (shared > 0) & (shared >= SAME_UNIT * (np.maximum(a[1], b[1]) - np.minimum(a[0], b[0])))

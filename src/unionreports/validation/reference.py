"""Which hand code belongs to which unit of the corpus?"""

import numpy as np
import pandas as pd

#: A unit is the one that was coded if it covers this share of what either of the two spans covers: a boundary that
#: moved by a few words leaves it the same statement. Above one half no span has two such partners.
SAME_UNIT = 0.8
COLUMNS = ("unit_id", "primary", "secondary1", "secondary2", "flags", "confidence", "coder", "note")


def reference_codes(
    coded_units: pd.DataFrame, units: pd.DataFrame, reports: pd.DataFrame, pages: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Hand codes with the ids of the corpus.

    A coded unit is found by the hash of its page and its raw span: the unit whose text is the same but for blanks, else
    the one whose span and the coded span have an intersection over union of 0.8 or more.

    Parameters
    ----------
    coded_units : rows in the format of data/lexicons/coded_units.csv.
    units, reports, pages : tables of the corpus.

    Returns
    -------
    codes : columns unit_id (of the corpus), primary, secondary1, secondary2, flags, confidence, coder, note; one row
        for each unit, in the order of `units`.
    left_out : the rows of `coded_units` that are not among `codes`, with a column `reason`. Where several coders coded
        a unit, the first in the order of the rows is the reference.
    """
    coded = coded_units.reset_index(drop=True)
    # A page that stands twice in the corpus is one page: its codes count once.
    page_of = pages.drop_duplicates("sha256").set_index("sha256")["page_id"]
    placed = units.merge(reports[["report_id", "page_id"]], on="report_id", how="left", validate="many_to_one")
    placed = placed.reset_index(drop=True)
    page = coded["page_sha256"].map(page_of)
    found = np.full(len(coded), -1)
    by_page = placed.groupby("page_id").indices
    for name, rows in coded.groupby(page).indices.items():
        here = by_page.get(name, np.empty(0, int))
        here = here[np.argsort(placed["start"].to_numpy()[here], kind="stable")]
        found[rows] = _same(coded.iloc[rows], placed, here)
    reason = pd.Series("", index=coded.index)
    reason[found < 0] = "no unit of the page has this span"
    reason[page.isna()] = "no page of the corpus has this hash"
    reason[(reason == "") & (coded["primary"] == "")] = "no primary code"
    reason[(reason == "") & pd.Series(found).where(reason == "").duplicated()] = "this unit has an earlier code"
    taken = reason == ""
    codes = coded[taken].assign(unit_id=placed["unit_id"].to_numpy()[found[taken]], order=found[taken])
    codes = codes.sort_values("order", kind="stable")[list(COLUMNS)].reset_index(drop=True)
    return codes, coded[~taken].assign(reason=reason[~taken]).reset_index(drop=True)


def _same(coded: pd.DataFrame, units: pd.DataFrame, here: np.ndarray) -> np.ndarray:
    """Row of `units` for each coded span of a page, -1 for none; `here` are the page's rows, by start."""
    found = np.full(len(coded), -1)
    if not len(here):
        return found
    start, end = coded["start"].astype("int64").to_numpy(), coded["end"].astype("int64").to_numpy()
    # Units do not overlap, and a unit that shares so much with a span holds its middle.
    at = np.searchsorted(units["start"].to_numpy()[here], (start + end) // 2, side="right") - 1
    rows = here[np.maximum(at, 0)]
    unit_start, unit_end = units["start"].to_numpy()[rows], units["end"].to_numpy()[rows]
    shared = np.minimum(end, unit_end) - np.maximum(start, unit_start)
    close = shared >= SAME_UNIT * (np.maximum(end, unit_end) - np.minimum(start, unit_start))
    texts = units["text"].to_numpy()[rows]
    equal = np.array([_bare(a) == _bare(b) for a, b in zip(coded["text"], texts, strict=True)])
    right = (at >= 0) & (shared > 0) & (close | equal)
    found[right] = rows[right]
    return found


def _bare(text: str) -> str:
    """Text without blanks: they are no part of what was coded."""
    return "".join(text.split())

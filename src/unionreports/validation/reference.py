"""Which hand code belongs to which unit of the corpus?"""

import numpy as np
import pandas as pd

from unionreports.models.coders import OTHER_CODE, same_span, why_merged

COLUMNS = ("unit_id", "primary", "secondary1", "secondary2", "flags", "confidence", "coder", "note")
NO_SPAN = "no unit of the page has this span"
NO_PAGE = "belongs to other pages: no page of the corpus has this hash"
NO_CODE = "no primary code"


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
    codes : one row for each unit, in the order of `units`: unit_id (of the corpus), primary, secondary1, secondary2,
        flags, confidence, coder, note, those of the row that stands for the unit where several coders coded it
        (`models.coders.why_merged`: the code most of them gave); coders (all of them, joined with |); agreed (whether
        all gave the same primary code).
    left_out : the rows of `coded_units` that are not among `codes`, with the columns `reason` and `corpus_unit_id`
        (empty where the row found no unit).
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
    reason[found < 0] = NO_SPAN
    reason[page.isna()] = NO_PAGE
    reason[(reason == "") & (coded["primary"] == "")] = NO_CODE
    used = coded[reason == ""]
    reason[used.index] = why_merged(used, found[used.index])
    taken = (reason == "").to_numpy()
    by_unit = used.groupby(found[used.index])
    codes = coded[taken].assign(unit_id=placed["unit_id"].to_numpy()[found[taken]]).set_index(found[taken])
    codes["coders"] = by_unit["coder"].agg(lambda names: "|".join(dict.fromkeys(names))).astype("str")
    codes["agreed"] = ~np.isin(codes.index, found[reason == OTHER_CODE])
    ids = np.append(placed["unit_id"].to_numpy(dtype=object), "")
    left_out = coded[~taken].assign(reason=reason[~taken], corpus_unit_id=pd.Series(ids[found], dtype="str")[~taken])
    return codes.sort_index()[[*COLUMNS, "coders", "agreed"]].reset_index(drop=True), left_out.reset_index(drop=True)


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
    close = same_span((start, end), (unit_start, unit_end))
    texts = units["text"].to_numpy()[rows]
    equal = np.array([_bare(a) == _bare(b) for a, b in zip(coded["text"], texts, strict=True)])
    right = (at >= 0) & (shared > 0) & (close | equal)
    found[right] = rows[right]
    return found


def _bare(text: str) -> str:
    """Text without blanks: they are no part of what was coded."""
    return "".join(text.split())

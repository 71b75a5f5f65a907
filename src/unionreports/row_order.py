"""In which order do the rows of a table stand, and which page does a row belong to?

By key, numbers inside an id counting as numbers: s1-2 stands before s1-10. In the tables of the corpus the page comes
first, so that the rows of a page stand together whatever ids the others have.
"""

from collections.abc import Iterable
import re

import numpy as np
import pandas as pd

from unionreports.tables import TABLES

#: Tables of the corpus -> parts that the first column of the key has behind the page's id, each after a hyphen:
#: `<page_id>-1` is a report, `<page_id>-1-u001` one of its units.
_BEHIND_PAGE = {
    "pages": 0,
    "edits": 0,
    "reports": 1,
    "reports_inferred": 1,
    "headings": 2,
    "units": 2,
    "tokens": 2,
    "priorities": 2,
}
_NUMBER = re.compile(r"\d+")


def natural(row_id: str) -> tuple[str, str]:
    """What ids are sorted by; the id itself decides between s1 and s01."""
    return _NUMBER.sub(lambda number: number[0].zfill(20), row_id), row_id


def page_of(table: str, row_id: str) -> str:
    """The page that a row of a table of the corpus belongs to, from the first column of its key."""
    behind = _BEHIND_PAGE[table]
    return row_id.rsplit("-", behind)[0] if behind else row_id


def in_order(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """The rows of a table in their order, numbered anew."""
    ranks = [_ranks(frame[column], table if place == 0 else "") for place, column in enumerate(TABLES[table].key)]
    order = np.lexsort(ranks[::-1])
    if (order[1:] > order[:-1]).all():
        return frame.reset_index(drop=True)
    return frame.iloc[order].reset_index(drop=True)


def rows_of_pages(frame: pd.DataFrame, table: str, page_ids: Iterable[str]) -> np.ndarray:
    """Number of rows of each page in a table of the corpus, shape (n_pages,)."""
    codes, ids = pd.factorize(frame[TABLES[table].key[0]])
    counts: dict[str, int] = {}
    for row_id, n in zip(ids, np.bincount(codes, minlength=len(ids)).tolist()):
        page_id = page_of(table, row_id)
        counts[page_id] = counts.get(page_id, 0) + n
    return np.array([counts.get(page_id, 0) for page_id in page_ids], np.int64)


def _ranks(column: pd.Series, table: str) -> np.ndarray:
    """Place of each cell among all; of ids of the table named the page comes first."""
    if column.dtype != "str":
        return column.to_numpy()
    codes, ids = pd.factorize(column)
    if table in _BEHIND_PAGE:
        keys = [(natural(page_of(table, row_id)), natural(row_id)) for row_id in ids]
    else:
        keys = [natural(row_id) for row_id in ids]
    rank = np.empty(len(ids), np.int64)
    rank[sorted(range(len(ids)), key=keys.__getitem__)] = np.arange(len(ids))
    return rank[codes]

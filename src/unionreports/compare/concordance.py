"""Words in their context, with the way back to the raw page (keyword in context, KWIC)."""

from collections.abc import Iterable
import re

import numpy as np
import pandas as pd

from unionreports.text.offsets import Joined, join_rows

METHODS = ("string", "token")


def concordance(
    terms: str | Iterable[str],
    units: pd.DataFrame,
    reports: pd.DataFrame,
    edits: pd.DataFrame,
    width: int = 20,
    method: str = "string",
    tokens: pd.DataFrame | None = None,
    limit: int = 1_000,
) -> pd.DataFrame:
    """Every occurrence of the terms in the units, with what stands beside it.

    Context ends where the unit ends. Of terms that overlap the earlier counts, of those that begin together the longer.
    The text of units is masked where names of private persons were hidden, and so is what is shown of it.

    Parameters
    ----------
    terms
        One literal string or several.
    units, reports, edits
        The tables of these names.
    width
        Characters of context on either side.
    method
        `string` finds the letters wherever they stand; `token` only where a word begins and a word ends, so that 工会
        is not found in 职工会议. It needs the table `tokens`, and finds phrases of several words too.
    limit
        Most rows returned, the first in the order of the units.

    Returns
    -------
    DataFrame
        unit_id, report_id, left, match, right, start, end (raw offsets, end exclusive); `attrs` says n_found and
        n_shown, and n_units and n_reports in which anything was found, shown or not.

    Raises
    ------
    ValueError
        Where a term is empty or holds a line end, an option is unknown, or `token` is asked for without tokens.
    """
    terms = [terms] if isinstance(terms, str) else sorted(set(terms))
    _refuse(terms, width, method, tokens, limit)
    joined = join_rows(units, reports, edits)
    spans = [m.span() for term in terms for m in re.finditer(re.escape(term), joined.text)]
    starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    if method == "token" and len(starts):
        whole = _whole_words(joined, starts, ends, units["unit_id"], tokens)
        starts, ends = starts[whole], ends[whole]
    starts, ends = _without_overlap(starts, ends)
    owners = joined.owner(starts)
    found = units.iloc[owners]
    shown = slice(0, limit)
    raw_starts, raw_ends = joined.raw_spans(starts[shown], ends[shown])
    begins, closes = joined.begins[owners[shown]], joined.ends[owners[shown]]
    pieces = [
        (
            joined.text[max(begin, start - width) : start],
            joined.text[start:end],
            joined.text[end : min(close, end + width)],
        )
        for begin, close, start, end in zip(begins, closes, starts[shown], ends[shown])
    ]
    table = found[["unit_id", "report_id"]].iloc[shown].reset_index(drop=True)
    for column, name in enumerate(("left", "match", "right")):
        table[name] = pd.Series([piece[column] for piece in pieces], dtype="str")
    table = table.assign(start=raw_starts, end=raw_ends)
    table.attrs = {
        "n_found": len(starts),
        "n_shown": len(table),
        "n_units": int(found["unit_id"].nunique()),
        "n_reports": int(found["report_id"].nunique()),
    }
    return table


def _refuse(terms: list[str], width: int, method: str, tokens: pd.DataFrame | None, limit: int) -> None:
    if not terms or not all(terms) or any("\n" in term for term in terms):
        raise ValueError("a term is empty or holds a line end, or there is none; give strings that stand in one line.")
    if method not in METHODS:
        raise ValueError(f"method is '{method}'; choose {' or '.join(METHODS)}.")
    if method == "token" and tokens is None:
        raise ValueError("method 'token' needs the table tokens; pass tokens=..., or choose method 'string'.")
    if width < 0 or limit < 0:
        raise ValueError(f"width is {width} and limit {limit}; neither can be below 0.")


def _whole_words(
    joined: Joined, starts: np.ndarray, ends: np.ndarray, unit_ids: pd.Series, tokens: pd.DataFrame
) -> np.ndarray:
    """Whether each span begins where a word of its unit begins and ends where one ends."""
    raw_starts, raw_ends = joined.raw_spans(starts, ends)
    owners = joined.owner(starts)
    of_token = pd.Index(unit_ids).get_indexer(tokens["unit_id"])
    # One number for unit and offset together; tokens of no unit, numbered -1, come out below 0 and match nothing.
    size = int(max(raw_ends.max(), tokens["end"].max() if len(tokens) else 0)) + 1
    begins = np.isin(owners * size + raw_starts, of_token * size + tokens["start"].to_numpy())
    closes = np.isin(owners * size + raw_ends, of_token * size + tokens["end"].to_numpy())
    return begins & closes


def _without_overlap(starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Spans in order, without those that begin inside an earlier one or, where they begin together, a longer one."""
    order = np.lexsort((-ends, starts))
    kept, reach = [], 0
    for i in order.tolist():
        if starts[i] >= reach:
            kept.append(i)
            reach = ends[i]
    return starts[kept], ends[kept]

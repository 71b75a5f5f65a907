"""What do the rows of figures, commitments and shared passages rest on? (`statement_tables`)"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from unionreports.tables import TABLES
from unionreports.tracing.behind import Behind, joined
from unionreports.tracing.corpus import Corpus

Row = Mapping[str, str]


def indicators(row: Row, corpus: Corpus) -> Behind:
    return by_ids(corpus, "indicators", [row["indicator_id"]])


def indicator_checks(row: Row, corpus: Corpus) -> Behind:
    return by_ids(corpus, "indicators", listed(row["indicator_ids"]))


def commitments(row: Row, corpus: Corpus) -> Behind:
    """The promise, and what a later report says of it."""
    promise = _span(corpus, row["unit_id"], row["start"], row["end"], 1)
    if not row["later_unit_id"]:
        return promise
    return joined(promise, _span(corpus, row["later_unit_id"], row["later_start"], row["later_end"], 2))


def continuities(row: Row, corpus: Corpus) -> Behind:
    """What is praised or named as a problem, and the plan for it."""
    first = _span(corpus, row["unit_id"], row["start"], row["end"], 1)
    if not row["plan_unit_id"]:
        return first
    return joined(first, _span(corpus, row["plan_unit_id"], row["plan_start"], row["plan_end"], 2))


def passages(row: Row, corpus: Corpus) -> Behind:
    """Both sides, in the units each touches."""
    return joined(_side(row, corpus, "a", 1), _side(row, corpus, "b", 2))


def shared_text(row: Row, corpus: Corpus) -> Behind:
    return _span(corpus, row["unit_id"], row["start"], row["end"], 0)


def report_reuse(row: Row, corpus: Corpus) -> Behind:
    """The stretches of the report that stand elsewhere, beside all its units with content."""
    units = corpus.units_of(corpus.report_ids.get_indexer([row["report_id"]]))
    units = units[(corpus.units["role"] != "frame").to_numpy()[units]]
    stretches = corpus.tables["shared_text"]
    own = stretches[stretches["unit_id"].isin(corpus.units["unit_id"].to_numpy()[units])]
    found = corpus.spans(corpus.unit_ids.get_indexer(own["unit_id"]), own["start"], own["end"])
    n_chars = int(corpus.units["text"].str.len().to_numpy()[units].sum())
    numbers = {"n_chars": n_chars, "n_shared": int((own["text_end"] - own["text_start"]).sum())}
    return joined(found, corpus.whole(units, weight=0), numbers=numbers)


def by_ids(corpus: Corpus, table: str, ids: Sequence[str], group: int = 0) -> Behind:
    """The spans of rows of a table that has a key of one column, unit_id, start and end."""
    unit, start, end, place = corpus.once(_spans_of, table)
    at = place.get_indexer(list(ids))
    missing = tuple(one for one, found in zip(ids, at.tolist(), strict=True) if found < 0)
    at = at[at >= 0]
    return corpus.spans(unit[at], start[at], end[at], group=group, missing=missing)


def listed(cell: str) -> list[str]:
    """The ids that one cell joins with |."""
    return [one for one in cell.split("|") if one]


def _spans_of(corpus: Corpus, table: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, pd.Index]:
    """Unit, start and end of each row of a table, and where each of its ids stands."""
    frame = corpus.tables[table]
    unit = corpus.unit_ids.get_indexer(frame["unit_id"])
    return unit, frame["start"].to_numpy(), frame["end"].to_numpy(), pd.Index(frame[TABLES[table].key[0]])


def _span(corpus: Corpus, unit_id: str, start: str, end: str, group: int) -> Behind:
    at = corpus.unit_ids.get_indexer([unit_id])
    if at[0] < 0:
        return corpus.spans([], [], [], missing=(unit_id,))
    return corpus.spans(at, [int(start)], [int(end)], group=group)


def _side(row: Row, corpus: Corpus, side: str, group: int) -> Behind:
    start, end = int(row[f"start_{side}"]), int(row[f"end_{side}"])
    ids = listed(row[f"unit_ids_{side}"])
    units = corpus.unit_ids.get_indexer(ids)
    missing = tuple(one for one, at in zip(ids, units.tolist(), strict=True) if at < 0)
    units = units[units >= 0]
    if not len(units):
        # A passage of headings alone.
        page = corpus.page_of_report[corpus.report_ids.get_indexer([row[f"report_{side}"]])[0]]
        return corpus.on_page(int(page), [start], [end], group=group)
    first, last = np.maximum(corpus.start[units], start), np.minimum(corpus.end[units], end)
    return corpus.spans(units, first, last, group=group, missing=missing)

"""Which spans of raw pages does a row of a figure's CSV rest on? Its own columns say so, and not the file's name."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from unionreports.text.lexicons import Lexicons
from unionreports.tracing import coding_rows, share_rows, topic_rows, word_rows
from unionreports.tracing.behind import Behind, joined
from unionreports.tracing.cluster_rows import cluster_agreement, of_cluster
from unionreports.tracing.corpus import Corpus, text_of
from unionreports.tracing.statement_rows import listed
from unionreports.tracing.table_rows import RESOLVERS

Row = Mapping[str, str]
Resolver = Callable[[Row, Corpus], Behind]


def _by_ids(row: Row, corpus: Corpus) -> Behind:
    """What the ids of the row name: figures, promises or passages, else units, else reports, else pages."""
    for column, table in _KEYS.items():
        ids = listed(row.get(f"{column}s", "") or row.get(column, ""))
        if ids:
            return _rows_by_id(corpus, table, column, ids)
    return corpus.whole(np.zeros(0, np.int64))


def _rows_by_id(corpus: Corpus, table: str, column: str, ids: Sequence[str]) -> Behind:
    rows, place = corpus.once(_records, table, column)
    found = [RESOLVERS[table](rows[place[one]], corpus) for one in ids if one in place]
    missing = tuple(one for one in ids if one not in place)
    every = joined(*found) if found else corpus.whole(np.zeros(0, np.int64))
    numbers = dict(found[0].numbers) if len(found) == 1 else {}
    if column in _COUNTED:
        numbers |= {_COUNTED[column]: len(ids)}
    if column in ("indicator_id", "unit_id"):
        # Of promises and passages the other side is no part of what a row counts.
        numbers |= corpus.sizes(np.unique(every.unit))
    return joined(every, numbers=numbers, missing=missing)


def _records(corpus: Corpus, table: str, column: str) -> tuple[list[dict[str, str]], dict[str, int]]:
    frame = corpus.tables[table]
    rows = [{name: text_of(cell) for name, cell in row.items()} for row in frame.to_dict("records")]
    return rows, {row[column]: i for i, row in enumerate(rows)}


def _cuts(row: Row, corpus: Corpus) -> Behind:
    """The cuts of one step and reason on a page."""
    starts, ends = corpus.once(_cuts_of, row["page_id"]).get((row["step"], row["reason"]), ((), ()))
    page = int(corpus.page_ids.get_indexer([row["page_id"]])[0])
    numbers = {"n_cuts": len(starts), "n_chars": int(np.sum(ends) - np.sum(starts))}
    return corpus.on_page(page, starts, ends, numbers=numbers)


def _cuts_of(corpus: Corpus, page_id: str) -> dict[tuple[str, str], tuple[np.ndarray, np.ndarray]]:
    edits = corpus.tables["edits"]
    cuts = edits[(edits["page_id"] == page_id) & (edits["after"] == "")]
    return {key: (rows["start"].to_numpy(), rows["end"].to_numpy()) for key, rows in cuts.groupby(["step", "reason"])}


def _dating(row: Row, corpus: Corpus) -> Behind:
    """The report as it was inferred, or as it is after corrections."""
    table = "reports_inferred" if row["source"] == "inferred" else "reports"
    return _rows_by_id(corpus, table, "report_id", [row["report_id"]])


#: Ids a row can name and the table each is a key of; what a row is about before what it mentions.
_KEYS = {
    "commitment_id": "commitments",
    "continuity_id": "continuities",
    "passage_id": "passages",
    "indicator_id": "indicators",
    "check_id": "indicator_checks",
    "unit_id": "units",
    "document_id": "document_topics",
    "report_id": "reports",
    "page_id": "pages",
}
#: How many ids a row has, by the column that says so.
_COUNTED = {"indicator_id": "n", "passage_id": "n_passages"}
#: Columns that a figure of a kind has, and what its rows rest on; the first of which a row has all counts.
KINDS: tuple[tuple[frozenset[str], Resolver], ...] = tuple(
    (frozenset(columns.split()), resolver)
    for columns, resolver in (
        ("page_id step reason n_cuts", _cuts),
        ("report_id source quotes", _dating),
        ("report_id n_shared n_sources", RESOLVERS["report_reuse"]),
        ("report_id term peer_basis count", word_rows.silence),
        ("term count_a count_b by group_a group_b roles", word_rows.keyness),
        ("method_a method_b priority measure", coding_rows.methods),
        ("method reference coded n", coding_rows.confusion),
        ("method subset measure", coding_rows.agreement),
        ("method priority n_reference n_coded", coding_rows.category),
        ("clustering_a clustering_b n", cluster_agreement),
        ("clustering cluster feature", of_cluster),
        ("clustering step left right", RESOLVERS["cluster_trees"]),
        ("clustering cluster jaccard", RESOLVERS["cluster_stability"]),
        ("clustering entity_id", RESOLVERS["clusters"]),
        ("clustering n_clusters", RESOLVERS["cluster_choice"]),
        ("specification claim documents", RESOLVERS["specifications"]),
        ("model topic covariate value kind", RESOLVERS["topic_effects"]),
        ("model topic rank term", RESOLVERS["topic_terms"]),
        ("model topic kind similarity", RESOLVERS["topic_stability"]),
        ("model topic priority method lift", topic_rows.topic_priorities),
        ("model report_id topic share", topic_rows.topic_weights),
        ("model n_topics measure", RESOLVERS["topic_choice"]),
        ("priority added_report_ids old_share method roles", share_rows.share_changes),
        ("priority all_share own_share method roles", share_rows.own_shares),
        ("priority share method roles", share_rows.shares),
        ("question group_a group_b priority by method roles", share_rows.comparison),
    )
)


def resolver_of(columns: Sequence[str], row: Row | None = None) -> Resolver | None:
    """What finds the spans behind rows of a CSV with these columns; None where no column leads to the tables."""
    held = set(columns)
    for needed, resolver in KINDS:
        if needed <= held:
            # One figure can hold comparisons and, below them, the shares they compare.
            if resolver is share_rows.shares and row is not None and share_rows.is_comparison(row):
                return share_rows.comparison
            return resolver
    return _by_ids if any(key in held or f"{key}s" in held for key in _KEYS) else None


def behind_figure_row(row: Row, corpus: Corpus) -> Behind:
    """What a row of a figure rests on.

    Parameters
    ----------
    row
        Cells as text, by column, in the order of the file.

    Raises
    ------
    ValueError
        No column leads to the tables.
    """
    resolver = resolver_of(list(row), row)
    if resolver is None:
        raise ValueError(f"no column of {', '.join(row)} leads to the tables")
    return resolver(row, corpus)


def units_behind_figure(row: Row, tables: Mapping[str, pd.DataFrame], lexicons: Callable[[], Lexicons]) -> pd.DataFrame:
    """The spans a row of a figure's CSV rests on, as `table_rows.units_behind` gives them for a row of a table."""
    corpus = Corpus(tables, lexicons)
    return behind_figure_row(row, corpus).frame(corpus)

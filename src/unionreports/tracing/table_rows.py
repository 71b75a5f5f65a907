"""Which spans of raw pages does a row of a table rest on?"""

from collections.abc import Callable, Mapping
import json

import numpy as np
import pandas as pd

from unionreports.tracing import claim_rows, cluster_rows, statement_rows, topic_rows
from unionreports.tracing.behind import Behind, joined
from unionreports.tracing.corpus import Corpus, text_of

Row = Mapping[str, str]


#: Weight of units beside the words a row rests on first.
_BESIDE = 0.5


def behind_row(table: str, row: Mapping, corpus: Corpus) -> Behind:
    """What a row of a table rests on; `row` holds its cells, as the table has them or as text."""
    return RESOLVERS[table]({name: text_of(value) for name, value in row.items()}, corpus)


def units_behind(table: str, row: Mapping, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The spans a row of a table rests on.

    Parameters
    ----------
    table
        Name of a table of `tables.TABLES`.
    row
        Its cells by column.
    tables
        Table name to frame: pages, reports, units, and the tables the row leads to (edits, tokens, documents ...); for
        a row of specifications also `claims`, as `text.claims.read_claims` gives them.

    Returns
    -------
    DataFrame
        page_id, report_id, unit_id (empty for a span outside units), start, end (raw offsets; the whole unit where the
        row says no less), weight (how much the span adds to the row's number; 0 where it is only compared with), group
        (1 and 2 for the sides of a comparison, else 0).
    """
    corpus = Corpus(tables, _no_lexicons)
    return behind_row(table, row, corpus).frame(corpus)


def _no_lexicons():
    raise ValueError("rows of tables are resolved without lexicons")


def _pages(row: Row, corpus: Corpus) -> Behind:
    """The units of the page; the page itself where it has none."""
    page = int(corpus.page_ids.get_indexer([row["page_id"]])[0])
    units = np.flatnonzero(corpus.page_of_unit == page)
    return corpus.whole(units) if len(units) else corpus.on_page(page, [0], [int(row["n_chars"])])


def _edits(row: Row, corpus: Corpus) -> Behind:
    page = int(corpus.page_ids.get_indexer([row["page_id"]])[0])
    return corpus.on_page(page, [int(row["start"])], [int(row["end"])])


def _reports(row: Row, corpus: Corpus) -> Behind:
    """The quotes its place and dates rest on, and its units."""
    report = corpus.report_ids.get_indexer([row["report_id"]])
    units = corpus.units_of(report)
    page = int(corpus.page_ids.get_indexer([row["page_id"]])[0])
    quotes = [_evidence(corpus, page, row[column]) for column in ("place_evidence", "date_evidence")]
    return joined(*quotes, corpus.whole(units, weight=_BESIDE), numbers={"n_units": len(units)})


def _headings(row: Row, corpus: Corpus) -> Behind:
    """The heading, and the units under it and under the headings below it."""
    below = corpus.once(_below).get(row["heading_id"], np.zeros(0, np.int64))
    page = int(corpus.page_of_report[corpus.report_ids.get_indexer([row["report_id"]])[0]])
    heading = corpus.on_page(page, [int(row["start"])], [int(row["end"])])
    report = corpus.report_ids.get_indexer([row["report_id"]])
    heading = Behind(**vars(heading) | {"report": report})
    return joined(heading, corpus.whole(below, weight=_BESIDE))


def _below(corpus: Corpus) -> dict[str, np.ndarray]:
    """Units under each heading."""
    table = corpus.tables["headings"]
    parents = dict(zip(table["heading_id"], table["parent_id"], strict=True))
    found: dict[str, list[int]] = {}
    for unit, heading in enumerate(corpus.units["heading_id"].tolist()):
        while heading:
            found.setdefault(heading, []).append(unit)
            heading = parents.get(heading, "")
    return {heading: np.array(units) for heading, units in found.items()}


def _units(row: Row, corpus: Corpus) -> Behind:
    return corpus.whole(corpus.unit_ids.get_indexer([row["unit_id"]]))


def _tokens(row: Row, corpus: Corpus) -> Behind:
    return corpus.spans(corpus.unit_ids.get_indexer([row["unit_id"]]), [int(row["start"])], [int(row["end"])])


def _priorities(row: Row, corpus: Corpus) -> Behind:
    """The terms the code rests on, which may stand in a heading, and the unit."""
    unit = corpus.unit_ids.get_indexer([row["unit_id"]])
    terms = _evidence(corpus, int(corpus.page_of_unit[unit[0]]), row["evidence"])

    return joined(terms, corpus.whole(unit, weight=0 if len(terms) else 1))


def _evidence(corpus: Corpus, page: int, cell: str) -> Behind:
    """Quotes with raw offsets; those of corrections.csv stand on no page."""
    spans = [(quote["start"], quote["end"]) for quote in json.loads(cell or "[]") if quote.get("start") is not None]
    starts, ends = np.array(sorted(set(spans)), dtype=np.int64).reshape(-1, 2).T
    return corpus.on_page(page, starts, ends)


RESOLVERS: dict[str, Callable[[Row, Corpus], Behind]] = {
    "pages": _pages,
    "edits": _edits,
    "reports": _reports,
    "reports_inferred": _reports,
    "headings": _headings,
    "units": _units,
    "tokens": _tokens,
    "priorities": _priorities,
    "indicators": statement_rows.indicators,
    "indicator_checks": statement_rows.indicator_checks,
    "commitments": statement_rows.commitments,
    "continuities": statement_rows.continuities,
    "passages": statement_rows.passages,
    "shared_text": statement_rows.shared_text,
    "report_reuse": statement_rows.report_reuse,
    "documents": topic_rows.documents,
    "vocabulary": topic_rows.vocabulary,
    "topic_models": topic_rows.topic_models,
    "topic_terms": topic_rows.topic_terms,
    "document_topics": topic_rows.document_topics,
    "topic_choice": topic_rows.topic_choice,
    "topic_stability": topic_rows.of_topic,
    "topic_effects": topic_rows.topic_effects,
    "clusters": cluster_rows.clusters,
    "cluster_choice": cluster_rows.cluster_choice,
    "cluster_stability": cluster_rows.of_cluster,
    "cluster_trees": cluster_rows.cluster_trees,
    "specifications": claim_rows.specifications,
}

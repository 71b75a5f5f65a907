"""What do the rows of topics rest on? Documents are units, and of a topic those count most that hold most of it."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from unionreports.tracing.behind import Behind
from unionreports.tracing.corpus import Corpus

Row = Mapping[str, str]
#: Column of reports, or of units, behind the name that effects call a covariate by.
_COVARIATES = {"place": "province"}


def documents(row: Row, corpus: Corpus) -> Behind:
    return corpus.whole(_known(corpus, [row["unit_id"]]))


def document_topics(row: Row, corpus: Corpus) -> Behind:
    """The units of the document."""
    ids, of_unit = corpus.once(_documents)
    return corpus.whole(np.flatnonzero(of_unit == ids.get_indexer([row["document_id"]])[0]))


def topic_models(row: Row, corpus: Corpus) -> Behind:
    units, _ = corpus.once(_in_model, row["model"])
    return corpus.whole(units, numbers={"n_documents": _n_documents(corpus, units)})


def topic_choice(row: Row, corpus: Corpus) -> Behind:
    """All units that are in a document: each fit saw them."""
    _, of_unit = corpus.once(_documents)
    return corpus.whole(np.flatnonzero(of_unit >= 0))


def of_topic(row: Row, corpus: Corpus) -> Behind:
    """Units of the model, by how much of the topic their document holds."""
    units, shares = corpus.once(_in_model, row["model"])
    return corpus.whole(units, _weights(shares, row["topic"], len(units)))


def topic_terms(row: Row, corpus: Corpus) -> Behind:
    """Where the term stands, in the documents of the model."""
    units, shares = corpus.once(_in_model, row["model"])
    weight = np.zeros(len(corpus.units))
    weight[units] = _weights(shares, row["topic"], len(units))
    inside = corpus.once(_inside, row["model"])
    unit, start, end = tokens_of(corpus, row["term"])
    here = inside[unit]
    return corpus.spans(unit[here], start[here], end[here], weight[unit[here]])


def vocabulary(row: Row, corpus: Corpus) -> Behind:
    """Where the word stands, in units that are in a document."""
    _, of_unit = corpus.once(_documents)
    unit, start, end = tokens_of(corpus, row["term"])
    here = of_unit[unit] >= 0
    return corpus.spans(unit[here], start[here], end[here])


def topic_effects(row: Row, corpus: Corpus) -> Behind:
    """Units of the documents at the value of the covariate, group 1, and of those they are compared with, group 2."""
    covariate, value, kind = row["covariate"], row["value"], row["kind"]
    units, shares = corpus.once(_in_model, row["model"])
    known, labels = corpus.once(_labels, row["model"], covariate)
    at = known & (labels == value) if kind != "slope" else known
    compared = known if kind != "mean" or covariate == "year" else at
    weight = _weights(shares, row["topic"], len(units))
    inside = units[at]
    numbers = corpus.sizes(inside) | {"n_documents": _n_documents(corpus, inside)}
    del numbers["n_units"]
    # The others are set against the value, or bear on its point of the curve; they are no part of its mean.
    return corpus.whole(
        units[compared], np.where(at, weight, 0)[compared], np.where(at, 1, 2)[compared], numbers=numbers
    )


def topic_priorities(row: Row, corpus: Corpus) -> Behind:
    """Units of the model, by how much of the topic they hold; of the priority it matches group 1, else 2."""
    units, shares = corpus.once(_in_model, row["model"])
    code = corpus.code(row["method"])[units]
    coded = code != ""
    own = code[coded] == row["priority"]
    weight = _weights(shares, row["topic"], len(units))[coded]
    units = units[coded]
    return corpus.whole(units, np.where(own, weight, 0), np.where(own, 1, 2), numbers=corpus.sizes(units))


def topic_weights(row: Row, corpus: Corpus) -> Behind:
    """Units of one report, by how much of the topic they hold."""
    units, shares = corpus.once(_in_model, row["model"])
    here = corpus.report_of_unit[units] == corpus.report_ids.get_indexer([row["report_id"]])[0]
    numbers = {"n_units": int(here.sum())}
    return corpus.whole(units[here], _weights(shares, row["topic"], len(units))[here], numbers=numbers)


def tokens_of(corpus: Corpus, term: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Unit, start and end of each token that is this word, in the order of the table."""
    units, starts, ends, rows = corpus.once(_tokens)
    at = rows.get(term, np.zeros(0, np.int64))
    return units[at], starts[at], ends[at]


def _tokens(corpus: Corpus) -> tuple[np.ndarray, np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    table = corpus.tables["tokens"]
    units = corpus.unit_ids.get_indexer(table["unit_id"])
    rows = pd.Series(np.arange(len(table))).groupby(table["token"].to_numpy()).indices
    return units, table["start"].to_numpy(), table["end"].to_numpy(), rows


def _documents(corpus: Corpus) -> tuple[pd.Index, np.ndarray]:
    """Ids of the documents, and the number of the document of each unit, -1 for none."""
    table = corpus.tables["documents"]
    numbers, ids = pd.factorize(table["document_id"])
    of_unit = np.full(len(corpus.units), -1)
    at = corpus.unit_ids.get_indexer(table["unit_id"])
    of_unit[at[at >= 0]] = numbers[at >= 0]
    return pd.Index(ids), of_unit


def _in_model(corpus: Corpus, model: str) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Units the model describes, and of each topic the share that each of them has of it, by its document."""
    ids, of_unit = corpus.once(_documents)
    rows = rows_of_model(corpus.tables["document_topics"], model)
    document = ids.get_indexer(rows["document_id"])
    held = np.zeros(len(ids), bool)
    held[document] = True
    units = np.flatnonzero((of_unit >= 0) & held[of_unit])
    shares = {}
    for topic, at in rows.groupby("topic").indices.items():
        share = np.zeros(len(ids))
        share[document[at]] = rows["share"].to_numpy()[at]
        shares[str(topic)] = share[of_unit[units]]
    return units, shares


def rows_of_model(table: pd.DataFrame, model: str) -> pd.DataFrame:
    """Rows of one model."""
    return table[table["model"] == model]


def _inside(corpus: Corpus, model: str) -> np.ndarray:
    """Which units the model describes."""
    inside = np.zeros(len(corpus.units), bool)
    inside[corpus.once(_in_model, model)[0]] = True
    return inside


def _weights(shares: dict[str, np.ndarray], topic: str, n: int) -> np.ndarray:
    return shares.get(topic, np.zeros(n))


def _n_documents(corpus: Corpus, units: np.ndarray) -> int:
    return len(np.unique(corpus.once(_documents)[1][units]))


def _labels(corpus: Corpus, model: str, covariate: str) -> tuple[np.ndarray, np.ndarray]:
    """Of each unit of the model whether its document enters a comparison by a covariate, and its value of it.

    A document whose units have different roles has none (`text.document_rows`); reports that are not usable enter nothing.
    """
    units, _ = corpus.once(_in_model, model)
    values = corpus.value(_COVARIATES.get(covariate, covariate))[units]
    if covariate == "role":
        own = pd.Series(values).groupby(corpus.once(_documents)[1][units])
        values = np.where(own.transform("nunique").to_numpy() == 1, values, "")
    return (values != "") & corpus.usable[corpus.report_of_unit[units]], values


def _known(corpus: Corpus, ids: list[str]) -> np.ndarray:
    at = corpus.unit_ids.get_indexer(ids)
    return at[at >= 0]

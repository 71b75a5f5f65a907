"""What do figures of words rest on? Where the word stands, in the groups that are compared."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from unionreports.compare.term_counts import find_terms
from unionreports.text.offsets import join_rows
from unionreports.tracing.behind import NONE, Behind, joined
from unionreports.tracing.corpus import Corpus
from unionreports.tracing.share_rows import sampled
from unionreports.tracing.topic_rows import tokens_of

Row = Mapping[str, str]
#: How the group that is all the others is called, before the name of the first.
_NOT = "not "


def keyness(row: Row, corpus: Corpus) -> Behind:
    """Tokens of the term in both groups."""
    sides = corpus.once(
        _sides, row["roles"], row["paired"], row["usable_only"], row["by"], row["group_a"], row["group_b"]
    )
    unit, start, end = tokens_of(corpus, row["term"])
    group = sides[unit]
    here = group > 0
    unit, start, end, group = unit[here], start[here], end[here], group[here]
    numbers = {}
    for side, number in (("a", 1), ("b", 2)):
        own = unit[group == number]
        numbers |= {f"count_{side}": len(own), f"n_reports_{side}": len(corpus.reports_in(own))}
    return corpus.spans(unit, start, end, group=group, numbers=numbers)


def silence(row: Row, corpus: Corpus) -> Behind:
    """Where the report uses the term, and where its peers do; where it does not, all its units, group 1, say so."""
    report = corpus.report_ids.get_indexer([row["report_id"]])[0]
    peers = corpus.once(_peers, row["peer_basis"], row["usable_only"], int(report))
    found = corpus.once(_uses, row["term"])
    own, theirs = found.report == report, np.isin(found.report, peers)
    numbers = {"count": int(own.sum()), "n_peers": len(peers), "n_peers_using": len(np.unique(found.report[theirs]))}
    parts = [_part(found, own, 1.0, 1), _part(found, theirs, 0.0, 2)]
    if not own.any():
        parts.append(corpus.whole(corpus.units_of(np.array([report])), weight=0, group=1))
    return joined(*parts, numbers=numbers)


def _sides(corpus: Corpus, roles, paired, usable_only, by, a, b) -> np.ndarray:
    """Group of each unit, 0 for none."""
    inside = sampled(corpus, ("", roles, paired == "True", usable_only == "True", True))
    value = corpus.value(by)
    in_a = np.isin(value, a.split("|"))
    in_b = ~in_a & (value != "") if b == _NOT + a else np.isin(value, b.split("|"))
    return np.where(inside & in_a, 1, np.where(inside & in_b, 2, 0))


def _part(found: Behind, chosen: np.ndarray, weight: float, group: int) -> Behind:
    n = int(chosen.sum())
    columns = {name: getattr(found, name)[chosen] for name in ("page", "report", "unit", "start", "end")}
    return Behind(**columns, weight=np.full(n, weight), group=np.full(n, group, np.int8))


def _peers(corpus: Corpus, basis: str, usable_only: str, report: int) -> np.ndarray:
    """Reports on other pages that agree in all columns of the basis, and have text."""
    chosen = np.zeros(len(corpus.reports), bool)
    chosen[corpus.report_of_unit] = True
    chosen[corpus.report_ids.get_indexer(corpus.tables["headings"]["report_id"])] = True
    if usable_only == "True":
        chosen &= corpus.usable
    chosen &= corpus.page_of_report != corpus.page_of_report[report]
    for column in () if basis == "all" else basis.split("+"):
        values = corpus.value_of_report(column)
        chosen &= values == values[report]
    return np.flatnonzero(chosen)


def _texts(corpus: Corpus) -> tuple[pd.DataFrame, object]:
    """Units and then headings as rows with the place of each, and the way from their text to the raw page."""
    columns = ["report_id", "start", "end", "text"]
    units = corpus.units[columns].assign(unit=np.arange(len(corpus.units)))
    headings = corpus.tables["headings"][columns].assign(unit=NONE)
    rows = pd.concat([units, headings], ignore_index=True)
    return rows, join_rows(rows, corpus.reports, corpus.tables["edits"])


def _found(corpus: Corpus) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Every use of a term of the codebook in units and headings: rows by term, text and start of each use."""
    rows, _ = corpus.once(_texts)
    codebook = corpus.lexicons.codebook
    terms = list(codebook.terms)
    text, start, _, term = find_terms(rows["text"].tolist(), codebook, terms)
    names = np.array(terms, dtype=object)
    return pd.Series(term).groupby(names[term]).indices, text, start


def _uses(corpus: Corpus, term: str) -> Behind:
    """Every use of one term; within a longer term of the list it is used as well."""
    rows, texts = corpus.once(_texts)
    by_term, text, start = corpus.once(_found)
    at, begin, stop = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for longer, uses in by_term.items():
        place = longer.find(term)
        while place >= 0:
            at.append(text[uses])
            begin.append(start[uses] + place)
            stop.append(start[uses] + place + len(term))
            place = longer.find(term, place + 1)
    at, begin, stop = np.concatenate(at), np.concatenate(begin), np.concatenate(stop)
    first, last = texts.raw_spans(begin + texts.begins[at], stop + texts.begins[at])
    order = np.argsort(at, kind="stable")
    report = corpus.report_ids.get_indexer(rows["report_id"].to_numpy()[at])[order]
    return Behind(
        page=corpus.page_of_report[report],
        report=report,
        unit=rows["unit"].to_numpy()[at][order],
        start=first[order],
        end=last[order],
        weight=np.ones(len(at)),
        group=np.zeros(len(at), np.int8),
    )

"""Measured silence: terms that a report's peers use and it does not, and how surprising that is."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.stats import false_discovery_control

from unionreports.compare.bootstrap import MIN_PAGES
from unionreports.compare.low_counts import probability_of_so_few
from unionreports.compare.peers import PeerGroup, find_peers
from unionreports.compare.share_matrix import as_list
from unionreports.compare.shares import MIN_REPORTS
from unionreports.compare.term_counts import category_of, count_terms
from unionreports.text.codebook import Codebook
from unionreports.text.offsets import SEPARATOR

#: What peers have in common, the most important first.
PEER_COLUMNS = ("level", "rule_period")
#: Below so many peers a rate hangs on one or two of them, and a wider group says more.
MIN_PEERS = 5
#: Where less than this is expected of a term of the codebook, its absence is never improbable: even of counts that
#: do not cluster, exp(-3) = 5 % are 0. Testing it would only weaken the adjusted probabilities of the others. The
#: report's own count has no say in it.
MIN_EXPECTED = 3.0
COLUMNS = (
    "report_id",
    "term",
    "priority",
    "count",
    "n_peers",
    "peer_basis",
    "n_peers_using",
    "expected_rate",
    "expected_count",
    "probability",
    "p_adjusted",
    "usable_only",
)


def silence(
    units: pd.DataFrame,
    reports: pd.DataFrame,
    headings: pd.DataFrame,
    codebook: Codebook,
    terms: str | Sequence[str] | None = None,
    peer_columns: str | Sequence[str] = PEER_COLUMNS,
    min_peers: int = MIN_PEERS,
    min_using: int = 2,
    min_expected: float | None = None,
    usable_only: bool = True,
) -> pd.DataFrame:
    """How often each report uses each term against what its peers lead to expect.

    Peers are the other reports that agree in `peer_columns`, or in fewer of them where they are too few
    (`peers.find_peers`); the model is that of `low_counts`. A small probability says that a report like its
    peers would rarely use the term so little. It does not say why: the thing may not have happened, stand in other
    words or in a part that was lost. Peers of one page count as if they were independent, which they are not quite.

    Parameters
    ----------
    units, headings
        The tables of these names; a term in a heading is used too.
    reports
        Table `reports` with the peer columns (`groups.with_groups` adds rule_period).
    codebook
        Its terms and false friends (`term_counts.count_terms`).
    terms
        The term to measure, or several; by default all terms of the codebook that count in any position.
    peer_columns
        Columns of `reports` that peers have in common, the most important first.
    min_peers
        Fewest peers; where fewer agree in all columns, those that agree in fewer of them are peers.
    min_using
        Fewest peers that use a term; what one peer alone says is not missed elsewhere.
    min_expected
        Fewest occurrences expected; by default 3 for the terms of the codebook and 0 for a list of one's own.
    usable_only
        Whether only reports that may enter a comparison of regions and years are measured, and are peers.

    Returns
    -------
    DataFrame
        report_id, term, priority (of the codebook; empty where it does not have the term), count, n_peers, peer_basis,
        n_peers_using, expected_rate (per 10,000 characters, over all peers together), expected_count,
        probability (of so few occurrences or fewer; missing where there are fewer than three peers or they stand on
        fewer than three pages), p_adjusted (over the terms of the report, Benjamini & Hochberg 1995), usable_only (as asked). In the order of
        reports, the smallest probability first. `attrs` says n_terms asked for, the terms no report uses
        (unused) and the reports without text (without_text).

    Raises
    ------
    ValueError
        Where a column is missing, or a term is empty or holds a line end.
    """
    own_list = terms is not None
    listed = list(dict.fromkeys(as_list(terms if own_list else codebook.terms)))
    if not all(listed) or any(SEPARATOR in term for term in listed):
        raise ValueError("a term is empty or holds a line end; give strings that stand in one line.")
    least = (0.0 if own_list else MIN_EXPECTED) if min_expected is None else min_expected
    chosen = (reports[reports["usable"]] if usable_only else reports).reset_index(drop=True)
    counts, lengths = count_terms(chosen, units, headings, codebook, listed)
    uses = np.bincount(counts.indices, minlength=len(listed))
    spoken = np.flatnonzero(lengths)
    pages = pd.factorize(chosen["page_id"])[0][spoken]
    parts = [
        _measure(group, counts[spoken], lengths[spoken], pages, least, min_using)
        for group in find_peers(chosen.iloc[spoken], as_list(peer_columns), min_peers)
    ]
    found = pd.concat([_nothing(), *parts], ignore_index=True)
    ids, names = chosen["report_id"].to_numpy()[spoken], np.array([*codebook.ids, ""], dtype=object)
    position = np.array([category_of(term, codebook) for term in listed], dtype=np.int64)
    words = np.array(listed, dtype=object)
    found = (
        found.assign(
            report_id=pd.Series(ids[found["report"]], dtype="str"),
            priority=pd.Series(names[position[found["term"]]], dtype="str"),
            term=pd.Series(words[found["term"]], dtype="str"),
        )
        .sort_values(["report", "probability", "expected_count", "term"], ascending=[True, True, False, True])
        .reset_index(drop=True)
    )
    found["p_adjusted"] = _adjusted(found["report"].to_numpy(), found["probability"].to_numpy())
    table = found.assign(usable_only=usable_only)[list(COLUMNS)]
    table.attrs = {
        "n_terms": len(listed),
        "unused": [term for term, n in zip(listed, uses) if not n],
        "without_text": chosen.loc[lengths == 0, "report_id"].tolist(),
    }
    return table


def _nothing() -> pd.DataFrame:
    """The columns that `_measure` gives, with their types and no row."""
    types = {"report": "int64", "term": "int64", "count": "int64", "n_peers": "int64", "peer_basis": "str"}
    types |= {"n_peers_using": "int64", "expected_rate": "float64", "expected_count": "float64"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in (types | {"probability": "float64"}).items()})


def _measure(
    group: PeerGroup, counts: sp.csr_matrix, lengths: np.ndarray, pages: np.ndarray, least: float, min_using: int
) -> pd.DataFrame:
    """Rows of the reports that are measured in one group; reports and terms by number."""
    y, lengths, pages = counts[group.members], lengths[group.members], pages[group.members]
    pages = np.unique(pages, return_inverse=True)[1]
    same_page = sp.csr_matrix((np.ones(len(pages)), (pages, np.arange(len(pages)))))
    measured = np.flatnonzero(group.measured)

    def of_peers(values):
        own = (same_page @ values)[pages[measured]]
        return values.sum(axis=0) - (own.toarray() if sp.issparse(own) else own)

    peer_lengths = of_peers(lengths)[:, None]
    rate = np.asarray(of_peers(y)) / np.where(peer_lengths > 0, peer_lengths, 1)
    n_using = np.asarray(of_peers((y > 0).astype(np.int64)))
    expected = rate * lengths[measured, None]
    asked = (n_using >= max(min_using, 1)) & (expected >= least)
    terms = np.flatnonzero(asked.any(axis=0))
    probability = np.full(asked.shape, np.nan)
    if len(terms):
        probability[:, terms] = probability_of_so_few(y[:, terms], lengths, pages, group.measured)
    few = (group.n_peers < MIN_REPORTS) | (group.n_peer_pages < MIN_PAGES)
    probability[few[measured]] = np.nan
    row, term = np.nonzero(asked)
    return pd.DataFrame(
        {
            "report": group.members[measured[row]],
            "term": term,
            "count": y[measured].toarray()[row, term],
            "n_peers": group.n_peers[measured[row]],
            "peer_basis": pd.Series([group.basis] * len(row), dtype="str"),
            "n_peers_using": n_using[row, term].astype(np.int64),
            "expected_rate": rate[row, term] * 10_000,
            "expected_count": expected[row, term],
            "probability": probability[row, term],
        }
    )


def _adjusted(reports: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """Probabilities adjusted over the terms of each report; missing ones stay missing."""
    adjusted = np.full(len(reports), np.nan)
    known = np.flatnonzero(~np.isnan(probabilities))
    for rows in np.split(known, np.flatnonzero(np.diff(reports[known])) + 1):
        if len(rows):
            adjusted[rows] = false_discovery_control(probabilities[rows])
    return adjusted

"""Whom is a report measured against?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

#: Values of a column that say nothing: reports that have them are no peers by it.
_UNKNOWN = ("", "unknown")


@dataclass(frozen=True)
class PeerGroup:
    """Reports that are alike, and those among them that are measured against the others.

    Attributes
    ----------
    basis
        What they have in common: columns joined with +, or all.
    members
        Their row numbers, shape (n_members,).
    measured
        Which of them have their peers in this group and in no smaller one, shape (n_members,).
    n_peers, n_peer_pages
        Members that stand on other pages than each, and these pages; shape (n_members,).
    """

    basis: str
    members: np.ndarray
    measured: np.ndarray
    n_peers: np.ndarray
    n_peer_pages: np.ndarray


def find_peers(reports: pd.DataFrame, columns: Sequence[str], min_peers: int) -> Iterator[PeerGroup]:
    """Groups of reports that agree in all columns, or in fewer where that leaves too few peers.

    Columns are dropped from the last; with none left all reports are peers. Reports of one page are not each
    other's peers: they share an editor, who may have left the same thing out of all of them. Every report is measured
    in one group, and may be a peer in several.

    Parameters
    ----------
    reports
        Rows of the table `reports` with the columns.
    columns
        What peers have in common, the most important first.
    min_peers
        Peers below which a column is dropped.

    Raises
    ------
    ValueError
        Where a column is missing.
    """
    missing = [c for c in columns if c not in reports.columns]
    if missing:
        raise ValueError(
            f"{', '.join(missing)}: no such column in reports; add it (compare.groups.with_groups adds rule_period) "
            "or name other columns."
        )
    pages = pd.factorize(reports["page_id"])[0]
    without = np.ones(len(reports), bool)
    for depth in range(len(columns), -1, -1):
        for members in _groups(reports, list(columns[:depth])):
            _, page, on_page = np.unique(pages[members], return_inverse=True, return_counts=True)
            n_peers = len(members) - on_page[page]
            measured = without[members] & ((n_peers >= min_peers) | (depth == 0))
            if measured.any():
                without[members[measured]] = False
                n_peer_pages = np.full(len(members), len(on_page) - 1)
                yield PeerGroup("+".join(columns[:depth]) or "all", members, measured, n_peers, n_peer_pages)


def _groups(reports: pd.DataFrame, columns: list[str]) -> list[np.ndarray]:
    """Row numbers of the reports that agree in the columns; those of which one is unknown are in no group."""
    rows = np.arange(len(reports))
    if not columns:
        return [rows] if len(rows) else []
    values = reports[columns].astype("str")
    known = (reports[columns].notna() & ~values.isin(_UNKNOWN)).all(axis=1).to_numpy()
    keys = [values.loc[known, c].to_numpy() for c in columns]
    return [group.to_numpy() for _, group in pd.Series(rows[known]).groupby(keys)]

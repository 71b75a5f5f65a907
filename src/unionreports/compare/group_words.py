"""The words of two groups of reports or units, counted by report."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.text.vectorise import why_no_term


class NothingToCompare(ValueError):
    """The corpus has no words, or no terms in common, for the groups that were asked for."""


@dataclass(frozen=True)
class GroupWords:
    """Words of two groups.

    Attributes
    ----------
    terms
        In the order of code points.
    groups
        Counts of both groups, CSR matrices of shape (n_reports, n_terms); rows are the same reports in both.
    page_ids
        Page of each row.
    mean_words
        Mean number of words of a report of either group.
    names
        What the groups are called.
    """

    terms: list[str]
    groups: tuple[sp.csr_matrix, sp.csr_matrix]
    page_ids: np.ndarray
    mean_words: float
    names: tuple[str, str]


def count_words(
    tokens: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    by: str,
    a,
    b,
    left_out: frozenset[str],
    usable_only: bool,
) -> GroupWords:
    """Count the words of two groups by report; words of `left_out` do not count. Parameters as for `keyness`.

    Raises
    ------
    NothingToCompare
        Where a group is empty, or all words are one term.
    ValueError
        Where the column is unknown or a value belongs to both groups.
    """
    chosen = (reports[reports["usable"]] if usable_only else reports).sort_values("report_id")
    if by not in chosen.columns and by not in units.columns:
        raise ValueError(f"{by}: no such column in reports or units; choose a column of one of them.")
    rows = pd.Index(chosen["report_id"]).get_indexer(units["report_id"])
    in_reports = by in chosen.columns
    values = units["report_id"].map(chosen.set_index("report_id")[by]) if in_reports else units[by].where(rows >= 0)
    in_a, in_b, names = _groups(values, by, a, b)

    unit = pd.Index(units["unit_id"]).get_indexer(tokens["unit_id"])
    codes, words = pd.factorize(tokens["token"], sort=False)
    is_term = np.fromiter((not why_no_term(w, left_out) for w in words), bool, len(words))
    # Tokens of no unit have the number -1, which is the place added at the end.
    counted = is_term[codes] & np.append(in_a | in_b, False)[unit]
    unit, codes = unit[counted], codes[counted]
    used = np.unique(codes)
    # In the order of code points, so that the order of the rows moves nothing.
    order = sorted(used.tolist(), key=words.__getitem__)
    column = np.full(len(words), -1)
    column[order] = np.arange(len(order))
    codes = column[codes]

    def matrix(inside: np.ndarray) -> sp.csr_matrix:
        here = inside[unit]
        place = (rows[unit[here]], codes[here])
        return sp.csr_matrix((np.ones(here.sum(), np.int64), place), shape=(len(chosen), len(order)))

    groups = matrix(in_a), matrix(in_b)
    for name, group in zip(names, groups):
        if not group.nnz:
            there = ", ".join(sorted({str(v) for v in values.dropna()} - {""})[:12]) or "none"
            raise NothingToCompare(
                f"group {name} of {by} has no word that counts; values of {by} in the reports compared: {there}. "
                "Choose among them, or let unusable reports in with usable_only=False."
            )
    if len(order) < 2:
        raise NothingToCompare("all words are one and the same term; odds against others need others.")
    mean_words = len(codes) / len(np.unique(rows[unit]))
    return GroupWords([words[i] for i in order], groups, chosen["page_id"].to_numpy(), mean_words, names)


def _groups(values: pd.Series, by: str, a, b) -> tuple[np.ndarray, np.ndarray, tuple[str, str]]:
    """Which units belong to each group, and what the groups are called."""
    known = (values.notna() & (values.astype("str") != "")).to_numpy()
    wanted_a = _listed(a)
    in_a = values.isin(wanted_a).to_numpy(bool) & known
    name_a = "|".join(map(str, wanted_a))
    if b is None:
        return in_a, known & ~in_a, (name_a, f"not {name_a}")
    wanted_b = _listed(b)
    both = [v for v in wanted_a if v in wanted_b]
    if both:
        raise ValueError(f"{', '.join(map(str, both))} of {by} stands in both groups; a value belongs to one.")
    return in_a, values.isin(wanted_b).to_numpy(bool) & known, (name_a, "|".join(map(str, wanted_b)))


def _listed(values) -> list:
    return list(values) if isinstance(values, Collection) and not isinstance(values, str) else [values]

"""How far do the methods agree with each other?

Agreement of methods is no proof that they are right: they read the same words. Where they disagree, at least one is
wrong.
"""

from itertools import combinations

import numpy as np
import pandas as pd

from unionreports.validation import coefficients as co
from unionreports.validation.agreement import MEASURES
from unionreports.validation.resampling import draw_weights, estimate
from unionreports.validation.witnesses import independent, numbered, primary_codes

COLUMNS = ["method_a", "method_b", "priority", "measure", "value", "low", "high", "n_units", "n_reports"]
#: Macro-F1 needs one of the two as the reference; between methods none is.
_SYMMETRIC = ("accuracy", "kappa", "alpha")


def method_agreement(
    priorities: pd.DataFrame, units: pd.DataFrame, random_state: int, n_resamples: int = 1_000
) -> pd.DataFrame:
    """Agreement of the primary codes of every pair of methods, and of all independent methods together.

    Returns
    -------
    Frame with one row for each pair, category and measure: method_a, method_b (both `all` for alpha of the methods that
    are witnesses of their own), priority (empty: all categories; else this one against all others, alpha only),
    measure (accuracy, kappa, alpha), value, low, high (95 %, resampled by report), n_units (with two codes or more),
    n_reports.
    """
    codes, _ = primary_codes(priorities, pd.Index(units["unit_id"]))
    table, names = numbered(codes)
    clusters, reports = pd.factorize(units["report_id"], sort=True)
    if not len(reports):
        return pd.DataFrame(columns=COLUMNS)
    weights = draw_weights(len(reports), n_resamples, random_state)
    rows = []
    for a, b in combinations(range(table.shape[1]), 2):
        counts = co.pair_counts(table[:, a], table[:, b], clusters, len(reports), len(names))
        pair = (codes.columns[a], codes.columns[b])
        size = _size(table[:, [a, b]], clusters)
        for measure in _SYMMETRIC:
            rows.append((*pair, "", measure, *map(float, estimate(MEASURES[measure], counts, weights)), *size))
        by_category = estimate(lambda c: co.pair_alpha(co.one_against_rest(c)), counts, weights)
        rows += _categories(pair, names, by_category, size)
    witnesses = [i for i, method in enumerate(codes.columns) if method in independent(list(codes.columns))]
    if len(witnesses) > 1:
        everyone = table[:, witnesses]
        size = _size(everyone, clusters)
        counts = co.alpha_counts(everyone, clusters, len(reports), len(names))
        rows.append(("all", "all", "", "alpha", *map(float, estimate(co.nominal_alpha, counts, weights)), *size))
        for number, name in enumerate(names):
            binary = np.where(everyone == co.MISSING, co.MISSING, everyone == number)
            counts = co.alpha_counts(binary, clusters, len(reports), 2)
            one = np.reshape(estimate(co.nominal_alpha, counts, weights), (3, 1))
            rows += _categories(("all", "all"), [name], one, size)
    return pd.DataFrame(rows, columns=COLUMNS)


def _categories(pair, names, estimates, size) -> list[tuple]:
    """Rows for categories on which alpha is defined; one that neither method uses has none."""
    return [
        (*pair, name, "alpha", *map(float, numbers), *size)
        for name, *numbers in zip(names, *estimates, strict=True)
        if np.isfinite(numbers[0])
    ]


def _size(codes: np.ndarray, clusters: np.ndarray) -> tuple[int, int]:
    """Units with two codes or more, and the reports they come from."""
    compared = (codes != co.MISSING).sum(axis=1) > 1
    return int(compared.sum()), len(np.unique(clusters[compared]))

"""How far do the methods agree with each other?

Agreement of methods is no proof that they are right: they read the same words. Where they disagree, at least one is
wrong.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from unionreports.compare.bootstrap import draw_clusters
from unionreports.validation import coefficients as co
from unionreports.validation.resampling import estimate
from unionreports.validation.witnesses import independent, numbered, primary_codes

COLUMNS = ["a", "b", "priority", "measure", "value", "low", "high", "n_units", "n_reports"]
#: Macro-F1 needs one of the two as the reference; here none is.
MEASURES = {"accuracy": co.accuracy, "kappa": co.kappa, "alpha": co.pair_alpha}
#: Name of both sides in rows on more than two codings.
ALL = "all"


def method_agreement(
    priorities: pd.DataFrame, units: pd.DataFrame, random_state: int, n_resamples: int = 1_000
) -> pd.DataFrame:
    """Agreement of the primary codes of every pair of methods, and of all independent methods together.

    Returns
    -------
    As `pairwise_agreement`, with method_a and method_b for a and b.
    """
    codes, _ = primary_codes(priorities, pd.Index(units["unit_id"]))
    methods = list(codes)
    result = pairwise_agreement(
        codes, units["report_id"], list(combinations(methods, 2)), independent(methods), random_state, n_resamples
    )
    return result.rename(columns={"a": "method_a", "b": "method_b"})


def pairwise_agreement(
    codes: pd.DataFrame,
    report_ids: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    together: Sequence[str],
    random_state: int,
    n_resamples: int,
) -> pd.DataFrame:
    """Agreement of pairs of codings of the same units, and of several together, with 95 % intervals.

    Parameters
    ----------
    codes : one row a unit, one column a coding; NaN where a unit has no code.
    report_ids : report of each row; reports are resampled with all their units.
    pairs : pairs of columns of `codes`.
    together : columns whose alpha is taken together; fewer than two give no row.

    Returns
    -------
    Frame with one row for each pair, category and measure: a, b (both `all` for the codings taken together), priority
    (empty for all categories; else this one against all others, alpha only, where it is defined), measure (accuracy,
    kappa, alpha), value, low, high, n_units (with two codes or more), n_reports. With one report there is no interval.
    """
    numbers, names = numbered(codes)
    column_of = {name: numbers[:, i] for i, name in enumerate(codes)}
    clusters, reports = pd.factorize(np.asarray(report_ids, dtype=object), sort=True)
    rows: list[tuple] = []
    if not len(reports) or not names:
        return pd.DataFrame(columns=COLUMNS)
    weights = draw_clusters(len(reports), n_resamples, np.random.default_rng(random_state))
    for a, b in pairs:
        size = _size(np.column_stack([column_of[a], column_of[b]]), clusters)
        counts = co.pair_counts(column_of[a], column_of[b], clusters, len(reports), len(names))
        for name, measure in MEASURES.items():
            rows.append((a, b, "", name, *map(float, estimate(measure, counts, weights)), *size))
        alphas = estimate(lambda c: co.pair_alpha(co.one_against_rest(c)), counts, weights)
        rows += _by_category(a, b, names, alphas, size)
    if len(together) > 1:
        everyone = np.column_stack([column_of[name] for name in together])
        size = _size(everyone, clusters)
        counts = co.alpha_counts(everyone, clusters, len(reports), len(names))
        rows.append((ALL, ALL, "", "alpha", *map(float, estimate(co.nominal_alpha, counts, weights)), *size))
        for number, name in enumerate(names):
            one = np.where(everyone == co.MISSING, co.MISSING, (everyone == number).astype("int64"))
            counts = co.alpha_counts(one, clusters, len(reports), 2)
            alphas = [np.reshape(part, 1) for part in estimate(co.nominal_alpha, counts, weights)]
            rows += _by_category(ALL, ALL, [name], alphas, size)
    return pd.DataFrame(rows, columns=COLUMNS)


def _by_category(a, b, names, alphas, size) -> list[tuple]:
    """Rows for categories on which alpha is defined; one that no coding uses has none."""
    return [
        (a, b, name, "alpha", *map(float, numbers), *size)
        for name, *numbers in zip(names, *alphas, strict=True)
        if np.isfinite(numbers[0])
    ]


def _size(codes: np.ndarray, clusters: np.ndarray) -> tuple[int, int]:
    """Units with two codes or more, and the reports they come from."""
    compared = (codes != co.MISSING).sum(axis=1) > 1
    return int(compared.sum()), len(np.unique(clusters[compared]))

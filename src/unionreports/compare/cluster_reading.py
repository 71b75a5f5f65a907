"""Reading clusters: the merges of a tree, and whether a division follows what is known of the reports."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from unionreports.models.clusters import Clustering


def merges(clustering: Clustering | None) -> pd.DataFrame:
    """The merges of a hierarchical clustering with the reports on either side; no rows without one.

    Returns
    -------
    DataFrame
        step (from 1), distance, n_reports, left and right (report ids joined with "|").
    """
    linkage = () if clustering is None or clustering.linkage is None else clustering.linkage
    members = [] if clustering is None else [[r] for r in clustering.report_ids]
    rows = []
    for step, (left, right, distance, _) in enumerate(linkage, 1):
        one, other = members[int(left)], members[int(right)]
        members.append(one + other)
        rows.append((step, distance, len(one) + len(other), "|".join(one), "|".join(other)))
    return pd.DataFrame(rows, columns=["step", "distance", "n_reports", "left", "right"])


def cluster_agreement(clusters: pd.DataFrame, reports: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """How far each clustering divides the reports as a column of the table `reports` does.

    Reports without a value in the column are left out.

    Returns
    -------
    DataFrame
        method, column, adjusted_rand (Hubert & Arabie 1985; 1: the same division, about 0: chance; missing where
        the column has one value or another one for each report), n_reports.
    """
    rows = []
    for method, found in clusters.groupby("method"):
        joined = found.merge(reports[["report_id", *columns]], on="report_id")
        for column in columns:
            known = joined[joined[column].notna() & (joined[column].astype("str") != "")]
            divides = 1 < known[column].nunique() < len(known)
            rows.append(
                (method, column, rand_index(known["cluster"], known[column]) if divides else np.nan, len(known))
            )
    return pd.DataFrame(rows, columns=["method", "column", "adjusted_rand", "n_reports"])


def rand_index(one: pd.Series, other: pd.Series) -> float:
    """Adjusted Rand index of two divisions of the same things (Hubert & Arabie 1985)."""
    return float(adjusted_rand_score(one.astype("str"), other.astype("str")))


def silhouette_reading(silhouette: float) -> str:
    """What a mean silhouette allows to say (Kaufman & Rousseeuw 1990, Finding Groups in Data, table 4)."""
    if silhouette > 0.7:
        return "strong structure"
    if silhouette > 0.5:
        return "reasonable structure"
    if silhouette > 0.25:
        return "weak structure, which may be artificial"
    return "no substantial structure"

"""Are clusters made of copied texts rather than of like policies?"""

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix

from unionreports.models.cluster_features import region_year_of
from unionreports.models.cluster_methods import NONE

#: Two reports that share this part of the shorter one were written from one another, or from a third: among 31
#: provincial government reports of one year no pair comes near it.
COPIED = 0.1
_N_PERMUTATIONS = 999
_COLUMNS = ["clustering", "cluster", "n", "n_pairs", "within", "between", "p", "copied"]


def entity_overlap(overlap: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Text shared by regions and years: of the pairs of their reports the one that shares most.

    Parameters and result as for `measures.text_overlap.text_overlap`, whose result `overlap` is.
    """
    names = region_year_of(reports)
    pairs = overlap.assign(report_a=overlap["report_a"].map(names), report_b=overlap["report_b"].map(names)).dropna(
        subset=["report_a", "report_b"]
    )
    ends = np.sort(pairs[["report_a", "report_b"]].to_numpy(dtype=object), axis=1)
    pairs = pairs.assign(report_a=ends[:, 0], report_b=ends[:, 1])
    pairs = pairs[pairs["report_a"] != pairs["report_b"]]
    return pairs.groupby(["report_a", "report_b"], as_index=False)["share"].max()


def cluster_text(
    clusters: pd.DataFrame, overlap: pd.DataFrame, random_state: int, n_permutations: int = _N_PERMUTATIONS
) -> pd.DataFrame:
    """Text that pairs of members have in common, against pairs of a member and an entity outside.

    Parameters
    ----------
    clusters
        Rows of that table.
    overlap
        report_a, report_b, share of all pairs that share any text (`text_overlap`; `entity_overlap` for regions and years).
    random_state
        Seed.

    Returns
    -------
    DataFrame
        clustering, cluster, n (entities), n_pairs (inside), within and between (mean share of the pairs, 0 to 1), p (share of groups of
        as many entities, drawn at random from all, that have as much in common), copied (share of the members that have COPIED or more in common with
        another member). Cluster -1 in these rows stands for the whole clustering: all pairs inside a cluster against
        all pairs across, p by permuting the clusters of entities. No rows for a clustering of one cluster.
    """
    rows = []
    for name, found in clusters.groupby("clustering", sort=False):
        found = found.sort_values("entity_id")
        labels = found["cluster"].to_numpy()
        if len(set(labels[labels != NONE])) < 2:
            continue
        shares = _matrix(found["entity_id"], overlap)
        rows += _rows(str(name), labels, shares, np.random.default_rng(random_state), n_permutations)
    return pd.DataFrame(rows, columns=_COLUMNS).astype({"clustering": "str"})


def _matrix(ids: pd.Series, overlap: pd.DataFrame):
    """Symmetric sparse matrix of shares, shape (n_entities, n_entities)."""
    place = pd.Index(ids)
    a, b = place.get_indexer(overlap["report_a"]), place.get_indexer(overlap["report_b"])
    known = (a >= 0) & (b >= 0)
    half = coo_matrix((overlap["share"].to_numpy(dtype=float)[known], (a[known], b[known])), shape=(len(ids),) * 2)
    return (half + half.T).tocsr()


def _rows(name, labels, shares, random, n_permutations) -> list[tuple]:
    n_clusters = labels.max() + 1
    each = np.eye(n_clusters)
    sizes, all_shares = np.bincount(labels[labels != NONE], minlength=n_clusters), shares.sum()
    pairs, n = sizes * (sizes - 1) / 2, len(labels)

    def inside(some: np.ndarray) -> np.ndarray:
        """Sum of the shares of the pairs in each cluster."""
        members = np.where(some[:, None] == NONE, 0.0, each[some])
        return (members * (shares @ members)).sum(axis=0) / 2

    members = np.where(labels[:, None] == NONE, 0.0, each[labels])
    observed, touching = inside(labels), members.T @ np.asarray(shares.sum(axis=1)).ravel()
    drawn = np.array([inside(random.permutation(labels)) for _ in range(n_permutations)]).reshape(-1, n_clusters)
    p = (1 + (drawn >= observed - 1e-12).sum(axis=0)) / (1 + n_permutations)
    p_all = (1 + (drawn.sum(axis=1) >= observed.sum() - 1e-12).sum()) / (1 + n_permutations)
    links = (shares >= COPIED).astype(float)
    linked = (members * (links @ members)).sum(axis=1) > 0
    n_across = n * (n - 1) / 2 - pairs.sum()
    rows = [
        (
            name,
            NONE,
            n,
            int(pairs.sum()),
            _share(observed.sum(), pairs.sum()),
            _share(all_shares / 2 - observed.sum(), n_across),
            float(p_all),
            float(linked[labels != NONE].mean()),
        )
    ]
    for c in range(n_clusters):
        outside = _share(touching[c] - 2 * observed[c], sizes[c] * (n - sizes[c]))
        copied = float(linked[labels == c].mean())
        rows.append(
            (name, c, int(sizes[c]), int(pairs[c]), _share(observed[c], pairs[c]), outside, float(p[c]), copied)
        )
    return rows


def _share(total: float, n_pairs: float) -> float:
    return float(total / n_pairs) if n_pairs else np.nan

"""Do clusters come back when other pages are drawn?"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from unionreports.model_tables import CLUSTER_STABILITY
from unionreports.models.cluster_methods import NONE, group, least_members
from unionreports.models.entity_space import EntitySpace, cosine_distances

#: Mean Jaccard similarity from which a cluster is called stable: three quarters of the members stay. Hennig (2008, Journal of
#: Multivariate Analysis 99) calls clusters above .75 stable and those below .6 not to be trusted.
STABLE = 0.75
#: A cluster dissolves where its best match shares no more than half of the members of both (Hennig 2008).
DISSOLVED = 0.5
#: Bootstrap samples; the mean of so many Jaccard similarities has a standard error of at most .03.
N_BOOT = 100
#: Fewer pages than this do not tell what other pages would give.
MIN_PAGES = 3
#: Share of the entities that a bootstrap sample holds, 1 - 1/e; a cluster may be smaller by it.
_DRAWN = 1 - np.exp(-1)


def page_blocks(ids: tuple[str, ...], pages: Mapping[str, str]) -> np.ndarray:
    """What is drawn together: number of the block of each entity, shape (n_entities,).

    Parameters
    ----------
    ids
        Entities.
    pages
        Page of each entity, or its pages joined with "|" (a region's year can stand on several). Entities that share a page are
        one block, and so are those linked through others.
    """
    missing = [entity for entity in ids if not pages.get(entity)]
    if missing:
        raise ValueError(f"{missing[0]} has no page; name the page of every entity.")
    pairs = [(i, page) for i, entity in enumerate(ids) for page in str(pages[entity]).split("|")]
    if not pairs:
        return np.zeros(0, np.int64)
    rows, names = zip(*pairs)
    columns, found = pd.factorize(np.array(names, dtype=object))
    n = len(ids) + len(found)
    links = csr_matrix((np.ones(len(rows)), (rows, columns + len(ids))), shape=(n, n))
    return pd.factorize(connected_components(links, directed=False)[1][: len(ids)])[0]


def cluster_stability(
    space: EntitySpace,
    labels: np.ndarray,
    method: str,
    pages: Mapping[str, str],
    random_state: int,
    n_boot: int = N_BOOT,
    clustering: str = "",
) -> pd.DataFrame:
    """Bootstrap Jaccard similarity of each cluster (Hennig 2007, Computational Statistics & Data Analysis 52).

    Whole pages are drawn, since reports of one page have often one author. An entity drawn twice enters once: copies at
    distance 0 would be a cluster of their own. Each sample is grouped by the same method into as many clusters, or the next
    possible number, and a cluster's drawn members are compared with the best match.

    Parameters
    ----------
    space, labels
        Entities and their clusters, as `choose_clusters` gives them.
    pages
        As for `page_blocks`.
    n_boot
        Bootstrap samples.

    Returns
    -------
    DataFrame
        Rows of `cluster_stability`; without similarity where there is one cluster only, or fewer than three pages.
    """
    blocks = page_blocks(space.ids, pages)
    n_clusters = int(labels.max(initial=NONE)) + 1
    members = labels[:, None] == np.arange(n_clusters)
    enough = n_clusters > 1 and blocks.max(initial=-1) + 1 >= MIN_PAGES
    similarity = (
        _similarities(space, members, method, blocks, random_state, n_boot) if enough else np.zeros((0, n_clusters))
    )
    counted = (~np.isnan(similarity)).sum(axis=0)
    mean = np.nansum(similarity, axis=0) / np.maximum(counted, 1)
    dissolved = (similarity <= DISSOLVED).sum(axis=0) / np.maximum(counted, 1)
    page_lists = [str(pages[entity]).split("|") for entity in space.ids]
    return pd.DataFrame(
        {
            "clustering": pd.Series([clustering] * n_clusters, dtype="str"),
            "cluster": np.arange(n_clusters),
            "n": members.sum(axis=0).astype("int64"),
            "n_pages": [len({p for i in np.flatnonzero(m) for p in page_lists[i]}) for m in members.T],
            "jaccard": np.where(counted > 0, mean, np.nan),
            "dissolved": np.where(counted > 0, dissolved, np.nan),
            "n_runs": counted.astype("int64"),
            "stable": (counted > 0) & (mean >= STABLE),
        }
    ).astype({name: column.dtype for name, column in CLUSTER_STABILITY.columns.items()})


def _similarities(space, members, method, blocks, random_state, n_boot) -> np.ndarray:
    """Jaccard similarity of each cluster with its best match, shape (n_boot, n_clusters); missing where none was drawn."""
    n_blocks, n_clusters = blocks.max() + 1, members.shape[1]
    distances = cosine_distances(space.points)
    found = np.full((n_boot, n_clusters), np.nan)
    for i in range(n_boot):
        drawn = np.unique(np.random.default_rng([random_state, i]).integers(n_blocks, size=n_blocks))
        rows = np.flatnonzero(np.isin(blocks, drawn))
        least = max(2, round(_DRAWN * least_members(len(space.ids))))
        groups = group(space.points[rows], distances[np.ix_(rows, rows)], method, least)
        # Of two numbers equally near the smaller is taken.
        labels = (
            groups[min(groups, key=lambda k: (abs(k - n_clusters), k))] if groups else np.zeros(len(rows), np.int64)
        )
        theirs = (labels[:, None] == np.arange(labels.max() + 1)).astype(float)
        ours = members[rows].astype(float)
        both = ours.T @ theirs
        either = ours.sum(axis=0)[:, None] + theirs.sum(axis=0)[None, :] - both
        best = (both / np.maximum(either, 1)).max(axis=1) if theirs.shape[1] else np.zeros(n_clusters)
        found[i] = np.where(ours.any(axis=0), best, np.nan)
    return found

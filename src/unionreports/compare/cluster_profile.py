"""What characterises each cluster?"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from unionreports.compare.bootstrap import MIN_PAGES, draw_clusters, widened_tail
from unionreports.models.cluster_methods import NONE
from unionreports.models.cluster_stability import page_blocks

_N_RESAMPLES = 500
_COLUMNS = ["clustering", "cluster", "feature", "mean", "rest", "difference", "low", "high", "n", "n_rest", "n_pages"]


def cluster_profile(
    features: pd.DataFrame,
    clusters: pd.DataFrame,
    pages: Mapping[str, str],
    random_state: int,
    n_resamples: int = _N_RESAMPLES,
) -> pd.DataFrame:
    """Mean of each feature in each cluster, less its mean in all other entities, with 95 % intervals.

    Pages are drawn again (percentile bootstrap, widened for few pages), the clusters staying as they are. Since they were made from
    these features, an interval that leaves 0 out describes a cluster; it does not show that there are clusters: `cluster_choice` does.

    Parameters
    ----------
    features
        Shape (n_entities, n_features), indexed by entity: what the clustering saw, or anything else known of the entities.
    clusters
        Rows of that table, of one clustering or more; the rest of a cluster includes those in none.
    pages
        Page of each entity, or its pages joined with "|".
    random_state
        Seed.

    Returns
    -------
    DataFrame
        clustering, cluster, feature, mean, rest, difference, low, high (missing where the cluster or the rest stands on fewer than
        three pages), n, n_rest (entities), n_pages (of the cluster); no rows for a clustering with one cluster.
    """
    return pd.concat(
        [pd.DataFrame(columns=_COLUMNS).astype({"clustering": "str", "feature": "str"})]
        + [
            _profile(str(name), features, rows, pages, random_state, n_resamples)
            for name, rows in clusters.groupby("clustering", sort=False)
            if rows.loc[rows["cluster"] != NONE, "cluster"].nunique() > 1
        ],
        ignore_index=True,
    )[_COLUMNS]


def _profile(name, features, clusters, pages, random_state, n_resamples) -> pd.DataFrame:
    unknown = set(clusters["entity_id"]) - set(features.index)
    if unknown:
        raise ValueError(f"{min(unknown)} of clustering {name} has no features; give those it was made of.")
    clusters = clusters.sort_values("entity_id")
    values = features.loc[clusters["entity_id"]].to_numpy(dtype=float)
    labels = clusters["cluster"].to_numpy()
    blocks = page_blocks(tuple(clusters["entity_id"]), pages)
    n_blocks = blocks.max() + 1
    drawn = draw_clusters(n_blocks, n_resamples, np.random.default_rng(random_state))
    in_block = (blocks == np.arange(n_blocks)[:, None]).astype(float)
    frames = []
    for cluster in np.unique(labels[labels != NONE]):
        inside = labels == cluster
        mean, rest = values[inside].mean(axis=0), values[~inside].mean(axis=0)
        low, high = np.full((2, len(mean)), np.nan)
        fewest = min(len(np.unique(blocks[inside])), len(np.unique(blocks[~inside])))
        if fewest >= MIN_PAGES:
            samples = [_means(drawn, in_block * side, values) for side in (inside, ~inside)]
            difference = (samples[0] - samples[1])[~np.isnan(samples[0][:, 0] + samples[1][:, 0])]
            tail = widened_tail(fewest)
            low, high = np.quantile(difference, [tail, 1 - tail], axis=0)
        frames.append(
            pd.DataFrame(
                {
                    "clustering": name,
                    "cluster": int(cluster),
                    "feature": features.columns.astype("str"),
                    "mean": mean,
                    "rest": rest,
                    "difference": mean - rest,
                    "low": low,
                    "high": high,
                    "n": int(inside.sum()),
                    "n_rest": int((~inside).sum()),
                    "n_pages": len(np.unique(blocks[inside])),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _means(drawn: np.ndarray, members: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Mean of the members in each sample, shape (n_resamples, n_features); missing where none was drawn."""
    sizes = drawn @ members.sum(axis=1)
    with np.errstate(invalid="ignore"):
        return (drawn @ (members @ values)) / np.where(sizes > 0, sizes, np.nan)[:, None]

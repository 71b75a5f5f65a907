"""Reports came in: does a clustering still find as many groups, and are the old entities still together?"""

import pandas as pd
from sklearn.metrics import adjusted_rand_score


def cluster_changes(
    old_clusters: pd.DataFrame, new_clusters: pd.DataFrame, old_choice: pd.DataFrame, new_choice: pd.DataFrame
) -> pd.DataFrame:
    """A row for each clustering of the tables `clusters` and `cluster_choice`, before and after.

    Returns
    -------
    Frame of clustering; old_n_clusters, new_n_clusters (1: no structure; empty where not made); n_entities in both;
    adjusted_rand of those (Hubert & Arabie 1985), 1 where they are grouped alike, empty where neither found groups.
    """
    numbers = [
        choice[choice["chosen"].astype(bool)].set_index("clustering")["n_clusters"].rename(f"{side}_n_clusters")
        for choice, side in ((old_choice, "old"), (new_choice, "new"))
    ]
    table = pd.concat(numbers, axis=1).sort_index().rename_axis("clustering")
    both = old_clusters.merge(new_clusters, on=["clustering", "entity_id"], suffixes=("_old", "_new"))
    together = {clustering: rows for clustering, rows in both.groupby("clustering")}
    table["n_entities"] = [len(together.get(clustering, ())) for clustering in table.index]
    found = table[["old_n_clusters", "new_n_clusters"]].max(axis=1) > 1
    table["adjusted_rand"] = [
        adjusted_rand_score(together[clustering]["cluster_old"], together[clustering]["cluster_new"])
        if groups and clustering in together
        else float("nan")
        for clustering, groups in found.items()
    ]
    return table.reset_index().astype({"old_n_clusters": "Int64", "new_n_clusters": "Int64"})


def cluster_lines(changes: pd.DataFrame) -> list[str]:
    """Sentences on the frame `cluster_changes` gives; clusterings that found groups before or now stand one by one."""
    found = changes[changes[["old_n_clusters", "new_n_clusters"]].max(axis=1) > 1]
    turned = (changes["old_n_clusters"] != changes["new_n_clusters"]).fillna(True).sum()
    lines = [
        f"Clusters: {len(changes)} clusterings, {turned} with another number of clusters than before; "
        f"{len(changes) - len(found)} find no structure either time."
    ]
    return lines + (found.round(3).to_string(index=False).splitlines() if len(found) else [])

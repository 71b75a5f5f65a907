"""Reading clusters: what a silhouette allows to say, whether methods agree, and what speaks against reading a cluster."""

from itertools import combinations

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from unionreports.models.cluster_methods import NONE

#: From this part of its members on, a cluster is called one of copied texts.
_MOSTLY = 0.5
_SURE = 0.05


def silhouette_reading(silhouette: float) -> str:
    """What a mean silhouette allows to say (Kaufman & Rousseeuw 1990, Finding Groups in Data, table 4)."""
    if silhouette > 0.7:
        return "strong structure"
    if silhouette > 0.5:
        return "reasonable structure"
    if silhouette > 0.25:
        return "weak structure, which may be artificial"
    return "no substantial structure"


def method_agreement(clusters: pd.DataFrame) -> pd.DataFrame:
    """Adjusted Rand index (Hubert & Arabie 1985) of each pair of clusterings of the same kind of entities.

    Entities that one of the two leaves in no cluster do not count; the index is missing where either has one cluster.

    Returns
    -------
    DataFrame
        clustering_a, clustering_b, adjusted_rand (1: the same groups, about 0: chance), n (entities both put into a cluster).
    """
    rows = []
    for _, same in clusters[clusters["cluster"] != NONE].groupby("entities", sort=False):
        labels = {name: rows.set_index("entity_id")["cluster"] for name, rows in same.groupby("clustering", sort=False)}
        for a, b in combinations(labels, 2):
            both = pd.concat([labels[a], labels[b]], axis=1, join="inner", keys=["a", "b"])
            some = both["a"].nunique() > 1 and both["b"].nunique() > 1
            rows.append((a, b, float(adjusted_rand_score(both["a"], both["b"])) if some else np.nan, len(both)))
    columns = ["clustering_a", "clustering_b", "adjusted_rand", "n"]
    return pd.DataFrame(rows, columns=columns).astype({"clustering_a": "str", "clustering_b": "str"})


def cluster_caution(
    clustering: str,
    choice: pd.DataFrame,
    stability: pd.DataFrame,
    membership: pd.DataFrame | None = None,
    text: pd.DataFrame | None = None,
) -> str:
    """What a reader must know before calling these clusters types of policy, in a few sentences.

    Parameters
    ----------
    clustering
        Which one.
    choice, stability
        Tables `cluster_choice` and `cluster_stability`.
    membership, text
        As `cluster_membership` and `cluster_text` give them, where computed.
    """
    chosen = choice[(choice["clustering"] == clustering) & choice["chosen"]]
    if chosen.empty:
        return f"{clustering}: nothing was clustered."
    row = chosen.iloc[0]
    if row["n_clusters"] == 1:
        return f"{clustering}: no groups are claimed ({row['reason']}). Differences between entities are gradual, or too few entities stand here."
    said = [f"{clustering}: {row['n_clusters']} clusters, {silhouette_reading(row['silhouette'])}."]
    own = stability[stability["clustering"] == clustering]
    unmeasured, shaky = own[own["jaccard"].isna()], own[own["jaccard"].notna() & ~own["stable"]]
    if len(unmeasured):
        said.append(f"Stability of {_named(unmeasured)} could not be measured (too few pages).")
    if len(shaky):
        said.append(f"Do not read {_named(shaky)}: other pages would give other groups.")
    if text is not None:
        copied = text[(text["clustering"] == clustering) & (text["cluster"] != NONE) & (text["copied"] >= _MOSTLY)]
        if len(copied):
            said.append(
                f"{_named(copied).capitalize()}: half of the members or more share copied text, so this may be one text and no common policy."
            )
    if membership is not None:
        tied = membership[(membership["clustering"] == clustering) & (membership["p"] <= _SURE)]
        if len(tied):
            said.append(
                f"The groups follow {' and '.join(tied['attribute'])} (p at most {_SURE}); what they share may be that alone."
            )
    return " ".join(said)


def _named(rows: pd.DataFrame) -> str:
    numbers = [str(c) for c in rows["cluster"]]
    return f"cluster {numbers[0]}" if len(numbers) == 1 else f"clusters {', '.join(numbers[:-1])} and {numbers[-1]}"

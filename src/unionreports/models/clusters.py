"""One clustering, from features to the rows of its four tables."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from unionreports.model_tables import CLUSTER_TREES, CLUSTERS, ENTITIES, FEATURES
from unionreports.models.cluster_choice import LEAST_NULL, N_NULL, choose_clusters
from unionreports.models.cluster_methods import NONE, tree
from unionreports.models.cluster_scores import silhouettes
from unionreports.models.cluster_stability import N_BOOT, cluster_stability
from unionreports.models.entity_space import EntitySpace, cosine_distances, entity_space
from unionreports.models.map_2d import coordinates
from unionreports.threads import one_thread

#: More entities than this are not clustered: all pairs of distances are held at once (10,000 take 0.8 GB, several times).
MOST_ENTITIES = 10_000


def cluster_task(
    features: pd.DataFrame,
    pages: Mapping[str, str],
    entities: str,
    feature_name: str,
    method: str,
    random_state: int,
    n_null: int = N_NULL,
    n_boot: int = N_BOOT,
    least_null: int = LEAST_NULL,
    shared_text: bool = True,
) -> dict[str, pd.DataFrame]:
    """Group entities by their features, with what is known of the number and the stability of the groups.

    Parameters
    ----------
    features
        Shape (n_entities, n_features), not negative, indexed by entity. Entities with no feature above zero are left out;
        `entity_space(...).left_out` names them.
    pages
        Page of each entity, or its pages joined with "|".
    entities, feature_name, method
        Of `model_tables.ENTITIES`, FEATURES and CLUSTER_METHODS.
    random_state
        Seed.
    n_null, least_null
        As for `choose_clusters`.
    n_boot
        Bootstrap samples of pages.
    shared_text
        Whether the features count text that stands in other reports too.

    Returns
    -------
    dict
        Rows of `clusters`, `cluster_choice`, `cluster_stability`, `cluster_trees`; the same for any order of the entities.
    """
    for value, allowed, what in ((entities, ENTITIES, "entities"), (feature_name, FEATURES, "feature_name")):
        if value not in allowed:
            raise ValueError(f"{what} is '{value}'; choose one of {', '.join(allowed)}.")
    if len(features) > MOST_ENTITIES:
        raise ValueError(
            f"{len(features)} {entities} are too many for a table of distances; draw {MOST_ENTITIES} or fewer."
        )
    clustering = f"{entities}_{feature_name}_{method}"
    with one_thread():
        space = entity_space(features, random_state)
        choice = choose_clusters(space, method, random_state, n_null, least_null, clustering)
        stability = cluster_stability(space, choice.labels, method, pages, random_state, n_boot, clustering)
        return {
            "clusters": _cluster_rows(space, choice.labels, clustering, entities, feature_name, method, shared_text),
            "cluster_choice": choice.table,
            "cluster_stability": stability,
            "cluster_trees": tree_rows(space, method, clustering),
        }


def tree_rows(space: EntitySpace, method: str, clustering: str) -> pd.DataFrame:
    """Rows of `cluster_trees`: the merges of Ward's or average linkage, none for other methods.

    `left` and `right` hold all entities on either side, in the order of earlier merges; the last row has every entity.
    """
    if method not in ("ward", "average") or len(space.ids) < 2:
        return CLUSTER_TREES.empty()
    sides = [[entity] for entity in space.ids]
    rows = []
    for step, (left, right, distance, n) in enumerate(tree(cosine_distances(space.points), method), 1):
        one, other = sides[int(left)], sides[int(right)]
        sides.append(one + other)
        rows.append((clustering, step, "|".join(one), "|".join(other), float(distance), int(n)))
    return pd.DataFrame(rows, columns=list(CLUSTER_TREES.columns)).astype(
        {name: column.dtype for name, column in CLUSTER_TREES.columns.items()}
    )


def _cluster_rows(space, labels, clustering, entities, feature_name, method, shared_text) -> pd.DataFrame:
    n = len(space.ids)
    single = np.full(n, np.nan)
    if labels.max(initial=NONE) > 0:
        single = silhouettes(cosine_distances(space.points), labels)
    placed = coordinates(space)
    columns = {"clustering": clustering, "entities": entities, "features": feature_name, "method": method}
    return pd.DataFrame(
        {name: pd.Series([value] * n, dtype="str") for name, value in columns.items()}
        | {
            "entity_id": pd.Series(space.ids, dtype="str"),
            "cluster": labels.astype("int64"),
            "silhouette": single,
            "x": placed[:, 0],
            "y": placed[:, 1],
            "shared_text": np.full(n, shared_text),
        }
    )[list(CLUSTERS.columns)]

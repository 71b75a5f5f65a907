"""How many clusters, or none: silhouettes and gaps of the data against those of data without structure."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from unionreports.model_tables import CLUSTER_CHOICE
from unionreports.models.cluster_methods import LEAST_MEMBERS, group, least_members
from unionreports.models.cluster_scores import log_spread, score
from unionreports.models.entity_space import EntitySpace, cosine_distances
from unionreports.models.no_structure import null_models

#: Structure is claimed where p is at most this. Below the usual .05, so that a null model that fits badly does not
#: make clusters of nothing in more than 5 of 100 corpora.
LEVEL = 0.01
#: Datasets of each kind without structure; the fewest with which p can reach LEVEL.
N_NULL = 99
#: Datasets drawn even when the first few have decided, for the means and gaps of the table.
LEAST_NULL = 20
#: The gap statistic's number of clusters is taken where its silhouette is at least this share of the best.
_NEARLY_BEST = 0.9


@dataclass(frozen=True)
class Choice:
    """labels: cluster of each entity, 0 for all where there is no structure; table: rows of `cluster_choice`."""

    labels: np.ndarray
    table: pd.DataFrame

    @property
    def n_clusters(self) -> int:
        return int(self.labels.max(initial=0)) + 1


@dataclass(frozen=True)
class _Null:
    """What datasets without structure gave: p of each kind that has one, and by number of clusters the scores of the first kind."""

    p: Mapping[str, float]
    silhouettes: pd.DataFrame
    spreads: pd.DataFrame


def choose_clusters(
    space: EntitySpace,
    method: str,
    random_state: int,
    n_null: int = N_NULL,
    least_null: int = LEAST_NULL,
    clustering: str = "",
) -> Choice:
    """Group entities, or say that they form no groups.

    There is structure where the best silhouette over all numbers of clusters is better than those of data without
    structure, whose best numbers are taken likewise (p at most LEVEL for each kind of `no_structure`). The number is then that
    of the gap statistic, the smallest whose gap is within one standard error of the largest, unless the largest silhouette is clearly of
    another number. HDBSCAN has a number of its own, and only the first question is asked.

    Drawing stops once the answer is certain (Besag & Clifford 1991): where there is no structure, mostly before
    `least_null` datasets; where there is, n_null of each kind are drawn.

    Parameters
    ----------
    space
        The entities.
    method
        One of `model_tables.CLUSTER_METHODS`.
    random_state
        Seed of the datasets without structure.
    n_null
        Most datasets of each kind; at least 1 / LEVEL - 1.
    least_null
        Datasets drawn in any case; the answer does not depend on it.
    clustering
        Name for the table.
    """
    if (1 / (n_null + 1)) > LEVEL + 1e-12:
        raise ValueError(f"n_null is {n_null}; p reaches {LEVEL} only with {round(1 / LEVEL) - 1} or more.")
    n = len(space.ids)
    one = np.zeros(n, np.int64)
    if n < 2 * LEAST_MEMBERS:
        why = f"{n} entities: two clusters take {2 * LEAST_MEMBERS} or more"
        return Choice(one, _one_row(clustering, why) if n else CLUSTER_CHOICE.empty())
    if space.alike:
        return Choice(one, _one_row(clustering, "no two entities differ"))
    distances = cosine_distances(space.points)
    least = least_members(n)
    groups = group(space.points, distances, method, least)
    scores = score(distances, groups)
    if not groups:
        return Choice(one, _one_row(clustering, f"no two groups of {least} or more stand apart: no structure"))
    best = max(silhouette for silhouette, _ in scores.values())
    null = _draw_null(space, method, random_state, n_null, least_null, least, best)
    table = _choice_rows(clustering, scores, log_spread(distances, one), null, by_gap=method != "hdbscan")
    if max(null.p.values()) > LEVEL:
        kind = max(null.p, key=null.p.get)
        n_clusters = 1
        reason = (
            f"no structure: silhouette {best:.2f} is not rare in data without clusters ({kind}, p = {null.p[kind]:.2f})"
        )
    else:
        n_clusters, how = _number(table) if method != "hdbscan" else (max(groups), f"HDBSCAN finds {max(groups)}")
        kinds = ", ".join(null.p)
        reason = f"silhouette {best:.2f} beats data without clusters ({kinds}, p = {max(null.p.values()):.3f}); {how}"
    table["chosen"] = table["n_clusters"] == n_clusters
    table["reason"] = pd.Series(np.where(table["chosen"], reason, ""), index=table.index, dtype="str")
    return Choice(groups.get(n_clusters, one), table[list(CLUSTER_CHOICE.columns)])


def _draw_null(space, method, random_state, n_null, least_null, least, best) -> _Null:
    """One dataset of each kind after the other, until a kind has done as well too often for p to reach LEVEL."""
    models = null_models(space)
    as_good, drawn = dict.fromkeys(models, 0), dict.fromkeys(models, 0)
    rows: list[dict[int, tuple[float, float]]] = []
    decided = False
    for i in range(n_null):
        for kind, (name, draw) in enumerate(models.items()):
            # Gaps are told for the first kind.
            if decided and kind:
                continue
            points = draw(np.random.default_rng([random_state, kind, i]))
            distances = cosine_distances(points)
            scores = score(distances, group(points, distances, method, least))
            # Rounded: equal data have equal silhouettes on every machine.
            as_good[name] += round(max((s for s, _ in scores.values()), default=-1.0), 9) >= round(best, 9)
            drawn[name] += 1
            if not kind:
                rows.append({1: (np.nan, log_spread(distances, np.zeros(len(points), np.int64)))} | scores)
            decided = decided or (1 + as_good[name]) / (1 + n_null) > LEVEL
        if decided and i + 1 >= least_null:
            break
    # Kinds that had not decided when drawing stopped were drawn too seldom for a p of their own.
    told = [name for name in models if as_good[name] or not decided]
    return _Null(
        {name: (1 + as_good[name]) / (1 + drawn[name]) for name in told},
        pd.DataFrame([{k: v[0] for k, v in row.items()} for row in rows]),
        pd.DataFrame([{k: v[1] for k, v in row.items()} for row in rows]),
    )


def _choice_rows(clustering, scores, all_in_one, null, by_gap) -> pd.DataFrame:
    """The table without its verdict."""
    numbers = [1, *scores]
    spreads = null.spreads.reindex(columns=numbers)
    n_draws = spreads.notna().sum()
    gap = spreads.mean() - pd.Series({1: all_in_one} | {k: spread for k, (_, spread) in scores.items()})
    error = spreads.std(ddof=0) * np.sqrt(1 + 1 / n_draws.clip(lower=1))
    # A number that hardly any dataset without structure gives has no gap to speak of.
    known = (n_draws >= 2) & by_gap
    return pd.DataFrame(
        {
            "clustering": pd.Series([clustering] * len(numbers), dtype="str"),
            "n_clusters": np.array(numbers, dtype="int64"),
            "silhouette": [np.nan, *(s for s, _ in scores.values())],
            "null_silhouette": null.silhouettes.reindex(columns=numbers).mean().to_numpy(dtype=float),
            "gap": gap.where(known).to_numpy(dtype=float),
            "gap_error": error.where(known).to_numpy(dtype=float),
            "p": max(null.p.values()),
        }
    )


def _number(table: pd.DataFrame) -> tuple[int, str]:
    """Number of clusters by silhouette and gap, and how they agreed."""
    several = table[table["n_clusters"] > 1].set_index("n_clusters")
    # Rounded: of two equal silhouettes the smaller number is taken.
    silhouette = several["silhouette"].round(9)
    by_silhouette = int(silhouette.idxmax())
    gaps = several.dropna(subset="gap")
    if gaps.empty:
        return by_silhouette, f"{by_silhouette} clusters by silhouette"
    top = gaps.loc[gaps["gap"].idxmax()]
    by_gap = int(gaps.index[gaps["gap"] >= top["gap"] - top["gap_error"]][0])
    if by_gap == by_silhouette:
        return by_gap, f"silhouette and gap agree on {by_gap}"
    told = (
        f"silhouette prefers {by_silhouette} ({silhouette[by_silhouette]:.2f}), gap {by_gap} ({silhouette[by_gap]:.2f})"
    )
    if silhouette[by_gap] >= _NEARLY_BEST * silhouette[by_silhouette]:
        return by_gap, f"{told}; {by_gap}, whose silhouette is nearly as good"
    return by_silhouette, f"{told}; {by_silhouette}, whose silhouette is clearly better"


def _one_row(clustering: str, reason: str) -> pd.DataFrame:
    row = {"clustering": clustering, "n_clusters": 1, "chosen": True, "reason": reason}
    return (
        pd.DataFrame([row])
        .reindex(columns=CLUSTER_CHOICE.columns)
        .astype({name: column.dtype for name, column in CLUSTER_CHOICE.columns.items()})
    )

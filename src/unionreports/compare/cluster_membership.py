"""Do clusters follow what is known of their entities: place, time, level, page?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from unionreports.models.cluster_features import region_year_of
from unionreports.models.cluster_methods import NONE

#: What is asked, and of which columns of `reports` it is made.
ATTRIBUTES = {"place": "province", "region": "region_name", "time": "year", "level": "level", "page": "page_id"}
_N_PERMUTATIONS = 999


def entity_attributes(reports: pd.DataFrame, entities: str = "reports") -> pd.DataFrame:
    """Place, region, time, level and page of each entity, indexed by entity; empty where not known.

    Parameters
    ----------
    reports
        Table of that name.
    entities
        `reports`, or `region_years`, where several values (two levels in one region and year) are joined with "|".
    """
    known = reports.set_index("report_id")[list(ATTRIBUTES.values())].set_axis(list(ATTRIBUTES), axis=1)
    known["time"] = known["time"].astype("Int64").astype("str").replace("<NA>", "")
    known = known.astype("str").rename_axis("entity_id")
    if entities == "reports":
        return known
    names = region_year_of(reports)
    rows = known.loc[names.index]
    return rows.groupby(names.to_numpy()).agg(lambda some: "|".join(sorted(set(some) - {""}))).rename_axis("entity_id")


def cluster_membership(
    clusters: pd.DataFrame,
    attributes: pd.DataFrame,
    random_state: int,
    columns: Sequence[str] = tuple(ATTRIBUTES),
    n_permutations: int = _N_PERMUTATIONS,
) -> pd.DataFrame:
    """How far each clustering divides the entities as an attribute does.

    p counts the permutations whose association is at least as strong. Attributes are permuted by whole pages: pages change places and
    take their values with them, since the reports of one page have mostly one place and level, and their number alone would make p small. For
    the page itself single entities are permuted.

    Parameters
    ----------
    clusters
        Rows of that table; entities in no cluster are left out.
    attributes
        As `entity_attributes` gives them; it must have a column page. Entities whose attribute is empty are left out.
    random_state
        Seed.

    Returns
    -------
    DataFrame
        clustering, attribute, adjusted_rand (Hubert & Arabie 1985: 1 the same division, about 0 chance), association (Cramér's V; for time
        the correlation ratio eta, 0 to 1 both; both grow with the number of values, so read p beside them), p, n (entities),
        n_values. Missing where the clustering or the attribute has one value only, or the attribute another one for each entity.
    """
    rows = []
    for name, found in clusters.groupby("clustering", sort=False):
        found = found[found["cluster"] != NONE].sort_values("entity_id")
        own = attributes.reindex(found["entity_id"]).fillna("")
        for attribute in columns:
            there = (own[attribute] != "").to_numpy()
            labels = found["cluster"].to_numpy()[there]
            values, pages = own[attribute][there], own["page"][there]
            n_values = values.nunique()
            row = (str(name), attribute, np.nan, np.nan, np.nan, len(values), n_values)
            if 1 < n_values < len(values) and len(set(labels)) > 1:
                blocks = np.arange(len(values)) if attribute == "page" else pd.factorize(pages)[0]
                strength, p = _association(
                    labels, values, blocks, attribute == "time", np.random.default_rng(random_state), n_permutations
                )
                row = (*row[:2], float(adjusted_rand_score(values, labels)), strength, p, *row[5:])
            rows.append(row)
    columns = ["clustering", "attribute", "adjusted_rand", "association", "p", "n", "n_values"]
    return pd.DataFrame(rows, columns=columns).astype({"clustering": "str", "attribute": "str"})


def _association(labels, values, blocks, ordered, random, n_permutations) -> tuple[float, float]:
    """Strength of the association, and its p by permutation."""
    codes = pd.factorize(labels)[0]
    numeric = pd.to_numeric(values, errors="coerce") if ordered else pd.Series(dtype=float)
    if ordered and numeric.notna().all():
        known, strength = numeric.to_numpy(dtype=float), _correlation_ratio
    else:
        known, strength = pd.factorize(values)[0], _cramers_v
    # Entities by page: the values move in these stretches.
    order = np.argsort(blocks, kind="stable")
    stretches = np.split(order, np.flatnonzero(np.diff(blocks[order])) + 1)
    observed = strength(codes, known)
    as_strong = 0
    for _ in range(n_permutations):
        moved = np.concatenate([stretches[i] for i in random.permutation(len(stretches))])
        shuffled = np.empty_like(known)
        shuffled[order] = known[moved]
        as_strong += strength(codes, shuffled) >= observed - 1e-9
    return float(observed), (1 + as_strong) / (1 + n_permutations)


def _cramers_v(codes: np.ndarray, values: np.ndarray) -> float:
    """Cramér's V of two divisions."""
    n_codes, n_values = codes.max() + 1, values.max() + 1
    counts = np.bincount(codes * n_values + values, minlength=n_codes * n_values).reshape(n_codes, n_values)
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    return float(np.sqrt(((counts - expected) ** 2 / expected).sum() / counts.sum() / (min(n_codes, n_values) - 1)))


def _correlation_ratio(codes: np.ndarray, values: np.ndarray) -> float:
    """Square root of the share of the variance of the values that lies between clusters."""
    sizes = np.bincount(codes)
    means = np.bincount(codes, values) / sizes
    total = ((values - values.mean()) ** 2).sum()
    return float(np.sqrt((sizes * (means - values.mean()) ** 2).sum() / total)) if total > 0 else 0.0

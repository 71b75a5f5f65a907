"""The four tables of one clustering: stability over pages, trees that lead back to entities, maps that say what they leave out."""

import numpy as np
import pandas as pd
import pytest

from unionreports.model_tables import CLUSTER_CHOICE, CLUSTER_METHODS, CLUSTER_STABILITY, CLUSTER_TREES, CLUSTERS
from unionreports.models.cluster_stability import cluster_stability, page_blocks
from unionreports.models.clusters import cluster_task
from unionreports.models.entity_space import entity_space
from unionreports.models.map_2d import coordinates, map_quality
from unionreports.table_check import check
from unionreports.validation.cluster_worlds import planted

TABLES = {t.name: t for t in (CLUSTERS, CLUSTER_CHOICE, CLUSTER_STABILITY, CLUSTER_TREES)}


def frame(values):
    return pd.DataFrame(np.asarray(values, dtype=float), index=[f"e{i:03d}" for i in range(len(values))])


def task(features, method="average", pages=None, **options):
    pages = pages or {entity: f"p{i}" for i, entity in enumerate(features.index)}
    tables = cluster_task(features, pages, "reports", "topics", method, 0, **options)
    for name, table in TABLES.items():
        check(tables[name], table.name)
    return tables


@pytest.mark.parametrize("method", CLUSTER_METHODS)
def test_planted_clusters_are_stable_and_have_silhouettes(method):
    features = frame(planted(np.random.default_rng(0), 24, 3)[0])
    features.loc["blank"] = 0.0
    tables = task(features, method, n_boot=20)
    assert "blank" not in set(tables["clusters"]["entity_id"]) and len(tables["clusters"]) == 24
    assert tables["cluster_stability"]["stable"].tolist() == [True] * 3
    assert tables["cluster_stability"]["n"].sum() == (tables["clusters"]["cluster"] >= 0).sum()
    assert tables["clusters"]["silhouette"].mean() > 0.5
    assert len(tables["cluster_trees"]) == (23 if method in ("ward", "average") else 0)


@pytest.mark.parametrize("method", CLUSTER_METHODS)
@pytest.mark.parametrize("n", [0, 1, 2])
def test_nothing_one_and_two_entities_have_tables(method, n):
    tables = task(frame(planted(np.random.default_rng(0), n)[0] if n else np.zeros((0, 20))), method)
    assert tables["clusters"]["cluster"].tolist() == [0] * n and tables["clusters"]["silhouette"].isna().all()
    assert len(tables["cluster_choice"]) == len(tables["cluster_stability"]) == min(n, 1)


def test_a_division_that_hangs_on_few_pages_is_not_stable():
    """Two clear groups of three pages each are stable; an arbitrary half of one cloud is not."""
    random = np.random.default_rng(0)
    space = entity_space(frame(random.dirichlet(np.full(5, 30), 24)), 0)
    pages = {entity: f"p{i // 2}" for i, entity in enumerate(space.ids)}
    cloud = cluster_stability(space, np.arange(24) % 2, "kmeans", pages, 0, 30)
    assert not cloud["stable"].any() and (cloud["dissolved"] > 0.3).all() and cloud["n_pages"].tolist() == [12, 12]
    groups = entity_space(frame(np.repeat([[9, 1, 0], [0, 1, 9]], 12, axis=0) + random.random((24, 3))), 0)
    apart = cluster_stability(groups, np.repeat([0, 1], 12), "kmeans", pages, 0, 30)
    assert apart["stable"].all() and (apart["jaccard"] > 0.95).all()
    few = cluster_stability(groups, np.repeat([0, 1], 12), "kmeans", dict.fromkeys(groups.ids, "one|two"), 0)
    assert few["jaccard"].isna().all() and not few["stable"].any() and few["n_pages"].tolist() == [2, 2]


def test_entities_that_share_a_page_are_drawn_together():
    pages = {"a": "p1", "b": "p1|p2", "c": "p2", "d": "p3"}
    assert page_blocks(("a", "b", "c", "d"), pages).tolist() == [0, 0, 0, 1]
    with pytest.raises(ValueError, match="e has no page"):
        page_blocks(("e",), pages)


def test_merges_name_the_entities_on_either_side():
    tree = task(pd.DataFrame([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0]], index=["a", "b", "c"]))["cluster_trees"]
    assert [set(row) for row in tree[["left", "right"]].to_numpy()] == [{"a", "b"}, {"c", "a|b"}]
    assert tree["n"].tolist() == [2, 3] and tree["step"].tolist() == [1, 2]
    # Cosine distances of a and b; mean of those of c.
    assert np.allclose(tree["distance"], [1 - 1 / np.sqrt(1.01), (1 + 1 - 0.1 / np.sqrt(1.01)) / 2])


def test_tables_do_not_hang_on_the_order_of_entities():
    features = frame(planted(np.random.default_rng(5), 15, 2)[0])
    pages = {entity: f"p{i // 2}" for i, entity in enumerate(features.index)}
    one, other = (task(data, "ward", pages, n_boot=5) for data in (features, features.sample(frac=1, random_state=1)))
    for name in TABLES:
        pd.testing.assert_frame_equal(one[name], other[name])


def test_wrong_names_are_refused():
    with pytest.raises(ValueError, match="feature_name is 'tfidf'; choose one of topics"):
        cluster_task(frame(np.ones((2, 2))), {}, "reports", "tfidf", "ward", 0)


def test_the_map_says_what_it_leaves_out():
    flat = entity_space(frame([[1, 0.0], [1, 0.2], [1, 0.5], [0.2, 1]]), 0)
    assert map_quality(flat).stress < 1e-6 and np.isclose(sum(map_quality(flat).variance), 1)
    round_ = entity_space(frame(np.eye(8)), 0)
    assert map_quality(round_).stress > 0.2 and "bad" in map_quality(round_).reading
    assert (coordinates(entity_space(frame(np.ones((3, 2))), 0)) == 0).all()
    turned, placed = entity_space(frame(np.eye(8)[:3] + 0.1)[::-1], 0), entity_space(frame(np.eye(8)[:3] + 0.1), 0)
    assert np.array_equal(coordinates(turned), coordinates(placed))

"""Planted clusters come back; few reports, equal reports and empty ones are treated honestly."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from unionreports.models.clusters import cluster_by_kmeans, cluster_hierarchically, principal_coordinates
from unionreports.model_tables import CLUSTERS


def hierarchical(features, n_clusters=None):
    return cluster_hierarchically(features, "x", n_clusters)


def kmeans(features, n_clusters=None):
    return cluster_by_kmeans(features, "x", 0, n_clusters)


BOTH = pytest.mark.parametrize("cluster", [hierarchical, kmeans])


def frame(rows):
    rows = np.asarray(rows, dtype=float)
    return pd.DataFrame(rows, index=[f"r{i:02d}" for i in range(len(rows))])


def planted(seed, sizes=(5, 4, 3), n_features=30):
    random = np.random.default_rng(seed)
    centres = random.dirichlet(np.full(n_features, 0.2), len(sizes))
    truth = np.repeat(np.arange(len(sizes)), sizes)
    return frame([random.dirichlet(300 * centres[k] + 0.01) for k in truth]), truth


@BOTH
@pytest.mark.parametrize("seed", range(5))
def test_planted_clusters_and_their_number_are_found(cluster, seed):
    features, truth = planted(seed)
    found = cluster(features)
    CLUSTERS.schema.validate(found.clusters)
    assert found.clusters["cluster"].max() == 2
    assert adjusted_rand_score(truth, found.clusters["cluster"]) == 1
    assert found.clusters["cluster"].tolist() == truth.tolist()
    assert (found.clusters["silhouette"] > 0.3).all()


@BOTH
def test_the_number_of_clusters_can_be_given_and_an_impossible_one_is_named(cluster):
    features, _ = planted(1)
    assert cluster(features, 5).clusters["cluster"].nunique() == 5
    assert cluster(features, 1).clusters["cluster"].nunique() == 1
    with pytest.raises(ValueError, match="12 clusters of 12 reports are not possible"):
        cluster(features, 12)


@BOTH
@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_few_reports_make_one_cluster_without_silhouette(cluster, n):
    found = cluster(planted(0)[0].head(n))
    CLUSTERS.schema.validate(found.clusters)
    assert found.clusters["cluster"].tolist() == [0] * n and found.clusters["silhouette"].isna().all()
    assert found.silhouettes.empty


@BOTH
def test_equal_reports_are_not_split(cluster):
    found = cluster(frame([[1, 2, 0]] * 6))
    assert found.clusters["cluster"].tolist() == [0] * 6
    assert (found.clusters[["x", "y"]].to_numpy() == 0).all() and found.explained == (0.0, 0.0)


@BOTH
def test_a_report_without_features_is_left_out_by_name(cluster):
    features, _ = planted(2)
    features.loc["blank"] = 0.0
    found = cluster(features)
    assert found.left_out == ("blank",) and "blank" not in set(found.clusters["report_id"])


@BOTH
def test_a_cluster_of_one_has_no_silhouette(cluster):
    features = frame([[1, 0.1, 0], [1, 0.2, 0], [1, 0.15, 0], [0, 0, 1]])
    found = cluster(features, 2).clusters
    assert found["cluster"].tolist() == [0, 0, 0, 1]
    assert found["silhouette"].isna().tolist() == [False, False, False, True]


def test_the_linkage_fits_the_dendrogram():
    found = hierarchical(planted(3)[0])
    assert found.linkage.shape == (11, 4) and len(found.report_ids) == 12
    assert (np.diff(found.linkage[:, 2]) >= 0).all()
    assert kmeans(planted(3)[0]).linkage is None


def test_coordinates_have_fixed_signs_and_order():
    features, _ = planted(4)
    whole, explained = principal_coordinates(features)
    turned, _ = principal_coordinates(features[::-1])
    assert np.allclose(whole, turned[::-1])
    assert 1 >= explained[0] >= explained[1] >= 0 and sum(explained) <= 1
    assert np.allclose(whole.mean(axis=0), 0)

"""Planted clusters and their number come back; data without clusters, however skewed or tied together, give none."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score, silhouette_samples
from threadpoolctl import threadpool_limits

from unionreports.model_tables import CLUSTER_CHOICE, CLUSTER_METHODS
from unionreports.models.cluster_choice import choose_clusters
from unionreports.models.cluster_methods import NONE
from unionreports.models.cluster_scores import silhouettes
from unionreports.models.entity_space import cosine_distances, entity_space
from unionreports.models.no_structure import _bent_axes, nearest_unimodal, null_models
from unionreports.table_check import check
from unionreports.validation import cluster_worlds


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    with threadpool_limits(1):
        yield


def frame(values):
    return pd.DataFrame(np.asarray(values, dtype=float), index=[f"e{i:03d}" for i in range(len(values))])


def choose(values, method, least_null=1):
    return choose_clusters(entity_space(frame(values), 0), method, 0, least_null=least_null, clustering="c")


@pytest.mark.parametrize(
    ("method", "world"),
    [*((method, cluster_worlds.planted) for method in CLUSTER_METHODS), ("kmeans", cluster_worlds.planted_words)],
)
def test_planted_clusters_and_their_number_are_found(method, world):
    values, truth = world(np.random.default_rng(3), 28)
    found = choose(values, method, least_null=20)
    check(found.table, CLUSTER_CHOICE.name)
    assert found.n_clusters == 4 and adjusted_rand_score(truth, found.labels) >= 0.95
    chosen = found.table[found.table["chosen"]]
    assert chosen["n_clusters"].tolist() == [4] and chosen["p"].item() == 0.01 and "beats" in chosen["reason"].item()
    assert chosen["silhouette"].item() > chosen["null_silhouette"].item()


@pytest.mark.parametrize("method", CLUSTER_METHODS)
@pytest.mark.parametrize("world", cluster_worlds.WITHOUT_STRUCTURE, ids=lambda f: f.__name__)
def test_no_clusters_are_made_of_nothing(method, world):
    found = choose(world(np.random.default_rng(7), 30), method)
    row = found.table[found.table["chosen"]]
    assert row["n_clusters"].item() == found.n_clusters == 1 and not found.labels.any()
    assert "no structure" in row["reason"].item()


def test_one_outlier_is_no_structure_and_stands_in_no_cluster():
    """Average linkage splits it off first; its silhouette is that of everything else against it."""
    random = np.random.default_rng(0)
    values = np.column_stack([random.dirichlet(np.full(6, 20), 30), np.zeros(30)])
    values[0] = [0] * 6 + [1]
    assert choose(values, "average").n_clusters == 1
    planted, truth = cluster_worlds.planted(random, 24, 3)
    apart = np.column_stack([planted, np.zeros(24)])
    apart[0] = [0] * 20 + [1]
    found = choose(apart, "average")
    assert found.labels[0] == NONE and adjusted_rand_score(truth[1:], found.labels[1:]) == 1


@pytest.mark.parametrize(
    ("n", "said"), [(0, None), (1, "take 6"), (2, "take 6"), (5, "take 6"), (7, "no two entities differ")]
)
def test_too_few_or_equal_entities_are_one_cluster_with_the_reason(n, said):
    found = choose(np.ones((n, 3)), "ward")
    check(found.table, CLUSTER_CHOICE.name)
    assert found.labels.tolist() == [0] * n
    assert found.table.empty if said is None else said in found.table["reason"].item()


def test_the_answer_does_not_hang_on_order_nor_on_draws_after_it_is_certain():
    values, _ = cluster_worlds.planted(np.random.default_rng(1), 21, 3)
    nothing = cluster_worlds.factors(np.random.default_rng(1), 21)
    for data in (values, nothing):
        one = choose(data, "ward")
        turned = choose_clusters(entity_space(frame(data)[::-1], 0), "ward", 0, least_null=1, clustering="c")
        pd.testing.assert_frame_equal(one.table, turned.table)
        assert one.labels.tolist() == turned.labels.tolist() == choose(data, "ward", 25).labels.tolist()


def test_too_few_draws_and_unknown_methods_are_refused():
    space = entity_space(frame(cluster_worlds.planted(np.random.default_rng(0), 12)[0]), 0)
    with pytest.raises(ValueError, match="only with 99 or more"):
        choose_clusters(space, "ward", 0, n_null=50)
    with pytest.raises(ValueError, match="choose one of kmeans"):
        choose_clusters(space, "spectral", 0)


def test_bad_features_are_named():
    with pytest.raises(ValueError, match="e001: a feature is negative or missing"):
        entity_space(frame([[1, 0], [np.nan, 1]]), 0)
    with pytest.raises(ValueError, match="a stands in several rows"):
        entity_space(pd.DataFrame([[1.0], [2.0]], index=["a", "a"]), 0)


def test_the_nearest_unimodal_distribution_fills_the_valley_between_two_clumps():
    random = np.random.default_rng(0)
    knots, heights = nearest_unimodal(np.concatenate([random.normal(-5, 1, 200), random.normal(5, 1, 200)]))
    density = np.diff(heights) / np.diff(knots)
    peak = density.argmax()
    assert (np.diff(density[: peak + 1]) >= -1e-9).all() and (np.diff(density[peak:]) <= 1e-9).all()
    valley = np.interp([-2, 2], knots, heights)
    assert valley[1] - valley[0] > 0.1


def test_data_without_structure_keep_means_and_ties_of_the_features():
    values = cluster_worlds.factors(np.random.default_rng(2), 400)
    space = entity_space(frame(values), 0)
    assert list(null_models(space)) == ["principal axes", "copula", "Dirichlet"]
    drawn = null_models(space)["copula"](np.random.default_rng(0))
    drawn = drawn / drawn.sum(axis=1, keepdims=True)
    assert np.abs(drawn.mean(axis=0) - values.mean(axis=0)).max() < 0.02
    assert np.abs(np.corrcoef(drawn.T) - np.corrcoef(values.T)).mean() < 0.12
    many = np.random.default_rng(0).random((60, 61))
    assert list(null_models(entity_space(frame(many), 0))) == ["principal axes", "bent axes"]
    assert list(null_models(entity_space(frame(many[:59]), 0))) == ["principal axes"]


def test_points_on_a_curve_are_no_structure():
    """A bend, as short and long reports make one, is kept where later axes follow the first."""
    place = np.random.default_rng(0).uniform(-1, 1, 120)
    points = np.column_stack([place, place**2, np.zeros(120)]) + np.random.default_rng(1).normal(0, 0.02, (120, 3))
    drawn = _bent_axes(points + [0, 0, 5])(np.random.default_rng(2)) - [0, 0, 5]
    assert np.corrcoef(drawn[:, 0] ** 2, drawn[:, 1])[0, 1] > 0.8


def test_silhouettes_are_those_of_scikit_learn():
    random = np.random.default_rng(0)
    distances = cosine_distances(random.random((20, 4)))
    labels = np.repeat([0, 1, 2], [9, 10, 1])
    assert np.allclose(silhouettes(distances, labels), silhouette_samples(distances, labels, metric="precomputed"))

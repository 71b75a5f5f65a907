"""Trees lead back to reports; divisions are compared only where there is something to compare."""

import pandas as pd
import pytest

from figures import invented
from unionreports.compare.cluster_reading import cluster_agreement, merges, rand_index, silhouette_reading
from unionreports.models.clusters import cluster_hierarchically


def test_merges_name_the_reports_on_either_side():
    points = pd.DataFrame([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0]], index=["a", "b", "c"])
    tree = merges(cluster_hierarchically(points, "x"))
    assert [set(row) for row in tree[["left", "right"]].to_numpy()] == [{"a", "b"}, {"c", "a|b"}]
    assert tree["n_reports"].tolist() == [2, 3]
    assert tree["distance"].is_monotonic_increasing


def test_nothing_clustered_means_no_merges():
    assert merges(None).empty
    one = pd.DataFrame([[1.0]], index=["a"])
    assert merges(cluster_hierarchically(one, "x")).empty


def test_agreement_of_clusters_is_one_for_the_same_division_and_leaves_unknown_places_out():
    reports = invented.reports()
    clusters = pd.DataFrame({
        "method": "m", "report_id": reports["report_id"], "cluster": pd.factorize(reports["page_id"])[0],
    })
    agreement = cluster_agreement(clusters, reports, ("page_id", "province")).set_index("column")
    assert agreement.loc["page_id", "adjusted_rand"] == 1
    assert agreement.loc["province", "n_reports"] == (reports["province"] != "").sum()
    alike = cluster_agreement(clusters, reports.assign(level="county"), ("level",))
    assert alike["adjusted_rand"].isna().all()
    different = cluster_agreement(clusters, reports.assign(title=reports["report_id"]), ("title",))
    assert different["adjusted_rand"].isna().all()


def test_rand_index_of_crossed_divisions_is_below_that_of_equal_ones():
    one = pd.Series([0, 0, 1, 1])
    assert rand_index(one, pd.Series(["a", "a", "b", "b"])) == 1
    assert rand_index(one, pd.Series(["a", "b", "a", "b"])) < 0


@pytest.mark.parametrize(
    ("silhouette", "said"), [(0.9, "strong"), (0.6, "reasonable"), (0.5, "weak"), (0.25, "no substantial"), (-0.1, "no substantial")]
)
def test_a_silhouette_is_read_by_the_published_bounds(silhouette, said):
    assert silhouette_reading(silhouette).startswith(said)

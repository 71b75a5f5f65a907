"""Figures of clusters show their tables, and say where no structure was found."""

from itertools import combinations

from matplotlib.colors import to_hex
from matplotlib.text import Text
import numpy as np
import pandas as pd
import pytest

from figures import invented_models as im
from figures.checks import marks, written
from figures.model_cases import AGREEMENT, AVERAGE, CLUSTERS, IDS, JACCARD, LABELS, PROFILE, REPORTS, TREE, drawn
from unionreports.figures.cluster_choice import plot_cluster_choice
from unionreports.figures.cluster_looks import clustering_name
from unionreports.figures.cluster_stability import plot_cluster_agreement
from unionreports.figures.cluster_trees import plot_dendrogram
from unionreports.figures.clusters import plot_report_map
from unionreports.figures.marks import BAND
from unionreports.figures.style import CYCLE, GREY, styled


@pytest.mark.parametrize(
    ("clustering", "name"),
    [
        ("reports_topics_kmeans", "reports by topics, k-means"),
        ("region_years_words_ward", "region-years by words, Ward"),
        ("page_id", "page id"),
    ],
)
def test_a_clustering_is_named_in_words(clustering, name):
    assert clustering_name(clustering) == name


def test_brackets_are_as_high_as_the_merges_and_join_the_rows_they_merge():
    axes = drawn("dendrogram").axes[0]
    segments = axes.collections[0].get_segments()
    assert [s[:, 0].max() for s in segments] == pytest.approx(list(TREE["distance"]))
    rows = [t.get_text() for t in axes.get_yticklabels()]
    first = TREE.iloc[0]
    assert [rows[int(y)] for y in segments[0][[0, -1], 1]] == [LABELS[first["left"]], LABELS[first["right"]]]
    for one, other in combinations(segments, 2):
        assert not _cross(one, other)


def _cross(one, other):
    """Whether an upright stroke of one bracket cuts a level one of the other between its ends."""
    for upright, level in ((one, other), (other, one)):
        x, low, high = upright[1, 0], *sorted(upright[1:3, 1])
        for a, b in (level[:2], level[2:]):
            if min(a[0], b[0]) < x < max(a[0], b[0]) and low < a[1] < high:
                return True
    return False


def test_squares_beside_the_tree_have_the_colour_of_the_cluster():
    axes = drawn("dendrogram").axes[0]
    own = CLUSTERS.set_index("entity_id")["cluster"]
    of_label = {LABELS[i]: CYCLE[own[i]] for i in IDS}
    rows = [t.get_text() for t in axes.get_yticklabels()]
    assert [m.get_color() for m in marks(axes)] == [of_label[row] for row in rows]


def test_of_a_large_tree_the_last_merges_stay_and_every_entity_stands_in_one_row():
    ids = [f"x{i:03}" for i in range(150)]
    tree = im.cluster_tree(ids)
    axes = plot_dendrogram(tree, im.clusters(ids), AVERAGE, {}).axes[0]
    assert [s[:, 0].max() for s in axes.collections[0].get_segments()] == pytest.approx(list(tree["distance"].tail(59)))
    rows = [t.get_text() for t in axes.get_yticklabels()]
    assert sum(int(row.split(" and ")[1].split()[0]) if " and " in row else 0 for row in rows) + len(rows) == len(ids)


def test_names_on_the_map_do_not_cover_each_other_even_where_points_are_close():
    n = len(IDS)
    close = CLUSTERS.assign(x=np.linspace(0, 0.004, n), y=np.linspace(0, 0.01, n))
    close.loc[0, ["x", "y"]] = 1.0
    figure = plot_report_map(close, REPORTS, AVERAGE, LABELS)
    styled(figure.draw_without_rendering)()
    axes = figure.axes[0]
    assert [t.get_text() for t in axes.texts] == [LABELS[r] for r in sorted(IDS)]
    boxes = [Text.get_window_extent(t) for t in axes.texts]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    assert all(axes.bbox.contains(*corner) for box in boxes for corner in box.corners())
    points = axes.transData.transform(close[["x", "y"]].to_numpy())
    assert not any(box.contains(*point) for box in boxes for point in points)


def test_the_map_says_what_it_shows_of_the_differences():
    figure = drawn("map")
    axes = figure.axes[0]
    assert "31%" in axes.get_xlabel() and "20%" in axes.get_ylabel()
    assert "Stress 0.15" in written(figure) and "hold 51% of the variance" in written(figure)
    assert sum(len(m.get_xdata()) for m in marks(axes)) == len(IDS)
    # The cluster of one has no silhouette and counts 0.
    assert f"Mean silhouette {0.3 * (len(IDS) - 1) / len(IDS):.2f}" in written(figure)


def test_regions_by_year_have_a_map_and_what_hdbscan_leaves_out_is_grey():
    rows = im.clusters([f"某市 {y}" for y in range(2000, 2012)], "region_years_topics_hdbscan")
    rows["cluster"] = [*range(10), -1, -1]
    figure = plot_report_map(rows, REPORTS, "region_years_topics_hdbscan", {})
    names = [t.get_text() for t in figure.legends[0].get_texts()]
    assert names[7:] == ["cluster 7 (n = 1)", "2 other clusters (n = 2), in no cluster (n = 2)"]
    assert sum(len(m.get_xdata()) for m in marks(figure.axes[0]) if m.get_color() == GREY) == 4


def test_no_structure_is_an_answer_of_its_own():
    found, none = im.CLUSTERINGS[:2]
    figure = plot_cluster_choice(im.cluster_choice((found, none)))
    upper = figure.axes[:2]
    assert [a.get_title("left").split(": ")[1] for a in upper] == ["3 clusters (p = 0.004)", "no structure (p = 0.40)"]
    assert [to_hex(a.get_facecolor()).upper() for a in upper] == ["#FFFFFF", BAND]
    lines = [[line.get_xdata()[0] for line in a.lines if line.get_linestyle() == ":"] for a in upper]
    assert lines == [[3], [1]]
    assert "in 1 the answer is: no structure" in written(figure)


def test_clusters_below_the_threshold_are_open_and_unmeasured_ones_have_no_dot():
    figure = drawn("cluster_stability")
    dots = {m.get_markerfacecolor(): list(m.get_xdata()) for m in marks(figure.axes[0])}
    stable = JACCARD["stable"]
    assert dots.pop("white") == pytest.approx(list(JACCARD.loc[~stable, "jaccard"].dropna()))
    assert list(dots.values()) == [pytest.approx(list(JACCARD.loc[stable, "jaccard"]))]
    assert "Not measured: 1." in written(figure)


def test_the_matrix_of_agreement_is_symmetric_and_of_other_groupings_it_is_not_square():
    image = drawn("cluster_agreement").axes[0].images[0].get_array().filled(np.nan)
    assert np.array_equal(image, image.T, equal_nan=True) and np.isnan(np.diag(image)).all()
    assert np.nansum(image) / 2 == pytest.approx(AGREEMENT["adjusted_rand"].clip(lower=0).sum())
    known = pd.DataFrame({"clustering_a": "reports_words_ward", "clustering_b": ["level", "page_id"]})
    wide = plot_cluster_agreement(known.assign(adjusted_rand=[0.1, 0.4], n=11)).axes[0]
    assert wide.images[0].get_array().shape == (1, 2)
    assert [t.get_text() for t in wide.texts] == ["0.10", "0.40"]


def test_a_profile_has_the_features_that_differ_most_from_more_to_less():
    axes = drawn("cluster_profile").axes[1]
    own = PROFILE[PROFILE["cluster"] == 1]
    most = own.loc[own["difference"].abs().nlargest(8).index].sort_values("difference", ascending=False)
    assert [t.get_text() for t in axes.get_yticklabels()] == list(most["feature"])
    assert [m.get_xdata()[0] for m in marks(axes)] == pytest.approx(list(100 * most["difference"]))

"""Each figure shows what its frame holds, says its n, and says so when there is nothing to show."""

from dataclasses import replace
from itertools import combinations

from matplotlib.text import Text
import numpy as np
import pandas as pd
import pytest

from figures import invented
from figures.checks import assert_complete, assert_nothing_overlaps, assert_says_why_it_is_empty, marks, written
from unionreports.compare import describe
from unionreports.compare.topic_reading import topic_weights
from unionreports.figures.clusters import plot_dendrogram, plot_report_map
from unionreports.figures.coverage import plot_coverage
from unionreports.figures.cuts import plot_cuts
from unionreports.figures.dating import plot_dating
from unionreports.figures.priorities import plot_priorities_by_level, plot_priorities_by_report
from unionreports.figures.save import save_figure
from unionreports.figures.style import LEVELS, MAX_ROWS, report_labels, styled
from unionreports.figures.topics import plot_topic_terms, plot_topic_weights
from unionreports.models.clusters import cluster_hierarchically

REPORTS = invented.reports()
LABELS = report_labels(REPORTS)
TERMS, DOCUMENT_TOPICS, UNITS = invented.topics()
WEIGHTS = topic_weights(DOCUMENT_TOPICS, UNITS)
CLUSTERING = invented.clustering()
BY_REPORT = invented.shares({r: (1, 1, n) for r, n in zip(REPORTS["report_id"], REPORTS["n_units"])}, "report_id")
BY_LEVEL = invented.shares({"county": (5, 1, 58), "province": (1, 1, 66), "unknown": (1, 1, 8)}, "level")

FIGURES = {
    "coverage": lambda: plot_coverage(describe.coverage(REPORTS)),
    "cuts": lambda: plot_cuts(describe.cuts(invented.pages(), invented.edits())),
    "dating": lambda: plot_dating(describe.dating(REPORTS, invented.inferred(), invented.pages()), LABELS),
    "by_report": lambda: plot_priorities_by_report(BY_REPORT, LABELS, invented.CODEBOOK),
    "by_level": lambda: plot_priorities_by_level(BY_LEVEL, invented.CODEBOOK),
    "terms": lambda: plot_topic_terms(TERMS, "lda", len(UNITS)),
    "weights": lambda: plot_topic_weights(WEIGHTS, TERMS, "lda", LABELS),
    "dendrogram": lambda: plot_dendrogram(CLUSTERING, LABELS, "words"),
    "map": lambda: plot_report_map(CLUSTERING, REPORTS, LABELS, "words"),
}
EMPTY = {
    "coverage": lambda: plot_coverage(describe.coverage(REPORTS).head(0)),
    "cuts": lambda: plot_cuts(describe.cuts(invented.pages(), invented.edits().head(0))),
    "dating": lambda: plot_dating(describe.dating(REPORTS.head(0), REPORTS.head(0), invented.pages()), {}),
    "by_report": lambda: plot_priorities_by_report(BY_REPORT.head(0), LABELS, invented.CODEBOOK),
    "by_level": lambda: plot_priorities_by_level(BY_LEVEL.head(0), invented.CODEBOOK),
    "terms": lambda: plot_topic_terms(TERMS, "another", 0),
    "weights": lambda: plot_topic_weights(WEIGHTS, TERMS, "another", LABELS),
    "dendrogram": lambda: plot_dendrogram(None, LABELS, "words"),
    "map": lambda: plot_report_map(None, REPORTS, LABELS, "words"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_title_axes_with_units_and_n_and_is_saved_without_a_warning(name, tmp_path):
    figure = FIGURES[name]()
    assert_complete(figure)
    save_figure(figure, pd.DataFrame({"a": [1]}), name, tmp_path)


@pytest.mark.parametrize("name", EMPTY)
def test_a_figure_without_data_says_so(name, tmp_path):
    figure = EMPTY[name]()
    assert_says_why_it_is_empty(figure)
    save_figure(figure, pd.DataFrame(columns=["report_id"]), name, tmp_path)


@pytest.mark.parametrize("name", FIGURES)
def test_legend_note_title_and_axes_do_not_overlap(name):
    assert_nothing_overlaps(FIGURES[name]())


def test_coverage_has_one_mark_for_each_report_and_its_level_is_the_marker():
    axes = FIGURES["coverage"]().axes[0]
    markers = [m.get_marker() for m in marks(axes) for _ in m.get_xdata()]
    assert sorted(markers) == sorted(LEVELS[level][0] for level in REPORTS["level"])
    hollow = sum(len(m.get_xdata()) for m in marks(axes) if m.get_markerfacecolor() == "white")
    assert hollow == (~REPORTS["usable"]).sum()


def test_coverage_bars_are_the_intervals_of_the_years():
    bars = [(b.get_x() + 0.5, b.get_x() + b.get_width() - 0.5) for b in FIGURES["coverage"]().axes[0].patches]
    dated = REPORTS.dropna(subset="year_earliest")
    assert sorted(bars) == sorted(zip(dated["year_earliest"], dated["year_latest"]))


def test_reports_of_one_place_and_year_do_not_hide_each_other():
    twice = pd.concat([REPORTS.head(1), REPORTS.head(1).assign(report_id="a1-9")])
    drawn = marks(plot_coverage(describe.coverage(twice)).axes[0])
    assert sorted(y for m in drawn for y in m.get_ydata()) == [0, 1]


def test_places_become_coarser_when_they_are_too_many_to_read():
    many = pd.concat(
        [
            REPORTS.iloc[[0]].assign(report_id=f"x{i}-1", province=f"省{i % 3}", prefecture=f"市{i}", county=f"县{i}")
            for i in range(MAX_ROWS + 5)
        ]
    )
    axes = plot_coverage(describe.coverage(many)).axes[0]
    assert {t.get_text() for t in axes.get_yticklabels()} == {"省0", "省1", "省2"}
    assert sum(len(m.get_xdata()) for m in marks(axes)) == MAX_ROWS + 5


def test_stacks_of_cuts_add_up_to_what_was_cut():
    cuts = describe.cuts(invented.pages(), invented.edits())
    left, right = plot_cuts(cuts).axes
    lengths = {}
    for bar in right.patches:
        lengths[bar.get_y()] = lengths.get(bar.get_y(), 0) + bar.get_width()
    assert sorted(lengths.values()) == sorted(cuts.groupby("page_id")["n_chars"].sum())
    assert sum(b.get_width() for b in left.patches) == pytest.approx(100 * cuts["share"].sum())


def test_an_undecided_year_has_a_bar_and_no_point():
    axes = FIGURES["dating"]().axes[0]
    dating = describe.dating(REPORTS, invented.inferred(), invented.pages())
    points = np.concatenate([c.get_offsets() for c in axes.collections if c.get_label() == "year"])
    assert len(points) == dating["year"].notna().sum()
    assert len(axes.patches) == dating["year_earliest"].notna().sum()


def test_an_interval_that_nothing_limits_ends_in_a_caret():
    carets = [c for c in FIGURES["dating"]().axes[0].collections if c.get_label() == "open"]
    assert [c.get_offsets()[0][0] for c in carets] == [2015.5]


def test_the_years_of_the_software_lie_above_those_of_the_correction():
    axes = FIGURES["dating"]().axes[0]
    row = [t.get_text() for t in axes.get_yticklabels()].index("c4-1 广东省 2019 (0.60)")
    bars = {b.get_y() + b.get_height() / 2 - row: b.get_x() + 0.5 for b in axes.patches if abs(b.get_y() - row) < 0.5}
    assert {round(y, 2): x for y, x in bars.items()} == {-0.17: 2013, 0.17: 2019}


def test_heat_map_shows_the_shares_of_the_frame():
    image = FIGURES["by_report"]().axes[0].images[0].get_array()
    assert image.shape == (len(REPORTS), len(invented.CODEBOOK))
    assert np.allclose(image.sum(axis=1), 100)


def test_priorities_the_codebook_does_not_list_are_drawn_all_the_same():
    book = invented.CODEBOOK.drop(columns=["name_zh", "law_function"]).head(5)
    panels = plot_priorities_by_level(BY_LEVEL, book).axes
    labels = [t.get_text() for t in panels[0].get_yticklabels()]
    assert len(labels) == len(invented.CODEBOOK)
    assert labels[0] == "Organising" and "safety_health" in labels


def test_fewer_than_three_reports_are_points_and_have_neither_mean_nor_interval():
    shares = invented.shares({"province": (7, 4, 120), "county": (2, 2, 60)}, "level")
    many, few = plot_priorities_by_level(shares, invented.CODEBOOK).axes
    whiskers = [
        [line for line in a.lines if len(line.get_xdata()) == 2 and line.get_marker() == "None"] for a in (many, few)
    ]
    assert [len(w) for w in whiskers] == [len(invented.CODEBOOK), 0]
    assert {m.get_markerfacecolor() for m in marks(few)} == {"white"}
    drawn = sorted(x for m in marks(few) for x in m.get_xdata())
    points = shares.loc[shares["level"] == "county", "points"].str.split("|").explode().astype(float)
    assert drawn == pytest.approx(sorted(points * 100))


def test_reports_of_the_same_share_are_rings_around_each_other_and_the_note_says_so():
    shares = invented.shares({"province": (7, 4, 120), "county": (2, 2, 60)}, "level")
    alike = (shares["level"] == "county") & (shares["priority"] == "other")
    shares.loc[alike, "points"] = "0.250000|0.250000"
    figure = plot_priorities_by_level(shares, invented.CODEBOOK)
    at_25 = [m for m in marks(figure.axes[1]) if 25.0 in m.get_xdata()]
    assert len(at_25) == 2 and at_25[0].get_markersize() > at_25[1].get_markersize() + 2
    assert "A ring around a point: one more report with the same share." in written(figure)
    apart = shares.assign(points=shares["points"].where(~alike, "0.250000|0.250001"))
    assert "A ring" not in written(plot_priorities_by_level(apart, invented.CODEBOOK))


def test_the_note_on_shares_speaks_of_what_is_drawn():
    def note(sizes):
        return written(plot_priorities_by_level(invented.shares(sizes, "level"), invented.CODEBOOK))

    assert "No interval is drawn: no level has 3 or more reports on 3 or more pages." in note({"county": (5, 2, 58)})
    every = note({"county": (5, 3, 58), "province": (1, 1, 66)})
    assert "Whiskers: its 95 % interval" in every and "Open:" in every and "No interval" not in every
    assert "Filled" not in note({"county": (2, 2, 58)}) and "Open:" not in note({"county": (5, 3, 58)})


def test_the_legend_of_coverage_has_only_marks_that_are_drawn():
    names = [t.get_text() for t in plot_coverage(describe.coverage(REPORTS[REPORTS["usable"]])).legends[0].get_texts()]
    assert "usable" in names and "not usable" not in names


def test_many_reports_of_one_page_have_a_mean_and_no_interval():
    county = plot_priorities_by_level(BY_LEVEL, invented.CODEBOOK).axes[1]
    assert "5 reports, 1 page" in county.get_title("left")
    assert all(len(line.get_xdata()) == 1 and line.get_markerfacecolor() != "white" for line in county.lines)


def test_whiskers_and_points_lie_inside_the_axes():
    for axes in FIGURES["by_level"]().axes:
        right = axes.get_xlim()[1]
        assert all(np.nanmax(line.get_xdata()) <= right for line in axes.lines)


def test_levels_stand_in_the_order_of_the_hierarchy_with_their_n():
    titles = [a.get_title("left") for a in FIGURES["by_level"]().axes]
    assert titles == [
        "province\n省级\n1 report, 1 page,\n66 units",
        "county, district\n县级\n5 reports, 1 page,\n58 units",
        "not known\n未知\n1 report, 1 page,\n8 units",
    ]


def test_topic_bars_are_the_weights_of_the_leading_terms():
    axes = FIGURES["terms"]().axes[3]
    expected = TERMS[(TERMS["topic"] == 3) & (TERMS["rank"] <= 8)]
    assert [t.get_text() for t in axes.get_yticklabels()] == list(expected["term"])
    assert [b.get_width() for b in axes.patches] == pytest.approx(list(expected["weight"] * 100))


def test_rows_beyond_what_can_be_read_are_said_to_be_left_out():
    ids = [f"x{i:03}-1" for i in range(MAX_ROWS + 10)]
    shares = invented.shares({r: (1, 1, 5) for r in ids}, "report_id")
    figure = plot_priorities_by_report(shares, {r: r for r in ids}, invented.CODEBOOK)
    assert f"Shown: {MAX_ROWS} of {MAX_ROWS + 10} reports" in written(figure)


def test_dendrogram_brackets_are_as_high_as_the_merges():
    axes = FIGURES["dendrogram"]().axes[0]
    heights = [segment[:, 0].max() for segment in axes.collections[0].get_segments()]
    assert sorted(heights) == pytest.approx(sorted(CLUSTERING.linkage[:, 2]))


def test_names_on_the_map_do_not_cover_each_other_even_where_points_are_close():
    n = len(REPORTS)
    close = CLUSTERING.clusters.assign(x=np.linspace(0, 0.004, n), y=np.linspace(0, 0.01, n))
    close.loc[0, ["x", "y"]] = 1.0
    figure = plot_report_map(replace(CLUSTERING, clusters=close), REPORTS, LABELS, "words")
    styled(figure.draw_without_rendering)()
    texts = figure.axes[0].texts
    assert [t.get_text() for t in texts] == [LABELS[r] for r in sorted(close["report_id"])]
    boxes = [Text.get_window_extent(t) for t in texts]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    axes = figure.axes[0]
    assert all(axes.bbox.contains(*corner) for box in boxes for corner in box.corners())
    points = axes.transData.transform(close[["x", "y"]].to_numpy())
    assert not any(box.contains(*point) for box in boxes for point in points)


def test_map_axes_carry_the_explained_variance():
    axes = FIGURES["map"]().axes[0]
    first, second = CLUSTERING.explained
    assert f"{first:.0%}" in axes.get_xlabel() and f"{second:.0%}" in axes.get_ylabel()
    assert sum(len(m.get_xdata()) for m in marks(axes)) == len(REPORTS)


def test_the_mean_silhouette_counts_a_cluster_of_one_as_0_as_the_choice_of_clusters_does():
    rows = CLUSTERING.clusters.assign(silhouette=0.5)
    rows.loc[0, "silhouette"] = np.nan
    figure = plot_report_map(replace(CLUSTERING, clusters=rows), REPORTS, LABELS, "words")
    assert f"Mean silhouette {0.5 * (len(rows) - 1) / len(rows):.2f}" in written(figure)


def test_clusters_without_a_colour_of_their_own_share_one_line_of_the_legend():
    reports = pd.DataFrame({"report_id": [f"x{i}" for i in range(12)], "level": "county"})
    rows = CLUSTERING.clusters.iloc[[0] * 12].assign(report_id=reports["report_id"].array, cluster=range(12))
    legend = plot_report_map(
        replace(CLUSTERING, clusters=rows), reports, dict.fromkeys(reports["report_id"], "x"), "words"
    ).legends[0]
    names = [t.get_text() for t in legend.get_texts()]
    assert names[7:9] == ["cluster 7 (n = 1)", "4 other clusters (n = 4)"]


def test_a_single_report_has_a_map_and_no_tree():
    one = cluster_hierarchically(pd.DataFrame([[1.0, 2.0]], index=pd.Index(["a1-1"], name="report_id")), "x")
    assert not plot_dendrogram(one, LABELS, "words").axes
    assert len(marks(plot_report_map(one, REPORTS, LABELS, "words").axes[0])) == 1

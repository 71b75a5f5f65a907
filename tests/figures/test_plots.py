"""Figures of the corpus show what their frames hold, and say what is missing."""

import numpy as np
import pandas as pd
import pytest

from figures import invented
from figures.checks import marks, written
from figures.corpus_cases import BY_LEVEL, CUTS, DATING, REPORTS, drawn
from unionreports.compare import describe
from unionreports.figures.coverage import plot_coverage
from unionreports.figures.cuts import plot_cuts
from unionreports.figures.priorities import plot_priorities_by_level, plot_priorities_by_report
from unionreports.figures.style import LEVELS, MAX_ROWS


def test_coverage_has_one_mark_for_each_report_and_its_level_is_the_marker():
    axes = drawn("coverage").axes[0]
    markers = [m.get_marker() for m in marks(axes) for _ in m.get_xdata()]
    assert sorted(markers) == sorted(LEVELS[level][0] for level in REPORTS["level"])
    hollow = sum(len(m.get_xdata()) for m in marks(axes) if m.get_markerfacecolor() == "white")
    assert hollow == (~REPORTS["usable"]).sum()


def test_coverage_bars_are_the_intervals_of_the_years():
    bars = [(b.get_x() + 0.5, b.get_x() + b.get_width() - 0.5) for b in drawn("coverage").axes[0].patches]
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
    left, right = plot_cuts(CUTS).axes
    lengths = {}
    for bar in right.patches:
        lengths[bar.get_y()] = lengths.get(bar.get_y(), 0) + bar.get_width()
    assert sorted(lengths.values()) == sorted(CUTS.groupby("page_id")["n_chars"].sum())
    assert sum(b.get_width() for b in left.patches) == pytest.approx(100 * CUTS["share"].sum())


def test_an_undecided_year_has_a_bar_and_no_point():
    axes = drawn("dating").axes[0]
    points = np.concatenate([c.get_offsets() for c in axes.collections if c.get_label() == "year"])
    assert len(points) == DATING["year"].notna().sum()
    assert len(axes.patches) == DATING["year_earliest"].notna().sum()


def test_an_interval_that_nothing_limits_ends_in_a_caret():
    carets = [c for c in drawn("dating").axes[0].collections if c.get_label() == "open"]
    assert [c.get_offsets()[0][0] for c in carets] == [2015.5]


def test_the_years_of_the_software_lie_above_those_of_the_correction():
    axes = drawn("dating").axes[0]
    row = [t.get_text() for t in axes.get_yticklabels()].index("c4-1 广东省 2019 (0.60)")
    bars = {b.get_y() + b.get_height() / 2 - row: b.get_x() + 0.5 for b in axes.patches if abs(b.get_y() - row) < 0.5}
    assert {round(y, 2): x for y, x in bars.items()} == {-0.17: 2013, 0.17: 2019}


def test_heat_map_shows_the_shares_of_the_frame():
    image = drawn("by_report").axes[0].images[0].get_array()
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
    for axes in drawn("by_level").axes:
        right = axes.get_xlim()[1]
        assert all(np.nanmax(line.get_xdata()) <= right for line in axes.lines)


def test_levels_stand_in_the_order_of_the_hierarchy_with_their_n():
    titles = [a.get_title("left") for a in drawn("by_level").axes]
    assert titles == [
        "province\n省级\n1 report, 1 page,\n66 units",
        "county, district\n县级\n5 reports, 1 page,\n58 units",
        "not known\n未知\n1 report, 1 page,\n8 units",
    ]


def test_rows_beyond_what_can_be_read_are_said_to_be_left_out():
    ids = [f"x{i:03}-1" for i in range(MAX_ROWS + 10)]
    shares = invented.shares({r: (1, 1, 5) for r in ids}, "report_id")
    figure = plot_priorities_by_report(shares, {r: r for r in ids}, invented.CODEBOOK)
    assert f"Shown: {MAX_ROWS} of {MAX_ROWS + 10} reports" in written(figure)

"""Figures of topics show their tables, and mark an unstable topic wherever it appears."""

import numpy as np
import pytest

from figures import invented_models as im
from figures.checks import marks, written
from figures.model_cases import MATCHES, NAMES, ROLES, STABILITY, TERMS, UNMEASURED, drawn
from unionreports.figures.style import GREY
from unionreports.figures.topic_effects import plot_topic_effects
from unionreports.figures.topic_looks import HATCH, topic_looks
from unionreports.figures.topics import plot_topic_terms

UNSTABLE = {2, 5}


def whiskers(axes):
    return [line for line in axes.lines if line.get_marker() == "None" and line.get_alpha() == 0.6]


def panels(figure):
    return {int(a.get_title("left").split()[1]): a for a in figure.axes if a.get_title("left").startswith("topic")}


def test_a_topic_that_falls_below_the_threshold_in_one_kind_of_refit_is_unstable_and_other_models_do_not_matter():
    assert topic_looks(STABILITY, "nmf", {}).unstable == UNSTABLE
    other = topic_looks(STABILITY, "lda", {})
    assert not other.unstable and not other.measured
    assert "was not measured" in other.note([0])


@pytest.mark.parametrize("name", ["topic_terms", "topic_effects", "topic_years"])
def test_every_panel_of_an_unstable_topic_says_so_and_no_other_does(name):
    figure = drawn(name)
    assert {t for t, axes in panels(figure).items() if "unstable" in axes.get_title("left")} == UNSTABLE
    assert "2 of the 7 topics shown are unstable" in written(figure)
    assert "unstable topic" in [t.get_text() for t in figure.legends[0].get_texts()]


@pytest.mark.parametrize(
    ("name", "axis"), [("topic_weights", "x"), ("topic_stability", "y"), ("topic_priorities", "y")]
)
def test_every_label_of_an_unstable_topic_says_so_and_no_other_does(name, axis):
    axes = drawn(name).axes[0]
    labels = [t.get_text() for t in (axes.get_xticklabels() if axis == "x" else axes.get_yticklabels())]
    assert {int(label.split()[0]) for label in labels if label.endswith("(unstable)")} == UNSTABLE


def test_unstable_topics_lose_their_colour():
    bars = {t: a.patches for t, a in panels(drawn("topic_terms")).items()}
    assert {t for t, p in bars.items() if all(b.get_hatch() == HATCH for b in p)} == UNSTABLE
    for name in ("topic_effects", "topic_years"):
        shown = panels(drawn(name))
        assert {t for t, a in shown.items() if all(m.get_color() == GREY for m in marks(a))} == UNSTABLE
    hatched = [p.get_x() + 0.5 for p in drawn("topic_weights").axes[0].patches if p.get_hatch() == HATCH]
    assert set(hatched) == UNSTABLE


def test_topic_bars_are_the_weights_of_the_leading_terms_and_beside_them_stand_those_of_the_highest_frex():
    axes = panels(drawn("topic_terms"))[3]
    own = TERMS[TERMS["topic"] == 3]
    leading = own[own["rank"] <= 8]
    assert [t.get_text() for t in axes.get_yticklabels()] == list(leading["term"]), "none is too long here"
    assert [b.get_width() for b in axes.patches] == pytest.approx(list(leading["weight"] * 100))
    exclusive = own.sort_values("frex", ascending=False)["term"].head(8)
    # A long term is cut, and stands for itself all the same.
    for text, term in zip(axes.texts, exclusive):
        assert text.get_text() == term or (text.get_text().endswith("…") and term.startswith(text.get_text()[:-1]))


def test_names_stand_over_the_panels_and_are_cut_before_they_run_into_the_next():
    titles = [a.get_title("left") for a in panels(plot_topic_terms(TERMS, UNMEASURED, "nmf", 9, NAMES)).values()]
    assert titles[0] == "topic 0\nBargaining 集体协商"
    assert titles[1].startswith("topic 1\nSafety at work") and titles[1].endswith("…")


def test_every_measure_has_a_panel_and_the_number_used_a_ring():
    figure = drawn("topic_choice")
    assert len(figure.axes) == 6
    for axes in figure.axes:
        lines = {
            line.get_color(): line for line in axes.lines if line.get_linestyle() == "-" and len(line.get_xdata()) == 5
        }
        assert len(lines) == 4
        rings = [line for line in axes.lines if line.get_markersize() == 10 and len(line.get_xdata())]
        assert sum(len(r.get_xdata()) for r in rings) == 1, (
            "16 was not tried, so only the 20 of one model can be ringed"
        )


def test_estimates_without_an_interval_are_open_and_only_intervals_without_0_have_a_band():
    for topic, axes in panels(drawn("topic_effects")).items():
        rows = ROLES[(ROLES["topic"] == topic) & (ROLES["kind"] == "difference")]
        hollow = [m.get_xdata()[0] for m in marks(axes) if m.get_markerfacecolor() == "white"]
        assert hollow == pytest.approx(list(100 * rows.loc[rows["low"].isna(), "estimate"]))
        assert len(whiskers(axes)) == rows["low"].notna().sum()
        assert len(axes.patches) == ((rows["low"] > 0) | (rows["high"] < 0)).sum()


def test_roles_stand_in_their_order_with_n_and_are_not_added_up_since_reports_have_several():
    figure = drawn("topic_effects")
    labels = [t.get_text() for t in figure.axes[0].get_yticklabels()]
    assert labels == ["review 回顾  n = 21", "plan 计划  n = 21", "problem 问题  n = 2"]
    assert "44" not in written(figure)
    by_level = plot_topic_effects(im.effects({"county": 5, "province": 4}, "level"), "nmf", "level", {}, STABILITY)
    assert "n = 9 reports" in written(by_level)


def test_years_without_an_interval_are_open_points_outside_the_band():
    axes = panels(drawn("topic_years"))[1]
    curve, points = axes.lines
    assert list(points.get_xdata()) == [2010, 2020] and points.get_markerfacecolor() == "white"
    assert set(curve.get_xdata()) == set(range(2004, 2021)) - {2010, 2020}
    band = axes.collections[0].get_paths()[0].vertices[:, 0]
    assert (band.min(), band.max()) == (2004, 2019)
    assert axes.get_title("left").endswith("+0.4 [+0.1, +0.7]")


def test_lines_of_stability_end_at_the_lowest_and_the_threshold_is_drawn():
    seeds, pages = drawn("topic_stability").axes
    ends = [line.get_xdata()[0] for line in pages.lines if len(line.get_xdata()) == 2 and line.get_linestyle() == "-"]
    lowest = STABILITY.loc[STABILITY["kind"] == "pages", "lowest"]
    assert sorted(ends)[:7] == pytest.approx(sorted(lowest))
    for axes in (seeds, pages):
        assert [line.get_xdata()[0] for line in axes.lines if line.get_linestyle() == "--"] == [0.8]
    assert [m.get_markerfacecolor() for m in marks(pages)].count("white") == 2
    assert [m.get_markerfacecolor() for m in marks(seeds)].count("white") == 0


def test_matches_no_better_than_chance_are_open_and_chance_is_drawn_for_each():
    axes = drawn("topic_priorities").axes[0]
    strokes = [m.get_xdata()[0] for m in marks(axes) if m.get_marker() == "|"]
    assert strokes == pytest.approx(list(100 * MATCHES["chance"]))
    dots = [m for m in marks(axes) if m.get_marker() == "o"]
    weak = [m.get_ydata()[0] for m in dots if m.get_markerfacecolor() == "white"]
    assert weak == list(np.flatnonzero(MATCHES["strength"] == "weak"))

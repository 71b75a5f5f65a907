"""Figures of what reports state show how each figure is meant, keep apart, and say what they leave out."""

import numpy as np
import pandas as pd
import pytest

from figures.checks import assert_complete, assert_nothing_overlaps, assert_says_why_it_is_empty, marks, written
from unionreports.figures.figure_checks import plot_checks
from unionreports.figures.save import save_figure
from unionreports.figures.stated_figures import plot_panel

REGIONS = (("330282", "慈溪市"), ("210100", "沈阳市"), ("532922", "漾濞彝族自治县"), ("110105", "朝阳区"))
MEASURES = (("unions_founded", "Unions founded", "新建工会", "家"), ("aid_amount", "Aid paid out", "发放慰问金", "元"))
QUALIFIERS = ("exact", "approximate", "at_least", "at_most", "approximate|exact")


def _panel(n=9, measures=MEASURES, regions=REGIONS):
    """As compare.panel gives it: every fifth figure a target, some ranges, half-years and stretches of years."""
    random = np.random.default_rng(3)
    rows = []
    for measure, label, label_zh, unit in measures:
        for i in range(n):
            code, name = regions[i % len(regions)]
            value = float(random.integers(20, 2000))
            rows.append({
                "measure_id": measure, "label": label, "label_zh": label_zh, "unit": unit, "region_code": code,
                "region_name": name, "level": "county", "year": 2004 + i % 6, "status": "target" if i % 5 == 4 else "achieved",
                "period_kind": ("year", "half_year", "several_years")[i % 3], "value": value,
                "value_upper": value * 1.4 if i % 4 == 2 else np.nan, "n": 1 + i % 2, "qualifier": QUALIFIERS[i % 5],
                "report_ids": f"r{i}-1",
            })  # fmt: skip
    return pd.DataFrame(rows)


def _checks(n=8):
    kinds = ("rate", "parts", "magnitude", "digits", "repeated")
    verdicts = ("agrees", "conflicts", "doubtful")
    return pd.DataFrame(
        {
            "check_id": [f"r1-1-k{i:03}" for i in range(n)],
            "report_id": "r1-1",
            "check": [kinds[i % 5] for i in range(n)],
            "indicator_ids": [f"i{i}|i0" for i in range(n)],
            "verdict": [verdicts[i % 3] for i in range(n)],
            "arithmetic": [
                f"452 / 456 = 99.12 %; stated {90 + i} %; 募捐特殊会费与职工人数不符" * (1 + i % 3) for i in range(n)
            ],
            "difference": [np.nan if i % 5 == 3 else -300.0 if i == 1 else 12.5 * (i - 2) for i in range(n)],
        }
    )


def _indicators(n):
    return pd.DataFrame({"indicator_id": [f"i{i}" for i in range(n)], "value": 100.0})


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plot_panel(_panel()),
        lambda: plot_panel(_panel(1, MEASURES[:1])),
        lambda: plot_checks(_checks(), _indicators(8), {"r1-1": "r1-1 樊口街道 2005"}),
    ],
    ids=("panel", "one figure", "checks"),
)
def test_a_figure_is_complete_and_nothing_in_it_overlaps(draw, tmp_path):
    figure = draw()
    assert_complete(figure)
    save_figure(figure, pd.DataFrame({"a": [1]}), "stated", tmp_path)
    assert_nothing_overlaps(figure)


def test_marks_tell_how_a_figure_is_meant():
    data = _panel(5, MEASURES[:1]).assign(year=range(2004, 2009), value_upper=[np.nan] * 4 + [4000.0])
    axes = plot_panel(data).axes[0]
    by_year = {}
    for mark in marks(axes):
        by_year.setdefault(round(mark.get_xdata()[0]), []).append(
            (mark.get_marker(), mark.get_markerfacecolor() == "white")
        )
    assert by_year == {
        2004: [("o", False)], 2005: [("o", True)], 2006: [("^", False)], 2007: [("v", False)],
        # A target has a ring around each end of its range.
        2008: [("o", False), ("o", True), ("o", False), ("o", True)],
    }  # fmt: skip
    bars = [line for line in axes.lines if line.get_marker() == "None"]
    assert [sorted(bar.get_ydata()) for bar in bars] == [sorted([data["value"].iloc[4], 4000.0])]
    assert [t.get_text() for t in axes.texts] == ["3", "2 ½ y", "4 >1 y", "1", "3 ½ y"]
    assert "慈溪市" in " ".join(t.get_text() for t in plot_panel(data).legends[0].get_texts())


def test_constant_prices_are_named_on_the_axis():
    real = _panel(3, MEASURES[1:]).assign(value_real=lambda p: 2 * p["value"], value_upper_real=np.nan, base_year=2020)
    axes = plot_panel(real, value="value_real").axes[0]
    assert axes.get_ylabel() == "元 in prices of 2020"
    assert sorted(y for m in marks(axes) for y in m.get_ydata()) == sorted(real["value_real"])


def test_what_is_left_out_is_said():
    many = tuple((f"m{i}", f"Measure {i}", "新建工会", "家") for i in range(15))
    said = written(plot_panel(_panel(2, many)))
    assert "Shown: 12 of 15 measures by unit; all are in the CSV" in said
    figure = plot_panel(_panel(9), measures=["aid_amount", "members"])
    assert len(figure.axes) == 1 and "No figure: members." in written(figure)
    crowd = tuple((f"3302{i:02}", f"第{i}区") for i in range(40))
    assert "The regions are named in the CSV" in written(plot_panel(_panel(40, MEASURES[:1], crowd)))
    assert "Shown: 60 of 90 checks" in written(plot_checks(_checks(90), _indicators(90), {}))


def test_checks_are_drawn_against_what_is_stated_conflicts_first():
    figure = plot_checks(_checks(), _indicators(8), {})
    axes = figure.axes[0]
    labels = [t.get_text() for t in axes.get_yticklabels()]
    assert labels[0].startswith("r1-1  parts") and len(labels) == 8
    drawn = {round(m.get_ydata()[0]): (m.get_marker(), m.get_xdata()[0]) for m in marks(axes)}
    # Stated 100, computed 400: beyond the axis, so an arrow at its end.
    assert drawn[0] == (">", 200)
    assert len(drawn) == 7 and all("…" not in t.get_text() for t in axes.texts[:1])
    assert "3 agrees" in written(figure) and "no figure was changed" in written(figure)


def test_without_figures_or_with_an_unknown_value_it_says_so():
    assert_says_why_it_is_empty(plot_panel(_panel(0).reindex(columns=_panel(1).columns)))
    assert_says_why_it_is_empty(plot_checks(_checks(0), _indicators(0), {}))
    with pytest.raises(ValueError, match="value_real"):
        plot_panel(_panel(), value="value_real")

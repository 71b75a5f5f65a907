"""Figures of promises: complete, without overlaps, and honest about what they do not show."""

import numpy as np
import pandas as pd
import pytest

from figures.checks import assert_complete, assert_nothing_overlaps, assert_says_why_it_is_empty, marks, written
from unionreports.figures.commitments import plot_continuities, plot_outcomes
from unionreports.figures.save import save_figure
from unionreports.figures.targets import plot_similarity, plot_targets
from unionreports.measures.commitments.commitments import VAGUE
from unionreports.measures.commitments.targets import COLUMNS
from unionreports.statement_tables import OUTCOMES
from unionreports.tables import TABLES

KINDS = TABLES["continuities"].columns["kind"].allowed


def _reports(n):
    rows = [
        {"report_id": f"p{i:03}-1", "region_name": "海拉尔区", "year": 2004 + i % 15, "level": "county", "county": "海拉尔区", "usable": i % 3 > 0}
        for i in range(n)
    ]  # fmt: skip
    return pd.DataFrame(rows).assign(year_earliest=pd.NA, year_latest=pd.NA, province="", prefecture="")


def _commitments(reports, each=7):
    rows = [
        (report, OUTCOMES[(i + k) % 5], VAGUE if (i + k) % 5 == 2 else "told as done")
        for i, report in enumerate(reports["report_id"])
        for k in range(each)
    ]
    return pd.DataFrame(rows, columns=["report_id", "outcome", "reason"])


def _targets(reports, n):
    rows = [
        {
            "report_id": reports["report_id"].iloc[i % len(reports)], "measure": "新建规模以上非公有制企业基层工会", "unit": "人次",
            "target": 1_200_000.0, "target_qualifier": "at_least", "result": 100_000.0 * i,
            "result_qualifier": ("exact", "approximate", "at_most")[i % 3], "share_of_target": i / 3.9, "reached": i >= 4,
            "reliable": i != 3,
        }
        for i in range(n)
    ]  # fmt: skip
    return pd.DataFrame(rows).reindex(columns=list(COLUMNS))


def _curve():
    threshold = np.round(np.arange(0.05, 1, 0.01), 2)
    return pd.DataFrame(
        {
            "threshold": threshold, "precision": np.where(threshold < 0.95, 0.6 + 0.4 * threshold, np.nan), "recall": 1 - threshold,
            "false_share": (1 - threshold) ** 4, "n_links": 10, "n_answered": 59, "n_unanswered": 15,
        }
    )  # fmt: skip


def _continuities(reports):
    return pd.DataFrame(
        [(r, KINDS[(i * k) % 3]) for i, r in enumerate(reports["report_id"]) for k in range(5)],
        columns=["report_id", "kind"],
    )


REPORTS = _reports(6)
FIGURES = {
    "outcomes": lambda: plot_outcomes(_commitments(REPORTS), REPORTS),
    "outcomes of one report": lambda: plot_outcomes(_commitments(REPORTS[:1], each=1), REPORTS),
    "targets": lambda: plot_targets(_targets(REPORTS, 14), REPORTS),
    "similarity": lambda: plot_similarity(_curve(), 0.3),
    "continuities": lambda: plot_continuities(_continuities(REPORTS), REPORTS),
}


@pytest.mark.parametrize("name", FIGURES)
def test_figures_of_promises_are_complete_and_overlap_nowhere(name, tmp_path):
    figure = FIGURES[name]()
    assert_complete(figure)
    save_figure(figure, pd.DataFrame({"a": [1]}), "figure", tmp_path)
    assert_nothing_overlaps(figure)


def test_figures_of_promises_say_why_they_are_empty():
    nothing = TABLES["commitments"].empty(), _targets(REPORTS, 1)[:0], TABLES["continuities"].empty(), _curve()[:0]
    for figure in (
        plot_outcomes(nothing[0], REPORTS),
        plot_targets(nothing[1], REPORTS),
        plot_continuities(nothing[2], REPORTS),
        plot_similarity(nothing[3], 0.3),
    ):
        assert_says_why_it_is_empty(figure)


def test_outcomes_are_stacked_to_the_number_of_promises_and_the_vague_are_counted():
    figure = plot_outcomes(_commitments(REPORTS), REPORTS)
    bars = figure.axes[0].patches
    assert sum(bar.get_width() for bar in bars) == 42
    vague = int(_commitments(REPORTS)["reason"].eq(VAGUE).sum())
    assert f"({vague} of them name nothing" in written(figure)


def test_a_dumbbell_runs_from_the_target_to_the_result_and_far_ones_are_arrows_at_the_edge():
    axes = plot_targets(_targets(REPORTS, 14), REPORTS).axes[0]
    results = [line for line in marks(axes) if line.get_markersize() == 5.5]
    assert len(results) == 14
    assert max(line.get_xdata()[0] for line in results) == 250
    assert {line.get_marker() for line in results if line.get_xdata()[0] == 250} == {">"}
    assert sum(line.get_color() == "#8A8A8A" for line in results) == 1


def test_many_reports_stay_readable():
    many = _reports(90)
    figure = plot_outcomes(_commitments(many), many)
    assert "Shown: 60 of 90 reports" in written(figure)
    assert figure.get_figheight() < 22

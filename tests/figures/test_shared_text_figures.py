"""Figures of shared text stay readable with few and many reports and show what the tables say."""

import numpy as np
import pandas as pd
import pytest

from figures import invented
from figures.checks import assert_complete, assert_nothing_overlaps, assert_says_why_it_is_empty, marks, written
from unionreports.compare.shared_between import GROUPINGS, finest_grouping, group_of, shared_between
from unionreports.figures.save import save_figure
from unionreports.figures.shared_text import KINDS, MOST_GROUPS, plot_reuse_matrix, plot_share_of_shared
from unionreports.figures.style import report_labels
from unionreports.statement_tables import PASSAGE_KINDS

FEW = invented.reports()


def _many(n=200) -> pd.DataFrame:
    """Reports of 40 counties and 5 years, among them two counties of one name and reports without place or year."""
    parts = []
    for i in range(n):
        code = f"{(11, 21, 33, 42, 51)[i % 5]}0{i % 40 // 5}0{i % 3 + 1}"
        name = f"{'东南西北中'[i % 5]}{'山水林田湖草沙石'[i % 40 // 5]}县" if i % 41 else "同名县"
        year = None if i % 37 == 36 else 2008 + i // 40
        parts.append(("" if i % 29 == 28 else code, "" if i % 29 == 28 else name, "甲乙丙丁戊"[i % 5] + "省", year))
    frame = pd.DataFrame(parts, columns=["region_code", "region_name", "province", "year"])
    frame["year"] = frame["year"].astype("Int64")
    filled = {"prefecture": "", "county": "", "level": "county", "usable": True}
    return frame.assign(report_id=[f"p{i:03}-1" for i in range(n)], year_earliest=2005, year_latest=2014, **filled)


def _passages(reports: pd.DataFrame, n: int) -> pd.DataFrame:
    random = np.random.default_rng(1)
    ids = sorted(reports["report_id"])
    pairs = [sorted(random.choice(len(ids), 2, replace=False)) for _ in range(n)]
    return pd.DataFrame(
        {
            "passage_id": [f"x{i}" for i in range(n)],
            "report_a": [ids[a] for a, _ in pairs],
            "report_b": [ids[b] for _, b in pairs],
            "n_chars": [int(20 * 10 ** (3 * random.random())) for _ in range(n)],
            "kind": [PASSAGE_KINDS[i % 6] for i in range(n)],
        }
    )


def _reuse(reports: pd.DataFrame) -> pd.DataFrame:
    n = np.arange(len(reports))
    kinds = {f"n_{kind}": np.where(n % 6 == i, 40 * n, 0) for i, kind in enumerate(PASSAGE_KINDS)}
    return pd.DataFrame(
        {
            "report_id": reports["report_id"],
            "n_chars": 50 * n,
            "n_shared": 40 * n,
            **kinds,
            "n_sources": n % 9,
            "composite": n % 7 == 6,
        }
    )


@pytest.mark.parametrize(("reports", "n"), [(FEW, 4), (_many(), 120)], ids=["few", "many"])
def test_both_figures_are_complete_and_overlap_nowhere(reports, n):
    labels = report_labels(reports)
    reuse = _reuse(reports)
    # A kind that nothing is of leaves neither a mark nor a gap.
    reuse["n_template"] = 0
    for figure in (
        plot_reuse_matrix(_passages(reports, n), reports, labels),
        plot_share_of_shared(reuse, reports, labels),
    ):
        assert_complete(figure)
        assert_nothing_overlaps(figure)
        assert figure.get_figheight() < 16
    assert figure.axes[0].get_tightbbox().y0 - figure.legends[0].get_window_extent().y1 < 40


def test_the_pictures_have_all_their_characters(tmp_path):
    save_figure(
        plot_share_of_shared(_reuse(FEW), FEW, report_labels(FEW)), pd.DataFrame({"a": [1]}), "shares", tmp_path
    )


def test_the_matrix_has_both_halves_and_only_reports_that_share():
    passages = _passages(FEW, 3).assign(report_a="a1-1", report_b=["b7-1", "b7-1", "c3-1"], n_chars=[30, 12_000, 400])
    figure = plot_reuse_matrix(passages, FEW, report_labels(FEW))
    image = np.asarray(figure.axes[0].images[0].get_array())
    assert np.allclose(image, image.T)
    assert sorted(t.get_text() for t in figure.axes[0].texts) == ["12k", "12k", "400", "400"]
    # By region code, those without a place last.
    assert [label.get_text()[:4] for label in figure.axes[0].get_yticklabels()] == ["b7-1", "a1-1", "c3-1"]
    assert f"3 passages between 3 of {len(FEW)} reports" in written(figure)


def test_many_reports_are_put_together_by_place_and_year_then_by_province():
    reports = _many()
    passages = _passages(reports, 700)
    assert finest_grouping(passages[:3], reports, MOST_GROUPS) == "report"
    by = finest_grouping(passages, reports, MOST_GROUPS)
    assert by == "province and year"
    for grouping in GROUPINGS:
        between = shared_between(passages, reports, grouping)
        assert between["n_chars"].sum() == passages["n_chars"].sum()
        assert between["n_passages"].sum() == len(passages)
        assert sorted("|".join(between["passage_ids"]).split("|")) == sorted(passages["passage_id"])
        assert not between.duplicated(["group_a", "group_b"]).any()
    # Counties of one name keep apart.
    same = group_of(reports[reports["region_name"] == "同名县"], "place and year")
    assert same["group"].str.contains(r"同名县 \d{6} \d{4}|\? ", regex=True).all()


def test_bars_are_shares_and_marks_are_kinds():
    figure = plot_share_of_shared(_reuse(FEW), FEW, report_labels(FEW))
    axes = figure.axes[0]
    assert sorted(round(bar.get_width()) for bar in axes.patches) == [0] + [80] * (len(FEW) - 1)
    assert {line.get_marker() for line in marks(axes)} == {marker for _, marker, _ in KINDS.values()}
    assert any("composite" in text.get_text() for text in axes.texts)
    assert "1 reports share nothing" in written(figure)


def test_without_shared_text_a_figure_says_so():
    assert_says_why_it_is_empty(plot_reuse_matrix(_passages(FEW, 4)[:0], FEW, {}))
    assert_says_why_it_is_empty(plot_share_of_shared(_reuse(FEW)[:0], FEW, {}))

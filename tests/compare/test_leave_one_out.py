"""What hangs on one report is said, and what does not is not."""

import numpy as np
import pandas as pd
import pytest

from compare.planted import noisy, tables
from unionreports.compare.comparison import compare
from unionreports.compare.leave_one_out import LEFT_OUT_COLUMNS, describe_change, leave_one_out

CENTRE = np.array([0.5, 0.3, 0.2])


def groups(outlier=None):
    """Six counties and six prefectures alike, but for one county that may stand out."""
    shares = noisy(np.random.default_rng(0), CENTRE, 12, spread=0.02)
    if outlier is not None:
        shares[0] = outlier
    level = ["county"] * 6 + ["prefecture"] * 6
    return tables(shares, level=level, province=["甲", "乙", "", "甲"] * 3)


def test_one_report_that_makes_a_difference_is_named():
    left = leave_one_out(*groups(outlier=[0.0, 0.0, 1.0]), "difference", by="level", over=["report_id"])
    c = left[left["priority"] == "c"].set_index("left_out")
    others = c.drop(index="r000")
    assert list(left.columns) == list(LEFT_OUT_COLUMNS)
    assert abs(c.loc["r000", "estimate"]) < 0.05 < others["estimate"].min()
    assert (others["changed"] == "").all()


def test_one_column_may_stand_alone():
    one, listed = (
        leave_one_out(*groups(), "difference", by="level", over=over, n_resamples=50)
        for over in ("province", ["province"])
    )
    pd.testing.assert_frame_equal(one, listed)
    assert set(one["left_out"]) == {"甲", "乙"}


def test_each_run_is_the_comparison_without_the_report():
    priorities, units, reports = groups()
    left = leave_one_out(priorities, units, reports, "difference", by="level", over=["report_id"], n_resamples=300)
    one = left[left["left_out"] == "r004"].reset_index(drop=True)
    without = compare(
        priorities, units, reports[reports["report_id"] != "r004"], "difference", by="level", n_resamples=300
    )
    pd.testing.assert_frame_equal(one[list(without.columns)], without)


def test_regions_are_left_out_whole_and_reports_without_one_stay():
    left = leave_one_out(*groups(), "difference", by="level", over=["report_id", "province"], n_resamples=50)
    assert left.groupby("left_out_kind")["left_out"].nunique().to_dict() == {"region": 2, "report": 12}
    assert set(left.loc[left["left_out"] == "甲", "n_reports"]) == {6}
    assert set(left.loc[left["left_out"] == "乙", "n_reports"]) == {9}


def test_a_report_in_neither_group_changes_nothing_and_is_not_listed():
    priorities, units, reports = groups()
    reports.loc[11, "level"] = "province"
    pair = ("county", "prefecture")
    left = leave_one_out(priorities, units, reports, "difference", by="level", groups=pair, over=["report_id"])
    assert set(left["left_out"]) == {f"r{i:03d}" for i in range(11)}


def test_a_group_that_becomes_too_small_is_said():
    priorities, units, reports = groups()
    few = reports[reports["report_id"].isin(["r000", "r001", "r002", *reports["report_id"][6:]])]
    left = leave_one_out(priorities, units, few, "difference", by="level", over=["report_id"], n_resamples=50)
    assert set(left.loc[left["left_out"] == "r001", "changed"]) == {"too few reports"}


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ((0.1, 0.05, 0.2), (0.2, 0.1, 0.3), ""),
        ((0.1, 0.05, 0.2), (0.1, -0.1, 0.2), "interval now includes 0"),
        ((0.1, -0.1, 0.2), (0.1, 0.05, 0.2), "interval now excludes 0"),
        ((0.1, -0.1, 0.2), (-0.1, -0.2, 0.1), "sign"),
        ((0.1, 0.05, 0.2), (-0.1, -0.2, 0.1), "sign; interval now includes 0"),
        ((0.1, 0.05, 0.2), (0.1, np.nan, np.nan), "interval lost"),
        ((0.1, 0.05, 0.2), (np.nan, np.nan, np.nan), "too few reports"),
        ((0.1, np.nan, np.nan), (0.2, 0.1, 0.3), ""),
        ((np.nan, np.nan, np.nan), (np.nan, np.nan, np.nan), ""),
        ((0.0, -0.1, 0.1), (0.1, -0.1, 0.2), ""),
    ],
)
def test_changes_are_named(before, after, changed):
    assert describe_change(before, after) == changed


def test_columns_that_do_not_exist_are_named():
    with pytest.raises(ValueError, match="over names colour"):
        leave_one_out(*groups(), "difference", by="level", over=["colour"])

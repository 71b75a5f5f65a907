"""Shares count reports, not long reports; intervals resample pages; small cells say that they are small."""

import numpy as np
import pandas as pd
import pytest

from unionreports.compare.bootstrap import draw_clusters
from unionreports.compare.comparison import compare
from unionreports.compare.groups import with_groups
from unionreports.compare.intervals import mean_interval
from unionreports.compare.shares import priority_shares, report_shares


def tables(rows, **columns):
    """Tables from (report, page, priority, characters) of one unit each."""
    rows = pd.DataFrame(rows, columns=["report_id", "page_id", "priority", "size"])
    rows["unit_id"] = [f"u{i}" for i in range(len(rows))]
    units = rows[["unit_id", "report_id"]].assign(text=["字" * n for n in rows["size"]], role="review")
    reports = rows[["report_id", "page_id"]].drop_duplicates().assign(usable=True, **columns)
    priorities = rows[["unit_id", "priority"]].assign(method="m", weight=1.0, is_primary=True)
    return priorities, units, reports


def row(frame, priority, **where):
    for column, value in where.items():
        frame = frame[frame[column] == value]
    return frame[frame["priority"] == priority].iloc[0]


LONG_AND_SHORT = tables(
    [("r1", "p1", "a", 10)] * 8
    + [("r1", "p1", "b", 30)] * 2
    + [("r2", "p2", "b", 10)]
    + [("r3", "p3", "a", 5), ("r3", "p3", "b", 15)]
)


def test_reports_are_averaged_not_units():
    a = row(priority_shares(*LONG_AND_SHORT), "a")
    assert a["share"] == pytest.approx((0.8 + 0 + 0.5) / 3)
    assert (a["n_reports"], a["n_pages"], a["n_units"], a["small_n"]) == (3, 3, 13, False)


def test_one_column_or_priority_may_stand_alone():
    case = tables([("r1", "p1", "a", 1), ("r1", "p1", "bc", 1), ("r2", "p2", "a", 1)], province=["甲", "乙"])
    for function in (priority_shares, report_shares):
        pd.testing.assert_frame_equal(function(*case, by="province"), function(*case, by=["province"]))
        pd.testing.assert_frame_equal(function(*case, drop="bc"), function(*case, drop=["bc"]))


def test_characters_weigh_units_by_their_length():
    shares = report_shares(*LONG_AND_SHORT, weight="characters")
    assert row(shares, "a", report_id="r1")["share"] == pytest.approx(80 / 140)
    assert row(shares, "a", report_id="r3")["share"] == pytest.approx(0.25)


def test_without_shared_text_a_unit_counts_for_what_is_its_own():
    case = tables([("r1", "p1", "a", 10), ("r1", "p1", "b", 10), ("r2", "p2", "b", 8)], year=[2001, 2002])
    # Half of the first unit and all of the third stand elsewhere.
    shared = pd.DataFrame({"unit_id": ["u0", "u0", "u2"], "text_start": [0, 6, 0], "text_end": [2, 9, 8]})
    own = report_shares(*case, shared=shared)
    assert row(own, "a")["share"] == pytest.approx(0.5 / 1.5) and set(own["report_id"]) == {"r1"}
    assert row(report_shares(*case, weight="characters", shared=shared), "a")["share"] == pytest.approx(5 / 15)
    assert not own["shared_text"].any() and report_shares(*case)["shared_text"].all()
    assert compare(*case, "trend", shared=shared)["shared_text"].eq(False).all()
    pd.testing.assert_frame_equal(
        report_shares(*case, shared=shared.head(0)).drop(columns="shared_text"),
        report_shares(*case).drop(columns="shared_text"),
    )


def test_shares_of_a_report_add_to_one_and_zeros_are_said():
    shares = report_shares(*LONG_AND_SHORT)
    assert np.allclose(shares.groupby("report_id")["share"].sum(), 1)
    assert row(shares, "a", report_id="r2")["share"] == 0


def test_fractions_count_secondaries_by_weight():
    priorities, units, reports = LONG_AND_SHORT
    second = priorities[priorities["unit_id"] == "u10"].assign(priority="a", weight=0.4, is_primary=False)
    priorities = pd.concat(
        [priorities.assign(weight=priorities["weight"].where(priorities["unit_id"] != "u10", 0.6)), second]
    )
    assert row(report_shares(priorities, units, reports), "a", report_id="r2")["share"] == 0
    assert row(report_shares(priorities, units, reports, primary_only=False), "a", report_id="r2")[
        "share"
    ] == pytest.approx(0.4)


def test_unusable_reports_are_out_unless_asked_for():
    priorities, units, reports = LONG_AND_SHORT
    reports = reports.assign(usable=reports["report_id"] != "r2")
    assert set(report_shares(priorities, units, reports)["report_id"]) == {"r1", "r3"}
    assert set(report_shares(priorities, units, reports, usable_only=False)["report_id"]) == {"r1", "r2", "r3"}


def test_fewer_than_three_reports_are_points_without_mean_or_interval():
    priorities, units, reports = LONG_AND_SHORT
    two = priority_shares(priorities, units, reports[reports["report_id"] != "r2"])
    a = row(two, "a")
    assert a["small_n"] and a["points"] == "0.800000|0.500000"
    assert two[["share", "low", "high"]].isna().all(axis=None)
    one = row(priority_shares(priorities, units, reports, by=["report_id"]), "a", report_id="r1")
    assert one["share"] == pytest.approx(0.8) and one["small_n"] and np.isnan(one["low"])


def test_three_reports_of_one_page_have_no_interval():
    priorities, units, reports = LONG_AND_SHORT
    a = row(priority_shares(priorities, units, reports.assign(page_id="p1")), "a")
    assert not a["small_n"] and a["share"] == pytest.approx(1.3 / 3) and np.isnan(a["low"])


def test_cells_by_columns_of_reports_and_units_and_unknown_values_make_none():
    priorities, units, reports = LONG_AND_SHORT
    reports = reports.assign(year=pd.array([2004, pd.NA, 2005], dtype="Int64"), province=["甲", "", "乙"])
    assert set(priority_shares(priorities, units, reports, by=["year"])["year"]) == {2004, 2005}
    assert set(priority_shares(priorities, units, reports, by=["province", "role"])["province"]) == {"甲", "乙"}


@pytest.mark.parametrize(
    "options, says",
    [({"by": ["colour"]}, "colour: no such column"), ({"weight": "words"}, "choose units or characters")],
)
def test_unknown_options_are_named(options, says):
    with pytest.raises(ValueError, match=says):
        priority_shares(*LONG_AND_SHORT, **options)


def test_methods_are_not_mixed():
    priorities, units, reports = LONG_AND_SHORT
    with pytest.raises(ValueError, match="several methods"):
        priority_shares(pd.concat([priorities, priorities.assign(method="n")]), units, reports)


def test_no_reports_give_an_empty_frame():
    priorities, units, reports = LONG_AND_SHORT
    assert priority_shares(priorities, units, reports.assign(usable=False), by=["role"]).empty


def simulated(random, n_pages, per_page):
    """Reports of 20 units whose chance of a varies by page and by report; the mean chance is 0.3."""
    rows = []
    for page in range(n_pages):
        centre = random.beta(3, 7)
        for report in range(per_page):
            chance = random.beta(20 * centre, 20 * (1 - centre))
            kinds = np.where(random.random(20) < chance, "a", "b")
            rows += [(f"r{page}-{report}", f"p{page}", kind, 5) for kind in kinds]
    return tables(rows)


def test_the_interval_is_the_one_whose_coverage_is_simulated():
    case = simulated(np.random.default_rng(2), 9, 3)
    shares = report_shares(*case).pivot(index=["page_id", "report_id"], columns="priority", values="share")
    pages = pd.factorize(shares.index.get_level_values("page_id"))[0]
    draws = draw_clusters(9, 4_000, np.random.default_rng(0))
    expected = mean_interval(shares.to_numpy(), np.ones(27), pages, draws)
    found = priority_shares(*case, n_resamples=4_000)
    np.testing.assert_allclose(found["share"], expected.estimate)
    np.testing.assert_allclose(found[["low", "high"]], np.column_stack([expected.low, expected.high]), atol=0.01)


def test_a_priority_of_other_cells_has_an_upper_bound_where_it_is_not_named():
    priorities, units, reports = tables(
        [(f"r{i}", f"p{i}", kind, 5) for i in range(10) for kind in ("ab" + "a" * (i % 3) if i < 5 else "ac")],
        province=["甲"] * 5 + ["乙"] * 5,
    )
    c = row(priority_shares(priorities, units, reports, by=["province"]), "c", province="甲")
    assert c["share"] == 0 and c["low"] == 0 and 0 < c["high"] < 0.6


def test_dropped_priorities_leave_the_shares_of_the_rest():
    shares = report_shares(*LONG_AND_SHORT, drop=["b"])
    assert shares["priority"].unique().tolist() == ["a"]
    # r2 has nothing else.
    assert shares["report_id"].tolist() == ["r1", "r3"] and (shares["share"] == 1).all()
    with pytest.raises(ValueError, match="drop names z"):
        report_shares(*LONG_AND_SHORT, drop=["z"])


def test_shares_by_period_of_rule_level_and_role_together():
    priorities, units, reports = LONG_AND_SHORT
    years = pd.array([2004, 2006, 2011], dtype="Int64")
    reports = with_groups(reports.assign(year=years, year_earliest=years, year_latest=years, level="county"))
    found = priority_shares(priorities, units, reports, by=["rule_period", "level", "role"])
    assert found.groupby(["rule_period", "level", "role"])["n_reports"].first().to_dict() == {
        ("2003–2007", "county", "review"): 2,
        ("2008–2012", "county", "review"): 1,
    }


def test_ids_that_stand_twice_are_named():
    priorities, units, reports = LONG_AND_SHORT
    with pytest.raises(ValueError, match="unit_id u0 stands in several rows"):
        report_shares(priorities, pd.concat([units, units.head(1)]), reports)


def test_other_cells_and_the_order_of_rows_do_not_move_an_interval():
    priorities, units, reports = simulated(np.random.default_rng(1), 8, 1)
    reports = reports.assign(province=["甲"] * 4 + ["乙"] * 4)
    both = priority_shares(priorities, units, reports, by=["province"], random_state=5)
    alone = priority_shares(priorities, units, reports[reports["province"] == "甲"], by=["province"], random_state=5)
    turned = priority_shares(priorities[::-1], units[::-1], reports[::-1], by=["province"], random_state=5)
    pd.testing.assert_frame_equal(both[both["province"] == "甲"].reset_index(drop=True), alone)
    pd.testing.assert_frame_equal(both, turned)


def test_the_seed_moves_the_interval_and_nothing_else():
    case = simulated(np.random.default_rng(1), 30, 1)
    one, other = (priority_shares(*case, n_resamples=200, random_state=seed) for seed in (5, 6))
    assert (one[["low", "high"]] != other[["low", "high"]]).any(axis=None)
    pd.testing.assert_frame_equal(one.drop(columns=["low", "high"]), other.drop(columns=["low", "high"]))

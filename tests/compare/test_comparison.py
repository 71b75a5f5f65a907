"""Planted differences are found, absent ones are not, and nothing depends on order, names or other cells."""

import numpy as np
import pandas as pd
import pytest

from compare.planted import both_parts, noisy, shuffled, tables
from unionreports.compare.comparison import COLUMNS, compare
from unionreports.compare.questions import Resampling, Sample, difference

CENTRE = np.array([0.5, 0.3, 0.2])
MORE_A = np.array([0.7, 0.2, 0.1])


def row(frame, priority="a", **where):
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert (frame["priority"] == priority).sum() == 1
    return frame[frame["priority"] == priority].iloc[0]


def two_groups(n_a=12, n_b=12, gap=True, seed=0, **columns):
    random = np.random.default_rng(seed)
    shares = np.vstack([noisy(random, MORE_A if gap else CENTRE, n_a), noisy(random, CENTRE, n_b)])
    return tables(shares, level=["county"] * n_a + ["prefecture"] * n_b, **columns)


def trends(slope=0.01, n=30, seed=1):
    random = np.random.default_rng(seed)
    years = random.integers(2003, 2020, size=n)
    centres = CENTRE + np.outer(years - 2011, [slope, -slope, 0])
    return tables(noisy(random, centres, n), year=pd.array(years, dtype="Int64"))


# Differences


def test_a_planted_difference_is_found_with_its_size_and_the_counts_it_rests_on():
    found = compare(*two_groups(), "difference", by="level", groups=("county", "prefecture"))
    a = row(found)
    assert a["estimate"] == pytest.approx(0.2, abs=0.05)
    assert 0 < a["low"] < 0.2 < a["high"]
    assert a["p"] < 0.01 and a["p_adjusted"] < 0.05
    assert (a["n_reports_a"], a["n_reports_b"], a["n_reports"], a["n_pages"], a["n_units"]) == (12, 12, 24, 24, 480)
    assert list(found.columns) == list(COLUMNS)


def test_no_difference_is_seldom_a_finding():
    found = pd.concat(
        compare(*two_groups(gap=False, seed=seed), "difference", by="level", n_resamples=200) for seed in range(40)
    )
    # 5 in 100 are expected; three standard errors of 40 corpora more are let pass.
    assert ((found["low"] > 0) | (found["high"] < 0)).mean() < 0.13
    assert (found["p"] <= 0.05).mean() < 0.13
    assert (found["p_adjusted"] <= 0.05).mean() < 0.06


def test_groups_turned_round_turn_the_sign():
    frames = two_groups()
    one = compare(*frames, "difference", by="level", groups=("county", "prefecture"), n_resamples=4_000)
    other = compare(*frames, "difference", by="level", groups=("prefecture", "county"), n_resamples=4_000)
    np.testing.assert_allclose(one["estimate"], -other["estimate"])
    np.testing.assert_allclose(one["low"], -other["high"], atol=0.01)
    np.testing.assert_allclose(one["p"], other["p"], atol=0.03)


def test_two_values_are_set_against_each_other_and_several_each_against_the_rest():
    assert set(compare(*two_groups(), "difference", by="level")["group_b"]) == {"prefecture"}
    priorities, units, reports = two_groups()
    reports.loc[:5, "level"] = "province"
    found = compare(priorities, units, reports, "difference", by="level", n_resamples=100)
    assert list(found.groupby("group_a", sort=False)["group_b"].first().items()) == [
        ("county", "rest"), ("prefecture", "rest"), ("province", "rest"),
    ]  # fmt: skip
    alone = compare(priorities, units, reports, "difference", by="level", groups=("county", None), n_resamples=100)
    same = found[found["group_a"] == "county"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.drop(columns="p_adjusted"), same.drop(columns="p_adjusted"))


def test_p_is_adjusted_for_all_the_rows_of_a_call():
    priorities, units, reports = two_groups()
    reports.loc[:5, "level"] = "province"
    every = compare(priorities, units, reports, "difference", by="level", n_resamples=500)
    one = compare(priorities, units, reports, "difference", by="level", groups=("prefecture", None), n_resamples=500)
    smallest = every["p"].idxmin()
    assert every.loc[smallest, "p_adjusted"] == pytest.approx(min(1, every.loc[smallest, "p"] * len(every)))
    assert one["p_adjusted"].min() == pytest.approx(min(1, one["p"].min() * len(one)))


def test_years_can_make_groups():
    found = compare(*trends(), "difference", by="year", groups=(2005, None), n_resamples=50)
    assert set(found["group_a"]) == {"2005"}


def test_the_order_of_rows_and_the_names_of_units_do_not_matter():
    frames = two_groups()
    turned = shuffled(frames, np.random.default_rng(3))
    names = dict(zip(frames[1]["unit_id"], frames[1]["unit_id"].iloc[::-1] + "x", strict=True))
    renamed = [f.assign(unit_id=f["unit_id"].map(names)) for f in turned[:2]]
    one = compare(*frames, "difference", by="level", random_state=4)
    pd.testing.assert_frame_equal(one, compare(*turned, "difference", by="level", random_state=4))
    pd.testing.assert_frame_equal(one, compare(*renamed, turned[2], "difference", by="level", random_state=4))


def test_units_split_alike_change_no_share():
    priorities, units, reports = two_groups()
    again = [f.assign(unit_id=f["unit_id"] + "bis") for f in (priorities, units)]
    doubled = [pd.concat(pair, ignore_index=True) for pair in zip((priorities, units), again, strict=True)]
    one = compare(priorities, units, reports, "difference", by="level")
    two = compare(*doubled, reports, "difference", by="level")
    pd.testing.assert_frame_equal(one.drop(columns="n_units"), two.drop(columns="n_units"))
    assert (two["n_units"] == 2 * one["n_units"]).all()


def test_the_seed_moves_interval_and_p_alone():
    frames = two_groups(gap=False)
    one, other = (compare(*frames, "difference", by="level", random_state=seed, n_resamples=200) for seed in (1, 2))
    drawn = ["low", "high", "p", "p_adjusted"]
    pd.testing.assert_frame_equal(one.drop(columns=drawn), other.drop(columns=drawn))
    assert (one[drawn] != other[drawn]).any(axis=None)


def test_reports_that_share_pages_are_no_independent_witnesses():
    alone = row(compare(*two_groups(), "difference", by="level"))
    pages = [f"p{i // 4}" for i in range(24)]
    together = row(compare(*tables_on(pages), "difference", by="level"))
    assert together["estimate"] == pytest.approx(alone["estimate"])
    assert together["n_pages"] == 6
    # Three pages against three: 20 relabellings, of which the observed and its mirror are as far out.
    assert together["p"] == pytest.approx(2 / 20)


def tables_on(pages):
    """The tables of `two_groups` with other pages."""
    priorities, units, reports = two_groups()
    return priorities, units, reports.assign(page_id=pages)


def test_two_reports_in_a_group_are_too_few_for_any_estimate():
    found = compare(*two_groups(n_a=2), "difference", by="level")
    assert found["small_n"].all()
    assert found[["estimate", "low", "high", "p", "p_adjusted"]].isna().all(axis=None)
    assert (found["n_reports_a"] == 2).all()


def test_three_reports_of_two_pages_have_an_estimate_and_no_interval():
    pages = ["p0", "p0", "p1", *[f"q{i}" for i in range(12)]]
    priorities, units, reports = two_groups(n_a=3)
    found = compare(priorities, units, reports.assign(page_id=pages), "difference", by="level")
    assert found["estimate"].notna().all() and found[["low", "high"]].isna().all(axis=None)


def test_reports_weigh_alike_or_by_their_units():
    priorities, units, reports = two_groups()
    r0 = set(units.loc[units["report_id"] == "r000", "unit_id"])
    more = [pd.concat([f] + [f[f["unit_id"].isin(r0)].assign(unit_id=lambda d, i=i: d["unit_id"] + f"x{i}") for i in range(9)])
            for f in (priorities, units)]  # fmt: skip
    found = compare(*more, reports, "difference", by="level", weighting=("equal", "units"))
    plain = compare(priorities, units, reports, "difference", by="level")
    assert row(found, weighting="equal")["estimate"] == pytest.approx(row(plain)["estimate"])
    shares = (
        pd.crosstab(units["report_id"], priorities.set_index("unit_id").loc[units["unit_id"], "priority"].to_numpy())[
            "a"
        ]
        / 20
    )
    heavy = (10 * shares.iloc[0] + shares.iloc[1:12].sum()) / 21 - shares.iloc[12:].mean()
    assert row(found, weighting="units")["estimate"] == pytest.approx(heavy)


def test_dropped_priorities_leave_the_shares_of_the_rest():
    found = compare(*two_groups(), "difference", by="level", drop=("c",))
    assert set(found["priority"]) == {"a", "b"}
    assert row(found, "a")["estimate"] == pytest.approx(-row(found, "b")["estimate"])


def test_unusable_reports_and_reports_without_group_are_out_and_the_latter_counted():
    priorities, units, reports = two_groups()
    reports.loc[0, "usable"] = False
    reports.loc[[1, 20], "level"] = ""
    found = compare(priorities, units, reports, "difference", by="level", n_resamples=50)
    assert set(found["n_reports"]) == {21} and set(found["n_left_out"]) == {2}
    everything = compare(priorities, units, reports, "difference", by="level", usable_only=False, n_resamples=50)
    assert set(everything["n_reports"]) == {22}


@pytest.mark.slow
def test_short_reports_beside_long_ones_raise_few_false_alarms():
    random, centre = np.random.default_rng(8), np.array([0.1, 0.2, 0.3, 0.4])
    in_a = np.arange(60) < 12
    resampling = Resampling(1, 300)
    alarms = []
    for _ in range(400):
        chances = random.dirichlet(40 * centre, size=60)
        lengths = np.where(in_a, 10, 60)
        values = random.multinomial(lengths, chances) / lengths[:, None]
        alarms.append(difference(Sample(values, np.ones(60), np.arange(60)), in_a, resampling).p <= 0.05)
    # Permuting plain differences raises .13 here.
    assert 0.03 < np.mean(alarms) < 0.085


# Plan against review


def test_what_is_planned_more_than_done_is_found_within_reports():
    random = np.random.default_rng(2)
    # Reports differ far more from each other than plan from review: only pairing finds it.
    review = random.dirichlet([4, 3, 3], size=15)
    plan = review * [1, 0.7, 1]
    plan[:, 2] += review[:, 1] * 0.3
    found = compare(*both_parts(plan, review), "plan")
    assert row(found, "c")["low"] > 0 and row(found, "b")["high"] < 0
    assert row(found, "c")["p"] < 0.01
    assert row(found, "a")["estimate"] == pytest.approx(0, abs=0.02)
    assert row(found, "c")["n_reports_a"] == row(found, "c")["n_reports_b"] == 15


def test_reports_without_a_plan_are_left_out_and_counted():
    shares = noisy(np.random.default_rng(2), CENTRE, 8)
    priorities, units, reports = both_parts(shares, shares)
    units = units[(units["role"] == "review") | ~units["report_id"].isin(["r000", "r003"])]
    found = compare(priorities, units, reports, "plan")
    assert set(found["n_reports"]) == {6} and set(found["n_left_out"]) == {2}
    assert found["estimate"].tolist() == pytest.approx([0, 0, 0])
    assert (found["p"] == 1).all()


def test_signs_of_all_pages_are_flipped_where_pages_are_few():
    review = np.tile([0.5, 0.3, 0.2], (5, 1))
    plan = np.tile([0.4, 0.4, 0.2], (5, 1))
    assert row(compare(*both_parts(plan, review), "plan"))["p"] == pytest.approx(2 / 32)
    pages = ["p0", "p0", "p0", "p1", "p2"]
    assert row(compare(*both_parts(plan, review, pages), "plan"))["p"] == pytest.approx(2 / 8)


# Trends


def test_a_planted_trend_is_found_in_shares_per_year():
    found = compare(*trends(), "trend")
    a = row(found)
    assert a["estimate"] == pytest.approx(0.01, abs=0.004)
    assert 0 < a["low"] < 0.01 < a["high"] and a["p"] < 0.01
    assert row(found, "c")["low"] < 0 < row(found, "c")["high"]
    assert int(a["group_a"]) >= 2003 and int(a["group_b"]) <= 2019


def test_slopes_of_all_priorities_add_to_nothing():
    assert compare(*trends(), "trend")["estimate"].sum() == pytest.approx(0, abs=1e-12)


def test_reports_without_year_are_left_out_and_counted():
    priorities, units, reports = trends()
    reports.loc[:4, "year"] = pd.NA
    found = compare(priorities, units, reports, "trend", n_resamples=50)
    assert set(found["n_reports"]) == {25} and set(found["n_left_out"]) == {5}


def test_one_year_has_no_trend():
    priorities, units, reports = trends()
    found = compare(priorities, units, reports.assign(year=2005), "trend")
    assert found["small_n"].all() and found["estimate"].isna().all()


def test_no_year_at_all_leaves_rows_without_estimate():
    priorities, units, reports = trends()
    found = compare(priorities, units, reports.assign(year=pd.array([pd.NA] * 30, dtype="Int64")), "trend")
    assert found["small_n"].all() and set(found["n_left_out"]) == {30} and set(found["n_reports"]) == {0}


# Places


def places(between, seed=4, n_places=6, each=6):
    random = np.random.default_rng(seed)
    shift = random.normal(0, between, size=n_places)
    centres = np.repeat(CENTRE + np.outer(shift, [1, -1, 0]), each, axis=0)
    return tables(noisy(random, centres, n_places * each), province=np.repeat([f"P{i}" for i in range(n_places)], each))


def test_places_that_differ_are_told_from_places_that_do_not():
    found = compare(*places(0.12), "heterogeneity")
    a, c = row(found), row(found, "c")
    assert a["low"] < 0.12 < a["high"] and a["low"] > 0.02 and a["p"] < 0.01 and a["i_squared"] > 0.8
    assert c["low"] == 0 and c["p"] > 0.05
    assert a["n_places"] == 6 and a["group_a"] == "province"


def test_places_of_one_report_each_tell_nothing_of_what_places_add():
    found = compare(*places(0.12, each=1), "heterogeneity")
    assert found["small_n"].all() and found["estimate"].isna().all() and found["p"].isna().all()


# Bad input


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"question": "why"}, "choose difference, trend, plan, heterogeneity"),
        ({"question": "difference"}, "choose a column of reports"),
        ({"question": "difference", "by": "colour"}, "'colour'; choose a column of reports"),
        ({"question": "difference", "by": "level", "groups": ("county", "moon")}, "moon: no report .* choose county"),
        ({"question": "difference", "by": "level", "groups": ("county", "county")}, "two different groups"),
        ({"question": "difference", "by": "level", "weighting": "words"}, "choose equal, units, characters"),
        ({"question": "difference", "by": "level", "drop": ("z",)}, "drop names z"),
    ],
)
def test_bad_arguments_are_named_with_what_is_allowed(arguments, says):
    with pytest.raises(ValueError, match=says):
        compare(*two_groups(), **arguments)

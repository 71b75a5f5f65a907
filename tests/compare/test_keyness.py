"""Keyness is the measure of the paper, finds what was planted, and says when it hangs on one report."""

from hypothesis import given, strategies as st
import numpy as np
import pandas as pd
import pytest

from unionreports.compare.keyness import keyness

WORDS = tuple(f"词{a}{b}" for a in "甲乙丙丁戊己庚辛壬癸" for b in "子丑寅卯辰巳午未申酉")


def tables(reports):
    """Tables from (page, group, words) of one unit each; the group is a column of reports and of units."""
    units, tokens = [], []
    for i, (page, group, words) in enumerate(reports):
        units.append((f"u{i}", f"r{i}", page, group))
        tokens += [(f"u{i}", position, word) for position, word in enumerate(words)]
    units = pd.DataFrame(units, columns=["unit_id", "report_id", "page_id", "level"])
    tokens = pd.DataFrame(tokens, columns=["unit_id", "position", "token"])
    return tokens, units[["unit_id", "report_id"]], units.drop(columns="unit_id").assign(usable=True)


def row(table, term):
    return table[table["term"] == term].iloc[0]


def simulated(random, n_pages, raised=(), times=6.0, per_page=1):
    """Reports of 300 words in two groups; each report has its own taste for every word. `raised` words are a's."""
    reports = []
    for page in range(n_pages):
        group = "甲" if page % 2 else "乙"
        for _ in range(per_page):
            chances = random.gamma(2.0, np.arange(len(WORDS), 0, -1) / 2)
            if group == "甲":
                chances[[WORDS.index(w) for w in raised]] *= times
            reports.append((f"p{page}", group, random.choice(WORDS, 300, p=chances / chances.sum())))
    return tables(reports)


def test_two_words_as_worked_out_by_hand():
    # 工会 3 of 4 words against 1 of 4, prior of 2 words, one each: log-odds ln(4/2) - ln(2/4), variance 1/4 + 1/2.
    case = tables([("p1", "甲", ["工会"] * 3 + ["职工"]), ("p2", "乙", ["工会"] + ["职工"] * 3)])
    table = keyness(*case, by="level", a="甲", b="乙", prior_size=2)
    union = row(table, "工会")
    assert union["log_odds"] == pytest.approx(2 * np.log(2))
    assert union["z"] == pytest.approx(2 * np.log(2) / np.sqrt(0.75))
    assert row(table, "职工")["z"] == pytest.approx(-union["z"])
    assert (union["count_a"], union["count_b"], union["rate_a"], union["rate_b"]) == (3, 1, 7500, 2500)
    assert (union["n_reports_a"], union["n_reports_b"], union["top_report_share"]) == (1, 1, 1.0)


def test_unequal_groups_as_worked_out_by_hand():
    # a: 工会 6, 职工 2, 会员 2; b: 工会 1, 职工 4. Prior of 3 words in the shares 7, 6, 2 of 15.
    case = tables([("p1", "甲", ["工会"] * 6 + ["职工"] * 2 + ["会员"] * 2), ("p2", "乙", ["工会"] + ["职工"] * 4)])
    table = keyness(*case, by="level", a="甲", b="乙", prior_size=3, min_reports=1)
    workers = row(table, "职工")
    assert workers["log_odds"] == pytest.approx(np.log(3.2 / 9.8) - np.log(5.2 / 2.8))
    assert workers["z"] == pytest.approx(workers["log_odds"] / np.sqrt(1 / 3.2 + 1 / 5.2))
    members = row(table, "会员")
    assert members["log_odds"] == pytest.approx(np.log(2.4 / 10.6) - np.log(0.4 / 7.6))
    assert list(table["term"]) == ["工会", "会员", "职工"]


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 8))
def test_equal_rates_have_log_odds_zero_whatever_the_sizes(size, times, prior):
    words = ["工会"] * size + ["职工"] * 3
    case = tables([("p1", "甲", words), ("p2", "乙", words * times)])
    table = keyness(*case, by="level", a="甲", prior_size=prior, n_resamples=10)
    assert np.allclose(table["log_odds"], 0)


def test_groups_change_places_with_the_sign():
    case = simulated(np.random.default_rng(1), 10)
    one, other = (keyness(*case, by="level", a=a, b=b, n_resamples=50) for a, b in (("甲", "乙"), ("乙", "甲")))
    both = one.merge(other, on="term")
    assert np.allclose(both["z_x"], -both["z_y"]) and np.allclose(both["rate_a_x"], both["rate_b_y"])


def test_planted_words_are_found_and_no_others_lead():
    raised = ("词丙子", "词己午", "词壬申")
    table = keyness(*simulated(np.random.default_rng(2), 40, raised), by="level", a="甲", b="乙")
    assert set(table["term"][:3]) == set(raised)
    assert (table.set_index("term").loc[list(raised), "low"] > 0).all()


@pytest.mark.parametrize("n_pages, per_page", [(6, 1), (8, 1), (40, 1), (20, 3)])
def test_without_a_difference_few_intervals_exclude_zero_though_many_z_do(n_pages, per_page):
    random = np.random.default_rng(n_pages)
    found = [
        keyness(*simulated(random, n_pages, per_page=per_page), by="level", a="甲", b="乙", n_resamples=400)
        for _ in range(10)
    ]
    table = pd.concat(found)
    # 1,000 intervals of 95 %; words of one report are not independent draws, which z takes them for.
    assert 0.01 < ((table["low"] > 0) | (table["high"] < 0)).mean() < 0.07
    assert (table["z"].abs() > 1.96).mean() > 0.10


def test_a_term_of_one_report_shows_that_it_hangs_on_it_and_its_interval_reaches_zero():
    reports = [(f"p{i}", "甲", ["工会", "职工"] * 20 + ["龙舟赛"] * (30 * (i == 0))) for i in range(8)]
    reports += [(f"q{i}", "乙", ["工会", "职工"] * 20) for i in range(8)]
    table = keyness(*tables(reports), by="level", a="甲", b="乙", min_reports=1)
    race = row(table, "龙舟赛")
    assert race["top_report_share"] == 1 and race["n_reports_a"] == 1
    assert race["z"] > 1.96 and race["low"] <= 0 < race["high"]
    assert row(table, "工会")["top_report_share"] == pytest.approx(1 / 8)


def test_few_reports_and_few_pages_have_no_interval_and_say_so():
    case = simulated(np.random.default_rng(3), 12)
    tokens, units, reports = case
    some = reports[(reports["level"] == "乙") | reports["report_id"].isin(["r1", "r3"])]
    few = keyness(tokens, units, some, by="level", a="甲", b="乙")
    assert few["small_n"].all() and few[["low", "high"]].isna().all(axis=None) and few["z"].notna().all()
    assert few.attrs["n_reports_a"] == 2 and few.attrs["n_reports_b"] == 6
    one_page = reports.assign(page_id=reports["page_id"].where(reports["level"] == "乙", "p"))
    assert keyness(tokens, units, one_page, by="level", a="甲", b="乙")["small_n"].all()
    assert not keyness(*case, by="level", a="甲", b="乙", n_resamples=20)["small_n"].any()


def test_units_of_one_report_are_compared_as_its_two_sides():
    sides = [("review", ["完成", "工会"] * 10), ("plan", ["计划", "工会"] * 10)]
    units = [(f"u{i}{role}", f"r{i}", role, words) for i in range(5) for role, words in sides]
    tokens = pd.DataFrame(
        [(u, n, w) for u, _, _, words in units for n, w in enumerate(words)], columns=["unit_id", "position", "token"]
    )
    units = pd.DataFrame(units, columns=["unit_id", "report_id", "role", "words"])
    reports = pd.DataFrame({"report_id": [f"r{i}" for i in range(5)], "page_id": list("pqrst"), "usable": True})
    table = keyness(tokens, units, reports, by="role", a="review", b="plan")
    assert list(table["term"]) == ["完成", "工会", "计划"]
    assert row(table, "完成")["low"] > 0 > row(table, "计划")["high"]
    # Every draw has the same reports on both sides, so what is equal in each report stays equal.
    assert row(table, "工会")[["low", "high"]].tolist() == pytest.approx([0, 0])
    assert row(table, "工会")["n_reports_a"] == row(table, "工会")["n_reports_b"] == 5


def test_a_term_must_be_used_by_reports_and_pruning_moves_no_other_row():
    case = tables([("p1", "甲", ["工会", "职工", "龙舟赛"]), ("p2", "甲", ["工会"]), ("p3", "乙", ["工会", "职工"])])
    table = keyness(*case, by="level", a="甲", b="乙", min_reports=2)
    assert list(table["term"]) == ["职工", "工会"] or list(table["term"]) == ["工会", "职工"]
    every = keyness(*case, by="level", a="甲", b="乙", min_reports=1)
    kept = every[every["term"] != "龙舟赛"].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, table)


def test_stop_words_figures_and_single_characters_do_not_count():
    words = ["工会", "职工", "我们", "2004", "12.5", "户", "奥运会", "5.1服务卡"]
    case = tables([(f"p{i}", "甲乙"[i % 2], words) for i in range(4)])
    table = keyness(*case, by="level", a="甲", stop_words=["我们", "奥运会"])
    assert set(table["term"]) == {"工会", "职工", "5.1服务卡"}
    assert table.attrs["n_words_a"] == 6 and table["rate_a"].sum() == pytest.approx(10_000)


def test_value_against_the_rest_leaves_unknown_values_out():
    case = tables(
        [
            ("p1", "甲", ["工会", "职工"]),
            ("p2", "乙", ["工会", "会员"]),
            ("p3", "", ["工会"] * 9),
            ("p4", "丙", ["职工"]),
        ]
    )
    table = keyness(*case, by="level", a="甲", min_reports=1)
    assert table.attrs["group_b"] == "not 甲"
    assert (table.attrs["n_words_b"], table.attrs["n_reports_b"]) == (3, 2)
    several = keyness(*case, by="level", a=["甲", "丙"], b="乙", min_reports=1)
    assert several.attrs["group_a"] == "甲|丙" and several.attrs["n_words_a"] == 3


def test_unusable_reports_are_out_unless_asked_for():
    tokens, units, reports = tables([(f"p{i}", "甲乙"[i % 2], ["工会", "职工"]) for i in range(6)])
    reports = reports.assign(usable=reports["report_id"] != "r0")
    assert keyness(tokens, units, reports, by="level", a="甲").attrs["n_reports_a"] == 2
    assert keyness(tokens, units, reports, by="level", a="甲", usable_only=False).attrs["n_reports_a"] == 3


@pytest.mark.parametrize(
    "options, says",
    [
        ({"by": "colour", "a": "x"}, "colour: no such column"),
        ({"by": "level", "a": "丁"}, "group 丁 of level has no word that counts.*乙, 甲"),
        ({"by": "level", "a": ["甲", "乙"]}, "group not 甲|乙"),
        ({"by": "level", "a": "甲", "b": ["甲", "乙"]}, "甲 of level stands in both"),
        ({"by": "level", "a": "甲", "min_reports": 9}, "used by 9 reports"),
        ({"by": "level", "a": "甲", "prior_size": 0}, "number of words above 0"),
        ({"by": "level", "a": "甲", "stop_words": ["职工"]}, "one and the same term"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_remedy(options, says):
    case = tables([("p1", "甲", ["工会", "职工"]), ("p2", "乙", ["工会", "职工"])])
    with pytest.raises(ValueError, match=says):
        keyness(*case, **options)


def test_no_tokens_and_one_report_are_refused():
    tokens, units, reports = tables([("p1", "甲", ["工会", "职工"]), ("p2", "乙", ["工会"])])
    with pytest.raises(ValueError, match="no word that counts"):
        keyness(tokens[:0], units, reports, by="level", a="甲")
    with pytest.raises(ValueError, match="compared: none. .*usable_only=False"):
        keyness(tokens, units, reports.assign(usable=False), by="level", a="甲")
    with pytest.raises(ValueError, match="no word that counts"):
        keyness(tokens, units[:0], reports, by="level", a="甲")
    with pytest.raises(ValueError, match="group not 甲 of level has no word"):
        keyness(tokens, units, reports[:1], by="level", a="甲")


def test_order_of_rows_moves_nothing_and_the_seed_moves_intervals_alone():
    tokens, units, reports = simulated(np.random.default_rng(5), 12)
    one = keyness(tokens, units, reports, by="level", a="甲", random_state=1, n_resamples=100)
    turned = keyness(tokens[::-1], units[::-1], reports[::-1], by="level", a="甲", random_state=1, n_resamples=100)
    pd.testing.assert_frame_equal(one, turned)
    other = keyness(tokens, units, reports, by="level", a="甲", random_state=2, n_resamples=100)
    assert (one[["low", "high"]] != other[["low", "high"]]).any(axis=None)
    pd.testing.assert_frame_equal(one.drop(columns=["low", "high"]), other.drop(columns=["low", "high"]))

"""A topic is matched with a priority as strongly as it was planted, and with none where there is none."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from unionreports.compare.topic_priorities import topic_priorities, topic_priority_shares


def world(random, link, n_reports=8, size=15, run=1):
    """Units in runs of one code; a share `link` of topic 0's weight follows the code a, the rest lies anywhere."""
    n = n_reports * size
    codes = np.repeat(random.choice(["a", "b", "c", "d"], -(-n // run)), run)[:n]
    themes = np.repeat(random.random(-(-n // run)), run)[:n]
    share = np.where(random.random(n) < link, np.where(codes == "a", 0.9, 0.05), themes)
    return share, codes


def matched(share, codes, size=15, resamples=60, documents=None):
    reports = [f"r{i // size:02d}" for i in range(len(codes))]
    ids = [f"u{i:04d}" for i in range(len(codes))]
    units = pd.DataFrame({"unit_id": ids, "report_id": reports, "start": range(len(codes))})
    documents = units[["unit_id"]].assign(document_id=ids if documents is None else documents)
    shares = np.column_stack([share, 1 - share]) if share.ndim == 1 else share
    rows = [("m", d, t, s) for d, own in zip(documents["document_id"], shares) for t, s in enumerate(own)]
    topics = pd.DataFrame(rows, columns=["model", "document_id", "topic", "share"]).drop_duplicates(
        ["document_id", "topic"]
    )
    owners = pd.DataFrame({"report_id": sorted(set(reports))}).assign(page_id=lambda r: "p" + r["report_id"])
    priorities = pd.DataFrame({"unit_id": ids, "method": "codebook", "priority": codes, "is_primary": True})
    # Rows in any order give the same.
    return topic_priority_shares(
        topics, documents, units.sample(frac=1, random_state=2), owners, priorities, 5, resamples
    )


def test_a_planted_match_is_found_with_its_strength_and_an_interval_around_it():
    random = np.random.default_rng(1)
    share, codes = world(random, 1.0)
    found = matched(share, codes, resamples=400)
    best = topic_priorities(found).set_index("topic")
    row = best.loc[0]
    weight = share[codes == "a"].sum()
    assert row["priority"] == "a" and row["strength"] == "strong"
    assert row["share"] == pytest.approx(weight / share.sum()) and row["base"] == pytest.approx((codes == "a").mean())
    assert row["lift"] == pytest.approx(row["share"] / row["base"])
    assert row["low"] < row["share"] < row["high"] and 1 < row["lift_low"] < row["lift"] < row["lift_high"]
    assert row["chance"] < row["low"] and row["p"] <= 0.05
    assert row[["n_units", "n_reports", "n_pages"]].tolist() == [120, 8, 8] and row["weight"] == pytest.approx(
        share.sum()
    )
    # Every topic's shares over the priorities are all of it.
    assert found.groupby("topic")["share"].sum().tolist() == pytest.approx([1, 1])


def test_a_match_in_a_part_of_the_topic_is_partial():
    share, codes = world(np.random.default_rng(3), 0.6)
    row = topic_priorities(matched(share, codes)).iloc[0]
    assert row["priority"] == "a" and row["strength"] == "partial" and row["share"] < 0.5


def test_chance_is_that_of_turning_the_signs_of_reports():
    share, codes = world(np.random.default_rng(4), 0.3, n_reports=5)
    report, names = np.arange(75) // 15, sorted(set(codes))
    excess = []
    for signs in product((1, -1), repeat=5):
        parts = share / share.sum() * np.array(signs)[report]
        excess.append(round(max((parts * ((codes == c) - (codes == c).mean())).sum() for c in names), 9))
    row = topic_priorities(matched(share, codes)).iloc[0]
    assert row["share"] - row["base"] == pytest.approx(excess[0], abs=1e-8)
    assert row["p"] == pytest.approx(np.mean(np.array(excess) >= excess[0]))
    assert row["chance"] == pytest.approx(row["base"] + np.quantile(excess, 0.95))


@pytest.mark.parametrize("n_reports", [8, 20])
def test_long_runs_without_a_link_are_seldom_called_a_match(n_reports):
    """Codes and 300 topics come in runs of six units, with the same ends: 15 of the topics may seem to match."""
    random = np.random.default_rng(7)
    codes = world(random, 0.0, n_reports, run=6)[1]
    shares = np.column_stack([world(random, 0.0, n_reports, run=6)[0] ** 8 for _ in range(300)])
    called = topic_priorities(matched(shares, codes, resamples=2))["strength"] != "weak"
    assert 0 < called.sum() <= 20


def test_a_topic_of_one_report_matches_nothing_though_all_of_it_has_one_code():
    codes = np.array(["a", "b", "c"] * 40)
    share = np.where(np.arange(120) < 15, 0.9, 0.01)
    codes[:15] = "a"
    row = topic_priorities(matched(share, codes)).iloc[0]
    assert row["share"] > 0.9 and row["lift"] > 2 and row["strength"] == "weak"


def test_units_have_the_shares_of_their_section_and_two_pages_give_no_interval():
    share, codes = np.repeat([0.9, 0.1], 15), np.repeat(["a", "b"], 15)
    found = matched(share, codes, documents=np.repeat(["s", "t"], 15))
    row = topic_priorities(found).iloc[0]
    assert row["share"] == pytest.approx(0.9) and row["n_pages"] == 2
    assert row[["low", "high", "lift_low", "lift_high"]].isna().all()


def test_without_topics_or_codes_there_is_no_match():
    share, codes = np.repeat([0.9, 0.1], 15), np.repeat(["a", "b"], 15)
    found = matched(share, codes)
    empty = topic_priority_shares(
        pd.DataFrame(columns=["model", "document_id", "topic", "share"]),
        pd.DataFrame(columns=["unit_id", "document_id"]),
        pd.DataFrame(),
        pd.DataFrame(),
        pd.DataFrame(),
        1,
    )
    assert empty.empty and list(empty.columns) == list(found.columns)
    assert topic_priorities(empty).empty

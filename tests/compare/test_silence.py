"""Silence is measured against named peers, counts what is said in any form, and claims nothing where few tell."""

import numpy as np
import pandas as pd
import pytest

from unionreports.compare.groups import with_groups
from unionreports.compare.peers import find_peers
from unionreports.compare.silence import COLUMNS, silence
from unionreports.compare.term_counts import count_terms
from unionreports.text.codebook import Codebook, FalseFriend

CODEBOOK = Codebook(
    ids=("talks", "safety", "rest"),
    kinds=("field", "field", "residual"),
    tie_ranks=(1, 2, None),
    terms={"集体协商": 0, "工资集体协商": 0, "安全": 1, "劳动保护": 1},
    heading_terms={"协商工作": 0},
    false_friends=(FalseFriend("信息安全", (), ""), FalseFriend("劳动保护", ("环境",), "rest")),
)
NO_HEADINGS = pd.DataFrame({"report_id": pd.Series(dtype="str"), "text": pd.Series(dtype="str")})


def tables(texts, **columns):
    """Units and reports of one unit each, every report on a page of its own unless columns say so."""
    ids = [f"r{i:02}" for i in range(len(texts))]
    units = pd.DataFrame({"unit_id": ids, "report_id": ids, "text": pd.Series(texts, dtype="str")})
    base = {"page_id": ids, "level": "county", "rule_period": "2003–2007", "usable": True}
    return units, pd.DataFrame({"report_id": ids, **(base | columns)})


def said(term, times, length=4_000):
    """A text of a length that says a term so often."""
    return (term + "。") * times + "字" * (length - (len(term) + 1) * times)


PEERS = [said("集体协商", times) for times in (12, 9, 15, 11, 10, 13, 8, 12, 14, 11)]


def row(table, report, term):
    return table[(table["report_id"] == report) & (table["term"] == term)].iloc[0]


def test_a_report_that_is_silent_where_its_peers_speak_is_found():
    table = silence(*tables([*PEERS, said("字", 1)]), NO_HEADINGS, CODEBOOK)
    assert list(table.columns) == list(COLUMNS)
    silent = row(table, "r10", "集体协商")
    assert (silent["count"], silent["n_peers"], silent["n_peers_using"], silent["priority"]) == (0, 10, 10, "talks")
    assert silent["expected_rate"] == pytest.approx(115 / 40_000 * 10_000)
    assert silent["expected_count"] == pytest.approx(11.5)
    assert silent["probability"] < 0.01 and silent["p_adjusted"] < 0.01
    assert (table.loc[table["report_id"] != "r10", "probability"] > 0.05).all()


def test_one_term_or_column_may_stand_alone():
    case = tables([*PEERS, said("字", 1)])
    one = silence(*case, NO_HEADINGS, CODEBOOK, terms="集体协商", peer_columns="level")
    pd.testing.assert_frame_equal(
        one, silence(*case, NO_HEADINGS, CODEBOOK, terms=["集体协商"], peer_columns=["level"])
    )
    assert set(one["term"]) == {"集体协商"} and set(one["peer_basis"]) == {"level"}


def test_an_expected_count_goes_with_the_length_of_the_report():
    case = tables([*PEERS, "字" * 400])
    assert "r10" not in set(silence(*case, NO_HEADINGS, CODEBOOK)["report_id"])
    table = silence(*case, NO_HEADINGS, CODEBOOK, min_expected=1)
    short = row(table, "r10", "集体协商")
    assert short["expected_count"] == pytest.approx(1.15) and short["probability"] > 0.2


def test_longer_terms_speak_for_shorter_ones_and_false_friends_do_not():
    units, reports = tables(["工资集体协商、集体协商、信息安全、安全。", "劳动保护。", "环境和劳动保护。"])
    terms = ["集体协商", "工资集体协商", "安全", "劳动保护", "工资"]
    counts, lengths = count_terms(reports, units, NO_HEADINGS, CODEBOOK, terms)
    assert counts.toarray().tolist() == [[2, 1, 1, 0, 1], [0, 0, 0, 1, 0], [0, 0, 0, 0, 0]]
    assert lengths.tolist() == [20, 5, 8]


def test_headings_speak_too_and_no_term_crosses_texts():
    units, reports = tables(["集体", "协商"])
    headings = pd.DataFrame({"report_id": ["r01", "r00", "other"], "text": ["集体协商", "一、总结", "集体协商"]})
    counts, lengths = count_terms(reports, units, headings, CODEBOOK, ["集体协商", "集体"])
    assert counts.toarray().tolist() == [[0, 1], [1, 1]] and lengths.tolist() == [6, 6]


def test_counting_in_batches_changes_nothing(monkeypatch):
    units, reports = tables([*PEERS, "安全集体协商"])
    whole, lengths = count_terms(reports, units, NO_HEADINGS, CODEBOOK, ["集体协商", "安全"])
    monkeypatch.setattr("unionreports.compare.term_counts._BATCH", 3)
    parts, same = count_terms(reports, units, NO_HEADINGS, CODEBOOK, ["集体协商", "安全"])
    assert (whole != parts).nnz == 0 and lengths.tolist() == same.tolist()


def test_a_list_of_ones_own_is_measured_whatever_is_expected_and_what_nobody_says_is_named():
    units, reports = tables([said("欠薪", times) for times in (1, 0, 1, 0, 0)])
    table = silence(units, reports, NO_HEADINGS, CODEBOOK, ["欠薪", "停工"])
    assert set(table["term"]) == {"欠薪"} and set(table["priority"]) == {""}
    assert table.attrs == {"n_terms": 2, "unused": ["停工"], "without_text": []}
    # The two that say it have one peer that does, which is less than the two asked for.
    assert table["report_id"].tolist() == ["r01", "r03", "r04"]
    assert silence(units, reports, NO_HEADINGS, CODEBOOK, ["欠薪"], min_using=1)["report_id"].nunique() == 5
    assert silence(units, reports, NO_HEADINGS, CODEBOOK, ["欠薪"], min_expected=1).empty


def test_fewer_than_three_peers_or_pages_claim_nothing():
    few = silence(*tables(PEERS[:3]), NO_HEADINGS, CODEBOOK)
    assert (few["n_peers"] == 2).all() and few[["probability", "p_adjusted"]].isna().all(axis=None) and len(few)
    texts = [*PEERS, said("字", 1)]
    two_pages = tables(texts, page_id=["p"] * 5 + ["q"] * 5 + ["own"])
    last = row(silence(*two_pages, NO_HEADINGS, CODEBOOK), "r10", "集体协商")
    assert last["n_peers"] == 10 and np.isnan(last["probability"])
    three = tables(texts, page_id=["p"] * 4 + ["q"] * 3 + ["s"] * 3 + ["own"])
    assert row(silence(*three, NO_HEADINGS, CODEBOOK), "r10", "集体协商")["probability"] < 0.05


def test_peers_widen_where_they_are_few_and_say_so():
    reports = pd.DataFrame(
        [("a", "county", "早")] * 4 + [("b", "county", "晚")] * 2 + [("c", "province", "早")] + [("d", "unknown", "")],
        columns=["page_id", "level", "rule_period"],
    ).assign(page_id=list("abcdefgh"))
    groups = {g.basis: g for g in find_peers(reports, ("level", "rule_period"), 3)}
    measured = {basis: g.members[g.measured].tolist() for basis, g in groups.items()}
    assert measured == {"level+rule_period": [0, 1, 2, 3], "level": [4, 5], "all": [6, 7]}
    assert groups["level"].members.tolist() == [0, 1, 2, 3, 4, 5] and groups["level"].n_peers.tolist() == [5] * 6
    assert groups["all"].n_peers.tolist() == [7] * 8 and groups["all"].n_peer_pages.tolist() == [7] * 8


def test_page_mates_are_not_counted_as_peers():
    reports = pd.DataFrame({"page_id": list("aaabcd"), "level": "county"})
    (group,) = find_peers(reports, ("level",), 3)
    assert group.n_peers.tolist() == [3, 3, 3, 5, 5, 5] and group.n_peer_pages.tolist() == [3] * 6


def test_unusable_reports_and_reports_without_text_take_no_part():
    units, reports = tables([*PEERS, said("字", 1), ""], usable=[False] * 2 + [True] * 10)
    table = silence(units, reports, NO_HEADINGS, CODEBOOK)
    assert row(table, "r10", "集体协商")["n_peers"] == 8 and table.attrs["without_text"] == ["r11"]
    every = silence(units, reports, NO_HEADINGS, CODEBOOK, usable_only=False)
    assert row(every, "r10", "集体协商")["n_peers"] == 10


@pytest.mark.parametrize("kept", [slice(0, 0), slice(0, 1)])
def test_no_report_and_one_report_give_an_empty_table_of_the_right_types(kept):
    units, reports = tables(PEERS)
    table = silence(units, reports[kept], NO_HEADINGS, CODEBOOK)
    assert table.empty and list(table.columns) == list(COLUMNS)
    full = silence(units, reports, NO_HEADINGS, CODEBOOK)
    assert (table.dtypes == full.dtypes).all()


def test_wrong_questions_are_refused():
    units, reports = tables(PEERS)
    with pytest.raises(ValueError, match="with_groups adds rule_period"):
        silence(units, reports.drop(columns="rule_period"), NO_HEADINGS, CODEBOOK)
    with pytest.raises(ValueError, match="empty or holds a line end"):
        silence(units, reports, NO_HEADINGS, CODEBOOK, ["欠薪", ""])


def test_probabilities_are_adjusted_within_each_report():
    texts = [said("集体协商", n) + said("安全", 6, 100) for n in (12, 9, 15, 11, 10, 13)]
    table = silence(*tables([*texts, "字" * 4_100]), NO_HEADINGS, CODEBOOK)
    last = table[table["report_id"] == "r06"]
    assert len(last) == 2 and (last["p_adjusted"] >= last["probability"]).all()
    assert last["p_adjusted"].iloc[0] == pytest.approx(
        min(last["probability"].iloc[0] * 2, last["probability"].iloc[1])
    )


def test_the_order_of_rows_moves_nothing():
    units, reports = tables([*PEERS, said("安全", 3)])
    one = silence(units, reports, NO_HEADINGS, CODEBOOK)
    other = silence(units[::-1], reports, NO_HEADINGS, CODEBOOK)
    pd.testing.assert_frame_equal(one, other)
    turned = silence(units, reports[::-1], NO_HEADINGS, CODEBOOK)
    pd.testing.assert_frame_equal(
        one, turned.sort_values("report_id", kind="stable", ignore_index=True), check_exact=False, rtol=1e-9
    )


def test_the_default_corpus_is_measured_report_by_report(seed_frames):
    units, headings, reports = (seed_frames[name] for name in ("units", "headings", "reports"))
    terms = ["工资", "劳模", "劳动竞赛", "这个词没有"]
    table = silence(units, with_groups(reports), headings, CODEBOOK, terms, usable_only=False, min_using=1)
    texts = pd.concat([units, headings]).groupby("report_id")["text"].agg("\n".join)
    counts = [texts[r].count(t) for r, t in zip(table["report_id"], table["term"])]
    assert table["count"].tolist() == counts and table.attrs["unused"] == ["这个词没有"]
    spoken = pd.Series({r: len(t) - t.count("\n") for r, t in texts.items()})
    assert np.allclose(
        table["expected_count"], table["expected_rate"] * table["report_id"].map(spoken) / 10_000, rtol=1e-2
    )
    page = dict(zip(reports["report_id"], reports["page_id"]))
    others = table["report_id"].map(lambda r: sum(p != page[r] for p in page.values()))
    assert (table["n_peers"] <= others).all() and set(table["peer_basis"]) <= {"all", "level", "level+rule_period"}

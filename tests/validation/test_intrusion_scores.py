"""Simulated coders score what they must: one who knows everything, and those who guess."""

import numpy as np
import pytest
from scipy.stats import binomtest

from invented_topics import guessing, intrusion_tables, perfect
from unionreports.errors import InputError
from unionreports.validation.coefficients import MISSING, krippendorff_alpha
from unionreports.validation.intrusion_answers import Answers
from unionreports.validation.intrusion_items import Item, items_of
from unionreports.validation.intrusion_report import lock_sheets, score_sheets
from unionreports.validation.intrusion_scores import (
    chance_log_odds,
    intrusion_scores,
    log_odds,
    topic_results,
    wilson,
    word_results,
)
from unionreports.validation.intrusion_sheet import Draw, draw_intrusion_sheet, write_intrusion_sheet
from unionreports.validation.sheet_lock import lock_path

TABLES = intrusion_tables(n_topics=60, n_documents=200)
ITEMS = {task: tuple(items_of(TABLES, task, "nmf", "0123456789ab", 5)) for task in ("words", "topics")}


def sheet_of(task, coder, chosen, items=None):
    items = items or ITEMS[task]
    return Answers(Draw(task, "nmf", "0123456789ab", 5, len(items), "00000000"), coder, items, np.asarray(chosen))


def truth(task):
    return np.array([i.intruder for i in ITEMS[task]])


def guesses(task, seed):
    random = np.random.default_rng(seed)
    return np.array([random.integers(len(i.choices)) for i in ITEMS[task]])


def value(scores, coder, measure, column="value"):
    return scores.set_index(["coder", "measure"]).loc[(coder, measure), column]


@pytest.mark.parametrize("task", ["words", "topics"])
def test_coders_who_know_find_every_intruder_and_agree(task):
    scores = intrusion_scores([sheet_of(task, c, truth(task)) for c in ("Li", "Wang")])
    for coder in ("Li", "Wang", "all"):
        assert value(scores, coder, "precision") == 1 == pytest.approx(value(scores, coder, "precision", "high"))
        assert 0.93 < value(scores, coder, "precision", "low") < 1
        if task == "topics":
            assert value(scores, coder, "log_odds") == 0 and np.isnan(value(scores, coder, "log_odds", "low"))
    assert value(scores, "all", "alpha") == 1 and value(scores, "all", "alpha", "n_items") == len(ITEMS[task])


@pytest.mark.parametrize("task", ["words", "topics"])
def test_coders_who_guess_score_what_chance_brings_and_do_not_agree(task):
    scores = intrusion_scores([sheet_of(task, f"g{s:02d}", guesses(task, s)) for s in range(20)], 200)
    n = len(ITEMS[task])
    chance = value(scores, "all", "precision", "chance")
    assert chance == pytest.approx(np.mean([1 / len(i.choices) for i in ITEMS[task]]))
    assert abs(value(scores, "all", "precision") - chance) < 4 * np.sqrt(chance * (1 - chance) / (20 * n))
    assert abs(value(scores, "all", "alpha")) < 0.02
    assert value(scores, "all", "precision", "low") < chance < value(scores, "all", "precision", "high")
    if task == "topics":
        assert value(scores, "all", "log_odds") == pytest.approx(value(scores, "all", "log_odds", "chance"), abs=0.1)
        # The interval of each guesser holds chance for nearly all of them.
        own = scores[(scores["measure"] == "log_odds") & (scores["coder"] != "all")]
        assert own["low"].le(own["chance"]).mul(own["high"].ge(own["chance"])).sum() >= 17


def test_with_as_many_choices_everywhere_alpha_is_krippendorffs():
    coders = [guesses("words", 1), np.where(np.arange(60) % 3, truth("words"), MISSING), truth("words")]
    scores = intrusion_scores([sheet_of("words", str(i), c) for i, c in enumerate(coders)], 50)
    assert value(scores, "all", "alpha") == pytest.approx(krippendorff_alpha(np.column_stack(coders)))


def test_a_coder_who_knows_and_one_who_guesses_are_told_apart():
    scores = intrusion_scores([sheet_of("words", "Li", truth("words")), sheet_of("words", "Wang", guesses("words", 3))])
    assert value(scores, "Li", "precision") == 1 and value(scores, "Wang", "precision") < 0.4
    assert value(scores, "all", "precision") == pytest.approx((1 + value(scores, "Wang", "precision")) / 2)
    assert -0.1 < value(scores, "all", "alpha") < 0.3


def test_an_item_without_an_answer_is_not_found_and_has_no_log_odds():
    chosen = truth("topics")
    chosen[:50] = MISSING
    scores = intrusion_scores([sheet_of("topics", "Li", chosen)])
    assert value(scores, "Li", "precision") == 0.75 and value(scores, "Li", "log_odds") == 0
    assert value(scores, "Li", "log_odds", "n_items") == 150 and "all" not in set(scores["coder"])


def test_log_odds_are_those_of_the_formula_and_shares_of_nothing_count_as_a_thousandth():
    items = (
        Item("i1", 2, ("a", "b", "c"), 2, (0, 1, 2), "d1", "text", (0.6, 0.3, 0.06)),
        Item("i2", 1, ("a", "b"), 1, (0, 1), "d2", "text", (1.0, 0.0)),
    )
    odds = log_odds(items, np.array([[0, 2, MISSING], [1, 0, 0]]))
    assert odds[0, :2] == pytest.approx([np.log(0.1), 0]) and np.isnan(odds[0, 2])
    assert odds[1] == pytest.approx([0, np.log(0.001), np.log(0.001)])
    by_chance = (np.log(0.06 / 0.6) + np.log(0.06 / 0.3)) / 3, np.log(0.001) / 2
    assert chance_log_odds(items) == pytest.approx(np.mean(by_chance))


@pytest.mark.parametrize(("k", "n"), [(0, 12), (5, 12), (12, 12), (30, 40)])
def test_the_interval_of_a_share_is_wilsons(k, n):
    interval = binomtest(k, n).proportion_ci(method="wilson")
    assert wilson(k / n, n) == pytest.approx((interval.low, interval.high), abs=1e-9)


def test_results_are_told_topic_by_topic():
    chosen = np.array([truth("words"), truth("words")])
    first = ITEMS["words"][0]
    chosen[1, 0] = (first.intruder + 1) % 6
    found = word_results([sheet_of("words", c, row) for c, row in zip(("Li", "Wang"), chosen, strict=True)])
    row = found.set_index("topic").loc[first.topic]
    assert row[["found", "answered"]].tolist() == [1, 2] and row["instead"] == first.choices[chosen[1, 0]]
    assert (found.drop(index=found.index[found["topic"] == first.topic])[["found", "answered"]] == 2).all(axis=None)
    chosen = truth("topics")
    wrong = next(i for i, item in enumerate(ITEMS["topics"]) if len(item.choices) == 4)
    item = ITEMS["topics"][wrong]
    chosen[wrong] = (item.intruder + 1) % 4
    found = topic_results([sheet_of("topics", "Li", chosen)]).set_index("topic")
    assert found["intruding"].sum() == 200 and found["found"].sum() == 199 and found["mistaken"].sum() == 1
    assert found["leading"].sum() == sum(len(i.choices) - 1 for i in ITEMS["topics"])
    assert found.loc[item.topics[chosen[wrong]], "mistaken"] == 1


def test_sheets_that_do_not_belong_together_are_refused():
    with pytest.raises(InputError, match="two sheets of the same coder"):
        intrusion_scores([sheet_of("words", "Li", truth("words"))] * 2)
    with pytest.raises(InputError, match="sheets of several draws"):
        intrusion_scores([sheet_of("words", "Li", truth("words")), sheet_of("topics", "Wang", truth("topics"))])
    with pytest.raises(InputError, match="none, or sheets"):
        intrusion_scores([])


@pytest.fixture
def files(tmp_path):
    """Filled-in sheets of two coders and both tasks on a small model, not locked."""
    tables, paths = intrusion_tables(), []
    for task in ("words", "topics"):
        for coder, answer in (("Li", perfect), ("Wang", guessing(4))):
            sheet = draw_intrusion_sheet(tables, task, coder, None, 7)
            path = tmp_path / f"{task}-{coder}.{'xlsx' if coder == 'Li' else 'csv'}"
            write_intrusion_sheet(sheet.assign(intruder=[answer(row) for _, row in sheet.iterrows()]), path)
            paths.append(path)
    return tables, paths


def test_locked_sheets_are_scored_draw_by_draw(files):
    tables, paths = files
    assert "12 of 12 items answered" in lock_sheets(paths, tables)
    text = score_sheets(paths, tables)
    words, topics = text.split("Topic intrusion")
    assert "Word intrusion, model nmf (0123456789ab), seed 7" in words and "n = 12 items are few" in words
    assert "1.00 (0.76 to 1.00)   0.17 12" in words and "log_odds" not in words and "over 12 items" in words
    assert "1.00 (0.91 to 1.00)" in topics and "log_odds" in topics and "items are few" not in topics
    assert score_sheets(paths, tables) == text and "only the beginning" not in text
    long = tables | {"units": tables["units"].assign(text=tables["units"]["text"] + "另外开展活动。" * 80)}
    sheet = draw_intrusion_sheet(long, "topics", "Li", 30, 7)
    path = paths[0].with_name("long.csv")
    write_intrusion_sheet(sheet.assign(intruder="1"), path)
    lock_sheets([path], long)
    assert "30 of 30 passages are only the beginning of their document" in score_sheets([path], long)


def test_no_sheet_is_scored_before_it_is_locked_or_after_it_was_changed(files):
    tables, paths = files
    with pytest.raises(InputError, match=r"is not locked(.|\n)*--lock"):
        score_sheets(paths, tables)
    lock_sheets(paths, tables)
    lock_sheets(paths, tables)
    paths[1].write_bytes(paths[1].read_bytes() + b"\r\n")
    with pytest.raises(InputError, match="changed after it was locked"):
        score_sheets(paths, tables)
    with pytest.raises(InputError, match="changed after it was locked"):
        lock_sheets(paths, tables)


def test_a_sheet_that_cannot_be_read_is_not_locked_and_neither_are_those_beside_it(files):
    tables, paths = files
    text = paths[1].read_text(encoding="utf-8-sig")
    paths[1].write_text(text.replace("choice6", "choice9"), encoding="utf-8")
    with pytest.raises(InputError, match="no such column"):
        lock_sheets(paths, tables)
    assert not any(lock_path(path).exists() for path in paths)

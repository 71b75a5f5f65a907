"""The number of topics that was planted stands out in the measures that can see it, and no sentence picks one alone."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionreports.model_tables import TOPIC_CHOICE
from unionreports.models.choice_reading import choice_reading
from unionreports.models.coherence import read_texts
from unionreports.models.held_out import held_out_words
from unionreports.models.topic_choice import MOST_TOPICS, choice_task, default_grid, exclusivity, own_report
from unionreports.table_check import check
from unionreports.validation.topic_worlds import plant_topics

PLANTED = 6


@pytest.fixture(scope="module")
def world():
    """Counts, terms, ids, reports, pages and texts; two documents make a report, ten a page."""
    planted = plant_topics(1, n_documents=160, n_words=60, n_terms=600, n_topics=PLANTED)
    used = np.flatnonzero(planted.counts.sum(axis=0))
    counts, terms = planted.counts[:, used].tocsr(), [planted.terms[i] for i in used]
    cells = counts.tocoo()
    words = pd.DataFrame({"unit_id": np.array(planted.ids)[cells.row], "token": np.array(terms)[cells.col]})
    words = words.loc[words.index.repeat(cells.data)].sample(frac=1, random_state=0)
    words["position"] = words.groupby("unit_id").cumcount()
    reports, pages = ([f"{name}{i // size}" for i in range(160)] for name, size in (("r", 2), ("p", 10)))
    return counts, terms, planted.ids, reports, pages, read_texts(words, terms)


@pytest.fixture(scope="module")
def table(world):
    counts, terms, ids, reports, pages, texts = world
    given = {"counts": counts, "terms": terms, "ids": ids, "reports": reports, "pages": pages, "texts": texts}
    return pd.concat(
        [choice_task(model="nmf", n_topics=k, random_state=0, **given) for k in (1, 3, PLANTED, 12)], ignore_index=True
    )


def test_the_planted_number_is_best_where_it_can_be_seen(table):
    check(table, TOPIC_CHOICE.name)
    for measure in ("held_out", "stability"):
        rows = table[table["measure"] == measure]
        assert rows.loc[rows["value"].idxmax(), "n_topics"] == PLANTED
    held_out = table[table["measure"] == "held_out"].set_index("n_topics")
    assert held_out.loc[PLANTED, "low"] > held_out.loc[1, "value"] and held_out["n"].eq(16).all()
    assert (table["low"].fillna(0) <= table["value"].fillna(0) + 1e-12).all()


def test_words_without_topics_are_not_foreseen_better_with_them(world):
    counts, terms, ids, _, pages, _ = world
    frequencies = np.asarray(counts.sum(axis=0)).ravel() / counts.sum()
    noise = np.random.default_rng(1).multinomial(60, frequencies, size=160)
    found = held_out_words("nmf", noise, terms, ids, PLANTED, 0, pages)
    assert found["model"].sum() < found["general"].sum()
    assert len(found) == 16 and (found["n_words"] > 0).all()


def test_held_out_pages_are_never_in_the_fit(world):
    counts, terms, ids, _, pages, _ = world
    alone = counts.toarray()
    # One page has words of its own: whoever has seen it foresees them.
    own = np.array(pages) == "p0"
    alone[own] = 0
    alone[own, :5] = 12
    alone[~own, :5] = 0
    found = held_out_words("nmf", alone, terms, ids, PLANTED, 0, pages)
    # In the words read all five come alike, so the words told are as likely as equal frequencies make them.
    assert (found.loc["p0"] / found.loc["p0", "n_words"])["model"] < np.log(2 / len(terms))


def test_topics_of_one_report_are_counted():
    shares = pd.DataFrame([[0.9, 0.5], [0.9, 0.5], [0.1, 0.5], [0.1, 0.5]], index=list("abcd"))
    reports = pd.Series(["r1", "r1", "r2", "r3"], index=list("abcd"))
    assert own_report(shares, reports).tolist() == [True, False]


def test_exclusivity_is_the_share_of_a_terms_use():
    topics = pd.DataFrame([[0.5, 0.5, 0.0, 0.0], [0.0, 0.5, 0.25, 0.25]])
    assert exclusivity(topics).tolist() == pytest.approx([(1 + 0.5) / 2, (0.5 + 1 + 1) / 3])


@given(st.integers(0, 10**6), st.integers(0, 10**5))
def test_numbers_tried_can_be_fitted(n_documents, n_terms):
    grid = default_grid(n_documents, n_terms)
    assert grid == sorted(set(grid)) and len(grid) <= 9
    assert not grid or (grid[0] == 1 and 2 <= grid[-1] <= min(n_documents, n_terms, MOST_TOPICS))


def test_without_enough_pages_the_spread_is_left_empty(world):
    counts, terms, ids, reports, _, texts = world
    rows = choice_task("nmf", counts, terms, ids, 3, 0, reports, ["p"] * len(ids), texts).set_index("measure")
    assert rows.loc["held_out", "n"] == 0 and np.isnan(rows.loc["held_out", "value"])
    assert rows.loc["stability", "n"] == 5


def choice(rows):
    frame = pd.DataFrame(rows, columns=["n_topics", "measure", "value", "low", "high", "n"])
    return frame.assign(model="nmf")


def test_the_reading_says_preference_spread_and_disagreement_and_picks_none():
    rows = [(1, "held_out", -6.0, -6.0, -6.0, 12)]
    rows += [(k, "held_out", v, v - 0.1, v + 0.1, 12) for k, v in ((4, -5.9), (8, -5.5), (16, -5.55))]
    rows += [(k, "npmi", v, v - 0.2, v + 0.2, k) for k, v in ((4, 0.3), (8, 0.2), (16, 0.1))]
    text = choice_reading(choice(rows))
    assert "NMF, held-out likelihood: best with 8 topics (-5.50, -5.60 to -5.40, n = 12); 16 does as well within that spread." in text
    assert "NMF: topics help to foresee the words of other pages (-5.50 against -6.00 without)." in text
    assert any("it is flat" in s and "smallest number tried" in s for s in text)
    assert any("do not agree, their preferences run from 4 to 8 topics; within their spread all 2 allow 8 and 16" in s for s in text)
    assert "NMF, stability: not computed." in text and text[-1].startswith("No number is chosen")
    assert choice_reading(choice([])) == []


def test_the_reading_says_where_topics_foresee_nothing():
    rows = [(k, "held_out", v, v - 0.1, v + 0.1, 4) for k, v in ((1, -6.0), (4, -5.95), (8, -6.1))]
    text = choice_reading(choice(rows))
    assert any("no number of topics is shown to foresee" in s for s in text)
    assert any("only 4 pages" in s for s in text)

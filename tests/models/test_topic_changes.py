"""After a refit every planted fate of a topic is named, and nothing is said to have changed where nothing did."""

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from unionreports.models.topic_changes import topic_changes
from unionreports.models.topics import fit_nmf
from unionreports.validation.topic_worlds import plant_topics


def topics(*rows):
    return pd.DataFrame(np.array(rows, dtype=float) / np.sum(rows, axis=1, keepdims=True), columns=[f"t{i:03d}" for i in range(len(rows[0]))])


def planted(n_topics, seed=1, n_terms=300):
    return topics(*np.random.default_rng(seed).dirichlet(np.full(n_terms, 0.05), n_topics))


def fates(changes):
    return sorted((c.change, -1 if pd.isna(c.old) else c.old, -1 if pd.isna(c.new) else c.new) for c in changes.itertuples())


def test_unchanged_topics_stayed_whatever_their_numbers_and_the_vocabulary():
    old = planted(6)
    order = np.random.default_rng(2).permutation(6)
    noisy = old.iloc[order].reset_index(drop=True) * np.random.default_rng(3).uniform(0.7, 1.3, old.shape)
    new = noisy.iloc[:, 20:].assign(x=0.05, y=0.0)
    changes = topic_changes(old, new.div(new.sum(axis=1), axis=0))
    assert fates(changes) == sorted(("stayed", order[j], j) for j in range(6))
    assert (changes["similarity"] > 0.8).all()


@pytest.mark.parametrize("part", [0.5, 0.7])
def test_merged_and_split_topics_are_told_from_the_terms(part):
    fine = planted(5)
    mixed = part * fine.iloc[0] + (1 - part) * fine.iloc[1]
    coarse = pd.concat([mixed.to_frame().T, fine.iloc[2:]], ignore_index=True)
    rest = [("stayed", i, i - 1) for i in (2, 3, 4)]
    assert fates(topic_changes(fine, coarse)) == sorted([("merged", 0, 0), ("merged", 1, 0), *rest])
    back = [("stayed", j, i) for _, i, j in rest]
    assert fates(topic_changes(coarse, fine)) == sorted([("split", 0, 0), ("split", 0, 1), *back])


def test_a_little_of_another_topic_is_no_merger():
    old = planted(4)
    new = old.copy()
    new.iloc[0] = 0.88 * old.iloc[0] + 0.12 * old.iloc[1]
    assert {c for c, *_ in fates(topic_changes(old, new))} == {"stayed"}


def test_topics_without_counterpart_appeared_and_vanished():
    every = planted(6)
    changes = topic_changes(every.iloc[:5], every.iloc[1:].reset_index(drop=True))
    stayed = [("stayed", i, i - 1) for i in range(1, 5)]
    assert fates(changes) == sorted([("vanished", 0, -1), ("appeared", -1, 4), *stayed])
    assert changes[["old", "new"]].dtypes.eq("Int64").all()


def test_shares_of_shared_documents_tell_topics_apart_that_use_the_same_words():
    words = planted(1).iloc[0]
    twins = topics(words, words, planted(3).iloc[2])
    random = np.random.default_rng(4)
    shares = pd.DataFrame(random.dirichlet(np.full(3, 0.1), 60), index=[f"d{i}" for i in range(60)])
    swapped = shares[[1, 0, 2]].set_axis(range(3), axis=1)
    by_terms = topic_changes(twins, twins)
    assert by_terms["documents"].isna().all()
    changes = topic_changes(twins, twins.iloc[[0, 2]].reset_index(drop=True), shares, pd.DataFrame({0: shares[0] + shares[1], 1: shares[2]}))
    assert fates(changes) == [("merged", 0, 0), ("merged", 1, 0), ("stayed", 2, 1)]
    assert changes["documents"].max() > 0.99
    few = topic_changes(twins, twins, shares.iloc[:5], swapped.iloc[:5])
    assert few["documents"].isna().all()


@pytest.fixture(scope="module")
def world():
    """Nine topics; the last two share half of their words, and nothing else does."""
    random = np.random.default_rng(5)
    topics = random.dirichlet(np.full(600, 0.05), 9)
    topics[8] = (topics[7] + topics[8]) / 2
    shares = random.dirichlet(np.full(9, 0.1), 220)
    counts = np.vstack([random.multinomial(80, p / p.sum()) for p in shares @ topics])
    return sp.csr_matrix(counts), [f"t{i:03d}" for i in range(600)], np.array([f"d{i:03d}" for i in range(220)])


def fitted(world, n_topics, rows=slice(None)):
    counts, terms, ids = world
    return fit_nmf(counts[rows], terms, ids[rows].tolist(), n_topics, 0)


def test_a_lower_number_of_topics_merges_and_a_higher_one_splits_the_related_ones(world):
    fine, coarse = fitted(world, 9), fitted(world, 8)
    down = topic_changes(fine.topic_term, coarse.topic_term, fine.document_topic, coarse.document_topic)
    assert down["change"].value_counts().to_dict() == {"stayed": 7, "merged": 2}
    up = topic_changes(coarse.topic_term, fine.topic_term, coarse.document_topic, fine.document_topic)
    assert up["change"].value_counts().to_dict() == {"stayed": 7, "split": 2}
    assert set(down.loc[down["change"] == "merged", "old"]) == set(up.loc[up["change"] == "split", "new"])


def test_a_topic_of_new_documents_appears_and_the_others_stay():
    planted = plant_topics(5, n_documents=220, n_words=80, n_terms=600, n_topics=7)
    world = planted.counts, planted.terms, np.array(planted.ids)
    without = np.flatnonzero(planted.document_topic[:, 0] < 0.02)
    old, new = fitted(world, 6, without), fitted(world, 7)
    changes = topic_changes(old.topic_term, new.topic_term, old.document_topic, new.document_topic)
    assert changes["change"].value_counts().to_dict() == {"stayed": 6, "appeared": 1}
    appeared = int(changes.loc[changes["change"] == "appeared", "new"].iloc[0])
    mostly = world[2][planted.document_topic[:, 0] > 0.5]
    assert new.document_topic.loc[mostly].mean().idxmax() == appeared

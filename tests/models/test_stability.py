"""Planted topics come back from every start and every sample of pages; surplus topics and noise do not."""

import pickle

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from unionreports.model_tables import TOPIC_STABILITY
from unionreports.models.matching import match_topics
from unionreports.models.stability import FITS, KEPT, STABLE, matched_shares, stability_run, stability_table, stable_topics
from unionreports.table_check import check
from unionreports.validation.topic_worlds import plant_topics


@pytest.fixture(scope="module")
def world():
    return plant_topics(3, n_documents=150, n_words=60, n_terms=800, n_topics=6)


def pages_of(world, size=5):
    return [f"p{i // size}" for i in range(len(world.ids))]


def fits(world, model, n_topics, kind, n_runs, counts=None):
    counts = world.counts if counts is None else counts
    reference = FITS[model](counts, world.terms, world.ids, n_topics, 0)
    given = {"model": model, "counts": counts, "terms": world.terms, "ids": world.ids, "n_topics": n_topics, "pages": pages_of(world)}
    return reference, [stability_run(**given, seed=seed, kind=kind) for seed in range(n_runs)]


@pytest.mark.parametrize("model", list(FITS))
def test_planted_topics_are_stable_in_both_kinds(world, model):
    reference, seeds = fits(world, model, 6, "seeds", 2)
    _, pages = fits(world, model, 6, "pages", 2)
    table = stability_table(reference, {"seeds": seeds, "pages": pages})
    check(table, TOPIC_STABILITY.name)
    assert (table["similarity"] > 0.8).all() and table["n_runs"].eq(2).all()
    assert (table["lowest"] <= table["similarity"] + 1e-12).all()
    assert stable_topics(table, model) == frozenset(range(6))


def test_topics_of_shuffled_words_are_not_stable_on_other_pages(world):
    tables = []
    for seed in range(4):
        shuffled = sp.csr_matrix(np.random.default_rng(seed).permuted(world.counts.toarray(), axis=0))
        reference, runs = fits(world, "nmf", 6, "pages", 4, shuffled)
        tables.append(stability_table(reference, {"pages": runs}))
        assert not stable_topics(tables[-1], "nmf")
    every = pd.concat(tables)
    assert every["similarity"].mean() < STABLE - 0.1 and every["terms_kept"].mean() < KEPT - 0.1


def test_more_topics_than_were_planted_are_found_out(world):
    reference, runs = fits(world, "nmf", 10, "seeds", 4)
    kept = stable_topics(stability_table(reference, {"seeds": runs}), "nmf")
    planted = pd.DataFrame(world.topic_term, columns=list(world.terms))
    true = {int(i) for i in match_topics(planted, reference.topic_term)[0]}
    assert true & kept and len(kept) < 10


def test_a_topic_of_one_page_hangs_on_that_page():
    world = plant_topics(5, n_documents=150, n_words=60, n_terms=400, n_topics=5)
    shares = np.random.default_rng(1).dirichlet(np.full(4, 0.1), 150)
    own = np.arange(150) < 15
    shares = np.column_stack([np.where(own, 1.0, 0.0), np.where(own[:, None], 0.0, shares)])
    world = plant_topics(5, n_documents=150, n_words=60, n_terms=400, n_topics=5, document_topic=shares)
    reference = FITS["nmf"](world.counts, world.terms, world.ids, 5, 0)
    pages = ["own"] * 15 + [f"p{i % 9}" for i in range(135)]
    runs = [stability_run("nmf", world.counts, world.terms, world.ids, 5, seed, "pages", pages) for seed in range(8)]
    table = stability_table(reference, {"pages": runs})
    alone = int(reference.document_topic[own].sum().idxmax())
    assert table["lowest"].idxmin() == alone and table.loc[alone, "lowest"] < 0.5
    assert table.drop(alone)["similarity"].min() > table.loc[alone, "similarity"]


def test_refits_differ_in_start_and_order_and_repeat_by_seed(world):
    given = ("nmf", world.counts, world.terms, world.ids, 9)
    one, other = (stability_run(*given, seed, "seeds") for seed in (1, 2))
    assert not np.allclose(one["topic_term"], other["topic_term"])
    again = pickle.loads(pickle.dumps(stability_run))(*given, 1, "seeds")
    assert all(np.array_equal(one[name], again[name]) for name in one)


def test_shares_of_a_refit_stand_under_the_matched_topics_and_documents(world):
    counts = world.counts.tolil()
    counts[7] = 0
    reference, runs = fits(world, "nmf", 6, "seeds", 1, sp.csr_matrix(counts))
    shares = matched_shares(reference, runs[0], world.ids)
    assert shares.index.equals(reference.document_topic.index) and world.ids[7] not in shares.index
    assert np.abs(shares - reference.document_topic).to_numpy().mean() < 0.02
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-5)
    with pytest.raises(ValueError, match="use refits of kind 'seeds'"):
        matched_shares(reference, {"topic_term": runs[0]["topic_term"]}, world.ids)


def test_pages_must_be_known_and_hold_enough(world):
    given = ("nmf", world.counts, world.terms, world.ids, 6, 1, "pages")
    with pytest.raises(ValueError, match="need the page of each document"):
        stability_run(*given)
    few = ("nmf", world.counts[:6], world.terms, world.ids[:6], 6, 1, "pages", list("aaaaab"))
    assert stability_run(*few)["topic_term"].shape == (6, 800)

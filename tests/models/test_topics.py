"""Planted topics come back, whatever all documents share, in a stable order, the same bytes for the same seed."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp

from unionreports.model_tables import DOCUMENT_TOPICS, TOPIC_TERMS
from unionreports.models.keyword_topics import fit_keyword_topics
from unionreports.models.nmf import find_topics
from unionreports.models.topics import document_topics, fit_lda, fit_nmf, frex, topic_terms
from unionreports.table_check import check
from unionreports.validation.recovery import recovery
from unionreports.validation.topic_worlds import plant_topics

BOTH = pytest.mark.parametrize("fit", [fit_lda, fit_nmf])
SMALL = {"n_documents": 150, "n_words": 160, "n_terms": 400, "n_topics": 8}


def fitted_to(world, fit, n_topics=8, random_state=0):
    return fit(world.counts, world.terms, world.ids, n_topics, random_state)


@BOTH
@pytest.mark.parametrize(
    "boilerplate", [{}, {"boilerplate": 0.5}, {"boilerplate": 0.5, "n_passages": 5}, {"boilerplate": 0.7}]
)
def test_planted_topics_are_found_under_any_boilerplate(fit, boilerplate):
    world = plant_topics(3, **SMALL, **boilerplate)
    model = fitted_to(world, fit)
    assert (recovery(world, model) > 0.9).all()
    planted = boilerplate.get("boilerplate", 0)
    assert planted - 0.15 < model.background_share < planted + 0.03
    assert (model.background is None) == (planted == 0)
    if planted:
        background = model.background.to_numpy()
        lengths = np.linalg.norm(background) * np.linalg.norm(world.boilerplate)
        assert background @ world.boilerplate / lengths > 0.95


@BOTH
def test_topics_of_noise_are_not_taken_for_planted_ones(fit):
    world = plant_topics(3, **SMALL)
    shuffled = np.random.default_rng(0).permuted(world.counts.toarray(), axis=0)
    model = fit(sp.csr_matrix(shuffled), world.terms, world.ids, 8, 0)
    assert (recovery(world, model) > 0.9).sum() == 0


@BOTH
def test_tables_are_valid_and_topics_come_by_their_share(fit):
    world = plant_topics(4, n_documents=80, n_words=40, n_terms=200, n_topics=5)
    model = fitted_to(world, fit, 5)
    terms, shares = topic_terms(model), document_topics(model)
    check(terms, TOPIC_TERMS.name)
    check(shares, DOCUMENT_TOPICS.name)
    assert model.document_topic.sum().is_monotonic_decreasing and len(shares) == 80 * 5
    assert np.allclose(model.document_topic.sum(axis=1), 1) and np.allclose(model.topic_term.sum(axis=1), 1)
    assert len(terms) == (model.topic_term > 0).to_numpy().sum()
    for _, rows in terms.groupby("topic"):
        assert rows["weight"].is_monotonic_decreasing and rows["rank"].tolist() == list(range(1, len(rows) + 1))
    # A term whose share in a topic is its share of all words has lift 1.
    words = model.term_counts / model.term_counts.sum()
    assert np.allclose(terms["lift"], terms["weight"] / words[terms["term"]].to_numpy())


def test_frex_leads_with_terms_that_are_frequent_and_the_topics_own():
    # Of topic 0: term 0 is frequent and everywhere, term 1 is frequent and its own, term 2 its own but rare.
    weights = np.array([[0.50, 0.40, 0.02, 0.08], [0.50, 0.00, 0.00, 0.50]])
    found = frex(weights)
    assert found[0].argmax() == 1 and (found > 0).all() and (found <= 1).all()
    # Ranks by weight 4, 3, 1, 2 of 4; by exclusivity 2 (.5), 4 (1.0), 4 (1.0), 1 (.14): harmonic means.
    expected = [1 / (0.5 / r + 0.5 / e) for r, e in ((1.0, 0.5), (0.75, 1.0), (0.25, 1.0), (0.5, 0.25))]
    assert np.allclose(found[0], expected)


@BOTH
def test_documents_without_words_are_named_not_given_topics(fit):
    world = plant_topics(5, n_documents=60, n_words=40, n_terms=200, n_topics=4)
    blank = world.counts.toarray()
    blank[[3, 17]] = 0
    model = fitted_to(replace(world, counts=sp.csr_matrix(blank)), fit, 4)
    assert model.left_out == ("d00003", "d00017")
    assert not set(model.left_out) & set(model.document_topic.index) and len(model.document_topic) == 58


@BOTH
def test_the_order_of_documents_does_not_matter_to_the_last_bit(fit):
    world = plant_topics(6, n_documents=90, n_words=50, n_terms=300, n_topics=6, boilerplate=0.3)
    straight = fitted_to(world, fit, 6)
    order = np.random.default_rng(0).permutation(90)
    turned = fit(world.counts[order], world.terms, [world.ids[i] for i in order], 6, 0)
    assert straight.document_topic.equals(turned.document_topic) and straight.topic_term.equals(turned.topic_term)
    assert straight.model_hash == turned.model_hash


def test_the_hash_names_input_and_settings_and_nothing_else():
    world = plant_topics(6, n_documents=40, n_words=50, n_terms=100, n_topics=4)
    model = fitted_to(world, fit_nmf, 4)
    assert model.model_hash == fitted_to(world, fit_nmf, 4).model_hash
    assert model.model_hash == replace(model, topic_term=model.topic_term * 2).model_hash
    other_counts = world.counts.copy()
    other_counts.data[0] += 1
    renamed = ("e", *world.ids[1:])
    others = [
        fitted_to(world, fit_nmf, 5),
        fitted_to(world, fit_nmf, 4, 1),
        fit_nmf(world.counts, world.terms, world.ids, 4, 0, weighting="counts"),
        fitted_to(replace(world, counts=other_counts), fit_nmf, 4),
        fitted_to(replace(world, ids=renamed), fit_nmf, 4),
        replace(model, versions=model.versions | {"numpy": "0"}),
    ]
    assert len({model.model_hash, *(other.model_hash for other in others)}) == 7
    assert all(len(h) == 12 and set(h) <= set("0123456789abcdef") for h in (model.model_hash, model.input_hash))


@BOTH
def test_impossible_numbers_of_topics_and_names_are_refused(fit):
    world = plant_topics(5, n_documents=10, n_words=40, n_terms=200, n_topics=4)
    counts, terms, ids = world.counts, world.terms, world.ids
    with pytest.raises(ValueError, match="20 topics are asked of 10 documents"):
        fit(counts, terms, ids, 20, random_state=0)
    with pytest.raises(ValueError, match="8 topics are asked of 5 terms"):
        fit(counts[:, :5], terms[:5], ids, 8, random_state=0)
    with pytest.raises(ValueError, match="3 ids were given for 10 documents"):
        fit(counts, terms, ids[:3], 2, random_state=0)
    with pytest.raises(ValueError, match="'d00001' stands twice among the documents"):
        fit(counts, terms, ("d00001", *ids[1:]), 2, random_state=0)


@BOTH
@pytest.mark.parametrize("n_topics", [1, 2, 3])
def test_a_handful_of_documents_passes_through(fit, n_topics):
    for counts in (np.eye(3, 4, dtype=int), np.ones((3, 4), int), np.array([[2, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 5]])):
        model = fit(sp.csr_matrix(counts), "abcd", "xyz", n_topics, 0)
        assert np.isfinite(model.topic_term.to_numpy()).all() and np.allclose(model.document_topic.sum(axis=1), 1)
        assert np.allclose(model.topic_term.sum(axis=1), 1)


def test_one_document_alone_has_one_topic_its_own_words():
    found = find_topics(sp.csr_matrix([[3, 1, 0]]), 1, 0)
    assert np.allclose(found.topic_term, [[0.75, 0.25, 0]]) and found.background is None


def fingerprint():
    world = plant_topics(7, n_documents=100, n_words=40, n_terms=300, n_topics=6, boilerplate=0.3)
    digest = hashlib.sha256()
    keywords = {f"k{i}": world.terms[3 * i : 3 * i + 3] for i in range(4)}
    by_keywords = fit_keyword_topics(world.counts, world.terms, world.ids, keywords, 3)
    for model in (fitted_to(world, fit_lda, 6, 3), fitted_to(world, fit_nmf, 6, 3), by_keywords):
        digest.update(model.topic_term.to_numpy().tobytes() + model.document_topic.to_numpy().tobytes())
    return digest.hexdigest()


def test_same_seed_same_bytes_whatever_the_number_of_threads():
    root = Path(__file__).parents[2]
    environment = {**os.environ, "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}
    environment["PYTHONPATH"] = os.pathsep.join([str(root / "src"), str(root / "tests")])
    code = "from models.test_topics import fingerprint; print(fingerprint())"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == fingerprint()

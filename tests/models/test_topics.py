"""Planted topics come back, in a stable order, the same bytes for the same seed."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
import scipy.sparse as sp

from unionreports.models.topics import document_topics, fit_lda, fit_nmf, topic_terms
from unionreports.model_tables import DOCUMENT_TOPICS, TOPIC_TERMS

BOTH = pytest.mark.parametrize("fit", [fit_lda, fit_nmf])


def planted(n_documents, length, n_terms, n_topics, seed):
    random = np.random.default_rng(seed)
    topics = random.dirichlet(np.full(n_terms, 0.02), n_topics)
    shares = random.dirichlet(np.full(n_topics, 0.1), n_documents)
    counts = np.vstack([random.multinomial(length, p / p.sum()) for p in shares @ topics])
    return sp.csr_matrix(counts), [f"t{i:04d}" for i in range(n_terms)], [f"u{i:04d}" for i in range(n_documents)], topics, shares


def recovered(model, topics):
    """Cosine of each planted topic with its match."""
    fitted = model.topic_term.to_numpy()
    cosine = (fitted / np.linalg.norm(fitted, axis=1, keepdims=True)) @ (topics / np.linalg.norm(topics, axis=1, keepdims=True)).T
    rows, columns = linear_sum_assignment(-cosine)
    return cosine[rows, columns], rows, columns


@BOTH
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_topics_of_short_units_are_recovered(fit, seed):
    counts, terms, ids, topics, shares = planted(300, 50, 800, 10, seed)
    model = fit(counts, terms, ids, 10, random_state=seed)
    cosine, rows, columns = recovered(model, topics)
    assert (cosine > 0.9).all()
    fitted = model.document_topic.to_numpy()[:, rows]
    assert np.corrcoef(fitted.ravel(), shares[:, columns].ravel())[0, 1] > 0.9


@BOTH
def test_topics_of_noise_are_not_taken_for_planted_ones(fit):
    counts, terms, ids, topics, _ = planted(300, 50, 800, 10, 1)
    random = np.random.default_rng(0)
    shuffled = sp.csr_matrix(random.permuted(counts.toarray(), axis=0))
    assert (recovered(fit(shuffled, terms, ids, 10, random_state=1), topics)[0] > 0.9).sum() == 0


@BOTH
def test_tables_are_valid_and_topics_come_by_their_share(fit):
    counts, terms, ids, *_ = planted(80, 40, 200, 5, 4)
    model = fit(counts, terms, ids, 5, random_state=0)
    leading, shares = topic_terms(model), document_topics(model)
    TOPIC_TERMS.schema.validate(leading)
    DOCUMENT_TOPICS.schema.validate(shares)
    assert model.document_topic.sum().is_monotonic_decreasing
    assert np.allclose(model.document_topic.sum(axis=1), 1) and np.allclose(model.topic_term.sum(axis=1), 1)
    assert len(shares) == 80 * 5
    assert all(g["weight"].is_monotonic_decreasing and g["rank"].tolist() == list(range(1, len(g) + 1)) for _, g in leading.groupby("topic"))


@BOTH
def test_documents_without_words_are_named_not_given_topics(fit):
    counts, terms, ids, *_ = planted(60, 40, 200, 4, 5)
    blank = counts.toarray()
    blank[[3, 17]] = 0
    model = fit(sp.csr_matrix(blank), terms, ids, 4, random_state=0)
    assert model.left_out == ("u0003", "u0017")
    assert not set(model.left_out) & set(model.document_topic.index) and len(model.document_topic) == 58


@BOTH
def test_the_order_of_documents_hardly_matters(fit):
    counts, terms, ids, *_ = planted(120, 50, 300, 6, 6)
    straight = fit(counts, terms, ids, 6, random_state=0)
    turned = fit(counts[::-1], terms, ids[::-1], 6, random_state=0)
    assert (recovered(turned, straight.topic_term.to_numpy())[0] > 0.99).all()


@BOTH
def test_impossible_numbers_of_topics_are_refused(fit):
    counts, terms, ids, *_ = planted(10, 40, 200, 4, 5)
    with pytest.raises(ValueError, match="20 topics are asked of 10 documents"):
        fit(counts, terms, ids, 20, random_state=0)
    with pytest.raises(ValueError, match="8 topics are asked of 5 terms"):
        fit(counts[:, :5], terms[:5], ids, 8, random_state=0)
    with pytest.raises(ValueError, match="3 ids were given for 10 documents"):
        fit(counts, terms, ids[:3], 2, random_state=0)


def fingerprint():
    counts, terms, ids, *_ = planted(100, 40, 300, 6, 7)
    digest = hashlib.sha256()
    for fit in (fit_lda, fit_nmf):
        model = fit(counts, terms, ids, 6, random_state=3)
        digest.update(model.topic_term.to_numpy().tobytes() + model.document_topic.to_numpy().tobytes())
    return digest.hexdigest()


def test_same_seed_same_bytes_whatever_the_number_of_threads():
    root = Path(__file__).parents[2]
    prints = [fingerprint()]
    for threads in "12":
        environment = {**os.environ, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
        environment["PYTHONPATH"] = os.pathsep.join([str(root / "src"), str(root / "tests")])
        code = "from models.test_topics import fingerprint; print(fingerprint())"
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        prints.append(done.stdout.strip())
    assert len(set(prints)) == 1

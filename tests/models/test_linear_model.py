"""A unit's probabilities are its own to the last bit; weights of terms are scikit-learn's; a kept model is the fitted one."""

from models.invented_units import coded, invented_codebook, invented_units
import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfTransformer

from unionreports.models import unit_classifier
from unionreports.models.examples import coded_examples
from unionreports.models.linear_model import LinearModel, fit_calibrated, tfidf
from unionreports.models.unit_classifier import UnitClassifier
from unionreports.models.unit_words import read_words
from unionreports.text.segment import Segmenter

TRAINED, TRUTH = invented_units(1)
NEW, _ = invented_units(2, n_reports=30)
NONE = frozenset()


def classifier(folder=None, examples=slice(None)) -> UnitClassifier:
    found = coded_examples(coded(TRAINED, TRUTH)[examples], invented_codebook())
    return UnitClassifier(found, invented_codebook(), Segmenter(), folder)


def probabilities(of: UnitClassifier, texts, unseen=NONE) -> np.ndarray:
    return of.probabilities(texts, read_words(texts, Segmenter()), [unseen] * len(texts))


def test_a_unit_alone_has_the_bits_it_has_among_three_hundred():
    texts = NEW["text"].tolist()[:300]
    model = classifier()
    together = probabilities(model, texts)
    assert len(together) == 300
    for i, text in enumerate(texts):
        assert probabilities(model, [text]).tobytes() == together[i].tobytes()


def test_of_many_categories_too_the_others_change_no_bit():
    # More categories than a processor adds at a time: where the order of adding would show.
    draw = np.random.default_rng(3)
    counts = [sp.csr_matrix(draw.poisson(0.4, (300, 40)).astype(float)) for _ in range(2)]
    labels, folds = draw.integers(0, 31, 300), draw.integers(0, 3, 300)
    model = LinearModel.of(fit_calibrated(counts, labels, folds, 32, NONE))
    together = model.probabilities(counts)
    assert np.allclose(together.sum(axis=1), 1)
    assert all(model.probabilities([c[[i]] for c in counts]).tobytes() == together[i].tobytes() for i in range(300))


def test_weights_of_terms_are_those_of_scikit_learn():
    dense = np.random.default_rng(1).poisson(0.7, (50, 30)).astype(float)
    dense[7] = 0
    counts = sp.csr_matrix(dense)
    its = TfidfTransformer(sublinear_tf=True).fit(counts)
    assert tfidf(counts, its.idf_).toarray().tobytes() == its.transform(counts).toarray().tobytes()


def test_a_kept_model_is_read_and_not_fitted_again_and_those_of_other_examples_go(tmp_path, monkeypatch):
    texts = NEW["text"].tolist()[:20]
    first = probabilities(classifier(tmp_path), texts, frozenset({1}))
    (kept,) = tmp_path.iterdir()
    with monkeypatch.context() as patch:
        patch.setattr("unionreports.runs._attempt", lambda *task: pytest.fail("fitted again"))
        assert probabilities(classifier(tmp_path), texts, frozenset({1})).tobytes() == first.tobytes()
    assert probabilities(classifier(), texts, frozenset({1})).tobytes() == first.tobytes()
    # Half of a file is none.
    kept.write_bytes(kept.read_bytes()[:99])
    assert probabilities(classifier(tmp_path), texts, frozenset({1})).tobytes() == first.tobytes()
    probabilities(classifier(tmp_path, slice(0, 60)), texts)
    assert kept not in tmp_path.iterdir() and len(list(tmp_path.iterdir())) == 1
    monkeypatch.setattr(unit_classifier, "package_hash", lambda: "other code")
    probabilities(classifier(tmp_path), texts)
    assert all("_none-" in path.name for path in tmp_path.iterdir()) and len(list(tmp_path.iterdir())) == 1

"""A supervised classifier of units: TF-IDF of words and characters, a linear model, calibrated probabilities."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.kernel_ridge import KernelRidge
from sklearn.utils.class_weight import compute_sample_weight

from unionreports.models.coding import undecided
from unionreports.models.examples import Examples
from unionreports.models.unit_words import CharacterPairs, UnitWords, read_words
from unionreports.text.codebook import Codebook
from unionreports.text.segment import Segmenter
from unionreports.threads import one_thread

#: Length of the words' part of a unit's features beside that of its characters, which is 1. Of a few hundred
#: examples each knows few of another report's words, but many of its characters.
WORD_LENGTH = 0.5
#: Ridge penalty.
PENALTY = 5.0
#: Share of the probability kept for all categories alike: a few hundred examples rule nothing out.
RESERVE = 0.02
#: Scale of the margins where there is no second report to calibrate with, and the range it is looked for in.
SCALE = 3.0
_SCALES = (0.1, 50.0)
#: Units classified at a time: bounds memory, changes no result.
_BATCH = 5_000


@dataclass(frozen=True)
class LinearModel:
    """One fitted linear model: the weight of each column of the two blocks of counts for each category.

    `blocks` holds, for characters and for words, the kept columns, the fitted TF-IDF, and weights of shape
    (n_kept, k). `known` are the categories with an example.
    """

    blocks: tuple[tuple[np.ndarray, TfidfTransformer, np.ndarray], ...]
    intercept: np.ndarray
    known: np.ndarray

    def margins(self, counts: Sequence[sp.csr_matrix]) -> np.ndarray:
        """Margin of each category, shape (n, k): positive where the model takes the unit for one of it."""
        parts = [tfidf.transform(c[:, kept]) @ weights for c, (kept, tfidf, weights) in zip(counts, self.blocks)]
        return self.intercept + sum(parts)

    def weights(self, counts: Sequence[sp.csr_matrix]) -> np.ndarray:
        """What rows of counts add to the margins before units are brought to one length, shape (n, k)."""
        parts = [c[:, kept] @ (tfidf.idf_[:, None] * weights) for c, (kept, tfidf, weights) in zip(counts, self.blocks)]
        return sum(parts)


class UnitClassifier:
    """Linear classifiers of units, one for each set of folds it must not have seen.

    Ridge regression on the categories as +1 and -1 (regularised least-squares classification, Rifkin, Yeo &
    Poggio 2003), examples weighted so that each category counts alike. Margins become probabilities by a
    softmax with one scale (temperature scaling, Guo et al. 2017), fitted on margins of examples whose own
    report their model has not seen.

    Parameters
    ----------
    examples
        Training examples with the folds of their reports.
    codebook
        Categories.
    segmenter
        Cuts the texts into words.
    """

    def __init__(self, examples: Examples, codebook: Codebook, segmenter: Segmenter):
        self.examples, self.k, self.residual = examples, len(codebook.ids), codebook.residual
        words = read_words(examples.texts, segmenter)
        self._columns = {w: i for i, w in enumerate(w for w in words.vocabulary if any(c.isalpha() for c in w))}
        self._pairs = CharacterPairs(examples.texts)
        self._counts = self.counts(examples.texts, words)
        self.fit = lru_cache(maxsize=None)(self._fit)
        self.scale = lru_cache(maxsize=None)(self._scale)

    def counts(self, texts: Sequence[str], words: UnitWords) -> tuple[sp.csr_matrix, sp.csr_matrix]:
        """Counts of the known characters with their pairs, and of the known words, in each text."""
        return self._pairs.counts(texts), words.counts(self._columns)

    def known(self, unseen: frozenset[int] = frozenset()) -> np.ndarray:
        """Categories that have an example outside the folds; no other can be predicted."""
        return np.unique(self.examples.labels[self.examples.without(unseen)])

    def can_fit(self, unseen: frozenset[int]) -> bool:
        """Whether there are two categories to tell apart outside the folds."""
        return len(self.known(unseen)) > 1

    def knows(self, unseen: Sequence[frozenset[int]]) -> np.ndarray:
        """Which categories the model of each unit can predict, shape (n, k); none where it is undecided."""
        sets, which = _numbered(unseen)
        rows = np.zeros((len(sets), self.k), bool)
        for number, folds in enumerate(sets):
            rows[number, self.known(folds)] = self.can_fit(folds)
        return rows[which]

    def probabilities(self, texts: Sequence[str], words: UnitWords, unseen: Sequence[frozenset[int]]) -> np.ndarray:
        """Probability of each category, shape (n, k): rows add to 1.

        A unit is undecided where fewer than two categories have an example its model may see.

        Parameters
        ----------
        texts, words
            The units' texts and words.
        unseen
            For each unit the folds its model must not have seen.
        """
        result = np.empty((len(texts), self.k))
        sets, which = _numbered(unseen)
        counts = words.counts(self._columns)
        with one_thread():
            for number, folds in enumerate(sets):
                members = np.flatnonzero(which == number)
                if not self.can_fit(folds):
                    result[members] = undecided(len(members), self.k, self.residual)
                    continue
                model, scale = self.fit(folds), self.scale(folds)
                for low in range(0, len(members), _BATCH):
                    batch = members[low : low + _BATCH]
                    pairs = self._pairs.counts([texts[i] for i in batch])
                    result[batch] = _probabilities(model.margins((pairs, counts[batch])), model.known, scale)
        return result

    def word_weights(
        self, vocabulary: Sequence[str], unseen: Sequence[frozenset[int]]
    ) -> tuple[np.ndarray, np.ndarray]:
        """What each word speaks for: shape (n_models, k, n_words), float32, and the model of each unit.

        A word's weight is that of the word and of the characters and pairs inside it; pairs across words are left out.
        """
        sets, which = _numbered(unseen)
        known = [self._columns.get(word, -1) for word in vocabulary]
        rows = np.flatnonzero(np.array(known, np.int64) >= 0)
        words = sp.csr_matrix(
            (np.ones(len(rows)), (rows, [known[i] for i in rows])), shape=(len(vocabulary), len(self._columns))
        )
        counts = (self._pairs.counts(vocabulary), words)
        weights = np.zeros((len(sets), self.k, len(vocabulary)), np.float32)
        for number, folds in enumerate(sets):
            if self.can_fit(folds):
                weights[number] = self.fit(folds).weights(counts).T
        return weights, which

    def _fit(self, unseen: frozenset[int]) -> LinearModel:
        rows = self.examples.without(unseen)
        labels = self.examples.labels[rows]
        blocks, parts = [], []
        for counts, length in zip(self._counts, (1.0, WORD_LENGTH)):
            own = counts[rows]
            kept = np.unique(own.indices)
            tfidf = TfidfTransformer(sublinear_tf=True).fit(own[:, kept])
            parts.append(length * tfidf.transform(own[:, kept]))
            blocks.append((kept, tfidf, length))
        features = sp.hstack(parts).tocsr()
        with one_thread():
            # There are fewer examples than columns: the dual is small and has a closed form. The 1 is the intercept's.
            gram = (features @ features.T).toarray() + 1
            known = np.unique(labels)
            targets = np.where(labels[:, None] == known, 1.0, -1.0)
            ridge = KernelRidge(alpha=PENALTY, kernel="precomputed")
            dual = np.zeros((len(rows), self.k))
            dual[:, known] = ridge.fit(gram, targets, compute_sample_weight("balanced", labels)).dual_coef_
        weights = features.T @ dual
        split = np.split(weights, [len(blocks[0][0])])
        return LinearModel(
            tuple((kept, tfidf, length * part) for (kept, tfidf, length), part in zip(blocks, split)),
            dual.sum(axis=0),
            known,
        )

    def _scale(self, unseen: frozenset[int]) -> float:
        """Scale of the margins, from examples outside the folds, each judged by a model without its own fold."""
        folds = sorted(set(self.examples.folds.tolist()) - unseen)
        parts = []
        for fold in folds:
            if not self.can_fit(unseen | {fold}):
                continue
            model = self.fit(unseen | {fold})
            rows = np.flatnonzero(self.examples.folds == fold)
            labels = self.examples.labels[rows]
            # A category without another example can get no margin; its probability does not hang on the scale.
            told = np.isin(labels, model.known)
            margins = model.margins([c[rows[told]] for c in self._counts])[:, model.known]
            parts.append((margins, np.searchsorted(model.known, labels[told])))

        if not parts:
            return SCALE

        def loss(log_scale: float) -> float:
            return -sum(
                float(log_softmax(np.exp(log_scale) * margins, axis=1)[np.arange(len(own)), own].sum())
                for margins, own in parts
            )

        found = minimize_scalar(loss, bounds=np.log(_SCALES), method="bounded", options={"xatol": 1e-4})
        return float(np.exp(found.x))


def _probabilities(margins: np.ndarray, known: np.ndarray, scale: float) -> np.ndarray:
    """Softmax of scaled margins over the known categories, with the reserve for all."""
    shares = np.zeros_like(margins)
    shares[:, known] = softmax(scale * margins[:, known], axis=1)
    return (1 - RESERVE) * shares + RESERVE / margins.shape[1]


def _numbered(sets: Sequence[frozenset[int]]) -> tuple[list[frozenset[int]], np.ndarray]:
    """The different sets in a fixed order, and the number of each."""
    different = sorted(set(sets), key=lambda s: (len(s), sorted(s)))
    number = {s: i for i, s in enumerate(different)}
    return different, np.array([number[s] for s in sets], np.int64)

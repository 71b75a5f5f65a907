"""A supervised classifier of units: one linear model of words and characters for each set of reports not to be seen."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import scipy.sparse as sp

from unionreports.content_hash import content_hash, environment_hash, package_hash
from unionreports.models.coding import undecided
from unionreports.models.examples import Examples
from unionreports.models.linear_model import LinearModel, fit_calibrated
from unionreports.models.unit_words import CharacterPairs, UnitWords, read_words
from unionreports.runs import Task, run_tasks
from unionreports.text.codebook import Codebook
from unionreports.text.segment import Segmenter

#: Units classified at a time: bounds memory, changes no result.
_BATCH = 5_000


class UnitClassifier:
    """Linear classifiers of units (`models.linear_model`), one for each set of folds it must not have seen.

    Parameters
    ----------
    examples
        Training examples with the folds of their reports.
    codebook
        Categories.
    segmenter
        Cuts the texts into words.
    folder
        Where fitted models are kept; made if missing. Those of other examples or other code are deleted. None keeps
        nothing.
    """

    def __init__(self, examples: Examples, codebook: Codebook, segmenter: Segmenter, folder: Path | None = None):
        self.examples, self.k, self.residual = examples, len(codebook.ids), codebook.residual
        words = read_words(examples.texts, segmenter)
        self._columns = {w: i for i, w in enumerate(w for w in words.vocabulary if any(c.isalpha() for c in w))}
        self._pairs = CharacterPairs(examples.texts)
        self._given = {
            "counts": (self._pairs.counts(examples.texts), words.counts(self._columns)),
            "labels": examples.labels,
            "folds": examples.folds,
            "k": self.k,
        }
        self._folder = folder
        self._name = f"classifier {content_hash((self._given, package_hash(), environment_hash()))[:16]} without"
        if folder is not None and folder.is_dir():
            for path in folder.glob("*.zip*"):
                if self._name.replace(" ", "_") not in path.name:
                    path.unlink(missing_ok=True)
        self.model = lru_cache(maxsize=None)(self._model)

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
        """Probability of each category, shape (n, k): rows add to 1, and depend on no other unit.

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
        for number, folds in enumerate(sets):
            members = np.flatnonzero(which == number)
            if not self.can_fit(folds):
                result[members] = undecided(len(members), self.k, self.residual)
                continue
            model = self.model(folds)
            for low in range(0, len(members), _BATCH):
                batch = members[low : low + _BATCH]
                pairs = self._pairs.counts([texts[i] for i in batch])
                result[batch] = model.probabilities((pairs, counts[batch]))
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
                weights[number] = self.model(folds).weights(counts).T
        return weights, which

    def _model(self, unseen: frozenset[int]) -> LinearModel:
        name = f"{self._name} {'+'.join(map(str, sorted(unseen))) or 'none'}"
        (arrays,) = run_tasks([Task(name, fit_calibrated, {**self._given, "unseen": unseen})], self._folder)
        return LinearModel.of(arrays)


def _numbered(sets: Sequence[frozenset[int]]) -> tuple[list[frozenset[int]], np.ndarray]:
    """The different sets in a fixed order, and the number of each."""
    different = sorted(set(sets), key=lambda s: (len(s), sorted(s)))
    number = {s: i for i, s in enumerate(different)}
    return different, np.array([number[s] for s in sets], np.int64)

"""A linear model of categories on TF-IDF features, fitted to examples, with calibrated probabilities.

What it takes to fit one is imported when one is fitted: a fitted one is kept (`models.unit_classifier`), and to import
scikit-learn takes longer than to classify the units of ten pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import scipy.sparse as sp

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


@dataclass(frozen=True)
class LinearModel:
    """One fitted linear model: the weight of each column of the two blocks of counts for each of k categories.

    Attributes
    ----------
    blocks
        For characters and for words the kept columns, their inverse document frequencies, and weights of shape
        (n_kept, k).
    intercept
        Shape (k,).
    known
        Categories with an example.
    scale
        Of the margins, before they become probabilities.
    """

    blocks: tuple[tuple[np.ndarray, np.ndarray, np.ndarray], ...]
    intercept: np.ndarray
    known: np.ndarray
    scale: float = SCALE

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray]) -> Self:
        """The model that gave these `arrays`."""
        blocks = tuple(tuple(arrays[f"{name}{i}"] for name in ("kept", "idf", "weights")) for i in range(2))
        return cls(blocks, arrays["intercept"], arrays["known"], float(arrays["scale"]))

    def arrays(self) -> dict[str, np.ndarray]:
        """All it consists of."""
        parts = {f"{n}{i}": a for i, block in enumerate(self.blocks) for n, a in zip(("kept", "idf", "weights"), block)}
        return {**parts, "intercept": self.intercept, "known": self.known, "scale": np.array(self.scale)}

    def margins(self, counts: Sequence[sp.csr_matrix]) -> np.ndarray:
        """Margin of each category, shape (n, k): positive where the model takes the unit for one of it."""
        return self.intercept + sum(tfidf(c[:, kept], idf) @ w for c, (kept, idf, w) in zip(counts, self.blocks))

    def probabilities(self, counts: Sequence[sp.csr_matrix]) -> np.ndarray:
        """Probability of each category, shape (n, k): softmax of scaled margins over the known, with a reserve for all.

        That of a unit does not depend, in any digit, on the units beside it.
        """
        margins = self.margins(counts)
        scaled = self.scale * margins[:, self.known]
        powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        shares = np.zeros_like(margins)
        # A running sum adds one after the other; in which order `sum` adds depends on the number of rows.
        shares[:, self.known] = powers / powers.cumsum(axis=1)[:, -1:]
        return (1 - RESERVE) * shares + RESERVE / margins.shape[1]

    def weights(self, counts: Sequence[sp.csr_matrix]) -> np.ndarray:
        """What rows of counts add to the margins before units are brought to one length, shape (n, k)."""
        return sum(c[:, kept] @ (idf[:, None] * weights) for c, (kept, idf, weights) in zip(counts, self.blocks))


def tfidf(counts: sp.csr_matrix, idf: np.ndarray) -> sp.csr_matrix:
    """Rows of 1 + log(count), times the inverse document frequency, brought to length 1; rows without a count stay 0.

    As scikit-learn's `TfidfTransformer(sublinear_tf=True)`, to the last digit.
    """
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    data = (np.log(counts.data) + 1) * idf[counts.indices]
    length = np.sqrt(np.bincount(row, data * data, counts.shape[0]))
    return sp.csr_matrix((data / length[row], counts.indices, counts.indptr), shape=counts.shape)


def fit_calibrated(
    counts: Sequence[sp.csr_matrix], labels: np.ndarray, folds: np.ndarray, k: int, unseen: frozenset[int]
) -> dict[str, np.ndarray]:
    """The `LinearModel.arrays` of a model of the examples outside some folds.

    Ridge regression on the categories as +1 and -1 (regularised least-squares classification, Rifkin, Yeo &
    Poggio 2003), examples weighted so that each category counts alike. Margins become probabilities by a
    softmax with one scale (temperature scaling, Guo et al. 2017), fitted on margins of examples whose own
    report their model has not seen.

    Parameters
    ----------
    counts
        Counts of characters and of words in n examples.
    labels, folds
        Category of each example, and the fold of its report, shape (n,).
    k
        Number of categories.
    unseen
        The folds. Outside them are examples of two categories or more.
    """
    seen = ~np.isin(folds, sorted(unseen))
    model = _fit(counts, labels, seen, k)
    left_out = []
    for fold in sorted(set(folds[seen].tolist())):
        rest = seen & (folds != fold)
        if len(np.unique(labels[rest])) < 2:
            continue
        other = _fit(counts, labels, rest, k)
        rows = np.flatnonzero(folds == fold)
        # A category without another example can get no margin; its probability does not hang on the scale.
        told = rows[np.isin(labels[rows], other.known)]
        margins = other.margins([c[told] for c in counts])[:, other.known]
        left_out.append((margins, np.searchsorted(other.known, labels[told])))
    return LinearModel(model.blocks, model.intercept, model.known, _scale(left_out)).arrays()


def _fit(counts: Sequence[sp.csr_matrix], labels: np.ndarray, seen: np.ndarray, k: int) -> LinearModel:
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.kernel_ridge import KernelRidge
    from sklearn.utils.class_weight import compute_sample_weight

    rows = np.flatnonzero(seen)
    labels = labels[rows]
    columns, parts = [], []
    for block, length in zip(counts, (1.0, WORD_LENGTH)):
        own = block[rows]
        kept = np.unique(own.indices)
        idf = TfidfTransformer(sublinear_tf=True).fit(own[:, kept]).idf_
        parts.append(length * tfidf(own[:, kept], idf))
        columns.append((kept, idf, length))
    features = sp.hstack(parts).tocsr()
    with one_thread():
        # There are fewer examples than columns: the dual is small and has a closed form. The 1 is the intercept's.
        gram = (features @ features.T).toarray() + 1
        known = np.unique(labels)
        targets = np.where(labels[:, None] == known, 1.0, -1.0)
        ridge = KernelRidge(alpha=PENALTY, kernel="precomputed")
        dual = np.zeros((len(rows), k))
        dual[:, known] = ridge.fit(gram, targets, compute_sample_weight("balanced", labels)).dual_coef_
    weights = np.split(features.T @ dual, [len(columns[0][0])])
    blocks = tuple((kept, idf, length * part) for (kept, idf, length), part in zip(columns, weights))
    return LinearModel(blocks, dual.sum(axis=0), known)


def _scale(left_out: Sequence[tuple[np.ndarray, np.ndarray]]) -> float:
    """The scale under which margins of examples make their own categories likeliest."""
    from scipy.optimize import minimize_scalar
    from scipy.special import log_softmax

    if not left_out:
        return SCALE

    def loss(log_scale: float) -> float:
        return -sum(
            float(log_softmax(np.exp(log_scale) * margins, axis=1)[np.arange(len(own)), own].sum())
            for margins, own in left_out
        )

    found = minimize_scalar(loss, bounds=np.log(_SCALES), method="bounded", options={"xatol": 1e-4})
    return float(np.exp(found.x))

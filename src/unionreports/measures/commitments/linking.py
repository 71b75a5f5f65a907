"""Which statement answers which promise, where several could?"""

from math import log2

import numpy as np
from scipy.optimize import linear_sum_assignment

#: Likeness from which a statement answers a promise where FEW statements or less could, and how much more is asked for each doubling
#: of their number, by `least_likeness`.
THRESHOLD, PER_DOUBLING = 0.24, 0.05
#: Statements of a short report.
FEW = 25
#: Likeness from which a statement that already answers one promise answers another too; fitted there as well.
SHARED = 0.5


def least_likeness(n_statements: int, threshold: float = THRESHOLD) -> float:
    """Likeness that is asked for where so many statements could answer; `threshold` where FEW or less could.

    The best of many is like a promise by chance more often than the best of few. Where chance likeness above x is as rare as
    exp(-x / s), n statements have n times as many, and asking s ln n more keeps the expected number of chance links as it is
    (Gumbel 1958, Statistics of Extremes; as of alignments, Karlin and Altschul 1990, PNAS 87). How the numbers were
    chosen: tests/gold/README.md.
    """
    return threshold + PER_DOUBLING * log2(max(n_statements, FEW) / FEW) if threshold else 0.0


def link(
    likeness: np.ndarray,
    sentences: np.ndarray,
    threshold: float = THRESHOLD,
    shared: float = SHARED,
    *,
    general: np.ndarray | None = None,
) -> np.ndarray:
    """Number of the statement each promise is answered by; -1 where none is like enough.

    Where promises compete for a statement the assignment with the largest sum of likeness above the threshold decides
    (Kuhn 1955, Naval Research Logistics Quarterly 2). A promise that is left takes the statement it is most like even if
    another has it, when the two are alike enough, or when the other was promised in the same sentence: a review tells in one
    clause what a plan promises in two.

    Parameters
    ----------
    likeness
        Shape (n_promises, n_statements).
    sentences
        Number of the sentence of each promise.
    general
        Whether each promise is the heading of others, which take their statements first; none where it is left out.
    """
    linked = np.full(likeness.shape[0], -1)
    if not likeness.size:
        return linked
    enough = likeness >= threshold
    general = np.zeros(len(linked), bool) if general is None else general
    gain = np.where(enough & ~general[:, None], likeness, 0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    kept = gain[rows, columns] > 0
    linked[rows[kept]] = columns[kept]
    best = likeness.argmax(axis=1)
    highest = likeness.max(axis=1)
    holder = np.full(likeness.shape[1], -1)
    holder[columns[kept]] = rows[kept]
    same = (holder[best] >= 0) & (sentences[holder[best]] == sentences)
    left = (linked < 0) & (highest >= np.where(same, threshold, max(threshold, shared)))
    linked[left] = best[left]
    return linked

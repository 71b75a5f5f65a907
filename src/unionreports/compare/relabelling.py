"""Which other labellings of the same reports would have been as likely if the label meant nothing?

The rules keep pages whole, because reports of one page share an editor and are no independent witnesses:

- pages whose reports all bear one label exchange their labels with each other, whole pages at a time;
- on a page whose reports bear several labels, they are exchanged between the reports of that page.

If shares do not depend on the label, pages are exchangeable with each other and reports with their
neighbours on the page, so every such relabelling is as likely as the one observed and the share of
relabellings with at least the observed statistic is an exact p-value (Pitman 1937; for restricted groups of
permutations Winkler et al. 2015, NeuroImage 123). What pages of several labels say about differences
between pages is held fixed: they speak through the differences inside them.
"""

from itertools import combinations, product
from math import factorial, prod

import numpy as np

#: Sums that differ by rounding alone are equal.
TOLERANCE = 1e-10


def relabellings(
    labels: np.ndarray, pages: np.ndarray, n_resamples: int, random: np.random.Generator
) -> tuple[np.ndarray, bool]:
    """Relabellings of reports: shape (n, n_reports), and whether these are all there are (each once).

    Parameters
    ----------
    labels
        Label of each report as a number, shape (n_reports,).
    pages
        Number of the page of each report, shape (n_reports,).
    n_resamples
        All relabellings are listed where there are at most so many; else so many are drawn.
    """
    order = np.argsort(pages, kind="stable")
    starts = np.flatnonzero(np.diff(pages[order], prepend=-1))
    sorted_labels = labels[order]
    is_pure = np.minimum.reduceat(sorted_labels, starts) == np.maximum.reduceat(sorted_labels, starts)
    sizes = np.diff(starts, append=len(labels))
    in_pure = order[np.repeat(is_pure, sizes)]
    mixed = [order[start : start + size] for start, size in zip(starts[~is_pure], sizes[~is_pure], strict=True)]
    slots = [sorted_labels[starts[is_pure]], *(labels[group] for group in mixed)]
    exact = _at_most(n_resamples, slots)
    if exact:
        orders = list(product(*(_orders(slot) for slot in slots)))
        drawn = [np.array([one[i] for one in orders], dtype=labels.dtype) for i in range(len(slots))]
    else:
        drawn = [random.permuted(np.tile(slot, (n_resamples, 1)), axis=1) for slot in slots]
    relabelled = np.empty((len(drawn[0]), len(labels)), dtype=labels.dtype)
    relabelled[:, in_pure] = np.repeat(drawn[0], sizes[is_pure], axis=1)
    for group, values in zip(mixed, drawn[1:], strict=True):
        relabelled[:, group] = values
    return relabelled, exact


def sign_flips(n_pages: int, n_resamples: int, random: np.random.Generator) -> tuple[np.ndarray, bool]:
    """Signs of pages, shape (n, n_pages), and whether these are all there are.

    Of paired differences, if both members of a pair are alike, either sign is as likely. The reports of a page
    keep one sign together.
    """
    if 2**n_pages <= n_resamples:
        return np.array(list(product((1.0, -1.0), repeat=n_pages))), True
    return random.choice((1.0, -1.0), size=(n_resamples, n_pages)), False


def p_values(observed: np.ndarray, relabelled: np.ndarray, exact: bool) -> np.ndarray:
    """Share of relabellings with a statistic at least as large: shape (n_priorities,).

    Of drawn relabellings the one observed counts among them, so that p is never 0 and the test keeps its
    level (Phipson & Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9(1)). Where there
    is no relabelling but the one observed, p is missing.

    Parameters
    ----------
    observed
        Statistic, larger for less likely, shape (n_priorities,).
    relabelled
        The same under each relabelling, shape (n, n_priorities).
    """
    n = len(relabelled)
    if exact and n == 1:
        return np.full(len(observed), np.nan)
    as_large = (relabelled >= observed - TOLERANCE).sum(axis=0)
    return as_large / n if exact else (as_large + 1) / (n + 1)


def holm(p: np.ndarray) -> np.ndarray:
    """p-values adjusted so that the chance of any false finding among them stays below the level (Holm 1979).

    Holm's way is chosen over the false discovery rate because shares of one whole depend on each other
    negatively, which it allows for, and because a reader of a short list wants to trust each line. Missing
    p-values stay missing and are not counted.
    """
    adjusted = np.full(len(p), np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    steps = p[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1) if len(order) else steps
    return adjusted


def _at_most(limit: int, slots: list[np.ndarray]) -> bool:
    """Whether the labels of the slots have so many different orders or fewer, all slots together."""
    total = 1
    for slot in slots:
        counts = np.unique(slot, return_counts=True)[1].tolist()
        total *= factorial(len(slot)) // prod(factorial(count) for count in counts)
        if total > limit:
            return False
    return True


def _orders(labels: np.ndarray) -> list[np.ndarray]:
    """Every different order of labels that may be equal; to be asked only where there are few."""
    kinds, counts = np.unique(labels, return_counts=True)
    orders = [(np.full(len(labels), kinds[0] if len(kinds) else 0, dtype=labels.dtype), np.arange(len(labels)))]
    # Each further kind takes places from those that are still free; what no kind takes is of the first.
    for kind, count in zip(kinds[1:], counts[1:], strict=True):
        further = []
        for order, free in orders:
            for taken in combinations(range(len(free)), int(count)):
                placed = order.copy()
                placed[free[list(taken)]] = kind
                further.append((placed, np.delete(free, taken)))
        orders = further
    return [order for order, _ in orders]

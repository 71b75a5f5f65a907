"""How much do two or more codings of the same units agree? Coefficients from counts.

Every coefficient takes counts and not units, and any number of leading axes: one table of counts gives one value, a
stack of resampled tables gives a stack of values. What is undefined (agreement beyond chance where nothing varies) is
NaN, never 0 or 1.

Counts of a pair have the shape (..., 3, k): units on which both gave category c, units to which the reference gave it,
units to which the other gave it. Counts for alpha have the shape (..., 2, k): matching pairs of values of category c,
and values of category c, each over units with two values or more.
"""

import numpy as np

MISSING = -1


def pair_counts(reference: np.ndarray, coded: np.ndarray, clusters: np.ndarray, n_clusters: int, k: int) -> np.ndarray:
    """Counts of a pair in every cluster of units, shape (n_clusters, 3, k).

    Parameters
    ----------
    reference, coded : integer arrays, shape (n_units,); category of each unit, 0 to k - 1, or MISSING. A unit that
        lacks either counts nowhere.
    clusters : integer array, shape (n_units,); number of the cluster a unit belongs to.
    """
    both = (reference != MISSING) & (coded != MISSING)
    reference, coded, clusters = reference[both], coded[both], clusters[both]
    same = reference == coded
    return np.stack(
        [
            np.bincount(clusters[use] * k + codes[use], minlength=n_clusters * k).reshape(n_clusters, k)
            for codes, use in ((reference, same), (reference, slice(None)), (coded, slice(None)))
        ],
        axis=1,
    )


def alpha_counts(codes: np.ndarray, clusters: np.ndarray, n_clusters: int, k: int) -> np.ndarray:
    """Counts for alpha in every cluster of units, shape (n_clusters, 2, k).

    Parameters
    ----------
    codes : integer array, shape (n_units, n_coders); MISSING where a coder gave none.
    clusters : integer array, shape (n_units,).
    """
    unit, coder = np.nonzero(codes != MISSING)
    values = np.bincount(unit * k + codes[unit, coder], minlength=len(codes) * k).reshape(len(codes), k)
    coders = values.sum(axis=1, keepdims=True)
    values = np.where(coders >= 2, values, 0)
    matching = values * (values - 1) / np.maximum(coders - 1, 1)
    counts = np.zeros((n_clusters, 2, k))
    np.add.at(counts, clusters, np.stack([matching, values], axis=1))
    return counts


def nominal_alpha(counts: np.ndarray) -> np.ndarray:
    """Krippendorff's alpha for nominal data: counts for alpha (..., 2, k) -> (...).

    1 - (n - 1) (n - sum o_cc) / (n^2 - sum n_c^2) with o_cc matching pairs, n_c values, n all values. Krippendorff,
    K. (2011), Computing Krippendorff's Alpha-Reliability, section C.
    """
    matching, values = counts[..., 0, :].sum(axis=-1), counts[..., 1, :]
    n = values.sum(axis=-1)
    return 1 - _ratio((n - 1) * (n - matching), n * n - (values * values).sum(axis=-1))


def krippendorff_alpha(codes: np.ndarray) -> float:
    """Krippendorff's nominal alpha of any number of coders; NaN where no two values differ.

    Parameters
    ----------
    codes : integer array, shape (n_units, n_coders), 0 or more, MISSING where a coder gave no code.
    """
    codes = np.asarray(codes)
    k = max(int(codes.max(initial=0)) + 1, 1)
    return float(nominal_alpha(alpha_counts(codes, np.zeros(len(codes), int), 1, k)[0]))


def pair_alpha(counts: np.ndarray) -> np.ndarray:
    """Krippendorff's nominal alpha of a pair: counts of a pair (..., 3, k) -> (...)."""
    return nominal_alpha(np.stack([2 * counts[..., 0, :], counts[..., 1, :] + counts[..., 2, :]], axis=-2))


def accuracy(counts: np.ndarray) -> np.ndarray:
    """Share of units with the same code: counts of a pair (..., 3, k) -> (...)."""
    return _ratio(counts[..., 0, :].sum(axis=-1), counts[..., 1, :].sum(axis=-1))


def kappa(counts: np.ndarray) -> np.ndarray:
    """Cohen's kappa: counts of a pair (..., 3, k) -> (...). Cohen (1960), Educ. Psychol. Meas. 20(1)."""
    n = counts[..., 1, :].sum(axis=-1)
    by_chance = (counts[..., 1, :] * counts[..., 2, :]).sum(axis=-1)
    return _ratio(n * counts[..., 0, :].sum(axis=-1) - by_chance, n * n - by_chance)


def category_f1(counts: np.ndarray) -> np.ndarray:
    """F1 of each category, (..., 3, k) -> (..., k); NaN where the reference has no unit of it."""
    hits, reference, coded = np.moveaxis(counts, -2, 0)
    return np.where(reference > 0, _ratio(2 * hits, reference + coded), np.nan)


def macro_f1(counts: np.ndarray) -> np.ndarray:
    """Mean F1 over the categories that occur in the reference: (..., 3, k) -> (...).

    A category that the reference lacks has no recall. Units wrongly coded with it still count, as misses of the
    category they belong to.
    """
    f1 = category_f1(counts)
    return _ratio(np.nansum(f1, axis=-1), np.isfinite(f1).sum(axis=-1))


def one_against_rest(counts: np.ndarray) -> np.ndarray:
    """Counts of a pair for each category against all others: (..., 3, k) -> (..., k, 3, 2)."""
    hits, reference, coded = np.moveaxis(counts, -2, 0)
    n = reference.sum(axis=-1, keepdims=True)
    inside = np.stack([hits, reference, coded], axis=-1)
    outside = np.stack([n - reference - coded + hits, n - reference, n - coded], axis=-1)
    return np.stack([inside, outside], axis=-1)


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Quotient, NaN where the divisor is 0."""
    above, below = np.asarray(above, float), np.asarray(below, float)
    return np.divide(above, below, out=np.full(np.broadcast_shapes(above.shape, below.shape), np.nan), where=below != 0)

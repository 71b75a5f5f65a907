"""How much do places differ, beyond what reports of one place differ?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtri

from unionreports.compare.bootstrap import LEVEL
from unionreports.compare.intervals import Interval, sum_rows
from unionreports.compare.questions import Answer, Resampling, Sample
from unionreports.compare.relabelling import p_values


@dataclass(frozen=True)
class Heterogeneity:
    """What places differ by; arrays of shape (n_priorities,).

    tau
        Standard deviation of the share between places, with interval and p.
    i_squared
        Part of the variance of place means that is between places rather than within them.
    """

    tau: Answer
    i_squared: np.ndarray


def heterogeneity(sample: Sample, places: np.ndarray, resampling: Resampling) -> Heterogeneity:
    """Between-place variance by one-way random effects; `places` as whole numbers, shape (n_reports,).

    tau² = (between - within) / n0 from the mean squares (Searle, Casella & McCulloch 1992, Variance
    components, section 3.6), I² = (F - 1) / F (Higgins & Thompson 2002, Statistics in Medicine 21), both at
    least 0. Reports that share page and place are one observation, their mean. Only places with two
    observations or more tell of the variance within: without any, nothing is estimated, and nothing is for a
    priority that does not vary within places. The interval turns the F test round and supposes nearly normal
    observations of equal spread; p does not suppose normality, for it relabels whole pages.
    """
    pages = np.unique(sample.pages, return_inverse=True)[1]
    codes = np.unique(places, return_inverse=True)[1]
    means, weights, place = _observations(sample, pages, codes)
    n, n_places = len(means), int(codes.max()) + 1
    if n_places < 2 or n == n_places:
        nothing = np.full(means.shape[1], np.nan)
        return Heterogeneity(Answer(Interval(nothing, nothing, nothing), nothing), nothing)
    relabelled, exact = resampling.relabellings(codes, pages)
    observed = between_squares(sample.values, sample.weights, codes[None, :], n_places)[0]
    p = p_values(observed, between_squares(sample.values, sample.weights, relabelled, n_places), exact)
    between = between_squares(means, weights, place[None, :], n_places)[0]
    total = weights @ (means - np.average(means, axis=0, weights=weights)) ** 2
    within = np.maximum(total - between, 0) / (n - n_places)
    # The number of observations of a place, as it were, where places have different numbers of them.
    size = (weights.sum() - (np.bincount(place, weights) ** 2).sum() / weights.sum()) / (n_places - 1)
    varies = within > 1e-15
    ratio = np.divide(between / (n_places - 1), within, out=np.full(len(within), np.nan), where=varies)

    def tau(quantile):
        return np.sqrt(np.maximum(ratio / quantile - 1, 0) * within / size)

    tail = (1 - LEVEL) / 2
    low, high = (tau(fdtri(n_places - 1, n - n_places, share)) for share in (1 - tail, tail))
    i_squared = np.maximum(1 - 1 / np.maximum(ratio, 1), 0)
    return Heterogeneity(Answer(Interval(tau(1.0), low, high), p), i_squared)


def between_squares(values: np.ndarray, weights: np.ndarray, labels: np.ndarray, n_labels: int) -> np.ndarray:
    """Sum of squares between labels under each labelling: labels (n, n_reports) -> (n, n_priorities).

    Labels are numbers from 0, each of them borne by at least one report of each labelling.
    """
    n = len(labels)
    weighted = (values - np.average(values, axis=0, weights=weights)) * weights[:, None]
    # One cell for each labelling and label: sums in one pass over the reports, however many labels there are.
    cell = (labels + n_labels * np.arange(n)[:, None]).ravel()

    def sums(column):
        return np.bincount(cell, np.tile(column, n), minlength=n * n_labels).reshape(n, n_labels)

    sizes = sums(weights)
    return np.column_stack([(sums(column) ** 2 / sizes).sum(axis=1) for column in weighted.T])


def _observations(sample: Sample, pages: np.ndarray, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean, weight (1 on average) and place of the reports that share page and place."""
    seen = np.unique(pages * (int(codes.max()) + 1) + codes, return_inverse=True)[1]
    weights = np.bincount(seen, sample.weights)
    means = sum_rows(sample.values * sample.weights[:, None], seen, len(weights))
    place = np.zeros(len(weights), dtype=int)
    place[seen] = codes
    return means / weights[:, None], weights / weights.mean(), place

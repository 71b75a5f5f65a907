"""The four questions asked of a matrix of shares: difference, plan against review, trend, heterogeneity.

Each takes shares (n_reports, n_priorities), weights and page numbers (n_reports,), and answers with an
estimate, a 95 % interval and a permutation p-value for each priority. No frames here: `compare.comparison`
and the simulation that measures coverage and false positives (`validation.simulation`) both call these.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import f as fisher

from unionreports.compare.intervals import (
    LEVEL,
    MIN_PAGES,
    Interval,
    correlation_of_means,
    difference_interval,
    mean_interval,
    page_draws,
    slope_interval,
)
from unionreports.compare.relabelling import p_values, relabellings, sign_flips


@dataclass(frozen=True)
class Sample:
    """Reports as matrices.

    values
        Shares, shape (n_reports, n_priorities).
    weights
        How much each report counts, above 0, shape (n_reports,).
    pages
        Page of each report, as numbers of any kind, shape (n_reports,).
    """

    values: np.ndarray
    weights: np.ndarray
    pages: np.ndarray

    def part(self, chosen: np.ndarray) -> "Sample":
        """The reports of a boolean mask or of positions; pages are numbered from 0 again."""
        pages = np.unique(self.pages[chosen], return_inverse=True)[1]
        return Sample(self.values[chosen], self.weights[chosen], pages)

    @property
    def n_pages(self) -> int:
        return len(np.unique(self.pages))


@dataclass(frozen=True)
class Answer:
    """Estimates with intervals and p-values, arrays of shape (n_priorities,); missing where there is none."""

    interval: Interval
    p: np.ndarray


class Resampling:
    """Bootstrap samples and relabellings for one seed, each made once.

    Estimates that share pages or labels share what is drawn, as weighted and unweighted ones do.
    """

    def __init__(self, seed: int | list[int], n_resamples: int):
        self.seed = [seed] if isinstance(seed, int) else list(seed)
        self.n_resamples = n_resamples
        self._draws: dict[int, np.ndarray] = {}
        self._relabelled: tuple[tuple, tuple[np.ndarray, bool]] | None = None

    def draws(self, n_pages: int) -> np.ndarray | None:
        """As `page_draws`; None where pages are too few for an interval."""
        if n_pages < MIN_PAGES:
            return None
        if n_pages not in self._draws:
            random = np.random.default_rng([*self.seed, 1, n_pages])
            self._draws[n_pages] = page_draws(n_pages, self.n_resamples, random)
        return self._draws[n_pages]

    def relabellings(self, labels: np.ndarray, pages: np.ndarray) -> tuple[np.ndarray, bool]:
        """As `relabelling.relabellings`."""
        key = (labels.tobytes(), pages.tobytes())
        # Only the last labelling is kept: matrices of thousands of reports are large.
        if self._relabelled is None or self._relabelled[0] != key:
            random = np.random.default_rng([*self.seed, 2])
            self._relabelled = (key, relabellings(labels, pages, self.n_resamples, random))
        return self._relabelled[1]

    def sign_flips(self, n_pages: int) -> tuple[np.ndarray, bool]:
        """As `relabelling.sign_flips`."""
        return sign_flips(n_pages, self.n_resamples, np.random.default_rng([*self.seed, 3]))


def difference(sample: Sample, in_a: np.ndarray, resampling: Resampling) -> Answer:
    """Mean share of the reports of group a minus that of the others; `in_a` boolean, shape (n_reports,)."""
    one, other = sample.part(in_a), sample.part(~in_a)
    pages = np.unique(sample.pages, return_inverse=True)[1]
    means = [mean_interval(s.values, s.weights, s.pages, resampling.draws(s.n_pages)) for s in (one, other)]
    correlation = correlation_of_means(
        (one.values, one.weights, pages[in_a]), (other.values, other.weights, pages[~in_a])
    )
    interval = difference_interval(*means, correlation)
    relabelled, exact = resampling.relabellings(in_a.astype(np.int8), pages)
    weighted = sample.weights[:, None] * sample.values
    chosen = relabelled.astype(float)
    in_group, total = chosen @ sample.weights, sample.weights.sum()
    sums = chosen @ weighted
    gaps = sums / in_group[:, None] - (weighted.sum(axis=0) - sums) / (total - in_group)[:, None]
    return Answer(interval, p_values(np.abs(interval.estimate), np.abs(gaps), exact))


def plan_against_review(plan: Sample, review: Sample, resampling: Resampling) -> Answer:
    """Mean share in the plan minus that in the review of the same reports, row by row the same report.

    The test flips the sign of the paired differences of whole pages.
    """
    pages = np.unique(plan.pages, return_inverse=True)[1]
    draws = resampling.draws(plan.n_pages)
    means = [mean_interval(s.values, plan.weights, pages, draws) for s in (plan, review)]
    correlation = correlation_of_means((plan.values, plan.weights, pages), (review.values, plan.weights, pages))
    interval = difference_interval(*means, correlation)
    by_page = np.zeros((plan.n_pages, plan.values.shape[1]))
    np.add.at(by_page, pages, (plan.values - review.values) * plan.weights[:, None] / plan.weights.sum())
    signs, exact = resampling.sign_flips(plan.n_pages)
    return Answer(interval, p_values(np.abs(interval.estimate), np.abs(signs @ by_page), exact))


def trend(sample: Sample, years: np.ndarray, resampling: Resampling) -> Answer:
    """Change of the share per year, by weighted least squares; years of shape (n_reports,), at least two different."""
    pages = np.unique(sample.pages, return_inverse=True)[1]
    interval = slope_interval(sample.values, sample.weights, pages, years, resampling.draws(sample.n_pages))
    relabelled, exact = resampling.relabellings(years, pages)
    w = sample.weights / sample.weights.sum()
    centred = sample.values - w @ sample.values
    mean_year = relabelled @ w
    spread = (relabelled**2) @ w - mean_year**2
    slopes = (relabelled @ (w[:, None] * centred)) / spread[:, None]
    return Answer(interval, p_values(np.abs(interval.estimate), np.abs(slopes), exact))


@dataclass(frozen=True)
class Heterogeneity:
    """Between-place standard deviation tau of the share, with interval and p, and I², the part of the variance of
    place means that is between places rather than within; arrays of shape (n_priorities,)."""

    tau: Answer
    i_squared: np.ndarray


def heterogeneity(sample: Sample, places: np.ndarray, resampling: Resampling) -> Heterogeneity:
    """How much places differ beyond what reports of one place differ; `places` as whole numbers, shape (n_reports,).

    One-way random effects: tau² = (between - within) / n0 from the mean squares of reports by place (Searle,
    Casella & McCulloch 1992, Variance components, section 3.6), I² = (F - 1) / F as Higgins & Thompson (2002,
    Statistics in Medicine 21), both at least 0. Reports that share page and place count as one
    observation, their mean. Only places with two observations or more tell of the variance within; without
    any, nothing is estimated. The interval turns the F test round and holds for near-normal means; p
    relabels whole pages.
    """
    pages = np.unique(sample.pages, return_inverse=True)[1]
    seen = np.unique(np.column_stack([pages, places]), axis=0, return_inverse=True)[1].ravel()
    n = int(seen.max()) + 1
    weights = np.bincount(seen, sample.weights, minlength=n)
    means = np.zeros((n, sample.values.shape[1]))
    np.add.at(means, seen, sample.values * sample.weights[:, None])
    means /= weights[:, None]
    place = np.zeros(n, dtype=int)
    place[seen] = np.unique(places, return_inverse=True)[1]
    weights = weights / weights.mean()
    n_places = int(place.max()) + 1
    nothing = np.full(means.shape[1], np.nan)
    if n_places < 2 or n - n_places < 1:
        return Heterogeneity(Answer(Interval(nothing, nothing, nothing), nothing), nothing)
    between, total = _between(means, weights, place[None, :], n_places)[0], _total(means, weights)
    within = np.maximum(total - between, 0) / (n - n_places)
    of_place = np.bincount(place, weights)
    size = (weights.sum() - (of_place**2).sum() / weights.sum()) / (n_places - 1)
    ratio = np.divide(between / (n_places - 1), within, out=nothing.copy(), where=within > 1e-15)
    tail = (1 - LEVEL) / 2
    ends = fisher.ppf([0.5, 1 - tail, tail], n_places - 1, n - n_places)
    tau, low, high = (np.sqrt(np.maximum(ratio / end - 1, 0) * within / size) for end in (1.0, *ends[1:]))
    relabelled, exact = resampling.relabellings(places, pages)
    codes = np.unique(places, return_inverse=True)[1]
    lookup = np.zeros(int(places.max()) + 1, dtype=int)
    lookup[places] = codes
    by_report = _between(sample.values, sample.weights, lookup[relabelled], n_places)
    observed = _between(sample.values, sample.weights, codes[None, :], n_places)[0]
    i_squared = np.maximum(1 - 1 / ratio, 0, where=ratio > 0, out=np.where(np.isnan(ratio), np.nan, 0.0))
    return Heterogeneity(Answer(Interval(tau, low, high), p_values(observed, by_report, exact)), i_squared)


def _between(values: np.ndarray, weights: np.ndarray, labels: np.ndarray, n_labels: int) -> np.ndarray:
    """Sum of squares between labels under each labelling: labels (n, n_reports) -> (n, n_priorities)."""
    centred = values - np.average(values, axis=0, weights=weights)
    weighted = centred * weights[:, None]
    squares = np.zeros((len(labels), values.shape[1]))
    for label in range(n_labels):
        chosen = (labels == label).astype(float)
        size = chosen @ weights
        # A relabelling moves labels, it does not lose them; but a place may be empty among observations.
        squares += (chosen @ weighted) ** 2 / np.where(size > 0, size, 1)[:, None]
    return squares


def _total(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted sum of squares around the weighted mean, shape (n_priorities,)."""
    return weights @ (values - np.average(values, axis=0, weights=weights)) ** 2

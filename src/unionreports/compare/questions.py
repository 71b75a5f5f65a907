"""Questions asked of a matrix of shares: difference of two groups, plan against review, trend.

How much places differ is asked in `compare.heterogeneity`. Each takes shares (n_reports, n_priorities), weights and
page numbers (n_reports,), and answers with an estimate, a 95 % interval and a permutation p-value for each priority.
No frames here: `compare.comparison` and the simulation that measures coverage and false positives
(`validation.simulation`) both call these.
"""

from dataclasses import dataclass

import numpy as np

from unionreports.compare.bootstrap import MIN_PAGES, draw_clusters
from unionreports.compare.intervals import (
    BORROWED,
    NOTHING,
    Interval,
    correlation_of_means,
    difference_interval,
    mean_interval,
    slope_interval,
    sum_rows,
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
        """As `bootstrap.draw_clusters`; None where pages are too few for an interval."""
        if n_pages < MIN_PAGES:
            return None
        if n_pages not in self._draws:
            random = np.random.default_rng([*self.seed, 1, n_pages])
            self._draws[n_pages] = draw_clusters(n_pages, self.n_resamples, random)
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
    statistics = [slope_statistic(sample, pages, labels) for labels in (in_a[None, :], relabelled)]
    return Answer(interval, p_values(statistics[0][0], statistics[1], exact))


def plan_against_review(plan: Sample, review: Sample, resampling: Resampling) -> Answer:
    """Mean share in the plan minus that in the review of the same reports, row by row the same report.

    The test flips the sign of the paired differences of whole pages.
    """
    pages = np.unique(plan.pages, return_inverse=True)[1]
    draws = resampling.draws(plan.n_pages)
    means = [mean_interval(s.values, plan.weights, pages, draws) for s in (plan, review)]
    correlation = correlation_of_means((plan.values, plan.weights, pages), (review.values, plan.weights, pages))
    interval = difference_interval(*means, correlation)
    gaps = (plan.values - review.values) * plan.weights[:, None] / plan.weights.sum()
    by_page = sum_rows(gaps, pages, plan.n_pages)
    signs, exact = resampling.sign_flips(plan.n_pages)
    return Answer(interval, p_values(np.abs(interval.estimate), np.abs(signs @ by_page), exact))


def trend(sample: Sample, years: np.ndarray, resampling: Resampling) -> Answer:
    """Change of the share per year, by weighted least squares; years of shape (n_reports,), at least two different."""
    pages = np.unique(sample.pages, return_inverse=True)[1]
    interval = slope_interval(sample.values, sample.weights, pages, years, resampling.draws(sample.n_pages))
    relabelled, exact = resampling.relabellings(years, pages)
    statistics = [slope_statistic(sample, pages, labels) for labels in (years[None, :], relabelled)]
    return Answer(interval, p_values(statistics[0][0], statistics[1], exact))


def slope_statistic(sample: Sample, pages: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Slope of the share on a label over its standard error, without sign: labels (n, n_reports) -> (n, n_priorities).

    The slope on a label of 0 and 1 is the difference of two means. Relabelling such a ratio keeps the level of
    the test also where groups differ in spread but not in mean, as short reports beside long ones do (Janssen
    1997, Statistics & Probability Letters 36; DiCiccio & Romano 2017, Journal of the American Statistical
    Association 112); plain slopes raised 13 to 15 false alarms in 100 there. Reports of a page whose reports
    bear one label count as one. A part of the spread is that of all priorities together, so that a rare one
    does not look certain by chance.
    """
    weights = sample.weights / sample.weights.sum()
    mean = weights @ sample.values
    x = labels - (labels @ weights)[:, None]
    moved = (sample.values - mean) * weights[:, None]
    slope = x @ moved
    blocks, first = _blocks(labels[0], pages)
    by_block = sum_rows(moved, blocks, len(first))
    # Both slope and error would be divided by the spread of the label: that cancels.
    variance = x[:, first] ** 2 @ by_block**2
    binomial = mean * (1 - mean)
    if binomial.sum() < NOTHING:
        return np.zeros_like(slope)
    pooled = variance.sum(axis=1, keepdims=True) / binomial.sum() * binomial
    error = np.sqrt(variance + BORROWED / len(by_block) * pooled)
    return np.divide(np.abs(slope), error, out=np.zeros_like(slope), where=error > 0)


def _blocks(labels: np.ndarray, pages: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Block of each report, and the first report of each block: a page of one label is a block, else each report is."""
    first = np.unique(pages, return_index=True)[1]
    several = np.bincount(pages, weights=labels != labels[first[pages]])[pages] > 0
    names = np.where(several, len(pages) + np.arange(len(pages)), pages)
    _, first, blocks = np.unique(names, return_index=True, return_inverse=True)
    return blocks, first

"""Which words one group of reports uses more than another, how surely, and how far one report carries it."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.compare.bootstrap import MIN_PAGES, draw_clusters, widened_reach, widened_tail
from unionreports.compare.group_words import NothingToCompare, count_words
from unionreports.compare.sample_keys import SAMPLE_KEYS, sample_keys
from unionreports.compare.shares import MIN_REPORTS

#: Terms resampled at a time: bounds memory to some tens of megabytes, changes no result.
_BATCH = 1_000
#: With fewer pages the percentiles lie beyond what resamples can show: four pages have 256 different ones, and the
#: widened tail is 1 in 8,000. Three against three, one in ten of the percentile intervals missed a log-odds of 0.
_ENOUGH_PAGES = 5
_SAMPLE = SAMPLE_KEYS[1:]
COLUMNS = (
    "term", "count_a", "count_b", "rate_a", "rate_b", "log_odds", "z", "low", "high",
    "n_reports_a", "n_reports_b", "top_report_share", "small_n", "by", "group_a", "group_b", *_SAMPLE,
)  # fmt: skip


def keyness(
    tokens: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    by: str,
    a,
    b=None,
    stop_words: Iterable[str] = (),
    min_reports: int = 2,
    prior_size: float | None = None,
    usable_only: bool = True,
    random_state: int = 0,
    n_resamples: int = 1_000,
) -> pd.DataFrame:
    """Weighted log-odds ratio of every term between two groups, with an informative Dirichlet prior.

    The measure and its z are those of Monroe, Colaresi & Quinn 2008, Political Analysis 16(4), eq. 15-22. Their z
    takes every word for an independent draw, which words of one report are not; the interval therefore
    resamples pages with all their reports, because reports that share a page share an editor. Where a page has both
    groups (review and plan of a report), its sides are drawn together. It is the percentile interval
    widened for few pages (Hesterberg 2015, The American Statistician 69(4), section 4.2), and with fewer than five
    pages in a group no narrower than Student's t with the standard error of the resamples. The prior is made anew
    from the words of each resample.

    Parameters
    ----------
    tokens, units, reports
        The tables of these names. Tokens of units or reports that are left out of the tables do not count.
    by
        Column of `reports` or `units` that makes the groups, such as level or role.
    a, b
        Value of the column, or several as a list, for each group; without `b` the rest. Empty and missing
        values belong to no group. (`compare.comparison.compare` has these two in one argument, groups.)
    stop_words
        Words that do not count. Figures and single characters do not count either (`text.vectorise.why_no_term`).
    min_reports
        Fewest reports of the two groups that use a term. Terms below it have no row, and stay in the totals.
    prior_size
        Words the prior weighs as much as. By default the mean number of words of a report: the prior is as strong
        as one more report in each group that has the words of both together. It is the words of the two groups
        and not of a larger corpus, so that a term of equal rates has log-odds 0, however unequal the groups are.
    usable_only
        Whether only reports that may enter a comparison of regions and years count.
    n_resamples
        Number of bootstrap samples.

    Returns
    -------
    DataFrame
        term, count_a, count_b, rate_a, rate_b (per 10,000 words that count), log_odds (above 0: group a uses
        it more), z, low, high (95 % interval of log_odds), n_reports_a, n_reports_b (reports that use it),
        top_report_share (largest share of its occurrences in the group it is key to that one report holds),
        small_n (fewer than three reports or pages in a group: no interval), by, group_a, group_b, and what units were looked at
        (`sample_keys`). The largest z first. `attrs` says what was
        compared: by, group_a, group_b, and for each group n_reports, n_pages, n_words; prior_size.

    Raises
    ------
    NothingToCompare
        Where a group is empty or no term is left.
    ValueError
        Where the column is unknown or both groups have a value.
    """
    counts = count_words(tokens, units, reports, by, a, b, frozenset(stop_words), usable_only)
    y_a, y_b = (np.asarray(group.sum(axis=0)).ravel() for group in counts.groups)
    uses_a, uses_b = (np.bincount(group.indices, minlength=len(counts.terms)) for group in counts.groups)
    # A report that has both groups is one report, and uses the term once.
    uses = np.bincount((counts.groups[0] + counts.groups[1]).indices, minlength=len(counts.terms))
    kept = np.flatnonzero((uses >= min_reports) & (y_a + y_b > 0))
    if not len(kept):
        raise NothingToCompare(
            f"no term is used by {min_reports} reports of the two groups; lower min_reports or compare larger groups."
        )
    size = counts.mean_words if prior_size is None else float(prior_size)
    if not size > 0:
        raise ValueError(f"prior_size is {prior_size!r}; give a number of words above 0.")
    n_a, n_b = y_a.sum(), y_b.sum()
    y_a, y_b = y_a[kept], y_b[kept]
    log_odds = _log_odds_ratio(y_a, n_a, y_b, n_b, size)
    prior = _prior(y_a, n_a, y_b, n_b, size)
    z = log_odds / np.sqrt(1 / (y_a + prior) + 1 / (y_b + prior))

    pages = pd.factorize(counts.page_ids, sort=True)[0]
    sizes = [(len(rows), len(np.unique(pages[rows]))) for rows in map(_rows, counts.groups)]
    small = any(n_reports < MIN_REPORTS or n_pages < MIN_PAGES for n_reports, n_pages in sizes)
    low = high = np.full(len(kept), np.nan)
    if not small:
        low, high = _interval(counts.groups, kept, pages, size, log_odds, random_state, n_resamples)
    largest = np.where(log_odds >= 0, _largest(counts.groups[0])[kept], _largest(counts.groups[1])[kept])
    table = pd.DataFrame(
        {
            "term": pd.Series([counts.terms[i] for i in kept], dtype="str"),
            "count_a": y_a,
            "count_b": y_b,
            "rate_a": y_a / n_a * 10_000,
            "rate_b": y_b / n_b * 10_000,
            "log_odds": log_odds,
            "z": z,
            "low": low,
            "high": high,
            "n_reports_a": uses_a[kept],
            "n_reports_b": uses_b[kept],
            "top_report_share": largest,
            "small_n": small,
            "by": by,
            "group_a": counts.names[0],
            "group_b": counts.names[1],
            **sample_keys(units, usable_only),
        }
    )[list(COLUMNS)].sort_values(["z", "term"], ascending=[False, True], ignore_index=True)
    table.attrs = {"by": by, "group_a": counts.names[0], "group_b": counts.names[1], "prior_size": size}
    for side, (n_reports, n_pages), n_words in zip("ab", sizes, (n_a, n_b)):
        table.attrs |= {f"n_reports_{side}": n_reports, f"n_pages_{side}": n_pages, f"n_words_{side}": int(n_words)}
    return table


def _prior(y_a, n_a, y_b, n_b, size: float) -> np.ndarray:
    """Words of each term in a prior of `size` words that has the terms of both groups in their shares."""
    return size * (y_a + y_b) / (n_a + n_b)


def _log_odds_ratio(y_a, n_a, y_b, n_b, size: float) -> np.ndarray:
    """Log-odds of terms against all others in group a less those in b; 0 for a term that neither uses.

    Counts y and totals n are arrays that broadcast against each other.
    """
    prior = _prior(y_a, n_a, y_b, n_b, size)
    # A resample can lack a term in both groups; it then shows no difference.
    absent = prior == 0
    prior = np.where(absent, 1.0, prior)
    w_a, w_b = y_a + prior, y_b + prior
    return np.where(absent, 0.0, np.log(w_a / (n_a + size - w_a)) - np.log(w_b / (n_b + size - w_b)))


def _rows(group: sp.csr_matrix) -> np.ndarray:
    """Reports that have words in a group."""
    return np.flatnonzero(np.diff(group.indptr))


def _largest(group: sp.csr_matrix) -> np.ndarray:
    """Largest share of a term's occurrences that one report holds, shape (n_terms,); 0 where it does not occur."""
    totals = np.asarray(group.sum(axis=0)).ravel()
    return group.max(axis=0).toarray().ravel() / np.maximum(totals, 1)


def _interval(groups, kept, pages, size, log_odds, random_state, n_resamples) -> tuple[np.ndarray, np.ndarray]:
    """Interval of the log-odds ratio of the terms `kept`, shapes (n_kept,), (n_kept,)."""
    n_pages = int(pages.max()) + 1
    gather = sp.csr_matrix((np.ones(len(pages)), (pages, np.arange(len(pages)))), shape=(n_pages, len(pages)))
    totals = [gather @ np.asarray(group.sum(axis=1)).ravel() for group in groups]
    by_page = [(gather @ group[:, kept]).tocsc() for group in groups]
    draws = _draws(*(total > 0 for total in totals), np.random.default_rng(random_state), n_resamples)
    drawn_totals = [(draws @ total)[:, None] for total in totals]
    n = min(int((total > 0).sum()) for total in totals)
    tail = widened_tail(n)
    bounds = []
    for start in range(0, len(kept), _BATCH):
        block = slice(start, start + _BATCH)
        (y_a, n_a), (y_b, n_b) = ((draws @ counts[:, block], total) for counts, total in zip(by_page, drawn_totals))
        resampled = _log_odds_ratio(y_a, n_a, y_b, n_b, size)
        low, high = np.quantile(resampled, [tail, 1 - tail], axis=0)
        if n < _ENOUGH_PAGES:
            half = widened_reach(n) * resampled.std(axis=0)
            low, high = np.minimum(low, log_odds[block] - half), np.maximum(high, log_odds[block] + half)
        bounds.append((low, high))
    low, high = np.concatenate(bounds, axis=1)
    return low, high


def _draws(has_a: np.ndarray, has_b: np.ndarray, random: np.random.Generator, n_resamples: int) -> np.ndarray:
    """How often each page stands in each resample, shape (n_resamples, n_pages).

    Groups that share no page are drawn apart, each with its own number of pages. Else pages are drawn as they
    are, and a draw that has no page of one group is drawn again.
    """
    draws = np.zeros((n_resamples, len(has_a)))
    if not (has_a & has_b).any():
        for side in (has_a, has_b):
            draws[:, side] = draw_clusters(int(side.sum()), n_resamples, random)
        return draws
    shown = np.flatnonzero(has_a | has_b)
    filled = 0
    while filled < n_resamples:
        some = draw_clusters(len(shown), n_resamples, random)
        some = some[(some @ has_a[shown] > 0) & (some @ has_b[shown] > 0)][: n_resamples - filled]
        draws[filled : filled + len(some), shown] = some
        filled += len(some)
    return draws

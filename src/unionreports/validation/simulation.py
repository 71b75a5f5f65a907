"""Do intervals cover a planted truth as often as they say, and do tests raise false alarms as rarely?

The functions asked are those used on real data (`compare.intervals`, `compare.questions`). Bootstrap samples,
and relabellings where the design stays the same, are drawn once and used for all simulated corpora of that
design: that saves time and leaves the expected rates as they are.
"""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from unionreports.compare.bootstrap import LEVEL, MIN_PAGES
from unionreports.compare.heterogeneity import heterogeneity
from unionreports.compare.intervals import Interval, mean_interval
from unionreports.compare.questions import Answer, Resampling, Sample, difference, plan_against_review, trend
from unionreports.validation.worlds import (
    OTHER_SHARES,
    SHARES,
    SLOPES,
    WORLDS,
    YEARS,
    World,
    draw_hands,
    draw_pages,
    draw_shares,
)

MEASURES = ("share", "difference", "plan", "trend")
TESTS = ("difference", "plan", "trend", "heterogeneity")
NUMBERS_OF_REPORTS = (10, 30, 100)
N_PLACES = 4
#: Comparisons are simulated in these, the harder world of each kind of page, to keep the command short.
COMPARED = (WORLDS[1], WORLDS[4])
#: How alike the hands of reports are whose plan and review are compared; a hand shows in both.
PAIRED = 10.0
#: Priorities are reported together by the size of their planted share.
RANGES = {"all": (0.0, 1.0), "under 5 %": (0.0, 0.05), "5 % to 20 %": (0.05, 0.2), "over 20 %": (0.2, 1.0)}
COLUMNS = (
    "world", "n_reports", "n_pages", "measure", "shares", "rate", "lowest", "highest", "standard_error",
    "n_simulations",
)  # fmt: skip


def coverage(
    n_reports: int,
    world: World = WORLDS[0],
    measure: str = "share",
    n_simulations: int = 1_000,
    n_resamples: int = 500,
    random_state: int = 0,
) -> pd.DataFrame:
    """How often a 95 % interval holds the planted truth.

    Parameters
    ----------
    measure
        `share` (mean of report shares), `difference` (two groups of reports), `plan` (plan minus review of the
        same reports), or `trend` (slope per year).

    Returns
    -------
    Frame of `COLUMNS`, one row for all priorities and one for each range of planted shares. `rate` is the
    coverage averaged over the priorities of the range, lowest and highest those of the single priority covered
    least and most often, `standard_error` the Monte-Carlo error of one priority's coverage. n_pages is
    the mean over simulated corpora; those with too few pages for an interval are drawn again.

    Raises
    ------
    ValueError
        Where the measure is unknown.
    """
    if measure not in MEASURES:
        raise ValueError(f"measure is '{measure}'; choose {', '.join(MEASURES)}.")
    # Where reports have a hand, only half of what is planted shows in their shares.
    told = 0.5 if measure == "plan" or world.of_pages is not None else 1.0
    gap = told * (OTHER_SHARES - SHARES)
    planted = {"share": SHARES, "difference": gap, "plan": gap, "trend": told * SLOPES}[measure]

    def holds(random, pages, resampling):
        if measure == "share":
            values = draw_shares(random, world, SHARES, draw_hands(random, world, pages), len(pages))
            draws = resampling.draws(int(pages.max()) + 1)
            found = mean_interval(values, np.ones(len(pages)), pages, draws)
        else:
            found = _ask(random, world, pages, resampling, measure, planted=True).interval
        return _contains(found, planted)

    return _simulate(holds, n_reports, world, measure, n_simulations, n_resamples, random_state)


def false_positives(
    n_reports: int,
    world: World = WORLDS[0],
    test: str = "difference",
    n_simulations: int = 1_000,
    n_resamples: int = 500,
    random_state: int = 0,
) -> pd.DataFrame:
    """How often p is at most .05 where nothing differs; parameters and frame as for `coverage`.

    `test` is `difference`, `plan`, `trend` or `heterogeneity` (among four places). A rare priority has few
    different values, so that few p-values can occur and the rate stays below .05.
    """
    if test not in TESTS:
        raise ValueError(f"test is '{test}'; choose {', '.join(TESTS)}.")

    def alarms(random, pages, resampling):
        return _ask(random, world, pages, resampling, test, planted=False).p <= 1 - LEVEL + 1e-12

    return _simulate(alarms, n_reports, world, test, n_simulations, n_resamples, random_state)


def simulation_tables(
    n_simulations: int = 1_000,
    numbers_of_reports: Sequence[int] = NUMBERS_OF_REPORTS,
    random_state: int = 0,
    progress: Callable[[str], None] = lambda said: None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Coverage of shares in every world, and coverage and false positives of comparisons in those of `COMPARED`.

    `progress` is told the name of each cell before it is simulated. Comparisons with pages shared need more
    than ten reports to have three pages in each group, and are left out below that.
    """
    tables = []
    for simulate, asked in ((coverage, MEASURES), (false_positives, TESTS)):
        frames = []
        for what in asked:
            for world in WORLDS:
                for n in numbers_of_reports:
                    if what != "share" and (world not in COMPARED or (world.shared and n < 20)):
                        continue
                    progress(f"{simulate.__name__.replace('_', ' ')} of {what}, {world.name}, {n} reports")
                    frames.append(simulate(n, world, what, n_simulations, random_state=random_state))
        tables.append(pd.concat(frames, ignore_index=True))
    return tuple(tables)


def simulation_report(
    n_simulations: int = 1_000, random_state: int = 0, progress: Callable[[str], None] = lambda said: None
) -> str:
    """Both tables of `simulation_tables` as text to print, one line for each world and number of reports."""
    covered, alarmed = simulation_tables(n_simulations, random_state=random_state, progress=progress)
    error = covered["standard_error"].max()
    return (
        f"Coverage of 95 % intervals, {n_simulations} simulated corpora in each line (Monte-Carlo error of one"
        f" priority up to {error:.3f}): mean over priorities by planted share, and the worst priority\n"
        f"{_lines(covered, 'lowest', 'worst')}\n\n"
        "False positives of permutation tests at p <= .05, nothing differing: mean over priorities by planted"
        f" share, and the priority with most\n{_lines(alarmed, 'highest', 'most')}"
    )


def _ask(
    random: np.random.Generator, world: World, pages: np.ndarray, resampling: Resampling, question: str, planted: bool
) -> Answer:
    """Answer to a question about a new corpus with those pages, with the planted differences or without any."""
    n = len(pages)
    hands = draw_hands(random, world, pages, of_reports=PAIRED if question == "plan" else None)

    def sample(shares):
        return Sample(draw_shares(random, world, shares, hands, n), np.ones(n), pages)

    other = OTHER_SHARES if planted else SHARES
    if question == "plan":
        return plan_against_review(sample(other), sample(SHARES), resampling)
    if question == "trend":
        years = random.integers(YEARS[0], YEARS[1] + 1, size=n).astype(float)
        slopes = SLOPES if planted else np.zeros(len(SLOPES))
        return trend(sample(SHARES + np.outer(years - np.mean(YEARS), slopes)), years, resampling)
    labels = _labels(pages, 2 if question == "difference" else N_PLACES)
    if question == "heterogeneity":
        return heterogeneity(sample(SHARES), labels, resampling).tau
    in_a = labels == 0
    return difference(sample(np.where(in_a[:, None], other, SHARES)), in_a, resampling)


def _labels(pages: np.ndarray, n_labels: int) -> np.ndarray:
    """Labels that take turns from page to page; every third shared page bears several."""
    labels = pages % n_labels
    mixed = (pages % 3 == 2) & (np.bincount(pages)[pages] > 1)
    return np.where(mixed, np.arange(len(pages)) % n_labels, labels)


def _contains(found: Interval, planted: np.ndarray) -> np.ndarray:
    """Whether each interval holds the truth; ends that are equal to it but for rounding do."""
    return (found.low <= planted + 1e-12) & (found.high >= planted - 1e-12)


def _simulate(happens, n_reports, world, measure, n_simulations, n_resamples, random_state) -> pd.DataFrame:
    """How often `happens(random, pages, resampling)` is true of each priority, as a frame of `COLUMNS`."""
    random = np.random.default_rng([random_state, n_reports, WORLDS.index(world) if world in WORLDS else len(WORLDS)])
    resampling = Resampling([random_state, n_reports], n_resamples)
    counts, n_pages = [], []
    while len(counts) < n_simulations:
        pages = draw_pages(random, world, n_reports)
        labels = _labels(pages, 2)
        per_group = [len(np.unique(pages[labels == label])) for label in (0, 1)]
        if (min(per_group) if measure == "difference" else pages.max() + 1) < MIN_PAGES:
            continue
        counts.append(happens(random, pages, resampling))
        n_pages.append(pages.max() + 1)
    rates = np.mean(counts, axis=0)
    error = np.sqrt(np.mean(rates * (1 - rates)) / n_simulations)
    rows = []
    for name, (low, high) in RANGES.items():
        of_range = rates[(low < SHARES) & (high >= SHARES)]
        row = (world.name, n_reports, np.mean(n_pages), measure, name, of_range.mean(), of_range.min(), of_range.max())
        rows.append((*row, error, n_simulations))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _lines(table: pd.DataFrame, extreme: str, said: str) -> str:
    """One line for each measure, world and number of reports: rates by range, and one extreme."""
    keys = ["measure", "world", "n_reports", "n_pages"]
    rates = table.pivot_table(index=keys, columns="shares", values="rate", sort=False)[list(RANGES)]
    whole = table[table["shares"] == "all"].set_index(keys)[extreme].rename(said)
    return rates.join(whole).reset_index().to_string(index=False, float_format=lambda x: f"{x:.3f}")

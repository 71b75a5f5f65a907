"""Invented corpora whose truth is known: reports as matrices of shares, drawn from planted distributions."""

from dataclasses import dataclass

import numpy as np

#: Planted shares, from one unit in a hundred to two in five.
SHARES = np.array((0.01, 0.02, 0.03, 0.06, 0.10, 0.16, 0.22, 0.40))
#: Planted shares of the other group, or of the plan: some differ, some do not.
OTHER_SHARES = np.array((0.01, 0.03, 0.05, 0.06, 0.15, 0.16, 0.22, 0.32))
#: Planted change of the shares per year; adds to 0.
SLOPES = np.array((0.0, 0.0, 0.001, 0.0, 0.0, 0.002, 0.003, -0.006))
YEARS = (2003, 2020)
#: Fewest and most units of a report.
LENGTHS = (8, 80)
LARGEST_PAGE = 5
#: The priority that an uneven world puts into few reports, and the part of reports it is in.
UNEVEN, UNEVEN_IN = 3, 0.25


@dataclass(frozen=True)
class World:
    """How shares vary. Concentrations are those of Dirichlet distributions: the larger, the more alike.

    of_pages
        How alike the hands of pages are; half of what a report tends to is its page's. None where no page has
        a hand of its own.
    of_reports
        How alike the reports of a page are.
    shared
        Whether pages bear 1 to 5 reports, or one each.
    uneven
        Whether one priority (planted at 6 %) stands in a quarter of the reports only, and is large there.
    """

    name: str
    of_pages: float | None
    of_reports: float
    shared: bool = False
    uneven: bool = False


WORLDS = (
    World("reports alike", None, 40),
    World("reports differ", None, 8),
    World("reports differ, one priority in few", None, 15, uneven=True),
    World("pages shared, alike", 10, 40, shared=True),
    World("pages shared, differ", 2, 10, shared=True),
)


def draw_pages(random: np.random.Generator, world: World, n_reports: int) -> np.ndarray:
    """Number of the page of each report, shape (n_reports,)."""
    if not world.shared:
        return np.arange(n_reports)
    sizes = random.integers(1, LARGEST_PAGE + 1, size=n_reports)
    return np.repeat(np.arange(n_reports), sizes)[:n_reports]


def draw_hands(
    random: np.random.Generator, world: World, pages: np.ndarray, of_reports: float | None = None
) -> np.ndarray | None:
    """What each report tends to by its page, shape (n_reports, n_priorities); None where pages have no hand.

    With `of_reports` (a concentration) each report gets a hand of its own where pages have none.
    """
    if world.of_pages is not None:
        return random.dirichlet(world.of_pages * SHARES, size=int(pages.max()) + 1)[pages]
    return None if of_reports is None else random.dirichlet(of_reports * SHARES, size=len(pages))


def draw_shares(
    random: np.random.Generator, world: World, planted: np.ndarray, hands: np.ndarray | None, n_reports: int
) -> np.ndarray:
    """Shares of reports, shape (n_reports, n_priorities); their expectation is `planted` as far as it is told.

    `planted` has that shape or (n_priorities,). A report tends half to what is planted and half to its hand.
    Its own chances are a Dirichlet draw around that, and its units fall by them (Dirichlet-multinomial).
    """
    planted = np.broadcast_to(planted, (n_reports, len(SHARES)))
    centres = planted if hands is None else (planted + hands) / 2
    chances = _dirichlet(random, world.of_reports * centres)
    if world.uneven:
        level = planted[:, UNEVEN] / UNEVEN_IN
        large = random.beta(world.of_reports * level, world.of_reports * (1 - level))
        large *= random.random(n_reports) < UNEVEN_IN
        chances[:, UNEVEN] = 0
        # The others share what is left, in proportion; their expectation stays as planted.
        chances *= (1 - large)[:, None] / chances.sum(axis=1, keepdims=True)
        chances[:, UNEVEN] = large
    n_units = random.integers(LENGTHS[0], LENGTHS[1] + 1, size=n_reports)
    return random.multinomial(n_units, chances / chances.sum(axis=1, keepdims=True)) / n_units[:, None]


def _dirichlet(random: np.random.Generator, concentrations: np.ndarray) -> np.ndarray:
    """One Dirichlet draw for each row of concentrations."""
    gammas = random.standard_gamma(concentrations)
    return gammas / gammas.sum(axis=1, keepdims=True)

"""Each piece of evidence as a log-likelihood over years, so that pieces of different kinds can be added.

A likelihood never reaches zero: titles are copied, uploads misdated, formulae named by chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
import re

import numpy as np

from .dates import DateMention
from .formula_bounds import bounded_above, bounds_above, dating, log_likelihood
from .formulae import FormulaMatch
from .passage import Evidence, Passage
from .report_view import KindFound
from .year_claims import Claim

#: The years weighed.
YEARS = np.arange(1949, 2040)
#: Months, counted from January of the year reported on, in which a report of a kind is written.
_WRITTEN = {"annual": (9, 12), "plan": (-2, 3), "term": (2, 12), "unknown": (3, 12)}
#: Likelihood left to a year that the upload or a mask rules out: both can be wrong.
_RULED_OUT = 0.01
#: Share of a claim's error that can be any year, for claims not stated and stated: a year taken from passing words is
#: wrong altogether more often than by one.
_FAR = (0.6, 0.2)
#: Years in which pages with union reports are expected, and how fast others become less so. The last is the
#: last year of the table of formulae and the next.
_EXPECTED = (1995, 2026)
_PRIOR = np.minimum(YEARS - _EXPECTED[0], 0) * -np.log(0.85) + np.maximum(YEARS - _EXPECTED[1], 0) * np.log(0.5)


@dataclass(frozen=True)
class Weighed:
    """One piece of evidence: its log-likelihood over the years, what it bounds, and its quote."""

    log: np.ndarray
    below: bool
    above: bool
    evidence: Evidence | None
    stated: bool = False
    best: int | None = None
    formulae: bool = False


def of_claim(claim: Claim, quote: Evidence) -> Weighed:
    """A claim's weights; what is left of 1 goes to the years around and, in smaller part, to all years."""
    rest = 1 - sum(claim.weights.values())
    best = max(claim.weights, key=claim.weights.get)
    near = np.where(YEARS == best, 0.0, 0.5 ** np.abs(YEARS - best))
    far = _FAR[claim.stated]
    share = rest * ((1 - far) * near / near.sum() + far / len(YEARS))
    for year, weight in claim.weights.items():
        share[YEARS == year] = weight
    return Weighed(np.log(share), True, True, quote, claim.stated, best)


def of_formulae(report: Passage, matches: Sequence[FormulaMatch], kind: KindFound | None, level: str) -> list[Weighed]:
    """All formulae together, quoting the latest and the one that fades first."""
    usable = dating(matches, level)
    if not usable:
        return []
    log = log_likelihood(usable, YEARS, writing(kind), level)
    latest = max(usable, key=lambda m: m.formula.first)
    says = f"{latest.formula.term}: from {_month(latest.formula.first)}, latest formula named"
    quotes = [report.evidence(latest.start, latest.end, says)]
    ends = [m for m in usable if bounds_above(m, usable) and m is not latest]
    if ends:
        first = min(ends, key=lambda m: m.formula.last)
        says = f"{first.formula.term}: in use to about {first.formula.last // 12}"
        quotes.append(report.evidence(first.start, first.end, says))
    nothing = np.zeros(len(YEARS))
    return [
        Weighed(log, True, bounded_above(usable), quotes[0], formulae=True),
        *(Weighed(nothing, False, False, quote) for quote in quotes[1:]),
    ]


def _month(months: int) -> str:
    return f"{months // 12}-{months % 12 + 1:02d}"


def writing(kind: KindFound | None) -> tuple[int, int]:
    """First and last month, counted from January of the year reported on, in which such a report is written."""
    if kind and kind.kind in ("half_year", "part_year"):
        return kind.months[1] - 2, kind.months[1] + 1
    return _WRITTEN[kind.kind if kind else "unknown"]


def of_masks(report: Passage, mentions: Sequence[DateMention]) -> list[Weighed]:
    """The first masked year that shows its century or decade."""
    for m in mentions:
        if m.kind == "masked" and m.year is not None:
            decade = m.last_year - m.year < 10
            # A mask can stand for the year before or after the one reported on.
            outside = (m.year - decade > YEARS) | (m.last_year + decade < YEARS)
            says = f"masked year, {m.year} to {m.last_year}" if decade else f"masked year, not before {m.year}"
            log = np.where(outside, np.log(_RULED_OUT), 0.0)
            return [Weighed(log, True, decade, report.evidence(m.start, m.end, says))]
    return []


def of_upload(page_date: str, kind: KindFound | None, so_far: np.ndarray, quote: Evidence | None) -> list[Weighed]:
    """Years whose reports were not yet written on the day of the upload; nothing where the text is plainly younger.

    `so_far` is the log-likelihood of all other evidence, `quote` the place where the page gives the day.
    """
    if not re.match(r"\d{4}-\d\d", page_date):
        return []
    upload = 12 * int(page_date[:4]) + int(page_date[5:7]) - 1
    log = np.where(12 * YEARS + writing(kind)[0] - 1 > upload, np.log(_RULED_OUT), 0.0)
    if log[np.argmax(so_far)] < 0 and so_far.max() - so_far[log == 0].max(initial=-np.inf) > -np.log(_RULED_OUT):
        return []
    return [Weighed(log, False, True, quote)]


def total(evidence: Sequence[Weighed]) -> np.ndarray:
    """Log-likelihood of all evidence, with the expectation for years in which such pages are found."""
    return sum((e.log for e in evidence), _PRIOR)

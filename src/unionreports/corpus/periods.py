"""From everything a report says about time to the year and the months it reports on.

Each piece of evidence spreads its weight over the years it can mean: explicit dates (`year_claims`), words such as
明年是“十三五”开局之年 (`relative_years`), dated formulae (`formulae.log_likelihood`), masked years (20xx年 is not before 2000),
the day of the upload. The weights are multiplied and scaled to 1 over the years 1949 to 2039.

- `year` is the most likely year, given only where its share is at least 0.5.
- `confidence` is that share, lowered where the evidence disagrees or the upload is older than the year's end, at
  most 0.98 for a year the text states, 0.90 for one inferred. It is a judgement made by rule, not a frequency.
- `year_earliest` and `year_latest` hold at least 95 % of the weight, with the next year on either side where the year
  is not stated. A side that no evidence limits is empty.
- The date the host gives (`page_date`) never dates a report. A text is not younger than its upload; that is all
  it says, and only where the text does not contradict it.
- Furniture has little weight, since hosts rename what they copy (2023街道工会工作报告); but a blurb can hold the only whole
  copy of a date that is damaged in the text (2004827日).

For a work plan the year is the one planned; for a report on a term of office it is the term's last year.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
import re

import numpy as np

from .dates import DateMention, find_dates
from .formulae import Formulae, FormulaMatch, bounded_above, bounds_above, dating, log_likelihood
from .host_dates import host_claims
from .passage import Evidence, Passage
from .relative_years import relative_claims
from .report_kind import KindFound, find_kind, plan_from_heading
from .year_claims import Claim, year_claims

_YEARS = np.arange(1949, 2040)
_ENOUGH = 0.5
_SURE = 0.8
_MOST = 0.98
#: No year that the text does not state is surer than this, and than `_SURE` where no formula agrees.
_MOST_INFERRED = 0.9
_MASS = 0.95
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
_PRIOR = np.minimum(_YEARS - _EXPECTED[0], 0) * -np.log(0.85) + np.maximum(_YEARS - _EXPECTED[1], 0) * np.log(0.5)


@dataclass(frozen=True)
class Period:
    """When a report is about. Dates are ISO strings, empty where unknown; `report_date` may be a year and month."""

    year: int | None
    year_earliest: int | None
    year_latest: int | None
    start: str
    end: str
    report_date: str
    kind: str
    confidence: float
    evidence: tuple[Evidence, ...]
    year_basis: str
    period_basis: str
    report_date_basis: str
    kind_basis: str


@dataclass(frozen=True)
class _Weighed:
    """One piece of evidence: its log-likelihood over the years, what it bounds, and its quote."""

    log: np.ndarray
    below: bool
    above: bool
    evidence: Evidence | None
    stated: bool = False
    best: int | None = None
    formulae: bool = False


def _of_claim(claim: Claim, quote: Evidence) -> _Weighed:
    """A claim's weights; what is left of 1 goes to the years around and, in smaller part, to all years."""
    rest = 1 - sum(claim.weights.values())
    best = max(claim.weights, key=claim.weights.get)
    near = np.where(_YEARS == best, 0.0, 0.5 ** np.abs(_YEARS - best))
    far = _FAR[claim.stated]
    share = rest * ((1 - far) * near / near.sum() + far / len(_YEARS))
    for year, weight in claim.weights.items():
        share[_YEARS == year] = weight
    return _Weighed(np.log(share), True, True, quote, claim.stated, best)


def _of_formulae(report: Passage, matches: Sequence[FormulaMatch], kind: KindFound | None, level: str) -> list[_Weighed]:
    usable = dating(matches, level)
    if not usable:
        return []
    log = log_likelihood(usable, _YEARS, _writing(kind), level)
    latest = max(usable, key=lambda m: m.formula.first)
    quotes = [report.evidence(latest.start, latest.end, f"{latest.formula.term}: from {_month(latest.formula.first)}, latest formula named")]
    ends = [m for m in usable if bounds_above(m, usable) and m is not latest]
    if ends:
        first = min(ends, key=lambda m: m.formula.last)
        quotes.append(report.evidence(first.start, first.end, f"{first.formula.term}: in use to about {first.formula.last // 12}"))
    return [
        _Weighed(log, True, bounded_above(usable), quotes[0], formulae=True),
        *(_Weighed(np.zeros(len(_YEARS)), False, False, quote) for quote in quotes[1:]),
    ]


def _month(months: int) -> str:
    return f"{months // 12}-{months % 12 + 1:02d}"


def _writing(kind: KindFound | None) -> tuple[int, int]:
    if kind and kind.kind in ("half_year", "part_year"):
        return kind.months[1] - 2, kind.months[1] + 1
    return _WRITTEN[kind.kind if kind else "unknown"]


def _of_masks(report: Passage, mentions: Sequence[DateMention]) -> list[_Weighed]:
    """The first masked year that shows its century or decade."""
    for m in mentions:
        if m.kind == "masked" and m.year is not None:
            decade = m.last_year - m.year < 10
            # A mask can stand for the year before or after the one reported on.
            outside = (m.year - decade > _YEARS) | (m.last_year + decade < _YEARS)
            quote = report.evidence(m.start, m.end, f"masked year, {m.year} to {m.last_year}" if decade else f"masked year, not before {m.year}")
            return [_Weighed(np.where(outside, np.log(_RULED_OUT), 0.0), True, decade, quote)]
    return []


def _interval(share: np.ndarray, evidence: Sequence[_Weighed]) -> tuple[int | None, int | None]:
    """Years that hold most of the weight; a side that nothing limits is None."""
    cumulated = np.cumsum(share)
    tail = (1 - _MASS) / 2
    first = int(_YEARS[np.searchsorted(cumulated, tail)])
    last = int(_YEARS[min(np.searchsorted(cumulated, 1 - tail), len(_YEARS) - 1)])
    if first == last:
        first, last = first - 1, last + 1
    return (first if any(e.below for e in evidence) else None, last if any(e.above for e in evidence) else None)


def _span(kind: KindFound | None, year: int | None, mentions: Sequence[DateMention]) -> tuple[str, str]:
    """First and last day reported on."""
    if kind is None or year is None:
        return "", ""
    if kind.kind == "term":
        return _term_start(year, mentions), f"{year}-12-31"
    first, last = kind.months
    return f"{year}-{first:02d}-01", f"{year}-{last:02d}-{monthrange(year, last)[1]}"


def _term_start(year: int, mentions: Sequence[DateMention]) -> str:
    """A term's first year is the first of a span of years that ends with the year of the report, where one is named."""
    for m in mentions:
        if m.kind == "years" and 2 <= m.last_year - m.year <= 6 and abs(m.last_year - year) <= 1:
            return f"{m.year}-01-01"
    return ""


def _report_date(report: Passage, claims: Sequence[Claim], mentions: Sequence[DateMention], copy) -> tuple[str, Evidence | None]:
    """Date line of the report, or the whole copy of a damaged one."""
    lines = {c.start: c for c in claims if c.topic == "date line"}
    dated = [m for m in mentions if m.start in lines and m.month]
    if dated:
        m = max(dated, key=lambda m: (bool(m.day), -m.start))
        return m.iso, report.evidence(m.start, m.end, "date of the report")
    if copy:
        passage, m = copy
        return m.iso, passage.evidence(m.start, m.end, "date of the report")
    return "", None


def _of_upload(page_date: str, kind: KindFound | None, so_far: np.ndarray) -> list[_Weighed]:
    """Years whose reports were not yet written on the day of the upload; nothing where the text is plainly younger."""
    if not re.match(r"\d{4}-\d\d", page_date):
        return []
    upload = 12 * int(page_date[:4]) + int(page_date[5:7]) - 1
    log = np.where(12 * _YEARS + _writing(kind)[0] - 1 > upload, np.log(_RULED_OUT), 0.0)
    if log[np.argmax(so_far)] < 0 and so_far.max() - so_far[log == 0].max(initial=-np.inf) > -np.log(_RULED_OUT):
        return []
    return [_Weighed(log, False, True, None)]


def infer_period(
    report: Passage,
    furniture: Sequence[Passage],
    plan_spans: Sequence[tuple[int, int]],
    formulae: Formulae,
    level: str,
    page_date: str = "",
) -> Period:
    """Year, interval, months, date and kind of one report, with the quotes they rest on.

    Parameters
    ----------
    report
        Clean text of one report with its own title, date line and salutation.
    furniture
        Passages cut from the page that may speak of this report (host title, blurb, byline).
    plan_spans
        Spans of the units whose role is plan, positions in `report.text`, in order.
    formulae
        The table of dated formulae.
    level
        Level of the issuer, one of `tables.LEVELS`.
    page_date
        Date the host gives the page, ISO; an upper bound at most.

    Returns
    -------
    Period
    """
    text = report.text
    mentions = find_dates(text)
    plan_spans = plan_spans or plan_from_heading(text)
    kind = find_kind(text, mentions, plan_spans)
    name = kind.kind if kind else "unknown"
    matches = formulae.match(text)
    own = year_claims(text, mentions, plan_spans, name)
    relative = relative_claims(text, matches, plan_spans, name)
    foreign, copy = host_claims(furniture, text, mentions, name, page_date)
    evidence = [
        *(_of_claim(c, report.evidence(c.start, c.end, c.says)) for c in (*own, *relative)),
        *(_of_claim(c, passage.evidence(c.start, c.end, c.says)) for passage, c in foreign),
        *_of_formulae(report, matches, kind, level),
        *_of_masks(report, mentions),
    ]
    evidence += _of_upload(page_date, kind, _total(evidence))
    log = _total(evidence)
    share = np.exp(log - log.max())
    share /= share.sum()
    date, date_quote = _report_date(report, own, mentions, copy)
    year, confidence, basis = _decide(share, evidence, page_date, kind)
    settled = basis == "stated" and confidence >= _SURE
    earliest, latest = (year, year) if settled else _interval(share, evidence)
    start, end = _span(kind, year, mentions)
    quotes = [e.evidence for e in evidence if e.evidence]
    if kind:
        quotes.append(report.evidence(kind.start, kind.end, f"{name}: {kind.says}"))
    if date_quote:
        quotes.append(date_quote)
    kind_basis = "none" if kind is None else "stated" if kind.stated else "inferred"
    return Period(
        year=year,
        year_earliest=earliest,
        year_latest=latest,
        start=start,
        end=end,
        report_date=date,
        kind=name,
        confidence=round(confidence, 2),
        evidence=tuple(quotes),
        year_basis=basis if year else "none",
        period_basis="none" if not end else "stated" if basis == kind_basis == "stated" else "inferred",
        report_date_basis="stated" if date else "none",
        kind_basis=kind_basis,
    )


def _total(evidence: Sequence[_Weighed]) -> np.ndarray:
    return sum((e.log for e in evidence), _PRIOR)


def _decide(
    share: np.ndarray, evidence: Sequence[_Weighed], page_date: str, kind: KindFound | None
) -> tuple[int | None, float, str]:
    """Year, confidence and basis: the likeliest year, unless its share is too small."""
    best = int(np.argmax(share))
    confidence = float(min(share[best], _MOST))
    for e in evidence:
        if e.log.max() - e.log[best] > -np.log(0.1):  # this piece speaks against the year
            confidence *= 0.85
    upload = int(page_date[:4]) * 12 + int(page_date[5:7]) - 1 if re.match(r"\d{4}-\d\d", page_date) else None
    year = int(_YEARS[best])
    if upload is not None and 12 * year + _writing(kind)[0] + 1 > upload:
        confidence = min(confidence, 0.7)
    if confidence < _ENOUGH or not any(e.below for e in evidence) or not any(e.above for e in evidence):
        return None, confidence if any(e.evidence for e in evidence) else 0.0, "none"
    stated = any(e.stated and e.best == year for e in evidence)
    if not stated:
        agreed = any(e.formulae and e.log.max() - e.log[best] < np.log(2) for e in evidence)
        confidence = min(confidence, _MOST_INFERRED if agreed else _SURE)
    return year, confidence, "stated" if stated else "inferred"

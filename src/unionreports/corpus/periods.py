"""From everything a report says about time to the year and the months it reports on.

Each piece of evidence spreads its weight over the years it can mean: explicit dates (`year_claims`), words such as
明年是“十三五”开局之年 (`relative_years`), dated formulae (`formula_bounds`), masked years (20xx年 is not before 2000),
the day of the upload. The weights are multiplied and scaled to 1 over the years 1949 to 2039.

- `year` is the most likely year, given only where its share is at least 0.5.
- `confidence` is that share, lowered where the evidence disagrees or the upload is older than the year's end, at
  most 0.98 for a year the text states, 0.90 for one inferred. It is a judgement made by rule, not a frequency.
- A year that the text states, with confidence of 0.8 or more, is its own interval. Otherwise `year_earliest` and
  `year_latest` hold at least 95 % of the weight, with the next year on either side where the year
  is not stated. A side that no evidence limits is empty.
- The date the host gives (`page_date`) never dates a report. A text is not younger than its upload; that is all
  it says, and only where the text does not contradict it.
- Furniture has little weight, since hosts rename what they copy (2023街道工会工作报告); but a blurb can hold the only whole
  copy of a date that is damaged in the text (2004827日).

For a work plan the year is the one planned; for a report on a term of office it is the term's last year.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
import re

import numpy as np

from .dates import DateMention, find_dates
from .formulae import FormulaMatch, Formulae
from .host_dates import host_claims, upload_quote
from .passage import Evidence, Passage
from .relative_years import relative_claims
from .report_kind import find_kind
from .report_view import KindFound
from .report_words import plan_from_heading
from .year_claims import Claim, year_claims
from .year_evidence import YEARS, Weighed, of_claim, of_formulae, of_masks, of_upload, total, writing

_ENOUGH = 0.5
_SURE = 0.8
_MOST = 0.98
#: No year that the text does not state is surer than this, and than `_SURE` where no formula agrees.
_MOST_INFERRED = 0.9
_MASS = 0.95


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
    #: The formulae the text names, for those that look at them again.
    formulae: tuple[FormulaMatch, ...] = field(default=(), repr=False)


def _interval(share: np.ndarray, evidence: Sequence[Weighed]) -> tuple[int | None, int | None]:
    """Years that hold most of the weight; a side that nothing limits is None."""
    cumulated = np.cumsum(share)
    tail = (1 - _MASS) / 2
    first = int(YEARS[np.searchsorted(cumulated, tail)])
    last = int(YEARS[min(np.searchsorted(cumulated, 1 - tail), len(YEARS) - 1)])
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


def _report_date(
    report: Passage, claims: Sequence[Claim], mentions: Sequence[DateMention], copy: tuple[Passage, DateMention] | None
) -> tuple[str, Evidence | None]:
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
    kind = find_kind(text, mentions, plan_spans, furniture)
    name = kind.kind if kind else "unknown"
    matches = formulae.match(text)
    own = year_claims(text, mentions, plan_spans, name)
    relative = relative_claims(text, matches, plan_spans, name)
    foreign, copy = host_claims(furniture, text, mentions, name, page_date)
    evidence = [
        *(of_claim(c, report.evidence(c.start, c.end, c.says)) for c in (*own, *relative)),
        *(of_claim(c, passage.evidence(c.start, c.end, c.says)) for passage, c in foreign),
        *of_formulae(report, matches, kind, level),
        *of_masks(report, mentions),
    ]
    evidence += of_upload(page_date, kind, total(evidence), upload_quote(furniture, page_date))
    log = total(evidence)
    share = np.exp(log - log.max())
    share /= share.sum()
    date, date_quote = _report_date(report, own, mentions, copy)
    year, confidence, basis = _decide(share, evidence, page_date, kind)
    settled = basis == "stated" and confidence >= _SURE
    earliest, latest = (year, year) if settled else _interval(share, evidence)
    start, end = _span(kind, year, mentions)
    quotes = [e.evidence for e in evidence if e.evidence]
    if kind:
        quotes.append((kind.witness or report).evidence(kind.start, kind.end, f"{name}: {kind.says}"))
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
        formulae=tuple(matches),
    )


def _decide(
    share: np.ndarray, evidence: Sequence[Weighed], page_date: str, kind: KindFound | None
) -> tuple[int | None, float, str]:
    """Year, confidence and basis: the likeliest year, unless its share is too small."""
    best = int(np.argmax(share))
    confidence = float(min(share[best], _MOST))
    for e in evidence:
        if e.log.max() - e.log[best] > -np.log(0.1):  # this piece speaks against the year
            confidence *= 0.85
    upload = int(page_date[:4]) * 12 + int(page_date[5:7]) - 1 if re.match(r"\d{4}-\d\d", page_date) else None
    year = int(YEARS[best])
    if upload is not None and 12 * year + writing(kind)[0] + 1 > upload:
        confidence = min(confidence, 0.7)
    if confidence < _ENOUGH or not any(e.below for e in evidence) or not any(e.above for e in evidence):
        return None, confidence if any(e.evidence for e in evidence) else 0.0, "none"
    stated = any(e.stated and e.best == year for e in evidence)
    if not stated:
        agreed = any(e.formulae and e.log.max() - e.log[best] < np.log(2) for e in evidence)
        confidence = min(confidence, _MOST_INFERRED if agreed else _SURE)
    return year, confidence, "stated" if stated else "inferred"

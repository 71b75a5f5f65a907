"""Which later report of the same body tells what came of a report's plan?"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from unionreports.measures.bodies import UNNAMED, bodies

#: Years a term of office has where its report does not say when it began (five by the union's statutes).
_TERM_YEARS = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Later:
    """What the plan of a report is compared with.

    Attributes
    ----------
    report_id
        The later report; empty where there is none.
    relation
        As the table `commitments` has it.
    reason
        Why there is none, or what is special about it; empty for the plain case.
    plan_year
        First year the plan is for; None where the report's own time is not known.
    whole_term
        Whether it tells of a term of office, so that its figures can be of several years.
    """

    report_id: str
    relation: str
    reason: str
    plan_year: int | None
    whole_term: bool = False


@dataclass(frozen=True)
class _Span:
    """First and last day a report tells of, and of what its plan is for."""

    report_id: str
    kind: str
    start: date
    end: date
    plan_start: date
    plan_end: date


def later_reports(reports: pd.DataFrame) -> dict[str, Later]:
    """For each report_id the report that reviews the time its plan is for.

    That is the next report of the same body (`bodies`) whose review lies in the plan's time: after the annual report on t
    the one on t + 1, after a half-year report the annual one or the next half-year's, after a plan the report on its year,
    after a term of office the first one on the new term. A report that tells of the same time or an earlier one is never
    taken; one on a whole term stands in only where no other covers the plan's time.

    Parameters
    ----------
    reports
        Table `reports`.
    """
    spans = [_span(row) for row in reports.itertuples()]
    keys = bodies(reports).tolist()
    by_body: dict[str, list[_Span]] = {}
    for key, span in zip(keys, spans):
        if key and span and span.kind != "plan":
            by_body.setdefault(key, []).append(span)
    found = {}
    for report, key, span in zip(reports["report_id"], keys, spans):
        year = span.plan_start.year if span else None
        if span is None:
            found[report] = Later("", "none", "the time the report tells of is not known", year)
        elif not key:
            found[report] = Later("", "none", "the body that reports is not known well enough to find its others", year)
        else:
            later = _next(span, by_body.get(key, ()))
            if later.report_id and key.endswith(UNNAMED):
                said = "; ".join(
                    filter(None, (later.reason, "the issuer is not named, but no other of its kind is known there"))
                )
                later = replace(later, reason=said)
            found[report] = later
    return found


def _next(span: _Span, others) -> Later:
    """The best of the body's reports for one plan."""
    fitting = [o for o in others if _reviews(o, span)]
    year = span.plan_start.year
    if not fitting:
        return Later("", "none", f"no report of this body on {span.plan_start} to {span.plan_end}", year)

    def rank(other: _Span):
        covered = (min(other.end, span.plan_end) - max(other.start, span.plan_start)).days
        first = other.start if span.kind == "term" else date.min
        return other.kind == "term", first, -covered, other.end, other.report_id

    best = min(fitting, key=rank)
    half = span.kind == "half_year" or best.kind == "half_year"
    said = []
    if best.kind == "term":
        said.append("the later report is on a whole term")
    elif span.kind != "term" and best.end < span.plan_end:
        said.append(f"the later report ends with {best.end}, before the plan does")
    elif best.start < span.plan_start:
        said.append(f"the later report begins with {best.start}, before the plan does")
    return Later(
        best.report_id, "next_half_year" if half else "next_report", "; ".join(said), year, best.kind == "term"
    )


def _reviews(other: _Span, span: _Span) -> bool:
    """Whether a report's review lies in the time of another's plan, and is later than its review."""
    if other.report_id == span.report_id or other.end < span.plan_start or other.start > span.plan_end:
        return False
    if other.end <= span.end and span.kind != "plan":
        return False
    # The annual report after a half-year's, and that on a term, begin before the plan does; others must not.
    longer = other.kind == "term" or span.kind in ("half_year", "part_year") and other.start.year == span.start.year
    return longer or other.start >= span.plan_start


def _span(report) -> _Span | None:
    """Times of one row of the table; None where the year is not known."""
    if not report.period_end and pd.isna(report.year):
        return None
    end = date.fromisoformat(report.period_end) if report.period_end else date(int(report.year), 12, 31)
    years = _TERM_YEARS if report.kind == "term" else 1
    start = date.fromisoformat(report.period_start) if report.period_start else date(end.year - years + 1, 1, 1)
    if report.kind == "plan":
        plan = start, end
    elif report.kind == "term":
        plan = end + _DAY, date(end.year + _TERM_YEARS, 12, 31)
    else:
        first = end + _DAY
        plan = first, date(first.year, 12, 31)
    return _Span(report.report_id, report.kind, start, end, *plan)

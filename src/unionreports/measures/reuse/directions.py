"""Which of two reports can be the source of what they share, as far as dates tell?

A report is written after the time it reports on is over. So where the times two reports are about do not overlap, the
one about the earlier time is the older text; where both name their day, the day decides. The day a host gives a page
says little (nine of nine copied reports stood under a wrong year), but a page that was up before the other report's
time was over held an older text. Only what a report states, or a researcher corrected, counts as a date. None of this
proves that one was copied from the other: both can have a third source.
"""

from typing import NamedTuple

import pandas as pd

_SURE = ("stated", "corrected")
UNKNOWN = "unknown"


class Dates(NamedTuple):
    """What is sure of the dates of one report; ISO days, empty where they are not sure.

    `earliest` and `latest` are the first and last day the report can be of, `first` and `last` those of the time it
    is about, `page` the day its page was up.
    """

    report_id: str
    earliest: str
    latest: str
    first: str
    last: str
    page: str


def report_dates(reports: pd.DataFrame, pages: pd.DataFrame) -> dict[str, Dates]:
    """The sure dates of each report of the table `reports`.

    A plan is written before the time it is about, so its period says nothing of its age.
    """
    page_dates = {
        row.page_id: row.page_date if "wrong_page_date" not in row.flags.split("|") else ""
        for row in pages.itertuples()
    }
    dates = {}
    for row in reports.itertuples():
        earliest = row.report_date if row.report_date_basis in _SURE else ""
        first, last = _period(row)
        page = page_dates.get(row.page_id, "") if "wrong_page_date" not in row.flags.split("|") else ""
        dates[row.report_id] = Dates(
            row.report_id, _day(earliest, "-01-01"), _day(earliest, "-12-31"), first, last, _day(page, "-12-31")
        )
    return dates


def _period(report) -> tuple[str, str]:
    if report.kind == "plan":
        return "", ""
    if report.period_basis in _SURE and report.period_start and report.period_end:
        return report.period_start, report.period_end
    if report.year_basis in _SURE and pd.notna(report.year_earliest) and pd.notna(report.year_latest):
        return f"{int(report.year_earliest)}-01-01", f"{int(report.year_latest)}-12-31"
    return "", ""


def _day(date: str, rest: str) -> str:
    """A date that may lack its day or month, filled up with the end of `rest` (as -12-31)."""
    return date + rest[{4: 0, 7: 3}.get(len(date), len(rest)) :] if date else ""


def direction(a: Dates, b: Dates) -> tuple[str, str]:
    """Direction (a_to_b, b_to_a, unknown) and the dates it rests on; empty where they do not tell."""
    forth, back = _older(a, b), _older(b, a)
    if bool(forth) == bool(back):  # Neither, or dates that contradict each other.
        return UNKNOWN, ""
    return ("a_to_b", forth) if forth else ("b_to_a", back)


def _older(one: Dates, other: Dates) -> str:
    """Why the one text is older than the other; empty where that is not known."""
    if one.latest and other.earliest:
        if one.latest < other.earliest:
            return f"{one.report_id} is of {one.latest}, {other.report_id} of {other.earliest} or later"
        return ""
    if one.last and other.first:
        if one.last < other.first:
            return (
                f"{one.report_id} is about {one.first}/{one.last}, {other.report_id} about {other.first}/{other.last}"
            )
        return ""
    if one.page and other.last and one.page < other.last:
        return f"the page of {one.report_id} was up on {one.page}, before the time of {other.report_id} ended on {other.last}"
    return ""

"""What is wrong with a report, and may it enter a comparison of regions and years?

Flags are findings about the text, each with the evidence or the arithmetic it rests on. Use follows from them by the
rules of `usability.unusable`: the region and the year must be known well enough, and the text must be one union's
report on all of its work. Damaged figures or masked names do not keep a report out, since shares of
priorities rest on words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
import re

from .composite import composite
from .damage import cut_dates, damaged_numbers, lost_zeros, truncation
from .genre import department, genre_problem, only_plan, other_body
from .masks import masks
from .passage import Passage
from .periods import Period
from .places import Place
from .unpunctuated import lost_punctuation
from .usability import unusable

_TITLE_YEAR = re.compile(r"(?<!\d)(?:19[5-9]|20[0-4])\d(?!\d)")


@dataclass(frozen=True)
class Quality:
    """Flags of a report, sorted; whether it may be compared, and in words why not; the evidence by name of finding."""

    flags: tuple[str, ...]
    usable: bool
    reason: str
    details: dict[str, str] = field(default_factory=dict)


def quality(
    report: Passage,
    spans: Sequence[tuple[int, int, str]],
    place: Place,
    period: Period,
    page_date: str = "",
    page_spliced: bool = False,
    title: str = "",
    cut_text: str = "",
    script: str = "",
    doubled: str = "",
    rewritten: str = "",
    broken: str = "",
) -> Quality:
    """Test a report.

    Parameters
    ----------
    report
        Clean text of the report.
    spans
        (start, end, role) of its units in that text.
    place, period
        What was inferred of it.
    page_date
        Day the host gives the page, ISO, or empty.
    page_spliced
        Whether cleaning took page marks out of its sentences: it was copied from a document viewer.
    title
        Title its host gives it; a departmental report often has no other.
    cut_text
        What cleaning cut inside the report or right behind it.
    script
        What tells that the raw page is in traditional script, or empty.
    doubled
        What cleaning cut of it because it stood twice, or empty.
    rewritten
        What tells that a program put synonyms into it, or empty.
    broken
        What tells that characters of the raw page were lost, or empty.
    """
    text = report.text
    zeros = lost_zeros(text)
    truncated, ending = truncation(text, spans, page_spliced, cut_text)
    is_composite, signs = composite(text, place, period, page_date)
    found = {
        "anonymised": masks(text),
        "zero_stripped": zeros,
        "digits_damaged": "; ".join(part for part in (damaged_numbers(text), zeros) if part),
        "cut_dates": cut_dates(text),
        "composite": "; ".join(signs.values()) if is_composite else "",
        "truncated": ending if truncated else "",
        "departmental": department(title, text, spans),
        "plan_only": only_plan(spans, period.kind),
        "not_a_report": genre_problem(title, text, spans),
        "wrong_page_date": _wrong_page_date(page_date, title, period),
        "page_spliced": "page marks stood inside sentences" if page_spliced else "",
        "traditional_script": script,
        "doubled_text": doubled,
        "mojibake": broken,
        "spun": rewritten,
        "punctuation_lost": lost_punctuation(text, len(spans)),
    }
    details = {name: evidence for name, evidence in found.items() if evidence}
    details |= {name: sign for name, sign in signs.items() if not is_composite}
    if ending and not truncated:
        details["ending"] = ending
    other = other_body(text)
    if other:
        details["other body"] = other
    flags = tuple(sorted(name for name, evidence in found.items() if evidence))
    reason = unusable(flags, place.level, place.region_code, place.confidence, period.year, period.confidence, details)
    return Quality(flags, not reason, reason, details)


def _wrong_page_date(page_date: str, title: str, period: Period) -> str:
    """Whether the year of the page, or every year in its title, is none a report on that period is put up in.

    A report is put up in the year it reports on or the next. Essay sites rename old reports with the current year.
    """
    if period.year_earliest is None or period.year_latest is None:
        return ""
    fits = range(period.year_earliest, period.year_latest + 2)
    titled = [int(year) for year in _TITLE_YEAR.findall(title)]
    wrong = []
    if page_date[:4].isdigit() and int(page_date[:4]) not in fits:
        wrong.append(f"page of {page_date}")
    if titled and not any(year in fits for year in titled):
        wrong.append(f"title of {titled[0]}")
    return f"{', '.join(wrong)}; report on {_years(period)}" if wrong else ""


def _years(period: Period) -> str:
    same = period.year_earliest == period.year_latest
    return str(period.year_earliest) if same else f"{period.year_earliest}-{period.year_latest}"

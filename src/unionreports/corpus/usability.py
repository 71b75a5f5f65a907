"""May a report enter a comparison of regions and years, and if not, why?

The one rule for what the software infers and for what is known after a researcher's corrections.
"""

from collections.abc import Collection, Mapping
import re

#: Confidences below which a region or a year is too doubtful to compare by. They are judgements by rule,
#: not frequencies: from 0.5 on the best guess is thought more likely than all others together. Studies that
#: want surer ones can filter by the columns place_confidence and date_confidence.
MIN_PLACE = 0.5
MIN_YEAR = 0.5

#: Reason of a report with the flag `composite`.
COMPOSITE = "put together from several places or periods"
_OTHER_BODY = "not a union's report"
_DEPARTMENTAL = "departmental: shares of priorities are not those of the whole union"
#: Findings that are quoted in a reason and stand in no column: name -> the reason before the quote.
_QUOTED = {"other body": _OTHER_BODY, "departmental": _DEPARTMENTAL}


def unusable(
    flags: Collection[str],
    level: str,
    region_code: str,
    place_confidence: float,
    year: int | None,
    date_confidence: float,
    findings: Mapping[str, str],
) -> str:
    """Why a report may not enter a comparison; empty where it may.

    Parameters
    ----------
    flags, level, region_code, place_confidence, year, date_confidence : as in the table of reports.
    findings : `other body`, where something speaks against a union's report, and what `departmental` rests on.
    """
    reasons = []
    if "not_a_report" in flags:
        reasons.append("not a work report")
    elif "other body" in findings:
        reasons.append(_with_quote(_OTHER_BODY, findings["other body"]))
    if "composite" in flags:
        reasons.append(COMPOSITE)
    if "departmental" in flags:
        reasons.append(_with_quote(_DEPARTMENTAL, findings.get("departmental", "")))
    if level == "national":
        reasons.append("national: speaks for no region")
    elif not region_code:
        reasons.append("region unknown")
    elif place_confidence < MIN_PLACE:
        reasons.append(f"region too uncertain ({place_confidence:.2f}, needs {MIN_PLACE})")
    if year is None:
        reasons.append("year unknown")
    elif date_confidence < MIN_YEAR:
        reasons.append(f"year too uncertain ({date_confidence:.2f}, needs {MIN_YEAR})")
    return "; ".join(reasons)


def findings_of(reason: str) -> dict[str, str]:
    """The findings that a reason of `unusable` quotes: it is judged again with them when something else was corrected."""
    found = {name: re.search(rf"{re.escape(words)} \((.*?)\)(?=; |$)", reason) for name, words in _QUOTED.items()}
    return {name: match[1] for name, match in found.items() if match}


def _with_quote(words: str, quote: str) -> str:
    return f"{words} ({quote})" if quote else words

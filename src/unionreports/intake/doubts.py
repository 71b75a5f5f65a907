"""Which fields of a report deserve a person's look, and why?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
import json

from unionreports.corpus.usability import findings_of, unusable
from unionreports.intake.consequences import REGION_FIELDS

#: Confidence below which a region or a year is shown to a person. Above it the rules are seldom wrong, below it the
#: evidence is thin or speaks for several.
SURE = 0.8
#: Level -> leading digits of the region code that tell its region from others of the level.
_DIGITS = {"prefecture": 4, "county": 6, "township_street": 6, "community_village": 6}
#: Flag of a text that is no work report.
NO_REPORT = "not_a_report"
#: Flags that a person should verify, with what to look at.
FLAGS = {
    "composite": "seems put together from several places or periods: is it one report?",
    "wrong_page_date": "the date or the title of its host does not fit its year: is the year right?",
    "mojibake": "characters were misread before the page was saved: is the text legible?",
    "spun": "words were swapped by a program: is no better copy to be had?",
    "truncated": "the text breaks off: is there a whole copy?",
    "page_spliced": "page marks of a viewer stood inside sentences: is anything missing?",
    "doubled_text": "parts of the text stand twice: was it copied twice?",
    "punctuation_lost": "its punctuation is lost: are its units sensible?",
    "digits_damaged": "figures in it are damaged: is there a better copy?",
    "departmental": "seems the report of one department: does it speak for the whole union?",
    "plan_only": "holds only plans: is it the plan of a year, or half of a report?",
    NO_REPORT: "seems no work report: is it one?",
    "near_duplicate": "nearly the same as another report: which of them should stay?",
}
#: Fields of a report that a person can settle, each with the fields of corrections.csv that settle it.
SETTLED_BY = {
    "region_code": frozenset(REGION_FIELDS),
    "level": frozenset({"level"}),
    "issuer": frozenset({"issuer"}),
    "year": frozenset({"year"}),
    "kind": frozenset({"kind"}),
    "flags": frozenset({"flags+", "flags-"}),
    "usable": frozenset({"usable"}),
}

Row = Mapping[str, object]


@dataclass(frozen=True)
class Look:
    """One field as it was inferred (empty: not known), its confidence where it has one, what it rests on, and why it
    deserves a look; empty where it does not."""

    field: str
    inferred: str
    why: str
    confidence: float | None = None
    quotes: tuple[str, ...] = ()


def doubts(report: Row, given: Collection[str] = ()) -> list[Look]:
    """Fields of a row of `reports_inferred` that are empty, uncertain or unfavourable.

    Parameters
    ----------
    given
        Fields a person has spoken on already, as corrections.csv names them; they are passed over.
    """
    found = [look for look in looks(report, given) if look.why]
    # Of a text that is no report the place and year of a report cannot be asked.
    none = NO_REPORT in str(report["flags"]).split("|")
    return [look for look in found if look.field == "flags"] if none else found


def looks(report: Row, given: Collection[str] = ()) -> list[Look]:
    """All fields a person can settle, but those spoken on already."""
    found = (_region, _level, _issuer, _year, _kind, _flags, _usable)
    return [look for look in (one(report) for one in found) if look and SETTLED_BY[look.field].isdisjoint(given)]


def quotes(report: Row, column: str) -> tuple[str, ...]:
    """What a report's evidence quotes, each once, in its order."""
    return tuple(dict.fromkeys(entry["quote"] for entry in json.loads(str(report[column]) or "[]") if entry["quote"]))


def shown(number: object) -> str:
    """A number of a table as a person reads it; nothing where it is not known."""
    return "" if number is None or str(number) == "<NA>" else str(number)


def _region(report: Row) -> Look:
    code, level, confidence = str(report["region_code"]), str(report["level"]), float(report["place_confidence"])
    why = ""
    if level == "national":
        pass
    elif not code:
        why = "no region is certain enough"
    elif confidence < SURE:
        why = f"confidence {confidence:.2f}, below {SURE}"
    elif level in _DIGITS and code[_DIGITS[level] - 2 : _DIGITS[level]] == "00":
        why = f"only {report['region_name']} is certain, and this is a report of level {level}"
    inferred = f"{code} {report['region_name']}".strip()
    return Look("region_code", inferred, why, confidence, quotes(report, "place_evidence"))


def _level(report: Row) -> Look:
    why = "no body tells the level" if report["level"] == "unknown" else ""
    return Look("level", str(report["level"]), why, None, quotes(report, "place_evidence"))


def _issuer(report: Row) -> Look:
    why = "" if report["issuer"] else "the body that reports is not named"
    return Look("issuer", str(report["issuer"]), why, None, quotes(report, "place_evidence"))


def _year(report: Row) -> Look:
    year, confidence = shown(report["year"]), float(report["date_confidence"])
    why = ""
    if not year:
        first, last = shown(report["year_earliest"]), shown(report["year_latest"])
        why = "no year is certain" + (f"; the evidence allows {first or '?'} to {last or '?'}" if first or last else "")
    elif confidence < SURE:
        why = f"confidence {confidence:.2f}, below {SURE}"
    return Look("year", year, why, confidence, quotes(report, "date_evidence"))


def _kind(report: Row) -> Look:
    why = "no period tells the kind of report" if report["kind"] == "unknown" else ""
    return Look("kind", str(report["kind"]), why, None, quotes(report, "date_evidence"))


def _flags(report: Row) -> Look:
    flags = str(report["flags"])
    return Look("flags", flags, "; ".join(f"{flag}: {FLAGS[flag]}" for flag in flags.split("|") if flag in FLAGS))


def _usable(report: Row) -> Look | None:
    if report["usable"]:
        return Look("usable", "true", "")
    # An unknown region or year has a row of its own, and of a national report there is no region to ask for; only what
    # else speaks against use must be judged for itself.
    findings = findings_of(str(report["unusable_reason"]))
    why = unusable(str(report["flags"]).split("|"), "", "given", 1.0, 0, 1.0, findings)
    return Look("usable", "false", why) if why else None

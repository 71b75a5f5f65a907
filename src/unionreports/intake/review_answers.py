"""What did a person write into a worksheet of `unionreports review`, and which corrections are that?"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
import re
from unicodedata import normalize

from unionreports.corpus.date_slips import meant_year
from unionreports.corpus.gazetteer import Gazetteer
from unionreports.errors import InputError, Tell
from unionreports.intake.consequences import REGION_FIELDS, of_region, of_year
from unionreports.intake.doubts import looks
from unionreports.intake.regions import UnknownRegion, find_region
from unionreports.intake.review_sheet import ALLOWED, COLUMNS, NO_FLAG, REASON, RIGHT, UNKNOWABLE, WORKSHEET
from unionreports.sheets import Row
from unionreports.tables import FLAGS, KINDS, LEVELS
from unionreports.validation.sheet_rows import sheet_rows

_TRUE, _FALSE = ("true", "yes", "1", "是"), ("false", "no", "0", "否")
_NAMED = 12


class _Wrong(ValueError):
    """A value that is none: what is wrong, what is allowed, what to do."""

    def __init__(self, problem: str, allowed: str, remedy: str = "correct the cell, and read the sheet again"):
        super().__init__(problem)
        self.problem, self.allowed, self.remedy = problem, allowed, remedy


def read_answers(
    path: Path,
    inferred: Mapping[str, Mapping[str, object]],
    corrected: Mapping[tuple[str, str], tuple[str, str]],
    gazetteer: Gazetteer,
    tell: Tell,
) -> list[dict[str, str]]:
    """Rows for corrections.csv that a filled-in worksheet asks for and that are not there yet.

    Parameters
    ----------
    inferred : row of `reports_inferred` by report_id.
    corrected : (report_id, field) -> value in corrections.csv, and where it stands.
    tell : called with each answer that cannot be used; the others are read.
    """
    rows, _ = sheet_rows(path, COLUMNS, ("report_id", "field"), WORKSHEET)
    wanted: dict[tuple[str, str], tuple[str, Row]] = {}
    for row in rows:
        if not row.cells["value"] and not row.cells["reason"]:
            continue
        try:
            answer = _answer(row, inferred, gazetteer)
            _refuse_contradiction(row, answer, wanted, corrected)
        except InputError as error:
            tell(error)
            continue
        wanted |= {(row.cells["report_id"], field): (value, row) for field, value in answer.items()}
    return [
        {
            "report_id": report_id,
            "field": field,
            "value": value,
            "reason": row.cells["reason"] or REASON,
            "evidence": row.cells["evidence"],
        }
        for (report_id, field), (value, row) in wanted.items()
        if (report_id, field) not in corrected
    ]


def _answer(row: Row, inferred: Mapping[str, Mapping[str, object]], gazetteer: Gazetteer) -> dict[str, str]:
    """Field of corrections.csv -> value, for one row of the sheet."""
    report_id, field, value = (row.cells[name] for name in ("report_id", "field", "value"))
    report = inferred.get(report_id)
    if report is None:
        page = report_id.rpartition("-")[0]
        near = [held for held in inferred if held.rpartition("-")[0] == page] or list(inferred)
        raise row.error(
            "report_id",
            "no such report",
            allowed=", ".join(near[:_NAMED]) or "there are no reports",
            remedy="correct the id, or draw the sheet again: pages may have changed since",
        )
    if field not in ALLOWED:
        raise row.error(
            "field",
            "not a field of this sheet",
            allowed=", ".join(ALLOWED),
            remedy="name one of these; other fields are corrected in data/raw/corrections.csv itself",
        )
    try:
        if not value:
            raise _Wrong("a reason, but no value", f"{ALLOWED[field]}; or {RIGHT}, {UNKNOWABLE}")
        plain = normalize("NFKC", value).strip()
        if plain.casefold() == RIGHT:
            return _confirmed(field, row, report)
        return _unknowable(field) if plain == UNKNOWABLE else _READERS[field](plain, report, gazetteer)
    except _Wrong as wrong:
        raise row.error("value", wrong.problem, allowed=wrong.allowed, remedy=wrong.remedy) from None


def _confirmed(field: str, row: Row, report: Mapping[str, object]) -> dict[str, str]:
    """What was inferred, as a correction."""
    look = next((look for look in looks(report) if look.field == field), None)
    if look is None:
        raise _Wrong(
            "whether the report is used follows from other fields",
            ALLOWED[field],
            "settle those, or write the value itself",
        )
    if row.cells["inferred"] != look.inferred:
        raise _Wrong(
            f"the software infers {look.inferred or 'nothing'!r} now, and the sheet says {row.cells['inferred']!r}",
            ALLOWED[look.field],
            "write the value itself",
        )
    if look.inferred in ("", "unknown"):
        raise _Wrong("nothing was inferred that could be right", f"{ALLOWED[look.field]}; or {UNKNOWABLE}")
    if look.field == "region_code":
        return {name: str(report[name]) for name in REGION_FIELDS}
    return {"flags+" if look.field == "flags" else look.field: look.inferred}


def _unknowable(field: str) -> dict[str, str]:
    if field in ("flags", "usable"):
        raise _Wrong("this can be said of every report", ALLOWED[field])
    if field == "region_code":
        return dict.fromkeys(REGION_FIELDS, "")
    return {field: "unknown" if field in ("level", "kind") else ""}


def _read_region(value: str, report, gazetteer: Gazetteer) -> dict[str, str]:
    try:
        return of_region(find_region(value, gazetteer))
    except UnknownRegion as unknown:
        raise _Wrong(unknown.problem, unknown.allowed) from None


def _read_year(value: str, report, gazetteer) -> dict[str, str]:
    if not re.fullmatch("(19|20)[0-9]{2}", value):
        guess = meant_year(value)
        raise _Wrong("not a year" + (f"; perhaps {guess} was meant" if guess else ""), ALLOWED["year"])
    return of_year(report, int(value))


def _read_usable(value: str, report, gazetteer) -> dict[str, str]:
    for words, usable in ((_TRUE, "true"), (_FALSE, "false")):
        if value.casefold() in words:
            return {"usable": usable}
    raise _Wrong("neither true nor false", ALLOWED["usable"])


def _read_flags(value: str, report, gazetteer) -> dict[str, str]:
    """The flags written, as what is to be added to those inferred and taken from them."""
    wanted = set() if value.casefold() == NO_FLAG else {flag.strip().lower() for flag in re.split(r"[|,、;]", value)}
    if wanted - set(FLAGS):
        raise _Wrong(f"no such flag: {', '.join(sorted(wanted - set(FLAGS)))}", ALLOWED["flags"])
    held = set(filter(None, str(report["flags"]).split("|")))
    # Flags that stay are added once more: so they are marked as looked at.
    changes = {"flags+": wanted, "flags-": held - wanted}
    return {name: "|".join(flag for flag in FLAGS if flag in changed) for name, changed in changes.items() if changed}


def _one_of(field: str, allowed: Sequence[str]) -> Callable:
    def read(value: str, report, gazetteer) -> dict[str, str]:
        if value.lower() not in allowed:
            raise _Wrong(f"no {field}", ALLOWED[field])
        return {field: value.lower()}

    return read


_READERS = {
    "region_code": _read_region,
    "level": _one_of("level", LEVELS),
    "issuer": lambda value, *_: {"issuer": " ".join(value.split())},
    "year": _read_year,
    "kind": _one_of("kind", KINDS),
    "flags": _read_flags,
    "usable": _read_usable,
}


def _refuse_contradiction(row: Row, answer: Mapping[str, str], wanted, corrected) -> None:
    """Raise InputError where another row, here or in corrections.csv, says something else of a field."""
    # Flags are said by two fields together: what is not to be added may have been before.
    fields = ("flags+", "flags-") if {"flags+", "flags-"} & set(answer) else tuple(answer)
    for field in fields:
        where, value = (row.cells["report_id"], field), answer.get(field, "")
        if where in wanted and wanted[where][0] != value:
            raise row.error(
                "value",
                f"{field} would be {value!r}, and on line {wanted[where][1].line} it is {wanted[where][0]!r}",
                remedy="say it once",
            )
        if where in corrected and corrected[where][0] != value:
            raise row.error(
                "value",
                f"{field} would be {value!r}, and it is {corrected[where][0]!r} {corrected[where][1]}",
                remedy="change or delete that row if the new value is right, else empty this cell",
            )

"""What does one report say after its corrections, are its dates still in order, and may it be compared now?"""

from collections.abc import Mapping, Sequence
import json

import pandas as pd

from unionreports.corpus.correction_values import EVIDENCE, PLACE, YEAR, Correction
from unionreports.corpus.usability import findings_of, unusable
from unionreports.errors import Tell
from unionreports.tables import FLAGS

#: Field of a correction -> the column that says how the field is known.
_BASIS = {
    "issuer": "issuer_basis",
    "level": "level_basis",
    "kind": "kind_basis",
    "report_date": "report_date_basis",
    **dict.fromkeys(PLACE, "region_basis"),
    **dict.fromkeys(YEAR, "year_basis"),
    **dict.fromkeys(("period_start", "period_end"), "period_basis"),
}
#: Fields that decide whether a report may be compared.
_DECISIVE = {"level", "region_code", "place_confidence", "year", "date_confidence", "flags+", "flags-"}
#: Pairs of fields of which the first may not be greater; ISO dates of any length stand in order as text.
_ORDER = (
    ("year_earliest", "year"),
    ("year", "year_latest"),
    ("year_earliest", "year_latest"),
    ("period_start", "period_end"),
)


def corrected_cells(before: pd.Series, own: Sequence[Correction], tell: Tell) -> dict[str, object]:
    """The cells of a report that its corrections change: `corrections.apply` for one report.

    Parameters
    ----------
    before : row of the table of reports.
    own : the corrections of this report.
    tell : called with each correction that cannot be made; where it returns, it is not made.
    """
    made, cells = _in_order(before, own, tell)
    cells |= {_BASIS[c.field]: "corrected" for c in made if c.field in _BASIS}
    for column, entries in _notes(made).items():
        cells[column] = json.dumps([*json.loads(before[column] or "[]"), *entries], ensure_ascii=False)
    given = {c.field for c in made}
    if given & _DECISIVE and not given & {"usable", "unusable_reason"}:
        reason = _unusable(before.to_dict() | cells, given)
        cells |= {"usable": not reason, "unusable_reason": reason}
    return cells


def as_text(value) -> str:
    """The value of a cell or of a correction as text; empty for not known."""
    if isinstance(value, frozenset):
        return "|".join(flag for flag in FLAGS if flag in value)
    return "" if pd.isna(value) else str(value)


def _in_order(
    before: pd.Series, own: Sequence[Correction], tell: Tell
) -> tuple[Sequence[Correction], dict[str, object]]:
    """The corrections of a report that leave its dates in order, and the cells they give it."""
    while True:
        cells = _values(before, own)
        wrong = next(((c, pair) for c in own for pair in _ORDER if _disordered(c, pair, before, cells)), None)
        if wrong is None:
            return own, cells
        c, (first, last) = wrong
        texts = [as_text(cells.get(field, before[field])) for field in (first, last)]
        tell(
            c.row.error(
                "value",
                f"{first} of {c.report_id} would be {texts[0]}, after its {last} {texts[1]}",
                allowed=f"{first} not after {last}",
                remedy=f"correct the value, or correct {first if c.field == last else last} too",
                until_then="this correction is not made",
            )
        )
        own = [other for other in own if other is not c]


def _values(before: pd.Series, own: Sequence[Correction]) -> dict[str, object]:
    """The cells of a report that its corrections change, without what follows from them."""
    given = {c.field for c in own}
    cells: dict[str, object] = {}
    for c in own:
        if c.field.startswith("flags"):
            cells["flags"] = _with_flags(cells.get("flags", before["flags"]), c)
            continue
        cells[c.field] = c.value
        if c.field == "year" and not pd.isna(c.value) and not _holds(before, c.value):
            cells |= {end: c.value for end in YEAR[1:] if end not in given}
        if c.field == "usable" and not c.value and "unusable_reason" not in given and not before["unusable_reason"]:
            cells["unusable_reason"] = c.reason
    return cells


def _disordered(c: Correction, pair: tuple[str, str], before: pd.Series, cells: Mapping[str, object]) -> bool:
    """Whether a correction takes part in a pair of fields that are no longer in order."""
    first, last = (as_text(cells.get(field, before[field])) for field in pair)
    return c.field in pair and bool(first) and bool(last) and first > last


def _holds(report: pd.Series, year: int) -> bool:
    """Whether the interval of a report has room for a year; an empty end limits nothing."""
    earliest, latest = report["year_earliest"], report["year_latest"]
    return (pd.isna(earliest) or earliest <= year) and (pd.isna(latest) or year <= latest)


def _notes(own: Sequence[Correction]) -> dict[str, list[dict[str, object]]]:
    """Entries of evidence by column; fields corrected for one reason share an entry."""
    fields: dict[tuple[str, str, str], list[str]] = {}
    for c in own:
        if c.field in EVIDENCE:
            fields.setdefault((EVIDENCE[c.field], c.reason, c.evidence), []).append(c.field)
    notes: dict[str, list[dict[str, object]]] = {}
    for (column, reason, evidence), names in fields.items():
        says = f"correction of {', '.join(names)}: {reason}"
        notes.setdefault(column, []).append({"quote": evidence, "start": None, "end": None, "says": says})
    return notes


def _unusable(report: Mapping[str, object], given: set[str]) -> str:
    """Why a corrected report may not be compared: the software's own rule, with what was corrected as certain."""
    place_known = "region_code" in given and "place_confidence" not in given
    year_known = "year" in given and "date_confidence" not in given
    return unusable(
        report["flags"].split("|"),
        report["level"],
        report["region_code"],
        1.0 if place_known else report["place_confidence"],
        None if pd.isna(report["year"]) else int(report["year"]),
        1.0 if year_known else report["date_confidence"],
        findings_of(report["unusable_reason"]),
    )


def _with_flags(cell: str, correction: Correction) -> str:
    """Flags of a cell after a correction, in the order of the declaration."""
    held = set(cell.split("|"))
    held = held | correction.value if correction.field == "flags+" else held - correction.value
    return "|".join(flag for flag in FLAGS if flag in held)

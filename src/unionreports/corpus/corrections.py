"""A researcher's word over the software's: `data/raw/corrections.csv` applied to the table of reports.

One row sets one field of one report and gives a reason and the evidence. An empty value means: known not to be
determinable. `flags+` adds flags and `flags-` takes them away; every other field replaces what was inferred.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
import json
from pathlib import Path
import re

import pandas as pd

from unionreports.corpus.date_slips import is_date
from unionreports.sheets import Row, read_sheet
from unionreports.tables import FLAGS, REPORTS

COLUMNS = ("report_id", "field", "value", "reason", "evidence")
_PLACE = ("region_code", "region_name", "province", "prefecture", "county")
_YEAR = ("year", "year_earliest", "year_latest")
#: Field of a correction -> the column that says how the field is known.
_BASIS = {
    "issuer": "issuer_basis",
    "level": "level_basis",
    "kind": "kind_basis",
    "report_date": "report_date_basis",
    **dict.fromkeys(_PLACE, "region_basis"),
    **dict.fromkeys(_YEAR, "year_basis"),
    **dict.fromkeys(("period_start", "period_end"), "period_basis"),
}
#: Field of a correction -> the column that holds its evidence.
_EVIDENCE = {
    **dict.fromkeys(("issuer", "level", *_PLACE, "place_confidence"), "place_evidence"),
    **dict.fromkeys((*_YEAR, "period_start", "period_end", "report_date", "kind", "date_confidence"), "date_evidence"),
}
FIELDS = (*_EVIDENCE, "title", "usable", "unusable_reason", "flags+", "flags-")
#: How sure and why, not what is the case: nothing that could disagree.
_JUDGEMENTS = ("place_confidence", "date_confidence", "unusable_reason")
_DATES = ("period_start", "period_end", "report_date")
#: Pairs of fields of which the first may not be greater; ISO dates of any length stand in order as text.
_ORDER = (
    ("year_earliest", "year"),
    ("year", "year_latest"),
    ("year_earliest", "year_latest"),
    ("period_start", "period_end"),
)


@dataclass(frozen=True)
class Correction:
    """One row of the sheet, its value as the table of reports holds it (a set of flags for `flags+`, `flags-`)."""

    report_id: str
    field: str
    value: object
    reason: str
    evidence: str
    row: Row


def read_corrections(path: Path) -> list[Correction]:
    """The corrections of a project, in the order of the sheet; none where there is no sheet.

    Raises
    ------
    InputError
        A field that cannot be corrected, a value that the field does not allow, a field corrected twice.
    """
    if not path.exists():
        return []
    corrections, seen = [], {}
    for row in read_sheet(path, COLUMNS, ("report_id", "field", "reason")):
        where = row.cells["report_id"], row.cells["field"]
        if where[1] not in FIELDS:
            raise row.error(
                "field", "no field that can be corrected", allowed=", ".join(FIELDS), remedy="name one of these fields"
            )
        if where in seen:
            raise row.error(
                "field",
                f"{where[1]} of {where[0]} is corrected on line {seen[where]} too",
                remedy="delete one of the two rows",
            )
        seen[where] = row.line
        corrections.append(Correction(*where, _value(row), row.cells["reason"], row.cells["evidence"], row))
    return corrections


def apply(reports: pd.DataFrame, corrections: Sequence[Correction]) -> pd.DataFrame:
    """The table of reports with every correction made and marked.

    The field's `_basis` becomes `corrected`, and reason and evidence join the field's evidence as an entry without
    offsets. A report that is `usable` has no `unusable_reason`. An inferred interval that does not hold the
    corrected year is refuted by it: its ends become that year, unless they are corrected themselves.

    Raises
    ------
    InputError
        A correction of a report that there is not, or after which a year lies outside its interval or a period ends
        before it begins.
    """
    before = reports.reset_index(drop=True)
    reports = before.copy()
    position = _positions(reports, corrections)
    given = {(c.report_id, c.field) for c in corrections}
    notes = {}
    for c in corrections:
        at = position[c.report_id]
        if c.field == "year" and not pd.isna(c.value) and not _holds(before.loc[at], c.value):
            for end in _YEAR[1:]:
                if (c.report_id, end) not in given:
                    reports.at[at, end] = c.value
        if c.field.startswith("flags"):
            reports.at[at, "flags"] = "|".join(_with_flags(reports.at[at, "flags"], c))
            continue
        reports.at[at, c.field] = c.value
        if c.field in _BASIS:
            reports.at[at, _BASIS[c.field]] = "corrected"
        if c.field in _EVIDENCE:
            notes.setdefault((at, _EVIDENCE[c.field], c.reason, c.evidence), []).append(c.field)
    for (at, column, reason, evidence), fields in notes.items():
        entry = {"quote": evidence, "start": None, "end": None, "says": f"correction of {', '.join(fields)}: {reason}"}
        known = json.loads(reports.at[at, column] or "[]")
        reports.at[at, column] = json.dumps([*known, entry], ensure_ascii=False)
    reports.loc[reports["usable"], "unusable_reason"] = ""
    for c in corrections:
        _refuse_disorder(reports.loc[position[c.report_id]], c)
    return reports


def disagreements(inferred: pd.DataFrame, corrections: Sequence[Correction]) -> pd.DataFrame:
    """Each correction beside what the software had inferred; confidences and reasons are left out.

    Returns
    -------
    DataFrame
        report_id, field, inferred, corrected (text; empty for not known), agrees (bool), reason. For `flags+` and
        `flags-`, `inferred` is the whole cell, and they agree when nothing had to be added or taken away.
    """
    position = _positions(inferred, corrections)
    rows = []
    for c in corrections:
        if c.field in _JUDGEMENTS:
            continue
        column = "flags" if c.field.startswith("flags") else c.field
        found = inferred.iloc[position[c.report_id]][column]
        if column == "flags":
            held = c.value & set(found.split("|"))
            agrees = held == c.value if c.field == "flags+" else not held
        else:
            agrees = _text(found) == _text(c.value)
        rows.append((c.report_id, c.field, _text(found), _text(c.value), agrees, c.reason))
    return pd.DataFrame(rows, columns=["report_id", "field", "inferred", "corrected", "agrees", "reason"])


def _holds(report: pd.Series, year: int) -> bool:
    """Whether the interval of a report has room for a year; an empty end limits nothing."""
    earliest, latest = report["year_earliest"], report["year_latest"]
    return (pd.isna(earliest) or earliest <= year) and (pd.isna(latest) or year <= latest)


def _refuse_disorder(report: pd.Series, correction: Correction) -> None:
    """Raise where this correction leaves a year outside its interval or a period that ends before it begins."""
    for first, last in _ORDER:
        texts = _text(report[first]), _text(report[last])
        if correction.field in (first, last) and all(texts) and texts[0] > texts[1]:
            raise correction.row.error(
                "value",
                f"{first} of {correction.report_id} would be {texts[0]}, after its {last} {texts[1]}",
                allowed=f"{first} not after {last}",
                remedy=f"correct the value, or correct {first if correction.field == last else last} too",
            )


def _value(row: Row):
    """The cell `value` as its column holds it, or an error that says what the column allows."""
    field, text = row.cells["field"], row.cells["value"]
    read, rule = _reader(field)
    try:
        return read(text)
    except (ValueError, KeyError):
        raise row.error("value", f"no value for {field}", allowed=rule, remedy="correct the value") from None


def _reader(field: str) -> tuple[Callable[[str], object], str]:
    """How the text of a value of this field is read (ValueError or KeyError where it cannot be), and the rule."""
    if field in ("flags+", "flags-"):
        return _flags, REPORTS.columns["flags"].rule.removesuffix(", or empty")
    column = REPORTS.columns[field]
    if field in _DATES:
        return _date, "2015-12-22, 2015-12, 2015, or empty"
    if column.allowed:
        return {a: a for a in column.allowed}.__getitem__, ", ".join(column.allowed)
    if column.dtype == "bool":
        return lambda text: {"true": True, "false": False}[text.lower()], "true or false"
    if field in _YEAR:
        return lambda text: int(_matching(text, "(19|20)[0-9]{2}")) if text else pd.NA, "a year of four digits, or empty"
    if field == "region_code":
        return lambda text: _matching(text, "[1-9][0-9]{5}"), "six digits of GB/T 2260, or empty"
    if column.dtype == "float64":
        return _share, column.rule
    return str, column.rule


def _flags(text: str) -> frozenset[str]:
    flags = frozenset(text.split("|"))
    if flags - set(FLAGS):
        raise ValueError(text)
    return flags


def _date(text: str) -> str:
    if not is_date(text):
        raise ValueError(text)
    return text


def _matching(text: str, pattern: str) -> str:
    if text and not re.fullmatch(pattern, text):
        raise ValueError(text)
    return text


def _share(text: str) -> float:
    if not 0 <= float(text) <= 1:
        raise ValueError(text)
    return float(text)


def _positions(reports: pd.DataFrame, corrections: Sequence[Correction]) -> dict[str, int]:
    position = {report_id: at for at, report_id in enumerate(reports["report_id"])}
    for c in corrections:
        if c.report_id not in position:
            page = c.report_id.rpartition("-")[0]
            held = [r for r in position if r.rpartition("-")[0] == page] or list(position)[:20]
            raise c.row.error(
                "report_id",
                "no such report",
                allowed=", ".join(held) or "there are no reports",
                remedy="correct the id; if the page is now split in another way, look its reports up in reports.csv",
            )
    return position


def _with_flags(cell: str, correction: Correction) -> list[str]:
    """Flags of a cell after a correction, in the order of the declaration."""
    held = set(filter(None, cell.split("|")))
    held = held | correction.value if correction.field == "flags+" else held - correction.value
    return [flag for flag in FLAGS if flag in held]


def _text(value) -> str:
    if isinstance(value, frozenset):
        return "|".join(flag for flag in FLAGS if flag in value)
    return "" if pd.isna(value) else str(value)

"""Which fields of a report can be corrected, what may each hold, and what was meant by a value that is none?"""

from collections.abc import Callable
from dataclasses import dataclass
import re

import pandas as pd

from unionreports.corpus.date_slips import is_date, meant_date, meant_year
from unionreports.corpus.gazetteer import Division, Gazetteer
from unionreports.errors import InputError
from unionreports.sheets import Row, meant
from unionreports.tables import FLAGS, REPORTS

COLUMNS = ("report_id", "field", "value", "reason", "evidence")
PLACE = ("region_code", "region_name", "province", "prefecture", "county")
YEAR = ("year", "year_earliest", "year_latest")
#: Field of a correction -> the column that holds its evidence.
EVIDENCE = {
    **dict.fromkeys(("issuer", "level", *PLACE, "place_confidence"), "place_evidence"),
    **dict.fromkeys((*YEAR, "period_start", "period_end", "report_date", "kind", "date_confidence"), "date_evidence"),
}
FIELDS = (*EVIDENCE, "title", "usable", "unusable_reason", "flags+", "flags-")
_DATES = ("period_start", "period_end", "report_date")
_TRUTH = {"true": True, "false": False}
#: What people write for true and false.
_TRUTH_SLIPS = {
    "yes": "true",
    "no": "false",
    "y": "true",
    "n": "false",
    "1": "true",
    "0": "false",
    "是": "true",
    "否": "false",
}
_NOT_MADE = "this correction is not made"


@dataclass(frozen=True)
class Correction:
    """One row of the sheet, its value as the table of reports holds it (a set of flags for `flags+`, `flags-`)."""

    report_id: str
    field: str
    value: object
    reason: str
    evidence: str
    row: Row


def correction_of(row: Row, gazetteer: Gazetteer | None = None) -> Correction:
    """A row with the columns COLUMNS as a correction.

    Parameters
    ----------
    gazetteer : where it is given, a region code must be one that some vintage of it lists.

    Raises
    ------
    InputError
        No field that can be corrected, or a value that the field does not allow: with what was most likely meant.
    """
    cells = row.cells
    value = _read_value(row, gazetteer)
    return Correction(cells["report_id"], cells["field"], value, cells["reason"], cells["evidence"], row)


def _read_value(row: Row, gazetteer: Gazetteer | None) -> object:
    """The cell `value` of a row as the column of its field holds it; raises as `correction_of`."""
    field, text = row.cells["field"], row.cells["value"]
    if field not in FIELDS:
        near = meant(field, FIELDS)
        raise row.error(
            "field",
            "no field that can be corrected",
            allowed=", ".join(FIELDS),
            remedy="name one of these fields" + _did_you_mean(near),
            until_then=_NOT_MADE,
        )
    read, rule, guess = _reader(field)
    try:
        value = read(text)
    except (ValueError, KeyError):
        raise row.error(
            "value",
            f"no value for {field}",
            allowed=rule,
            remedy="correct the value" + _did_you_mean(guess(text)),
            until_then=_NOT_MADE,
        ) from None
    if field == "region_code" and text and gazetteer is not None and gazetteer.division(text) is None:
        raise _unknown_region(row, text, gazetteer)
    return value


def _reader(field: str) -> tuple[Callable[[str], object], str, Callable[[str], str]]:
    """How the text of a value of this field is read (ValueError or KeyError where it cannot be), the rule, a guess."""
    if field in ("flags+", "flags-"):
        rule = REPORTS.columns["flags"].rule.removesuffix(", or empty")
        return _flags, rule, lambda text: "|".join(meant(t, FLAGS) for t in re.split(r"[|,;、，；\s]+", text[:200]))
    column = REPORTS.columns[field]
    if field in _DATES:
        return _date, "2015-12-22, 2015-12, 2015, or empty", meant_date
    if column.allowed:
        words = {word: word for word in column.allowed}
        return words.__getitem__, ", ".join(words), lambda text: meant(text, words)
    if column.dtype == "bool":
        return lambda text: _TRUTH[text.lower()], "true or false", lambda text: _TRUTH_SLIPS.get(text.lower(), "")
    if field in YEAR:
        return _year, "a year of four digits, or empty", meant_year
    if field == "region_code":
        return _region_code, "six digits of GB/T 2260, or empty", _meant_code
    if column.dtype == "float64":
        return _share, column.rule, lambda text: ""
    return str, column.rule, lambda text: ""


def _unknown_region(row: Row, code: str, gazetteer: Gazetteer) -> InputError:
    """What to say of six digits that no vintage lists: with the regions whose codes differ in one digit."""
    others = (code[:at] + digit + code[at + 1 :] for at in reversed(range(6)) for digit in "0123456789")
    near = [division for division in map(gazetteer.division, others) if division is not None][:5]
    known = ", ".join(map(_named, near))
    return row.error(
        "value",
        "no region of the gazetteer has this code, in any of its years",
        allowed="a code of GB/T 2260 that some year lists" + (f"; near it: {known}" if known else ""),
        remedy="correct the code, or leave it empty and say what is known in region_name, province, prefecture, county",
        until_then=_NOT_MADE,
    )


def _named(division: Division) -> str:
    return f"{division.code} {division.name}"


def _did_you_mean(guess: str) -> str:
    return f"; did you mean {guess}?" if guess.strip("|") else ""


def _flags(text: str) -> frozenset[str]:
    flags = frozenset(text.split("|"))
    if flags - set(FLAGS):
        raise ValueError(text)
    return flags


def _date(text: str) -> str:
    if not is_date(text):
        raise ValueError(text)
    return text


def _year(text: str) -> object:
    return int(_matching(text, "(19|20)[0-9]{2}")) if text else pd.NA


def _region_code(text: str) -> str:
    return _matching(text, "[1-9][0-9]{5}") if text else text


def _meant_code(text: str) -> str:
    """Six digits out of a cell that a spreadsheet took for a number, or of a longer statistical code."""
    found = re.fullmatch(r"([1-9][0-9]{5})(?:\.0|0{3}|0{6})", text)
    return found[1] if found else ""


def _matching(text: str, pattern: str) -> str:
    if not re.fullmatch(pattern, text):
        raise ValueError(text)
    return text


def _share(text: str) -> float:
    if not 0 <= float(text) <= 1:
        raise ValueError(text)
    return float(text)

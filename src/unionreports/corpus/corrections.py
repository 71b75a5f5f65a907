"""A researcher's word over the software's: `data/raw/corrections.csv` applied to the table of reports.

One row sets one field of one report and gives a reason and the evidence. An empty value means: known not to be
determinable. `flags+` adds flags and `flags-` takes them away; every other field replaces what was inferred.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from unionreports.corpus.corrected_report import as_text, corrected_cells
from unionreports.corpus.correction_values import COLUMNS, Correction, correction_of
from unionreports.corpus.gazetteer import Gazetteer
from unionreports.errors import InputError, Tell, refuse
from unionreports.sheet_additions import append_rows
from unionreports.sheets import Row, read_sheet

_REQUIRED = ("report_id", "field", "reason")
#: How sure and why, not what is the case: nothing that could disagree.
_JUDGEMENTS = ("place_confidence", "date_confidence", "unusable_reason")


def read_corrections(path: Path, tell: Tell = refuse, gazetteer: Gazetteer | None = None) -> list[Correction]:
    """The corrections of a project, in the order of the sheet; none where there is no sheet.

    Parameters
    ----------
    tell : called with each thing wrong in the sheet: all that `sheets.read_sheet` names, a field that cannot be
        corrected, a value that the field does not allow, a field corrected twice. Where it returns, the correction is
        not made.
    gazetteer : where it is given, a region code must be one that some vintage of it lists.

    Raises
    ------
    InputError
        The first of these, unless `tell` is given.
    """
    if not path.exists():
        return []
    corrections, seen = [], {}
    for row in read_sheet(path, COLUMNS, _REQUIRED, tell):
        try:
            correction = correction_of(row, gazetteer)
            _refuse_twice(row, seen)
        except InputError as error:
            tell(error)
            continue
        seen[correction.report_id, correction.field] = f"on line {row.line}"
        corrections.append(correction)
    return corrections


def add_corrections(path: Path, rows: Sequence[Mapping[str, str]], tell: Tell = refuse) -> int:
    """Add rows to the corrections, or begin them; what stands there stays, byte for byte. Returns how many were added.

    Parameters
    ----------
    rows : cells by column of COLUMNS; report_id, field and reason are needed.
    tell : called with each row that is no correction, and with each of a field that is corrected already; where it
        returns, that row is not added.

    Raises
    ------
    InputError
        The first of these, unless `tell` is given; a sheet to which nothing can be added. Nothing is written then.
    """
    held = read_sheet(path, COLUMNS, (), lambda error: None) if path.exists() else []
    seen = {(row.cells["report_id"], row.cells["field"]): f"on line {row.line}" for row in held}
    added = []
    for given in rows:
        row = Row(path, None, dict.fromkeys(COLUMNS, "") | dict(given))
        try:
            for column in _REQUIRED:
                if not row.cells[column].strip():
                    raise row.error(column, "this cell is empty", remedy="fill it", until_then="the row is not added")
            correction_of(row)
            _refuse_twice(row, seen)
        except InputError as error:
            tell(error)
            continue
        seen[row.cells["report_id"], row.cells["field"]] = "in another row of the same addition"
        added.append(given)
    if added:
        append_rows(path, COLUMNS, added)
    return len(added)


def apply(reports: pd.DataFrame, corrections: Sequence[Correction], tell: Tell = refuse) -> pd.DataFrame:
    """The table of reports with every correction made and marked.

    The field's `_basis` becomes `corrected`, and reason and evidence join the field's evidence as an entry without
    offsets. An inferred interval that does not hold the corrected year is refuted by it: its ends become that year,
    unless they are corrected themselves.

    Whether a report is usable is judged again where something was corrected that decides it; a corrected region or
    year is certain unless its confidence is corrected too. What a correction says of `usable` or `unusable_reason`
    holds. A report that is usable has no `unusable_reason`.

    Parameters
    ----------
    tell : called with each correction of a report that there is not, or after which a year lies outside its interval
        or a period ends before it begins; where it returns, that correction is not made.

    Raises
    ------
    InputError
        The first of these, unless `tell` is given.
    """
    reports = reports.reset_index(drop=True).copy()
    for at, own in _by_position(reports, corrections, tell).items():
        for column, value in corrected_cells(reports.loc[at], own, tell).items():
            reports.at[at, column] = value
    reports.loc[reports["usable"], "unusable_reason"] = ""
    return reports


def disagreements(inferred: pd.DataFrame, corrections: Sequence[Correction], tell: Tell = refuse) -> pd.DataFrame:
    """Each correction beside what the software had inferred; confidences and reasons are left out.

    Returns
    -------
    DataFrame
        report_id, field, inferred, corrected (text; empty for not known), agrees (bool), reason. For `flags+` and
        `flags-`, `inferred` is the whole cell, and they agree when nothing had to be added or taken away.
    """
    rows = []
    for at, own in _by_position(inferred, corrections, tell).items():
        for c in own:
            if c.field in _JUDGEMENTS:
                continue
            column = "flags" if c.field.startswith("flags") else c.field
            found = inferred.iloc[at][column]
            if column == "flags":
                held = c.value & set(found.split("|"))
                agrees = held == c.value if c.field == "flags+" else not held
            else:
                agrees = as_text(found) == as_text(c.value)
            rows.append((c.report_id, c.field, as_text(found), as_text(c.value), agrees, c.reason))
    return pd.DataFrame(rows, columns=["report_id", "field", "inferred", "corrected", "agrees", "reason"])


def _by_position(reports: pd.DataFrame, corrections: Sequence[Correction], tell: Tell) -> dict[int, list[Correction]]:
    """The corrections of each report, by its position in the table."""
    position = {report_id: at for at, report_id in enumerate(reports["report_id"])}
    of_page: dict[str, list[str]] = {}
    for report_id in position:
        of_page.setdefault(report_id.rpartition("-")[0], []).append(report_id)
    found: dict[int, list[Correction]] = {}
    for c in corrections:
        if c.report_id in position:
            found.setdefault(position[c.report_id], []).append(c)
            continue
        there = of_page.get(c.report_id.rpartition("-")[0]) or list(position)[:20]
        tell(
            c.row.error(
                "report_id",
                "no such report",
                allowed=", ".join(there) or "there are no reports",
                remedy="correct the id; if the page is now split in another way, look its reports up in reports.csv; "
                "if the page was taken out, delete the row, or keep it for the day the page comes back",
                until_then="the correction waits",
            )
        )
    return found


def _refuse_twice(row: Row, seen: Mapping[tuple[str, str], str]) -> None:
    """Raise where a field is corrected in another row too."""
    report_id, field = row.cells["report_id"], row.cells["field"]
    if (report_id, field) in seen:
        raise row.error(
            "field",
            f"{field} of {report_id} is corrected {seen[report_id, field]} too",
            remedy="delete one of the two rows",
            until_then="the first of them holds",
        )

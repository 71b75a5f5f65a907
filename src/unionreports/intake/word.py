"""Which corrections does a person make who says of a page, when it is added, from where and when its reports are?"""

from collections.abc import Mapping, Sequence

import pandas as pd

from unionreports.corpus.corrected_report import corrected_cells
from unionreports.corpus.correction_values import COLUMNS, correction_of
from unionreports.corpus.gazetteer import Gazetteer
from unionreports.corpus.rows import Row
from unionreports.errors import refuse
from unionreports.intake.consequences import of_region, of_year
from unionreports.intake.doubts import NO_REPORT, SURE
from unionreports.intake.given import Given
from unionreports.intake.regions import is_inside, narrowed
from unionreports.sheets import Row as SheetRow

#: Stands in corrections.csv as the reason.
REASON = "given when the page was added"

#: (report_id, field) -> value in corrections.csv, and the line it stands on.
Corrected = Mapping[tuple[str, str], tuple[str, str]]


def fields_given(
    reports: Sequence[Row], given: Given, corrected: Corrected, gazetteer: Gazetteer
) -> tuple[dict[str, dict[str, str]], list[str]]:
    """What a person's word sets in the reports of a page.

    Returns
    -------
    fields : report_id -> field -> value, as corrections.csv holds them.
    notes : what is not used, and where a person's word replaces what the software is sure of.
    """
    if not given.of_reports:
        return {}, []
    real = [report for report in reports if NO_REPORT not in report["flags"].split("|")]
    if not real:
        return {}, [f"{', '.join(given.of_reports)} not used: no report was found on the page"]
    year, notes = given.year, []
    if year and len(real) > 1:
        year = None
        notes.append(f"year {given.year} not used: the page holds {len(real)} reports, and a year is that of one")
    fields = {}
    for report in real:
        own = _fields(report, given, year, gazetteer)
        other = [f"{name} is {corrected[at][0]!r} {corrected[at][1]}" for name in own
                 if (at := (report["report_id"], name)) in corrected and corrected[at][0] != own[name]]  # fmt: skip
        if other:
            notes.append(f"{report['report_id']}: what is given is not used, another correction is there: {other[0]}")
        elif own:
            fields[report["report_id"]] = own
            notes += _against(report, own)
    return fields, notes


def with_fields(report: Row, own: Mapping[str, str]) -> Row:
    """The row of a report as `build` will have it after these corrections."""
    cells = [dict(zip(COLUMNS, (report["report_id"], *item, REASON, ""), strict=True)) for item in own.items()]
    made = [correction_of(SheetRow(REASON, None, row)) for row in cells]
    return report | corrected_cells(pd.Series(report, dtype=object), made, refuse)


def _fields(report: Row, given: Given, year: int | None, gazetteer: Gazetteer) -> dict[str, str]:
    own = {"issuer": given.issuer} if given.issuer else {}
    # Of a folder of pages a person says the province: that does not speak against a county found in it.
    if given.region and not is_inside(str(report["region_code"]), given.region.region_code):
        own |= of_region(narrowed(given.region, given.issuer or str(report["issuer"]), gazetteer))
    return own | (of_year(report, year) if year else {})


def _against(report: Row, own: Mapping[str, str]) -> list[str]:
    """Where something is replaced that the text is clear about: perhaps it was not meant for this page."""
    notes = []
    for name, confidence, shown in (
        ("region_code", "place_confidence", "region_name"),
        ("year", "date_confidence", "year"),
    ):
        found = report[name]
        if name in own and found and str(found) != own[name] and report[confidence] >= SURE:
            notes.append(
                f"{report['report_id']}: {own[shown]} is given, and the text says {report[shown]} "
                f"(confidence {report[confidence]:.2f})"
            )
    return notes

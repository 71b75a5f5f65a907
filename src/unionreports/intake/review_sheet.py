"""Which worksheet does a person fill in to settle what the software is not sure of?"""

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from unionreports.intake.doubts import looks
from unionreports.tables import FLAGS, KINDS, LEVELS
from unionreports.text.quotes import quoted
from unionreports.validation.sheet_files import Leaf, save_sheet

#: Columns of the worksheet; the last three are to be filled in.
COLUMNS = (
    "report_id", "file", "title", "field", "inferred", "confidence", "why", "rests_on", "beginning", "value", "reason",
    "evidence",
)  # fmt: skip
WORKSHEET = "review"
#: Answers other than a value: what was inferred is right; known not to be determinable; no flag at all.
RIGHT, UNKNOWABLE, NO_FLAG = "ok", "?", "none"
#: What stands as the reason where a person gives none.
REASON = "reviewed by hand"
#: What may be written for a field, in words.
ALLOWED = {
    "region_code": "a code of GB/T 2260 (330282) or a name (慈溪, 长春市朝阳区); the names above it follow from it",
    "level": ", ".join(LEVELS),
    "issuer": "the body that reports, in its own words (慈溪市总工会)",
    "year": "the year reported on, in four digits",
    "kind": ", ".join(KINDS),
    "flags": f"all flags that are right, joined with |, or {NO_FLAG}; flags are {', '.join(FLAGS)}",
    "usable": "true (it may be compared with other reports) or false",
}
_RULES = {
    "value": "What is right. A row without a value changes nothing.",
    RIGHT: "Instead of a value: what was inferred is right. It is then marked as corrected and not asked for again.",
    UNKNOWABLE: "Instead of a value: known not to be determinable. Not for flags and usable.",
    "reason": f"Why. Where it is empty, the correction says: {REASON}.",
    "evidence": "What it rests on: quotes, pages seen, or plainly: knowledge.",
    "then": "unionreports review FILE --read, then unionreports build. To undo, delete the row in data/raw/corrections.csv.",
}
_WIDTHS = {
    "file": 24, "title": 36, "inferred": 20, "why": 40, "rests_on": 40, "beginning": 60, "value": 20, "reason": 28,
    "evidence": 28,
}  # fmt: skip
#: Characters of a report that are shown, enough for its title, salutation and first sentences; and units they come from.
_BEGINNING, _FIRST_UNITS = 200, 6


def review_rows(
    reports: pd.DataFrame,
    files: Mapping[str, str],
    units: pd.DataFrame,
    corrected: Mapping[str, Collection[str]],
    every_field: bool = False,
) -> list[tuple[str, ...]]:
    """Rows with `COLUMNS`: one for each field of a report that is uncertain, or for each that can be reviewed.

    Parameters
    ----------
    reports, units
        Tables `reports_inferred` (those of its rows that are asked for) and `units`.
    files
        File of each page.
    corrected
        Fields of each report that a person has spoken on; they are left out.
    """
    own = units[units["report_id"].isin(reports["report_id"])].groupby("report_id", sort=False).head(_FIRST_UNITS)
    texts = own.groupby("report_id", sort=False)["text"].agg(" ".join)
    rows = []
    for report in reports.to_dict("records"):
        report_id = report["report_id"]
        beginning = quoted(texts.get(report_id, ""), _BEGINNING)
        for look in looks(report, corrected.get(report_id, ())):
            if look.why or every_field:
                confidence = "" if look.confidence is None else f"{look.confidence:.2f}"
                what = (report_id, files[report["page_id"]], report["title"], look.field, look.inferred, confidence)
                rows.append((*what, look.why, " … ".join(look.quotes), beginning, "", "", ""))
    return rows


def write_review(rows: list[tuple[str, ...]], path: Path) -> None:
    """Write rows of `review_rows` as .csv or .xlsx; a workbook says on a second sheet what may be written.

    Raises
    ------
    InputError
        The name of the file ends in neither.
    """
    explained = [*_RULES.items(), *((f"value of {field}", allowed) for field, allowed in ALLOWED.items())]
    save_sheet(
        Leaf(WORKSHEET, COLUMNS, rows, _WIDTHS),
        path,
        (Leaf("what to write", ("column or answer", "meaning"), explained, {"column or answer": 22, "meaning": 110}),),
    )

"""How is a sheet for coders written, so that Excel opens it and the same sheet has the same bytes?

A coding sheet as XLSX has the codebook and the short coding rules on further worksheets and drop-downs for the codes.
CSV is for everything else; a text that begins like a formula stands behind an apostrophe there, which is taken away again
when the sheet is read.
"""

from collections.abc import Iterable, Mapping, Sequence
import csv
from dataclasses import dataclass, replace
from datetime import datetime
import io
from pathlib import Path
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from unionreports.cells import like_formula, safe_cell
from unionreports.errors import InputError
from unionreports.files import replace_file
from unionreports.text.codebook import Codebook
from unionreports.text.lexicons import CONFIDENCES
from unionreports.validation.coding_sheet import SHEET_COLUMNS, read_by_coders, shown

#: Width of columns in characters.
_WIDTHS = {"sheet_id": 8, "heading_path": 40, "text": 80, "primary": 24, "secondary1": 24, "secondary2": 24}
_CODEBOOK_WIDTHS = {"id": 24, "name_zh": 24, "name_en": 32, "definition": 70, "exclude_boundary_rule": 70}
#: XLSX files are archives with times in them; a fixed one keeps the bytes the same.
_EPOCH = datetime(2000, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write_sheet(sheet: pd.DataFrame, path: Path, codebook: Codebook) -> None:
    """Write a sheet of `draw_sheet` as .csv or .xlsx; the same sheet gives the same bytes.

    Raises
    ------
    InputError
        The name of the file ends in neither.
    """
    categories = read_by_coders(codebook)
    ids = f"codebook!$A$2:$A${len(categories) + 1}"
    save_sheet(
        Leaf("coding", tuple(SHEET_COLUMNS), sheet[list(SHEET_COLUMNS)].itertuples(index=False), _WIDTHS),
        path,
        (
            Leaf("codebook", tuple(categories), categories.itertuples(index=False), _CODEBOOK_WIDTHS),
            Leaf("rules", ("rule",), ((rule,) for rule in coding_rules(codebook)), {"rule": 120}),
        ),
        dict.fromkeys(("primary", "secondary1", "secondary2"), ids) | {"confidence": f'"{",".join(CONFIDENCES)}"'},
    )


@dataclass(frozen=True)
class Leaf:
    """One worksheet: its name, the header, rows of texts, widths of columns in characters (14 where none is given)."""

    name: str
    header: tuple[str, ...]
    rows: Iterable[Sequence[str]]
    widths: Mapping[str, int]


def save_sheet(
    filled_in: Leaf, path: Path, beside: Sequence[Leaf] = (), choices: Mapping[str, str] | None = None
) -> None:
    """Write a worksheet that people fill in as .csv or .xlsx; the same rows give the same bytes.

    Parameters
    ----------
    filled_in : what people fill in; all there is in a CSV.
    beside : further worksheets of an XLSX file.
    choices : column of `filled_in` -> formula that lists what may be chosen there, in an XLSX file.

    Raises
    ------
    InputError
        The name of the file ends in neither.
    """
    kind = path.suffix.lower()
    rows = [[shown(cell) for cell in row] for row in filled_in.rows]
    if kind == ".csv":
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerows([[safe_cell(cell) for cell in row] for row in (filled_in.header, *rows)])
        data = stream.getvalue().encode("utf-8-sig")
    elif kind == ".xlsx":
        data = _workbook(replace(filled_in, rows=rows), beside, choices or {})
    else:
        raise InputError(path, "a sheet is no file of this kind", allowed=".csv, .xlsx", remedy="end its name in one")
    replace_file(path, data)


def coding_rules(codebook: Codebook) -> list[str]:
    """The rules of docs/coding_rules.md in short, with the tie order and the kinds of this codebook."""
    ranked = [(rank, name) for name, rank in zip(codebook.ids, codebook.tie_ranks, strict=True) if rank is not None]
    special = [name for name, kind in zip(codebook.ids, codebook.kinds, strict=True) if kind in ("group", "occasion")]
    rules = [
        "Give every item one primary code. The first of these rules that decides holds:",
        "1. Heading: if the item's own heading or lead clause names one category, that one.",
        "2. Object: what is done counts, not the aim that is stated after it.",
        "3. Share: the category with the most text on concrete action (figures, names, events).",
    ]
    if ranked:
        rules.append(f"4. Tie: the one that stands first here: {', '.join(name for _, name in sorted(ranked))}.")
    if special:
        rules.append(
            f"{', '.join(special)}: primary only if the heading names it or the whole item is for or because of it; "
            "otherwise write it under flags, several joined with |."
        )
    return [
        *rules,
        f"{codebook.ids[codebook.residual]}: for items that name no category.",
        "Secondary codes: up to two, only for what has a verb and an object of its own.",
        f"Confidence: {', '.join(CONFIDENCES)}. Note: why you doubt.",
        "Code alone. An item you cannot code keeps empty codes; do not delete its row or change its text.",
        "Categories may be written by id or by name.",
    ]


def _workbook(filled_in: Leaf, beside: Sequence[Leaf], choices: Mapping[str, str]) -> bytes:
    # Loaded here: openpyxl takes a while, and only this kind of file needs it.
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    book.properties.creator = "unionreports"
    book.properties.created = _EPOCH
    first = book.active
    first.title = filled_in.name
    _fill(first, filled_in)
    for leaf in beside:
        _fill(book.create_sheet(leaf.name), leaf)
    for column, formula in choices.items():
        # A warning and no refusal: what is read is wider than what is offered.
        choice = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=True, errorStyle="warning")
        choice.errorTitle, choice.error = column, "This is none of what may be chosen here."
        letter = first.cell(1, filled_in.header.index(column) + 1).column_letter
        choice.add(f"{letter}2:{letter}{len(filled_in.rows) + 1}")
        first.add_data_validation(choice)
    stream = io.BytesIO()
    book.save(stream)
    return _timeless(stream)


def _fill(worksheet, leaf: Leaf) -> None:
    """Cells of a worksheet as texts, wrapped, with a header that stays in view."""
    from openpyxl.styles import Alignment, Font

    wrapped = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate((leaf.header, *leaf.rows), start=1):
        for column, value in enumerate(map(shown, row), start=1):
            if value:
                cell = worksheet.cell(number, column, value)
                # A text that begins with = stays one, also when the coder edits it.
                cell.data_type, cell.quotePrefix = "s", like_formula(value)
                cell.alignment = wrapped
                if number == 1:
                    cell.font = Font(bold=True)
    for column, name in enumerate(leaf.header, start=1):
        worksheet.column_dimensions[worksheet.cell(1, column).column_letter].width = leaf.widths.get(name, 14)
    worksheet.freeze_panes = "A2"


def _timeless(stream: io.BytesIO) -> bytes:
    """The same archive with fixed times, inside the document's properties too."""
    result = io.BytesIO()
    with ZipFile(stream) as archive, ZipFile(result, "w", ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            entry = ZipInfo(name, _EPOCH.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            data = archive.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + f"{_EPOCH.isoformat()}Z".encode(), data)
            copy.writestr(entry, data)
    return result.getvalue()

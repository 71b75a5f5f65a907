"""A sheet that is written, filled in and saved by whatever program comes back with its codes."""

from pathlib import Path
import time
from zipfile import ZipFile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
import pandas as pd
import pytest

from invented_codes import CATEGORIES, codebook, corpus
from unionreports.cells import plain_cell, safe_cell
from unionreports.errors import InputError
from unionreports.validation.coding_sheet import SHEET_COLUMNS, draw_sheet, item_codes
from unionreports.validation.sheet_codes import read_sheet
from unionreports.validation.sheet_files import coding_rules, write_sheet

HOSTILE = (
    '=HYPERLINK("http://x","y")',
    "+1 件",
    "-5%，下降",
    "@SUM(A1)",
    "'=1",
    "'引号",
    "＝全角",
    '“引号”和"quotes"，逗号,分号;制表\t符',
    "第一行\n第二行\n\n第四行",
    "😀表情 and \ud83d half",
    "\x07bell and \x00",
    "  前后空白  ",
    "1e5",
    "2012-01-03",
    "NA",
    "长" * 40_000,
)


@pytest.fixture
def tables():
    """A corpus with texts that spreadsheets like to spoil."""
    tables = corpus(reports=4, size=10)
    texts = [*HOSTILE, *tables["units"]["text"][len(HOSTILE) :]]
    # The dtype str refuses halves of surrogate pairs by itself; a frame made elsewhere may hold them.
    tables["units"]["text"] = pd.Series(texts, dtype=object)
    return tables


def filled(tables, coder="Li", n=40):
    """A sheet with a code for every item, told by its text alone."""
    sheet = draw_sheet(tables["units"], tables["reports"], codebook(), n, coder=coder, random_state=7, strata=())
    sheet["primary"] = [CATEGORIES[len(item.strip("u0")) % 3] for item in sheet["item"]]
    sheet["secondary1"] = "rest"
    sheet["flags"] = "migrants"
    sheet["confidence"] = "medium"
    sheet["note"] = ["=note" if i % 2 else "'quoted'\n\"note\"" for i in range(len(sheet))]
    return sheet


def expected(sheet, tables):
    ids = dict(zip(item_codes(tables["units"], 7), tables["units"]["unit_id"], strict=True))
    return sheet.assign(unit_id=sheet["item"].map(ids)).set_index("unit_id").sort_index()


def same(read, sheet, tables):
    wanted = expected(sheet, tables)
    assert list(read["unit_id"]) == list(wanted.index)
    for column in ("primary", "secondary1", "flags", "confidence", "note", "coder"):
        assert list(read[column]) == list(wanted[column]), column


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_hostile_texts_survive_and_bytes_repeat(tables, tmp_path, monkeypatch, kind):
    sheet = filled(tables)
    path = tmp_path / "made" / f"sheet.{kind}"
    write_sheet(sheet, path, codebook())
    same(read_sheet(path, tables["units"], codebook()), sheet, tables)
    first = path.read_bytes()
    later = time.localtime(2_000_000_000)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    write_sheet(sheet, path, codebook())
    assert path.read_bytes() == first


def test_no_cell_of_a_csv_is_a_formula(tables, tmp_path):
    path = tmp_path / "sheet.csv"
    write_sheet(filled(tables), path, codebook())
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    cells = pd.read_csv(path, dtype=str, keep_default_na=False).to_numpy().ravel()
    assert any(c.startswith("'=") for c in cells) and not any(c.lstrip().startswith(tuple("=+-@")) for c in cells)


@given(st.text(alphabet="=+-@' a\n", max_size=6))
def test_escaping_loses_nothing(text):
    assert plain_cell(safe_cell(text)) == text and not safe_cell(text).lstrip().startswith(tuple("=+-@"))


def test_a_workbook_has_codebook_rules_and_choices(tables, tmp_path):
    path = tmp_path / "sheet.xlsx"
    sheet = filled(tables)
    write_sheet(sheet, path, codebook())
    book = load_workbook(path)
    assert book.sheetnames == ["coding", "codebook", "rules"]
    assert not any(cell.data_type == "f" for row in book["coding"] for cell in row)
    listed = [[cell.value for cell in row] for row in book["codebook"]]
    assert [row[0] for row in listed] == ["id", *CATEGORIES] and listed[1][listed[0].index("name_zh")] == "工资"
    choices = {str(v.sqref): v.formula1 for v in book["coding"].data_validations.dataValidation}
    letters = "ABCDEFGHIJKL"
    at = {name: letters[i] for i, name in enumerate(SHEET_COLUMNS)}
    assert choices[f"{at['primary']}2:{at['primary']}41"] == "codebook!$A$2:$A$6"
    assert choices[f"{at['confidence']}2:{at['confidence']}41"] == '"high,medium,low"'
    rules = "\n".join(coding_rules(codebook()))
    assert "pay, safety, sport" in rules and "migrants: primary only" in rules and "rest: for items" in rules


def _text(sheet: pd.DataFrame, separator=",", line="\r\n") -> str:
    return sheet.map(safe_cell).to_csv(index=False, sep=separator, lineterminator=line)


SAVERS = {
    "Excel, CSV UTF-8": lambda s: b"\xef\xbb\xbf" + _text(s).encode("utf-8"),
    "Excel in Chinese, CSV": lambda s: _text(s).encode("gbk", "replace"),
    "gb18030": lambda s: _text(s).encode("gb18030"),
    "Excel in German, CSV": lambda s: b"\xef\xbb\xbf" + _text(s, ";").encode("utf-8"),
    "Excel, Unicode text": lambda s: _text(s, "\t").encode("utf-16"),
    "LibreOffice": lambda s: _text(s, line="\n").encode("utf-8"),
    "sorted by text": lambda s: _text(s.sort_values("text")).encode("utf-8"),
    "columns moved": lambda s: _text(s[sorted(s.columns)]).encode("utf-8"),
    "blank rows and columns": lambda s: (
        "\r\n" + _text(s).replace("\r\n", ",,\r\n") + "\r\n,,,,,,,,,,,\r\n\r\n"
    ).encode("utf-8"),
}


@pytest.mark.parametrize("saver", SAVERS)
def test_whatever_saved_the_csv_it_is_read(tables, tmp_path, saver):
    path = tmp_path / "sheet.csv"
    sheet = filled(tables)
    path.write_bytes(SAVERS[saver](sheet))
    same(read_sheet(path, tables["units"], codebook()), sheet, tables)


def test_a_workbook_that_was_sorted_and_left_with_gaps_is_read(tables, tmp_path):
    path = tmp_path / "sheet.xlsx"
    sheet = filled(tables)
    write_sheet(sheet, path, codebook())
    book = load_workbook(path)
    coding = book["coding"]
    rows = [[cell.value for cell in row] for row in coding][1:]
    coding.delete_rows(2, len(rows))
    coding.append([])
    for row in reversed(rows):
        coding.append(row)
        coding.append([])
    coding.cell(1, 15).number_format = "@"
    for row in coding.iter_rows():
        for cell in row:
            cell.data_type = "s" if cell.value else cell.data_type
    book.save(path)
    same(read_sheet(path, tables["units"], codebook()), sheet, tables)


def test_a_workbook_with_the_drop_downs_of_excel_is_read_without_a_warning(tables, tmp_path):
    path = tmp_path / "sheet.xlsx"
    sheet = filled(tables)
    write_sheet(sheet, path, codebook())
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    extension = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</worksheet>", extension)
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.warns(UserWarning, match="Data Validation extension"):
        load_workbook(path)
    same(read_sheet(path, tables["units"], codebook()), sheet, tables)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=30).filter(str.strip), min_size=3, max_size=3))
def test_any_text_comes_back(tmp_path, texts):
    tables = corpus(reports=1, size=3)
    tables["units"]["text"] = texts
    sheet = filled(tables, n=3)
    for kind in ("csv", "xlsx"):
        path = tmp_path / f"any.{kind}"
        write_sheet(sheet, path, codebook())
        same(read_sheet(path, tables["units"], codebook()), sheet, tables)


@pytest.mark.parametrize("name", ["sheet.txt", "sheet.xls", "sheet"])
def test_other_kinds_of_file_are_refused(tables, tmp_path, name):
    path: Path = tmp_path / name
    with pytest.raises(InputError, match="no file of this kind"):
        write_sheet(filled(tables), path, codebook())
    path.write_bytes(b"x")
    with pytest.raises(InputError, match="no file of this kind"):
        read_sheet(path, tables["units"], codebook())

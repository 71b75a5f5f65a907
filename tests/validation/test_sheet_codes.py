"""What people write into a sheet: what is understood, and what is refused with its place and a remedy."""

from dataclasses import replace
import re

import pandas as pd
import pytest

from invented_codes import codebook, corpus
from unionreports.errors import InputError
from unionreports.validation.coding_sheet import draw_sheet
from unionreports.validation.sheet_codes import read_sheet
from unionreports.validation.sheet_files import write_sheet

TABLES = corpus(reports=4, size=10)
UNITS = TABLES["units"]


@pytest.fixture
def read(tmp_path):
    """Write a sheet of 10 items whose third has the given cells, and read it."""

    def written(kind="csv", units=UNITS, book=None, allow=False, edit=lambda sheet: sheet, **cells):
        sheet = draw_sheet(UNITS, TABLES["reports"], codebook(), 10, coder="Li", random_state=7)
        sheet["primary"] = "rest"
        for column, value in cells.items():
            sheet.loc[2, column] = value
        item = sheet.loc[2, "item"]
        path = tmp_path / f"sheet.{kind}"
        write_sheet(edit(sheet), path, codebook())
        result = read_sheet(path, units, book or codebook(), allow_changed_corpus=allow)
        return result.set_index("item").loc[item], result

    return written


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"primary": "pay"}, {"primary": "pay"}),
        ({"primary": " PAY "}, {"primary": "pay"}),
        ({"primary": "工资", "secondary1": "安全生产"}, {"primary": "pay", "secondary1": "safety"}),
        ({"primary": "pay and Contracts"}, {"primary": "pay"}),
        ({"primary": "Ｐａｙ＿ａｎｄ－contracts"}, {"primary": "pay"}),
        ({"primary": "sport", "flags": "农民工"}, {"flags": "migrants"}),
        ({"primary": "sport", "flags": "migrants；农民工"}, {"flags": "migrants"}),
        ({"primary": "migrants"}, {"primary": "migrants"}),
        ({"confidence": "High"}, {"confidence": "high"}),
        ({"confidence": "低"}, {"confidence": "low"}),
        ({"primary": "", "note": "看不懂"}, {"primary": "", "note": "看不懂", "confidence": ""}),
    ],
)
def test_what_is_understood(read, kind, cells, expected):
    row, result = read(kind, **cells)
    assert dict(row[list(expected)]) == expected
    assert len(result) == 10 and list(result["unit_id"]) == sorted(result["unit_id"])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("cells", "column", "problem", "remedy"),
    [
        ({"primary": "saftey"}, "primary", "'saftey' is no category", "write safety if that is meant"),
        ({"primary": "xyz"}, "primary", "'xyz' is no category", "write the id of a category"),
        ({"secondary2": "0"}, "secondary2", "'0' is no category", "write the id"),
        ({"primary": "", "secondary1": "pay"}, "primary", "empty beside a secondary code", "or none"),
        ({"primary": "pay", "secondary2": "工资"}, "secondary2", "stands twice", "give it once"),
        ({"flags": "sport"}, "flags", "neither a group nor an occasion", "secondary code"),
        ({"confidence": "90%"}, "confidence", "unknown confidence", "leave it empty"),
        ({"text": "短了的文字"}, "text", "not the text of this item", "as it was drawn"),
        ({"item": "u123456789abc"}, "item", "no item of this sheet", "as it was drawn"),
        ({"sheet_id": "sheet-7-10-00000000-00000000-00000000"}, "sheet_id", "not that of the rows above", "one coder"),
        ({"coder": "Wang"}, "coder", "not that of the rows above", "one coder a file"),
        ({"item": ""}, "item", "this cell is empty", "fill it"),
    ],
)
def test_what_is_refused_is_named_with_line_column_and_remedy(read, kind, cells, column, problem, remedy):
    with pytest.raises(InputError) as caught:
        read(kind, **cells)
    error = caught.value
    assert (error.line, error.column, error.value) == (4, column, cells.get(column, "").strip())
    assert problem in str(error) and remedy in str(error) and str(error.file).endswith(kind)
    if column in ("primary", "secondary2") and "category" in problem:
        assert "pay, safety, sport, migrants, rest" in str(error)


def test_rows_that_are_gone_or_doubled_are_refused(read):
    with pytest.raises(InputError, match=r"9 of the 10 items drawn are there\n.*keeps empty codes"):
        read(edit=lambda sheet: sheet.drop(index=5))
    with pytest.raises(InputError, match="line 12, column item: stands in line 4 too"):
        read(edit=lambda sheet: pd.concat([sheet, sheet.iloc[[2]]]))
    with pytest.raises(InputError, match="has no rows"):
        read(edit=lambda sheet: sheet.iloc[:0])
    with pytest.raises(InputError, match="no id of a sheet"):
        read(edit=lambda sheet: sheet.assign(sheet_id="mine"))
    with pytest.raises(InputError, match="no item has a code"):
        read(edit=lambda sheet: sheet.assign(primary=""))


def test_codes_beside_other_texts_are_refused(read):
    """The texts were sorted and the rest of the sheet was not."""
    with pytest.raises(InputError, match="columns were sorted apart"):
        read(edit=lambda sheet: sheet.assign(text=sheet["text"].sort_values().to_numpy()))


def test_a_sheet_of_another_codebook_is_refused(read):
    book = codebook()
    other = replace(book, table=book.table.assign(definition=["another", *book.table["definition"][1:]]))
    with pytest.raises(InputError, match="the codebook is not the one the sheet was drawn with"):
        read(book=other)
    read(book=replace(book, terms={"安全": 1}))


def test_a_sheet_of_another_corpus_is_refused_unless_its_units_are_the_same_and_that_is_wanted(read):
    grown = pd.concat([UNITS, UNITS.iloc[:3].assign(unit_id=["n-1", "n-2", "n-3"])], ignore_index=True)
    with pytest.raises(InputError, match=r"10 of its 10 items are units of this corpus") as caught:
        read(units=grown)
    assert "allow_changed_corpus=True" in str(caught.value) and "codebook" not in str(caught.value).split("remedy")[0]
    assert len(read(units=grown, allow=True)[1]) == 10
    changed = UNITS.assign(text=UNITS["text"] + "改")
    for allow in (False, True):
        with pytest.raises(InputError, match="0 of its 10 items") as caught:
            read(units=changed, allow=allow)
        assert "draw a new sheet" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.csv", b"", "the sheet is empty"),
        ("a.csv", b"sheet_id,item,coder\n", "the column text is missing"),
        ("a.csv", b"sheet_id,item,coder,text,mood\n", "no such column"),
        ("a.csv", b'sheet_id,item,coder,text\n"1,2,3,4\n', "not a CSV row"),
        ("a.csv", b"sheet_id,item,coder,text\n\xff\xff\n", "line 2: neither UTF-8 nor GB 18030"),
        ("a.xlsx", b"no archive", "this is no XLSX workbook"),
        ("a.xlsx", b"PK\x05\x06" + b"\0" * 18, "this is no XLSX workbook"),
    ],
)
def test_files_that_are_no_sheets_are_named(tmp_path, name, data, problem):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=re.escape(problem)):
        read_sheet(path, UNITS, codebook())
    with pytest.raises(InputError, match="cannot be read"):
        read_sheet(tmp_path / f"gone-{name}", UNITS, codebook())

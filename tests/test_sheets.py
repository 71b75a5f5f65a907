"""A sheet that a person wrote is read as it was meant, or refused with line, column, value and remedy."""

import re

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from unionreports.errors import InputError
from unionreports.sheet_additions import csv_text
from unionreports.sheets import decode_sheet, read_sheet

COLUMNS = ("id", "name", "note")


def read(tmp_path, data):
    path = tmp_path / "sheet.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_sheet(path, COLUMNS, ("id",))


def cells(tmp_path, data):
    return [tuple(row.cells.values()) for row in read(tmp_path, data)]


@pytest.mark.parametrize(
    "data",
    [
        "id,name,note\na,慈溪,\nb,,x\n",
        "id,name,note\r\na,慈溪,\r\nb,,x\r\n",
        "\ufeffid,name,note\na,慈溪,\nb,,x",
        "note,id,name\n,a,慈溪\nx,b,\n",
        "id,name,note\na,慈溪,\nb,,x\n".encode("gb18030"),
        "id,name,note\na,慈溪,\nb,,x\n".encode("utf-16"),
        'id,name,note\n\n "a" , 慈溪 ,\n,,\nb,,x\n'.replace(' "a" ', '"a"'),
    ],
)
def test_line_ends_marks_order_and_blank_lines_make_no_difference(tmp_path, data):
    assert cells(tmp_path, data) == [("a", "慈溪", ""), ("b", "", "x")]


def test_columns_left_out_are_empty_and_lines_are_those_of_the_file(tmp_path):
    rows = read(tmp_path, 'id,note\na,"two\nlines"\n\nb,x\n')
    assert [(row.line, row.cells) for row in rows] == [
        (2, {"id": "a", "name": "", "note": "two\nlines"}), (5, {"id": "b", "name": "", "note": "x"}),
    ]


def test_an_odd_separator_inside_a_cell_ends_no_row(tmp_path):
    assert cells(tmp_path, "id,note\na,b\x85c\u2028d\x0be\n") == [("a", "", "b\x85c\u2028d\x0be")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("", ["empty", "id,name,note"]),
        ("id,nmae\na,b\n", ["line 1", "no such column", "nmae", "id, name, note"]),
        ("id,name,id\na,b,c\n", ["line 1", "twice", "'id'"]),
        ("name\nb\n", ["line 1", "column id is missing"]),
        ("id,name\na,b\nc,d,e\n", ["line 3", "3 cells under 2 columns"]),
        ("id,name\na\n", ["line 2", "1 cells under 2 columns"]),
        ("id,name\na,b\n,d\n", ["line 3", "column id", "empty"]),
        ("id;name\na;b\n", ["line 1", "not separated by commas", "id;name"]),
        ("id\tname\na\tb\n", ["line 1", "not separated by commas"]),
        ('id,name\na,b\nc,"d\ne,f\n', ["line 3", "quote"]),
        (b"id,name\na,\xff\xff\n", ["line 2", "neither UTF-8 nor GB 18030", "CSV UTF-8"]),
    ],
)
def test_a_broken_sheet_is_named_with_its_place_and_remedy(tmp_path, data, says):
    with pytest.raises(InputError) as error:
        read(tmp_path, data)
    for words in [*says, "sheet.csv", "remedy:"]:
        assert words in str(error.value)


def test_a_folder_in_the_place_of_a_sheet_is_named(tmp_path):
    (tmp_path / "sheet.csv").mkdir()
    with pytest.raises(InputError, match="sheet.csv: the sheet cannot be read"):
        read_sheet(tmp_path / "sheet.csv", ("id",), ("id",))


def told(tmp_path, data):
    """Cells of the rows that are used, and what was said."""
    path = tmp_path / "sheet.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    errors = []
    rows = read_sheet(path, COLUMNS, ("id",), errors.append)
    assert all("until then: " in str(e) or "begin it with" in str(e) for e in errors)
    return [tuple(row.cells.values()) for row in rows], [str(e).partition("sheet.csv")[2] for e in errors]


@pytest.mark.parametrize(
    ("data", "used", "says"),
    [
        ("id,nmae\na,b\n", [("a", "", "")], ["no such column", "did you mean name?", "left out"]),
        ("id,ID,colour\na,b,c\n", [("a", "", "")], ["'ID'", "'colour'"]),
        ("id,name,name\na,b,b\nc,d,e\n", [("a", "b", ""), ("c", "", "")], ["here twice", "all copies agree"]),
        ("name,note\nb,c\n", [], ["column id is missing", "no row"]),
        ("id,name\na,b,c\nd\ne,f\n", [("e", "f", "")], ["line 2: 3 cells", "line 3: 1 cells"]),
        ("id,name\n,b\nc,d\n", [("c", "d", "")], ["line 2, column id"]),
        ("", [], ["empty"]),
        ("id;name\na;b\n", [], ["not separated by commas"]),
        ('id,name\na,b\nc,"d\ne,f\n', [("a", "b", "")], ["line 3: not a CSV row", "lines 3 to 4 are not used"]),
        ('id,name\na,"b"c\nd,e\n', [("d", "e", "")], ["line 2: not a CSV row", "this line is not used"]),
        ("id,name\na,b\x00c\nd,e\n", [("a", "b\ufffdc", ""), ("d", "e", "")], ["line 2, column name: control"]),
        (f"id,name\na,{'长' * 200_000}\nd,e\n", [("d", "e", "")], ["line 2: not a CSV row", "field larger"]),
        ("id,name\na,=1\nb,'=1\nc,'d\n", [("a", "=1", ""), ("b", "=1", ""), ("c", "'d", "")], []),
        ("id,name\na,".encode() + "慈溪市总".encode()[:-1] + b"\n", [("a", "慈溪市\ufffd", "")], ["line 2: neither"]),
    ],
)
def test_reading_goes_on_without_what_is_wrong(tmp_path, data, used, says):
    rows, errors = told(tmp_path, data)
    assert rows == used
    for words in says:
        assert any(words in error for error in errors), words
    assert bool(errors) == bool(says)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=60), st.text(alphabet='id,name"\n\r;\x00=工\t', max_size=60).map(str.encode)))
def test_no_bytes_stop_the_reading_of_a_sheet(tmp_path, data):
    rows, errors = told(tmp_path, b"id,name\n" + data)
    if b'"' not in data and not errors:
        text, _ = decode_sheet(tmp_path, b"id,name\n" + data)
        assert len(rows) == sum(bool(line.replace(",", "").strip()) for line in re.split("[\r\n]", text)[1:])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.permutations(["id", "name", "note", "name", "colour"]),
    st.lists(st.lists(st.sampled_from(["", "a", "工,会", 'q"', "x\ny", "\x07"]), min_size=4, max_size=6), max_size=6),
)
def test_each_row_is_used_or_told(tmp_path, header, rows):
    path = tmp_path / "sheet.csv"
    path.write_text(csv_text([header, *rows]), encoding="utf-8", newline="")
    errors = []
    used = {row.line for row in read_sheet(path, COLUMNS, ("id",), errors.append)}
    places = {error.line for error in errors}
    line = 2
    for row in rows:
        assert line in used or line in places or not any(row)
        assert line not in used or (len(row) == 5 and row[header.index("id")])
        line += 1 + sum(cell.count("\n") for cell in row)

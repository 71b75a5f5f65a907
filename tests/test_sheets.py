"""A sheet that a person wrote is read as it was meant, or refused with line, column, value and remedy."""

import pytest

from unionreports.errors import InputError
from unionreports.sheets import read_sheet

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

"""Rows are added behind what a person wrote, of which every byte stays; nothing is written that cannot be read."""

import csv
import io

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from unionreports.cells import safe_cell
from unionreports.errors import InputError
from unionreports.sheet_additions import append_rows, csv_text
from unionreports.sheets import read_sheet

COLUMNS = ("id", "name", "note")
ROW = {"id": "b", "name": "=1,\n乙\"", "note": "'-"}


def cells(path):
    return [tuple(row.cells.values()) for row in read_sheet(path, COLUMNS, ())]


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        (b"id,name,note\na,x,y\n", b"b,\"'=1,\n\xe4\xb9\x99\"\"\",''-\n"),
        (b"id,name,note\na,x,y", b"\nb,\"'=1,\n\xe4\xb9\x99\"\"\",''-\n"),
        (b"\xef\xbb\xbfname,id,note\r\nx,a,y\r\n", b"\"'=1,\n\xe4\xb9\x99\"\"\",b,''-\r\n"),
        ("id,name,note\na,慈溪,y\n".encode("gb18030"), "b,\"'=1,\n乙\"\"\",''-\n".encode("gb18030")),
        ("id,name,note\ra,慈溪,y\r".encode("utf-16"), "b,\"'=1,\n乙\"\"\",''-\r".encode("utf-16")[2:]),
        (b"id,name,note,mine\na,x,y,z\n", b"b,\"'=1,\n\xe4\xb9\x99\"\"\",''-,\n"),
        (b"", b"id,name,note\nb,\"'=1,\n\xe4\xb9\x99\"\"\",''-\n"),
    ],
    ids=["plain", "no last line end", "mark, other order, CRLF", "gb18030", "utf-16", "a column of hers", "empty"],
)
def test_what_was_there_stays_byte_for_byte(tmp_path, before, behind):
    path = tmp_path / "sheet.csv"
    path.write_bytes(before)
    append_rows(path, COLUMNS, [ROW])
    assert path.read_bytes() == before + behind
    assert [p.name for p in tmp_path.iterdir()] == ["sheet.csv"]


def test_a_column_is_added_only_where_a_row_needs_it(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_bytes(b'\xef\xbb\xbfid,name\r\n\r\na,"x\r\ny"\r\n')
    append_rows(path, COLUMNS, [{"id": "b"}])
    assert path.read_bytes() == b'\xef\xbb\xbfid,name\r\n\r\na,"x\r\ny"\r\nb,\r\n'
    append_rows(path, COLUMNS, [{"id": "c", "note": "n"}])
    assert path.read_bytes() == b'\xef\xbb\xbfid,name,note\r\n\r\na,"x\r\ny",\r\nb,,\r\nc,,n\r\n'


def test_a_new_sheet_opens_in_excel(tmp_path):
    append_rows(tmp_path / "new" / "sheet.csv", COLUMNS, [ROW])
    assert (tmp_path / "new" / "sheet.csv").read_bytes().startswith(b"\xef\xbb\xbfid,name,note\n")
    assert cells(tmp_path / "new" / "sheet.csv") == [tuple(ROW.values())]


@pytest.mark.parametrize("before", [b'id,name,note\na,"x,y\n', b"id;name;note\na;x;y\n", b"id,name,note\n\xff\xff,,\n"])
def test_a_sheet_that_would_swallow_rows_is_left_alone(tmp_path, before):
    path = tmp_path / "sheet.csv"
    path.write_bytes(before)
    with pytest.raises(InputError, match="remedy:"):
        append_rows(path, COLUMNS, [ROW])
    assert path.read_bytes() == before


def test_a_column_the_sheet_may_not_have_is_an_error_of_the_caller(tmp_path):
    with pytest.raises(ValueError, match="colour"):
        append_rows(tmp_path / "sheet.csv", COLUMNS, [{"id": "b", "colour": "red"}])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(*[st.text(alphabet="ab'=\"\n\r, 工-", max_size=4)] * 3), max_size=3),
    st.lists(st.tuples(*[st.text(alphabet="ab'=\"\n\r, 工-", max_size=4)] * 3), min_size=1, max_size=3),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_any_rows_come_back_behind_any_others(tmp_path, there, added, line_end, ended):
    path = tmp_path / "any.csv"
    text = csv_text([COLUMNS, *there], line_end)
    path.write_bytes((text if ended else text[: -len(line_end)]).encode())
    before = path.read_bytes()
    append_rows(path, COLUMNS, [dict(zip(COLUMNS, row, strict=True)) for row in added])
    assert path.read_bytes().startswith(before)
    stripped = [tuple(cell.strip() for cell in row) for row in (*there, *added)]
    assert cells(path) == [row for row in stripped if any(row)]


@given(st.lists(st.lists(st.text(alphabet="ab'=\"\n\r, 工-", max_size=4), min_size=2, max_size=2)))
def test_rows_of_text_are_a_csv(rows):
    assert list(csv.reader(io.StringIO(csv_text(rows), newline=""))) == [[safe_cell(c) for c in row] for row in rows]

"""Chinese stands in columns, and nothing a page holds reaches the terminal as a command."""

from hypothesis import given, strategies as st

from unionreports.intake.text_table import cut, table, width
from unionreports.plain_text import plain


def test_columns_of_wide_characters_are_aligned():
    lines = table(("place", "n"), [["慈溪市总工会", "9"], ["Cixi", "10"]], (20, 5))
    assert lines == ["place         n", "慈溪市总工会  9", "Cixi          10"]


def test_long_cells_are_cut_by_their_columns():
    assert cut("慈溪市总工会", 7) == "慈溪市…" and cut("慈溪", 4) == "慈溪"
    assert width("e\u0301") == 1 and width("ａ") == 2


def test_control_characters_are_named_and_line_ends_are_blanks():
    assert plain("a\x1b[31m\u202eb\r\nc\x00") == "a\\u001b[31m\\u202eb  c\\u0000"


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=4))
def test_every_line_is_printable_and_every_second_column_begins_at_one_place(rows):
    lines = table(("x", "y"), [[a, "|" + b] for a, b in rows], (8, 9))
    assert all(line.isprintable() for line in lines)
    assert len({width(line.partition("|")[0]) for line in lines[1:] if line.count("|") == 1}) <= 1

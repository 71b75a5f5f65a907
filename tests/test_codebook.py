"""The codebook says what the declarations say."""

from pathlib import Path

from unionreports.codebook import codebook
from unionreports.tables import TABLES

ROOT = Path(__file__).parents[1]


def test_the_codebook_is_the_one_the_declarations_make():
    written = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert written == codebook(), "tables.py has changed: run `make codebook`"


def test_every_column_of_every_table_is_described():
    sections = dict(part.split("\n", 1) for part in codebook().split("\n## ")[1:])
    assert list(sections) == list(TABLES)
    for name, table in TABLES.items():
        if "Columns as in" not in sections[name]:
            listed = [line.split(" | ")[0][2:] for line in sections[name].splitlines() if line.startswith("| ")][2:]
            assert listed == list(table.columns)


def test_a_bar_inside_a_cell_does_not_end_it():
    assert 'joined with "\\|"' in codebook()

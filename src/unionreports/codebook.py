"""The codebook `data/README.md`, made from the declarations of the tables."""

from collections.abc import Mapping
from pathlib import Path
import sys

from unionreports.table_files import WITHOUT_CSV
from unionreports.tables import TABLES, Table

_INTRODUCTION = """\
# Codebook

Made by `make codebook` from `src/unionreports/tables.py`; do not edit by hand.

`data/raw` holds what people put in (pages, manifest, corrections; see its README), `data/lexicons` the dictionaries
and the gazetteer, `data/processed` the tables described here. Tables are Parquet; {csv}
have the same content as CSV beside them (UTF-8, line feeds; in Excel open them with Data > From Text/CSV, UTF-8).
`data/processed/datapackage.json` lists every file with its SHA-256 and every column with its meaning.

Offsets are character positions (Unicode code points, from 0) in the decoded raw page; the end is exclusive. Lists in
one cell are joined with `|`. Evidence is a JSON list of `quote, start, end, says`; an entry that comes from
`data/raw/corrections.csv` has no offsets. An empty cell means: not known, and not guessed.

| table | a row is | key |
| --- | --- | --- |
"""


def codebook(tables: Mapping[str, Table] = TABLES) -> str:
    """The text of the codebook: every table with its rows, key and columns."""
    readable = [f"`{name}`" for name in tables if name not in WITHOUT_CSV]
    all_but = "all but " + " and ".join(f"`{name}`" for name in tables if name in WITHOUT_CSV)
    lines = [_INTRODUCTION.format(csv=all_but if len(readable) < len(tables) else "all").rstrip("\n")]
    lines += [f"| [{t.name}](#{t.name}) | {t.row} | {', '.join(t.key)} |" for t in tables.values()]
    described = {}
    for table in tables.values():
        lines += ["", f"## {table.name}", "", f"A row is {table.row}. Key: {', '.join(table.key)}.", ""]
        twin = described.setdefault(tuple(table.columns.items()), table.name)
        if twin != table.name:
            lines.append(f"Columns as in [{twin}](#{twin}).")
            continue
        lines += ["| column | values | meaning |", "| --- | --- | --- |"]
        lines += [
            f"| {name} | {_cell(table.rule(name))} | {_cell(c.description)} |" for name, c in table.columns.items()
        ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(codebook(), encoding="utf-8", newline="\n")

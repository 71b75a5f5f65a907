"""Every row of a figure's CSV leads back to the tables, and what it counts is what is found there."""

from unionreports.tracing.corpus import Corpus
from unionreports.tracing.figure_rows import behind_figure_row

#: Columns that count what a row rests on. Where a row states one, it is counted again. A row of ids is known by them.
COUNTS = (
    *("n_units", "n_reports", "n_pages", "n_documents", "n_reports_a", "n_reports_b", "count_a", "count_b", "count"),
    *("n_cuts", "n_chars", "n_peers", "n_peers_using", "n_reference", "n_coded"),
)
IDS = ("indicator_id", "commitment_id", "continuity_id", "passage_id", "check_id", "unit_id")


def broken_rows(rows, corpus: Corpus) -> list[str]:
    """What is wrong with the way back from rows of a figure, given as cells of text by column; empty where nothing is."""
    found = []
    for number, row in enumerate(rows, start=1):
        behind = behind_figure_row(row, corpus)
        if not len(behind):
            found.append(f"row {number}: nothing is found")
        found += [f"row {number}: {name} is {cell}, found {n}" for name, cell, n in behind.disagreements(row)]
        if not any(row.get(key) or row.get(f"{key}s") for key in IDS):
            unheard = [name for name in COUNTS if row.get(name) and name not in behind.numbers]
            found += [f"row {number}: {name} is not counted again" for name in unheard]
    return found

"""From the tables of the corpus and the lexicons to the tables of words and priorities, page by page.

What is said of a page here depends on that page and the lexicons alone, so that new pages change nothing of the old
ones. What is fitted to the whole corpus belongs to `modelling`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from unionreports.measures.priorities import code_units
from unionreports.measures.recode import code_without
from unionreports.models.classifier_codes import classifier_coding
from unionreports.text.lexicons import Lexicons
from unionreports.text.segment import Segmenter, tokens


def analyse(
    tables: Mapping[str, pd.DataFrame],
    lexicons: Lexicons,
    say: Callable[[str], None] = lambda line: None,
    folder: Path | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables `tokens` and, as `code_pages` gives it, `priorities`; parameters as for that."""
    units, reports, edits = (tables[name] for name in ("units", "reports", "edits"))
    return {
        "tokens": tokens(units, reports, edits, Segmenter(lexicons.terms)),
        "priorities": code_pages(tables, lexicons, say, folder),
    }


def code_pages(
    tables: Mapping[str, pd.DataFrame],
    lexicons: Lexicons,
    say: Callable[[str], None] = lambda line: None,
    folder: Path | None = None,
) -> pd.DataFrame:
    """Of the table `priorities` the rows of the methods `tables.PAGE_METHODS`; one that cannot code here has none.

    Parameters
    ----------
    tables
        The tables `units`, `headings`, `reports` and `edits`, of any pages.
    lexicons
        As `text.lexicons.read_lexicons` gives them.
    say
        Is told what a method of coding could not do.
    folder
        Where fitted models are kept for the next time, if anywhere.
    """
    units, reports, headings, edits = (tables[name] for name in ("units", "reports", "headings", "edits"))
    codebook = lexicons.codebook
    by_rules = code_units(units, reports, headings, edits, codebook)
    timeless = code_without(
        by_rules, units, reports, headings, edits, codebook, lexicons.calendar_terms, "codebook_timeless"
    )
    classified = classifier_coding(units, reports, edits, lexicons, folder)
    for note in classified.notes:
        say(f"method {classified.method}: {note}")
    return pd.concat([by_rules, timeless, classified.rows], ignore_index=True)

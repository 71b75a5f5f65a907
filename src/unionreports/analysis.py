"""From the tables of the corpus and the lexicons to the tables of words and priorities."""

from collections.abc import Callable, Mapping

import pandas as pd

from unionreports.measures.priorities import code_units
from unionreports.measures.recode import code_without
from unionreports.models.unit_codes import code_with_models
from unionreports.text.lexicons import Lexicons
from unionreports.text.segment import Segmenter, tokens


def analyse(
    tables: Mapping[str, pd.DataFrame],
    lexicons: Lexicons,
    random_state: int,
    say: Callable[[str], None] = lambda line: None,
) -> dict[str, pd.DataFrame]:
    """The tables `tokens` and `priorities`.

    Parameters
    ----------
    tables
        The tables `units`, `headings`, `reports` and `edits`.
    lexicons
        As `text.lexicons.read_lexicons` gives them.
    random_state
        Seed of the models that code.
    say
        Is told what a method of coding could not do.
    """
    words = tokens(tables["units"], tables["reports"], tables["edits"], Segmenter(lexicons.terms))
    return {"tokens": words, "priorities": code_by_every_method(tables, lexicons, random_state, say)}


def code_by_every_method(
    tables: Mapping[str, pd.DataFrame],
    lexicons: Lexicons,
    random_state: int,
    say: Callable[[str], None] = lambda line: None,
) -> pd.DataFrame:
    """Table `priorities` with the rows of every method; one that cannot code this corpus has none; `say` is told why.

    Parameters as for `analyse`.
    """
    units, reports, headings, edits = (tables[name] for name in ("units", "reports", "headings", "edits"))
    codebook = lexicons.codebook
    by_rules = code_units(units, reports, headings, edits, codebook)
    timeless = code_without(
        by_rules, units, reports, headings, edits, codebook, lexicons.calendar_terms, "codebook_timeless"
    )
    codings = code_with_models(units, reports, edits, by_rules, lexicons, random_state)
    for coding in codings:
        for note in coding.notes:
            say(f"method {coding.method}: {note}")
    return pd.concat([by_rules, timeless, *(coding.rows for coding in codings)], ignore_index=True)

"""From the tables of the corpus to those of what reports claim, promise and copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from unionreports.corpus.correction_values import Correction
from unionreports.measures.commitments.commitments import commitments
from unionreports.measures.commitments.continuities import continuities
from unionreports.measures.indicators.checks import indicator_checks
from unionreports.measures.indicators.indicators import indicators
from unionreports.measures.methods import rows_of
from unionreports.measures.reuse.passages import passages
from unionreports.measures.reuse.raised_flags import with_raised_flags
from unionreports.measures.reuse.report_reuse import report_reuse
from unionreports.measures.reuse.shared import shared_text
from unionreports.measures.reuse.wording import HigherWording, read_higher_wording
from unionreports.runs import Task, prune, run_tasks
from unionreports.text.ceilings import read_ceilings
from unionreports.text.lexicons import Lexicons, read_lexicons
from unionreports.text.measure_lexicon import Measures, read_measures
from unionreports.text.prices import read_prices

#: Way of coding that the column `priority` rests on: one that needs no model fitted to the corpus.
CODED_BY = "codebook"


@dataclass(frozen=True)
class StatementLexicons:
    """What statements are read with.

    Attributes
    ----------
    words
        Dictionary, stop words, codebook.
    measures
        Normalised measures, and groups that benefit.
    ceilings, prices
        Bounds of figures; consumer prices and wages.
    wording
        The wording of higher levels.
    """

    words: Lexicons
    measures: Measures
    ceilings: pd.DataFrame
    prices: pd.DataFrame
    wording: HigherWording


def read_statement_lexicons(folder: Path) -> StatementLexicons:
    """Those of a project's folder of lexicons; files it lacks are those that come with the software.

    Raises
    ------
    InputError
        A file that cannot be used.
    """
    readers = (read_lexicons, read_measures, read_ceilings, read_prices, read_higher_wording)
    return StatementLexicons(*(read(folder) for read in readers))


def statement_tables(
    tables: Mapping[str, pd.DataFrame],
    lexicons: StatementLexicons,
    corrections: Sequence[Correction],
    folder: Path | None = None,
    jobs: int = 1,
    progress: str = "",
) -> dict[str, pd.DataFrame]:
    """Every table of `statement_tables`, by name, and `reports` with the flags that shared text raises.

    Parameters
    ----------
    tables
        The tables pages, reports, units, edits and priorities.
    lexicons
        As `read_statement_lexicons` gives them.
    corrections
        What a person has said of reports: flags taken away there are not raised.
    folder, jobs, progress
        As for `runs.run_tasks`: where finished work is kept, processes, heading of the bar.
    """
    given = {name: tables[name] for name in ("units", "reports", "edits")}
    coded = given | {"priorities": rows_of(tables["priorities"], CODED_BY).reset_index(drop=True)}
    tasks = [
        Task("shared text", shared_tables, given | {"pages": tables["pages"], "wording": lexicons.wording}),
        Task("figures and promises", told_tables, coded | {"lexicons": lexicons}),
    ]
    shared, told = run_tasks(tasks, folder, jobs, progress)
    if folder is not None:
        prune(tasks, folder)
    reports = with_raised_flags(tables["reports"], shared["report_reuse"], shared["passages"], _settled(corrections))
    return {**told, **shared, "reports": reports}


def told_tables(units, reports, edits, priorities, lexicons: StatementLexicons) -> dict[str, pd.DataFrame]:
    """The tables of stated figures, their checks, commitments and continuities; parameters as for each."""
    found = indicators(units, reports, edits, priorities, lexicons.measures)
    given = (units, reports, edits, found, priorities)
    return {
        "indicators": found,
        "indicator_checks": indicator_checks(found, reports, units, edits, lexicons.ceilings, lexicons.prices),
        "commitments": commitments(*given, lexicons=lexicons.words),
        "continuities": continuities(*given, lexicons=lexicons.words),
    }


def shared_tables(units, reports, edits, pages, wording: HigherWording) -> dict[str, pd.DataFrame]:
    """The tables of shared text; parameters as for `passages`."""
    found = passages(units, reports, edits, pages, wording)
    stretches = shared_text(found, units, reports, edits)
    return {
        "passages": found,
        "shared_text": stretches,
        "report_reuse": report_reuse(found, stretches, units, reports, edits),
    }


def _settled(corrections: Sequence[Correction]) -> dict[str, set[str]]:
    """Report to the flags a person took away, and `usable` where a person decided that."""
    settled: dict[str, set[str]] = {}
    for c in corrections:
        if c.field in ("flags-", "usable"):
            settled.setdefault(c.report_id, set()).update(c.value if c.field == "flags-" else {"usable"})
    return settled

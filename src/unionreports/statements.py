"""From the tables of the corpus to those of what reports claim, promise and copy."""

from collections.abc import Mapping, Sequence
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
from unionreports.measures.reuse.wording import HigherWording
from unionreports.runs import Task, run_tasks
from unionreports.text.measure_lexicon import Measures

#: Way of coding that the column `priority` rests on: one that needs no model fitted to the corpus.
CODED_BY = "codebook"


def statement_tables(
    tables: Mapping[str, pd.DataFrame],
    measures: Measures,
    wording: HigherWording,
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
    measures
        As `text.measure_lexicon.read_measures` gives them.
    wording
        As `measures.reuse.wording.read_higher_wording` gives it.
    corrections
        What a person has said of reports: flags taken away there are not raised.
    folder, jobs, progress
        As for `runs.run_tasks`: where finished work is kept, processes, heading of the bar.
    """
    given = {name: tables[name] for name in ("units", "reports", "edits")}
    coded = given | {"priorities": rows_of(tables["priorities"], CODED_BY).reset_index(drop=True)}
    tasks = [
        Task("shared text", shared_tables, given | {"pages": tables["pages"], "wording": wording}),
        Task("figures and promises", told_tables, coded | {"measures": measures}),
    ]
    shared, told = run_tasks(tasks, folder, jobs, progress)
    reports = with_raised_flags(tables["reports"], shared["report_reuse"], shared["passages"], _settled(corrections))
    return {**told, **shared, "reports": reports}


def told_tables(units, reports, edits, priorities, measures: Measures) -> dict[str, pd.DataFrame]:
    """The tables of stated figures, their checks, commitments and continuities; parameters as for each."""
    found = indicators(units, reports, edits, priorities, measures)
    given = (units, reports, edits, found, priorities)
    return {
        "indicators": found,
        "indicator_checks": indicator_checks(found, reports, units, edits),
        "commitments": commitments(*given),
        "continuities": continuities(*given),
    }


def shared_tables(units, reports, edits, pages, wording: HigherWording) -> dict[str, pd.DataFrame]:
    """The tables of shared text; parameters as for `passages`."""
    found = passages(units, reports, edits, pages, wording)
    return {
        "passages": found,
        "shared_text": shared_text(found, units, reports, edits),
        "report_reuse": report_reuse(found, units, reports, edits),
    }


def _settled(corrections: Sequence[Correction]) -> dict[str, set[str]]:
    """Report to the flags a person took away, and `usable` where a person decided that."""
    settled: dict[str, set[str]] = {}
    for c in corrections:
        if c.field in ("flags-", "usable"):
            settled.setdefault(c.report_id, set()).update(c.value if c.field == "flags-" else {"usable"})
    return settled

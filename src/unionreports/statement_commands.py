"""What `unionreports statements` does; in other respects as `commands`."""

import argparse
from collections.abc import Mapping
import time

from unionreports.commands import say
from unionreports.config import Project

#: Where finished work is kept: not with that of models, who throw away what they do not need.
_KEPT = ".statements"


def statements(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.lock import only_run

    # Without tables there is nothing to lock, and no folder to be made for a lock.
    store.hashes(project.processed)
    with only_run(project.processed, "unionreports statements", say):
        return _statements(project, options)


def make_if_missing(project: Project, options: argparse.Namespace) -> int:
    """Make the tables of statements where they are not stored; the exit status that goes with it."""
    from unionreports import store
    from unionreports.statement_tables import STATEMENT_TABLES

    if {table.name for table in STATEMENT_TABLES} <= set(store.held(project.processed)):
        return 0
    return _statements(project, options)


def _statements(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.corpus.corrections import read_corrections
    from unionreports.model_tables import MODEL_TABLES
    from unionreports.page_state import out_of_date
    from unionreports.statements import read_statement_lexicons, statement_tables

    begin = time.perf_counter()
    lexicons = read_statement_lexicons(project.lexicons)
    # What is wrong in the sheet `build` and `check` tell.
    corrections = read_corrections(project.corrections, lambda error: None)
    behind = out_of_date(project)
    if behind:
        say(f"Statements are read from the stored tables, but {behind}. To make the tables anew: unionreports build")
    tables = store.read_tables(("pages", "reports", "units", "edits", "priorities"), project.processed)
    frames = statement_tables(
        tables, lexicons, corrections, project.processed / _KEPT, options.jobs, progress="statements"
    )
    held = set(store.held(project.processed))
    of_models = {table.name for table in MODEL_TABLES}
    if held & of_models and not frames["reports"].equals(tables["reports"]):
        say("Flags of reports changed: the tables of models are gone; these make them again: unionreports models")
        held -= of_models
    store.write_tables(frames, project.processed, keep=held)
    for line in _summary(frames):
        print(line)
    print(f"Tables in {project.processed} ({time.perf_counter() - begin:.1f} s)")
    return 0


def _summary(frames: Mapping) -> list[str]:
    """What was found, in a few lines."""
    found, checks, promised, shared = (
        frames[name] for name in ("indicators", "indicator_checks", "commitments", "report_reuse")
    )
    named = (found["measure_id"] != "").sum()
    compared = promised[promised["outcome"] != "no_later_report"]
    composite = shared.loc[shared["composite"], "report_id"].tolist()
    n_chars = shared["n_chars"].sum()
    return [
        f"{len(found)} stated figures in {found['report_id'].nunique()} reports, {named} of a measure that is listed; "
        f"{(~found['reliable']).sum()} not reliable; checks: {(checks['verdict'] == 'conflicts').sum()} of {len(checks)} conflict",
        f"{len(promised)} commitments, {len(compared)} of them with a later report of the same body",
        f"{len(frames['passages'])} shared passages; {shared['n_shared'].sum() / max(n_chars, 1):.1%} of {n_chars:,} characters "
        f"stand in another report too; composite by their sources: {', '.join(composite) or 'none'}",
    ]

"""From the tables of the corpus to those of topics, clusters and robustness: every table of `model_tables`."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from unionreports.compare.effects import topic_effects
from unionreports.compare.specifications import specification_tasks, specifications_table
from unionreports.config import METHOD, N_TOPICS, TOPIC_MODEL
from unionreports.measures.methods import rows_of
from unionreports.model_tables import MODEL_TABLES
from unionreports.models.coherence import read_texts
from unionreports.models.keyword_topics import fit_keyword_topics
from unionreports.models.stability import FITS, KINDS, RUNS, matched_shares, stability_run, stability_table
from unionreports.models.topic_choice import choice_task, default_grid
from unionreports.models.topic_model import TopicModel
from unionreports.models.topics import document_topics, fit_lda, fit_nmf, topic_terms
from unionreports.runs import Task, prune, run_tasks
from unionreports.text.documents import DocumentTerms, document_rows, document_terms
from unionreports.text.lexicons import Lexicons


@dataclass(frozen=True)
class Effort:
    """How much is computed; less than the default is for trying out, not for print.

    Attributes
    ----------
    refits
        Refits of each kind behind stability and effects.
    grid
        Numbers of topics compared; None for those `topic_choice.default_grid` gives.
    resamples
        Samples without structure, and bootstrap samples, behind each clustering.
    specifications
        Whether claims are tried under all combinations of choices.
    """

    refits: int = RUNS
    grid: tuple[int, ...] | None = None
    resamples: int = 100
    specifications: bool = True


def model_tables(
    tables: Mapping[str, pd.DataFrame],
    lexicons: Lexicons,
    claims: pd.DataFrame,
    random_state: int,
    n_topics: int = N_TOPICS,
    effort: Effort = Effort(),
    folder: Path | None = None,
    jobs: int = 1,
    progress: str = "",
    say: Callable[[str], None] = lambda line: None,
) -> dict[str, pd.DataFrame]:
    """Every table of `model_tables`, by name.

    Parameters
    ----------
    tables
        The tables units, headings, reports, tokens and priorities.
    lexicons
        As `text.lexicons.read_lexicons` gives them.
    claims
        As `text.claims.read_claims` gives them.
    random_state
        Seed of everything random.
    n_topics
        Topics to fit; fewer where the corpus has fewer documents or terms than that.
    folder, jobs, progress
        As for `runs.run_tasks`: where finished work is kept, processes, heading of the bar.
    say
        Is told what could not be done.
    """
    units, headings, reports = tables["units"], tables["headings"], tables["reports"]
    primary = rows_of(tables["priorities"], METHOD)
    found = document_terms(units, headings, lexicons, reports=reports)
    rows = document_rows(found.documents, units, reports)
    models = fit_models(found, lexicons, random_state, n_topics, say)
    refits = refit_tasks(found, rows, models, random_state, effort.refits)
    choices = choice_tasks(found, rows, tables["tokens"], random_state, effort.grid, n_topics)
    words = {**tables, "priorities": primary}
    tried = specification_tasks(words, lexicons, claims, random_state, n_topics) if effort.specifications else []
    tasks = [*refits, *choices, *tried]
    results = dict(zip((task.name for task in tasks), run_tasks(tasks, folder, jobs, progress)))
    if folder is not None:
        prune(tasks, folder)

    def of(some: Sequence[Task]) -> list:
        return [results[task.name] for task in some]

    runs = dict(zip((task.name for task in refits), of(refits)))
    made = {
        "documents": found.documents,
        "vocabulary": found.vocabulary,
        "topic_models": _stacked("topic_models", [_model_row(model, found) for model in models]),
        "topic_terms": _stacked("topic_terms", [topic_terms(model) for model in models]),
        "document_topics": _stacked("document_topics", [document_topics(model) for model in models]),
        "topic_choice": _stacked("topic_choice", of(choices)),
        "topic_stability": _stacked("topic_stability", [_stability(model, runs) for model in models]),
        "topic_effects": _stacked("topic_effects", [_effects(model, rows, runs, found.ids) for model in models]),
        "specifications": specifications_table(of(tried)),
    }
    return {table.name: made[table.name] for table in MODEL_TABLES}


def _stacked(name: str, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames one below the other; the empty table of that name where there is none."""
    frames = [frame for frame in frames if len(frame)]
    empty = next(table for table in MODEL_TABLES if table.name == name).empty()
    return pd.concat(frames, ignore_index=True) if frames else empty

"""From the tables of the corpus to those of topics, clusters and robustness, and the codes that are fitted to it all."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from unionreports.compare.effects import topic_effects
from unionreports.compare.specifications import specification_tasks, specifications_table
from unionreports.config import CLUSTER_MODEL, METHOD, N_TOPICS, POOL_BELOW
from unionreports.measures.methods import rows_of
from unionreports.model_tables import MODEL_TABLES
from unionreports.model_tasks import choice_tasks, cluster_tasks, code_task, entity_features, fit_models, refit_tasks
from unionreports.models.stability import KINDS, RUNS, matched_shares, stability_table
from unionreports.models.structural import refitted_shares
from unionreports.models.topic_model import TopicModel
from unionreports.models.topics import document_topics, topic_terms
from unionreports.runs import Task, prune, run_tasks
from unionreports.tables import PAGE_METHODS
from unionreports.text.document_rows import document_rows
from unionreports.text.documents import DocumentTerms, document_terms
from unionreports.text.lexicons import Lexicons

_TABLES = {table.name: table for table in MODEL_TABLES}


@dataclass(frozen=True)
class Effort:
    """How much is computed.

    Attributes
    ----------
    refits
        Refits of each kind behind stability and effects.
    grid
        Numbers of topics compared; None for those `topic_choice.default_grid` gives.
    specifications
        Whether claims are tried under all combinations of choices.
    """

    refits: int = RUNS
    grid: tuple[int, ...] | None = None
    specifications: bool = True


#: A first look, with intervals and judgements too rough for print.
QUICK = Effort(refits=3, grid=(4, 12), specifications=False)


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
    shared_text: bool = True,
) -> dict[str, pd.DataFrame]:
    """Every table of `model_tables`, by name, and `priorities` with the rows of every method.

    Parameters
    ----------
    tables
        The tables units, headings, reports, edits, tokens, shared_text and priorities; of the last only the rows of the
        methods `tables.PAGE_METHODS` are used.
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
    shared_text
        Whether topics and clusters count text that stands in other reports too. The claims are tried both ways.
    """
    units, headings, reports = tables["units"], tables["headings"], tables["reports"]
    coding = code_task(tables, lexicons, random_state)
    [codes] = run_tasks([coding], folder)
    for note in codes["notes"]["note"]:
        say(note)
    of_pages = tables["priorities"]["method"].isin(PAGE_METHODS)
    every_method = pd.concat([tables["priorities"][of_pages], codes["rows"]], ignore_index=True)
    priorities = rows_of(every_method, METHOD)
    shared = None if shared_text else tables["shared_text"]
    found = document_terms(units, headings, lexicons, pool_below=POOL_BELOW, shared=shared, reports=reports)
    rows = document_rows(found.documents, units, reports, shared)
    models = fit_models(found, rows, lexicons, n_topics, random_state, say)
    shares = _stacked("document_topics", [document_topics(model) for model in models])
    refits = refit_tasks(found, rows, models, random_state, effort.refits)
    choices = choice_tasks(found, rows, tables["tokens"], n_topics, effort.grid, random_state)
    own = shares[shares["model"] == CLUSTER_MODEL]
    features = entity_features({**tables, "documents": found.documents}, priorities, lexicons, own, shared)
    clusters = cluster_tasks(features, reports, random_state, say, shared_text)
    coded = {**tables, "priorities": priorities}
    tried = specification_tasks(coded, lexicons, claims, random_state, n_topics) if effort.specifications else []
    tasks = [*refits, *choices, *clusters, *tried]
    results = dict(zip((task.name for task in tasks), run_tasks(tasks, folder, jobs, progress), strict=True))
    # A first look must not throw away what a full run has taken its time for.
    if folder is not None and effort != QUICK:
        prune([coding, *tasks], folder)

    def of(some: Sequence[Task]) -> list:
        return [results[task.name] for task in some]

    runs = {model.model: _runs(model, refits, results) for model in models}
    effects = [topic_effects(model, rows, runs=_run_shares(model, runs, found, rows)) for model in models]
    made = {
        "documents": [found.documents],
        "vocabulary": [found.vocabulary],
        "topic_models": [_model_row(model, found) for model in models],
        "topic_terms": [topic_terms(model) for model in models],
        "document_topics": [shares],
        "topic_choice": of(choices),
        "topic_stability": [stability_table(model, runs[model.model]) for model in models if runs[model.model]],
        "topic_effects": effects,
        "specifications": [specifications_table(of(tried))],
    }
    for name in ("clusters", "cluster_choice", "cluster_stability", "cluster_trees"):
        made[name] = [result[name] for result in of(clusters)]
    return {name: _stacked(name, made[name]) for name in _TABLES} | {"priorities": every_method}


def _runs(model: TopicModel, refits: Sequence[Task], results: Mapping[str, Mapping]) -> dict[str, list]:
    """Refits of one model by kind; the structural model has the topics of LDA, and so its refits."""
    name = "lda" if model.model == "structural" else model.model
    own = [task for task in refits if task.arguments["model"] == name]
    by_kind = {kind: [results[task.name] for task in own if task.arguments["kind"] == kind] for kind in KINDS}
    return {kind: found for kind, found in by_kind.items() if found}


def _run_shares(
    model: TopicModel, runs: Mapping[str, Mapping], found: DocumentTerms, rows: pd.DataFrame
) -> list[pd.DataFrame]:
    """Shares of all documents under the topics of the refits from other starts."""
    fitted = runs[model.model].get(KINDS[0], [])
    if model.model == "structural":
        given = (found.counts, found.terms, found.ids, rows)
        return [refitted_shares(model, run["topic_term"], *given) for run in fitted]
    return [matched_shares(model, run, found.ids) for run in fitted]


def _model_row(model: TopicModel, found: DocumentTerms) -> pd.DataFrame:
    """The row of a model in the table `topic_models`."""
    row = {
        "model": model.model,
        "model_hash": model.model_hash,
        "input_hash": model.input_hash,
        "documents": found.settings["documents"],
        "n_topics": len(model.topic_term),
        "n_documents": len(model.document_topic),
        "n_left_out": len(model.left_out),
        "n_terms": len(model.topic_term.columns),
        "n_words": int(model.term_counts.sum()),
        "random_state": model.settings["random_state"],
        "settings": json.dumps({**model.settings, "words": dict(found.settings)}, ensure_ascii=False, sort_keys=True),
        "versions": json.dumps(model.versions, sort_keys=True),
        "shared_text": found.settings["shared_text"],
    }
    columns = _TABLES["topic_models"].columns
    return pd.DataFrame({name: pd.Series([row[name]], dtype=column.dtype) for name, column in columns.items()})


def _stacked(name: str, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames one below the other; the empty table of that name where there is none."""
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else _TABLES[name].empty()

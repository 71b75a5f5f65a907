"""Which fits does a study of topics and clusters take? The models themselves, and the tasks that examine them."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from unionreports.measures.methods import rows_of
from unionreports.model_tables import CLUSTER_METHODS
from unionreports.models.cluster_features import (
    priority_features,
    region_years,
    report_pages,
    topic_features,
    word_features,
)
from unionreports.models.clusters import MOST_ENTITIES, cluster_task
from unionreports.models.coherence import read_texts
from unionreports.models.entity_space import entity_space
from unionreports.models.keyword_topics import fit_keyword_topics
from unionreports.models.map_2d import map_quality
from unionreports.models.stability import FITS, KINDS, stability_run
from unionreports.models.structural import fit_structural
from unionreports.models.topic_choice import MIN_PAGES, choice_task, default_grid
from unionreports.models.topic_model import TopicModel
from unionreports.models.topics import fit_lda, fit_nmf
from unionreports.models.unit_codes import corpus_codings
from unionreports.runs import Task
from unionreports.text.document_rows import document_rows
from unionreports.text.documents import DocumentTerms, document_terms
from unionreports.text.lexicons import Lexicons


def fit_models(
    found: DocumentTerms,
    rows: pd.DataFrame,
    lexicons: Lexicons,
    n_topics: int,
    random_state: int,
    say: Callable[[str], None] = lambda line: None,
) -> list[TopicModel]:
    """The topic models of the documents, in the order of `model_tables.MODELS`.

    Parameters
    ----------
    found, rows
        Of `text.documents.document_terms` and `text.document_rows.document_rows`.
    lexicons
        Their codebook's terms are the keywords of the keyword-assisted model.
    n_topics
        Topics to fit; fewer where there are fewer documents with words, or terms. Keyword-assisted topics are as many as the
        codebook has categories with terms, and some free ones.
    say
        Is told what could not be fitted.
    """
    given = (found.counts, found.terms, found.ids)
    with_words = found.n_with_terms
    number = min(n_topics, with_words, len(found.terms))
    if not number:
        say("no topics: no two reports share a word that is a term.")
        return []
    if number < n_topics:
        say(f"{number} topics instead of {n_topics}: {with_words} documents with words, {len(found.terms)} terms.")
    models = [fit(*given, number, random_state) for fit in (fit_nmf, fit_lda)]
    models.append(fit_structural(*given, number, random_state, rows, lda=models[-1]))
    codebook, known = lexicons.codebook, set(found.terms)
    keywords = {name: [t for t, c in codebook.terms.items() if c == i] for i, name in enumerate(codebook.ids)}
    if known.isdisjoint(codebook.terms):
        say("no keyword-assisted topics: no term of the codebook is a term of the documents.")
    else:
        models.append(fit_keyword_topics(*given, keywords, random_state))
    return models


def code_task(tables: Mapping[str, pd.DataFrame], lexicons: Lexicons, random_state: int) -> Task:
    """The codings that are fitted to the whole corpus; tables units, reports, edits, priorities."""
    arguments = {name: tables[name] for name in ("units", "reports", "edits")}
    arguments["codebook_rows"] = rows_of(tables["priorities"], "codebook").reset_index(drop=True)
    return Task("codes", corpus_codes, arguments | {"lexicons": lexicons, "random_state": random_state})


def corpus_codes(**arguments) -> dict[str, pd.DataFrame]:
    """`rows` of `priorities`, and `notes` on what a method could not do; arguments as for `corpus_codings`."""
    codings = corpus_codings(**arguments)
    notes = [f"method {coding.method}: {note}" for coding in codings for note in coding.notes]
    return {
        "rows": pd.concat([coding.rows for coding in codings], ignore_index=True),
        "notes": pd.DataFrame({"note": pd.Series(notes, dtype="str")}),
    }


def refit_tasks(
    found: DocumentTerms, rows: pd.DataFrame, models: Sequence[TopicModel], random_state: int, n_refits: int
) -> list[Task]:
    """Refits of the models that can be fitted from other starts, named `refit <model> <kind> <number>`."""
    pages = rows.set_index("document_id")["page_id"].loc[list(found.ids)].tolist()
    tasks = []
    for model in (model for model in models if model.model in FITS):
        arguments = {
            "model": model.model,
            "counts": found.counts,
            "terms": found.terms,
            "ids": found.ids,
            "n_topics": len(model.topic_term),
        }
        for kind in KINDS if len(set(pages)) >= MIN_PAGES else KINDS[:1]:
            of_kind = arguments | {"kind": kind} | ({"pages": pages} if kind == "pages" else {})
            tasks += [
                Task(f"refit {model.model} {kind} {i}", stability_run, of_kind | {"seed": random_state + 1 + i})
                for i in range(n_refits)
            ]
    return tasks


def choice_tasks(
    found: DocumentTerms,
    rows: pd.DataFrame,
    tokens: pd.DataFrame,
    n_topics: int,
    grid: Sequence[int] | None,
    random_state: int,
) -> list[Task]:
    """Measures of each model over a grid of numbers of topics, the study's own among them."""
    with_words = found.n_with_terms
    tried = default_grid(with_words, len(found.terms)) if grid is None else grid
    most = min(with_words, len(found.terms))
    numbers = sorted({k for k in (*tried, n_topics) if 2 <= k <= most})
    if not numbers:
        return []
    by_document = rows.set_index("document_id").loc[list(found.ids)]
    own = tokens[tokens["unit_id"].isin(found.documents["unit_id"])]
    shared = {
        "counts": found.counts,
        "terms": found.terms,
        "ids": found.ids,
        "random_state": random_state,
        "reports": by_document["report_id"].tolist(),
        "pages": by_document["page_id"].tolist(),
        "texts": read_texts(own, found.terms),
    }
    return [
        Task(f"choice {model} {k}", choice_task, shared | {"model": model, "n_topics": k})
        for model in FITS
        for k in numbers
    ]


def entity_features(
    tables: Mapping[str, pd.DataFrame],
    priorities: pd.DataFrame,
    lexicons: Lexicons,
    document_topics: pd.DataFrame,
    shared: pd.DataFrame | None = None,
) -> dict[str, pd.DataFrame]:
    """What reports are compared by: frames of reports by features, by name of `model_tables.FEATURES`.

    Parameters
    ----------
    tables
        The tables units, headings, reports and documents.
    priorities
        Rows of one method of that table.
    document_topics
        Rows of one model of that table; without any, there are no topics to compare by.
    shared
        Rows of the table `shared_text`, whose text is left out; None counts all text. `document_topics` are to be of a
        model that does likewise.
    """
    units, reports, codebook = tables["units"], tables["reports"], lexicons.codebook
    whole = document_terms(units, tables["headings"], lexicons, documents="report", shared=shared, reports=reports)
    rows = document_rows(tables["documents"], units, reports, shared)
    features = {
        "topics": topic_features(document_topics, rows),
        "priorities": priority_features(priorities, units, codebook.ids[codebook.residual], shared),
        "words": word_features(whole.counts, whole.terms, whole.ids),
    }
    return {name: frame for name, frame in features.items() if len(frame) and frame.shape[1]}


def qualities(features: Mapping[str, pd.DataFrame], random_state: int) -> dict[str, dict]:
    """What can be trusted of the map of reports by each of the features: `explained` and `stress`, as maps are drawn with."""
    found = {name: map_quality(entity_space(frame, random_state)) for name, frame in features.items()}
    return {name: {"explained": quality.variance, "stress": quality.stress} for name, quality in found.items()}


def cluster_tasks(
    features: Mapping[str, pd.DataFrame],
    reports: pd.DataFrame,
    random_state: int,
    say: Callable[[str], None] = lambda line: None,
    shared_text: bool = True,
) -> list[Task]:
    """Clusterings of reports and of regions by year, by each of the features, by every method.

    Parameters
    ----------
    features
        Of `entity_features`.
    shared_text
        Whether they count text that stands in other reports too.
    """
    tasks = []
    for name, frame in features.items():
        for entities, (of, pages) in {
            "reports": (frame, report_pages(reports)),
            "region_years": region_years(frame, reports),
        }.items():
            if len(of) > MOST_ENTITIES:
                say(f"{len(of)} {entities} are not clustered by {name}: more than {MOST_ENTITIES}.")
            elif len(of):
                given = {"features": of, "pages": {e: pages[e] for e in of.index}, "entities": entities}
                given |= {"feature_name": name, "random_state": random_state, "shared_text": shared_text}
                tasks += [
                    Task(f"clusters {entities} {name} {m}", cluster_task, given | {"method": m})
                    for m in CLUSTER_METHODS
                ]
    return tasks

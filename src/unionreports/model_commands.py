"""What the commands about topic models and clusters do, and the one that does everything; in other respects as `commands`."""

import argparse
from collections.abc import Mapping
import time

from unionreports import commands, statement_commands
from unionreports.commands import refuse_overwriting, say
from unionreports.config import SEED, TOPIC_MODEL, Project
from unionreports.errors import InputError


def models(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.lock import only_run

    # Without tables there is nothing to lock, and no folder to be made for a lock.
    store.hashes(project.processed)
    with only_run(project.processed, "unionreports models", say):
        return _models(project, options)


def _models(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.config import N_TOPICS
    from unionreports.model_tables import MODEL_TABLES
    from unionreports.modelling import QUICK, Effort, model_tables
    from unionreports.page_state import out_of_date
    from unionreports.text.claims import read_claims
    from unionreports.text.lexicons import read_lexicons
    from unionreports.text.topic_labels import labels_not_applied, read_topic_labels

    begin = time.perf_counter()
    # Before anything is fitted, so that a broken file is named at once.
    lexicons = read_lexicons(project.lexicons)
    claims = read_claims(project.lexicons, lexicons.codebook)
    labels = read_topic_labels(project.lexicons)
    # The labels that come with the software are for its own corpus; of those nobody need be told.
    own_folder = project.root / "data" / "lexicons"
    labels = labels[labels["file"].map(lambda file: file.parent == own_folder).astype(bool)]
    behind = out_of_date(project)
    if behind:
        say(f"The models are made of the stored tables, but {behind}. To make the tables anew: unionreports build")
    # Before the reports are read, since shared text can raise flags of theirs.
    statement_commands.make_if_missing(project, options)
    names = ("units", "headings", "reports", "edits", "tokens", "priorities", "shared_text")
    tables = store.read_tables(names, project.processed)
    n_topics = options.topics or N_TOPICS
    effort = QUICK if options.quick else Effort()
    frames = model_tables(
        tables, lexicons, claims, SEED, n_topics, effort, folder=project.processed / ".runs", jobs=options.jobs,
        progress="models", say=say, shared_text=not options.without_shared_text,
    )  # fmt: skip
    own = {table.name for table in MODEL_TABLES}
    store.write_tables(frames, project.processed, keep=set(store.held(project.processed)) - own)
    for line in [*_summary(frames), *labels_not_applied(labels, frames["topic_models"]["model_hash"])]:
        print(line)
    print(f"Tables in {project.processed} ({time.perf_counter() - begin:.1f} s)")
    return 0


def _summary(frames: Mapping) -> list[str]:
    """What was made, in a few lines."""
    stability, choice = frames["topic_stability"], frames["cluster_choice"]
    models = frames["topic_models"]
    lines = (
        []
        if models["shared_text"].all()
        else ["Text that stands in other reports too is left out of topics and clusters."]
    )
    for row in models.itertuples():
        own = stability[stability["model"] == row.model]
        unstable = sorted(set(own.loc[~own["stable"], "topic"]))
        named = "all" if len(unstable) == row.n_topics else ", ".join(map(str, unstable)) or "none"
        said = f"; unstable in {own['n_runs'].max()} refits of each kind: {named}" if len(own) else "; not refitted"
        lines.append(
            f"{row.model} {row.model_hash}: {row.n_topics} topic{'s' * (row.n_topics != 1)} in {row.n_documents} documents{said}"
        )
    found = choice[choice["chosen"] & (choice["n_clusters"] > 1)]
    lines.append(f"{len(found)} of {choice['clustering'].nunique()} clusterings find more than no structure")
    tried = frames["specifications"]
    claims = f"{tried['claim'].nunique()} claims under {tried['specification'].nunique()} specifications"
    lines.append(claims if len(tried) else "No claim was tried under other choices")
    return lines


def reproduce(project: Project, options: argparse.Namespace) -> int:
    from unionreports.lock import only_run

    # No other run between the steps: the figures are to be those of these pages.
    with only_run(project.processed, "unionreports reproduce", say):
        steps = (commands.build, statement_commands.statements, models, commands.notebooks)
        return max(step(project, options) for step in steps)


def recovery(project: None, options: argparse.Namespace) -> int:
    from unionreports.validation.cluster_worlds import cluster_report
    from unionreports.validation.effect_coverage import effect_coverage_report
    from unionreports.validation.recovery import recovery_report

    print(recovery_report(SEED, say))
    # In each of these a model is fitted: a fifth as many take about as long.
    print(effect_coverage_report(max(options.corpora // 5, 1), SEED, say))
    print(cluster_report(options.corpora, SEED, say))
    return 0


def changes(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.compare.model_changes import COMPARED, changes_report

    given = options.earlier
    if given.resolve() == project.processed:
        raise InputError(given, "is where the present tables lie", remedy="name the copy you made of the earlier ones")
    if not set(COMPARED) <= set(store.held(given)):
        problem = "holds no tables of models" if given.is_dir() else "there is no such folder"
        raise InputError(given, problem, remedy="name a copy of data/processed made after: unionreports models")
    tables = ({n: store.read_table(n, folder) for n in COMPARED} for folder in (given, project.processed))
    print(changes_report(*tables), end="")
    return 0


def intrusion_sheet(project: Project, options: argparse.Namespace) -> int:
    from unionreports.validation.intrusion_sheet import draw_intrusion_sheet, write_intrusion_sheet

    refuse_overwriting(options.file)
    tables = _drawn_from(project)
    model = options.model or (TOPIC_MODEL if TOPIC_MODEL in set(tables["topic_models"]["model"]) else None)
    sheet = draw_intrusion_sheet(tables, options.task, options.coder, options.items, options.seed, model)
    write_intrusion_sheet(sheet, options.file)
    print(
        f"{len(sheet)} items for {options.coder} in {options.file}. Fill in intruder; then: "
        f"unionreports intrusion {options.file} --lock"
    )
    return 0


def intrusion(project: Project, options: argparse.Namespace) -> int:
    from unionreports.validation.intrusion_report import lock_sheets, score_sheets

    done = lock_sheets if options.lock else score_sheets
    print(done(options.sheets, _drawn_from(project)), end="")
    return 0


def _drawn_from(project: Project) -> dict:
    """The tables that intrusion sheets are drawn from."""
    from unionreports import store

    names = ("topic_models", "topic_terms", "document_topics", "documents", "units")
    return {name: store.read_table(name, project.processed) for name in names}

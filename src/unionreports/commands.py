"""What each command of `unionreports` does: calls one function, prints what came of it, returns the exit status.

What a command needs is imported inside it, so that `--help` answers at once.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
import gc
from pathlib import Path
import sys
import time

from unionreports.config import Project
from unionreports.errors import InputError
from unionreports.plain_text import plain, plain_lines


def say(line: str) -> None:
    """Tell the person at the terminal what goes into no file."""
    print(plain_lines(line), file=sys.stderr, flush=True)


def build(project: Project, options: argparse.Namespace) -> int:
    from unionreports.lock import only_run
    from unionreports.text.lexicons import read_lexicons

    begin = time.perf_counter()
    # Before the pages, so that a broken lexicon is named at once.
    lexicons = read_lexicons(project.lexicons)
    with _few_collections(), only_run(project.processed, "unionreports build", say):
        return _build(project, options, lexicons, begin)


def _build(project: Project, options: argparse.Namespace, lexicons, begin: float) -> int:
    from unionreports import store
    from unionreports.corpus.manifest import COLUMNS, left_aside, missing_rows
    from unionreports.incremental import update_tables

    problems: list[InputError] = []
    dropped = [made for made in (statements_in, models_in) if made(project)]
    done = update_tables(project, lexicons, options.jobs, _progress(), problems.append)
    for note in (*(f"not read: {sentence}" for sentence in left_aside(project, done.sources)), *done.notes):
        say(plain(note))
    pages = done.pages
    print(
        f"{len(pages)} pages, {pages['n_chars'].sum():,} characters: {len(done.reports)} reports, "
        f"{done.reports['usable'].sum()} of them usable for comparison; {done.n_units} units. "
        f"{done.n_read} pages were read{', the others had not changed' if done.n_read < len(pages) else ''}. "
        f"Tables in {project.processed} ({time.perf_counter() - begin:.1f} s)"
    )
    if dropped:
        say(
            "The tables that were made of the tables before are gone; these make them again: unionreports models "
            "(figures, promises and shared text alone: unionreports statements)"
        )
    for name, rows in done.without_csv.items():
        say(f"{name} has {rows} rows, too many for a CSV: read {name}.parquet")
    for hint in done.hints:
        say(f"correction to look at: {plain(hint)}")
    rows = missing_rows(done.sources)
    if rows:
        beginning = "" if project.sources.exists() else f" Begin the file with the line\n{','.join(COLUMNS)}\n"
        print(f"Rows that {project.sources} lacks; add them and fill in what you know.{beginning}\n{rows}", end="")
    # Where all pages were read anew the lexicons may be new, too; `check` names what is doubtful in them at any time.
    if done.n_read == len(pages):
        _print_doubtful(project, lexicons, store.read_tables(("units", "headings"), project.processed), limit=5)
    return max(_flagged(pages), _told(problems))


def check(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.corpus.corrections import apply, disagreements, read_corrections
    from unionreports.text.lexicons import read_lexicons
    from unionreports.validation.laws import broken_in_folder

    problems: list[InputError] = []
    breaches = list(broken_in_folder(project, problems.append))
    if breaches:
        for breach in breaches:
            say(breach)
        say(
            f"Breaches: {len(breaches)}. Make the tables again with: unionreports build, then: unionreports models\n"
            "What is still broken then is an error of the software: please report it."
        )
        return 2
    print("The tables are those that were written, keep their declarations, and lead back to the raw pages.")
    if not statements_in(project):
        print("Tables of statements are not among them; these make them: unionreports statements")
    if not models_in(project):
        print("Tables of models are not among them; these make them: unionreports models")
    lexicons = read_lexicons(project.lexicons)
    corrections = read_corrections(project.corrections, problems.append, lexicons.gazetteer)
    tables = store.read_tables(("reports_inferred", "units", "headings", "pages"), project.processed)
    # Made once more for what it tells: of reports that are gone, and of values that contradict each other.
    apply(tables["reports_inferred"], corrections, problems.append)
    compared = disagreements(tables["reports_inferred"], corrections, lambda told_above: None)
    against = compared[~compared["agrees"]]
    print(f"Corrections: {len(compared)}; the software alone says otherwise in {len(against)}.")
    for row in against.itertuples():
        print(
            f"  {row.report_id} {row.field}: inferred {row.inferred!r}, corrected {row.corrected!r} ({plain(row.reason)})"
        )
    _print_doubtful(project, lexicons, tables)
    return max(_flagged(tables["pages"]), _told(problems))


def notebooks(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.lock import only_run
    from unionreports.notebook import NotebookError, adopt_notebooks, run_notebooks

    begin = time.perf_counter()
    # Without tables every notebook would stop, after the notebooks had been copied for nothing.
    store.hashes(project.processed)
    if not models_in(project):
        say(
            "notebooks that need models, or codes fitted to the whole corpus, will stop; these make them: unionreports models"
        )
    if adopt_notebooks(project):
        say(f"copied the notebooks of the software to {project.notebooks}; their prose speaks of its default corpus")
    try:
        # All notebooks, and all cells of one, are to see the same tables; who only reads may do so beside them.
        with only_run(project.processed, "unionreports notebooks", say):
            done = run_notebooks(project, getattr(options, "names", None) or None, jobs=options.jobs, progress=say)
    except NotebookError as error:
        say(str(error))
        return 2
    print(f"{len(done)} notebooks run ({time.perf_counter() - begin:.1f} s); figures in {project.figures}")
    return 0


def refuse_overwriting(path: Path) -> None:
    """A sheet that someone filled in is hours of work."""
    if path.exists():
        raise InputError(
            path, "is there already, and is not overwritten", remedy="name another file, or remove it first"
        )


def models_in(project: Project) -> bool:
    """Whether tables of models are stored."""
    from unionreports.model_tables import MODEL_TABLES

    return _any_in(project, MODEL_TABLES)


def statements_in(project: Project) -> bool:
    """Whether tables of statements are stored."""
    from unionreports.statement_tables import STATEMENT_TABLES

    return _any_in(project, STATEMENT_TABLES)


def _any_in(project: Project, tables) -> bool:
    from unionreports import store

    return not {table.name for table in tables}.isdisjoint(store.held(project.processed))


@contextmanager
def _few_collections() -> Iterator[None]:
    """The time in which Python seldom looks for cycles of objects.

    Rules and tables are hundreds of thousands of objects that stay; to look through them again and again takes a tenth
    of a run that reads ten pages.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _told(problems: Sequence[InputError]) -> int:
    """Name what is wrong in people's sheets; the exit status that goes with it."""
    for problem in problems:
        say(str(problem))
    return 2 if problems else 0


def _flagged(pages) -> int:
    """Name the pages that cannot be used and say what to do; the exit status that goes with it."""
    flags = pages["flags"].str.split("|")
    unusable = pages[flags.map(lambda held: "unreadable" in held or "not_a_report" in held)]
    for row in unusable.itertuples():
        remedy = (
            row.problem or "no work report was found in it: take it out of data/raw/pages, or leave it; it is not used"
        )
        print(f"page {row.page_id} ({plain(row.file)}): {row.flags}: {plain(remedy)}")
    return 1 if len(unusable) else 0


def _print_doubtful(project: Project, lexicons, frames, limit: int | None = None) -> None:
    """Say what looks wrong in the project's own lexicons; the first few entries, or all of them."""
    from unionreports.text.lexicon_findings import finding_lines, lexicon_findings

    own = {path.name for path in (project.root / "data" / "lexicons").glob("*.csv")}
    if not own:
        return
    findings = lexicon_findings(lexicons, [*frames["units"]["text"], *frames["headings"]["text"]])
    for line in finding_lines(findings, own, limit):
        print(f"lexicon {plain(line)}")


def _progress():
    """A function that shows on the terminal how many pages are done of how many."""
    from tqdm import tqdm

    bar = tqdm(unit=" pages", desc="pages", file=sys.stderr, mininterval=0.5, delay=1)

    def show(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)
        if done == total:
            bar.close()

    return show

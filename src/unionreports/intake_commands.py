"""What `unionreports add` and `unionreports review` do; in other respects as `commands`."""

import argparse
from collections.abc import Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path
import shutil
import sys
from tempfile import TemporaryDirectory

from unionreports.commands import refuse_overwriting, say
from unionreports.config import Project
from unionreports.errors import InputError, Tell
from unionreports.plain_text import plain

#: Columns of a terminal whose width is not known, as where the output goes into a file.
_COLUMNS = 160


def add(project: Project, options: argparse.Namespace) -> int:
    from unionreports.corpus.page import read_rules
    from unionreports.intake.given import COLUMNS, read_given
    from unionreports.lock import only_run

    rules = read_rules(project.lexicons)
    said = {name: getattr(options, name, None) or "" for name in COLUMNS}
    read_given(said, rules.gazetteer, _wrong_option)
    lock = nullcontext() if options.dry_run else only_run(project.processed, "unionreports add", say)
    with TemporaryDirectory(prefix="unionreports-") as folder, lock:
        return _add(project, options, rules, said, Path(folder))


def _add(project: Project, options: argparse.Namespace, rules, said: Mapping[str, str], folder: Path) -> int:
    from unionreports.corpus.corrections import read_corrections
    from unionreports.intake.found import find_pages
    from unionreports.intake.known_texts import known_texts, texts_of
    from unionreports.intake.near_duplicates import near_duplicates
    from unionreports.intake.plan import plan
    from unionreports.intake.read_pages import read_pages
    from unionreports.intake.understood import doubt_lines, like_lines, understood_lines
    from unionreports.intake.write import write

    left_out: list[InputError] = []
    wrong: list[InputError] = []
    sources = _sources(project, wrong.append)
    corrected = _corrected(read_corrections(project.corrections, wrong.append))
    found = list(find_pages(options.paths, folder / "unpacked", left_out.append, lambda note: say(plain(note))))
    if options.url and len(found) > 1:
        raise InputError(
            "--url", f"is the address of one page, and these are {len(found)}", remedy="add the page alone"
        )
    reader = partial(read_pages, kept=project.texts, folder=folder / "texts", jobs=options.jobs, progress=_progress)
    pages = plan(found, sources, said, corrected, project, rules, reader, _progress, left_out.append)
    texts = {report_id: text for page in pages for report_id, text in texts_of(page.rows).items()}
    known = (
        known_texts(project, sources, rules, reader, partial(_progress, what="pages not in the tables yet"))
        if texts
        else {}
    )
    if pages:
        # In a file or another program it is as wide on every machine.
        width = shutil.get_terminal_size((_COLUMNS, 24)).columns if sys.stdout.isatty() else _COLUMNS
        _print(understood_lines(pages, width))
        _print(doubt_lines(pages), "\nFields that deserve a look:")
        _print(like_lines(near_duplicates(texts, known), pages), "\nNearly the same text under other bytes:")
        print()
    for error in wrong:
        say(f"not used: {error}")
    for error in left_out:
        say(f"not added: {error}")
    if pages and not options.dry_run:
        try:
            write(pages, corrected, folder / "texts", project)
        except OSError as error:
            problem = f"cannot be written ({error.strerror}); no page was added"
            raise InputError(
                project.raw, problem, remedy="make room or get leave to write, and add them again"
            ) from None
    _conclude(project, pages, left_out, options.dry_run)
    return 2 if not pages else 1 if left_out or wrong else 0


def review(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.corpus.corrections import read_corrections

    if options.read:
        return _read_review(project, options)
    from unionreports.intake.review_sheet import review_rows, write_review

    refuse_overwriting(options.file)
    tables = store.read_tables(("reports_inferred", "pages", "units"), project.processed)
    reports, pages, units = tables.values()
    if options.page:
        reports = _of_pages(reports, pages, options.page)
    corrected: dict[str, set[str]] = {}
    for one in read_corrections(project.corrections, lambda error: say(f"not used: {error}")):
        corrected.setdefault(one.report_id, set()).add(one.field)
    files = dict(zip(pages["page_id"], pages["file"], strict=True))
    rows = review_rows(reports, files, units, corrected, options.all)
    if not rows:
        print(
            f"nothing in {len(reports)} reports deserves a look that no correction settles; {options.file} was not written"
        )
        return 0
    write_review(rows, options.file)
    print(
        f"{len(rows)} fields of {len({row[0] for row in rows})} of {len(reports)} reports in {options.file}. "
        f"Fill in value; then: unionreports review {options.file} --read"
    )
    return 0


def _read_review(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.corpus.corrections import add_corrections, read_corrections
    from unionreports.corpus.gazetteer import read_gazetteer
    from unionreports.intake.review_answers import read_answers
    from unionreports.lock import only_run

    wrong: list[InputError] = []
    reports = store.read_table("reports_inferred", project.processed)
    inferred = {report["report_id"]: report for report in reports.to_dict("records")}
    with only_run(project.processed, "unionreports review", say):
        corrected = _corrected(read_corrections(project.corrections, wrong.append))
        answers = read_answers(options.file, inferred, corrected, read_gazetteer(project.lexicons), wrong.append)
        n_added = add_corrections(project.corrections, answers, wrong.append)
    for error in wrong:
        say(f"not read: {error}")
    print(
        f"{n_added} corrections of {len({a['report_id'] for a in answers})} reports added to {project.corrections}"
        + (f"; {len(wrong)} answers not, as named" if wrong else "")
        + (". Next: unionreports build" if n_added else "")
    )
    return 2 if wrong and not n_added else 1 if wrong else 0


def _corrected(corrections) -> dict[tuple[str, str], tuple[str, str]]:
    """What corrections.csv says of each report and field, and where."""
    return {
        (c.report_id, c.field): (c.row.cells["value"], f"on line {c.row.line} of {c.row.file.name}")
        for c in corrections
    }


def _of_pages(reports, pages, names):
    """The reports of the pages named by id or file."""
    unknown = [name for name in names if not (pages["page_id"].eq(name) | pages["file"].eq(name)).any()]
    if unknown:
        raise InputError(
            "--page",
            "no such page in the tables",
            value=unknown[0],
            allowed="page_id or file as in data/processed/pages.csv",
            remedy="correct it; pages that were added since are there after: unionreports build",
        )
    own = pages.loc[pages["page_id"].isin(names) | pages["file"].isin(names), "page_id"]
    return reports[reports["page_id"].isin(own)]


def _conclude(project: Project, pages, left_out, dry_run: bool) -> None:
    n = sum(len(page.reports) for page in pages)
    more = f"; {len(left_out)} not, as named" if left_out else ""
    if dry_run:
        print(f"{len(pages)} pages with {n} reports could be added{more}. Nothing was written (--dry-run).")
    elif pages:
        print(
            f"{len(pages)} pages with {n} reports added to {project.sources}{more}. To undo, delete their rows there and in "
            f"{project.corrections.name}.\n"
            "Next: unionreports build   then: unionreports review look.xlsx   to settle what deserves a look"
        )
    else:
        print(f"no page was added{more}")


def _wrong_option(name: str, problem: str, value: str, allowed: str) -> InputError:
    return InputError(f"--{name}", problem, value=value, allowed=allowed, remedy="give another value, or leave it out")


def _sources(project: Project, tell: Tell):
    """The pages there are; a project begins empty, and is so again when all that was added is taken back."""
    from unionreports.corpus.manifest import read_sources
    from unionreports.corpus.manifest_rows import COLUMNS
    from unionreports.corpus.page_files import page_files
    from unionreports.sheets import read_sheet

    files = page_files(project.pages)
    if not files.top and not (
        files.below and project.sources.exists() and read_sheet(project.sources, COLUMNS, (), tell)
    ):
        return []
    return read_sources(project, tell)


def _print(lines, heading: str = "") -> None:
    if lines and heading:
        print(heading)
    for line in lines:
        print(line)


def _progress(items, total: int, what: str = "pages"):
    """The pages as they come, counted on the terminal where that takes a while."""
    from tqdm import tqdm

    return tqdm(items, total=total, unit=" pages", desc=what, file=sys.stderr, mininterval=0.5, delay=2)

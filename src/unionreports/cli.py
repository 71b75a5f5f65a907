"""The command `unionreports`: reads the command line, calls one function, prints what came of it.

What a command needs is imported inside it, so that `--help` answers at once.
"""

import argparse
from collections.abc import Sequence
from functools import partial
import os
from pathlib import Path
import sys
import time
import traceback

from unionreports import __version__
from unionreports.config import SEED, Project
from unionreports.errors import InputError

_ABOUT = """\
Compare the priorities of Chinese trade unions across places and years from their work reports (工会工作报告).

A project is a folder with web pages in data/raw/pages, one file each, byte for byte as they were obtained.
data/raw/sources.csv may say where they come from, data/raw/corrections.csv may overrule what the software
infers; neither is needed to begin.
"""
_EXAMPLES = """\
examples:
  unionreports build                        the project in this folder or the nearest one above it
  unionreports build --project ~/zhejiang   any other project
  unionreports check                        are the tables whole, and what needs a person's eye?
  unionreports notebooks 03_topics          run one notebook again
  unionreports reproduce --jobs 2           everything: pages to tables to notebooks to figures

exit status:
  0  all is well
  1  done, but some page cannot be read or holds no report; it is named, with what to do
  2  wrong use, a broken sheet, tables that do not keep their declaration, or a notebook that stopped
  3  an error of the software itself; please report the lines it printed
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    # Chinese on a terminal that has no Chinese must not stop a run.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments, argparse.Namespace(project=None, jobs=1))
    try:
        return options.run(_project(options.project), options)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader (head, less) has seen enough; what Python still holds must not be written to it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.filename is None:
            traceback.print_exc()
            return 3
        remedy = "check that it is there, a file or a folder as it should be, and that you may read and write it"
        print(InputError(error.filename, f"cannot be used ({error.strerror})", remedy=remedy), file=sys.stderr)
        return 2
    except Exception:
        # Without this Python would end with 1, which here means something else.
        traceback.print_exc()
        return 3


def _parser() -> argparse.ArgumentParser:
    layout = partial(argparse.RawDescriptionHelpFormatter, max_help_position=28)
    form = partial(argparse.ArgumentParser, formatter_class=layout)
    # The same two options before or after the command; neither sets a default, so that neither hides the other.
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument(
        "--project",
        type=Path,
        metavar="DIR",
        help="folder of the project (default: this folder, or the nearest one above it with data/raw)",
    )
    shared.add_argument(
        "--jobs",
        type=_jobs,
        metavar="N",
        help="pages or notebooks worked on at the same time (default: 1); the results do not depend on it",
    )
    parser = form(prog="unionreports", description=_ABOUT, epilog=_EXAMPLES, parents=[shared])
    parser.add_argument("--version", action="version", version=f"unionreports {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=form)

    def command(name, run, short, long):
        sub = commands.add_parser(name, help=short, description=long, epilog=_EXAMPLES, parents=[shared])
        sub.set_defaults(run=run)
        return sub

    command(
        "build",
        _build,
        "raw pages to tables",
        "Read, clean, split and outline every page, infer places and periods, apply corrections, code, model and\n"
        "cluster; write all tables to data/processed. A page without a row in sources.csv is used all the same,\n"
        "and the row to add is printed.",
    )
    command(
        "check",
        _check,
        "examine the stored tables",
        "Check that the tables in data/processed are those that were written, keep their declarations and lead back\n"
        "to the raw pages character by character; list flagged pages with what to do, and show where corrections and\n"
        "the software's own inference disagree.",
    )
    notebooks = command(
        "notebooks",
        _notebooks,
        "run the notebooks",
        "Run notebooks from clean kernels, in order, and write them back with their outputs; they draw the\n"
        "figures. Needs the tables of `build`.",
    )
    notebooks.add_argument("names", nargs="*", metavar="NAME", help="notebook, as 03_topics (default: all)")
    command(
        "reproduce",
        _reproduce,
        "build, then notebooks",
        "Everything from raw pages to figures. Given the same pages the result is the same, byte for byte.",
    )
    command(
        "scores",
        _scores,
        "compare with the reference coding",
        "Score what was inferred, without corrections, against the reference coding in tests/gold.",
    )
    return parser


def _jobs(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of workers: give 1 or more")
    return int(text)


def _project(given: Path | None) -> Project:
    """The project named, or the one this folder is part of."""
    if given is not None:
        if not (given / "data" / "raw").is_dir():
            raise InputError(
                given,
                "no project here: it has no folder data/raw",
                remedy="make data/raw/pages in it and put the pages there, or give another folder with --project",
            )
        return Project(given.resolve())
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "data" / "raw").is_dir():
            return Project(folder)
    raise InputError(
        here,
        "neither this folder nor one above it is a project: none has a folder data/raw",
        remedy="go to a project, or name one with --project",
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _build(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.analysis import analyse
    from unionreports.corpus.build import build
    from unionreports.corpus.manifest import COLUMNS, left_aside, missing_rows, read_sources
    from unionreports.text.lexicons import read_lexicons

    begin = time.perf_counter()
    sources = read_sources(project)
    for path in left_aside(project):
        _say(f"not read: {path} is no file; pages stand in {project.pages} itself, not in folders below it")
    frames = build(project, jobs=options.jobs, progress=_progress)
    _say("coding, models, clusters ...")
    frames |= analyse(frames, read_lexicons(project.lexicons), SEED)
    store.write_tables(frames, project.processed)
    pages = frames["pages"]
    print(
        f"{len(pages)} pages, {pages['n_chars'].sum():,} characters: {len(frames['reports'])} reports, "
        f"{frames['reports']['usable'].sum()} of them usable for comparison; {len(frames['units'])} units. "
        f"Tables in {project.processed} ({time.perf_counter() - begin:.1f} s)"
    )
    rows = missing_rows(sources)
    if rows:
        beginning = "" if project.sources.exists() else f" Begin the file with the line\n{','.join(COLUMNS)}\n"
        print(f"Rows that {project.sources} lacks; add them and fill in what you know.{beginning}\n{rows}", end="")
    return _flagged(pages)


def _check(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.corpus.corrections import disagreements, read_corrections
    from unionreports.validation.laws import broken_in_folder

    breaches = list(broken_in_folder(project))
    if breaches:
        for breach in breaches:
            _say(breach)
        _say(
            f"{len(breaches)} breaches. Make the tables again with: unionreports build\n"
            "What is still broken then is an error of the software: please report it."
        )
        return 2
    print("The tables are those that were written, keep their declarations, and lead back to the raw pages.")
    corrections = read_corrections(project.corrections)
    compared = disagreements(store.read_table("reports_inferred", project.processed), corrections)
    against = compared[~compared["agrees"]]
    print(f"Corrections: {len(compared)}; the software alone says otherwise in {len(against)}.")
    for row in against.itertuples():
        print(f"  {row.report_id} {row.field}: inferred {row.inferred!r}, corrected {row.corrected!r} ({row.reason})")
    return _flagged(store.read_table("pages", project.processed))


def _notebooks(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.notebook import NotebookError, adopt_notebooks, run_notebooks

    begin = time.perf_counter()
    # Without tables every notebook would stop, after the notebooks had been copied for nothing.
    store.hashes(project.processed)
    if adopt_notebooks(project):
        _say(f"copied the notebooks of the software to {project.notebooks}; their prose speaks of its default corpus")
    try:
        done = run_notebooks(project, getattr(options, "names", None) or None, jobs=options.jobs, progress=_say)
    except NotebookError as error:
        _say(str(error))
        return 2
    print(f"{len(done)} notebooks run ({time.perf_counter() - begin:.1f} s); figures in {project.figures}")
    return 0


def _reproduce(project: Project, options: argparse.Namespace) -> int:
    status = _build(project, options)
    return max(status, _notebooks(project, options))


def _scores(project: Project, options: argparse.Namespace) -> int:
    from unionreports.validation.structure import score_table

    gold = project.root / "tests" / "gold"
    if not gold.is_dir():
        raise InputError(gold, "no reference coding here", remedy="only a project with a reference coding can be scored")
    print(score_table(project).to_string(index=False))
    return 0


def _flagged(pages) -> int:
    """Name the pages that cannot be used and say what to do; the exit status that goes with it."""
    flags = pages["flags"].str.split("|")
    unusable = pages[flags.map(lambda held: "unreadable" in held or "not_a_report" in held)]
    for row in unusable.itertuples():
        remedy = (
            row.problem or "no work report was found in it: take it out of data/raw/pages, or leave it; it is not used"
        )
        print(f"page {row.page_id} ({row.file}): {row.flags}: {remedy}")
    return 1 if len(unusable) else 0


def _progress(pages, total: int):
    """The pages as they come, counted on the terminal."""
    from tqdm import tqdm

    return tqdm(pages, total=total, unit=" pages", desc="pages", file=sys.stderr, mininterval=0.5)


if __name__ == "__main__":
    sys.exit(main())

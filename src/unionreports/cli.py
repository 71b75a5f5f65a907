"""The command `unionreports`: reads the command line, finds the project, runs one of `commands`, names errors."""

import argparse
from collections.abc import Sequence
from functools import partial
import os
from pathlib import Path
import sys
import traceback

from unionreports import __version__, commands
from unionreports.config import SEED, Project
from unionreports.errors import InputError

_ABOUT = """\
Compare the priorities of Chinese trade unions across places and years from their work reports (工会工作报告).

A project is a folder with web pages in data/raw/pages, one file each, byte for byte as they were obtained.
data/raw/sources.csv may say where they come from, data/raw/corrections.csv may overrule what the software
infers; neither is needed to begin.
"""
_STATUS = """\
exit status:
  0  all is well
  1  done, but some page cannot be read or holds no report; it is named, with what to do
  2  wrong use, a broken sheet, tables that do not keep their declaration, or a notebook that stopped
  3  an error of the software itself; please report the lines it printed
"""


#: What is typed, and what it does; by command, the first for the whole.
_EXAMPLES = {
    "": (
        ("unionreports build", "the project in this folder or the nearest one above it"),
        ("unionreports build --project ~/zhejiang", "any other project"),
        ("unionreports check", "are the tables whole, and what needs a person's eye?"),
        ("unionreports reproduce --jobs 2", "everything: pages to tables to notebooks to figures"),
        ("unionreports agreement --help", "what one command does, its options and examples"),
    ),
    "build": (
        ("unionreports build", "the project in this folder or the nearest one above it"),
        ("unionreports build --project ~/zhejiang --jobs 2", "any other project, two pages at a time"),
    ),
    "check": (("unionreports check", "after build, or when tables came from someone else"),),
    "notebooks": (("unionreports notebooks", "all of them"), ("unionreports notebooks 03_priorities", "one again")),
    "reproduce": (("unionreports reproduce --jobs 2", "on two processors; the results are the same"),),
    "scores": (("unionreports scores", "in the folder of the software, which has a reference coding"),),
    "coding-sheet": (
        ("unionreports coding-sheet wang.xlsx --coder Wang", "200 units for the first coder"),
        ("unionreports coding-sheet li.csv --coder Li", "the same units for the second"),
        ("unionreports coding-sheet trial.xlsx --coder Li --units 20 --seed 1", "a few to practise with"),
    ),
    "agreement": (
        ("unionreports agreement", "the methods with the hand-coded units and each other"),
        ("unionreports agreement wang.xlsx li.csv", "two coders, and each of them with the methods"),
        ("unionreports agreement wang.xlsx --training coded_units.extra.csv", "codes to train the classifier with"),
    ),
    "simulate": (
        ("unionreports simulate --corpora 100", "a first look: each rate give or take .02"),
        ("unionreports simulate", "the full number"),
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    # Chinese on a terminal that has no Chinese must not stop a run.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments, argparse.Namespace(project=None, jobs=1))
    try:
        return options.run(options.find(options.project), options)
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
        type=_positive,
        metavar="N",
        help="pages or notebooks worked on at the same time (default: 1); the results do not depend on it",
    )
    parser = form(prog="unionreports", description=_ABOUT, epilog=_epilog(""), parents=[shared])
    parser.add_argument("--version", action="version", version=f"unionreports {__version__}")
    choices = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=form)

    def command(name, run, short, long):
        sub = choices.add_parser(name, help=short, description=long, epilog=_epilog(name), parents=[shared])
        sub.set_defaults(run=run, find=_project)
        return sub

    command(
        "build",
        commands.build,
        "raw pages to tables",
        "Read, clean, split and outline every page, infer places and periods, apply corrections, code, model and\n"
        "cluster; write all tables to data/processed. A page without a row in sources.csv is used all the same,\n"
        "and the row to add is printed; so are the first doubtful entries of the project's own lexicons.",
    )
    command(
        "check",
        commands.check,
        "examine the stored tables",
        "Check that the tables in data/processed are those that were written, keep their declarations and lead back\n"
        "to the raw pages character by character; list flagged pages with what to do, show where corrections and the\n"
        "software's own inference disagree, and name doubtful entries of the project's own lexicons.",
    )
    notebooks = command(
        "notebooks",
        commands.notebooks,
        "run the notebooks",
        "Run notebooks from clean kernels, in order, and write them back with their outputs; they draw the\n"
        "figures. Needs the tables of `build`.",
    )
    notebooks.add_argument("names", nargs="*", metavar="NAME", help="notebook, as 03_priorities (default: all)")
    command(
        "reproduce",
        commands.reproduce,
        "build, then notebooks",
        "Everything from raw pages to figures. Given the same pages the result is the same, byte for byte.",
    )
    command(
        "scores",
        commands.scores,
        "compare with the reference coding",
        "Score what was inferred, without corrections, against the reference coding in tests/gold.",
    )
    sheet = command(
        "coding-sheet",
        commands.coding_sheet,
        "draw a blind sheet for hand coding",
        "Draw units for a person to code by hand: a sample stratified by level and role, in random order, without the\n"
        "machine's codes and with no columns of place and year; the text itself may name them. Every coder who draws\n"
        "with the same seed gets the same units.",
    )
    sheet.add_argument("file", type=Path, metavar="FILE", help="sheet to write, .xlsx or .csv")
    sheet.add_argument("--coder", required=True, metavar="NAME", help="name or initials of the coder")
    sheet.add_argument("--units", type=_positive, default=200, metavar="N", help="units to draw (default: 200)")
    sheet.add_argument(
        "--seed", type=int, default=SEED, metavar="N", help="seed of the sample (default: the project's)"
    )
    agreement = command(
        "agreement",
        commands.agreement,
        "do coders and methods agree?",
        "Without sheets: compare every way of coding with the hand-coded units in data/lexicons and with each other, and\n"
        "list the units most in dispute. With filled-in sheets of `coding-sheet`: compare coders with each other and with\n"
        "every way of coding.",
    )
    agreement.add_argument("sheets", nargs="*", type=Path, metavar="SHEET", help="filled-in coding sheets")
    agreement.add_argument(
        "--training",
        type=Path,
        metavar="FILE",
        help="write the codes of the sheets as hand-coded units to this file; named coded_units.extra.csv and put into\n"
        "data/lexicons they train the classifier",
    )
    agreement.add_argument(
        "--corpus-changed",
        action="store_true",
        help="read sheets although pages came or went since, as long as their own units are unchanged",
    )
    simulate = command(
        "simulate",
        commands.simulate,
        "do intervals and tests keep their word?",
        "Draw corpora with known shares; count how often the 95 % intervals hold the truth, and how often the\n"
        "permutation tests find a difference where there is none. Needs no project.\n"
        "How to read it: coverage should be near .95 and false positives near .05; lower coverage means intervals too\n"
        "narrow, more false positives mean p-values too small.",
    )
    simulate.set_defaults(find=lambda given: None)
    simulate.add_argument(
        "--corpora", type=_positive, default=1_000, metavar="N", help="simulated corpora for each line (default: 1000)"
    )
    return parser


def _epilog(command: str) -> str:
    """Examples of a command, what they do in one column, and what the exit status says."""
    examples = _EXAMPLES[command]
    width = max(len(typed) for typed, _ in examples)
    lines = "".join(f"  {typed:<{width}}   {does}\n" for typed, does in examples)
    return f"examples:\n{lines}\n{_STATUS}"


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
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


if __name__ == "__main__":
    sys.exit(main())

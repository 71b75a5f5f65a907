"""What can be typed after `unionreports`: commands, their options, examples, and the project they are for."""

import argparse
from functools import partial
from pathlib import Path

from unionreports import __version__, coding_commands, commands, model_commands, statement_commands
from unionreports.command_texts import ABOUT, EXAMPLES, STATUS
from unionreports.config import N_TOPICS, SEED, TOPIC_MODEL, Project
from unionreports.errors import InputError
from unionreports.intake_command_line import add_command, review_command
from unionreports.model_tables import MODELS
from unionreports.trace_command_line import trace_command


def parser() -> argparse.ArgumentParser:
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
        help="pages, fits or notebooks worked on at the same time (default: 1); the results do not depend on it",
    )
    whole = form(prog="unionreports", description=ABOUT, epilog=_epilog(""), parents=[shared])
    whole.add_argument("--version", action="version", version=f"unionreports {__version__}")
    choices = whole.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=form)

    def command(name, run, short, long):
        sub = choices.add_parser(name, help=short, description=long, epilog=_epilog(name), parents=[shared])
        sub.set_defaults(run=run, find=_project)
        return sub

    add_command(command)
    command(
        "build",
        commands.build,
        "raw pages to tables",
        "Read, clean, split and outline every page, infer places and periods, apply corrections, find words and code;\n"
        "write the tables to data/processed, without those that `models` makes of them. A page without a row in\n"
        "sources.csv is used all the same, and the row to add is printed; so are the first doubtful entries of the\n"
        "project's own lexicons.",
    )
    command(
        "check",
        commands.check,
        "examine the stored tables",
        "Check that the tables in data/processed are those that were written, keep their declarations and lead back\n"
        "to the raw pages character by character; list flagged pages with what to do, show where corrections and the\n"
        "software's own inference disagree, and name doubtful entries of the project's own lexicons.",
    )
    review_command(command)
    trace_command(command, _positive)
    command(
        "statements",
        statement_commands.statements,
        "figures, promises, shared text",
        "Find every figure that reports state, what it counts and whether figures agree; what reports promise and what later\n"
        "reports of the same body say of it; and the text that reports have in common, with its likely reason. Needs the\n"
        "tables of `build`; the tables it makes are listed in data/README.md.",
    )
    models = command(
        "models",
        model_commands.models,
        "topic models, clusters and their robustness",
        "Fit the topic models and clusters of the stored tables; fit them again from other starts and on other pages, with\n"
        "other numbers of topics, and under all combinations of choices; write what came of it. Needs the tables of `build`;\n"
        "makes those of `statements` first where they are missing, since shared text can tell that a report is pieced together.\n"
        "A run that is stopped goes on where it was; what has not changed is not computed again.",
    )
    notebooks = command(
        "notebooks",
        commands.notebooks,
        "run the notebooks",
        "Run notebooks from clean kernels, in order, and write them back with their outputs; they draw the\n"
        "figures. Needs the tables of `build`, `statements` and `models`.",
    )
    notebooks.add_argument("names", nargs="*", metavar="NAME", help="notebook, as 03_priorities (default: all)")
    reproduce = command(
        "reproduce",
        model_commands.reproduce,
        "build, statements, models, notebooks",
        "Everything from raw pages to figures. Given the same pages the result is the same, byte for byte.",
    )
    for sub in (models, reproduce):
        sub.add_argument("--topics", type=_positive, metavar="N", help=f"number of topics (default: {N_TOPICS})")
        sub.add_argument(
            "--quick", action="store_true", help="few refits and no specifications: a first look, not for print"
        )
        sub.add_argument(
            "--without-shared-text",
            action="store_true",
            help="leave text that stands in other reports too out of topics and clusters; their tables say so",
        )
    command(
        "scores",
        coding_commands.scores,
        "compare with the reference coding",
        "Score what was inferred, without corrections, against the reference coding in tests/gold.",
    )
    sheet = command(
        "coding-sheet",
        coding_commands.coding_sheet,
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
        coding_commands.agreement,
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
    sheet = command(
        "intrusion-sheet",
        model_commands.intrusion_sheet,
        "draw a blind sheet to validate topics",
        "Draw items for a person: a word among the leading words of a topic that is none of them (--task words), or a topic\n"
        "beside those of a passage (--task topics). Who finds the intruders sees the topics the model sees. The sheet holds\n"
        "no answers. Needs the tables of `models`.",
    )
    sheet.add_argument("file", type=Path, metavar="FILE", help="sheet to write, .xlsx or .csv")
    sheet.add_argument("--coder", required=True, metavar="NAME", help="name or initials of the coder")
    sheet.add_argument("--task", choices=("words", "topics"), default="words", help="what intrudes (default: words)")
    sheet.add_argument("--model", choices=MODELS, help=f"topic model (default: {TOPIC_MODEL})")
    sheet.add_argument(
        "--items", type=_positive, metavar="N", help="items to draw (default: all topics, or 40 passages)"
    )
    sheet.add_argument(
        "--seed", type=int, default=SEED, metavar="N", help="seed of the sample (default: the project's)"
    )
    intrusion = command(
        "intrusion",
        model_commands.intrusion,
        "lock and score sheets of intruders",
        "With --lock: read filled-in sheets of `intrusion-sheet` and lock them; nothing is scored. Without: score locked\n"
        "sheets, with intervals, chance, agreement between coders and each topic's own result.",
    )
    intrusion.add_argument("sheets", nargs="+", type=Path, metavar="SHEET", help="filled-in sheets")
    intrusion.add_argument("--lock", action="store_true", help="lock the sheets; what is changed later is refused")
    changes = command(
        "changes",
        model_commands.changes,
        "what did new reports change?",
        "Compare the tables of an earlier run, kept in another folder, with the present ones: which topics stayed, split,\n"
        "merged, appeared or vanished, and which estimates, conclusions and claims moved, and by how much.",
    )
    changes.add_argument(
        "earlier",
        type=Path,
        metavar="FOLDER",
        help="copy of data/processed, with the tables of `models`, of an earlier run",
    )
    recovery = command(
        "recovery",
        model_commands.recovery,
        "do models find what was planted?",
        "Draw corpora with known topics, effects and clusters, with and without boilerplate, and print what is found again,\n"
        "in what time, whether order and workers matter, how often intervals hold the truth, and how often clusters are\n"
        "seen where there are none. Needs no project.",
    )
    recovery.set_defaults(find=lambda given: None)
    recovery.add_argument(
        "--corpora",
        type=_positive,
        default=100,
        metavar="N",
        help="corpora for each line on clusters, and a fifth as many on effects (default: 100)",
    )
    simulate = command(
        "simulate",
        coding_commands.simulate,
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
    return whole


def _epilog(command: str) -> str:
    """Examples of a command, what they do in one column, and what the exit status says."""
    examples = EXAMPLES[command]
    width = max(len(typed) for typed, _ in examples)
    lines = "".join(f"  {typed:<{width}}   {does}\n" for typed, does in examples)
    return f"examples:\n{lines}\n{STATUS}"


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

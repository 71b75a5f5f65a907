"""What can be typed after `unionreports trace`; in other respects as `command_line`."""

import argparse
from collections.abc import Callable
from pathlib import Path

from unionreports import trace_commands

#: Makes the parser of a command, given its name, what runs it, and what it says of itself, short and long.
Command = Callable[..., argparse.ArgumentParser]
#: Units shown where no other number is asked for.
_FEW = 5


def trace_command(command: Command, positive: Callable[[str], int]) -> None:
    """What can be typed after `unionreports trace`."""
    sub = command(
        "trace",
        trace_commands.trace,
        "where does a number come from?",
        "Take a row of a table, by its key, or of a figure's CSV, by its number from 1, and show what it rests on: units with\n"
        "role and headings, page, file, address, day, hash, raw offsets, the edits inside, and the raw page with the span\n"
        "marked. Names that are masked in the tables stay masked. Units that make the number come first; `compared with` says\n"
        "that a unit is only what they are set against. What the row counts is counted again, and a difference is said.",
    )
    sub.add_argument("table", metavar="TABLE", help="table (data/README.md lists them), or CSV of a figure")
    sub.add_argument("key", nargs="*", metavar="KEY", help="key columns of the table, or number of the figure's row")
    sub.add_argument(
        "--where",
        nargs="+",
        metavar="COLUMN=VALUE",
        default=[],
        help="the figure's row that has these values, as level=county priority=organising",
    )
    sub.add_argument("--limit", type=positive, default=_FEW, metavar="N", help=f"units shown (default: {_FEW})")
    sub.add_argument("--all", action="store_true", help="show all units")
    sub.add_argument("--html", type=Path, metavar="FILE", help="write a page for a browser, with the whole raw pages")

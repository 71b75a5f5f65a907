"""What can be typed after `unionreports add` and `unionreports review`; in other respects as `command_line`."""

import argparse
from collections.abc import Callable
from pathlib import Path

from unionreports import intake_commands

#: Makes the parser of a command, given its name, what runs it, and what it says of itself, short and long.
Command = Callable[..., argparse.ArgumentParser]


def add_command(command: Command) -> None:
    """What can be typed after `unionreports add`."""
    sub = command(
        "add",
        intake_commands.add,
        "add pages to the project",
        "Copy pages into data/raw/pages/added and write their rows of sources.csv: files, folders with all that is in\n"
        "them, archives, and tables of texts (CSV or JSON lines; their columns region, year, issuer, url, host, retrieved,\n"
        "page_date, terms, note speak of one page each and count more than the options). Prints what was understood of\n"
        "each report, which fields deserve a look and why, and which texts are nearly the same as others. A page that is\n"
        "there already is not added again. Everything is checked before anything is written. To undo, delete the rows in\n"
        "sources.csv and corrections.csv.",
    )
    sub.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file, folder, archive or table of texts")
    sub.add_argument(
        "--region",
        metavar="NAME",
        help="place of the reports, or one they all lie in: six digits of GB/T 2260, or a name as 慈溪 or 长春市朝阳区; "
        "a smaller place found inside it stands",
    )
    sub.add_argument("--year", metavar="YEAR", help="year reported on; for pages that hold one report")
    sub.add_argument("--issuer", metavar="TEXT", help="body that reports, as 慈溪市总工会")
    sub.add_argument("--url", metavar="URL", help="address of the page; for one page")
    sub.add_argument("--host", metavar="TEXT", help="name of the site the pages were taken from")
    sub.add_argument("--retrieved", metavar="DATE", help="day they were taken, as 2023-10-02, 2023-10 or 2023")
    sub.add_argument("--terms", metavar="TEXT", help="what the pages say about their use")
    sub.add_argument("--note", metavar="TEXT", help="anything else")
    sub.add_argument("--dry-run", action="store_true", help="show what was understood and write nothing")


def review_command(command: Command) -> None:
    """What can be typed after `unionreports review`."""
    sub = command(
        "review",
        intake_commands.review,
        "settle what the software is not sure of",
        "Write a worksheet with a row for each field of a report that is empty or uncertain: place, level, issuer, year,\n"
        "kind, flags, use; with what they rest on and the beginning of the report. Write the right value into the column\n"
        "value, or ok (what was inferred is right), or ? (known not to be determinable); then read the sheet back with\n"
        "--read: each answer becomes a row of corrections.csv. Needs the tables of `build`.",
    )
    sub.add_argument("file", type=Path, metavar="FILE", help="worksheet, .xlsx or .csv")
    sub.add_argument("--page", nargs="+", metavar="ID", help="only reports of these pages, by page_id or file")
    sub.add_argument("--all", action="store_true", help="every field, not only those that deserve a look")
    sub.add_argument("--read", action="store_true", help="read the worksheet that was filled in")

"""What `unionreports trace` does; in other respects as `commands`."""

import argparse
from collections.abc import Mapping
from pathlib import Path
import sys

from unionreports.config import Project
from unionreports.errors import InputError


def trace(project: Project, options: argparse.Namespace) -> int:
    from unionreports.tracing.stored import corpus_of
    from unionreports.tracing.terminal import lines
    from unionreports.tracing.trace import trace as trace_of

    if options.html:
        _refuse_other_files(options.html)
    corpus = corpus_of(project)
    title, row, behind, notes = _found(project, options, corpus)
    if behind is None:
        return _tell_example(title, row, options)
    limit = None if options.all else options.limit
    found = trace_of(title, row, behind, corpus, project, limit)
    for note in notes:
        print(note)
    if options.html:
        _write(options.html, found)
        print(*found.summary, sep="\n")
        print(f"{len(found.shown)} of them with their raw pages in {options.html}")
    else:
        for line in lines(found, sys.stdout.isatty()):
            print(line)
    return 0


def _found(project: Project, options: argparse.Namespace, corpus):
    """What is traced, in words; its cells, what it rests on (None: invented texts), and what must be said of its file."""
    from unionreports.tracing.figure_file import is_figure_file
    from unionreports.tracing.corpus import text_of
    from unionreports.tracing.table_key import row_of, table_named
    from unionreports.tracing.table_rows import behind_row

    if is_figure_file(options.table):
        return _of_figure(project, options, corpus)
    name = table_named(options.table)
    if options.where:
        raise InputError(
            "--where",
            "is for the rows of a figure's CSV; a row of a table has a key",
            remedy=f"type: unionreports trace {name} KEY",
        )
    row = row_of(name, options.key, corpus.tables[name])
    cells = {column: text_of(value) for column, value in row.items()}
    return f"{name} {' '.join(options.key)}", cells, behind_row(name, row, corpus), []


def _of_figure(project: Project, options: argparse.Namespace, corpus):
    """The same for a row of a figure's CSV."""
    from unionreports.plain_text import plain
    from unionreports.tracing.figure_file import numbered_row, read_values, rows_where
    from unionreports.tracing.example_rows import FILES
    from unionreports.tracing.figure_rows import behind_figure_row

    values = read_values(_file(project, options.table))
    notes = [plain(values.note)] if values.note else []
    if options.where and options.key or len(options.key) > 1:
        raise InputError(
            values.file,
            "one row is traced: give its number or --where, not both",
            value=" ".join(options.key),
            remedy="leave one of them out",
        )
    if options.where:
        fitting = rows_where(values, options.where)
        at = fitting[0]
        if len(fitting) > 1:
            others = ", ".join(str(n + 1) for n in fitting[1:6]) + (" ..." if len(fitting) > 6 else "")
            notes.append(f"{len(fitting)} rows are so; this is the first, row {at + 1}. The others: {others}")
    elif options.key:
        at = numbered_row(values, options.key[0])
    else:
        n = len(values.rows)
        raise InputError(
            values.file,
            "which row?" if n else "the figure shows nothing: its CSV has no rows",
            allowed=f"1 to {n}, or --where with its columns {', '.join(values.rows.columns)}" if n else None,
            remedy=f"type: unionreports trace {values.file} 1" if n else "see why in the figure",
        )
    row = values.rows.iloc[at].to_dict()
    behind = None if FILES in row else behind_figure_row(row, corpus)
    return f"{values.file}, row {at + 1}", row, behind, notes


def _tell_example(title: str, row: Mapping[str, str], options: argparse.Namespace) -> int:
    """Tell of a row that rests on invented texts."""
    from unionreports.config import LEXICONS
    from unionreports.plain_text import plain
    from unionreports.tracing.example_rows import example_lines

    if options.html:
        raise InputError(title, "rests on invented texts, and on no page to show", remedy="leave --html out")
    print(title, *map(plain, example_lines(row, LEXICONS.parents[1])), sep="\n")
    return 0


def _file(project: Project, typed: str) -> Path:
    """A file as it was typed: seen from here, or else from the folder of the project."""
    here = Path(typed)
    return here if here.exists() or not (project.root / typed).exists() else project.root / typed


def _refuse_other_files(path: Path) -> None:
    """What was not written here is somebody's work."""
    from unionreports.tracing.html_page import MADE_BY

    if not path.exists():
        return
    mark = f'<meta name="generator" content="{MADE_BY}">'
    if path.is_file():
        with path.open("rb") as file:
            if mark.encode() in file.read(1_000):
                return
    raise InputError(
        path,
        "is there already and was not written by `unionreports trace`; it is not overwritten",
        remedy="name another file, or remove it first",
    )


def _write(path: Path, found) -> None:
    from unionreports.files import replace_file
    from unionreports.tracing.html_page import page_of_trace

    replace_file(path, page_of_trace(found).encode())

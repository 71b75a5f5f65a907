"""What the commands about hand coding, and about how far methods and tests can be trusted, do; in other respects as `commands`."""

import argparse

from unionreports.commands import models_in, refuse_overwriting, say
from unionreports.config import SEED, Project
from unionreports.errors import InputError
from unionreports.files import replace_file
from unionreports.plain_text import plain


def scores(project: Project, options: argparse.Namespace) -> int:
    from unionreports.validation.structure import score_table

    gold = project.root / "tests" / "gold"
    if not gold.is_dir():
        raise InputError(
            gold, "no reference coding here", remedy="only a project with a reference coding can be scored"
        )
    print(score_table(project).to_string(index=False))
    return 0


def coding_sheet(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.text.lexicons import read_lexicons
    from unionreports.validation.coding_sheet import draw_sheet
    from unionreports.validation.sheet_files import write_sheet

    refuse_overwriting(options.file)
    units, reports = (store.read_table(name, project.processed) for name in ("units", "reports"))
    codebook = read_lexicons(project.lexicons).codebook
    sheet = draw_sheet(units, reports, codebook, options.units, coder=options.coder, random_state=options.seed)
    write_sheet(sheet, options.file, codebook)
    print(
        f"{len(sheet)} of {len(units)} units for {options.coder} in {options.file}. Fill in primary (and what else applies), "
        f"leave the other columns as they are; then: unionreports agreement {options.file}"
    )
    return 0


def agreement(project: Project, options: argparse.Namespace) -> int:
    from unionreports import store
    from unionreports.text.lexicons import read_lexicons

    lexicons = read_lexicons(project.lexicons)
    names = ("units", "reports", "pages", "priorities")
    tables = {name: store.read_table(name, project.processed) for name in names}
    if not models_in(project):
        say("without the methods keywords and combined, which are fitted to the whole corpus by: unionreports models")
    if options.sheets:
        return _sheets(tables, lexicons, options)
    from unionreports.validation.agreement_report import agreement_report

    print(agreement_report(tables, lexicons, SEED), end="")
    return 0


def _sheets(tables, lexicons, options: argparse.Namespace) -> int:
    """Compare filled-in sheets with each other and with the methods."""
    from unionreports.models.coders import one_row_a_unit
    from unionreports.validation.sheet_agreement import as_coded_units, sheet_agreement
    from unionreports.validation.sheet_codes import read_sheet
    from unionreports.validation.sheet_report import sheet_report

    if options.training:
        refuse_overwriting(options.training)
    units, priorities = tables["units"], tables["priorities"]
    sheets = [read_sheet(path, units, lexicons.codebook, options.corpus_changed) for path in options.sheets]
    for path, sheet in zip(options.sheets, sheets):
        print(
            f"{path}: {(sheet['primary'] != '').sum()} of {len(sheet)} items coded by {plain(sheet['coder'].iloc[0])}"
        )
    found = sheet_agreement(sheets, priorities, units, SEED)
    print()
    print(sheet_report(found), end="")
    if options.training:
        rows = as_coded_units(sheets, units, tables["reports"], tables["pages"])
        kept, merged = one_row_a_unit(rows)
        replace_file(options.training, rows.to_csv(index=False, lineterminator="\n").encode("utf-8"))
        print(f"{len(rows)} codes of {len(kept)} hand-coded units in {options.training}. {merged}".rstrip())
    return 0


def simulate(project: None, options: argparse.Namespace) -> int:
    from unionreports.validation.simulation import simulation_report

    print(simulation_report(options.corpora, SEED, say))
    return 0

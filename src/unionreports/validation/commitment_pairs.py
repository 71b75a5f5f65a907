"""Pairs of reports written by hand, with the promises of the first and the words of the second that answer them.

The pairs are small texts, a file each; `tests/gold/README.md` tells how to write more.
"""

from collections.abc import Iterable
from pathlib import Path
import re

import pandas as pd

from unionreports.errors import InputError
from unionreports.tables import TABLES
from unionreports.text.lexicon_files import read_rows, refuse, refuse_values

COLUMNS = ("pair", "promise", "later", "outcome", "note")
#: What can come of a promise in a pair, which always has a later report.
OUTCOMES = ("kept", "partly", "contradicted", "not_mentioned")
#: Stands between the places that answer a promise, of which each is right.
ALTERNATIVES = "|"
_SECTION = re.compile(r"## (\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d) (plan|review|problem)")


def read_pairs(files: Iterable[Path]) -> dict[str, pd.DataFrame]:
    """Tables of pairs of reports: units, reports, edits (none).

    A file is one pair: sections headed `## first day/last day role`, a unit a line. Sections of one period are one report; the
    pair is the file's name without its end, and every pair is a body of its own.

    Raises
    ------
    InputError
        A line before the first section, or other than two periods.
    """
    units, reports = [], []
    for number, path in enumerate(files):
        section, seen, start = None, {}, 0
        for line_number, line in enumerate(path.read_text(encoding="utf-8").splitlines(keepends=True), 1):
            text = line.rstrip("\n")
            heading = _SECTION.fullmatch(text)
            if heading:
                section = heading.groups()
                seen.setdefault(section[:2], f"{path.stem}-{len(seen) + 1}")
            elif section is None:
                raise InputError(path.name, "text before the first section", line=line_number, remedy="begin with ## first day/last day role")  # fmt: skip
            elif text:
                report = seen[section[:2]]
                unit = f"{report}-u{sum(u['report_id'] == report for u in units) + 1:03}"
                units.append({"unit_id": unit, "report_id": report, "heading_id": "", "heading_path": "", "role": section[2], "start": start, "end": start + len(text), "text": text})  # fmt: skip
            start += len(line)
        if len(seen) != 2:
            raise InputError(path.name, f"{len(seen)} periods", allowed="two", remedy="write a pair of reports a file")
        reports += [_report(report, path.stem, number, *period, units) for period, report in seen.items()]
    return {"units": _typed("units", units), "reports": _typed("reports", reports), "edits": TABLES["edits"].empty()}


def read_gold(path: Path, units: pd.DataFrame) -> pd.DataFrame:
    """The list of promises with offsets.

    Parameters
    ----------
    path
        A CSV of the columns COLUMNS.
    units
        As `read_pairs` gives them.

    Returns
    -------
    DataFrame
        pair, report_id, start, end (of the promise), later (list of (report_id, start, end), any of which is right; empty
        where nothing answers), outcome.

    Raises
    ------
    InputError
        An unknown pair or outcome, a quote that does not stand exactly once in the units of its report, an answer where the
        outcome is not_mentioned, or none where it is another.
    """
    rows = read_rows(path, COLUMNS)
    refuse_values(rows, "outcome", "unknown outcome", OUTCOMES, "write one of the words allowed")
    gold = []
    for _, row in rows.iterrows():
        if (row["outcome"] == "not_mentioned") != (row["later"] == ""):
            raise refuse(row, "later", "answer and outcome do not fit", remedy="quote the words that answer, or none for not_mentioned")  # fmt: skip
        report, start, end = _find(row, "promise", row["promise"], f"{row['pair']}-1", units)
        later = [
            _find(row, "later", quote, f"{row['pair']}-2", units) for quote in row["later"].split(ALTERNATIVES) if quote
        ]
        gold.append({"pair": row["pair"], "report_id": report, "start": start, "end": end, "later": later, "outcome": row["outcome"]})  # fmt: skip
    return pd.DataFrame(gold)


def _find(row: pd.Series, column: str, quote: str, report: str, units: pd.DataFrame) -> tuple[str, int, int]:
    """Place of a quote that stands once in a report."""
    of_report = units[units["report_id"] == report]
    places = [
        (u.start + m.start(), u.start + m.end())
        for u in of_report.itertuples()
        for m in re.finditer(re.escape(quote), u.text)
    ]
    if len(places) != 1:
        problem = f"the quote {quote} stands {len(places)} times in {report}"
        raise refuse(row, column, problem, remedy="quote words that stand there once")
    return report, *places[0]


def _report(report: str, page: str, number: int, first: str, last: str, units: list[dict]) -> dict:
    own = [u for u in units if u["report_id"] == report]
    months = int(last[5:7]) - int(first[5:7]) + 1
    return {
        "report_id": report,
        "page_id": page,
        "issuer": f"{page}总工会",
        "level": "county",
        "region_code": f"{330101 + number}",
        "year": int(last[:4]),
        "period_start": first,
        "period_end": last,
        "kind": "annual" if months == 12 else "half_year" if months == 6 else "part_year",
        "usable": True,
        "n_units": len(own),
        "n_chars": sum(len(u["text"]) for u in own),
    }


def _typed(name: str, rows: list[dict]) -> pd.DataFrame:
    """Rows as the table; what they leave out is empty."""
    columns = TABLES[name].columns
    frame = pd.DataFrame(rows).reindex(columns=list(columns))
    for column, declared in columns.items():
        empty = {"str": "", "bool": False, "int64": 0}.get(declared.dtype)
        frame[column] = (
            frame[column] if empty is None else frame[column].astype(object).where(frame[column].notna(), empty)
        ).astype(declared.dtype)
    return frame

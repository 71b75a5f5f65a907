"""A row of a table or figure, and all that is told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from unionreports.config import Project
from unionreports.corpus.manifest import read_sources
from unionreports.errors import InputError
from unionreports.tracing.behind import NONE, Behind
from unionreports.tracing.corpus import Corpus
from unionreports.tracing.raw_page import ShownPage, show_page, sources_of
from unionreports.tracing.shown_units import Passage, counted_units, passages

#: Ids named of those that the tables do not have.
_NAMED = 5
#: Characters of a cell of the row that are shown.
_LONGEST_CELL = 120


@dataclass(frozen=True)
class PageShown:
    """A page: its row of the table `pages`, and what may be shown of it."""

    row: pd.Series
    shown: ShownPage


@dataclass(frozen=True)
class Trace:
    """What a row rests on, as it is told.

    Attributes
    ----------
    title
        The row, in words.
    summary
        Lines on the whole: the row, how many units there are, what does not agree.
    shown
        The passages shown.
    pages
        By position in the table `pages`, those of the passages shown.
    left
        What is not shown; empty where all is.
    corpus
        Lookups the passages' positions are of.
    groups
        What the row calls groups a and b; empty where it has no names for them.
    """

    title: str
    summary: Sequence[str]
    shown: Sequence[Passage]
    pages: Mapping[int, PageShown]
    left: str
    corpus: Corpus
    groups: tuple[str, str] = ("", "")

    def unit_id(self, passage: Passage) -> str:
        return self.corpus.units["unit_id"].iloc[passage.unit] if passage.unit != NONE else ""

    def role(self, passage: Passage) -> list[str]:
        """Role, heading path, place and group of a passage, as far as it has them; outside units the heading it is in."""
        if passage.unit != NONE:
            unit = self.corpus.units.iloc[passage.unit]
            said = [unit["role"], unit["heading_path"] or "no heading"]
        else:
            said = self._heading_at(passage)
        if passage.report != NONE:
            report = self.corpus.reports.iloc[passage.report]
            where = " ".join(part for part in (report["region_name"], _year(report)) if part)
            said.append(where)
        if passage.group:
            name = self.groups[passage.group - 1]
            said.append(f"group {'ab'[passage.group - 1]}" + (f" ({name})" if name else ""))
        return [*said, "compared with"] if passage.weight == 0 else said

    def _heading_at(self, passage: Passage) -> list[str]:
        """The heading that holds the beginning of a passage, if one does."""
        table = self.corpus.tables["headings"]
        page = self.corpus.page_of_report[self.corpus.report_ids.get_indexer(table["report_id"])]
        here = table[(page == passage.page) & (table["start"] <= passage.start) & (table["end"] > passage.start)]
        return [f"heading {row.heading_id}: {row.text}" for row in here.itertuples()]


def trace(
    title: str, row: Mapping[str, str], behind: Behind, corpus: Corpus, project: Project, limit: int | None
) -> Trace:
    """What is told of a row.

    Parameters
    ----------
    title
        The row, in words.
    row
        Its cells as text.
    behind
        What it rests on.
    limit
        Most units shown; None for all.
    """
    found = passages(behind, corpus)
    shown = found if limit is None else found[:limit]
    wanted = sorted({passage.page for passage in shown})
    rows = corpus.pages.iloc[wanted]
    where = sources_of(rows, _sources(project)) if len(rows) else {}
    pages = {
        at: PageShown(row, show_page(row, where.get(row["page_id"]), project.texts, corpus.tables))
        for at, (_, row) in zip(wanted, rows.iterrows(), strict=True)
    }
    n_left = len(found) - len(shown)
    left = f"{n_left} more of {len(found)} are not shown: --limit N shows N of them, --all shows all" if n_left else ""
    groups = row.get("group_a", ""), row.get("group_b", "")
    return Trace(title, _summary(title, row, behind, found), shown, pages, left, corpus, groups)


def _summary(title: str, row: Mapping[str, str], behind: Behind, found: Sequence[Passage]) -> list[str]:
    lines = [title, "  " + "; ".join(f"{name} {_cell(value)}" for name, value in row.items() if value)]
    n_units, n_compared = counted_units(found)
    outside = sum(passage.unit == NONE for passage in found)
    n_reports, n_pages = len(set(behind.report.tolist()) - {NONE}), len(set(behind.page.tolist()))
    rests = [_count(n_units, "unit")] * (n_units > 0) + [_count(outside, "place") + " outside units"] * (outside > 0)
    said = f"It rests on {' and '.join(rests)}" + f" of {_count(n_reports, 'report')}" * (n_reports > 0)
    said += f" on {_count(n_pages, 'page')}"
    if n_compared == n_units > 0:
        said += "; none of the units has what is counted: they were looked through, or are what it is compared with"
    elif n_compared:
        said += f". In {n_units - n_compared} of the units lies what makes the number; the others are what it is counted among"
        said += " or compared with"
    lines.append(f"{said}." if found else "It rests on no unit: there is nothing in the tables to show.")
    for name, stated, number in behind.disagreements(row):
        lines.append(
            f"The row states {name} {stated}, and the tables give {number}: they were made again since, or the row was. "
            "To make figures of these tables: unionreports notebooks"
        )
    if behind.missing:
        more = f" and {len(behind.missing) - _NAMED} more" if len(behind.missing) > _NAMED else ""
        lines.append(
            f"Not in the tables of this project: {', '.join(behind.missing[:_NAMED])}{more}; they belong to another corpus, or "
            "are gone since."
        )
    return lines


def _cell(value: str) -> str:
    return value if len(value) <= _LONGEST_CELL else f"{value[:_LONGEST_CELL]}…"


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def _sources(project: Project):
    """The pages there are; what is wrong in the manifest is told by other commands."""
    try:
        return read_sources(project, lambda error: None)
    except InputError:
        return []


def _year(report: pd.Series) -> str:
    if pd.notna(report["year"]):
        return str(report["year"])
    bounds = report["year_earliest"], report["year_latest"]
    return "–".join(map(str, bounds)) if all(map(pd.notna, bounds)) else ""

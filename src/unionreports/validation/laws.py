"""Do stored tables keep the laws of the project? (docs/design.md, "Laws")

The laws of one page need nothing but its raw text and its rows, so that they hold for generated pages in tests as
well as for the tables of a folder.
"""

from collections.abc import Iterator
import json

import numpy as np
import pandas as pd

from unionreports import store
from unionreports.config import Project
from unionreports.corpus.extraction import page_of
from unionreports.corpus.manifest import read_sources
from unionreports.corpus.privacy import MASK
from unionreports.errors import InputError, Tell, refuse
from unionreports.model_tables import MODEL_TABLES
from unionreports.statement_tables import STATEMENT_TABLES
from unionreports.tables import TABLES

#: Table -> (column, table whose key it points to); an empty cell points to nothing.
_LINKS = {
    "edits": [("page_id", "pages")],
    "reports": [("page_id", "pages")],
    "headings": [("report_id", "reports"), ("parent_id", "headings")],
    "units": [("report_id", "reports"), ("heading_id", "headings")],
    "tokens": [("unit_id", "units")],
    "priorities": [("unit_id", "units")],
    "indicators": [("unit_id", "units"), ("report_id", "reports")],
    "indicator_checks": [("report_id", "reports")],
    "commitments": [
        ("unit_id", "units"),
        ("report_id", "reports"),
        ("later_report_id", "reports"),
        ("later_unit_id", "units"),
    ],
    "continuities": [("unit_id", "units"), ("report_id", "reports"), ("plan_unit_id", "units")],
    "passages": [("report_a", "reports"), ("report_b", "reports")],
    "shared_text": [("unit_id", "units")],
    "report_reuse": [("report_id", "reports")],
    "documents": [("unit_id", "units")],
    "topic_terms": [("model", "topic_models"), ("term", "vocabulary")],
    "document_topics": [("model", "topic_models")],
    "topic_stability": [("model", "topic_models")],
    "topic_effects": [("model", "topic_models")],
    "topic_choice": [("model", "topic_models")],
    "clusters": [("clustering", "cluster_choice")],
    "cluster_stability": [("clustering", "cluster_choice")],
    "cluster_trees": [("clustering", "cluster_choice")],
}
#: How far sums of shares may be from 1: shares are sums of some thousand numbers of double precision.
_ROUNDING = 1e-9
#: Tables that one command makes together, beside those of the pages.
_MADE_TOGETHER = tuple(frozenset(t.name for t in tables) for tables in (STATEMENT_TABLES, MODEL_TABLES))


def broken_on_page(text: str, edits: pd.DataFrame, headings: pd.DataFrame, units: pd.DataFrame) -> list[str]:
    """What on one page breaks the round trip (law 1) or has vanished or been counted twice (law 2).

    Parameters
    ----------
    text : the raw page as decoded.
    edits, headings, units : the page's rows of the tables of these names.

    Returns
    -------
    list of str
        One sentence for each breach; empty when both laws hold.
    """
    edits = edits.sort_values(["start", "end"])
    starts, ends = edits["start"].to_numpy(), edits["end"].to_numpy()
    afters = edits["after"].tolist()
    breaches = [
        f"edit {start}-{end}: what the edit says stood there is not what the page has"
        for start, end, before in zip(starts.tolist(), ends.tolist(), edits["before"], strict=True)
        # Private persons are masked in the table of edits too, so the page is not quoted here either.
        if len(before) != end - start or any(b not in (c, MASK) for b, c in zip(before, text[start:end], strict=True))
    ]
    overlaps = np.flatnonzero(starts[1:] < ends[:-1])
    breaches += [f"edits {starts[i]}-{ends[i]} and {starts[i + 1]}-{ends[i + 1]} overlap" for i in overlaps]
    if breaches:
        return breaches

    # Characters outside white space must be in one unit or heading, unless they are cut.
    holders = np.zeros(len(text) + 1, dtype=np.int64)
    for name, frame in (("heading", headings), ("unit", units)):
        for row_id, start, end, clean in zip(
            frame[f"{name}_id"], frame["start"], frame["end"], frame["text"], strict=True
        ):
            if not 0 <= start < end <= len(text):
                breaches.append(f"{name} {row_id}: {start}-{end} is no span of a page of {len(text)} characters")
                continue
            holders[start] += 1
            holders[end] -= 1
            first, last = np.searchsorted(starts, start), np.searchsorted(starts, end)
            inside = zip(starts[first:last].tolist(), ends[first:last].tolist(), afters[first:last], strict=True)
            made = _apply(text, start, end, inside)
            if made != clean:
                differ = next(
                    (i for i, (a, b) in enumerate(zip(made, clean, strict=False)) if a != b), min(len(made), len(clean))
                )
                breaches.append(
                    f"{name} {row_id}: raw text with its edits gives another text than the table has, from its character {differ}"
                )
    held = np.cumsum(holders)[:-1]
    cut = np.zeros(len(text) + 1, dtype=np.int64)
    # A sign without meaning beside a line end goes with it: what is left of both is the line end.
    empty = (edits["after"].str.strip() == "").to_numpy()
    np.add.at(cut, starts[empty], 1)
    np.add.at(cut, ends[empty], -1)
    counted = np.where(np.cumsum(cut)[:-1] > 0, 1, held)
    solid = np.array([not c.isspace() for c in text], dtype=bool)
    for problem, wrong in (
        ("is in no unit, heading or cut", counted == 0),
        ("is in more than one unit or heading", counted > 1),
    ):
        places = np.flatnonzero(wrong & solid)
        if len(places):
            at = int(places[0])
            breaches.append(f"{len(places)} characters: the first, at {at}, {problem}")
    return breaches


def broken_in_folder(project: Project, tell: Tell = refuse) -> Iterator[str]:
    """What in the stored tables of a project breaks its declarations or laws; one sentence each.

    Parameters
    ----------
    project
        Folder with data/raw and data/processed.
    tell
        Is told what is wrong in the manifest.

    Raises
    ------
    InputError
        There are no tables; what `tell` does not return from.
    """
    listed = store.hashes(project.processed)
    changed = {
        file: problem for file, sha in listed.items() if (problem := store.changed(project.processed, file, sha))
    }
    yield from (f"{project.processed / file}: {problem}" for file, problem in changed.items())
    held = {name for name in TABLES if f"{name}.parquet" in listed}
    without = frozenset().union(*(names for names in _MADE_TOGETHER if not held & names))
    expected = [name for name in TABLES if name not in without]
    missing = [name for name in expected if name not in held]
    yield from (f"{project.processed}: the table {name} is missing" for name in missing)
    if changed or missing:
        return
    tables = store.read_tables(expected, project.processed)
    for name, frame in tables.items():
        try:
            store.check(frame, name)
        except InputError as error:
            yield str(error)
    for name, links in _LINKS.items():
        for column, target in links if name in tables else ():
            lost = set(tables[name][column]) - set(tables[target][TABLES[target].key[0]]) - {""}
            if lost:
                yield f"table {name}, column {column}: {len(lost)} values are not in {target}: {', '.join(sorted(lost)[:5])}"
    yield from _evidence(tables["reports"])
    if "document_topics" in tables:
        yield from _shares(tables["document_topics"], tables["documents"])
    yield from _pages(project, tables, tell)


def _apply(text: str, start: int, end: int, edits) -> str:
    pieces, at = [], start
    for first, last, after in edits:
        pieces += text[at:first], after
        at = last
    return "".join([*pieces, text[at:end]])


def _shares(document_topics: pd.DataFrame, documents: pd.DataFrame) -> Iterator[str]:
    """Topic shares are of documents that exist, and those of one document add to 1."""
    lost = set(document_topics["document_id"]) - set(documents["document_id"])
    if lost:
        yield f"table document_topics: {len(lost)} values are no document: {', '.join(sorted(lost)[:5])}"
    sums = document_topics.groupby(["model", "document_id"])["share"].sum()
    for (model, document), total in sums[~np.isclose(sums, 1.0, atol=_ROUNDING)].head(5).items():
        yield f"table document_topics: shares of {document} in the model {model} add to {total:.6g}, not 1"


def _evidence(reports: pd.DataFrame) -> Iterator[str]:
    """Law 3: what is inferred has evidence."""
    for basis, column in (
        ("region_basis", "place_evidence"),
        ("level_basis", "place_evidence"),
        ("year_basis", "date_evidence"),
    ):
        bare = reports[
            ~reports[basis].isin(["", "none"]) & ~reports[column].map(lambda cell: bool(json.loads(cell or "[]")))
        ]
        for row in bare.itertuples():
            yield f"report {row.report_id}: {basis} is {getattr(row, basis)}, but {column} is empty"


def _pages(project: Project, tables: dict[str, pd.DataFrame], tell: Tell) -> Iterator[str]:
    pages = tables["pages"].set_index("file")
    sources = {source.name: source for source in read_sources(project, tell)}
    for name in sorted(sources.keys() ^ pages.index):
        yield f"{project.pages / name}: {'not in the tables' if name in sources else 'gone since the tables were made'}"
    report_page = tables["reports"].set_index("report_id")["page_id"]
    rows = {"edits": tables["edits"].groupby("page_id")}
    for name in ("headings", "units"):
        rows[name] = tables[name].groupby(tables[name]["report_id"].map(report_page))
    for name in sorted(sources.keys() & pages.index):
        page = pages.loc[name]
        if sources[name].sha256 != page["sha256"]:
            yield f"{project.pages / name}: the page was changed after the tables were made"
            continue
        text = page_of(sources[name], project.texts).text if page["encoding"] else ""
        if len(text) != page["n_chars"]:
            yield f"page {page['page_id']}: {len(text)} characters, the table says {page['n_chars']}"
            continue
        parts = [_group(rows[part], page["page_id"], tables[part]) for part in ("edits", "headings", "units")]
        yield from (f"page {page['page_id']}: {breach}" for breach in broken_on_page(text, *parts))


def _group(groups, page_id: str, table: pd.DataFrame) -> pd.DataFrame:
    return groups.get_group(page_id) if page_id in groups.groups else table.iloc[:0]

"""How well pages are understood: the program's cuts, reports, units, roles and metadata against a reference.

The reference (`gold`) is a folder with cuts.csv, reports.csv, headings.csv, units.csv and, for metadata,
metadata.csv; its README says how it was made and what it is worth. Everything is scored as inferred, before
corrections.
"""

from collections.abc import Iterable
import csv
from pathlib import Path

import pandas as pd

from unionreports.config import Project
from unionreports.corpus.build import build
from unionreports.corpus.reading.read import read_page

Span = tuple[str, int, int]
#: Steps whose cuts are compared: the reference lists what is no report text, not invisible characters.
_CUTTING = ("furniture", "page_splices")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _characters(spans: Iterable[Span], raw: dict[str, str]) -> set[tuple[str, int]]:
    """Characters in the spans, white space left out."""
    return {(page, i) for page, start, end in spans for i in range(start, end) if not raw[page][i].isspace()}


def precision_recall(found: set, reference: set) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean (F1); 1 where nothing was to be found and nothing was."""
    hits = len(found & reference)
    precision = hits / len(found) if found else float(not reference)
    recall = hits / len(reference) if reference else 1.0
    return (
        precision,
        recall,
        2 * precision * recall / (precision + recall) if hits else float(not reference and not found),
    )


def score_table(project: Project, gold: Path | None = None) -> pd.DataFrame:
    """One row a measure: what is measured, the value, n, and what it is measured on.

    Parameters
    ----------
    project : Project
        Corpus whose pages the reference describes; built afresh.
    gold : Path, optional
        Folder of the reference; tests/gold of the project if left out.

    Returns
    -------
    DataFrame
        Columns measure, value, n, basis.

    Raises
    ------
    FileNotFoundError
        The reference is not there.
    """
    gold = gold or project.root / "tests" / "gold"
    frames = build(project)
    return pd.DataFrame(
        [*_structure(project, frames, gold), *_metadata(frames["reports_inferred"], gold)],
        columns=["measure", "value", "n", "basis"],
    )


def _structure(project: Project, frames: dict[str, pd.DataFrame], gold: Path) -> list[tuple]:
    raw = _raw_texts(project, frames["pages"])
    page_of = {r["report_id"]: r["page_id"] for r in _rows(gold / "reports.csv")}
    edits = frames["edits"]
    cut = edits[edits["step"].isin(_CUTTING) & (edits["after"] == "")]
    mine_cut = _characters(cut[["page_id", "start", "end"]].itertuples(index=False), raw)
    gold_cut = _characters(((r["page_id"], int(r["start"]), int(r["end"])) for r in _rows(gold / "cuts.csv")), raw)
    precision, recall, _ = precision_recall(mine_cut & _known(mine_cut, page_of), gold_cut)
    rows = [
        ("cuts, precision", precision, len(mine_cut), "characters"),
        ("cuts, recall", recall, len(gold_cut), "characters"),
    ]
    wanted = pd.Series(page_of).value_counts()
    found = frames["reports"]["page_id"].value_counts()
    right = [page for page in wanted.index if found.get(page, 0) == wanted[page]]
    rows.append(("pages split into the right number of reports", len(right) / len(wanted), len(wanted), "pages"))
    own = frames["reports"].set_index("report_id")["page_id"]
    ends = {
        (r["page_id"], _trim(raw[r["page_id"]], int(r["start"]), int(r["end"]))) for r in _rows(gold / "reports.csv")
    }
    mine = {(r.page_id, _trim(raw[r.page_id], r.start, r.end)) for r in frames["reports"].itertuples()}
    rows.append(("reports found with both ends right", len(ends & mine) / len(ends), len(ends), "reports"))
    for table in ("units", "headings"):
        reference = {_span(r, page_of, raw): r["role"] for r in _rows(gold / f"{table}.csv")}
        result = {
            (own[r.report_id], *_trim(raw[own[r.report_id]], r.start, r.end)): r.role
            for r in frames[table].itertuples()
            if own[r.report_id] in wanted.index
        }
        _, _, f1 = precision_recall(set(result), set(reference))
        both = set(result) & set(reference)
        rows.append((f"{table}, F1 of exact spans", f1, len(reference), table))
        rows.append(
            (
                f"{table}, roles right",
                sum(result[s] == reference[s] for s in both) / max(1, len(both)),
                len(both),
                f"{table} found",
            )
        )
    return rows


def _known(characters: set, page_of: dict[str, str]) -> set:
    pages = set(page_of.values())
    return {c for c in characters if c[0] in pages}


def _span(row: dict[str, str], page_of: dict[str, str], raw: dict[str, str]) -> Span:
    page = page_of[row["report_id"]]
    return page, *_trim(raw[page], int(row["start"]), int(row["end"]))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space and invisible private-use characters at its ends: neither is text."""

    def idle(character: str) -> bool:
        return character.isspace() or "\ue000" <= character <= "\uf8ff"

    while end > start and idle(text[end - 1]):
        end -= 1
    while start < end and idle(text[start]):
        start += 1
    return start, end


def _raw_texts(project: Project, pages: pd.DataFrame) -> dict[str, str]:
    return {
        p.page_id: read_page(p.file, (project.pages / p.file).read_bytes()).text
        for p in pages.itertuples()
    }


def _metadata(reports: pd.DataFrame, gold: Path) -> list[tuple]:
    """Levels, regions and years against metadata.csv: region codes the evidence allows (|), empty for none."""
    path = gold / "metadata.csv"
    if not path.exists():
        return []
    known = {r["report_id"]: r for r in _rows(path)}
    level = region = 0
    given, open_ = [], []
    for report in reports[reports["report_id"].isin(known)].itertuples():
        truth = known[report.report_id]
        level += report.level == truth["level"]
        region += report.region_code in truth["region_codes"].split("|")
        earliest, latest = int(truth["year_earliest"]), int(truth["year_latest"])
        if pd.notna(report.year):
            given.append(earliest <= report.year <= latest)
        else:
            known_sides = pd.notna(report.year_earliest) and pd.notna(report.year_latest)
            open_.append(known_sides and report.year_earliest <= latest and report.year_latest >= earliest)
    n = len(known)
    return [
        ("levels right", level / n, n, "reports, without corrections"),
        ("regions right, to the certainty the reference gives", region / n, n, "reports, without corrections"),
        (
            "years given that lie within the reference's interval",
            sum(given) / max(1, len(given)),
            len(given),
            "reports, without corrections",
        ),
        (
            "intervals that meet the reference's where no year is given",
            sum(open_) / max(1, len(open_)),
            len(open_),
            "reports, without corrections",
        ),
        ("years right, as one or the other", (sum(given) + sum(open_)) / n, n, "reports, without corrections"),
    ]

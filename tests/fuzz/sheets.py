"""What may stand in sources.csv, corrections.csv and a worksheet of `unionreports review`, and is the rest of it used?"""

from collections.abc import Callable
import csv
from functools import lru_cache
import io
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pandas as pd

from fuzz.dirt import ODD, as_bytes, spoil_bytes
from invented_reports import report
from unionreports.config import LEXICONS, Project
from unionreports.corpus.build import to_frame
from unionreports.corpus.correction_values import COLUMNS as CORRECTIONS
from unionreports.corpus.corrections import apply, disagreements, read_corrections
from unionreports.corpus.gazetteer import read_gazetteer
from unionreports.corpus.manifest import Source, left_aside, missing_rows, read_sources
from unionreports.corpus.manifest_rows import COLUMNS as SOURCES
from unionreports.corpus.page import process
from unionreports.corpus.reading.read import read_page
from unionreports.errors import InputError
from unionreports.intake.review_answers import read_answers
from unionreports.intake.review_sheet import ALLOWED, COLUMNS as REVIEW
from unionreports.table_check import check

_PAGES = {
    "a.txt": report().encode(),
    "乙 页.txt": report("清溪市", 2005).encode(),
    "added/c.txt": report("碧溪区", 2016).encode(),
    "d'\".txt": b"",
}
_CELLS = (
    "", "a", "A", "a.txt", "乙 页.txt", "added/c.txt", "added\\c.txt", "../a.txt", "/etc/passwd", "C:\\a", "d'\".txt", "2016", "20I6", "2016-02-30", "=1+1", "'=1", '"',
    "\0", "p1-1", "p1-2", "p9-1", "year", "region_code", "flags+", "flags-", "level", "usable", "330282", "999999", "county", "truncated|mojibake", "true", "是", "maybe",
    "9" * 400, "1e308", "nan", "-1", "0.5", "2", "x" * 3000, "why", "ok", "?", "？", "none", "issuer", "title", "period_start", "2016-01-01", "http://a.b", "page_id", *ODD,
)  # fmt: skip


def sheet(random: Random, columns: tuple[str, ...], likely: dict[str, tuple[str, ...]]) -> bytes:
    """A sheet with these columns, of which some are lost, doubled or unknown; its cells are likely ones or anything."""
    header = list(columns)
    for _ in range(random.choice((0, 0, 0, 1, 3))):
        at = random.randrange(len(header) + 1)
        header[at : at + random.choice((0, 1))] = random.choice(
            ([], [random.choice(columns)], [random.choice(_CELLS)], [columns[0].upper()])
        )
    rows = [header]
    for _ in range(random.choice((1, 3, 12))):
        rows.append(
            [
                random.choice(likely.get(name, _CELLS)) if random.random() < 0.7 else random.choice(_CELLS)
                for name in header
            ]
        )
        if random.random() < 0.1:
            rows[-1] = rows[-1][1:] if random.random() < 0.5 else [*rows[-1], random.choice(_CELLS)]
    out = io.StringIO()
    csv.writer(
        out,
        delimiter=random.choice(",,,,,;\t"),
        lineterminator=random.choice(("\n", "\r\n")),
        quoting=random.choice((0, 0, 1)),
    ).writerows(rows)
    data = as_bytes(out.getvalue())
    if random.random() < 0.2:
        data = out.getvalue().encode(random.choice(("gb18030", "utf-16", "utf-8-sig", "big5")), "replace")
    return spoil_bytes(data, random) if random.random() < 0.2 else data


LIKELY: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]] = {
    "sources.csv": (SOURCES, {"page_id": ("a", "b", "p1", "A", "é"), "file": tuple(_PAGES), "page_date": ("2016-01-02", ""), "retrieved": ("2016",), "sha256": ("",)}),
    "corrections.csv": (
        CORRECTIONS,
        {
            "report_id": ("p1-1", "p2-1", "p1-9"), "reason": ("why",),
            "field": ("year", "region_code", "level", "flags+", "flags-", "usable", "kind", "year_earliest", "year_latest", "period_start", "period_end", "issuer", "place_confidence"),
            "value": ("2016", "330282", "county", "truncated", "false", "work_report", "", "2016-01-01", "0.5", "1999"),
        },
    ),
    "review.csv": (REVIEW, {"report_id": ("p1-1", "p2-1"), "field": tuple(ALLOWED), "value": ("ok", "?", "2016", "慈溪", "county", "true", "none", "")}),
}  # fmt: skip


def sheet_breaches(name: str, data: bytes) -> list[str]:
    """What goes wrong when this sheet is read, its faults being collected."""
    told: list[InputError] = []
    with TemporaryDirectory() as folder:
        found = _READERS[name](Path(folder), data, told.append)
    for error in told:
        said = str(error)
        if "remedy:" not in said or name not in said.split(":")[0]:
            found.append(f"an error that names no place or no remedy: {said[:300]!r}")
    return found


def _read_sources(folder: Path, data: bytes, tell: Callable) -> list[str]:
    project = Project(folder)
    for name, content in _PAGES.items():
        path = project.pages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    project.sources.write_bytes(data)
    sources = read_sources(project, tell)
    lost = {name for name in _PAGES if "/" not in name} - {source.name for source in sources}
    ids = {source.page_id for source in sources}
    said = [getattr(source, column) for source in sources for column in ("page_id", "name", *SOURCES[2:])]
    "".join([*said, *left_aside(project, sources), missing_rows(sources)]).encode()
    found = [f"pages that are gone: {lost}"] if lost else []
    return found + (["an id twice"] if len(ids) < len(sources) else [])


def _read_corrections(folder: Path, data: bytes, tell: Callable) -> list[str]:
    path = folder / "corrections.csv"
    path.write_bytes(data)
    inferred = _inferred()
    corrections = read_corrections(path, tell, _gazetteer())
    disagreements(inferred, corrections, lambda error: None)
    check(apply(inferred, corrections, tell), "reports")
    return []


def _read_review(folder: Path, data: bytes, tell: Callable) -> list[str]:
    path = folder / "review.csv"
    path.write_bytes(data)
    inferred = {row["report_id"]: row for row in _inferred().to_dict("records")}
    try:
        answers = read_answers(path, inferred, {}, _gazetteer(), tell)
    except InputError as error:
        tell(error)
        return []
    "".join(cell for answer in answers for cell in answer.values()).encode()
    return []


_READERS = {"sources.csv": _read_sources, "corrections.csv": _read_corrections, "review.csv": _read_review}


@lru_cache(maxsize=1)
def _gazetteer():
    return read_gazetteer(LEXICONS)


@lru_cache(maxsize=1)
def _inferred() -> pd.DataFrame:
    from unionreports.corpus.page import read_rules

    rules = read_rules(LEXICONS)
    pages = [
        process(Source(f"p{n}", Path(name)), read_page(name, data), rules)
        for n, (name, data) in enumerate(_PAGES.items(), 1)
    ]
    return check(to_frame("reports", [row for page in pages for row in page.reports]), "reports")

"""What must be true of any page, whatever it is? Nothing raised, nothing lost, nothing that no table can hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
import re
import time

from fuzz.pages import FuzzedPage
from fuzz.sheets import sheet_breaches
from unionreports.analysis import analyse
from unionreports.corpus.build import to_frame
from unionreports.corpus.manifest import Source
from unionreports.corpus.page import Rules, process
from unionreports.corpus.reading.containers import open_container
from unionreports.corpus.reading.members import Limits
from unionreports.corpus.reading.raw_page import RawPage
from unionreports.corpus.reading.read import read_page
from unionreports.corpus.rows import PageRows
from unionreports.table_check import check
from unionreports.tables import FORMATS
from unionreports.text.lexicons import Lexicons
from unionreports.validation.laws import broken_on_page

_TABLES = ("pages", "edits", "reports", "headings", "units")
#: What clean text and what is inferred from it never hold: control, zero-width, direction, private use, halves of pairs.
_UNCLEAN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\ud800-\udfff\U000f0000-\U0010ffff]"
)
_CLEAN = {
    "pages": ("title",),
    "reports": ("title", "issuer", "region_name"),
    "headings": ("text",),
    "units": ("text", "heading_path"),
}
#: Seconds a page may take, and more for each of its bytes or, where more came out of it, characters.
SECONDS, SECONDS_A_BYTE = 0.5, 20e-6
#: What is taken out of an archive here; a bomb is one of any size.
_LIMITS = Limits(total_bytes=5_000_000, member_bytes=2_000_000, ratio_from=50_000)
_MOST_MEMBERS = 12


@dataclass(frozen=True)
class Checked:
    """What came of a page: breaches, process time, characters, and its rows (those of its members, of an archive)."""

    breaches: list[str]
    seconds: float
    n_chars: int
    rows: Sequence[tuple[RawPage, PageRows]]


def checked(page: FuzzedPage, rules: Rules) -> Checked:
    """Put a page through all that a page goes through up to its rows. What is raised is a breach."""
    once = _checked(page, rules)
    if once.seconds <= _most(page, once):
        return once
    again = _checked(page, rules)  # another program on the machine must not decide
    if again.seconds > _most(page, again):
        again.breaches.append(f"slow: {again.seconds:.2f} s for {len(page.data):,} bytes, {again.n_chars:,} characters")
    return again


def _most(page: FuzzedPage, found: Checked) -> float:
    return SECONDS + SECONDS_A_BYTE * max(len(page.data), found.n_chars)


def _checked(page: FuzzedPage, rules: Rules) -> Checked:
    begin = time.process_time()
    rows: list[tuple[RawPage, PageRows]] = []
    try:
        if page.name.endswith(("sources.csv", "corrections.csv", "review.csv")):
            breaches = sheet_breaches(page.name, page.data)
            return Checked(breaches, time.process_time() - begin, 0, ())
        breaches = _of_container(page, rows, rules) if page.container else []
        rows.append(_rows(page.name, page.data, rules))
        seconds = time.process_time() - begin
        for raw, of_page in rows:
            breaches += row_breaches(raw, of_page)
        if not page.container and not rows[-1][0].problem:
            breaches += [f"lost in reading: {line[:60]!r}" for line in page.planted if line not in rows[-1][0].text]
    except Exception as error:
        trace, deepest = error.__traceback__, ""
        while trace:
            deepest = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
            trace = trace.tb_next
        return Checked(
            [f"raised: {type(error).__name__}: {str(error)[:300]} ({deepest})"], time.process_time() - begin, 0, ()
        )
    return Checked(breaches, seconds, sum(len(raw.text) for raw, _ in rows), rows)


def _rows(name: str, data: bytes, rules: Rules) -> tuple[RawPage, PageRows]:
    raw = read_page(name, data)
    return raw, process(Source("p1", Path(name), name=name), raw, rules)


def _of_container(page: FuzzedPage, rows: list, rules: Rules) -> list[str]:
    """What is neither given nor told of, and names that lead out; the members are read too."""
    told, noted = [], []
    members = list(open_container(Path("/x") / page.name, page.data, told.append, noted.append, _LIMITS))
    said = [*(str(error) for error in told), *noted]
    found = [f"told without a remedy: {text!r}" for text in said[: len(told)] if "remedy:" not in text]
    for member in members[:_MOST_MEMBERS]:
        if member.name.startswith("/") or ".." in member.name.split("/") or not member.name.isprintable():
            found.append(f"a name that leads out or steers: {member.name!r}")
        "".join([member.origin, *member.metadata.values()]).encode()
        rows.append(_rows(member.name, member.data, rules))
    if said:
        return found  # some of it was named; of which files the tests of containers show
    given = "\n".join(f"{m.name}\n{m.origin}\n{m.data.decode('utf-8', 'replace')}" for m in members)
    return found + [f"lost in the container: {sign}" for sign in page.planted if sign not in given]


def row_breaches(raw: RawPage, rows: PageRows) -> list[str]:
    """What is wrong with the rows of one page."""
    found = []
    if len(rows.pages) != 1:
        return [f"{len(rows.pages)} rows of the page"]
    page = rows.pages[0]
    if raw.format not in FORMATS:
        found.append(f"no declared format: {raw.format!r}")
    if not raw.problem and not raw.text:
        found.append("neither text nor problem")
    if raw.problem and (raw.text or page["problem"] != raw.problem):
        found.append("a problem beside a text, or a problem that the row does not say")
    if not rows.units and not page["problem"]:
        found.append("no unit and no problem")
    for table in _TABLES:
        for row in getattr(rows, table):
            for column, cell in row.items():
                if isinstance(cell, str) and not _can_be_written(cell):
                    found.append(f"{table}.{column} cannot be UTF-8")
            found += [
                f"{table}.{c} holds {m[0]!r}" for c in _CLEAN.get(table, ()) if (m := _UNCLEAN.search(row[c] or ""))
            ]
    if found:
        return found
    return broken_on_page(
        raw.text, *(to_frame(table, getattr(rows, table)) for table in ("edits", "headings", "units"))
    )


def analysis_breaches(pages: Sequence[PageRows], lexicons: Lexicons) -> list[str]:
    """What goes wrong when the words of these pages are found and coded, or their tables checked."""
    try:
        rows = PageRows()
        for number, page in enumerate(pages):
            for table in _TABLES:
                # Pages were read one by one, under one id.
                getattr(rows, table).extend(
                    {k: _renamed(v, number) if k.endswith("_id") else v for k, v in row.items()}
                    for row in getattr(page, table)
                )
        frames = {table: check(to_frame(table, getattr(rows, table)), table) for table in _TABLES}
        for name, frame in analyse(frames, lexicons, lambda note: None).items():
            check(frame, name)
    except Exception as error:
        return [f"raised by the analysis: {type(error).__name__}: {str(error)[:300]}"]
    return []


def _renamed(cell, number: int):
    return f"q{number}{cell[2:]}" if cell else cell


def _can_be_written(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

"""Pages spoilt in every way we could think of give their rows, lose nothing, and take time in proportion to their length.

Every run puts the same few hundred of them through, and all that ever broke (`cases`). How to run 20,000: `run.py`.
"""

from pathlib import Path
from random import Random

import pytest

from fuzz import genre
from fuzz.checks import analysis_breaches, checked, row_breaches
from fuzz.pages import FuzzedPage, fuzzed_page
from fuzz.run import smallest
from fuzz.sheets import LIKELY
from invented_reports import report
from unionreports.config import LEXICONS
from unionreports.corpus.manifest import Source
from unionreports.corpus.page import process
from unionreports.corpus.reading.raw_page import RawPage
from unionreports.text.lexicons import read_lexicons

#: What once broke, named by what it broke and, behind two hyphens, by the name it had as a page.
CASES = sorted((Path(__file__).parent / "cases").iterdir())
_CONTAINERS = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".csv", ".tsv", ".json", ".jsonl")
#: Another seed than that of `run.py`: other pages.
SEED, PAGES = 5, 300


def in_pages(cases) -> list[FuzzedPage]:
    return [
        FuzzedPage("case", name, case.read_bytes(), container=name.endswith(_CONTAINERS) and name not in LIKELY)
        for case in cases
        for name in [case.name.partition("--")[2]]
    ]


@pytest.mark.parametrize("page", in_pages(CASES), ids=[case.name for case in CASES])
def test_what_once_broke_does_not_break_again(page, rules):
    assert checked(page, rules).breaches == []


def test_fuzzed_pages_lose_nothing_and_stop_nothing(rules):
    lexicons, pages = read_lexicons(LEXICONS), []
    for number in range(PAGES):
        page = fuzzed_page(SEED, number, most=10_000)
        found = checked(page, rules)
        assert found.breaches == [], f"page {number} ({page.kind})"
        pages += [rows for _, rows in found.rows]
    assert analysis_breaches(pages, lexicons) == []
    assert sum(len(rows.units) for rows in pages) > 2 * PAGES, "the pages hold text that is read"


@pytest.mark.parametrize("change", genre.CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_no_text_of_a_report_is_cut_without_a_word(change, rules):
    """Whatever is done to a report, its text is in units, or the page or the report says that something is wrong."""
    for number in range(8):
        random = Random(f"{change.__name__} {number}")
        text = change(genre.clean_report(random), random)
        rows = process(Source("p1", Path("a.txt")), RawPage(text, "txt", "utf-8"), rules)
        kept = rows.pages[0]["n_report_chars"] / sum(not c.isspace() for c in text)
        assert kept > 0.5 or rows.pages[0]["problem"] or any(row["flags"] for row in rows.reports), text


def test_a_page_is_the_same_whenever_it_is_made():
    assert [fuzzed_page(1, n) for n in (3, 0)] == [fuzzed_page(1, n) for n in (3, 0)]
    assert fuzzed_page(1, 0).data != fuzzed_page(2, 0).data
    assert len({fuzzed_page(SEED, n).kind for n in range(200)}) > 12


def test_what_is_lost_spoilt_or_unnamed_is_seen(rules):
    """The checks themselves: rows from which something was taken are in breach."""
    page = RawPage(report(), "txt", "utf-8")

    def found(change) -> str:
        rows = process(Source("p1", Path("a.txt")), page, rules)
        change(rows)
        return "; ".join(row_breaches(page, rows))

    assert found(lambda rows: None) == ""
    assert "is in no unit" in found(lambda rows: rows.units.pop(2))
    assert "more than one" in found(lambda rows: rows.units.append(rows.units[1]))
    assert "gives another text" in found(lambda rows: rows.units[1].update(text="x"))
    assert "cannot be UTF-8" in found(lambda rows: rows.edits.append({"after": "\ud800"}))
    assert "units.text holds" in found(lambda rows: rows.units[0].update(text="\ue004"))
    assert "rows of the page" in found(lambda rows: rows.pages.clear())
    assert "no unit and no problem" in found(lambda rows: rows.units.clear())
    unread = process(Source("p1", Path("a.txt")), RawPage("", "txt", ""), rules)
    assert "neither text nor problem" in row_breaches(RawPage("", "txt", ""), unread)
    lost = FuzzedPage("", "a.txt", report().encode(), planted=("这一行不在页面上",))
    assert "lost in reading" in checked(lost, rules).breaches[0]
    raised = FuzzedPage("", "sources.csv", "no bytes")
    assert checked(raised, rules).breaches[0].startswith("raised: TypeError")


def test_a_page_that_breaks_is_made_as_small_as_it_can_be():
    data = bytes(Random(1).choices(b"abc", k=3_000)) + b"X" + b"abc" * 500 + b"Y"
    assert smallest(data, lambda less: b"X" in less and b"Y" in less) == b"XY"

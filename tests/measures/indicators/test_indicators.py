"""What written sentences state: rows of text, figure and what it is a figure of, and laws that hold for any text."""

from pathlib import Path

import pandas as pd
import pytest

from unionreports.config import LEXICONS
from unionreports.measures.indicators.clause_items import clauses_of
from unionreports.measures.indicators.counted import counted_things
from unionreports.measures.indicators.indicators import indicators
from unionreports.measures.indicators.measure_words import NOUN
from unionreports.table_check import check
from unionreports.tables import EDITS, PRIORITIES, REPORTS, UNITS
from unionreports.text.measure_lexicon import read_measures

ROWS = pd.read_csv(Path(__file__).parent / "told_figures.csv", dtype=str, keep_default_na=False)
MEASURES = read_measures(LEXICONS)
TOLD = ["measure", "measure_id", "status", "qualifier", "change_base", "beneficiary", "period"]


def report(name: str = "p1-1", **cells) -> pd.DataFrame:
    """One report on the year 2011."""
    blank = {n: "" if c.dtype == "str" else 0 for n, c in REPORTS.columns.items()}
    about = {"report_id": name, "page_id": "p1", "year": 2011, "kind": "annual", "level": "county"}
    about |= {
        "period_start": "2011-01-01",
        "period_end": "2011-12-31",
        "region_code": "331082",
        "region_name": "临海市",
    }
    return pd.DataFrame([blank | about | cells]).astype({n: c.dtype for n, c in REPORTS.columns.items()})


def units(texts: list[str], roles: list[str], start: int = 0) -> pd.DataFrame:
    """Units of that report, one behind the other in the raw page."""
    rows = []
    for i, (text, role) in enumerate(zip(texts, roles)):
        rows.append(
            {
                "unit_id": f"p1-1-u{i + 1}",
                "report_id": "p1-1",
                "heading_id": "",
                "heading_path": "",
                "role": role,
                "start": start,
                "end": start + len(text),
                "text": text,
            }
        )
        start += len(text) + 1
    return pd.DataFrame(rows, columns=list(UNITS.columns)).astype({n: c.dtype for n, c in UNITS.columns.items()})


def told(texts: list[str], roles: list[str] | None = None, **cells) -> pd.DataFrame:
    frame = units(texts, roles or ["review"] * len(texts))
    return check(indicators(frame, report(**cells), EDITS.empty(), PRIORITIES.empty(), MEASURES), "indicators")


@pytest.fixture(scope="module")
def written() -> dict[tuple[str, str], pd.Series]:
    """Each figure of the written sentences by its sentence and its own words."""
    sentences = ROWS[["text", "role"]].drop_duplicates()
    table = told(sentences["text"].tolist(), sentences["role"].tolist())
    joined = "\n".join(sentences["text"])
    texts = [sentences["text"].iloc[int(unit.rpartition("u")[2]) - 1] for unit in table["unit_id"]]
    return {(t, joined[r.start : r.end]): r for t, (_, r) in zip(texts, table.iterrows())}


@pytest.mark.parametrize(
    "row", list(ROWS.itertuples(index=False)), ids=[f"{r.figure} in {r.text[:12]}" for r in ROWS.itertuples()]
)
def test_a_figure_is_told_with_what_it_counts(written, row):
    found = {words: r for (text, words), r in written.items() if text == row.text and row.figure in words}
    assert found, f"{row.figure} is not found in {row.text}"
    figure = min(found.items(), key=lambda item: len(item[0]))[1]
    assert {n: figure[n] for n in TOLD} == {n: getattr(row, n) for n in TOLD}


def test_the_raw_span_holds_the_figure_where_an_edit_moved_the_text():
    frame = units(["新建工会120家，发展会员3000人。"], ["review"], start=100)
    edit = {
        "page_id": "p1",
        "start": 104,
        "end": 110,
        "step": "furniture",
        "reason": "link",
        "before": "xxxxxx",
        "after": "",
    }
    frame["end"] += 6
    edits = pd.DataFrame([edit]).astype({n: c.dtype for n, c in EDITS.columns.items()})
    table = indicators(frame, report(), edits, PRIORITIES.empty(), MEASURES)
    assert table[["start", "end"]].to_numpy().tolist() == [[110, 114], [119, 124]]


def test_a_row_knows_unit_report_and_primary_priority():
    rows = [("p1-1-u1", "codebook", "organising", True), ("p1-1-u1", "codebook", "finance_audit", False)]
    coded = pd.DataFrame(rows, columns=["unit_id", "method", "priority", "is_primary"])
    frame = units(["新建工会12家。", "建成阵地3处，没有其他。"], ["review", "review"])
    table = indicators(frame, report(), EDITS.empty(), coded, MEASURES)
    assert table["indicator_id"].tolist() == ["p1-1-u1-i1", "p1-1-u2-i1"]
    assert table["priority"].tolist() == ["organising", ""]
    assert table[["region_code", "region_name", "level"]].drop_duplicates().to_numpy().tolist() == [
        ["331082", "临海市", "county"]
    ]
    assert table["year"].tolist() == [2011, 2011]


@pytest.mark.parametrize(
    ("text", "flags", "doubt"),
    [
        ("新建工会52（107）家。", "", "another number stands in brackets behind it"),
        ("新建工会12家。", "digits_damaged", "digits of this report are damaged"),
        ("新建工会12家。", "anonymised|zero_stripped", "zeros are missing from figures of this report"),
        ("调解成功率99.1%（452/456）。", "anonymised", ""),
    ],
)
def test_a_damaged_figure_says_why_it_is_not_reliable(text, flags, doubt):
    first = told([text], flags=flags).iloc[0]
    assert (first["doubt"], first["reliable"]) == (doubt, doubt == "")


@pytest.mark.parametrize(
    ("kind", "start", "end", "period"),
    [
        ("half_year", "2011-01-01", "2011-06-30", "2011-07-01/2011-12-31"),
        ("annual", "2011-01-01", "2011-12-31", "2012-01-01/2012-12-31"),
        ("plan", "2011-01-01", "2011-12-31", "2011-01-01/2011-12-31"),
        ("unknown", "", "", ""),
    ],
)
def test_a_target_is_for_the_time_the_plan_is_for(kind, start, end, period):
    table = told(["新建工会12家。"], ["plan"], kind=kind, period_start=start, period_end=end)
    assert table["period"].tolist() == [period]


def test_no_units_no_figures_and_texts_without_figures_give_the_empty_table():
    assert check(indicators(units([], []), report(), EDITS.empty(), PRIORITIES.empty(), MEASURES), "indicators").empty
    assert told(["工会工作取得新进展。"]).empty


def test_what_other_units_say_changes_nothing():
    texts = ROWS["text"].drop_duplicates().tolist()[:12]
    together = told(texts)
    alone = pd.concat([told([t]) for t in texts], ignore_index=True)
    columns = ["quote", "value", "unit", *TOLD]
    pd.testing.assert_frame_equal(together[columns], alone[columns])


def test_every_figure_is_in_one_clause_and_a_line_without_end_costs_no_more():
    words = [("、", "J"), ("工会", NOUN), ("12", NOUN), ("家", NOUN)] * 10_000
    spans = [(i * 6 + 3, i * 6 + 6) for i in range(10_000)]
    clauses = clauses_of([*words, ("（", "X")], 0, spans)
    assert sorted(f for c in clauses for f in c.figures) == list(range(10_000))
    assert {c.thing for c in counted_things(clauses, ["家"] * 10_000)} == {"工会"}

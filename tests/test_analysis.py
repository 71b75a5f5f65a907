"""The analysis makes every table it promises, of any size of corpus, the same each time."""

import json
from pathlib import Path

import pandas as pd
import pytest
from every_method import analyse_by_every_method, code_by_every_method
from text.gold_frames import LEXICONS, gold_tables

from unionreports.analysis import analyse
from unionreports.measures.methods import rows_of
from unionreports.table_check import check
from unionreports.tables import METHODS, PAGE_METHODS, PRIORITIES, TABLES
from unionreports.text.lexicons import read_lexicons

#: A codebook that no hand coding was made with.
OTHER_LEXICONS = Path(__file__).parent / "policy_fields" / "data" / "lexicons"
NAMES = {"tokens", "priorities"}


@pytest.fixture(scope="module")
def lexicons():
    return read_lexicons(LEXICONS)


@pytest.fixture(scope="module")
def tables():
    return gold_tables()


@pytest.fixture(scope="module")
def results(tables, lexicons):
    return analyse_by_every_method(tables, lexicons, 1)


def of_reports(tables, report_ids):
    """The tables with these reports only; edits belong to pages and stay."""
    return {n: t[t["report_id"].isin(report_ids)] if "report_id" in t else t for n, t in tables.items()}


def test_every_table_is_there_and_valid(results):
    assert set(results) == NAMES
    for name, table in results.items():
        check(table, TABLES[name].name)
        assert len(table)


def test_same_seed_same_tables(results, tables, lexicons):
    again = analyse_by_every_method(tables, lexicons, 1)
    for name in NAMES:
        pd.testing.assert_frame_equal(results[name], again[name], check_exact=True)


@pytest.mark.parametrize("report_ids", [[], ["s001-1"], ["s001-1", "s001-3"]])
def test_small_corpora_pass_through(tables, lexicons, report_ids):
    for name, table in analyse_by_every_method(of_reports(tables, report_ids), lexicons, 1).items():
        check(table, TABLES[name].name)


def assert_coded(rows, units, codebook, methods):
    """Every unit by each of the methods: weights that add to 1, one primary, ids of the codebook, frames the residual."""
    check(rows, PRIORITIES.name)
    assert set(rows["method"]) == set(methods)
    assert set(rows["priority"]) <= set(codebook.ids)
    frames = units.loc[units["role"] == "frame", "unit_id"]
    for _, found in rows.groupby("method"):
        by_unit = found.groupby("unit_id")
        assert set(by_unit.groups) == set(units["unit_id"])
        assert by_unit["weight"].sum().between(1 - 1e-9, 1 + 1e-9).all()
        assert by_unit["is_primary"].sum().eq(1).all()
        primary = found[found["is_primary"]].set_index("unit_id")["priority"]
        assert primary.loc[frames].eq(codebook.ids[codebook.residual]).all()


def test_units_are_coded_by_every_method(results, tables, lexicons):
    assert_coded(results["priorities"], tables["units"], lexicons.codebook, METHODS)
    coded = {m: rows_of(results["priorities"], m).query("is_primary")["priority"].tolist() for m in METHODS}
    assert all(coded[a] != coded[b] for a in METHODS for b in METHODS if a < b)


def test_calendar_terms_are_evidence_of_one_coding_by_rules_and_not_of_the_other(results, tables, lexicons):
    def quoted(method):
        evidence = rows_of(results["priorities"], method)["evidence"]
        return {quote["quote"] for cell in evidence for quote in json.loads(cell)}

    assert quoted("codebook") & lexicons.calendar_terms
    assert not quoted("codebook_timeless") & lexicons.calendar_terms


def test_what_a_method_cannot_do_is_said(tables, lexicons):
    said = []
    rows = code_by_every_method(tables, lexicons, 1, said.append)
    coded = lexicons.coded_units.query("role != 'frame'")["primary"]
    missing = [name for name in lexicons.codebook.ids if name not in set(coded)]
    told = next(line for line in said if line.startswith("method classifier: "))
    assert missing and all(name in told for name in missing)
    predicted = rows_of(rows, "classifier").merge(tables["units"], on="unit_id").query("role != 'frame'")["priority"]
    assert not set(predicted) & set(missing)


def test_a_corpus_without_units_has_an_empty_coding(tables, lexicons):
    said = []
    rows = code_by_every_method(of_reports(tables, []), lexicons, 1, said.append)
    assert rows.empty
    check(rows, PRIORITIES.name)


def test_one_report_is_coded_by_every_method(tables, lexicons):
    one = of_reports(tables, ["s001-3"])
    assert_coded(code_by_every_method(one, lexicons, 1), one["units"], lexicons.codebook, METHODS)


def test_with_a_codebook_that_nobody_coded_with_the_classifier_is_missing_and_says_why(tables):
    own, said = read_lexicons(OTHER_LEXICONS), []
    rows = code_by_every_method(tables, own, 1, said.append)
    assert_coded(rows, tables["units"], own.codebook, [m for m in METHODS if m != "classifier"])
    assert [line for line in said if line.startswith("method classifier: no units were coded by hand")]


def test_what_is_said_of_a_page_does_not_depend_on_the_other_pages(results, tables, lexicons):
    """Down to the last digit, whatever the number of units that are coded at once."""
    for report_id in ("s001-3", "s002-1"):
        alone = analyse(of_reports(tables, [report_id]), lexicons)
        for name, table in alone.items():
            among = results[name].merge(table[["unit_id"]].drop_duplicates())
            among = among[among["method"].isin(PAGE_METHODS)] if name == "priorities" else among
            keys = list(TABLES[name].key)
            found, expected = (t.sort_values(keys, ignore_index=True) for t in (table, among))
            pd.testing.assert_frame_equal(found, expected, check_exact=True)


def test_coding_is_the_same_whatever_the_order_of_the_tables(results, tables, lexicons):
    """Of the topic model this is not asked: its shares move in the third decimal, as with any other start."""
    turned = {name: table.iloc[::-1].reset_index(drop=True) for name, table in tables.items()}
    rows = code_by_every_method(turned, lexicons, 1)
    keys = ["method", "unit_id", "priority"]
    for method in PAGE_METHODS:
        found, expected = (
            rows_of(r, method).sort_values(keys, ignore_index=True) for r in (rows, results["priorities"])
        )
        pd.testing.assert_frame_equal(found, expected)

"""Documents hold the words of their units and no others; what is left out is told with its reason."""

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest

from unionreports.config import LEXICONS
from unionreports.table_check import check
from unionreports.tables import TABLES
from unionreports.text.document_rows import document_rows
from unionreports.text.documents import document_terms
from unionreports.text.lexicons import read_lexicons

ROWS = [
    # unit, report, heading, role, text
    ("a-1-u1", "a-1", "", "frame", "各位代表，厂务公开。"),
    ("a-1-u2", "a-1", "", "review", "推进厂务公开，帮扶困难职工3人次。"),
    ("a-1-u3", "a-1", "a-1-h1", "review", "劳动竞赛"),
    ("a-1-u4", "a-1", "a-1-h1", "plan", "劳动竞赛，在慈溪市开展厂务公开。"),
    ("a-1-u5", "a-1", "a-1-h1", "review", "帮扶，慈溪"),
    ("b-1-u1", "b-1", "b-1-h1", "review", "在和平区的世界和平；世界和平，慈溪市劳动竞赛三百次。"),
    ("b-1-u2", "b-1", "b-1-h1", "review", "厂务公开厂务公开"),
    ("c-1-u1", "c-1", "", "review", "无"),
]
UNITS = pd.DataFrame(ROWS, columns=["unit_id", "report_id", "heading_id", "role", "text"])
UNITS["heading_path"] = UNITS["heading_id"]
HEADINGS = pd.DataFrame({"heading_id": ["a-1-h1", "b-1-h1"]})
REPORTS = pd.DataFrame(
    {
        "report_id": ["a-1", "b-1", "c-1"],
        "page_id": ["a", "b", "c"],
        "year": pd.array([2004, None, 2015], dtype="Int64"),
        "usable": [True, False, True],
    }
    | {c: ["", "", ""] for c in ("issuer", "level", "province", "prefecture", "county", "region_code", "region_name")}
)


@pytest.fixture(scope="module")
def lexicons():
    return dataclasses.replace(
        read_lexicons(LEXICONS), terms=("厂务公开", "劳动竞赛", "困难职工"), stop_words=frozenset({"推进", "开展"})
    )


def terms(lexicons, units=UNITS, **options):
    return document_terms(units, HEADINGS, lexicons, **({"min_df": 1, "min_reports": 1} | options))


def bags(found) -> dict:
    """Words of each document as {document: {term: count}}."""
    rows = found.counts.toarray()
    return {d: {t: int(n) for t, n in zip(found.terms, row) if n} for d, row in zip(found.ids, rows)}


def reasons(found) -> dict:
    return dict(zip(found.vocabulary["term"], found.vocabulary["reason"]))


def test_a_unit_is_a_document_with_its_words_and_greetings_are_none(lexicons):
    assert bags(terms(lexicons)) == {
        "a-1-u2": {"厂务公开": 1, "帮扶": 1, "困难职工": 1, "人次": 1},
        "a-1-u3": {"劳动竞赛": 1},
        "a-1-u4": {"劳动竞赛": 1, "厂务公开": 1},
        "a-1-u5": {"帮扶": 1},
        "b-1-u1": {"世界": 2, "和平": 2, "劳动竞赛": 1},
        "b-1-u2": {"厂务公开": 2},
        "c-1-u1": {},
    }


def test_sections_are_units_under_one_heading_and_the_report_s_own(lexicons):
    found = terms(lexicons, documents="section")
    assert bags(found)["a-1-h1"] == {"劳动竞赛": 2, "厂务公开": 1, "帮扶": 1}
    assert found.ids == ("a-1", "a-1-h1", "b-1-h1", "c-1")


def test_pools_are_short_units_under_one_heading_named_by_the_first(lexicons):
    found = terms(lexicons, pool_below=4)
    assert found.documents.set_index("unit_id")["document_id"].to_dict() == {
        "a-1-u2": "a-1-u2", "a-1-u3": "a-1-u3", "a-1-u4": "a-1-u4", "a-1-u5": "a-1-u3",
        "b-1-u1": "b-1-u1", "b-1-u2": "b-1-u2", "c-1-u1": "c-1-u1",
    }  # fmt: skip
    assert bags(found)["a-1-u3"] == {"劳动竞赛": 1, "帮扶": 1}


@pytest.mark.parametrize("options", [{}, {"documents": "section"}, {"documents": "report"}, {"pool_below": 3}])
def test_every_way_of_making_documents_counts_the_same_words(lexicons, options):
    units, other = terms(lexicons), terms(lexicons, **options)
    assert other.terms == units.terms and other.counts.dtype == np.int64
    assert (other.counts.sum(axis=0) == units.counts.sum(axis=0)).all()
    assert other.vocabulary[["term", "n", "n_reports"]].equals(units.vocabulary[["term", "n", "n_reports"]])


def test_what_is_no_term_says_why_and_the_first_reason_is_told(lexicons):
    found = terms(lexicons, min_df=2, min_reports=2, max_df=0.5)
    assert reasons(found) == {
        "3": "number", "三百次": "number", "的": "short", "在": "short", "无": "short",
        "推进": "stop word", "开展": "stop word", "慈溪市": "place name", "慈溪": "place name", "和平区": "place name",
        "人次": "min_df", "困难职工": "min_df", "世界": "min_df", "和平": "min_df", "帮扶": "min_reports",
        "厂务公开": "", "劳动竞赛": "",
    }  # fmt: skip
    assert reasons(terms(lexicons, max_df=0.4))["厂务公开"] == "max_df"


def test_counts_in_the_vocabulary_are_those_of_the_documents(lexicons):
    found = terms(lexicons)
    rows = found.vocabulary.set_index("term").loc[list(found.terms)]
    assert (rows["n"] == np.asarray(found.counts.sum(axis=0)).ravel()).all()
    assert (rows["n_documents"] == (found.counts > 0).toarray().sum(axis=0)).all()
    place = found.vocabulary.set_index("term").loc["慈溪市"]
    assert (place["n"], place["n_documents"], place["n_reports"]) == (2, 2, 2)
    assert found.settings["n_place_words"] == 4 and json.loads(json.dumps(found.settings)) == found.settings


def test_place_names_numbers_and_stop_words_come_in_by_argument(lexicons):
    found = terms(lexicons, place_names=True, numbers=True, stop_words=False)
    assert {"慈溪市", "慈溪", "和平区", "三百次", "推进"} < set(found.terms)
    assert reasons(found)["3"] == "short"


def test_without_the_dictionary_its_terms_fall_apart(lexicons):
    assert {"厂务", "公开"} <= set(terms(lexicons, dictionary=False).terms) - set(terms(lexicons).terms)


def test_shared_text_is_not_counted_and_a_word_goes_with_half_of_it(lexicons):
    # Of 厂务公开厂务公开 the first word and half of the second; of 劳动竞赛 one character of four.
    spans = pd.DataFrame({"unit_id": ["b-1-u2", "a-1-u3", "a-1-u1"], "text_start": [0, 0, 0], "text_end": [6, 1, 4]})
    found = terms(lexicons, shared=spans)
    assert bags(found)["b-1-u2"] == {} and bags(found)["a-1-u3"] == {"劳动竞赛": 1}
    assert found.settings["n_shared_words"] == 2 and not found.settings["shared_text"]
    assert (found.documents["document_id"] == terms(lexicons).documents["document_id"]).all()


def test_a_corpus_of_one_report_asks_for_that_report_only(lexicons):
    found = terms(lexicons, UNITS[UNITS["report_id"] == "a-1"], min_reports=3)
    assert "厂务公开" in found.terms and found.settings["min_reports"] == 1


@pytest.mark.parametrize("kept", [slice(0, 0), slice(0, 1), slice(7, 8)])
def test_without_a_word_there_is_nothing_and_no_error(lexicons, kept):
    found = terms(lexicons, UNITS.iloc[kept], min_df=2, min_reports=2)
    assert found.terms == () and found.counts.shape == (len(found.ids), 0)
    for name, frame in (("documents", found.documents), ("vocabulary", found.vocabulary)):
        check(frame, TABLES[name].name)


def test_tables_are_as_declared_and_the_order_of_units_changes_no_document(lexicons):
    found, turned = terms(lexicons), terms(lexicons, UNITS[::-1])
    check(found.documents, TABLES["documents"].name)
    check(found.vocabulary, TABLES["vocabulary"].name)
    assert bags(found) == bags(turned) and found.terms == turned.terms and found.vocabulary.equals(turned.vocabulary)


@pytest.mark.parametrize(
    "options, message",
    [
        ({"documents": "page"}, "unit, section, report"),
        ({"documents": "report", "pool_below": 9}, "leave one of the two out"),
        ({"units": UNITS.assign(heading_id="z-1-h9")}, "z-1-h9"),
    ],
)
def test_wrong_choices_are_named(lexicons, options, message):
    with pytest.raises(ValueError, match=message):
        terms(lexicons, **options)


def test_rows_tell_what_is_known_of_each_document(lexicons):
    found = terms(lexicons, documents="section")
    rows = document_rows(found.documents, UNITS, REPORTS)
    assert rows["document_id"].tolist() == list(found.ids)
    assert rows["role"].tolist() == ["review", "", "review", "review"]
    assert rows["page_id"].tolist() == ["a", "a", "b", "c"] and rows["n_units"].tolist() == [1, 3, 2, 1]
    assert rows["year"].dtype == "Int64" and rows["year"].isna().tolist() == [False, False, True, False]
    assert rows["n_chars"].tolist() == [len(ROWS[1][4]), sum(len(r[4]) for r in ROWS[2:5]), sum(len(r[4]) for r in ROWS[5:7]), 1]  # fmt: skip
    with pytest.raises(ValueError, match="c-1"):
        document_rows(found.documents, UNITS, REPORTS[:2])

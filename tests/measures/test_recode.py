"""Coding again without terms gives what coding everything without them gives."""

from hypothesis import given, settings, strategies as st
import pandas as pd
import pytest

from unionreports.config import LEXICONS
from unionreports.measures.priorities import code_units
from unionreports.measures.recode import code_without
from unionreports.text.lexicons import read_lexicons


@pytest.fixture(scope="module")
def coded(seed_frames):
    lexicons = read_lexicons(LEXICONS)
    tables = tuple(seed_frames[name] for name in ("units", "reports", "headings", "edits"))
    return lexicons, tables, code_units(*tables, lexicons.codebook)


def both_ways(coded, terms):
    lexicons, tables, rows = coded
    whole = code_units(*tables, lexicons.codebook.without(terms), method="codebook_timeless")
    return whole, code_without(rows, *tables, lexicons.codebook, terms, "codebook_timeless")


def test_without_calendar_terms_it_is_the_same_as_coding_all(coded):
    whole, again = both_ways(coded, coded[0].calendar_terms)
    pd.testing.assert_frame_equal(again, whole)
    assert not again["priority"].equals(coded[2]["priority"])


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_without_any_terms_it_is_the_same_as_coding_all(coded, data):
    codebook = coded[0].codebook
    known = sorted({*codebook.terms, *codebook.heading_terms, *codebook.weak_terms})
    terms = data.draw(st.lists(st.sampled_from([*known, "not a term"]), max_size=400, unique=True))
    whole, again = both_ways(coded, terms)
    pd.testing.assert_frame_equal(again, whole)


def test_without_terms_that_nobody_names_only_the_method_changes(coded):
    _, again = both_ways(coded, ["not a term"])
    pd.testing.assert_frame_equal(again, coded[2].assign(method="codebook_timeless"))

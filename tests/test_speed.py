"""Coding, shares and vectorising are fast enough for a large corpus, and what memory they take is printed."""

import resource
import time

import pandas as pd
import pytest

from every_method import code_by_every_method
from unionreports.compare.shares import priority_shares
from unionreports.config import LEXICONS
from unionreports.measures.methods import rows_of
from unionreports.tables import METHODS
from unionreports.text.lexicons import read_lexicons
from unionreports.text.vectorise import TermVectorizer

#: Two fifths of the corpus that the limits are declared for, and two fifths of the limits: all tests together are to
#: take minutes. What does not grow with the corpus (training the classifier) weighs more here than at full size.
UNITS = 40_000
DECLARED = 100_000
#: Seconds for `DECLARED` units.
CODING_AND_SHARES, VECTORISING = 60, 30
_KEYS = ("unit_id", "report_id", "page_id", "heading_id", "parent_id")


def repeated(tables: dict[str, pd.DataFrame], n_units: int) -> dict[str, pd.DataFrame]:
    """The tables again and again with new ids, until there are `n_units`."""
    times = -(-n_units // len(tables["units"]))
    copies = {name: pd.concat([table] * times, ignore_index=True) for name, table in tables.items()}
    for name, table in copies.items():
        number = (pd.Series(range(len(table))) // len(tables[name])).astype("str")
        for key in table.columns.intersection(_KEYS):
            table[key] = table[key].where(table[key] == "", "c" + number + table[key])
    copies["units"] = copies["units"].head(n_units)
    return copies


def megabytes() -> int:
    """Peak memory of this process so far (kilobytes on Linux, where the tests run)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@pytest.fixture(scope="module")
def large(seed_frames):
    return repeated({name: seed_frames[name] for name in ("units", "headings", "reports", "edits")}, UNITS)


def least_seconds(work, limit: float) -> float:
    """Process time of `work`, tried a second time if need be: another program on the machine must not decide."""
    tries = []
    while len(tries) < 2 and (not tries or min(tries) >= limit):
        begin = time.process_time()
        work()
        tries.append(time.process_time() - begin)
    return min(tries)


@pytest.mark.slow
def test_coding_by_every_method_and_shares(large, record_property):
    lexicons, before, limit = read_lexicons(LEXICONS), megabytes(), CODING_AND_SHARES * UNITS / DECLARED
    parts = {}

    def work():
        begin = time.process_time()
        priorities = parts["priorities"] = code_by_every_method(large, lexicons, 1)
        parts["coding"] = time.process_time() - begin
        for method in METHODS:
            rows = rows_of(priorities, method)
            shares = priority_shares(rows, large["units"], large["reports"], ["province"], usable_only=False)
            assert len(shares)

    seconds = least_seconds(work, limit)
    print(
        f"{UNITS:,} units: coding {parts['coding']:.1f} s of {seconds:.1f} s of process time with shares; "
        f"peak memory {before} MB before, {megabytes()} MB after"
    )
    record_property("seconds", round(seconds, 1))
    record_property("peak_megabytes", megabytes())
    assert len(large["units"]) == UNITS == large["units"]["unit_id"].nunique()
    assert parts["priorities"]["is_primary"].sum() == UNITS * len(METHODS)
    assert seconds < limit


@pytest.mark.slow
def test_vectorising(large, record_property):
    lexicons, limit = read_lexicons(LEXICONS), VECTORISING * UNITS / DECLARED
    found = []

    def work():
        vectorizer = TermVectorizer(lexicons.terms, lexicons.stop_words, min_df=2)
        found.append(vectorizer.fit_transform(large["units"]["text"]))

    seconds = least_seconds(work, limit)
    n_units, n_terms = found[0].shape
    print(f"{n_units:,} units, {n_terms:,} terms: {seconds:.1f} s of process time; peak memory {megabytes()} MB")
    record_property("seconds", round(seconds, 1))
    assert n_units == UNITS and found[0].sum() > UNITS
    assert seconds < limit

"""The analysis makes every table it promises, of any size of corpus, the same each time."""

import pandas as pd
import pytest
from text.gold_frames import LEXICONS, gold_tables

from unionreports.analysis import analyse, cluster_reports, report_profiles, unit_terms
from unionreports.tables import TABLES
from unionreports.text.lexicons import read_lexicons

NAMES = {"tokens", "priorities", "topic_terms", "document_topics", "clusters"}


@pytest.fixture(scope="module")
def lexicons():
    return read_lexicons(LEXICONS)


@pytest.fixture(scope="module")
def tables():
    return gold_tables()


@pytest.fixture(scope="module")
def results(tables, lexicons):
    return analyse(tables, lexicons, random_state=1)


def test_every_table_is_there_and_valid(results):
    assert set(results) == NAMES
    for name, table in results.items():
        TABLES[name].schema.validate(table)
        assert len(table)


def test_same_seed_same_tables(results, tables, lexicons):
    again = analyse(tables, lexicons, random_state=1)
    for name in NAMES:
        pd.testing.assert_frame_equal(results[name], again[name], check_exact=True)


@pytest.mark.parametrize("report_ids", [[], ["s001-1"], ["s001-1", "s001-3"]])
def test_small_corpora_pass_through(tables, lexicons, report_ids):
    small = {n: t[t["report_id"].isin(report_ids)] if "report_id" in t else t for n, t in tables.items()}
    for name, table in analyse(small, lexicons, random_state=1).items():
        TABLES[name].schema.validate(table)


def test_topics_are_about_units_with_content(results, tables):
    frames = set(tables["units"].loc[tables["units"]["role"] == "frame", "unit_id"])
    assert frames and not frames & set(results["document_topics"]["unit_id"])


def test_terms_of_units_hold_no_stop_word_and_no_bare_number(tables, lexicons):
    counts, terms, ids = unit_terms(tables["units"], lexicons)
    assert counts.shape == (len(ids), len(terms))
    assert not set(terms) & lexicons.stop_words and all(any(c.isalpha() for c in t) for t in terms)


def test_clusters_come_by_words_and_by_priorities(results, tables, lexicons):
    groups = cluster_reports(tables["units"], results["priorities"], lexicons, 1, n_clusters=3)
    assert list(groups) == ["hierarchical_tfidf", "kmeans_tfidf", "hierarchical_priorities", "kmeans_priorities"]
    assert all(g.clusters["cluster"].nunique() == 3 for g in groups.values())


def test_profiles_leave_the_residual_out(results, tables, lexicons):
    profiles = report_profiles(tables["units"], results["priorities"], lexicons.codebook)
    assert "other" not in profiles and profiles.sum(axis=1).between(0.999, 1.001).all()

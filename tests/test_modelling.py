"""The model step makes every table it promises, of any size of corpus, each bound to the others, the same each time."""

import json

import pytest

from unionreports.analysis import analyse
from unionreports.config import LEXICONS
from unionreports.model_tables import MODEL_TABLES, MODELS
from unionreports.modelling import QUICK, model_tables
from unionreports.text.claims import read_claims
from unionreports.text.lexicons import read_lexicons


@pytest.fixture(scope="module")
def lexicons():
    return read_lexicons(LEXICONS)


@pytest.fixture(scope="module")
def corpus(seed_frames, lexicons):
    return seed_frames | analyse(seed_frames, lexicons, random_state=1)


def of_reports(tables, report_ids):
    """The tables with these reports only."""
    units = tables["units"]
    kept = set(units.loc[units["report_id"].isin(report_ids), "unit_id"])
    chosen = {}
    for name, table in tables.items():
        by = "report_id" if "report_id" in table else "unit_id" if "unit_id" in table else None
        chosen[name] = table if by is None else table[table[by].isin(report_ids if by == "report_id" else kept)]
    return chosen


def models_of(tables, lexicons):
    claims, said = read_claims(LEXICONS, lexicons.codebook), []
    return model_tables(tables, lexicons, claims, 1, n_topics=4, effort=QUICK, say=said.append), said


@pytest.fixture(scope="module")
def made(corpus, lexicons):
    return models_of(corpus, lexicons)[0]


def test_every_table_is_there_and_valid_and_has_rows(made):
    assert list(made) == [table.name for table in MODEL_TABLES]
    for table in MODEL_TABLES:
        table.schema.validate(made[table.name])
        # Claims are tried in full runs only; those of `tests/test_notebooks.py` have them.
        assert len(made[table.name]) or table.name == "specifications", table.name


def test_tables_lead_to_each_other(made, corpus):
    documents, vocabulary = made["documents"], made["vocabulary"]
    content = corpus["units"].loc[corpus["units"]["role"] != "frame", "unit_id"]
    assert set(documents["unit_id"]) == set(content)
    assert list(made["topic_models"]["model"]) == list(MODELS)
    for name in ("topic_terms", "document_topics", "topic_effects"):
        assert set(made[name]["model"]) == set(MODELS)
    assert set(made["document_topics"]["document_id"]) <= set(documents["document_id"])
    assert set(made["topic_terms"]["term"]) <= set(vocabulary.loc[vocabulary["reason"] == "", "term"])
    trees = made["cluster_trees"].sort_values("step").groupby("clustering").last()
    members = made["clusters"].groupby("clustering")["entity_id"].agg(set)
    for clustering, row in trees.iterrows():
        assert {*row["left"].split("|"), *row["right"].split("|")} == members[clustering]


def test_every_model_names_what_it_was_made_of(made):
    for row in made["topic_models"].itertuples():
        settings = json.loads(row.settings)
        assert settings["random_state"] == row.random_state == 1 and settings["words"]["documents"] == row.documents
        assert {"numpy", "scipy"} <= set(json.loads(row.versions))
    assert made["topic_models"]["model_hash"].is_unique and made["topic_models"]["input_hash"].nunique() == 1


def test_the_structural_model_is_judged_by_refits_too(made):
    refitted = made["topic_stability"].groupby("model")["kind"].unique()
    assert all(set(refitted[model]) == {"seeds", "pages"} for model in ("nmf", "lda", "structural"))


@pytest.mark.parametrize("report_ids", [[], ["s001-1"], ["s001-1", "s001-3"]])
def test_small_corpora_pass_through(report_ids, corpus, lexicons):
    made, _ = models_of(of_reports(corpus, report_ids), lexicons)
    for table in MODEL_TABLES:
        table.schema.validate(made[table.name])


def test_what_cannot_be_fitted_is_said(corpus, lexicons):
    none, said = models_of(of_reports(corpus, []), lexicons)
    assert none["topic_models"].empty and said
    few = of_reports(corpus, ["s001-1"])
    made, said = models_of(few, lexicons)
    assert made["topic_models"]["n_topics"].iloc[0] <= 4

"""The model step makes every table it promises, of any size of corpus, each bound to the others, the same each time."""

import json

import pandas as pd
import pytest

from unionreports.config import LEXICONS
from unionreports.model_tables import MODEL_TABLES, MODELS
from unionreports.modelling import QUICK, model_tables
from unionreports.table_check import check
from unionreports.text.claims import read_claims
from unionreports.text.lexicons import read_lexicons


@pytest.fixture(scope="module")
def lexicons():
    return read_lexicons(LEXICONS)


def of_reports(tables, report_ids):
    """The tables with these reports only."""
    units = tables["units"]
    kept = set(units.loc[units["report_id"].isin(report_ids), "unit_id"])
    chosen = {}
    for name, table in tables.items():
        by = "report_id" if "report_id" in table else "unit_id" if "unit_id" in table else None
        chosen[name] = table if by is None else table[table[by].isin(report_ids if by == "report_id" else kept)]
    return chosen


def models_of(tables, lexicons, folder=None, shared_text=True):
    claims, said = read_claims(LEXICONS, lexicons.codebook), []
    made = model_tables(tables, lexicons, claims, 1, 4, QUICK, folder, say=said.append, shared_text=shared_text)
    return made, said


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Where finished work is kept, with a refit of an earlier full run in it."""
    folder = tmp_path_factory.mktemp("runs")
    (folder / "refit_lda_pages_19-0123456789abcdef.zip").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def made(coded_frames, lexicons, runs):
    return models_of(coded_frames, lexicons, runs)[0]


def test_a_first_look_keeps_what_a_full_run_has_done(made, runs):
    names = {file.name.rsplit("-", 1)[0] for file in runs.iterdir()}
    assert {"refit_lda_pages_19", "refit_lda_pages_0"} <= names


def test_every_table_is_there_and_valid_and_has_rows(made):
    assert list(made) == [*(table.name for table in MODEL_TABLES), "priorities"]
    for table in MODEL_TABLES:
        check(made[table.name], table.name)
        # Claims are tried in full runs only; those of `tests/test_notebooks.py` have them.
        assert len(made[table.name]) or table.name == "specifications", table.name


def test_tables_lead_to_each_other(made, coded_frames):
    documents, vocabulary = made["documents"], made["vocabulary"]
    content = coded_frames["units"].loc[coded_frames["units"]["role"] != "frame", "unit_id"]
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


def test_without_shared_text_topics_and_clusters_are_others_and_say_so(made, coded_frames, lexicons):
    content = coded_frames["units"][coded_frames["units"]["role"] == "review"]
    shared = pd.DataFrame({"unit_id": content["unit_id"], "text_start": 0, "text_end": content["text"].str.len() // 2})
    without, _ = models_of(coded_frames | {"shared_text": shared}, lexicons, shared_text=False)
    for name in ("topic_models", "clusters"):
        assert made[name]["shared_text"].all() and not without[name]["shared_text"].any()
    assert (without["topic_models"]["n_words"] < made["topic_models"]["n_words"]).all()
    x = [found["clusters"].groupby("features")["x"].sum() for found in (made, without)]
    assert (x[0] != x[1]).all()


@pytest.mark.parametrize("report_ids", [[], ["s001-1"], ["s001-1", "s001-3"]])
def test_small_corpora_pass_through(report_ids, coded_frames, lexicons):
    made, _ = models_of(of_reports(coded_frames, report_ids), lexicons)
    for table in MODEL_TABLES:
        check(made[table.name], table.name)


def test_what_cannot_be_fitted_is_said(coded_frames, lexicons):
    none, said = models_of(of_reports(coded_frames, []), lexicons)
    assert none["topic_models"].empty and said
    few = of_reports(coded_frames, ["s001-1"])
    made, said = models_of(few, lexicons)
    assert made["topic_models"]["n_topics"].iloc[0] <= 4

"""From a row of any table back to spans of raw pages."""

import json

import numpy as np
import pandas as pd
import pytest

from unionreports.tables import TABLES
from unionreports.tracing.corpus import text_of
from unionreports.tracing.table_rows import RESOLVERS, units_behind


def test_every_table_has_its_rule():
    assert RESOLVERS.keys() == TABLES.keys()


@pytest.fixture(scope="module")
def tables(coded_frames):
    """Tables of the default corpus, with invented rows of models and statements on its first units with content."""
    units, reports = coded_frames["units"], coded_frames["reports"]
    content = units[units["role"] != "frame"].head(6).reset_index(drop=True)
    a, b, c, d, e, f = content["unit_id"]
    span = {"start": int(content["start"][0]) + 1, "end": int(content["start"][0]) + 4}
    later = {"start": int(content["start"][1]), "end": int(content["start"][1]) + 2}
    pooled = {"document_id": [a, b, b, d, e, f], "unit_id": [a, b, c, d, e, f]}
    shares = [("nmf", document, t, share) for document in (a, b, d) for t, share in ((0, 0.25), (1, 0.75))]
    report = content["report_id"][0]
    region = reports.set_index("report_id")
    usable = region[region["usable"] & region["year"].notna() & (region["region_code"] != "")].iloc[0]
    token = coded_frames["tokens"][coded_frames["tokens"]["unit_id"] == a].iloc[0]
    made = {
        "documents": pd.DataFrame(pooled),
        "document_topics": pd.DataFrame(shares, columns=["model", "document_id", "topic", "share"]),
        "clusters": pd.DataFrame(
            {"clustering": "x", "entity_id": [report, f"{usable['region_name']} {usable['year']}"], "cluster": [0, 1]}
        ),
        "indicators": pd.DataFrame({"indicator_id": [f"{a}-i1"], "unit_id": [a], **span}),
        "shared_text": pd.DataFrame({"unit_id": [b], "text_start": [0], "text_end": [2], **later}),
        "claims": pd.DataFrame(
            {"claim": ["c"], "question": ["plan"], "column": [""], "group_a": [""], "group_b": [""]}
        ),
    }
    promise = {"unit_id": a, **span, "later_unit_id": b, "later_start": later["start"], "later_end": later["end"]}
    rows = {
        "documents": {"unit_id": b},
        "vocabulary": {"term": token["token"]},
        "topic_models": {"model": "nmf"},
        "topic_terms": {"model": "nmf", "topic": 1, "rank": 1, "term": token["token"]},
        "document_topics": {"model": "nmf", "document_id": b, "topic": 0},
        "topic_choice": {"model": "nmf", "n_topics": 2, "measure": "npmi"},
        "topic_stability": {"model": "nmf", "topic": 1, "kind": "seeds"},
        "topic_effects": {"model": "nmf", "topic": 1, "covariate": "role", "value": "review", "kind": "mean"},
        "clusters": {"clustering": "x", "entity_id": f"{usable['region_name']} {usable['year']}"},
        "cluster_choice": {"clustering": "x", "n_clusters": 2},
        "cluster_stability": {"clustering": "x", "cluster": 0},
        "cluster_trees": {"clustering": "x", "step": 1, "left": report, "right": usable.name},
        "specifications": {"claim": "c", "documents": "unit", "verdict": "unsure"},
        "indicators": {"indicator_id": f"{a}-i1"},
        "indicator_checks": {"indicator_ids": f"{a}-i1"},
        "commitments": promise,
        "continuities": {name.replace("later", "plan"): value for name, value in promise.items()},
        "passages": {
            **{"report_a": report, "start_a": span["start"], "end_a": span["end"], "unit_ids_a": a},
            **{"report_b": report, "start_b": later["start"], "end_b": later["end"], "unit_ids_b": b},
        },
        "shared_text": {"unit_id": b, **later},
        "report_reuse": {"report_id": report},
    }
    return coded_frames | made, rows, {"content": content, "span": span, "later": later, "usable": usable}


def spans(found):
    return list(found[["unit_id", "start", "end", "group"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("name", TABLES)
def test_a_row_of_each_table_leads_to_spans_inside_their_units(name, tables):
    frames, rows, _ = tables
    table = frames.get(name)
    picked = [rows[name]] if name in rows else table.iloc[[0, len(table) // 2, -1]].to_dict("records")
    for row in picked:
        found = units_behind(name, row, frames)
        assert len(found), name
        within = found[found["unit_id"] != ""].merge(frames["units"], on="unit_id", suffixes=("", "_unit"))
        assert (within["start"] >= within["start_unit"]).all() and (within["end"] <= within["end_unit"]).all()
        assert (within["report_id"] == within["report_id_unit"]).all()
        assert found["page_id"].isin(frames["pages"]["page_id"]).all() and (found["end"] > found["start"]).all()
        assert name == "edits" or (found["unit_id"] != "").any()


def test_promises_and_what_came_of_them_are_the_two_groups(tables):
    frames, rows, known = tables
    a, b = known["content"]["unit_id"][:2]
    both = [(a, *known["span"].values(), 1), (b, *known["later"].values(), 2)]
    for name in ("commitments", "continuities", "passages"):
        assert spans(units_behind(name, rows[name], frames)) == both
    unkept = rows["commitments"] | {"later_unit_id": "", "later_start": pd.NA, "later_end": None}
    assert spans(units_behind("commitments", unkept, frames)) == both[:1]


def test_units_weigh_as_much_of_a_topic_as_their_document_holds(tables):
    frames, rows, known = tables
    found = units_behind("topic_stability", rows["topic_stability"], frames)
    assert found["unit_id"].tolist() == known["content"]["unit_id"][:4].tolist() and set(found["weight"]) == {0.75}
    pool = units_behind("document_topics", rows["document_topics"], frames)
    assert pool["unit_id"].tolist() == known["content"]["unit_id"][1:3].tolist()
    term = units_behind("topic_terms", rows["topic_terms"], frames)
    tokens = frames["tokens"]
    own = tokens[(tokens["token"] == rows["topic_terms"]["term"]) & tokens["unit_id"].isin(found["unit_id"])]
    assert sorted(zip(term["start"], term["end"], strict=True)) == sorted(zip(own["start"], own["end"], strict=True))


def test_a_region_in_a_year_is_its_usable_reports(tables):
    frames, rows, known = tables
    found = units_behind("clusters", rows["clusters"], frames)
    reports = frames["reports"]
    same = reports["usable"] & (reports["year"] == known["usable"]["year"])
    same &= reports["region_name"] == known["usable"]["region_name"]
    assert set(found["report_id"]) == set(reports.loc[same, "report_id"])
    tree = units_behind("cluster_trees", rows["cluster_trees"], frames)
    assert set(tree["group"]) == {1, 2} and set(tree["report_id"]) == {
        rows["cluster_trees"]["left"],
        known["usable"].name,
    }


def test_a_code_leads_to_the_terms_it_rests_on_and_then_to_its_unit(tables):
    frames, _, _ = tables
    coded = frames["priorities"]
    row = coded[(coded["method"] == "codebook") & coded["is_primary"] & (coded["evidence"].str.len() > 2)].iloc[0]
    found = units_behind("priorities", row.to_dict(), frames)
    whole = found[(found["weight"] == 0)]
    assert whole["unit_id"].tolist() == [row["unit_id"]] and len(found) > 1
    terms = {(e["start"], e["end"]) for e in json.loads(row["evidence"])}
    assert set(zip(found["start"], found["end"], strict=True)) == terms | {
        (whole["start"].iloc[0], whole["end"].iloc[0])
    }


def test_a_heading_leads_to_the_units_under_it_and_under_those_below(tables):
    frames, _, _ = tables
    top = frames["headings"][frames["headings"]["parent_id"] == ""].iloc[0]
    found = units_behind("headings", top.to_dict(), frames)
    units = frames["units"]
    below = units[(units["report_id"] == top["report_id"]) & units["heading_path"].str.startswith(top["text"])]
    assert found["unit_id"].tolist() == ["", *below["unit_id"]]
    assert (found["start"].iloc[0], found["end"].iloc[0]) == (top["start"], top["end"])


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (pd.NA, ""), (np.nan, ""), (3.0, "3"), (2.5, "2.5"), (True, "True"), ("a", "a")]
)
def test_cells_are_texts_as_a_csv_has_them(value, text):
    assert text_of(value) == text

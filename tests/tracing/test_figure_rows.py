"""From rows of figures back to units: every row of results made here, and the numbers they state."""

import io

import numpy as np
import pandas as pd
import pytest

from figure_walk import broken_rows
from unionreports.cells import safe_cells
from unionreports.compare import calendar_check, comparison, describe, keyness, leave_one_out, share_changes, silence
from unionreports.compare.groups import with_groups
from unionreports.compare.shares import priority_shares
from unionreports.config import LEXICONS
from unionreports.measures.methods import rows_of
from unionreports.text.lexicons import read_lexicons
from unionreports.tracing.corpus import Corpus
from unionreports.tracing.figure_rows import behind_figure_row, resolver_of, units_behind_figure
from unionreports.validation import agreement, method_agreement
from unionreports.validation.reference import reference_codes


@pytest.fixture(scope="module")
def lexicons():
    return read_lexicons(LEXICONS)


@pytest.fixture(scope="module")
def corpus(coded_frames, lexicons):
    return Corpus(coded_frames, lambda: lexicons)


def rows(values: pd.DataFrame) -> list[dict[str, str]]:
    """Rows as they come out of the CSV of a figure."""
    written = safe_cells(values).to_csv(index=False, float_format="%.6g")
    return pd.read_csv(io.StringIO(written), dtype=str, keep_default_na=False).to_dict("records")


def results(frames, lexicons):
    """Name to values of figures that need no models."""
    priorities, units, reports = frames["priorities"], frames["units"], with_groups(frames["reports"])
    own, content = rows_of(priorities, "combined"), units[units["role"] != "frame"]
    both = describe.in_reports_with(units, ["plan", "review"])
    asked = (own, content, reports)
    few = {"n_resamples": 5}
    yield "coverage", describe.coverage(reports)
    yield "cuts", describe.cuts(frames["pages"], frames["edits"])
    yield "dating", describe.dating(reports, frames["reports_inferred"], frames["pages"])
    for by in (["report_id"], ["province"], ["year"], ["level", "role"], ["rule_period"], []):
        yield f"shares by {by}", priority_shares(*asked, by=by, usable_only=by != ["report_id"], **few)
    plan = comparison.compare(*asked, "plan", weighting=["equal", "units"], **few)
    by_role = priority_shares(own, both, reports, by=["role"], **few).assign(question="shares by role")
    yield "plan, and shares by role below", pd.concat([plan, by_role])
    yield "levels", comparison.compare(*asked, "difference", "level", **few)
    yield "places", comparison.compare(*asked, "heterogeneity", **few)
    yield "years", calendar_check.calendar_check(priorities, content, reports, **few)
    yield "left out", leave_one_out.leave_one_out(*asked, "plan", over=["province"], **few)
    words = (frames["tokens"], both, reports, "role", "plan", "review", lexicons.stop_words)
    yield "words of parts", keyness.keyness(*words, **few)
    level = describe.largest_group(reports, "level")
    yield "words of a level", keyness.keyness(frames["tokens"], units, reports, "level", level, **few)
    yield "silence", silence.silence(units, reports, frames["headings"], lexicons.codebook)
    codes, _ = reference_codes(lexicons.coded_units, units, reports, frames["pages"])
    yield "agreement", agreement.agreement(priorities, codes, units, 1, n_resamples=5)
    yield "categories", agreement.category_scores(priorities, codes, units, 1, n_resamples=5)
    yield "confusion", agreement.confusion(priorities, codes, units)
    yield "methods", method_agreement.method_agreement(priorities, units, 1, n_resamples=5)
    usable = reports.loc[reports["usable"], "report_id"]
    fewer = {"priorities": own, "units": content, "reports": reports[reports["report_id"] != usable.iloc[0]]}
    yield (
        "changes",
        share_changes.share_changes(
            fewer, {"priorities": own, "units": content, "reports": reports}, n_resamples=5
        ).drop(columns=["old_n_reports", "old_n_pages"]),
    )


def test_every_row_leads_to_units_and_its_numbers_are_found_again(coded_frames, lexicons, corpus):
    walked = 0
    for name, values in results(coded_frames, lexicons):
        found = rows(values)
        assert found and broken_rows(found, corpus) == [], name
        walked += len(found)
    assert walked > 1_000


def test_a_row_that_states_another_number_is_told(coded_frames, corpus):
    own = rows_of(coded_frames["priorities"], "combined")
    row = rows(priority_shares(own, coded_frames["units"], coded_frames["reports"], by=["level"], n_resamples=10))[0]
    assert behind_figure_row(row, corpus).disagreements(row) == []
    for column in ("n_units", "n_reports", "n_pages"):
        wrong = row | {column: str(int(row[column]) + 1)}
        assert behind_figure_row(wrong, corpus).disagreements(wrong) == [(column, wrong[column], int(row[column]))]


def test_the_units_of_a_share_are_those_coded_so_and_what_they_are_a_share_of(coded_frames, lexicons):
    units, reports = coded_frames["units"], coded_frames["reports"]
    own = rows_of(coded_frames["priorities"], "combined")
    values = rows(priority_shares(own, units[units["role"] == "plan"], reports, by=["report_id"], usable_only=False))
    row = next(row for row in values if float(row["share"] or 0) > 0)
    found = units_behind_figure(row, coded_frames, lambda: lexicons)
    plan = units[(units["report_id"] == row["report_id"]) & (units["role"] == "plan")].set_index("unit_id")
    primary = own[own["is_primary"]].set_index("unit_id")["priority"].reindex(plan.index)
    assert found["unit_id"].tolist() == plan.index.tolist()
    assert (found["weight"].to_numpy() > 0).tolist() == (primary == row["priority"]).tolist()
    assert found["weight"].mean() == pytest.approx(float(row["share"]), abs=1e-5)
    assert found["start"].tolist() == plan["start"].tolist() and found["end"].tolist() == plan["end"].tolist()


def test_a_count_of_a_term_is_the_places_where_the_raw_page_has_it(coded_frames, lexicons, corpus, project):
    reports = with_groups(coded_frames["reports"])
    values = silence.silence(coded_frames["units"], reports, coded_frames["headings"], lexicons.codebook)
    used = values[values["count"] > 2]
    row = rows(used)[0]
    found = units_behind_figure(row, coded_frames, lambda: lexicons)
    own = found[(found["report_id"] == row["report_id"]) & (found["weight"] > 0)]
    assert len(own) == int(row["count"]) and set(found["group"]) == {1, 2}
    page = coded_frames["pages"].set_index("page_id").loc[own["page_id"].iloc[0]]
    raw = (project.pages / page["file"]).read_bytes().decode(page["encoding"].split(";")[0].split()[0])
    spans = {raw[start:end] for start, end in zip(own["start"], own["end"], strict=True)}
    assert spans == {row["term"]}


def test_ids_in_a_row_lead_to_their_rows_and_what_is_gone_is_named(corpus, coded_frames):
    a, b = coded_frames["units"]["unit_id"].iloc[[3, 8]]
    found = behind_figure_row({"place": "x", "unit_ids": f"{a}|{b}|gone-1-u001"}, corpus)
    assert found.frame(corpus)["unit_id"].tolist() == [a, b] and found.missing == ("gone-1-u001",)
    assert resolver_of(["colour", "n"]) is None
    with pytest.raises(ValueError, match="leads to the tables"):
        behind_figure_row({"colour": "red"}, corpus)


def test_reports_that_came_in_are_named_where_the_tables_do_not_have_them(coded_frames, corpus):
    tables = {"priorities": rows_of(coded_frames["priorities"], "combined"), "units": coded_frames["units"]}
    earlier = tables | {"reports": coded_frames["reports"]}
    new = coded_frames["reports"].head(1).assign(report_id="new-1")
    later = tables | {"reports": pd.concat([coded_frames["reports"], new])}
    row = rows(share_changes.share_changes(earlier, later, n_resamples=10))[0]
    found = behind_figure_row(row, corpus)
    assert found.missing == ("new-1",) and found.disagreements(row) == []
    assert found.numbers["old_n_reports"] == int(coded_frames["reports"]["usable"].sum())


def test_shares_of_own_text_count_no_unit_that_stands_elsewhere_whole(coded_frames, lexicons):
    units = coded_frames["units"]
    own = rows_of(coded_frames["priorities"], "combined")
    usable = coded_frames["reports"].loc[coded_frames["reports"]["usable"], "report_id"]
    gone = units[units["report_id"] == usable.iloc[0]]
    shared = pd.DataFrame(
        {"unit_id": gone["unit_id"], "text_start": np.int64(0), "text_end": gone["text"].str.len().astype("int64")}
    )
    corpus = Corpus(coded_frames | {"shared_text": shared}, lambda: lexicons)
    sides = share_changes.own_share_changes(own, units, coded_frames["reports"], shared, n_resamples=10)
    alone = priority_shares(own, units, coded_frames["reports"], by=["level"], shared=shared, n_resamples=10)
    assert (sides["own_n_units"] < sides["all_n_units"]).all()
    assert broken_rows(rows(sides), corpus) == [] == broken_rows(rows(alone), corpus)
    assert set(behind_figure_row(rows(sides)[0], corpus).numbers) >= {"all_n_units", "own_n_units"}


def test_a_row_about_a_promise_leads_to_the_promise_and_not_only_to_the_figures_it_sets(coded_frames, lexicons):
    a, b = coded_frames["units"].iloc[[3, 8]].to_dict("records")
    promise = {"commitment_id": "m", "unit_id": a["unit_id"], "start": a["start"], "end": a["start"] + 2}
    promise |= {"later_unit_id": b["unit_id"], "later_start": b["start"], "later_end": b["start"] + 1}
    figure = {"indicator_id": "i", "unit_id": a["unit_id"], "start": a["start"] + 1, "end": a["start"] + 2}
    made = {
        "commitments": pd.DataFrame([promise]),
        "indicators": pd.DataFrame([figure, figure | {"indicator_id": "j"}]),
    }
    corpus = Corpus(coded_frames | made, lambda: lexicons)
    both = behind_figure_row({"commitment_id": "m", "indicator_ids": "i"}, corpus)
    assert both.frame(corpus)["unit_id"].tolist() == [a["unit_id"], b["unit_id"]] and both.group.tolist() == [1, 2]
    cell = {"measure_id": "x", "year": "2004", "n": "2", "n_reports": "1", "indicator_ids": "i|j", "report_ids": "r"}
    found = behind_figure_row(cell, corpus)
    assert found.start.tolist() == [a["start"] + 1] * 2 and found.disagreements(cell) == []
    assert found.disagreements(cell | {"n": "3"}) == [("n", "3", 2)]

"""Stretches of units that stand elsewhere, shares of reports, and reports put together from others."""

import json

from hypothesis import given, settings, strategies as st
import numpy as np
import pandas as pd
import pytest

from invented_reports import STATEMENTS
from planted_reuse import noise, sentence_spans, take
from reuse_frames import ANYWHERE, FILLER, OWN, copied, corpus, find
from unionreports.measures.reuse.composites import composite_reports
from unionreports.measures.reuse.report_reuse import report_reuse
from unionreports.measures.reuse.shared import _stretches, shared_text
from unionreports.statement_tables import PASSAGE_KINDS
from unionreports.table_check import check

OTHERS = (
    "清明前后陪老劳模去看了新修的水库大坝，回来的路上大家说起当年挑土的事。",
    "给山上的护林员换了新棉被和手电，又请县医院的大夫上山给他们量血压。",
)


def _tables(frames: dict) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    given_ = (frames["units"], frames["reports"], frames["edits"])
    found = find(frames)
    stretches = shared_text(found, *given_)
    return found, stretches, report_reuse(found, stretches, *given_)


@pytest.fixture(scope="module")
def three():
    """Two reports share a statement whole, a third has the beginning of it and a statement of the second."""
    return corpus(
        copied("a", "330282", OWN, STATEMENTS[0], cut="（删）"),
        copied("b", "210100", FILLER, STATEMENTS[0], STATEMENTS[1], year=2010),
        copied("c", "370102", OTHERS[0], STATEMENTS[0][:42] + OTHERS[1], STATEMENTS[1]),
    )


def test_stretches_point_to_the_text_of_units_and_to_the_page(three):
    found, stretches, reuse = _tables(three)
    check(stretches, "shared_text")
    check(reuse, "report_reuse")
    texts = three["units"].set_index("unit_id")["text"]
    words = [texts[u][s:e] for u, s, e in zip(stretches["unit_id"], stretches["text_start"], stretches["text_end"])]
    held = dict(zip(stretches["unit_id"], words))
    assert held["a-1-u2"] == STATEMENTS[0].rstrip("。") or held["a-1-u2"] == STATEMENTS[0]
    assert held["b-1-u3"].rstrip("。") == held["c-1-u3"].rstrip("。") == STATEMENTS[1].rstrip("。")
    for row, its in zip(stretches.itertuples(), words):
        page = row.unit_id.split("-")[0]
        assert three["raw"][page][row.start : row.end].replace("（删）", "") == its
    n_reports = stretches.groupby("unit_id")["n_reports"].max()
    assert n_reports["a-1-u2"] == n_reports["b-1-u2"] == 2
    assert n_reports["b-1-u3"] == 1


def test_shares_of_reports_add_up_from_their_stretches(three):
    found, stretches, reuse = _tables(three)
    by_report = (stretches["text_end"] - stretches["text_start"]).groupby(stretches["unit_id"].str[:3]).sum()
    reuse = reuse.set_index("report_id")
    assert reuse["n_shared"].to_dict() == by_report.to_dict()
    assert (
        reuse["n_chars"].to_dict()
        == three["units"]["text"].str.len().groupby(three["units"]["report_id"]).sum().to_dict()
    )
    assert (reuse[[f"n_{kind}" for kind in PASSAGE_KINDS]].sum(axis=1) >= reuse["n_shared"]).all()
    assert (reuse["n_shared"] <= reuse["n_chars"]).all()
    assert reuse["n_sources"].to_dict() == {"a-1": 2, "b-1": 2, "c-1": 2}
    best = json.loads(reuse.loc["a-1", "best_sources"])
    # The whole of it stands in one report, part of that in another: the best source is the one.
    assert list(best) == ["210100"]
    assert not reuse["composite"].any()


def test_a_report_that_shares_nothing_has_its_row_too():
    _, stretches, reuse = _tables(corpus(copied("a", "330282", OWN), copied("b", "210100", FILLER)))
    assert stretches.empty
    check(reuse, "report_reuse")
    assert reuse[["report_id", "n_chars", "n_shared", "n_sources", "best_sources", "evidence"]].values.tolist() == [
        ["a-1", len(OWN), 0, 0, "{}", ""],
        ["b-1", len(FILLER), 0, 0, "{}", ""],
    ]


def _long(words: str, n: int) -> list[str]:
    """Units of text that nothing else has: the words of one sentence in ever other orders."""
    return [words[i:] + words[:i] + words[::-2] for i in range(0, 5 * n, 5)]


#: Three of the statements are more than the characters a source must have.
FROM_ONE, FROM_TWO = (
    (*STATEMENTS[:3], STATEMENTS[0][::-1]),
    (*STATEMENTS[3:], *OTHERS, ANYWHERE, OTHERS[1][::-1], OTHERS[0][::-1]),
)


def _sources() -> tuple[dict, dict]:
    return copied("a", "330282", *_long(OWN, 8), *FROM_ONE), copied("b", "210100", *_long(FILLER, 8), *FROM_TWO)


def test_a_report_put_together_from_two_places_is_composite_and_its_sources_are_not():
    put_together = copied("c", "370102", *_long(OWN[::-1], 3), *FROM_ONE, *FROM_TWO)
    reuse = _tables(corpus(*_sources(), put_together))[2].set_index("report_id")
    assert reuse["composite"].to_dict() == {"a-1": False, "b-1": False, "c-1": True}
    assert "330282 (a-1)" in reuse.loc["c-1", "evidence"] and "210100 (b-1)" in reuse.loc["c-1", "evidence"]


@pytest.mark.parametrize(
    "changed",
    [
        # One place, or one inside the other; its own region; a region that is not known; too little from one of them.
        {"b": {"region_code": "330281"}, "c": {"region_code": "330200", "level": "prefecture"}},
        {"b": {"region_code": "370102"}},
        {"b": {"region_code": "", "region_name": ""}},
        {"c": {"units": (*_long(OWN[::-1], 3), *FROM_ONE, ANYWHERE, STATEMENTS[4])}},
        # It is older than what it shares with others: they have it from there.
        {"c": {"year": 2002}},
    ],
)
def test_without_two_places_that_can_be_sources_nothing_is_composite(changed):
    a, b = _sources()
    c = copied("c", "370102", *_long(OWN[::-1], 3), *FROM_ONE, *FROM_TWO)
    reports = [report | changed.get(report["page_id"], {}) for report in (a, b, c)]
    assert not _tables(corpus(*reports))[2]["composite"].any()


@pytest.mark.corpora
def test_composites_planted_among_honest_reports_are_found_and_no_other(corpora):
    """Five texts that have 400 to 660 characters, a tenth of them altered, from each of two of 31 provinces' reports."""
    files = sorted((corpora / "prov_gwr_2025").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    lenders, own = [text[:5000] for text in texts], [text[-3500:] for text in texts]
    rng, change = np.random.default_rng(7), noise(0.1, "".join(lenders))
    free = [sentence_spans(text) for text in lenders]
    reports = [copied(f"p{i:02}", f"{i + 11}0000", *lines(text), level="province") for i, text in enumerate(lenders)]
    for i in range(5):
        one, other = 6 + 2 * i, 17 + 2 * i
        units = lines(own[i])
        for lender in (one, other):
            got = 0
            while got < 400:
                start, end = take(free[lender], rng, (60, 260))
                units.insert(
                    int(rng.integers(1, len(units))), change(lenders[lender][start:end], rng).replace("\n", "")
                )
                got += end - start
        reports.append(copied(f"x{i}", f"{i + 11}0000", *units, level="province"))
    reuse = _tables(corpus(*reports))[2]
    assert reuse.loc[reuse["composite"], "report_id"].tolist() == [f"x{i}-1" for i in range(5)]
    for i, evidence in enumerate(reuse.loc[reuse["composite"], "evidence"]):
        assert f"(p{6 + 2 * i:02}-1" in evidence and f"(p{17 + 2 * i:02}-1" in evidence


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def test_a_report_that_lends_to_two_places_is_not_taken_for_a_composite():
    def side(other, start, n, **more):
        return {"other": other, "start": start, "end": start + n, "kind": "between_places", "n_chars": n, "similarity": 1.0,
                "is_source": False, "is_borrower": False, **more}  # fmt: skip

    region_of = {"lender": "330282", "one": "210100", "two": "370102", "third": "510704"}
    sides = {
        "lender": pd.DataFrame([side("one", 0, 500), side("two", 500, 500)]),
        "one": pd.DataFrame([side("lender", 0, 500), side("third", 500, 500)]),
        "two": pd.DataFrame([side("lender", 0, 500)]),
        "third": pd.DataFrame([side("one", 0, 500)]),
    }
    sizes = {"lender": 5000, "one": 1500, "two": 5000, "third": 5000}
    assert list(composite_reports(sides, region_of, sizes)) == ["one"]
    # Where the dates say that it took from the composite, it did.
    sides["lender"]["is_borrower"] = True
    assert list(composite_reports(sides, region_of, sizes)) == ["one", "lender"]


_SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from(PASSAGE_KINDS[:3]), st.sampled_from("abc")),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60)
@given(_SPANS)
def test_stretches_cut_the_text_where_the_kinds_change_and_lose_nothing(spans):
    spans = [(start, start + n, kind, report) for start, n, kind, report in spans]
    starts, ends, kinds, reports = (np.array(column) for column in zip(*spans))
    numbers = np.array([PASSAGE_KINDS.index(kind) for kind in kinds])
    found = _stretches(starts, ends, numbers, np.unique(reports, return_inverse=True)[1])
    stretches = list(zip(*(of.tolist() for of in found)))
    assert all(one[1] < two[0] or (one[1] == two[0] and one[2] != two[2]) for one, two in zip(stretches, stretches[1:]))
    of_place = {at: s for s in stretches for at in range(s[0], s[1])}
    for at in range(45):
        here = [s for s in spans if s[0] <= at < s[1]]
        assert (at in of_place) == bool(here)
        if here:
            assert of_place[at][2] == sum({1 << PASSAGE_KINDS.index(s[2]) for s in here})
    for start, end, _, n_reports in stretches:
        assert n_reports == len({s[3] for s in spans if s[0] < end and s[1] > start})

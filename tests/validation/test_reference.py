"""Hand codes find their units, and whatever finds none is named."""

import pandas as pd
import pytest

from invented_codes import corpus
from unionreports.config import LEXICONS
from unionreports.models.coders import MERGED
from unionreports.text.lexicons import read_lexicons
from unionreports.validation.reference import reference_codes


@pytest.fixture
def tables():
    return corpus(reports=4, size=10)


def coded(tables, **changes) -> pd.DataFrame:
    """Every unit coded by hand, under ids that mean nothing here."""
    rows = tables["units"].merge(tables["reports"][["report_id", "page_id"]]).merge(tables["pages"])
    rows = rows.rename(columns={"sha256": "page_sha256"}).assign(
        unit_id=[f"old-{i}" for i in range(len(rows))],
        primary="pay",
        secondary1="",
        secondary2="",
        flags="",
        confidence="high",
        coder="reference",
        note="",
    )
    return rows.assign(**changes)


def match(rows, tables):
    return reference_codes(rows, tables["units"], tables["reports"], tables["pages"])


def test_codes_get_the_ids_of_the_corpus_whatever_the_order(tables):
    rows = coded(tables, note=tables["units"]["unit_id"])
    codes, left_out = match(rows.sample(frac=1, random_state=1), tables)
    assert left_out.empty and (codes["unit_id"] == tables["units"]["unit_id"]).all()
    assert (codes["note"] == codes["unit_id"]).all()


@pytest.mark.parametrize(
    ("start", "end", "text", "found"),
    [
        (300, 350, "other", True),
        (305, 350, "other", True),  # 45 of 50
        (300, 360, "other", True),  # 50 of 60
        (300, 370, "other", False),  # 50 of 70
        (311, 350, "other", False),  # 39 of 50
        (290, 400, "第0份报告的 第3项工作，全年完成21件。 ", True),  # the same text but for blanks
        (360, 390, "第0份报告的第3项工作，全年完成21件。", False),  # the same text elsewhere
        (0, 5, "other", False),
        (99_990, 99_999, "other", False),
    ],
)
def test_a_span_that_moved_a_little_is_the_same_unit(tables, start, end, text, found):
    rows = coded(tables).iloc[[3]].assign(start=start, end=end, text=text)
    codes, left_out = match(rows, tables)
    assert list(codes["unit_id"]) == ["p0-1-u003"] * found
    assert list(left_out["unit_id"]) == ["old-3"] * (not found)
    assert found or left_out["reason"].item() == "no unit of the page has this span"


def test_what_has_no_place_is_named_with_its_reason(tables):
    rows = coded(tables).iloc[:5]
    rows = pd.concat([rows, rows.iloc[[2]].assign(unit_id="again", coder="second", primary="sport")])
    rows.iloc[0, rows.columns.get_loc("page_sha256")] = "unknown"
    rows.iloc[1, rows.columns.get_loc("primary")] = ""
    codes, left_out = match(rows, tables)
    assert list(codes["unit_id"]) == ["p0-1-u002", "p0-1-u003", "p0-1-u004"] and set(codes["primary"]) == {"pay"}
    assert dict(zip(left_out["unit_id"], left_out["reason"], strict=True)) == {
        "old-0": "belongs to other pages: no page of the corpus has this hash",
        "old-1": "no primary code",
        "again": "another coder's row of the same unit, with another code",
    }
    assert dict(zip(left_out["unit_id"], left_out["corpus_unit_id"], strict=True)) == {
        "old-0": "",
        "old-1": "p0-1-u001",
        "again": "p0-1-u002",
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([("Li", "pay")], ("pay", "Li", "Li", True)),
        ([("Li", "pay"), ("Wang", "pay")], ("pay", "Li", "Li|Wang", True)),
        ([("Li", "pay"), ("Wang", "sport")], ("pay", "Li", "Li|Wang", False)),
        ([("Li", "pay"), ("Wang", "sport"), ("Zhao", "sport")], ("sport", "Wang", "Li|Wang|Zhao", False)),
        # A coder who codes a unit again has no second vote.
        ([("Li", "pay"), ("Wang", "sport"), ("Wang", "sport")], ("pay", "Li", "Li|Wang", False)),
        ([("Li", "pay"), ("Li", "sport")], ("pay", "Li", "Li", True)),
    ],
)
def test_the_code_most_coders_gave_stands_for_the_unit(tables, given, expected):
    one = coded(tables).iloc[[3]]
    # A little of the boundary differs between coders; the corpus has one unit there.
    rows = pd.concat(
        [
            one.assign(coder=c, primary=p, note=f"{c} {p}", end=one["end"] - i, unit_id=f"{c}{i}")
            for i, (c, p) in enumerate(given)
        ]
    )
    codes, left_out = match(rows, tables)
    found = codes.iloc[0]
    assert len(codes) == 1 and len(left_out) == len(given) - 1
    assert (found["primary"], found["coder"], found["coders"], bool(found["agreed"])) == expected
    assert found["note"] == f"{expected[1]} {expected[0]}"
    assert left_out["reason"].isin(MERGED).all()


def test_a_page_that_stands_twice_counts_once(tables):
    twice = {"page_id": "p9", "sha256": tables["pages"]["sha256"][0]}
    tables["pages"] = pd.concat([tables["pages"], pd.DataFrame([twice])], ignore_index=True)
    again = tables["units"].iloc[:10].assign(report_id="p9-1", unit_id=[f"p9-1-u{i}" for i in range(10)])
    tables["units"] = pd.concat([tables["units"], again], ignore_index=True)
    report = tables["reports"].iloc[[0]].assign(report_id="p9-1", page_id="p9")
    tables["reports"] = pd.concat([tables["reports"], report], ignore_index=True)
    codes, left_out = match(coded(corpus(4, 10)), tables)
    assert len(codes) == 40 and left_out.empty and not codes["unit_id"].str.startswith("p9").any()


def test_no_codes_and_no_corpus_are_empty(tables):
    codes, left_out = match(coded(tables).iloc[:0], tables)
    assert codes.empty and left_out.empty
    nothing = {name: frame.iloc[:0] for name, frame in tables.items()}
    codes, left_out = match(coded(tables), nothing)
    assert codes.empty and len(left_out) == 40


def test_the_hand_codes_of_the_project_all_find_their_units(seed_frames):
    coded_units = read_lexicons(LEXICONS).coded_units
    reference = coded_units[coded_units["coder"] == "reference"]
    codes, left_out = reference_codes(reference, seed_frames["units"], seed_frames["reports"], seed_frames["pages"])
    assert len(codes) + len(left_out) == len(reference) and len(left_out) <= 0.02 * len(reference)
    texts = codes.merge(seed_frames["units"], on="unit_id")
    assert len(texts) == len(codes) and (texts["primary"] != "").all()

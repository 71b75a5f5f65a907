"""A correction overrides, is marked, keeps its reason; a wrong one is refused by line, column, value."""

import json
from pathlib import Path

import pandas as pd
import pytest

from unionreports.corpus.correction_values import FIELDS
from unionreports.corpus.corrections import apply, disagreements, read_corrections
from unionreports.errors import InputError
from unionreports.store import check
from unionreports.tables import REPORTS

ROOT = Path(__file__).parents[2]


def reports(*ids: str) -> pd.DataFrame:
    """Reports of which next to nothing is known."""
    empty = {"str": "", "Int64": pd.NA, "int64": 0, "float64": 0.0, "bool": False}
    frame = pd.DataFrame({
        name: pd.Series([empty[c.dtype]] * len(ids), dtype=c.dtype) for name, c in REPORTS.columns.items()
    })
    return frame.assign(report_id=list(ids), page_id="a", unusable_reason="place unknown")


def sheet(tmp_path, *lines: str):
    path = tmp_path / "corrections.csv"
    path.write_text("\n".join(["report_id,field,value,reason,evidence", *lines, ""]), encoding="utf-8")
    return read_corrections(path)


def test_a_project_without_corrections_has_none(tmp_path):
    assert read_corrections(tmp_path / "corrections.csv") == []


def test_a_correction_sets_the_value_marks_its_basis_and_leaves_the_rest(tmp_path):
    before = reports("a-1", "a-2")
    after = apply(before, sheet(tmp_path, "a-2,year,2004,two dates,2004年8月27日", "a-2,province,浙江省,named,"))
    assert after.loc[1, ["year", "year_basis", "province", "region_basis"]].tolist() == [
        2004, "corrected", "浙江省", "corrected",
    ]
    assert (after.loc[1, "level_basis"], after.loc[1, "period_basis"]) == ("", "")
    pd.testing.assert_frame_equal(after.loc[[0]], before.loc[[0]])
    assert pd.isna(before.loc[1, "year"])
    check(after, "reports")


def test_reason_and_evidence_join_the_evidence_already_there(tmp_path):
    before = reports("a-1")
    known = [{"quote": "十六大", "start": 3, "end": 6, "says": "2002 or later"}]
    before.loc[0, "date_evidence"] = json.dumps(known, ensure_ascii=False)
    after = apply(before, sheet(
        tmp_path, "a-1,year,2004,both dated,八月", "a-1,year_latest,2004,both dated,八月", "a-1,level,county,县级市,慈溪",
    ))
    assert json.loads(after.loc[0, "date_evidence"]) == [
        *known, {"quote": "八月", "start": None, "end": None, "says": "correction of year, year_latest: both dated"},
    ]
    assert [e["says"] for e in json.loads(after.loc[0, "place_evidence"])] == ["correction of level: 县级市"]


def test_an_empty_value_says_known_not_to_be_determinable(tmp_path):
    before = reports("a-1").assign(year=pd.array([2004], "Int64"), region_code="330282", report_date="2004-08-27")
    after = apply(before, sheet(tmp_path, "a-1,year,,masked,", "a-1,region_code,,masked,", "a-1,report_date,,masked,"))
    assert pd.isna(after.loc[0, "year"]) and after.loc[0, "region_code"] == after.loc[0, "report_date"] == ""
    assert after.loc[0, ["year_basis", "region_basis", "report_date_basis"]].eq("corrected").all()


def test_flags_are_added_and_taken_away_in_the_declared_order(tmp_path):
    before = reports("a-1").assign(flags="truncated|composite")
    after = apply(before, sheet(tmp_path, "a-1,flags+,departmental|anonymised,seen,", "a-1,flags-,truncated,whole,"))
    assert after.loc[0, "flags"] == "anonymised|composite|departmental"


def test_a_usable_report_has_no_reason_against_it(tmp_path):
    corrections = sheet(tmp_path, "a-1,usable,TRUE,found,", "a-2,unusable_reason,composite,seen,")
    after = apply(reports("a-1", "a-2"), corrections)
    assert after["usable"].tolist() == [True, False] and after["unusable_reason"].tolist() == ["", "composite"]


def test_inferred_and_corrected_stand_side_by_side(tmp_path):
    inferred = reports("a-1").assign(year=pd.array([2004], "Int64"), flags="truncated|anonymised", level="county")
    found = disagreements(inferred, sheet(
        tmp_path, "a-1,year,2004,why,", "a-1,level,prefecture,why,", "a-1,province,,why,",
        "a-1,flags+,anonymised,why,", "a-1,flags-,truncated,why,", "a-1,usable,true,why,",
        "a-1,place_confidence,0.9,why,", "a-1,unusable_reason,none,why,",
    ))
    assert found[["field", "inferred", "corrected", "agrees"]].values.tolist() == [
        ["year", "2004", "2004", True], ["level", "county", "prefecture", False], ["province", "", "", True],
        ["flags+", "truncated|anonymised", "anonymised", True], ["flags-", "truncated|anonymised", "truncated", False],
        ["usable", "False", "True", False],
    ]


def test_no_corrections_make_an_empty_list_of_disagreements():
    assert disagreements(reports("a-1"), []).empty


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("a-1,colour,red,why,", ["column field", "'colour'", "issuer"]),
        ("a-1,n_units,3,why,", ["column field", "'n_units'"]),
        ("a-1,level,city,why,", ["column value", "'city'", "county, township_street"]),
        ("a-1,level,,why,", ["column value", "unknown"]),
        ("a-1,year,MMIV,why,", ["column value", "'MMIV'", "four digits"]),
        ("a-1,year,20041,why,", ["column value", "'20041'", "four digits"]),
        ("a-1,region_code,3302,why,", ["column value", "'3302'", "six digits"]),
        ("a-1,place_confidence,1.2,why,", ["column value", "'1.2'", "0 to 1"]),
        ("a-1,place_confidence,nan,why,", ["column value", "'nan'"]),
        ("a-1,usable,yes,why,", ["column value", "true or false"]),
        ("a-1,report_date,2004-8-27,why,", ["column value", "2015-12-22"]),
        ("a-1,flags+,burnt,why,", ["column value", "'burnt'", "anonymised"]),
        ("a-1,flags+,,why,", ["column value"]),
        ("a-1,year,2004,,", ["column reason", "empty"]),
    ],
)
def test_a_wrong_correction_is_refused_with_its_place_and_what_is_allowed(tmp_path, line, says):
    with pytest.raises(InputError) as error:
        sheet(tmp_path, "a-1,title,题,why,", line)
    for words in [*says, "corrections.csv, line 3", "remedy:"]:
        assert words in str(error.value)


def dated(earliest: int, year: int, latest: int):
    columns = {"year_earliest": earliest, "year": year, "year_latest": latest}
    return reports("a-1").assign(**{name: pd.array([value], "Int64") for name, value in columns.items()})


@pytest.mark.parametrize(
    ("lines", "interval"),
    [
        (["a-1,year,2005,why,"], [2003, 2005, 2006]),
        (["a-1,year,1999,why,"], [1999, 1999, 1999]),
        (["a-1,year,2007,why,", "a-1,year_latest,2009,why,"], [2007, 2007, 2009]),
        (["a-1,year_latest,2009,why,", "a-1,year,2007,why,"], [2007, 2007, 2009]),
        (["a-1,year_latest,2008,why,"], [2003, 2004, 2008]),
    ],
)
def test_a_corrected_year_refutes_an_inferred_interval_that_does_not_hold_it(tmp_path, lines, interval):
    after = apply(dated(2003, 2004, 2006), sheet(tmp_path, *lines))
    assert after.loc[0, ["year_earliest", "year", "year_latest"]].tolist() == interval


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["a-1,year_earliest,2005,why,"], ["line 2", "'2005'", "after its year 2004", "correct year too"]),
        (["a-1,year_latest,2003,why,"], ["line 2", "after its year_latest 2003", "correct year too"]),
        (["a-1,period_start,2005,why,", "a-1,period_end,2004-12-31,why,"], ["line 2", "after its period_end"]),
    ],
)
def test_a_year_outside_its_interval_and_a_period_that_ends_first_are_refused(tmp_path, lines, says):
    with pytest.raises(InputError) as error:
        apply(dated(2003, 2004, 2006), sheet(tmp_path, *lines))
    for words in [*says, "corrections.csv", "remedy:"]:
        assert words in str(error.value)


def test_one_field_is_corrected_once(tmp_path):
    with pytest.raises(InputError, match="corrected on line 2 too"):
        sheet(tmp_path, "a-1,year,2004,why,", "a-1,year,2005,why,")


def test_a_report_that_is_not_there_is_named_with_those_that_are(tmp_path):
    corrections = sheet(tmp_path, "a-3,year,2004,why,")
    for act in (apply, disagreements):
        with pytest.raises(InputError, match="line 2, column report_id: no such report") as error:
            act(reports("a-1", "a-2"), corrections)
        assert "a-1, a-2" in str(error.value)


def test_every_field_is_a_column_or_a_change_of_flags():
    assert set(FIELDS) - set(REPORTS.columns) == {"flags+", "flags-"}


def test_the_eleven_reports_of_the_default_corpus_are_all_described():
    """With the curated metadata alone, reports of which nothing was inferred become a complete, valid table."""
    ids = pd.read_csv(ROOT / "tests" / "gold" / "reports.csv")["report_id"].tolist()
    corrections = read_corrections(ROOT / "data" / "raw" / "corrections.csv")
    after = apply(reports(*ids), corrections).set_index("report_id")
    check(after.reset_index(), "reports")
    assert (after["level_basis"] == "corrected").all() and (after["region_basis"] == "corrected").all()
    assert (after["usable"] == (after["unusable_reason"] == "")).all()
    within = after["year"].between(after["year_earliest"], after["year_latest"])
    assert within[after["year"].notna() & after["year_earliest"].notna()].all()
    assert all(c.evidence for c in corrections)

"""A correction overrides, is marked, keeps its reason; a wrong one is refused by line, column, value."""

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings, strategies as st
import pandas as pd
import pytest

from unionreports.corpus.correction_values import FIELDS
from unionreports.corpus.corrections import add_corrections, apply, disagreements, read_corrections
from unionreports.corpus.gazetteer import Gazetteer
from unionreports.corpus.place_hints import place_hints
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


def inferred(**cells):
    """A report that may not be compared, for the reasons the rule gives, and another of which nothing is said."""
    known = {"level": "county", "place_confidence": 0.4, "region_code": "330282", "date_confidence": 0.3}
    frame = reports("a-1", "a-2").assign(**known | cells)
    if "year" not in cells:
        frame["year"] = pd.array([2004, 2004], "Int64")
    return frame


@pytest.mark.parametrize(
    ("cells", "lines", "reason"),
    [
        ({}, ["a-1,region_code,330282,seen,", "a-1,year,2004,seen,"], ""),
        ({}, ["a-1,place_confidence,0.9,seen,", "a-1,date_confidence,0.5,seen,"], ""),
        ({}, ["a-1,year,2004,seen,"], "region too uncertain (0.40, needs 0.5)"),
        ({}, ["a-1,region_code,330282,seen,"], "year too uncertain (0.30, needs 0.5)"),
        ({}, ["a-1,region_code,330282,a guess,", "a-1,place_confidence,0.3,a guess,", "a-1,year,2004,seen,"],
         "region too uncertain (0.30, needs 0.5)"),
        ({}, ["a-1,region_code,,masked,", "a-1,year,,masked,"], "region unknown; year unknown"),
        ({"flags": "composite|truncated"}, ["a-1,flags-,composite,one report,", "a-1,region_code,330282,x,", "a-1,year,2004,x,"], ""),
        ({"place_confidence": 0.9, "date_confidence": 0.9}, ["a-1,flags+,composite,seen,"],
         "put together from several places or periods"),
        ({"unusable_reason": "not a union's report (工会 named 0 times in 90 characters); region unknown"},
         ["a-1,region_code,330282,x,", "a-1,year,2004,x,"], "not a union's report (工会 named 0 times in 90 characters)"),
        ({}, ["a-1,province,浙江省,seen,"], "place unknown"),
        ({}, ["a-1,region_code,330282,x,", "a-1,year,2004,x,", "a-1,unusable_reason,too short,x,"], "too short"),
        ({}, ["a-1,region_code,330282,x,", "a-1,year,2004,x,", "a-1,usable,false,x,"], "place unknown"),
        ({"place_confidence": 0.9, "date_confidence": 0.9, "unusable_reason": ""}, ["a-1,usable,false,in parts,"], "in parts"),
        ({}, ["a-1,usable,true,checked,"], ""),
    ],
)
def test_corrections_settle_whether_a_report_may_be_compared(tmp_path, cells, lines, reason):
    before = inferred(**cells)
    after = apply(before, sheet(tmp_path, *lines))
    assert after.loc[0, "unusable_reason"] == reason and after.loc[0, "usable"] == (not reason)
    assert after.loc[1, ["usable", "unusable_reason"]].tolist() == before.loc[1, ["usable", "unusable_reason"]].tolist()


@pytest.fixture(scope="module")
def gazetteer():
    rows = [
        ["330000", "浙江省", "浙江", "province", "", "2002", "2023", ""],
        ["330200", "宁波市", "宁波", "prefecture", "330000", "2002", "2023", ""],
        ["330282", "慈溪市", "慈溪", "county", "330200", "2002", "2016", ""],
        ["330283", "奉化市", "奉化", "county", "330200", "2002", "2014", ""],
        ["330283", "奉化区", "奉化", "county", "330200", "2015", "2023", ""],
    ]
    return Gazetteer(rows)


def collected(tmp_path, *lines, gazetteer=None, frame=None):
    """(report, field) of the corrections that are made, and what was said."""
    path = tmp_path / "corrections.csv"
    path.write_text("\n".join(["report_id,field,value,reason,evidence", *lines, ""]), encoding="utf-8")
    errors = []
    corrections = read_corrections(path, errors.append, gazetteer)
    after = apply(reports("a-1", "a-2") if frame is None else frame, corrections, errors.append)
    assert all("until then: " in str(error) for error in errors)
    return after, [str(error).partition("corrections.csv, ")[2] for error in errors]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("a-1,year,20I5,why,", ["line 2, column value", "'20I5'", "four digits", "did you mean 2015?"]),
        ("a-1,year,二〇一五,why,", ["did you mean 2015?"]),
        ("a-1,report_date,2015年3月,why,", ["did you mean 2015-03?"]),
        ("a-1,level,countty,why,", ["did you mean county?"]),
        ("a-1,levle,county,why,", ["column field", "did you mean level?"]),
        ("a-1,usable,是,why,", ["true or false", "did you mean true?"]),
        ("a-1,flags+,truncate|composite,why,", ["did you mean truncated|composite?"]),
        ("a-1,region_code,330282.0,why,", ["six digits", "did you mean 330282?"]),
        ("a-1,region_code,330284,why,", ["no region of the gazetteer", "330282 慈溪市, 330283 奉化区"]),
        ("a-1,region_code,990000,why,", ["no region of the gazetteer"]),
        ("a-1,title,题,why,\na-1,title,题,why,", ["line 3", "corrected on line 2 too", "first of them holds"]),
        ("a-9,title,题,why,", ["no such report", "a-1, a-2", "the correction waits"]),
        ("a-1,year_earliest,2006,why,\na-1,year_latest,2004,why,", ["line 2", "year_earliest of a-1 would be 2006"]),
    ],
)
def test_one_wrong_correction_is_told_and_the_others_are_made(tmp_path, gazetteer, line, says):
    after, errors = collected(tmp_path, line, "a-2,region_code,330283,why,", gazetteer=gazetteer)
    assert len(errors) == 1
    for words in says:
        assert words in errors[0]
    assert after.loc[1, "region_code"] == "330283"
    check(after, "reports")


def test_names_that_do_not_go_with_the_code_are_hints(tmp_path, gazetteer):
    lines = ["a-1,region_code,330283,why,", "a-1,province,江苏省,why,", "a-1,prefecture,宁波市,why,", "a-1,county,奉化市,why,"]
    corrections = sheet(tmp_path, *lines, "a-2,title,题,why,")
    (hint,) = place_hints(apply(reports("a-1", "a-2"), corrections), corrections, gazetteer)
    assert hint.startswith("a-1: province is 江苏省, but the region 330283 lies in 浙江省")


def test_corrections_are_added_and_none_is_replaced(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_bytes("report_id,field,value,reason\na-1,year,2004,why".encode())
    before = path.read_bytes()
    errors = []
    rows = [
        {"report_id": "a-1", "field": "year", "value": "2005", "reason": "why"},
        {"report_id": "a-1", "field": "level", "value": "city", "reason": "why"},
        {"report_id": "a-1", "field": "title", "value": "=题", "reason": "why"},
        {"report_id": "a-2", "field": "level", "value": "county", "reason": ""},
    ]
    assert add_corrections(path, rows, errors.append) == 1
    assert path.read_bytes() == before + "\na-1,title,'=题,why\n".encode()
    assert [e.column for e in errors] == ["field", "value", "reason"] and "on line 2 too" in str(errors[0])
    assert [(c.field, c.value) for c in read_corrections(path)] == [("year", 2004), ("title", "=题")]
    with pytest.raises(InputError, match="on line 3 too"):
        add_corrections(path, rows[2:3])


CELLS = st.sampled_from(["a-1", "a-2", "a-9", "year", "year_latest", "flags+", "usable", "true", "2004", "20I5", "", "=1", "长", "9" * 400])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=4))
def test_each_correction_is_made_or_told(tmp_path, rows):
    path = tmp_path / "corrections.csv"
    path.write_text("\n".join(map(",".join, [["report_id", "field", "value", "reason", "evidence"], *rows])), encoding="utf-8")
    errors = []
    after = apply(reports("a-1", "a-2"), read_corrections(path, errors.append), errors.append).set_index("report_id")
    check(after.reset_index()[list(REPORTS.columns)], "reports")
    silent = [row for line, row in enumerate(rows, 2) if any(row) and line not in {error.line for error in errors}]
    for report_id, field, value, *_ in silent:
        if field in after.columns:
            held = after.loc[report_id, field]
            assert ("" if pd.isna(held) else str(held).lower()) == value


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")), st.binary(max_size=80)))
def test_no_bytes_in_the_place_of_corrections_stop_the_others(tmp_path, data):
    for text in (data, b"report_id,field,value,reason\n" + data):
        (tmp_path / "corrections.csv").write_bytes(text)
        read_corrections(tmp_path / "corrections.csv", lambda error: None)
        try:
            read_corrections(tmp_path / "corrections.csv")
        except InputError:
            pass


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

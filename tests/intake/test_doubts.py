"""What is empty, uncertain or unfavourable is asked for once, and nothing else; what a person settles has consequences."""

import json

import pytest

from unionreports.intake.consequences import of_year
from unionreports.intake.doubts import doubts

QUOTE = json.dumps([{"quote": "慈溪市总工会", "start": 0, "end": 6, "says": "x"}], ensure_ascii=False)
SURE = {
    "report_id": "a-1", "level": "county", "issuer": "慈溪市总工会", "region_code": "330282", "region_name": "慈溪市",
    "place_confidence": 0.9, "place_evidence": QUOTE, "year": 2012, "year_earliest": 2012, "year_latest": 2012,
    "date_confidence": 0.9, "date_evidence": "[]", "kind": "annual", "flags": "anonymised", "usable": True,
    "unusable_reason": "", "period_start": "2012-01-01", "period_end": "2012-12-31",
}  # fmt: skip


def asked(given=(), **changed) -> dict[str, str]:
    return {look.field: look.why for look in doubts(SURE | changed, given)}


def test_a_report_that_is_sure_raises_no_question():
    assert asked() == {}


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({"region_code": "", "place_confidence": 0.0}, "region_code", "no region is certain enough"),
        ({"place_confidence": 0.79}, "region_code", "confidence 0.79, below 0.8"),
        ({"region_code": "330000", "region_name": "浙江省"}, "region_code", "only 浙江省 is certain, and this is a report of level county"),
        ({"level": "unknown"}, "level", "no body tells the level"),
        ({"issuer": ""}, "issuer", "the body that reports is not named"),
        ({"year": None, "year_earliest": 2011, "year_latest": None}, "year", "no year is certain; the evidence allows 2011 to ?"),
        ({"date_confidence": 0.5}, "year", "confidence 0.50, below 0.8"),
        ({"kind": "unknown"}, "kind", "no period tells the kind of report"),
        ({"flags": "anonymised|composite"}, "flags", "composite: seems put together from several places or periods: is it one report?"),
        ({"usable": False, "unusable_reason": "not a union's report (x); region unknown"}, "usable", "not a union's report (x)"),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_asked_with_its_reason(changed, field, why):
    assert asked(**changed) == {field: why}


@pytest.mark.parametrize(
    "changed",
    [
        {"place_confidence": 0.8},
        {"level": "national", "region_code": "", "place_confidence": 0.0},
        {"level": "prefecture", "region_code": "330200"},
        {"level": "enterprise", "region_code": "330000"},
        {"usable": False, "unusable_reason": "region unknown; year too uncertain (0.40, needs 0.5)"},
    ],
)
def test_what_is_not_doubtful_is_not_asked(changed):
    assert asked(**changed) == {}


def test_what_a_person_has_settled_is_not_asked_again():
    doubtful = {"region_code": "", "year": None, "flags": "composite"}
    assert set(asked(**doubtful)) == {"region_code", "year", "flags"}
    assert asked({"region_name", "year", "flags-"}, **doubtful) == {}


def test_of_a_text_that_is_no_report_only_that_is_asked():
    assert set(asked(flags="not_a_report", year=None, usable=False, unusable_reason="not a work report")) == {"flags"}


@pytest.mark.parametrize(
    ("period", "year", "moved"),
    [
        (("2012-01-01", "2012-06-30"), 2013, {"period_start": "2013-01-01", "period_end": "2013-06-30"}),
        (("2012-01-01", "2012-02-29"), 2013, {"period_start": "2013-01-01", "period_end": "2013-02-28"}),
        (("2013-01-01", "2013-02-28"), 2012, {"period_start": "2012-01-01", "period_end": "2012-02-29"}),
        (("2013-01", "2013-09"), 2012, {"period_start": "2012-01", "period_end": "2012-09"}),
        (("2012-01-01", "2012-12-31"), 2012, {}),
        (("2008-01-01", "2012-12-31"), 2013, {}),
        (("", ""), 2013, {}),
    ],
)
def test_a_year_moves_the_period_inferred_for_another(period, year, moved):
    report = SURE | {"period_start": period[0], "period_end": period[1]}
    assert of_year(report, year) == {"year": str(year)} | moved

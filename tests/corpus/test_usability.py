"""The rule by which a report may be compared, and the way back from the reason it gives."""

from hypothesis import given, strategies as st
import pytest

from unionreports.corpus.usability import findings_of, unusable

FINE = {"flags": (), "level": "county", "region_code": "330282", "place_confidence": 0.5, "year": 2004, "date_confidence": 0.5, "findings": {}}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({}, ""),
        ({"flags": ("anonymised", "digits_damaged", "wrong_page_date", "truncated", "plan_only")}, ""),
        ({"flags": ("not_a_report",), "findings": {"other body": "x"}}, "not a work report"),
        ({"findings": {"other body": "x"}}, "not a union's report (x)"),
        ({"flags": ("departmental",), "findings": {"departmental": "x"}},
         "departmental: shares of priorities are not those of the whole union (x)"),
        ({"flags": ("departmental",)}, "departmental: shares of priorities are not those of the whole union"),
        ({"level": "national", "region_code": ""}, "national: speaks for no region"),
        ({"region_code": "", "place_confidence": 0.9}, "region unknown"),
        ({"place_confidence": 0.49}, "region too uncertain (0.49, needs 0.5)"),
        ({"year": None, "date_confidence": 0.1}, "year unknown"),
        ({"date_confidence": 0.49}, "year too uncertain (0.49, needs 0.5)"),
        ({"flags": ("composite",), "region_code": ""}, "put together from several places or periods; region unknown"),
    ],
)
def test_the_rule(cells, reason):
    assert unusable(**FINE | cells) == reason


@given(st.dictionaries(st.sampled_from(["other body", "departmental"]), st.text("工x() 0", min_size=1)), st.booleans())
def test_a_reason_keeps_the_findings_it_rests_on(findings, placed):
    flags = ("departmental",) if "departmental" in findings else ()
    reason = unusable(**FINE | {"findings": findings, "flags": flags, "region_code": "330282" if placed else ""})
    assert findings_of(reason) == findings

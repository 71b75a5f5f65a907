"""Flags that shared text raises: added once, with their reason, and never against a person's word."""

import pandas as pd

from unionreports.corpus.usability import COMPOSITE
from unionreports.measures.reuse.raised_flags import with_raised_flags

REPORTS = pd.DataFrame(
    {
        "report_id": ["a-1", "b-1", "c-1", "d-1"],
        "flags": ["", "truncated", "composite", ""],
        "usable": [True, False, False, True],
        "unusable_reason": ["", "year unknown", COMPOSITE, ""],
    }
)
REUSE = pd.DataFrame({"report_id": ["a-1", "b-1", "c-1", "d-1"], "composite": [True, True, True, False]})
PASSAGES = pd.DataFrame({"report_a": ["a-1", "b-1"], "report_b": ["d-1", "c-1"], "kind": ["same_document", "template"]})


def raised(settled=None):
    return with_raised_flags(REPORTS, REUSE, PASSAGES, settled or {}).set_index("report_id")


def test_a_composite_report_may_not_be_compared_and_both_copies_of_a_document_are_named():
    found = raised()
    assert found["flags"].to_dict() == {
        "a-1": "composite|near_duplicate", "b-1": "composite|truncated", "c-1": "composite", "d-1": "near_duplicate"
    }  # fmt: skip
    assert found["unusable_reason"].tolist() == [COMPOSITE, f"year unknown; {COMPOSITE}", COMPOSITE, ""]
    assert found["usable"].tolist() == [False, False, False, True]


def test_flags_raised_again_change_nothing():
    once = with_raised_flags(REPORTS, REUSE, PASSAGES, {})
    pd.testing.assert_frame_equal(with_raised_flags(once, REUSE, PASSAGES, {}), once)


def test_what_a_person_has_said_stands():
    found = raised({"a-1": {"composite"}, "b-1": {"usable"}})
    assert found.loc["a-1", ["flags", "usable"]].tolist() == ["near_duplicate", True]
    assert found.loc["b-1", ["flags", "unusable_reason"]].tolist() == ["composite|truncated", "year unknown"]

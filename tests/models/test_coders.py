"""Several coders of one unit: one row of it teaches and is the reference."""

import numpy as np
import pandas as pd
import pytest
from models.invented_units import SUBJECTS, coded, invented_lexicons, invented_units

from unionreports.models.classifier_codes import classifier_codes
from unionreports.models.coders import OTHER_CODE, SAME_CODE, SAME_CODER, one_row_a_unit, why_merged
from unionreports.models.unit_words import coding_segmenter, read_words

UNITS, TRUTH = invented_units(3, n_reports=3, per_report=8)
BOOK = coded(UNITS, TRUTH).assign(page_sha256=UNITS["report_id"], coder="Li")


def rows_of(*rows):
    """Coded units from (page, start, end, coder, code)."""
    frame = pd.DataFrame(rows, columns=["page_sha256", "start", "end", "coder", "primary"])
    return frame.assign(report_id="r" + frame["page_sha256"])


@pytest.mark.parametrize(
    ("votes", "reasons"),
    [
        ("A1 A2", ["", SAME_CODER]),
        ("A1 B1", ["", SAME_CODE]),
        ("A1 B2", ["", OTHER_CODE]),
        ("A1 B2 C2", [OTHER_CODE, "", SAME_CODE]),
        ("A1 B2 C3", ["", OTHER_CODE, OTHER_CODE]),
        ("A1 B2 B2 B2", ["", OTHER_CODE, SAME_CODER, SAME_CODER]),
        ("A3 B1 C1 D3 E2", ["", OTHER_CODE, OTHER_CODE, SAME_CODE, OTHER_CODE]),
    ],
)
def test_most_coders_decide_and_the_first_of_the_file_breaks_ties(votes, reasons):
    coders, codes = zip(*votes.split())
    found = why_merged(pd.DataFrame({"coder": coders, "primary": codes}), np.zeros(len(codes), int))
    assert found.tolist() == reasons


@pytest.mark.parametrize(
    ("second", "merged"),
    [
        (("x", 100, 200), True),
        (("x", 105, 200), True),  # 95 of 100
        (("x", 100, 220), True),  # 100 of 120
        (("x", 100, 230), False),  # 100 of 130
        (("x", 200, 300), False),
        (("y", 100, 200), False),  # another page
        (("", 100, 200), False),
    ],
)
def test_rows_of_one_span_are_one_unit(second, merged):
    rows = rows_of(("x", 100, 200, "A", "tea"), (*second, "B", "boats"))
    kept, note = one_row_a_unit(rows)
    assert len(kept) == 2 - merged and kept["primary"][0] == "tea"
    assert ("disagree on 1 of these units" in note) == merged
    assert merged or note == ""


def test_rows_without_a_page_belong_to_their_report():
    rows = rows_of(("", 1, 9, "A", "tea"), ("", 1, 9, "B", "tea")).assign(report_id=["a", "b"])
    assert len(one_row_a_unit(rows)[0]) == 2
    assert len(one_row_a_unit(rows.assign(report_id="a"))[0]) == 1


def test_one_coder_and_no_rows_stay_as_they_are():
    for rows in (BOOK, BOOK.iloc[:0]):
        kept, note = one_row_a_unit(rows)
        pd.testing.assert_frame_equal(kept, rows)
        assert note == ""


def test_a_second_coder_who_is_outvoted_teaches_nothing():
    other = BOOK.assign(coder="Wang", primary=[SUBJECTS[(s + 1) % 4] for s in TRUTH])
    lexicons = invented_lexicons(BOOK)
    segmenter = coding_segmenter(lexicons)
    words = read_words(UNITS["text"].tolist(), segmenter, UNITS["start"])

    def by(*frames):
        return classifier_codes(UNITS, words, segmenter, invented_lexicons(pd.concat(frames, ignore_index=True)))

    alone, both, outvoted = by(BOOK), by(BOOK, other), by(other, BOOK, BOOK.assign(coder="Zhao"))
    assert np.array_equal(alone.probabilities, both.probabilities)
    assert np.array_equal(alone.probabilities, outvoted.probabilities)
    assert "the coders disagree on 24 of these units" in both.notes[-1] and not alone.notes
    assert not np.array_equal(alone.probabilities, by(other, BOOK).probabilities)

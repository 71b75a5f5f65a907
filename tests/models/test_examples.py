"""Which reports a unit's model must not have seen, and how coded reports are put into folds."""

import numpy as np
import pandas as pd
import pytest
from models.invented_units import coded, invented_codebook, invented_units

from unionreports.models.examples import MAX_FOLDS, coded_examples, report_folds, unseen_folds

UNITS, TRUTH = invented_units(3, n_reports=3, per_report=4)
BOOK = coded(UNITS, TRUTH)


def units_of(*rows):
    """Units from (report_id, role, text)."""
    return pd.DataFrame(rows, columns=["report_id", "role", "text"])


@pytest.mark.parametrize("n_reports", [1, 2, MAX_FOLDS, 3 * MAX_FOLDS])
def test_folds_hold_whole_reports_and_are_of_like_size(n_reports):
    units, truth = invented_units(4, n_reports=n_reports, per_report=4)
    folds = report_folds(coded(units, truth))
    assert len(folds) == n_reports
    sizes = np.bincount(list(folds.values()))
    assert len(sizes) == min(n_reports, MAX_FOLDS) and sizes.max() - sizes.min() <= 1
    turned = coded(units, truth).iloc[::-1]
    assert report_folds(turned) == folds


def test_frames_teach_nothing():
    book = BOOK.assign(role=np.where(BOOK.index == 2, "frame", "review"))
    examples = coded_examples(book, invented_codebook())
    assert len(examples.texts) == 11 and book["text"][2] not in examples.texts
    assert len(examples.without(frozenset({report_folds(book)["p0-1"]}))) == 8


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("new", "review", "没有人写过。")], [set()]),
        ([("p1-1", "review", "没有人写过。")], [{"p1-1"}]),
        # A long text gives its whole report away, a short one only itself.
        ([("new", "review", BOOK["text"][0]), ("new", "plan", "没有人写过。")], [{"p0-1"}, {"p0-1"}]),
        ([("new", "review", "短。"), ("new", "plan", "没有人写过。")], [{"p2-1"}, set()]),
        ([("new", "review", BOOK["text"][0]), ("new", "review", BOOK["text"][4])], [{"p0-1", "p1-1"}] * 2),
        ([("new", "frame", BOOK["text"][0])], [set()]),
    ],
)
def test_a_unit_is_kept_from_every_model_that_knows_its_report(rows, expected):
    book = BOOK.assign(text=BOOK["text"].where(BOOK.index != 9, "短。"))
    folds = report_folds(book)
    assert unseen_folds(units_of(*rows), book) == [frozenset(folds[r] for r in reports) for reports in expected]

"""Shares before and after more reports came in: what moved, what left its interval, and what cannot be said."""

import pandas as pd
import pytest

from planted import tables
from unionreports.compare.share_changes import own_share_changes, share_changes, share_lines

NAMES = ("priorities", "units", "reports")
ALIKE = [[0.5, 0.3, 0.2], [0.45, 0.35, 0.2], [0.55, 0.25, 0.2], [0.5, 0.3, 0.2], [0.45, 0.35, 0.2]]


def corpus(shares, **columns):
    return dict(zip(NAMES, tables(shares, **columns)))


def test_a_share_that_new_reports_move_out_of_its_interval_is_named_and_one_inside_is_not():
    changes = share_changes(corpus(ALIKE), corpus([*ALIKE, *[[0, 0.8, 0.2]] * 10])).set_index("priority")
    assert changes["outside"].to_dict() == {"a": True, "b": True, "c": False}
    assert changes.loc["a", "moved"] == pytest.approx(0.49 / 3 - 0.49)
    assert (changes["old_n_reports"] == 5).all() and (changes["new_n_pages"] == 15).all()
    lines = share_lines(changes.reset_index())
    assert "2 of 3 with an interval moved out of it" in lines[0] and len(lines) == 4


def test_the_same_reports_move_nothing():
    changes = share_changes(corpus(ALIKE), corpus(ALIKE))
    assert (changes["moved"] == 0).all() and not changes["outside"].any()


def test_a_cell_that_is_new_and_one_report_alone_have_nothing_to_move_out_of():
    places = {"province": ["浙江省"] * 5}
    later = corpus([*ALIKE, ALIKE[0]], province=["浙江省"] * 5 + ["山东省"])
    changes = share_changes(corpus(ALIKE, **places), later, by="province").set_index("province")
    assert changes.loc["山东省", ["old_share", "moved", "outside"]].isna().all(axis=None)
    assert changes.loc["浙江省", "outside"].notna().all()
    assert share_lines(share_changes(corpus(ALIKE[:1]), corpus(ALIKE)))[0].endswith(
        "0 of 0 with an interval moved out of it."
    )
    assert share_lines(pd.DataFrame(columns=changes.reset_index().columns)) == [
        "Shares of priorities: no cell has a share both before and now."
    ]


def test_shares_of_own_text_stand_beside_those_of_all_text():
    given = tables(ALIKE)
    units = given[1]
    gone = units[units["report_id"] == units["report_id"].iloc[0]]
    shared = pd.DataFrame({"unit_id": gone["unit_id"], "text_start": 0, "text_end": gone["text"].str.len()})
    changes = own_share_changes(*given, shared).set_index("priority")
    assert (changes["all_n_reports"] == 5).all() and (changes["own_n_reports"] == 4).all()
    assert (changes["all_n_units"] - changes["own_n_units"] == len(gone)).all()
    assert changes.loc["a", "moved"] == pytest.approx(0.4875 - 0.49) and not changes["outside"].any()

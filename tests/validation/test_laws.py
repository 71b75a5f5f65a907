"""The check of the laws finds every kind of breach, and none where there is none."""

import pandas as pd
import pytest

from unionreports.validation.laws import broken_on_page

TEXT = "首页\n\n一、回顾\n共3?家,很好。"
EDITS = [(0, 2, "首页", ""), (11, 12, "?", ""), (13, 14, ",", "\uff0c")]
HEADINGS = [("h1", 4, 8, "一、回顾")]
UNITS = [("u1", 9, 17, "共3家\uff0c很好。")]


def broken(text=TEXT, edits=EDITS, headings=HEADINGS, units=UNITS):
    return broken_on_page(
        text,
        pd.DataFrame(edits, columns=["start", "end", "before", "after"]).astype({"start": "int64", "end": "int64"}),
        pd.DataFrame(headings, columns=["heading_id", "start", "end", "text"]),
        pd.DataFrame(units, columns=["unit_id", "start", "end", "text"]),
    )


def test_a_page_that_keeps_the_laws_has_no_breach():
    assert broken() == []


@pytest.mark.parametrize("text", ["", " \n\u3000"])
def test_a_page_without_text_has_no_breach(text):
    assert broken(text, [], [], []) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"edits": EDITS[1:]}, "2 characters: the first, at 0, is in no"),
        ({"headings": []}, "4 characters: the first, at 4, is in no"),
        (
            {"edits": EDITS[:2]},
            "unit u1: raw text with its edits gives another text than the table has, from its character 3",
        ),
        ({"units": [("u1", 9, 17, "共3家,不好。")]}, "unit u1"),
        ({"units": [*UNITS, ("u2", 14, 17, "很好。")]}, "3 characters: the first, at 14, is in more than one"),
        ({"units": [*UNITS, ("u2", 14, 14, "")]}, "unit u2: 14-14 is no span"),
        ({"units": [*UNITS, ("u2", 14, 99, "很好。")]}, "unit u2: 14-99 is no span of a page of 17 characters"),
        (
            {"edits": [(0, 2, "首項", ""), *EDITS[1:]]},
            "edit 0-2: what the edit says stood there is not what the page has",
        ),
        ({"edits": [*EDITS, (1, 2, "页", "")]}, "edits 0-2 and 1-2 overlap"),
        ({"headings": [("h1", 4, 8, "二、回顾")]}, "heading h1"),
    ],
)
def test_every_kind_of_breach_is_named_with_its_place(change, says):
    assert any(says in breach for breach in broken(**change)), broken(**change)


def test_what_is_cut_out_of_a_unit_is_counted_once():
    assert broken("甲乙丙", [(1, 2, "乙", "")], [], [("u1", 0, 3, "甲丙")]) == []


def test_what_becomes_white_space_is_cut():
    edits, units = [(1, 4, "\ue004\n\n", "\n")], [("u1", 0, 1, "甲"), ("u2", 4, 5, "乙")]
    assert broken("甲\ue004\n\n乙", edits, [], units) == []


def test_a_name_may_be_masked_but_not_change_its_length():
    assert broken("甲乙丙", [(0, 2, "□□", "□□")], [], [("u1", 0, 3, "□□丙")]) == []
    assert broken("甲乙丙", [(0, 2, "□", "□")], [], [("u1", 0, 3, "□丙")])

"""Stretches that two reports share are found to the character, and nothing else is."""

from hypothesis import given, settings, strategies as st
import numpy as np
import pandas as pd
import pytest

from unionreports.measures.shared_text import SHORTEST, shared_share, shared_spans


def units(*texts, reports=None):
    ids = [f"u{i}" for i in range(len(texts))]
    return pd.DataFrame({"unit_id": ids, "report_id": reports or ids, "text": list(texts)})


def found(frame, *options):
    spans = shared_spans(frame, *options)
    return {u: sorted(zip(g["start"], g["end"])) for u, g in spans.groupby("unit_id")}


def plain(frame, shortest):
    """The same by looking at every window of every unit: slow and plain."""
    of = {}
    rows = list(zip(frame["unit_id"], frame["report_id"], frame["text"]))
    for _, report, text in rows:
        for i in range(len(text) - shortest + 1):
            of.setdefault(text[i : i + shortest], set()).add(report)
    spans = {}
    for unit, _, text in rows:
        covered = np.zeros(len(text) + 1, bool)
        for i in range(len(text) - shortest + 1):
            if len(of[text[i : i + shortest]]) > 1:
                covered[i : i + shortest] = True
        edges = np.flatnonzero(np.diff(covered, prepend=False)).tolist()
        if edges:
            spans[unit] = list(zip(edges[::2], edges[1::2]))
    return spans


PASSAGE = "深入开展职工技能竞赛活动，组织职工参加技术比武。"


def test_a_passage_is_found_to_the_character_in_both_reports():
    assert len(PASSAGE) == 24
    assert found(units(f"甲{PASSAGE}乙", f"丙丁{PASSAGE}戊")) == {"u0": [(1, 25)], "u1": [(2, 26)]}


@pytest.mark.parametrize(
    "frame",
    [
        units(PASSAGE[: SHORTEST - 1] + "甲", PASSAGE[: SHORTEST - 1] + "乙"),
        units(PASSAGE, PASSAGE, reports=["r", "r"]),
        units(PASSAGE + PASSAGE, "他事"),
        # The end of one unit and the beginning of the next are no passage.
        units(PASSAGE[:12], PASSAGE[12:], f"{PASSAGE[:12]}\n{PASSAGE[12:]}", reports=["r", "r", "s"]),
        units(),
        units("", ""),
    ],
    ids=["too short", "one report", "twice in one unit", "across units", "no unit", "no text"],
)
def test_what_is_no_shared_passage_is_not_found(frame):
    assert shared_spans(frame).empty and list(shared_spans(frame)) == ["unit_id", "start", "end"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.text("甲乙\n", max_size=25)), min_size=1, max_size=5),
    st.integers(1, 7),
    st.sampled_from([1, 3, 0x9E3779B97F4A7C15]),
)
def test_it_is_what_a_plain_search_finds_whatever_the_hash(rows, shortest, base):
    # Base 1 gives every window of the same characters one hash, in any order: equal hashes are not enough.
    frame = units(*(text for _, text in rows), reports=[report for report, _ in rows])
    assert found(frame, shortest, base) == plain(frame, shortest)


def test_share_counts_the_characters_of_every_unit():
    frame = units(f"甲{PASSAGE}乙", PASSAGE, "他事")
    share = shared_share(frame, shared_spans(frame))
    assert share["n_chars"].tolist() == [26, 24, 2] and share["n_shared"].tolist() == [24, 24, 0]


def test_no_window_is_an_error_that_says_what_to_do():
    with pytest.raises(ValueError, match="whole number of characters from 1"):
        shared_spans(units(PASSAGE), 0)

"""Joined texts lead back to the raw page whatever was cut inside them."""

from hypothesis import given, strategies as st
import numpy as np
import pandas as pd
import pytest

from unionreports.text.offsets import find_runs, join_texts, pages_of

EDITS = ["page_id", "start", "end", "after"]


@st.composite
def edited_pages(draw):
    """A raw page as pieces: text that stays, cuts, and replacements of other length; texts between line ends."""
    raw, texts, edits = "", [], []
    for _ in range(draw(st.integers(1, 4))):
        raw += draw(st.text("空白 ", max_size=3))
        start, clean, origin = len(raw), "", []
        for kind in draw(st.lists(st.sampled_from("kcr"), max_size=6)):
            piece = draw(st.text("工会职工维权", min_size=1, max_size=4))
            after = piece if kind == "k" else "" if kind == "c" else draw(st.text("甲乙", min_size=1, max_size=3))
            if kind != "k":
                # Edits of a table never touch: one run of changes is one row.
                raw, clean = raw + "安", clean + "安"
                origin.append(len(raw) - 1)
                edits.append(("p", len(raw), len(raw) + len(piece), after))
            origin.extend(len(raw) + i if kind == "k" else None for i in range(len(after)))
            raw, clean = raw + piece, clean + after
        raw, clean = raw + "全", clean + "全"
        origin.append(len(raw) - 1)
        texts.append((start, len(raw), clean, origin))
    return raw, texts, edits


@given(edited_pages())
def test_unchanged_characters_lead_to_themselves_in_the_raw_page(case):
    raw, texts, edits = case
    spans = pd.DataFrame([t[:3] for t in texts], columns=["start", "end", "text"])
    frame = pd.DataFrame(edits, columns=EDITS).astype({"page_id": "str", "after": "str", "start": "int64", "end": "int64"})
    joined = join_texts(spans["text"].tolist(), spans["start"].to_numpy(), find_runs(spans, ["p"] * len(spans), frame))
    for number, (_, _, clean, origin) in enumerate(texts):
        positions = joined.begins[number] + np.arange(len(clean))
        assert (joined.owner(positions) == number).all()
        for position, place in zip(joined.raw(positions), origin):
            if place is not None:
                assert position == place


def test_edits_of_other_pages_and_outside_the_span_do_not_move_it():
    spans = pd.DataFrame({"start": [10], "end": [14], "text": ["工会工作"]})
    edits = pd.DataFrame([("q", 11, 12, ""), ("p", 2, 6, ""), ("p", 14, 20, ""), ("p", 11, 12, "会")], columns=EDITS)
    assert find_runs(spans, ["p"], edits) == [None]


def test_rows_of_an_unknown_report_are_refused():
    with pytest.raises(ValueError, match="r2 have rows"):
        pages_of(pd.DataFrame({"report_id": ["r2"]}), pd.DataFrame({"report_id": ["r1"], "page_id": ["p"]}))

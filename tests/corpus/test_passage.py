"""A clean character leads back to its raw one, also in a part of a passage."""

import json

from hypothesis import given, settings, strategies as st

from unionreports.corpus.edits import Edit, apply
from unionreports.corpus.passage import Passage, evidence_json, rebuild

SETTINGS = settings(max_examples=200, deadline=None, derandomize=True)


def rebuilt(raw, edits):
    return rebuild(apply(raw, edits), 0, [(e.start, e.end, e.after) for e in edits])


@st.composite
def cleaned(draw):
    """A raw text of distinct characters and edits as cleaning makes them: cuts, and one character for one."""
    raw = "".join(chr(0x4E00 + i) for i in range(draw(st.integers(1, 40))))
    edits, at = [], 0
    while at < len(raw) and draw(st.booleans()):
        start = draw(st.integers(at, len(raw) - 1))
        end = draw(st.integers(start + 1, min(start + 5, len(raw))))
        edits.append(Edit(start, end, draw(st.sampled_from(["", "", "\n"])) if end - start > 1 else draw(st.sampled_from(["", "，"])), "", ""))
        at = end
    return raw, edits


@SETTINGS
@given(cleaned())
def test_every_clean_character_stands_at_its_raw_place(case):
    raw, edits = case
    passage = rebuilt(raw, edits)
    for i, character in enumerate(passage.text):
        if character not in "\n，":
            assert raw[passage.raw(i)] == character
            assert raw[slice(*passage.raw_span(i, i + 1))] == character


@SETTINGS
@given(cleaned(), st.data())
def test_a_part_leads_back_as_the_whole_does(case, data):
    raw, edits = case
    whole = rebuilt(raw, edits)
    start = data.draw(st.integers(0, len(whole.text)))
    end = data.draw(st.integers(start, len(whole.text)))
    part = whole.part(start, end)
    assert part.text == whole.text[start:end]
    assert [part.raw(i) for i in range(end - start)] == [whole.raw(i) for i in range(start, end)]


def test_evidence_quotes_the_clean_text_and_the_raw_place():
    passage = rebuilt("首页甲,乙", [Edit(0, 2, "", "", ""), Edit(3, 4, "，", "", "")])
    found = passage.evidence(0, 3, "year")
    assert (found.quote, found.start, found.end, found.says) == ("甲，乙", 2, 5, "year")
    assert json.loads(evidence_json([found])) == [{"quote": "甲，乙", "start": 2, "end": 5, "says": "year"}]
    assert json.loads(evidence_json([])) == []


def test_an_empty_span_is_a_place():
    passage = Passage("甲乙", [0], [5])
    assert passage.raw_span(1, 1) == (6, 6)

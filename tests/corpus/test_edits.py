"""Edits can be applied, stacked and led back."""

from hypothesis import given, settings, strategies as st
import pytest

from unionreports.corpus.edits import Edit, Layer, apply, inside

SETTINGS = settings(max_examples=150, deadline=None, derandomize=True)


def edit(start, end, after):
    return Edit(start, end, after, "step", "reason")


@st.composite
def edited(draw, text=None):
    """A text and sorted edits as the steps make them: not overlapping, each a cut or one character for a stretch."""
    text = draw(st.text("甲乙丙丁戊", max_size=25)) if text is None else text
    edits, at = [], 0
    while at < len(text):
        start = draw(st.integers(at, len(text)))
        if start == len(text):
            break
        end = draw(st.integers(start + 1, min(start + 4, len(text))))
        edits.append(edit(start, end, draw(st.sampled_from(["", "x", "\n"]))))
        at = end
    return text, edits


@pytest.mark.parametrize(
    ("edits", "result"),
    [
        ([], "甲乙丙丁"),
        ([edit(0, 1, "")], "乙丙丁"),
        ([edit(3, 4, "")], "甲乙丙"),
        ([edit(0, 4, "")], ""),
        ([edit(1, 2, "xy"), edit(2, 3, "")], "甲xy丁"),
    ],
)
def test_applied(edits, result):
    assert apply("甲乙丙丁", edits) == result == Layer("甲乙丙丁", edits).text


def test_a_stretch_is_applied_alone():
    edits = [edit(0, 1, ""), edit(2, 3, "x")]
    assert apply("甲乙丙丁", inside(edits, 1, 4), 1, 4) == "乙x丁"
    assert list(inside(edits, 1, 2)) == [] and list(inside(edits, 2, 3)) == edits[1:]


@SETTINGS
@given(edited())
def test_characters_that_were_kept_are_found_again(case):
    text, edits = case
    layer = Layer(text, edits)
    assert len(layer.text) == len(text) + sum(len(e.after) - (e.end - e.start) for e in edits)
    untouched = sorted(set(range(len(text))) - {i for e in edits for i in range(e.start, e.end)})
    for below in untouched:
        above = layer.above(below)
        assert layer.text[above] == text[below]
        assert (layer.start(above), layer.end(above + 1)) == (below, below + 1)


@SETTINGS
@given(st.data())
def test_two_layers_compose_to_one(data):
    text, first = data.draw(edited())
    layer = Layer(text, first)
    _, second = data.draw(edited(layer.text))
    composed = layer.compose(second)
    assert apply(text, composed) == apply(layer.text, second)
    assert all(a.end <= b.start for a, b in zip(composed, composed[1:], strict=False))

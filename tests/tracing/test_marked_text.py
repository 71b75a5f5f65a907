"""A text cut at marks and edits is the text, and each piece knows its own."""

from hypothesis import given, strategies as st
import pandas as pd

from unionreports.tracing.marked_text import pieces


def apart(numbers):
    """Sorted spans that do not overlap."""
    ordered = sorted(numbers)
    return [(a, b) for a, b in zip(ordered[::2], ordered[1::2]) if a < b]


_BOUNDS = st.lists(st.integers(0, 40), max_size=10).map(apart)


@given(_BOUNDS, _BOUNDS, st.integers(0, 40), st.integers(0, 40))
def test_pieces_are_the_text_and_lie_in_their_marks_and_edits(spans, edits, a, b):
    text = "".join(chr(0x4E00 + i) for i in range(40))
    start, end = min(a, b), max(a, b)
    frame = pd.DataFrame(edits, columns=["start", "end"])
    found = list(pieces(text, start, end, spans, frame))
    assert "".join(piece.text for piece in found) == text[start:end]
    for piece in found:
        for character in piece.text:
            at = ord(character) - 0x4E00
            assert [i for i, (low, high) in enumerate(spans) if low <= at < high] == [piece.mark] * (piece.mark >= 0)
            assert [i for i, (low, high) in enumerate(edits) if low <= at < high] == [piece.edit] * (piece.edit >= 0)
    opened = [piece.mark for piece in found if piece.first]
    assert opened == [piece.mark for piece in found if piece.last] == sorted(set(opened))
    assert opened == [i for i, (low, high) in enumerate(spans) if max(low, start) < min(high, end)]


def test_an_insertion_is_an_empty_piece_where_it_stands():
    frame = pd.DataFrame({"start": [2], "end": [2]})
    found = list(pieces("abcd", 0, 4, [(1, 3)], frame))
    assert [(p.text, p.mark, p.edit, p.done) for p in found] == [
        ("a", -1, -1, False),
        ("b", 0, -1, False),
        ("", 0, 0, True),
        ("c", 0, -1, False),
        ("d", -1, -1, False),
    ]

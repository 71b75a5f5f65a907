"""Words are found wherever they stand, whatever characters stand around them."""

from hypothesis import given
from hypothesis import strategies as st

from unionreports.corpus.word_finder import WordFinder


@given(
    st.lists(st.text("市总工会\u5e02\u0e02𠀀a", min_size=1, max_size=4), unique=True, max_size=8),
    st.text("市总工会\u5e02\u0e02𠀀a\ud800", max_size=60),
)
def test_every_place_of_every_word_is_found_from_left_to_right(words, text):
    places = [(s, s + len(w), w) for w in words for s in range(len(text)) if text.startswith(w, s)]
    found = WordFinder((word, word) for word in words).find(text)
    assert found == sorted(places, key=lambda hit: (hit[0], -hit[1]))


def test_no_word_is_found_across_the_bytes_of_two_characters():
    # The bytes of the word stand in the text, but they begin inside a character.
    word, text = "\u5b66\u4e5a", "\u4f5b\u664e\u5a5a"
    assert WordFinder([(word, 1)]).find(text) == []
    assert WordFinder([(word, 1)]).find(text + word) == [(3, 5, 1)]

"""Syllables are told from other letters, and characters are known by the letter they are filed under."""

import pytest

from unionreports.corpus.pinyin import letter_of, plain_letters, syllables


@pytest.mark.parametrize(
    ("reading", "found"),
    [
        ("gōng huì", ["gong", "hui"]), ("gōnghuì", ["gong", "hui"]), ("Xī’ān", ["xi", "an"]), ("xiān", ["xian"]), ("lǜ", ["lv"]), ("lu\u0308\u030c", ["lv"]),
        ("nǚ gōng", ["nv", "gong"]), ("zhuāng", ["zhuang"]), ("ér", ["er"]), ("ā", ["a"]), ("ɡǎi ɡé", ["gai", "ge"]),
        ("café", []), ("app", []), ("kg", []), ("hello", []), ("bong", []), ("gong b", []), ("", []), ("a" * 50, []),
    ],
)  # fmt: skip
def test_words_divide_into_syllables(reading, found):
    assert syllables(plain_letters(reading)[0]) == found


def test_tone_marks_are_counted():
    assert [plain_letters(reading)[1] for reading in ("gōng huì", "men", "lǜ", "wǒmen", "café", "lü")] == [2, 0, 1, 1, 1, 0]


@pytest.mark.parametrize(
    ("character", "letter"),
    [("啊", "a"), ("工", "g"), ("会", "h"), ("职", "z"), ("座", "z"), ("企", "q"), ("县", "x"), ("欧", "o"), ("亍", ""), ("職", ""), ("a", ""), ("，", ""), ("\U00020000", "")],
)  # fmt: skip
def test_characters_are_filed_by_letter(character, letter):
    assert letter_of(character) == letter

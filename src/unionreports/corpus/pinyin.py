"""Is a run of Latin letters pinyin, how many syllables has it, and can it be the reading of these characters?

The syllables are those of the Scheme for the Chinese Phonetic Alphabet (汉语拼音方案, 1958) as used in standard dictionaries. How a
character is read is known for the 3,755 most frequent ones by their initial letter: level 1 of GB 2312 is in the order of pinyin.
"""

from bisect import bisect_right
from functools import lru_cache
import unicodedata

#: Finals that follow each initial; v stands for ü.
_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ao ei en eng o u",
}
_SYLLABLES = frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())
_LONGEST = max(map(len, _SYLLABLES))
_LONGEST_WORD = 40
#: First character of GB 2312 level 1 that is filed under each letter; no syllable begins with i, u or v.
_FIRST_OF_LETTER = dict(zip("abcdefghjklmnopqrstwxyz", "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝", strict=True))
_LEVEL_1 = (b"\xb0\xa1", b"\xd7\xf9")
_STARTS = [character.encode("gb2312") for character in _FIRST_OF_LETTER.values()]
_LETTERS = "".join(_FIRST_OF_LETTER)
#: Letters fonts for schoolbooks use; carons are often typed as breves.
_LETTER_FORMS = str.maketrans({"ɑ": "a", "ɡ": "g"})
_DIAERESIS, _TONES = "\u0308", "\u0300\u0301\u0304\u0306\u030c"


def plain_letters(reading: str) -> tuple[str, int]:
    """A reading in lower case without its tone marks, ü as v, and how many tone marks it had."""
    letters, n_tones = [], 0
    for sign in unicodedata.normalize("NFD", reading.lower().translate(_LETTER_FORMS)):
        if sign in _TONES:
            n_tones += 1
        elif sign == _DIAERESIS:
            letters[-1:] = ["v"]
        else:
            letters.append(sign)
    return "".join(letters), n_tones


@lru_cache(maxsize=4096)
def _fewest(word: str) -> tuple[str, ...]:
    """The fewest syllables a word of letters divides into; empty where it does not divide into syllables."""
    if len(word) > _LONGEST_WORD:
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            if before is not None and word[start:end] in _SYLLABLES:
                if best[end] is None or len(before) + 1 < len(best[end]):
                    best[end] = (*before, word[start:end])
    return best[-1] or ()


def syllables(words: str) -> list[str]:
    """The syllables of words between blanks, apostrophes or hyphens (`plain_letters`); empty unless all divide into some."""
    found: list[str] = []
    for word in words.replace("'", " ").replace("’", " ").replace("-", " ").split():
        parts = _fewest(word)
        if not parts:
            return []
        found += parts
    return found


def letter_of(character: str) -> str:
    """The letter under which GB 2312 files a simplified character; empty beyond its level 1."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    return _LETTERS[bisect_right(_STARTS, code) - 1] if _LEVEL_1[0] <= code <= _LEVEL_1[1] else ""

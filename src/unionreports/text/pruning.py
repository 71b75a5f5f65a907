"""Why is a word no term of a topic model?"""

from collections.abc import Sequence
import re

import numpy as np

from unionreports.text.vectorise import why_no_term

#: Numerals written out (三百, 二十多, 几万), and what is left of a figure with its unit (5|万元); not names of dates and
#: plans made of numerals (五一, 十三五).
_NUMERAL = re.compile(
    "[一二两三四五六七八九几数]?十[一二三四五六七八九几余多]?"
    "|[零〇一二两三四五六七八九十几数]*[百千万亿][零〇一二两三四五六七八九十百千万亿几余多]*"
    "(?:元|人|次|人次|户|亩|公顷|吨|千瓦|千瓦时|平方米|立方米|公里|辆|台|套|件|名|个)?"
)


def prune(
    vocabulary: Sequence[str], rules: Sequence[tuple[np.ndarray, str]], stop_words: frozenset[str], numbers: bool
) -> np.ndarray:
    """The first reason why each word is no term (number, short, stop word, then those of `rules`); empty for terms.

    Parameters
    ----------
    vocabulary
        Different words, n of them.
    rules
        Which words a rule leaves out, shape (n,), and its reason; the first that applies gives the reason.
    stop_words
        Words left out.
    numbers
        Whether figures, numerals, and what is left of a figure beside its digits count.
    """
    reasons = np.full(len(vocabulary), "", dtype=object)
    for applies, reason in reversed(rules):
        reasons[applies] = reason
    for i, word in enumerate(vocabulary):
        # A figure of one digit is short too; that it is a figure says more.
        number = not numbers and (_NUMERAL.fullmatch(word) or why_no_term(word, frozenset(), min_length=1))
        reasons[i] = "number" if number else why_no_term(word, stop_words, numbers=numbers) or reasons[i]
    return reasons

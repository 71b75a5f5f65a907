"""Why can a figure not be relied on?"""

import re

from unionreports.measures.indicators.quantity import Quantity

_FLAGS = {
    "digits_damaged": "digits of this report are damaged",
    "zero_stripped": "zeros are missing from figures of this report",
}
#: A letter or mark that stands for a digit that was taken out: 1xx家, **20名.
_HIDDEN = re.compile(r"[xX×*＊○□]")
_ALTERNATIVE = re.compile(r"[0-9][（(][约近]?[0-9][0-9.,]*[余多]?[万亿]?[）)]")


def doubt_of(flags: str, text: str, quantity: Quantity) -> str:
    """Reasons to doubt a figure, joined with ; empty where there is none.

    Parameters
    ----------
    flags
        Of its report, joined with |.
    text
        Text the quantity's positions are in.
    """
    doubts = [reason for flag, reason in _FLAGS.items() if flag in flags.split("|")]
    start, end = quantity.start, quantity.end
    if _HIDDEN.search(text[max(0, start - 1) : end + 1]):
        doubts.append("a digit beside it is hidden")
    if quantity.denominator is None and _ALTERNATIVE.search(text[start : end + 12]):
        doubts.append("another number stands in brackets behind it")
    return "; ".join(doubts)

"""Why can a figure not be relied on?"""

import re

from unionreports.measures.indicators.quantity import Quantity

_FLAGS = {
    "digits_damaged": "digits of this report are damaged",
    "zero_stripped": "zeros are missing from figures of this report",
}
_ALTERNATIVE = re.compile(r"[0-9][（(][约近]?[0-9][0-9.,]*[余多]?[万亿]?[）)]")


def doubt_of(flags: str, text: str, quantity: Quantity) -> str:
    """Reasons to doubt a figure, joined with ; empty where there is none. A number with a hidden digit (1xx家) is no figure.

    Parameters
    ----------
    flags
        Of its report, joined with |.
    text
        Text the quantity's positions are in.
    """
    doubts = [reason for flag, reason in _FLAGS.items() if flag in flags.split("|")]
    start, end = quantity.start, quantity.end
    if quantity.denominator is None and _ALTERNATIVE.search(text[start : end + 12]):
        doubts.append("another number stands in brackets behind it")
    return "; ".join(doubts)

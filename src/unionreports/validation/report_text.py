"""How are figures of agreement written for a reader at a terminal?"""

import textwrap

import pandas as pd

_WIDTH = 110


def with_interval(scores: pd.DataFrame) -> list[str]:
    """Values with their intervals; columns value, low, high, the latter missing where there is no interval."""
    return [
        number(r.value) + ("" if pd.isna(r.low) else f" ({number(r.low)} to {number(r.high)})")
        for r in scores.itertuples()
    ]


def number(value: float) -> str:
    """A measure with two decimals."""
    return "undefined" if pd.isna(value) else f"{value:.2f}"


def table(frame: pd.DataFrame) -> str:
    """A frame without its index; missing cells are blank."""
    return frame.fillna("").to_string(index=False)


def wrapped(text: str) -> str:
    """A paragraph in lines of a terminal's width."""
    return textwrap.fill(text, _WIDTH)

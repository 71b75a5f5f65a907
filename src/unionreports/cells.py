"""How does a text stand in a sheet so that no spreadsheet takes it for a formula, and how is it read back?"""

import re

import pandas as pd

#: What Excel or LibreOffice may take for a formula, full-width signs included.
_SIGNS = "=+-@＝＋－＠"
#: The same or the end of a cell, behind any number of apostrophes: one that was added can be told from those before it.
_LIKE_FORMULA = re.compile(rf"(?:'*[\t\r]|['\s]*[{re.escape(_SIGNS)}])")
#: A cell that begins with none of these is not like a formula.
DOUBTFUL_FIRST = [*_SIGNS, "'", *(c for c in map(chr, range(0x3001)) if c.isspace())]
#: Control characters, halves of surrogate pairs, non-characters: no spreadsheet holds them, and nobody typed them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def safe_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame as it may stand in a CSV: texts and column names as `safe_cell` gives them, numbers untouched.

    The index is not looked at.
    """
    safe = frame.copy(deep=False)
    for position, dtype in enumerate(frame.dtypes):
        column = frame.iloc[:, position]
        if isinstance(dtype, pd.StringDtype):
            # Looking at first characters alone is twenty times as fast, and few cells begin with these.
            doubtful = column.str[:1].isin(DOUBTFUL_FIRST)
            if doubtful.any():
                safe.isetitem(position, column.mask(doubtful, column[doubtful].map(safe_cell)))
        elif dtype == object or isinstance(dtype, pd.CategoricalDtype):
            cells = [safe_cell(cell) if isinstance(cell, str) else cell for cell in column]
            safe.isetitem(position, pd.Series(cells, index=frame.index, dtype=object))
    safe.columns = [safe_cell(name) if isinstance(name, str) else name for name in frame.columns]
    return safe


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: behind an apostrophe where it begins like one.

    Source of the rule: OWASP, CSV Injection.
    """
    return f"'{text}" if like_formula(text) else text


def plain_cell(text: str) -> str:
    """The cell that `safe_cell` was given."""
    return text[1:] if text.startswith("'") and like_formula(text) else text


def like_formula(text: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula, or would if apostrophes before it were away."""
    return _LIKE_FORMULA.match(text) is not None


def printable(text: str) -> str:
    """The text with U+FFFD for each character that no sheet, terminal or table can show."""
    return _UNPRINTABLE.sub("\ufffd", text)

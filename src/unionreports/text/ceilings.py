"""How large a figure of one level can be: bounds nothing of that level exceeds, as data with their sources."""

from pathlib import Path

import pandas as pd

from unionreports.config import lexicon_files
from unionreports.tables import LEVELS
from unionreports.text.lexicon_files import read_rows, refuse, refuse_lists, refuse_values

COLUMNS = ("thing", "level", "units", "words", "highest", "source")
#: What is bounded. Dues are bounded by the number of persons whose wages they are paid on; shares at every level alike.
THINGS = ("persons", "households", "organisations", "dues", "share")


def read_ceilings(folder: Path) -> pd.DataFrame:
    """The bounds of a project: ceilings.csv and ceilings.extra.csv, as `config.lexicon_files` finds them.

    Parameters
    ----------
    folder
        Folder of the project's lexicons; it need not exist.

    Returns
    -------
    Frame of the columns COLUMNS with `highest` as float64, one row for a thing of a level; units and words are joined
    with |, and an empty cell of words or of level stands for all. A row of the extension replaces that of its thing and level.

    Raises
    ------
    InputError
        An unknown thing or level, no units, a bound that is no number above 0, a thing and level twice in one file.
    """
    tables = [read_rows(path, COLUMNS) for path in lexicon_files(folder, "ceilings.csv")]
    rows = pd.concat(tables, ignore_index=True)
    refuse_values(rows, "thing", "unknown thing", THINGS, "write one of the words allowed")
    refuse_values(
        rows, "level", "unknown level", ("", *LEVELS), "write one of the words allowed, or none for every level"
    )
    refuse_lists(rows, ("units", "words"))
    unnamed = rows[rows["units"] == ""]
    if len(unnamed):
        raise refuse(unnamed.iloc[0], "units", "no unit", remedy="write the units it is counted in, joined with |")
    bounds = pd.to_numeric(rows["highest"], errors="coerce")
    wrong = rows[~(bounds > 0)]
    if len(wrong):
        raise refuse(wrong.iloc[0], "highest", "no number above 0", remedy="write the bound in digits, without commas")
    twice = rows[rows.duplicated(["file", "thing", "level"])]
    if len(twice):
        raise refuse(
            twice.iloc[0], "thing", "this thing of this level stands in a row before", remedy="keep one of them"
        )
    last = rows.assign(highest=bounds.astype("float64")).drop_duplicates(["thing", "level"], keep="last")
    return last[list(COLUMNS)].reset_index(drop=True)

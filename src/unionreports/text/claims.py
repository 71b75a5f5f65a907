"""The claims a study makes, as a table: each can be computed again under other choices, and may then fail."""

from pathlib import Path

import pandas as pd

from unionreports.tables import TABLES
from unionreports.text.codebook import Codebook
from unionreports.text.lexicon_files import read_rows, refuse, refuse_values
from unionreports.text.lexicons import files_of_codebook

COLUMNS = (
    "claim", "statement", "statement_zh", "priority", "question", "column", "group_a", "group_b", "direction",
)  # fmt: skip
#: What a claim can say of a priority: that one group of reports speaks more of it than another, that its share changes
#: over the years, that plans hold another share of it than reviews.
QUESTIONS = ("difference", "trend", "plan")
#: Columns that make groups of reports: those of the table `reports`, and rule_period, which `compare.groups` makes.
GROUP_COLUMNS = ("level", "kind", "province", "prefecture", "county", "region_name", "rule_period")
#: + : more in group a, rising, more in the plan. - : the opposite.
DIRECTIONS = ("+", "-")
#: What to tell who has no claims.
HOW_TO_WRITE = (
    "No claims: nothing was tried under other choices. Name some in data/lexicons/claims.csv of your project, one a row, with "
    f"the columns {', '.join(COLUMNS)}; the README of the lexicons says what stands in each."
)


def read_claims(folder: Path, codebook: Codebook) -> pd.DataFrame:
    """The claims of a project: claims.csv and claims.extra.csv, as `config.lexicon_files` finds them.

    Claims belong to their codebook: beside one of the project's own, those of the software are not used.

    Parameters
    ----------
    folder
        Folder of the project's lexicons; it need not exist.
    codebook
        Knows the priorities.

    Returns
    -------
    Frame of the columns COLUMNS, as text, in the order of the files; several values of a group are joined with |, and an
    empty group_b stands for all reports that are not in group_a.

    Raises
    ------
    InputError
        A doubled claim, one without a statement, an unknown priority, question, column, level, kind or direction, groups where there are none.
    """
    tables = [read_rows(path, COLUMNS) for path in files_of_codebook(folder, "claims.csv")]
    if not tables:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in COLUMNS})
    rows = pd.concat(tables, ignore_index=True)
    twice = rows[rows.duplicated("claim")]
    if len(twice):
        raise refuse(twice.iloc[0], "claim", "this claim stands in a row before", remedy="give each a name of its own")
    unsaid = rows[(rows["statement"] == "") & (rows["statement_zh"] == "")]
    if len(unsaid):
        raise refuse(unsaid.iloc[0], "statement", "no statement", remedy="say in a sentence what is claimed")
    ids = [name for name, kind in zip(codebook.ids, codebook.kinds) if kind != "residual"]
    refuse_values(rows, "priority", "no priority of the codebook", ids, "write the id of a priority")
    refuse_values(rows, "question", "unknown question", QUESTIONS, "write one of the words allowed")
    refuse_values(rows, "direction", "no direction", DIRECTIONS, "write + for more or rising, - for less or falling")
    differences = rows["question"] == "difference"
    refuse_values(
        rows[differences], "column", "makes no groups of reports", GROUP_COLUMNS, "write one of the columns allowed"
    )
    for column in ("column", "group_a", "group_b"):
        needless = rows[~differences & (rows[column] != "")]
        if len(needless):
            problem = f"the question {needless.iloc[0]['question']} has no groups"
            raise refuse(needless.iloc[0], column, problem, remedy="leave the cell empty, or ask for a difference")
    for _, row in rows[differences].iterrows():
        _check_groups(row)
    return rows[list(COLUMNS)]


def group_values(cell: str) -> tuple[str, ...]:
    """The values of a group."""
    return tuple(value.strip() for value in cell.split("|") if value.strip())


def _check_groups(row: pd.Series) -> None:
    """Raise about a group of a difference that is empty, or names a value that no report can have."""
    declared = TABLES["reports"].columns.get(row["column"])
    a, b = group_values(row["group_a"]), group_values(row["group_b"])
    if not a:
        raise refuse(row, "group_a", "a difference needs a group", remedy=f"write a value of {row['column']}")
    if set(a) & set(b):
        raise refuse(row, "group_b", "a value stands in both groups", remedy="let each report be in one group")
    for column, values in (("group_a", a), ("group_b", b)):
        unknown = set(values).difference(declared.allowed) if declared is not None and declared.allowed else ()
        if unknown:
            raise refuse(
                row,
                column,
                f"no {row['column']} of reports",
                allowed=", ".join(declared.allowed),
                remedy="write one of the words allowed; join several with |",
            )

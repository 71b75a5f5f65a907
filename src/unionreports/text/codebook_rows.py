"""Rows of the files of a codebook: read, joined with those that extend them, and checked."""

from collections.abc import Iterable, Sequence
from pathlib import Path
import re

import pandas as pd

from unionreports.errors import InputError
from unionreports.text.lexicon_files import nearest, read_rows, refuse, refuse_doubles, refuse_lists, refuse_values

#: Kinds of a codebook entry. A field competes for a unit by its share; a group or an occasion only by
#: a heading or as the sole subject; the residual is what is left (docs/coding_rules.md, rules 1-5).
KINDS = ("field", "group", "occasion", "residual")

#: Columns of terms, joined with |. The last may be missing.
TERM_COLUMNS = ("seed_terms", "heading_terms", "weak_terms")

#: Columns that are read: terms, what decides, names for figures, definitions for coders. Others are a researcher's own.
READ_COLUMNS = (
    "id",
    *TERM_COLUMNS,
    "kind",
    "tie_rank",
    "name_zh",
    "name_en",
    "short_zh",
    "short_en",
    "law_function",
    "definition",
    "include_examples",
    "exclude_boundary_rule",
)


def read_categories(path: Path, columns: Sequence[str] = ("id", "seed_terms")) -> pd.DataFrame:
    """The rows of one file of a codebook, as `read_rows` gives them; `columns` are those it must have."""
    rows = read_rows(path, columns, READ_COLUMNS)
    _refuse_ids(rows)
    refuse_lists(rows, rows.columns.intersection(TERM_COLUMNS))
    return rows


def term_entries(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per term of rows of a codebook: term, category, column, file, line."""
    lists = [
        rows[["id", "file", "line"]].rename(columns={"id": "category"}).assign(term=rows[c].map(split_terms), column=c)
        for c in TERM_COLUMNS
        if c in rows
    ]
    return pd.concat(lists, ignore_index=True).explode("term").dropna(subset="term", ignore_index=True)


def extended(rows: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """The rows of a codebook with those of an extension; a researcher's own columns keep what stood there first."""
    columns = rows.columns.union(more.columns, sort=False)
    rows = rows.reindex(columns=columns, fill_value="").set_index("id", drop=False)
    known = more["id"].isin(rows.index)
    for _, row in more[known].iterrows():
        for column in columns.intersection(more.columns).difference(["id", "file", "line"], sort=False):
            if not row[column]:
                continue
            if column in TERM_COLUMNS:
                before = split_terms(rows.at[row["id"], column])
                rows.loc[row["id"], column] = join_terms(dict.fromkeys([*before, *split_terms(row[column])]))
            elif column not in READ_COLUMNS:
                rows.loc[row["id"], column] = rows.at[row["id"], column] or row[column]
            elif row[column] != rows.at[row["id"], column]:
                raise refuse(
                    row,
                    column,
                    "an extension adds terms to a category and changes nothing else of it",
                    remedy="leave the cell empty, or replace the whole codebook",
                )
    new = more[~known].reindex(columns=columns, fill_value="")
    without_kind = new[new["kind"] == ""]
    if len(without_kind):
        row = without_kind.iloc[0]
        meant = nearest(row["id"], list(rows["id"]))
        remedy = f"write the kind of the new category, or {f'did you mean {meant}?' if meant else 'correct the id'}"
        problem = "the codebook has no such id, and a new one needs a kind"
        raise refuse(row, "id", problem, allowed=f"kinds are {', '.join(KINDS)}", remedy=remedy)
    return pd.concat([rows, new], ignore_index=True)


def check_categories(base: Path, rows: pd.DataFrame) -> None:
    """Raise about kinds and tie ranks that leave open how a unit is coded; `rows` with extensions, `base` their file."""
    refuse_values(rows, "kind", "unknown kind of category", KINDS, "write one of them")
    wrong = rows[(rows["tie_rank"] != "") & ~rows["tie_rank"].str.fullmatch("[0-9]+")]
    if len(wrong):
        raise refuse(wrong.iloc[0], "tie_rank", "not a whole number", remedy="write one or leave the cell empty")
    ranked = rows[rows["tie_rank"] != ""]
    twice = ranked[ranked["tie_rank"].astype("int64").duplicated()]
    if len(twice):
        raise refuse(
            twice.iloc[0],
            "tie_rank",
            "another category has this rank, and which of them wins a tie is open",
            remedy="give every rank once; the smaller one wins",
        )
    if (rows["kind"] == "residual").sum() != 1:
        raise InputError(
            base,
            "no category, or more than one, has the kind residual",
            column="kind",
            remedy="give it to the one for units that name no other",
        )


def _refuse_ids(rows: pd.DataFrame) -> None:
    wrong = rows[~rows["id"].str.fullmatch("[a-z][a-z0-9_]*")]
    if len(wrong):
        row = wrong.iloc[0]
        better = re.sub("[^a-z0-9]+", "_", row["id"].lower()).strip("_")
        raise refuse(
            row,
            "id",
            "this cannot be an id",
            allowed="small letters a-z, digits and _, beginning with a letter",
            remedy=f"write {better}" if better[:1].isalpha() else "write an English word; Chinese goes into name_zh",
        )
    doubled = rows[rows.duplicated("id")]
    if len(doubled):
        raise refuse(doubled.iloc[0], "id", "two rows have this id", remedy="make one row of them")


def one_place(entries: pd.DataFrame) -> pd.DataFrame:
    """Every term once. An extension may repeat a term where it stands already, and put it nowhere else."""
    refuse_doubles(entries, "category")
    first = entries.drop_duplicates("term").set_index("term")
    places = entries["category"] + "/" + entries["column"]
    moved = entries[places != entries["term"].map(first["category"] + "/" + first["column"])]
    if len(moved):
        row = moved.iloc[0]
        where = first.loc[row["term"]]
        raise refuse(
            {**row, row["column"]: row["term"]},
            row["column"],
            f"this term stands in {where['column']} of {where['category']}, and here in {row['column']} of {row['category']}",
            remedy="keep it in one place; to move a term, replace the whole codebook",
        )
    return first.reset_index()


def split_terms(cell: str) -> list[str]:
    """Terms of a cell, which stand there joined with |."""
    return [term.strip() for term in cell.split("|") if term.strip()]


def join_terms(terms: Iterable[str]) -> str:
    """The cell that `split_terms` takes apart."""
    return "|".join(terms)

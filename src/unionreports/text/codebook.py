"""The codebook of a dictionary coding: its categories, their terms, and the exceptions to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
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

#: What else of a category is read, beside columns of a researcher's own: names for figures, definitions for coders.
_DESCRIPTIONS = (
    "name_zh", "name_en", "short_zh", "short_en", "law_function", "definition", "include_examples", "exclude_boundary_rule",
)  # fmt: skip


@dataclass(frozen=True)
class FalseFriend:
    """A term that does not mean what it says, where one of `near` stands in the same clause.

    Without `near` the term is a harmless longer word that hides the shorter terms inside it. `counts_as`
    is the id of the codebook it stands for instead; empty where it stands for none.
    """

    term: str
    near: tuple[str, ...]
    counts_as: str


@dataclass(frozen=True)
class Codebook:
    """Categories of a dictionary coding, in the order of the file.

    Attributes
    ----------
    ids, kinds, tie_ranks
        One entry per category; the smaller of two tie ranks wins, none stands twice, None never wins.
    terms
        Term -> position of its category in `ids`. A term belongs to one category.
    heading_terms
        The same for words that name a category in a heading or a lead clause only.
    false_friends
        Exceptions to terms.
    weak_terms
        The same for words so common that they count only where a sentence has no term of its own.
    table
        The codebook as its file has it, extensions included: one row per category, every column as text.
    """

    ids: tuple[str, ...]
    kinds: tuple[str, ...]
    tie_ranks: tuple[int | None, ...]
    terms: dict[str, int]
    heading_terms: dict[str, int]
    false_friends: tuple[FalseFriend, ...] = ()
    weak_terms: dict[str, int] = field(default_factory=dict)
    table: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False, repr=False)

    @property
    def residual(self) -> int:
        """Position of the one residual category."""
        return self.kinds.index("residual")

    def without(self, terms: Collection[str]) -> "Codebook":
        """The same categories without these terms, wherever they stand; false friends stay.

        A term goes only if it is named itself: 疫情 does not take 疫情防控 with it.
        """
        gone = frozenset(terms)
        table = self.table.copy()
        for column in table.columns.intersection(TERM_COLUMNS):
            table[column] = [_joined(t for t in _split(cell) if t not in gone) for cell in table[column]]
        kept = (
            {term: i for term, i in found.items() if term not in gone}
            for found in (self.terms, self.heading_terms, self.weak_terms)
        )
        return replace(self, **dict(zip(("terms", "heading_terms", "weak_terms"), kept)), table=table)


def read_codebook(files: Path | Sequence[Path], false_friends: Path | Sequence[Path] = ()) -> Codebook:
    """Read a codebook: columns id, seed_terms and heading_terms (joined with |), kind, tie_rank; weak_terms if there.

    Parameters
    ----------
    files
        The codebook, and tables that extend it. A row of these with an id that is known adds its terms to
        that category; another id is a new category, and needs a kind.
    false_friends
        Tables with the columns term, near (joined with |), counts_as.

    Raises
    ------
    InputError
        A column or a cell is wrong, a term stands in two places, terms are joined with another mark than |, two
        categories have one tie rank, or there is not exactly one residual category.
    """
    base, *extensions = [files] if isinstance(files, Path) else files
    rows = read_categories(base, ("id", "seed_terms", "heading_terms", "kind", "tie_rank"))
    entries = [term_entries(rows)]
    for path in extensions:
        more = read_categories(path)
        entries.append(term_entries(more))
        rows = _extended(rows, more)
    _check_categories(base, rows)
    terms = _one_place(pd.concat(entries, ignore_index=True))
    position = {name: i for i, name in enumerate(rows["id"])}
    of_column = {
        column: dict(zip(found["term"], found["category"].map(position).tolist()))
        for column, found in terms.groupby("column", sort=False)
    }
    found = ([false_friends] if isinstance(false_friends, Path) else false_friends) or ()
    return Codebook(
        tuple(rows["id"]),
        tuple(rows["kind"]),
        tuple(int(rank) if rank else None for rank in rows["tie_rank"]),
        of_column.get("seed_terms", {}),
        of_column.get("heading_terms", {}),
        tuple(friend for path in found for friend in _false_friends(path, position)),
        of_column.get("weak_terms", {}),
        rows.drop(columns=["file", "line"]),
    )


def read_categories(path: Path, columns: Sequence[str] = ("id", "seed_terms")) -> pd.DataFrame:
    """The rows of one file of a codebook, as `read_rows` gives them; `columns` are those it must have."""
    rows = read_rows(path, columns, (*TERM_COLUMNS, "kind", "tie_rank", *_DESCRIPTIONS))
    _refuse_ids(rows)
    refuse_lists(rows, rows.columns.intersection(TERM_COLUMNS))
    return rows


def term_entries(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per term of rows of a codebook: term, category, column, file, line."""
    lists = [
        rows[["id", "file", "line"]].rename(columns={"id": "category"}).assign(term=rows[c].map(_split), column=c)
        for c in TERM_COLUMNS
        if c in rows
    ]
    return pd.concat(lists, ignore_index=True).explode("term").dropna(subset="term", ignore_index=True)


def _extended(rows: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """The rows of a codebook with those of an extension."""
    columns = rows.columns.union(more.columns, sort=False)
    rows = rows.reindex(columns=columns, fill_value="").set_index("id", drop=False)
    known = more["id"].isin(rows.index)
    for _, row in more[known].iterrows():
        for column in columns.intersection(more.columns).difference(["id", "file", "line"], sort=False):
            if not row[column]:
                continue
            if column in TERM_COLUMNS:
                before = _split(rows.at[row["id"], column])
                rows.loc[row["id"], column] = _joined(dict.fromkeys([*before, *_split(row[column])]))
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


def _check_categories(base: Path, rows: pd.DataFrame) -> None:
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


def _one_place(entries: pd.DataFrame) -> pd.DataFrame:
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


def _false_friends(path: Path, known: dict[str, int]) -> tuple[FalseFriend, ...]:
    rows = read_rows(path, ("term", "near", "counts_as"))
    refuse_lists(rows, ["near"])
    refuse_values(rows, "counts_as", "no id of the codebook", ["", *known], "correct it or leave the cell empty")
    refuse_doubles(rows, "counts_as")
    return tuple(
        FalseFriend(term, tuple(_split(near)), counts_as)
        for term, near, counts_as in zip(rows["term"], rows["near"], rows["counts_as"])
    )


def _split(cell: str) -> list[str]:
    return [term.strip() for term in cell.split("|") if term.strip()]


def _joined(terms) -> str:
    return "|".join(terms)

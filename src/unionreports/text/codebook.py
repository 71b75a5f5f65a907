"""The codebook of a dictionary coding: its categories, their terms, and the exceptions to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from unionreports.text.codebook_rows import (
    TERM_COLUMNS,
    check_categories,
    extended,
    join_terms,
    one_place,
    read_categories,
    split_terms,
    term_entries,
)
from unionreports.text.lexicon_files import read_rows, refuse_doubles, refuse_lists, refuse_values


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
            table[column] = [join_terms(t for t in split_terms(cell) if t not in gone) for cell in table[column]]
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
        rows = extended(rows, more)
    check_categories(base, rows)
    terms = one_place(pd.concat(entries, ignore_index=True))
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


def _false_friends(path: Path, known: dict[str, int]) -> tuple[FalseFriend, ...]:
    rows = read_rows(path, ("term", "near", "counts_as"))
    refuse_lists(rows, ["near"])
    refuse_values(rows, "counts_as", "no id of the codebook", ["", *known], "correct it or leave the cell empty")
    refuse_doubles(rows, "counts_as")
    return tuple(
        FalseFriend(term, tuple(split_terms(near)), counts_as)
        for term, near, counts_as in zip(rows["term"], rows["near"], rows["counts_as"])
    )

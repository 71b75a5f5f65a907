"""Word lists and the codebook as data: read from data/lexicons, checked, and nothing else known about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from unionreports.errors import InputError

#: Kinds of a codebook entry. A field competes for a unit by its share; a group or an occasion only by
#: a heading or as the sole subject; the residual is what is left (docs/coding_rules.md, rules 1-5).
KINDS = ("field", "group", "occasion", "residual")


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
        One entry per category; a smaller tie rank wins a tie, None never does.
    terms
        Term -> position of its category in `ids`. A term belongs to one category.
    heading_terms
        The same for words that name a category in a heading or a lead clause only.
    false_friends
        Exceptions to terms.
    weak_terms
        The same for words so common that they count only where a sentence has no term of its own.
    """

    ids: tuple[str, ...]
    kinds: tuple[str, ...]
    tie_ranks: tuple[int | None, ...]
    terms: dict[str, int]
    heading_terms: dict[str, int]
    false_friends: tuple[FalseFriend, ...] = ()
    weak_terms: dict[str, int] = field(default_factory=dict)

    @property
    def residual(self) -> int:
        """Position of the one residual category."""
        return self.kinds.index("residual")


@dataclass(frozen=True)
class Lexicons:
    """Everything data/lexicons says about words."""

    codebook: Codebook
    terms: tuple[str, ...]
    stop_words: frozenset[str]


def read_lexicons(folder: Path) -> Lexicons:
    """Read codebook, domain dictionary and stop words from the folder of lexicons.

    Raises
    ------
    InputError
        Where a file is missing, lacks a column, has an empty or doubled term or an unknown category.
    """
    return Lexicons(
        read_codebook(folder / "priorities.csv", folder / "false_friends.csv"),
        read_terms(folder / "terms.csv"),
        frozenset(read_terms(folder / "stopwords.csv")),
    )


def read_terms(path: Path) -> tuple[str, ...]:
    """The terms of a list with the columns term, category, source, in the order of the file."""
    table = _read(path, ("term", "category", "source"))
    _refuse_doubles(path, table["term"], table["category"])
    return tuple(table["term"])


def read_codebook(path: Path, false_friends: Path | None = None) -> Codebook:
    """Read a codebook: columns id, seed_terms and heading_terms (joined with |), kind, tie_rank; weak_terms if there.

    `false_friends` has the columns term, near (joined with |), counts_as; a path that is not there
    means that the codebook has none.
    """
    table = _read(path, ("id", "seed_terms", "heading_terms", "kind", "tie_rank"))
    for line, (kind, rank) in enumerate(zip(table["kind"], table["tie_rank"]), start=2):
        if kind not in KINDS:
            raise InputError(
                path,
                "unknown kind of category",
                line=line,
                column="kind",
                value=kind,
                allowed=", ".join(KINDS),
                remedy="write one of them",
            )
        if rank and not rank.isdecimal():
            raise InputError(
                path,
                "not a whole number",
                line=line,
                column="tie_rank",
                value=rank,
                remedy="write one or leave the cell empty",
            )
    if (table["kind"] == "residual").sum() != 1:
        raise InputError(
            path,
            "no category, or more than one, has the kind residual",
            column="kind",
            remedy="give it to the one for units that name no other",
        )
    lists = ("seed_terms", "heading_terms", "weak_terms")
    columns = [
        table[["id"]].assign(term=table[c].str.split("|"), column=c).explode("term") for c in lists if c in table
    ]
    seeds = pd.concat(columns, ignore_index=True).query("term != ''")
    _refuse_doubles(path, seeds["term"], seeds["id"])
    position = {name: i for i, name in enumerate(table["id"])}
    terms, heading_terms, weak_terms = (
        {
            term: position[name]
            for term, name, column in zip(seeds["term"], seeds["id"], seeds["column"])
            if column == wanted
        }
        for wanted in lists
    )
    return Codebook(
        tuple(table["id"]),
        tuple(table["kind"]),
        tuple(int(rank) if rank else None for rank in table["tie_rank"]),
        terms,
        heading_terms,
        _false_friends(false_friends, position) if false_friends and false_friends.exists() else (),
        weak_terms,
    )


def _false_friends(path: Path, known: dict[str, int]) -> tuple[FalseFriend, ...]:
    table = _read(path, ("term", "near", "counts_as"))
    for line, name in enumerate(table["counts_as"], start=2):
        if name and name not in known:
            raise InputError(
                path,
                "no id of the codebook",
                line=line,
                column="counts_as",
                value=name,
                remedy="correct it or leave the cell empty",
            )
    _refuse_doubles(path, table["term"], table["counts_as"])
    return tuple(
        FalseFriend(term, tuple(n for n in near.split("|") if n), counts_as)
        for term, near, counts_as in zip(table["term"], table["near"], table["counts_as"])
    )


def _read(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(path, "not found", remedy=f"put a CSV with the columns {', '.join(columns)} there") from error
    missing = [c for c in columns if c not in table.columns]
    if missing:
        raise InputError(path, f"column {', '.join(missing)} is missing", line=1, remedy="add it to the header")
    first = columns[0]
    if (table[first] == "").any():
        row = int((table[first] == "").to_numpy().argmax()) + 2
        raise InputError(path, "empty cell", line=row, column=first, remedy="fill it or delete the row")
    return table


def _refuse_doubles(path: Path, terms: pd.Series, categories: pd.Series) -> None:
    doubled = terms[terms.duplicated()].unique()
    if len(doubled):
        named = "; ".join(f"{t} ({', '.join(sorted(set(categories[terms == t])))})" for t in doubled[:5])
        raise InputError(path, f"{len(doubled)} terms stand more than once: {named}", remedy="keep each in one place")

"""Word lists and the codebook as data: read from data/lexicons, checked, and nothing else known about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

#: Kinds of a codebook entry. A field competes for a unit by its share; a group or an occasion only by
#: a heading or as the sole subject; the residual is what is left (docs/coding_rules.md, rules 1-5).
KINDS = ("field", "group", "occasion", "residual")


class LexiconError(ValueError):
    """A lexicon file that cannot be used, with file, line, reason and remedy."""


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
    """

    ids: tuple[str, ...]
    kinds: tuple[str, ...]
    tie_ranks: tuple[int | None, ...]
    terms: dict[str, int]
    heading_terms: dict[str, int]
    false_friends: tuple[FalseFriend, ...] = ()

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
    LexiconError
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
    """Read a codebook: columns id, seed_terms and heading_terms (joined with |), kind, tie_rank.

    `false_friends` has the columns term, near (joined with |), counts_as; a path that is not there
    means that the codebook has none.
    """
    table = _read(path, ("id", "seed_terms", "heading_terms", "kind", "tie_rank"))
    for line, (kind, rank) in enumerate(zip(table["kind"], table["tie_rank"]), start=2):
        if kind not in KINDS:
            raise LexiconError(f"{path}, row {line}: kind '{kind}' is unknown; write one of {', '.join(KINDS)}.")
        if rank and not rank.isdecimal():
            raise LexiconError(f"{path}, row {line}: tie_rank '{rank}' is not a whole number; write one or leave it empty.")
    if (table["kind"] == "residual").sum() != 1:
        raise LexiconError(f"{path}: one category must have the kind residual, for units that name no other.")
    columns = [table[["id"]].assign(term=table[c].str.split("|"), column=c).explode("term") for c in ("seed_terms", "heading_terms")]
    seeds = pd.concat(columns, ignore_index=True).query("term != ''")
    _refuse_doubles(path, seeds["term"], seeds["id"])
    position = {name: i for i, name in enumerate(table["id"])}
    return Codebook(
        tuple(table["id"]),
        tuple(table["kind"]),
        tuple(int(rank) if rank else None for rank in table["tie_rank"]),
        *(
            {term: position[name] for term, name, column in zip(seeds["term"], seeds["id"], seeds["column"]) if column == wanted}
            for wanted in ("seed_terms", "heading_terms")
        ),
        _false_friends(false_friends, position) if false_friends and false_friends.exists() else (),
    )


def _false_friends(path: Path, known: dict[str, int]) -> tuple[FalseFriend, ...]:
    table = _read(path, ("term", "near", "counts_as"))
    for line, name in enumerate(table["counts_as"], start=2):
        if name and name not in known:
            raise LexiconError(f"{path}, row {line}: '{name}' is not an id of the codebook; correct it or leave it empty.")
    _refuse_doubles(path, table["term"], table["counts_as"])
    return tuple(
        FalseFriend(term, tuple(n for n in near.split("|") if n), counts_as)
        for term, near, counts_as in zip(table["term"], table["near"], table["counts_as"])
    )


def _read(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise LexiconError(f"{path}: not found; put a CSV with the columns {', '.join(columns)} there.") from error
    missing = [c for c in columns if c not in table.columns]
    if missing:
        raise LexiconError(f"{path}: column {', '.join(missing)} is missing; add it to the header.")
    first = columns[0]
    if (table[first] == "").any():
        row = int((table[first] == "").to_numpy().argmax()) + 2
        raise LexiconError(f"{path}, row {row}: {first} is empty; fill it or delete the row.")
    return table


def _refuse_doubles(path: Path, terms: pd.Series, categories: pd.Series) -> None:
    doubled = terms[terms.duplicated()].unique()
    if len(doubled):
        named = "; ".join(f"{t} ({', '.join(sorted(set(categories[terms == t])))})" for t in doubled[:5])
        raise LexiconError(f"{path}: {len(doubled)} terms stand more than once: {named}. Keep each in one place.")

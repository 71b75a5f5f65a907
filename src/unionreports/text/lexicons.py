"""Word lists, codebook and hand-coded units as data: read file by file, the project's own before the software's."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
import re

import pandas as pd

from unionreports.config import LEXICONS, lexicon_files
from unionreports.corpus.gazetteer import Gazetteer, read_gazetteer
from unionreports.text.codebook import Codebook, FalseFriend, read_codebook
from unionreports.text.codebook_rows import KINDS, read_categories, term_entries
from unionreports.text.lexicon_files import read_rows, refuse, refuse_doubles, refuse_unknown, refuse_values
from unionreports.text.segment import can_be_word
from unionreports.text.wording import Wording, read_wording

__all__ = ["KINDS", "Codebook", "FalseFriend", "Lexicons", "read_codebook", "read_lexicons"]

CODED_COLUMNS = (
    "unit_id",
    "report_id",
    "page_sha256",
    "start",
    "end",
    "heading_path",
    "role",
    "text",
    "primary",
    "secondary1",
    "secondary2",
    "flags",
    "confidence",
    "coder",
    "note",
)
#: How sure a coder is of a code; an empty cell says nothing about it.
CONFIDENCES = ("high", "medium", "low")


def _no_coded_units() -> pd.DataFrame:
    return pd.DataFrame({c: pd.Series(dtype="int64" if c in ("start", "end") else "str") for c in CODED_COLUMNS})


def _no_entries() -> pd.DataFrame:
    return pd.DataFrame({c: pd.Series(dtype="str") for c in ("list", "term", "category", "file")}).assign(
        line=pd.Series(dtype="int64")
    )


@dataclass(frozen=True)
class Lexicons:
    """Everything the lexicons say about words.

    Attributes
    ----------
    codebook
        Categories and their terms.
    terms
        Domain dictionary: words the segmentation keeps whole.
    stop_words
        Words that say nothing about content.
    calendar_terms
        Terms tied to one year, plan or campaign: they move with the calendar, not with a union's choice. Those
        listed, and every term of the codebook and the dictionary that contains one of them.
    coded_units
        Units coded by hand: the columns CODED_COLUMNS, start and end as numbers; empty where the codebook is
        not the one they were coded with.
    entries
        Every term of every list and where it stands: list (name of the lexicon), term, category, file, line.
    folder
        Where they were read from.
    """

    codebook: Codebook
    terms: tuple[str, ...]
    stop_words: frozenset[str]
    calendar_terms: frozenset[str] = frozenset()
    coded_units: pd.DataFrame = field(default_factory=_no_coded_units, compare=False, repr=False)
    entries: pd.DataFrame = field(default_factory=_no_entries, compare=False, repr=False)
    folder: Path = field(default=LEXICONS, compare=False)

    @property
    def gazetteer(self) -> Gazetteer:
        """Names of places; read when first asked for, once per process, since most steps need none."""
        return read_gazetteer(self.folder)

    @property
    def wording(self) -> Wording:
        """Names of one thing and of different ones; read when asked for, since only commitments need them."""
        return read_wording(self.folder)


def read_lexicons(folder: Path) -> Lexicons:
    """Read the lexicons of a project; files it lacks are those that come with the software (`config.lexicon_files`).

    False friends and hand-coded units belong to the codebook they were made for: where a project has a codebook
    of its own, those of the software are not used.

    Raises
    ------
    InputError
        A file that nothing reads, or one that lacks a column, has an empty or doubled term, an unknown category
        or a term that cannot be a word.
    """
    refuse_unknown(folder)
    book_files = lexicon_files(folder, "priorities.csv")
    codebook = read_codebook(book_files, files_of_codebook(folder, "false_friends.csv"))
    coded = [read_coded_units(path, codebook) for path in files_of_codebook(folder, "coded_units.csv")]
    lists = {name: _listed(lexicon_files(folder, f"{name}.csv")) for name in ("terms", "stopwords")}
    lists["calendar_terms"] = pd.concat(
        [read_calendar(path) for path in lexicon_files(folder, "calendar_terms.csv")], ignore_index=True
    )
    _refuse_no_words(lists["terms"])
    book = pd.concat([term_entries(read_categories(path)) for path in book_files], ignore_index=True)
    entries = pd.concat(
        [found.assign(list=name) for name, found in {"priorities": book, **lists}.items()], ignore_index=True
    )
    return Lexicons(
        codebook,
        tuple(dict.fromkeys(lists["terms"]["term"])),
        frozenset(lists["stopwords"]["term"]),
        _with_longer(lists["calendar_terms"]["term"], [*book["term"], *lists["terms"]["term"]]),
        pd.concat(coded, ignore_index=True) if coded else _no_coded_units(),
        entries.assign(file=[path.name for path in entries["file"]])[["list", "term", "category", "file", "line"]],
        folder,
    )


def read_calendar(path: Path) -> pd.DataFrame:
    """Calendar-tied terms: columns term, category (first and last year, as 2020-2023), file, line."""
    rows = read_rows(path, ("term", "first_year", "last_year", "reason", "source"))
    refuse_doubles(rows, "reason")
    for column in ("first_year", "last_year"):
        wrong = rows[~rows[column].str.fullmatch(r"((19|20)\d\d)?")]
        if len(wrong):
            raise refuse(wrong.iloc[0], column, "no year", remedy="write a year as 2004, or leave the cell empty")
    turned = rows[(rows["first_year"] > rows["last_year"]) & (rows["last_year"] != "")]
    if len(turned):
        raise refuse(turned.iloc[0], "last_year", "ends before it begins", remedy="correct first_year or last_year")
    return rows.assign(category=rows["first_year"] + "-" + rows["last_year"])[["term", "category", "file", "line"]]


def read_coded_units(path: Path, codebook: Codebook) -> pd.DataFrame:
    """Units coded by hand: columns CODED_COLUMNS, empty cells as empty text, start and end as numbers.

    Raises
    ------
    InputError
        An id that is not in the codebook, a unit that one coder coded twice, an offset that is no number.
    """
    rows = read_rows(path, CODED_COLUMNS)
    ids = codebook.ids
    refuse_values(rows, "primary", "no id of the codebook", ids, "correct it, or delete the row of a unit without code")
    for column in ("secondary1", "secondary2"):
        refuse_values(rows, column, "no id of the codebook", [*ids, ""], "correct it or leave the cell empty")
    wrong = rows[~rows["flags"].map(lambda cell: set(cell.split("|")) <= {*ids, ""}).astype(bool)]
    if len(wrong):
        remedy = "correct it or leave the cell empty; join several with |"
        raise refuse(wrong.iloc[0], "flags", "no ids of the codebook", allowed=", ".join(ids), remedy=remedy)
    refuse_values(
        rows, "confidence", "unknown word", [*CONFIDENCES, ""], "write one of the words allowed or leave it empty"
    )
    for column in ("start", "end"):
        wrong = rows[~rows[column].str.fullmatch("[0-9]+")]
        if len(wrong):
            raise refuse(wrong.iloc[0], column, "no offset", remedy="write the raw offset, a whole number")
    twice = rows[rows.duplicated(["unit_id", "coder"])]
    if len(twice):
        raise refuse(twice.iloc[0], "unit_id", "this coder has coded the unit before", remedy="keep one of the rows")
    return rows[list(CODED_COLUMNS)].astype({"start": "int64", "end": "int64"})


def _listed(files: Sequence[Path]) -> pd.DataFrame:
    """Terms of lists: columns term, category, file, line."""
    tables = [read_rows(path, ("term", "category", "source")) for path in files]
    rows = pd.concat(tables, ignore_index=True)[["term", "category", "file", "line"]]
    refuse_doubles(rows, "category")
    return rows


def files_of_codebook(folder: Path, name: str) -> tuple[Path, ...]:
    """Files of a lexicon that belongs to the codebook: none of the software's beside a codebook of the project's own."""
    files = lexicon_files(folder, name)
    own_codebook = lexicon_files(folder, "priorities.csv")[0].parent != LEXICONS
    return files[1:] if own_codebook and files[0].parent == LEXICONS else files


def _with_longer(listed: Sequence[str], others: Sequence[str]) -> frozenset[str]:
    """The terms listed, and the others that contain one: 疫情 dates 疫情防控 too, which no list could foresee."""
    if not len(listed):
        return frozenset()
    any_listed = re.compile("|".join(map(re.escape, listed)))
    return frozenset(listed).union(filter(any_listed.search, others))


def _refuse_no_words(rows: pd.DataFrame) -> None:
    wrong = rows[~rows["term"].map(can_be_word).astype(bool)]
    if len(wrong):
        raise refuse(
            wrong.iloc[0],
            "term",
            "punctuation or white space: no word crosses them",
            allowed="letters, digits, Chinese characters, and . + - as in 5.1服务卡",
            remedy="leave the marks out or delete the row",
        )

"""Which codes did a coder write into a sheet, and do they belong to this corpus and this codebook?"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
import re
import unicodedata

import numpy as np
import pandas as pd

from unionreports.errors import InputError
from unionreports.sheets import Row
from unionreports.text.codebook import Codebook
from unionreports.text.lexicons import CONFIDENCES
from unionreports.validation.coding_sheet import CODES, codebook_hash, corpus_hash, item_codes, items_hash, shown
from unionreports.validation.sheet_rows import refuse_mixed, sheet_rows

COLUMNS = ("unit_id", "item", "coder", *CODES, "sheet_id")
_SHEET_ID = re.compile(r"sheet-(-?\d+)-(\d+)-([0-9a-f]{8})-([0-9a-f]{8})-([0-9a-f]{8})")
#: Columns of the codebook whose words are taken for an id.
_NAMES = ("name_zh", "name_en", "short_en")
_CONFIDENCE_NAMES = {c: c for c in CONFIDENCES} | dict(zip("高中低", CONFIDENCES, strict=True))
_MARKS_BETWEEN_FLAGS = re.compile(r"[|｜,，;；、\n]")


def read_sheet(path: Path, units: pd.DataFrame, codebook: Codebook, allow_changed_corpus: bool = False) -> pd.DataFrame:
    """The codes of a filled-in sheet, with the ids of the corpus.

    Rows may stand in any order. Categories may be written by id or by name. An item without a primary code is kept with
    empty codes: not coded.

    Parameters
    ----------
    path : .xlsx or .csv, as the coder saved it.
    units, codebook : those the sheet was drawn from.
    allow_changed_corpus : whether a sheet is read although the corpus is no longer the one it was drawn from, as long
        as every unit on it is unchanged: after pages have been added.

    Returns
    -------
    Frame with one row an item, in the order of `units`: unit_id, item, coder, primary, secondary1, secondary2, flags
    (ids joined with |), confidence, note, sheet_id.

    Raises
    ------
    InputError
        The sheet belongs to another corpus or codebook, rows are missing, doubled or strange, a text was changed, or a
        code is not of the codebook; with file, line, column, value, what is allowed, what to do.
    """
    rows, narrow = sheet_rows(path)
    if not rows:
        raise InputError(path, "the sheet has no rows", remedy="give the sheet with all the rows it was drawn with")
    bound = _SHEET_ID.fullmatch(rows[0].cells["sheet_id"])
    if bound is None:
        raise rows[0].error("sheet_id", "no id of a sheet", remedy="copy the column from the sheet as it was drawn")
    refuse_mixed(rows)
    seed, n, draw, corpus, book = bound.groups()
    if book != codebook_hash(codebook):
        raise InputError(
            path,
            "the codebook is not the one the sheet was drawn with: ids, names, definitions or boundary rules differ",
            remedy="read it with that codebook (data/lexicons/priorities.csv of then), or draw a new sheet",
        )
    position = {item: row for row, item in enumerate(item_codes(units, int(seed)))}
    found = np.array([position.get(row.cells["item"], -1) for row in rows])
    if corpus != corpus_hash(units) and not (allow_changed_corpus and (found >= 0).all()):
        raise InputError(
            path,
            f"the corpus is not the one the sheet was drawn from; {(found >= 0).sum()} of its {len(rows)} items are "
            "units of this corpus, unchanged",
            remedy="read it with the tables of then"
            + (
                ", or with --corpus-changed (allow_changed_corpus=True): the units are the same"
                if (found >= 0).all()
                else ", or draw a new sheet"
            ),
        )
    _check_items(path, rows, found, units, int(n), draw, narrow)
    names = _names(codebook)
    written = pd.DataFrame([_codes(row, names, codebook) for row in rows], columns=list(CODES))
    if (written["primary"] == "").all():
        raise InputError(path, "no item has a code", column="primary", remedy="fill in the column primary")
    written["unit_id"] = units["unit_id"].to_numpy()[found]
    for column in ("item", "coder", "sheet_id"):
        written[column] = [row.cells[column] for row in rows]
    return written.iloc[np.argsort(found, kind="stable")][list(COLUMNS)].reset_index(drop=True).astype("str")


def _check_items(
    path: Path, rows: Sequence[Row], found: np.ndarray, units: pd.DataFrame, n: int, draw: str, narrow: bool
) -> None:
    """Raise unless the rows are the items drawn, each once and with its own text."""
    seen: dict[str, Row] = {}
    texts = units["text"].to_numpy()
    for row, unit in zip(rows, found, strict=True):
        item = row.cells["item"]
        if unit < 0:
            raise row.error("item", "no item of this sheet", remedy="copy the column from the sheet as it was drawn")
        if item in seen:
            raise row.error("item", f"stands in line {seen[item].line} too", remedy="delete one of the two rows")
        seen[item] = row
        # Sorting one column alone puts codes beside other texts; this is where it shows.
        if comparable(row.cells["text"], narrow) != comparable(shown(texts[unit]), narrow):
            raise row.error(
                "text",
                "not the text of this item: it was changed, or columns were sorted apart",
                remedy="copy the codes into the sheet as it was drawn",
            )
    if len(rows) != n or items_hash(seen) != draw:
        raise InputError(
            path,
            f"{len(rows)} of the {n} items drawn are there",
            remedy="put the missing rows back; an item that could not be coded keeps empty codes",
        )


def comparable(text: str, narrow: bool) -> str:
    """Text without what saving changes: blanks, and in a narrow encoding all but letters and digits that it has."""
    if not narrow:
        return "".join(text.split())
    return "".join(c for c in text if c.isalnum()).encode("gbk", "ignore").decode("gbk")


def _codes(row: Row, names: Mapping[str, str], codebook: Codebook) -> list[str]:
    """Codes of one row, in the order of CODES, as ids."""
    codes = {c: _category(row, c, row.cells[c], names) for c in ("primary", "secondary1", "secondary2")}
    given = [c for c in codes.values() if c]
    if given and not codes["primary"]:
        raise row.error("primary", "empty beside a secondary code", remedy="give the primary code too, or none")
    for column in ("secondary1", "secondary2"):
        if codes[column] and given.count(codes[column]) > 1:
            raise row.error(column, "this category stands twice in the row", remedy="give it once")
    special = [name for name, kind in zip(codebook.ids, codebook.kinds, strict=True) if kind in ("group", "occasion")]
    flags = [_category(row, "flags", part, names) for part in _MARKS_BETWEEN_FLAGS.split(row.cells["flags"])]
    for flag in flags:
        if flag and flag not in special:
            raise row.error(
                "flags",
                f"{flag} is neither a group nor an occasion",
                allowed=", ".join(special) or "none in this codebook",
                remedy="give it as a secondary code, or leave it out",
            )
    confidence = _CONFIDENCE_NAMES.get(row.cells["confidence"].strip().lower(), "")
    if row.cells["confidence"] and not confidence:
        raise row.error(
            "confidence", "unknown confidence", allowed=", ".join(CONFIDENCES), remedy="write one or leave it empty"
        )
    return [*codes.values(), "|".join(dict.fromkeys(f for f in flags if f)), confidence, row.cells["note"]]


def _category(row: Row, column: str, written: str, names: Mapping[str, str]) -> str:
    """Id of a category that was written by id or name; empty for an empty cell."""
    key = _folded(written)
    if not key or key in names:
        return names.get(key, "")
    close = [names[k] for k in get_close_matches(key, names, 1, 0.7)]
    raise row.error(
        column,
        f"{written.strip()!r} is no category of the codebook",
        allowed=", ".join(dict.fromkeys(names.values())),
        remedy=f"write {close[0]} if that is meant, or another id" if close else "write the id of a category",
    )


def _names(codebook: Codebook) -> dict[str, str]:
    """Folded names and ids of the categories -> id; a name that two categories share stands for none."""
    names = {_folded(name): name for name in codebook.ids}
    for column in _NAMES:
        if column in codebook.table:
            keys = codebook.table[column].map(_folded)
            once = (keys != "") & ~keys.duplicated(keep=False)
            names = dict(zip(keys[once], codebook.table.loc[once, "id"], strict=True)) | names
    return names


def _folded(name: str) -> str:
    """A name as it is compared: no case, no blanks, no difference of width or between _ and -."""
    return re.sub(r"[\s_\-]+", "", unicodedata.normalize("NFKC", name)).casefold()

"""Which units does a blind coding sheet hold, and which corpus and codebook does it belong to?

A coder sees the text of a unit, the headings above it and its role; no report, place or year, no neighbours, no code of
the machine. An item of a sheet is known by a hash of its unit: it leads back to the unit for whoever has the corpus,
and says nothing to whoever has not.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
import re

import numpy as np
import pandas as pd

from unionreports.errors import InputError
from unionreports.text.codebook import Codebook

SHOWN = ("heading_path", "role", "text")
CODES = ("primary", "secondary1", "secondary2", "flags", "confidence", "note")
SHEET_COLUMNS = ("sheet_id", "item", "coder", *SHOWN, *CODES)
#: A cell of Excel holds 32,767 characters and drops the rest without a word.
LONGEST = 30_000
#: Stands for the characters that were cut.
_CUT = " [… {:,}]"
#: What no XML file may hold, and so no XLSX: control characters, halves of surrogate pairs, non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What a coder decides by. The terms of the codebook are for the machine: a new one changes no hand code.
_READ_BY_CODERS = ("id", "kind", "name_zh", "name_en", "definition", "include_examples", "exclude_boundary_rule")


def draw_sheet(
    units: pd.DataFrame,
    reports: pd.DataFrame,
    codebook: Codebook,
    n: int,
    *,
    coder: str,
    random_state: int,
    strata: Sequence[str] = ("level", "role"),
) -> pd.DataFrame:
    """A blind sheet for one coder: a stratified sample of units in random order, codes to be filled in.

    The sample is proportional to the size of each stratum with at least one unit of each. Every coder who draws with
    the same seed gets the same units in another order, so that tiredness does not fall on the same ones.

    Parameters
    ----------
    n : number of units; all where there are fewer.
    coder : name or initials.
    random_state : seed of sample and order.
    strata : columns of `units` or `reports`; none for a simple random sample.

    Returns
    -------
    Frame of the columns SHEET_COLUMNS, all texts; the last six are empty. `sheet_id` names seed, n, and hashes of
    the items drawn, of the corpus and of the codebook.

    Raises
    ------
    InputError
        No coder, no units, n too small for the strata, or a column that is not there.
    """
    if not coder.strip():
        raise InputError("coding sheet", "no coder named", remedy="give the coder's name or initials")
    if units.empty:
        raise InputError("coding sheet", "the corpus has no units", remedy="make the tables with: unionreports build")
    items = item_codes(units, random_state)
    chosen = np.flatnonzero(_sampled(items, _strata(units, reports, strata), n))
    order = sorted(chosen, key=lambda row: _hash((str(random_state), coder.strip(), items[row])))
    drawn = units.iloc[order]
    identity = (
        f"sheet-{random_state}-{len(order)}-{items_hash(items[chosen])}-{corpus_hash(units)}-{codebook_hash(codebook)}"
    )
    sheet = pd.DataFrame({"sheet_id": identity, "item": items[order], "coder": coder.strip()})
    for column in SHOWN:
        sheet[column] = [shown(text) for text in drawn[column]]
    return sheet.assign(**dict.fromkeys(CODES, "")).astype("str")[list(SHEET_COLUMNS)]


def shown(text: str) -> str:
    """A text as a sheet shows it: what no sheet can hold is replaced; what is too long for a cell is cut and says so."""
    text = _FORBIDDEN.sub("\ufffd", text)
    if len(text) <= LONGEST:
        return text
    kept = LONGEST - len(_CUT.format(len(text)))
    return text[:kept] + _CUT.format(len(text) - kept)


def item_codes(units: pd.DataFrame, random_state: int) -> np.ndarray:
    """The item each unit is on a sheet of this seed, shape (n_units,).

    It begins with a letter: a spreadsheet takes a bare 12e45678 for a number.
    """
    rows = zip(*(units[c] for c in ("unit_id", *SHOWN)), strict=True)
    return np.array(["u" + _hash((str(random_state), *row))[:12] for row in rows], dtype=object)


def items_hash(items: Iterable[str]) -> str:
    """Hash of the items of a sheet, whatever their order."""
    return _hash(sorted(items))[:8]


def corpus_hash(units: pd.DataFrame) -> str:
    """Hash of all units with headings, roles and texts, whatever their order."""
    return _hash(sorted("\x1f".join(row) for row in zip(*(units[c] for c in ("unit_id", *SHOWN)), strict=True)))[:8]


def codebook_hash(codebook: Codebook) -> str:
    """Hash of what coders read of the codebook, in its order."""
    read = read_by_coders(codebook)
    return _hash([*read, *("\x1f".join(row) for row in read.itertuples(index=False))])[:8]


def read_by_coders(codebook: Codebook) -> pd.DataFrame:
    """What coders decide by: ids, kinds and, as far as the codebook has them, names, definitions, boundary rules."""
    columns = [c for c in _READ_BY_CODERS if c in codebook.table]
    kinds = pd.DataFrame({"id": codebook.ids, "kind": codebook.kinds})
    return codebook.table[columns] if columns else kinds


def _strata(units: pd.DataFrame, reports: pd.DataFrame, strata: Sequence[str]) -> pd.Series:
    """The stratum of every unit, as text."""
    unknown = [c for c in strata if c not in units and c not in reports]
    if unknown:
        raise InputError(
            "coding sheet",
            f"no column {', '.join(unknown)} to stratify by",
            allowed=", ".join(dict.fromkeys([*units.columns, *reports.columns])),
            remedy="name columns of the tables units or reports",
        )
    of_reports = [c for c in strata if c not in units]
    known = units.merge(reports[["report_id", *of_reports]], on="report_id", how="left", validate="many_to_one")
    parts = [known[c].astype("str").fillna("") for c in strata]
    return pd.Series(["\x1f".join(row) for row in zip(*parts, strict=True)] if parts else "", index=known.index)


def _sampled(items: np.ndarray, stratum: pd.Series, n: int) -> np.ndarray:
    """Which units are drawn: in every stratum those whose items come first. Hashes have no order but chance."""
    sizes = stratum.value_counts().sort_index()
    if n < max(1, len(sizes)):
        raise InputError(
            "coding sheet",
            f"{n} units cannot hold one of each of {len(sizes)} strata",
            value=n,
            remedy=f"draw {max(1, len(sizes))} or more, or stratify by fewer columns",
        )
    wanted = pd.Series(allocate(sizes.to_numpy(), n), index=sizes.index)
    rank = pd.Series(items).groupby(stratum.to_numpy()).rank(method="first")
    return (rank <= stratum.map(wanted)).to_numpy()


def allocate(sizes: np.ndarray, n: int) -> np.ndarray:
    """Proportional allocation of n draws by largest remainder, at least one and at most all of each stratum."""
    n = min(n, int(sizes.sum()))
    quota = n * sizes / max(1, sizes.sum())
    drawn = np.maximum(1, np.floor(quota)).astype("int64")
    while drawn.sum() > n:
        drawn[np.argmax(np.where(drawn > 1, drawn - quota, -np.inf))] -= 1
    while drawn.sum() < n:
        drawn[np.argmax(np.where(drawn < sizes, quota - drawn, -np.inf))] += 1
    return drawn


def _hash(parts: Iterable[str]) -> str:
    return sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

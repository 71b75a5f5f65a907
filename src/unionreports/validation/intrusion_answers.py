"""Which intruders did a coder name on a sheet, and does the sheet belong to these models?"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
import re
import unicodedata

import numpy as np
import pandas as pd

from unionreports.errors import InputError
from unionreports.sheets import Row
from unionreports.validation.coding_sheet import shown
from unionreports.validation.coefficients import MISSING
from unionreports.validation.intrusion_items import Item, items_hash, items_of
from unionreports.validation.intrusion_sheet import CHOICES, SHEET_COLUMNS, WORKSHEET, Draw
from unionreports.validation.sheet_codes import comparable
from unionreports.validation.sheet_rows import refuse_mixed, sheet_rows

_REQUIRED = ("sheet_id", "item", "coder", CHOICES[0], CHOICES[1])
_NUMBER = re.compile(r"(?:choice)?([1-9])(?:\.0)?")


@dataclass(frozen=True)
class Answers:
    """A filled-in sheet.

    Attributes
    ----------
    draw : what it was drawn from.
    coder : who filled it in.
    items : the items drawn, drawn again.
    chosen : position of the choice the coder took for the intruder among the choices of each item, or MISSING; shape
        (n_items,).
    """

    draw: Draw
    coder: str
    items: tuple[Item, ...]
    chosen: np.ndarray


def read_answers(path: Path, tables: Mapping[str, pd.DataFrame]) -> Answers:
    """The answers of a filled-in sheet, in the order of the draw; rows may stand in any order.

    Parameters
    ----------
    path : .xlsx or .csv, as the coder saved it.
    tables : topic_models, topic_terms, document_topics, documents and units.

    Raises
    ------
    InputError
        The sheet belongs to another model, rows are missing, doubled or changed, an answer is none of the choices, or
        there is no answer at all.
    """
    rows, narrow = sheet_rows(path, SHEET_COLUMNS, _REQUIRED, WORKSHEET)
    if not rows:
        raise InputError(path, "the sheet has no rows", remedy="give the sheet with all the rows it was drawn with")
    refuse_mixed(rows)
    draw = Draw.read(rows[0].cells["sheet_id"])
    if draw is None:
        raise rows[0].error("sheet_id", "no id of a sheet", remedy="copy the column from the sheet as it was drawn")
    items = _drawn_again(path, draw, tables)
    position = {item.item: i for i, item in enumerate(items)}
    chosen, seen = np.full(len(items), MISSING), {}
    for row in rows:
        name = row.cells["item"]
        if name not in position:
            raise row.error("item", "no item of this sheet", remedy="copy the column from the sheet as it was drawn")
        if name in seen:
            raise row.error("item", f"stands in line {seen[name].line} too", remedy="delete one of the two rows")
        seen[name] = row
        chosen[position[name]] = _chosen(row, items[position[name]], narrow)
    if len(seen) != len(items):
        raise InputError(
            path,
            f"{len(seen)} of the {len(items)} items drawn are there",
            remedy="put the missing rows back; an item that could not be decided keeps an empty cell",
        )
    if (chosen == MISSING).all():
        raise InputError(path, "no intruder is named", column="intruder", remedy="fill in the column intruder")
    return Answers(draw, rows[0].cells["coder"], tuple(items), chosen)


def _drawn_again(path: Path, draw: Draw, tables: Mapping[str, pd.DataFrame]) -> list[Item]:
    """The items of a sheet; raise unless the tables are those it was drawn from."""
    models = tables["topic_models"]
    fitted = models[(models["model"] == draw.model) & (models["model_hash"] == draw.model_hash)]
    if fitted.empty:
        now = ", ".join(f"{m} {h}" for m, h in zip(models["model"], models["model_hash"], strict=True))
        raise InputError(
            path,
            f"the sheet was drawn from the model {draw.model} {draw.model_hash}, which is not the one fitted now",
            column="sheet_id",
            value=str(draw),
            allowed=now or "no model is fitted",
            remedy="score it with the tables of then (the same pages, settings and versions), or draw a new sheet",
        )
    items = items_of(tables, draw.task, draw.model, draw.model_hash, draw.random_state, draw.n)
    if len(items) != draw.n or items_hash(items) != draw.drawn:
        raise InputError(
            path,
            "the model is that of the sheet, but the terms or texts shown are others now",
            remedy="score it with the tables of then, or draw a new sheet",
        )
    return items


def _chosen(row: Row, item: Item, narrow: bool) -> int:
    """Position among the item's choices of what the row names; MISSING where it names nothing."""
    there = [comparable(row.cells[c], narrow) for c in CHOICES]
    there = there[: len(there) - next((i for i, cell in enumerate(reversed(there)) if cell), 0)]
    drawn = [comparable(shown(choice), narrow) for choice in item.choices]
    if sorted(there) != sorted(drawn) or comparable(row.cells["text"], narrow) != comparable(shown(item.text), narrow):
        raise row.error(
            "item",
            "not the text and choices of this item: they were changed, or columns were sorted apart",
            remedy="copy the answers into the sheet as it was drawn",
        )
    answer = unicodedata.normalize("NFKC", row.cells["intruder"]).strip().casefold()
    if not answer:
        return MISSING
    number = _NUMBER.fullmatch(answer)
    place = int(number[1]) - 1 if number else -1
    named = [i for i, choice in enumerate(there) if unicodedata.normalize("NFKC", choice).casefold() == answer]
    if len(named) == 1:
        place = named[0]
    if not 0 <= place < len(there):
        raise row.error(
            "intruder",
            "none of the choices of this row",
            allowed=", ".join(str(i + 1) for i in range(len(there))),
            remedy="write the number of the choice that does not belong, or leave the cell empty",
        )
    return drawn.index(there[place])

"""What does a number rest on? Spans of raw pages, the units they lie in, and what was counted in finding them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

#: A span outside every unit (a heading, a cut, a title), and one in no report.
NONE = -1


@dataclass(frozen=True)
class Behind:
    """Spans that a row of a table or figure rests on; positions are rows of the tables pages, reports and units.

    Attributes
    ----------
    page, report, unit
        Where each span lies, shape (n_spans,); NONE for a span in no report or no unit.
    start, end
        Raw offsets, end exclusive, shape (n_spans,). A whole unit where the row says no less.
    weight
        How much each span adds to the number of the row, shape (n_spans,); 0: it is only what that is compared with.
    group
        1 and 2 for the two sides of a comparison, else 0; shape (n_spans,).
    numbers
        What was counted on the way, by the column of the row that says the same.
    missing
        Ids the row names that the tables do not have.
    """

    page: np.ndarray
    report: np.ndarray
    unit: np.ndarray
    start: np.ndarray
    end: np.ndarray
    weight: np.ndarray
    group: np.ndarray
    numbers: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.start)

    def disagreements(self, row: Mapping[str, str]) -> list[tuple[str, str, int]]:
        """Columns in which the row states another number than was found: column, stated, found."""
        stated = [(name, row.get(name, ""), found) for name, found in self.numbers.items()]
        return [(name, cell, found) for name, cell, found in stated if cell and float(cell) != found]

    def frame(self, corpus) -> pd.DataFrame:
        """The spans with ids: page_id, report_id, unit_id (empty where there is none), start, end, weight, group."""
        ids = {
            "page_id": (corpus.pages["page_id"], self.page),
            "report_id": (corpus.reports["report_id"], self.report),
            "unit_id": (corpus.units["unit_id"], self.unit),
        }
        named = {
            name: pd.Series(np.append(column.to_numpy(dtype=object), "")[at], dtype="str")
            for name, (column, at) in ids.items()
        }
        return pd.DataFrame(named | {"start": self.start, "end": self.end, "weight": self.weight, "group": self.group})


def joined(*parts: Behind, numbers: Mapping[str, int] | None = None, missing: tuple[str, ...] = ()) -> Behind:
    """Several as one; what was counted in the parts is left to the caller."""
    columns = ("page", "report", "unit", "start", "end", "weight", "group")
    arrays = {name: np.concatenate([getattr(part, name) for part in parts]) for name in columns}
    lost = tuple(dict.fromkeys([*missing, *(one for part in parts for one in part.missing)]))
    return Behind(**arrays, numbers=numbers or {}, missing=lost)

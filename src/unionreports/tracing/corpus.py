"""Which rows of the tables belong together? Lookups that are made once and asked for many rows."""

from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np
import pandas as pd

from unionreports.compare.groups import with_groups
from unionreports.measures.methods import rows_of
from unionreports.text.lexicons import Lexicons
from unionreports.tracing.behind import NONE, Behind

_ALL_ROLES = ""


class Corpus:
    """Tables with what leads from one to the other.

    Parameters
    ----------
    tables
        Table name to frame; a table is asked for when it is first needed.
    lexicons
        Gives the lexicons of the project; called when they are first needed, as for hand codes and terms.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], lexicons: Callable[[], Lexicons]):
        self.tables = tables
        self._lexicons = lexicons
        self._kept: dict[tuple, object] = {}

    def once(self, make: Callable, *key):
        """What `make(self, *key)` gives, made once."""
        asked = (make, *key)
        if asked not in self._kept:
            self._kept[asked] = make(self, *key)
        return self._kept[asked]

    @cached_property
    def lexicons(self) -> Lexicons:
        return self._lexicons()

    @cached_property
    def pages(self) -> pd.DataFrame:
        return self.tables["pages"].reset_index(drop=True)

    @cached_property
    def reports(self) -> pd.DataFrame:
        return with_groups(self.tables["reports"]).reset_index(drop=True)

    @cached_property
    def units(self) -> pd.DataFrame:
        return self.tables["units"].reset_index(drop=True)

    @cached_property
    def page_ids(self) -> pd.Index:
        return pd.Index(self.pages["page_id"])

    @cached_property
    def report_ids(self) -> pd.Index:
        return pd.Index(self.reports["report_id"])

    @cached_property
    def unit_ids(self) -> pd.Index:
        return pd.Index(self.units["unit_id"])

    @cached_property
    def page_of_report(self) -> np.ndarray:
        return self.page_ids.get_indexer(self.reports["page_id"])

    @cached_property
    def report_of_unit(self) -> np.ndarray:
        return self.report_ids.get_indexer(self.units["report_id"])

    @cached_property
    def page_of_unit(self) -> np.ndarray:
        return self.page_of_report[self.report_of_unit]

    @cached_property
    def start(self) -> np.ndarray:
        return self.units["start"].to_numpy()

    @cached_property
    def end(self) -> np.ndarray:
        return self.units["end"].to_numpy()

    @cached_property
    def usable(self) -> np.ndarray:
        """Whether each report may enter a comparison."""
        return self.reports["usable"].to_numpy(dtype=bool)

    @cached_property
    def _by_report(self) -> dict[int, np.ndarray]:
        return pd.Series(self.report_of_unit).groupby(self.report_of_unit).indices

    def units_of(self, reports: np.ndarray) -> np.ndarray:
        """Units of reports, in the order of the tables."""
        found = [self._by_report[r] for r in reports.tolist() if r in self._by_report]
        return np.sort(np.concatenate(found)) if found else np.zeros(0, np.int64)

    def value_of_report(self, column: str) -> np.ndarray:
        """A column of reports as text, empty where it is not known."""
        return self.once(_values, "reports", column)

    def value(self, column: str) -> np.ndarray:
        """A column of units, or of their reports, as text."""
        if column in self.units.columns:
            return self.once(_values, "units", column)
        return self.value_of_report(column)[self.report_of_unit]

    def is_group(self, column: str) -> bool:
        """Whether units or reports can be grouped by a column."""
        return column in self.units.columns or column in self.reports.columns

    def code(self, method: str) -> np.ndarray:
        """Primary priority of each unit by a method; empty where it has none."""
        return self.once(_codes, method)

    def sample(self, roles: str = _ALL_ROLES, paired: bool = False, usable_only: bool = False) -> np.ndarray:
        """Which units a result was computed from: of some roles, in reports that have all of them, in usable reports."""
        return self.once(_sample, roles, paired, usable_only)

    def whole(self, units: np.ndarray, weight=1.0, group=0, numbers=None, missing=()) -> Behind:
        """Whole units."""
        n = len(units)
        return Behind(
            page=self.page_of_unit[units],
            report=self.report_of_unit[units],
            unit=units,
            start=self.start[units],
            end=self.end[units],
            weight=np.broadcast_to(np.asarray(weight, dtype=float), n),
            group=np.broadcast_to(np.asarray(group, dtype=np.int8), n),
            numbers=numbers or {},
            missing=tuple(missing),
        )

    def spans(self, units, start, end, weight=1.0, group=0, numbers=None, missing=()) -> Behind:
        """Spans inside units."""
        whole = self.whole(np.asarray(units, dtype=np.int64), weight, group, numbers, missing)
        return Behind(**vars(whole) | {"start": np.asarray(start, np.int64), "end": np.asarray(end, np.int64)})

    def on_page(self, page: int, start, end, weight=1.0, group=0, numbers=None) -> Behind:
        """Spans of one page, with the unit and the report each lies in."""
        start, end = np.asarray(start, np.int64), np.asarray(end, np.int64)
        here, begins = self.once(_units_of_page, page)
        at = np.searchsorted(begins, start, side="right") - 1
        unit = here[np.maximum(at, 0)] if len(here) else np.full(len(start), NONE)
        unit = np.where((at >= 0) & (self.end[unit] >= end), unit, NONE) if len(here) else unit
        return Behind(
            page=np.full(len(start), page),
            report=np.where(unit >= 0, self.report_of_unit[unit], NONE) if len(here) else unit,
            unit=unit,
            start=start,
            end=end,
            weight=np.broadcast_to(np.asarray(weight, dtype=float), len(start)),
            group=np.broadcast_to(np.asarray(group, dtype=np.int8), len(start)),
            numbers=numbers or {},
        )

    def reports_in(self, units: np.ndarray) -> np.ndarray:
        """Different reports of units."""
        return np.unique(self.report_of_unit[units])

    def sizes(self, units: np.ndarray) -> dict[str, int]:
        """How many units, reports and pages."""
        reports = self.reports_in(units)
        n_pages = len(np.unique(self.page_of_report[reports]))
        return {"n_units": len(units), "n_reports": len(reports), "n_pages": n_pages}


def text_of(value) -> str:
    """A cell of a table as a figure's CSV has it; empty where it is missing."""
    if pd.isna(value):
        return ""
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))
    return str(value)


def _values(corpus: Corpus, table: str, column: str) -> np.ndarray:
    frame = corpus.units if table == "units" else corpus.reports
    return np.array([text_of(value) for value in frame[column].tolist()], dtype=object)


def _codes(corpus: Corpus, method: str) -> np.ndarray:
    rows = rows_of(corpus.tables["priorities"], method)
    rows = rows[rows["is_primary"]]
    codes = np.full(len(corpus.units), "", dtype=object)
    at = corpus.unit_ids.get_indexer(rows["unit_id"])
    codes[at[at >= 0]] = rows["priority"].to_numpy(dtype=object)[at >= 0]
    return codes


def _sample(corpus: Corpus, roles: str, paired: bool, usable_only: bool) -> np.ndarray:
    wanted = roles.split("|")
    held = corpus.value("role")
    inside = np.isin(held, wanted) if roles != _ALL_ROLES else np.ones(len(held), bool)
    of = corpus.report_of_unit
    if paired:
        for role in wanted:
            inside &= np.isin(of, of[held == role])
    return inside & corpus.usable[of] if usable_only else inside


def _units_of_page(corpus: Corpus, page: int) -> tuple[np.ndarray, np.ndarray]:
    here = np.flatnonzero(corpus.page_of_unit == page)
    here = here[np.argsort(corpus.start[here], kind="stable")]
    return here, corpus.start[here]

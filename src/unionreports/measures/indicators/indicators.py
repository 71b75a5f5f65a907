"""The table `indicators`: every figure the units state, and what it is a figure of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from unionreports.measures.indicators.changes import base_of, direction_of
from unionreports.measures.indicators.clause_items import Clause, clauses_of
from unionreports.measures.indicators.counted import Counted, counted_things
from unionreports.measures.indicators.doubts import doubt_of
from unionreports.measures.indicators.figure_sentences import FigureSentence, figure_sentences
from unionreports.measures.indicators.measure_ids import group_finder, measure_finder
from unionreports.measures.indicators.periods import ReportTimes, period_of
from unionreports.measures.indicators.quantities import find_quantities
from unionreports.measures.indicators.status import status_of
from unionreports.statement_tables import INDICATORS
from unionreports.text.measure_lexicon import UNIT_CLASSES, Measures
from unionreports.text.offsets import join_rows

#: Units of a change that say nothing of what changed.
_RELATIVE = UNIT_CLASSES["percent"] | {"倍", "番"}
#: Doubling, a change that its own words tell (翻了两番).
_DOUBLED = "番"
#: Most characters of its sentence before and behind a figure that are looked at, so that a sentence without end costs no more.
_NEAR = 160


def indicators(
    units: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame, priorities: pd.DataFrame, measures: Measures
) -> pd.DataFrame:
    """Every quantity the units state, in the order of the units and of the text.

    Parameters
    ----------
    units, reports, edits, priorities
        The tables of these names.
    measures
        As `text.measure_lexicon.read_measures` gives them.

    Returns
    -------
    DataFrame
        The table `indicators`. Time and memory grow with the length of the texts.
    """
    joined = join_rows(units, reports, edits)
    quantities = find_quantities(joined.text)
    if not quantities:
        return INDICATORS.empty()
    reader = _Reader(measures)
    starts = np.fromiter((q.start for q in quantities), np.int64, len(quantities))
    ends = np.fromiter((q.end for q in quantities), np.int64, len(quantities))
    owners = joined.owner(starts)
    roles = units["role"].tolist()
    report_ids = units["report_id"].tolist()
    of_report = {row.report_id: row for row in reports.itertuples(index=False)}
    times = {name: _times(row) for name, row in of_report.items()}
    rows, done = [], 0
    for sentence in figure_sentences(joined, quantities, measures.words):
        unit = int(owners[done])
        done += len(sentence.quantities)
        report = report_ids[unit]
        rows += reader.read(joined.text, sentence, roles[unit], times[report], of_report[report].flags)
    table = pd.DataFrame(rows)
    raw_starts, raw_ends = joined.raw_spans(starts, ends)
    unit_ids = units["unit_id"].take(owners).reset_index(drop=True)
    about = reports.set_index("report_id").loc[[report_ids[i] for i in owners]].reset_index()
    coded = priorities[priorities["method"].eq("codebook") & priorities["is_primary"].astype(bool)]
    primary = dict(zip(coded["unit_id"], coded["priority"]))
    numbers = pd.Series(np.arange(len(owners))) - pd.Series(np.searchsorted(owners, owners)) + 1
    table = table.assign(
        indicator_id=unit_ids + "-i" + numbers.astype(str),
        unit_id=unit_ids,
        report_id=about["report_id"],
        start=raw_starts,
        end=raw_ends,
        priority=pd.Series([primary.get(unit, "") for unit in unit_ids], dtype="str"),
        **{name: about[name] for name in ("region_code", "region_name", "level", "year")},
    )
    return table[list(INDICATORS.columns)].astype({name: c.dtype for name, c in INDICATORS.columns.items()})


class _Reader:
    """Reads the figures of a sentence with the lexicon of measures."""

    def __init__(self, measures: Measures):
        self.measure_id = measure_finder(measures)
        self.groups = group_finder(measures)
        self.kinds = measures.kinds

    def read(self, text: str, sentence: FigureSentence, role: str, times: ReportTimes, flags: str) -> list[dict]:
        """What each figure of the sentence states, without what its unit and report tell."""
        spans = [(q.start, q.end) for q in sentence.quantities]
        clauses = clauses_of(sentence.words, sentence.start, spans)
        counted = counted_things(clauses, [q.unit for q in sentence.quantities])
        clause_of = _clauses_of_figures(clauses)
        rows = []
        for i, (quantity, what) in enumerate(zip(sentence.quantities, counted)):
            if _DOUBLED in text[quantity.start : quantity.end]:
                what = replace(what, change=_DOUBLED)
            low = max(sentence.start, quantity.start - _NEAR)
            high = min(sentence.end, quantity.end + _NEAR)
            clause_low, clause_high = max(low, clause_of[i].start), min(high, clause_of[i].end)
            before = text[low : quantity.start]
            status = status_of(role, before, text[quantity.end : high], text[clause_low : quantity.start])
            measure_id = self._measure_id(what, quantity.unit)
            stock = self.kinds.get(measure_id) == "stock" and not (what.deed or what.state)
            period, period_words = period_of(
                text[low:high], quantity.start - low, times, status, role == "plan", stock, bool(what.change)
            )
            quote = text[clause_low:clause_high]
            doubt = doubt_of(flags, text, quantity)
            rows.append(
                {
                    "quote": quote.strip(),
                    "measure": what.measure,
                    "measure_id": measure_id,
                    "value": quantity.value,
                    "value_upper": np.nan if quantity.value_upper is None else quantity.value_upper,
                    "unit": quantity.unit,
                    "scale": quantity.scale,
                    "qualifier": "change" if what.change else quantity.qualifier,
                    "direction": direction_of(what.change),
                    "change_base": base_of(before) if what.change else "",
                    "numerator": np.nan if quantity.numerator is None else quantity.numerator,
                    "denominator": np.nan if quantity.denominator is None else quantity.denominator,
                    "status": status,
                    "period": period,
                    "period_words": period_words,
                    "beneficiary": self.groups(what.measure + "\n" + quote),
                    "reliable": not doubt,
                    "doubt": doubt,
                }
            )
        return rows

    def _measure_id(self, what: Counted, unit: str) -> str:
        return self.measure_id(what.measure, None if what.change and unit in _RELATIVE else unit)


def _clauses_of_figures(clauses: Sequence[Clause]) -> dict[int, Clause]:
    return {figure: clause for clause in clauses for figure in clause.figures}


def _times(report) -> ReportTimes:
    """Times of a row of the table `reports`."""
    year = None if pd.isna(report.year) else int(report.year)
    days = (date.fromisoformat(day) if len(day) == 10 else None for day in (report.period_start, report.period_end))
    return ReportTimes(*days, year, report.kind)

"""Sentences and the figures in them, said by hand, as tables: for tests that need no extractor."""

import pandas as pd

from unionreports.statement_tables import INDICATORS
from unionreports.tables import TABLES

_DEFAULTS = {
    "int64": 0, "Int64": pd.NA, "float64": float("nan"), "str": "", "bool": True,
}  # fmt: skip


def _row(table, **known):
    return {name: known.get(name, _DEFAULTS[c.dtype]) for name, c in table.columns.items()}


def _frame(table, rows):
    return pd.DataFrame(rows, columns=list(table.columns)).astype({n: c.dtype for n, c in table.columns.items()})


def tell(*told, report_id="r1-1", start=100, **report):
    """Tables indicators, reports and units of one report.

    Each of `told` is a text and its figures: (quote, measure, value, unit, further columns as a mapping).
    """
    of_report = {"level": "county", "region_code": "330282", "region_name": "慈溪市", "year": 2004} | report
    units, figures = [], []
    for n, (text, *found) in enumerate(told, 1):
        unit_id = f"{report_id}-u{n:03}"
        unit = _row(
            TABLES["units"], unit_id=unit_id, report_id=report_id, start=start, end=start + len(text), text=text
        )
        units.append(unit | {"role": "review"})
        at = 0
        for m, (quote, measure, value, unit_word, *more) in enumerate(found, 1):
            at = text.index(quote, at)
            known = {"qualifier": "exact", "status": "achieved", "period": "2004-01-01/2004-12-31", "quote": quote}
            known |= {"measure": measure, "value": value, "unit": unit_word, "unit_id": unit_id, "report_id": report_id}
            known |= {"start": start + at, "end": start + at + len(quote), "indicator_id": f"{unit_id}-i{m}"}
            known |= {name: of_report[name] for name in ("level", "region_code", "region_name", "year")}
            figures.append(_row(INDICATORS, **(known | dict(*more))))
            at += len(quote)
        start += len(text) + 7
    reports = _frame(
        TABLES["reports"], [_row(TABLES["reports"], report_id=report_id, page_id=report_id[:-2], **of_report)]
    )
    return _frame(INDICATORS, figures), reports, _frame(TABLES["units"], units)


def together(*corpora):
    """The tables of several reports as those of one corpus."""
    return tuple(pd.concat(tables, ignore_index=True) for tables in zip(*corpora))

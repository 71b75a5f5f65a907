"""Are a report's figures consistent with each other and possible? Nothing is changed by what comes of it."""

from collections.abc import Iterator, Mapping

import pandas as pd

from unionreports.measures.indicators.arithmetic import Finding
from unionreports.measures.indicators.check_digits import check_digits, lost_zeros
from unionreports.measures.indicators.check_magnitudes import check_magnitudes
from unionreports.measures.indicators.check_parts import check_parts
from unionreports.measures.indicators.check_rates import check_rates
from unionreports.measures.indicators.check_repeated import check_repeated
from unionreports.measures.indicators.figures_in_text import Figure, figures_by_report
from unionreports.statement_tables import CHECKS, INDICATOR_CHECKS


def indicator_checks(
    indicators: pd.DataFrame,
    reports: pd.DataFrame,
    units: pd.DataFrame,
    edits: pd.DataFrame | None = None,
    ceilings: pd.DataFrame | None = None,
    prices: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every comparison of stated figures with each other or with what is possible.

    Parameters
    ----------
    indicators, reports, units, edits
        The tables of these names. Without `edits`, units are taken to stand in their pages as they are.
    ceilings
        As `text.ceilings.read_ceilings` gives them; without them no magnitude is judged.
    prices
        As `text.prices.read_prices` gives them: dues are judged by the average wages of their year, and not without.

    Returns
    -------
    The table `indicator_checks`, by report in the order of `reports`, by the place of the first figure, by check.

    Raises
    ------
    ValueError
        Where a figure's unit is not in `units`.
    """
    wages = pd.Series(dtype="float64") if prices is None else prices.set_index("year")["average_wage"]
    across: dict[str, list[Finding]] = {}
    for report_id, finding in lost_zeros(indicators):
        across.setdefault(report_id, []).append(finding)
    rows = []
    for report, figures in figures_by_report(indicators, reports, units, edits):
        place = {figure.indicator_id: i for i, figure in enumerate(figures)}
        found = [*_within(report, figures, ceilings, wages), *across.get(report["report_id"], [])]
        found.sort(key=lambda f: (place[f.indicator_ids[0]], CHECKS.index(f.check), f.indicator_ids))
        rows += [_row(report["report_id"], i, finding) for i, finding in enumerate(found, 1)]
    table = INDICATOR_CHECKS.empty()
    if not rows:
        return table
    return pd.DataFrame(rows, columns=list(table.columns)).astype(table.dtypes.to_dict())


def _within(
    report: Mapping, figures: list[Figure], ceilings: pd.DataFrame | None, wages: pd.Series
) -> Iterator[Finding]:
    """What the figures of one report say of each other and of themselves."""
    yield from check_parts(figures)
    yield from check_rates(figures)
    yield from check_repeated(figures)
    if ceilings is not None:
        year = None if pd.isna(report["year"]) else int(report["year"])
        yield from check_magnitudes(figures, report["level"], year, ceilings, wages)
    yield from check_digits(report, figures)


def _row(report_id: str, number: int, finding: Finding) -> tuple:
    key = f"{report_id}-k{number:03}"
    ids = "|".join(finding.indicator_ids)
    return key, report_id, finding.check, ids, finding.verdict, finding.arithmetic, finding.difference

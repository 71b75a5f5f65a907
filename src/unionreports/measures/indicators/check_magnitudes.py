"""Is a figure possible at all for the level of the body that states it?"""

from collections.abc import Iterator, Sequence
import re

import pandas as pd

from unionreports.measures.indicators.arithmetic import Finding, with_unit, written
from unionreports.measures.indicators.figures_in_text import Figure

#: Dues are 2 % of all wages (Trade Union Law of 1992, art. 36; of 2001, art. 42; of 2021, art. 43); members pay less.
DUES_OF_WAGES = 0.02
#: Shares of what was planned, grown or earned can be of any size.
_NO_SHARE = re.compile("完成|增|降|减|超|任务|利润|收益|回报")


def check_magnitudes(
    figures: Sequence[Figure], level: str, year: int | None, ceilings: pd.DataFrame, wages: pd.Series
) -> Iterator[Finding]:
    """Figures beyond what the largest body of the level could state.

    Parameters
    ----------
    level, year
        Of the report; where the level is unknown only shares are judged.
    ceilings
        As `text.ceilings.read_ceilings` gives them.
    wages
        Average wage by year, in yuan; the nearest year before counts where one is missing.
    """
    rows = ceilings[ceilings["level"].isin(["", level])]
    limits = [(r.thing, set(r.units.split("|")), r.words and re.compile(r.words), r.highest) for r in rows.itertuples()]
    for figure in figures:
        if figure.is_change:
            continue
        for thing, units, words, highest in limits:
            if figure.row["unit"] in units and (not words or words.search(figure.row["measure"])):
                finding = _judge(figure, thing, highest, level, year, wages)
                if finding is not None:
                    yield finding
                    break


def _judge(
    figure: Figure, thing: str, highest: float, level: str, year: int | None, wages: pd.Series
) -> Finding | None:
    ids = (figure.indicator_id,)
    stated = f"{figure.row['measure']} {with_unit(figure.value, figure.row['unit'])}"
    if thing == "share":
        if figure.value < 0:
            return Finding("magnitude", "conflicts", ids, f"{stated}; no share is less than 0", figure.value)
        if figure.low > highest and not _NO_SHARE.search(figure.row["measure"]):
            said = f"{stated}; {written(figure.value - highest)} points more than all"
            return Finding("magnitude", "conflicts", ids, said, figure.value - highest)
        return None
    if thing == "dues":
        return _judge_dues(figure, stated, highest, level, year, wages)
    if figure.low <= highest:
        return None
    said = f"{stated}; the largest {level.replace('_', ' ')} has no more than {written(highest)} {thing}"
    return Finding("magnitude", "conflicts", ids, said, figure.value - highest)


def _judge_dues(
    figure: Figure, stated: str, highest: float, level: str, year: int | None, wages: pd.Series
) -> Finding | None:
    """Dues as 2 % of the wages of so many workers, who cannot be more than live there."""
    known = wages[wages.index <= year].dropna() if year is not None else wages.dropna()
    if known.empty:
        return None
    wage, wage_year = float(known.iloc[-1]), int(known.index[-1])
    possible = DUES_OF_WAGES * wage * highest
    if figure.low <= possible:
        return None
    payers = figure.value / DUES_OF_WAGES / wage
    said = (
        f"{stated} = 2 % of the wages of {written(payers, 0)} workers at {written(wage)} 元 a year ({wage_year}); "
        f"the largest {level.replace('_', ' ')} has no more than {written(highest)} persons"
    )
    return Finding("magnitude", "conflicts", (figure.indicator_id,), said, figure.value - possible)

"""Is a stated rate that of the counts stated with it?"""

from collections.abc import Iterator, Sequence
import re

import pandas as pd

from unionreports.measures.indicators.arithmetic import Finding, last_place, overlap, with_unit, written
from unionreports.measures.indicators.figures_in_text import Figure

#: Measures that are a part of something, as far as their name tells.
_RATE = re.compile("率|占|比例|比重|面$")
#: Rates that have another base than a count beside them.
_NO_PART = re.compile("增|降|减|完成|利润|收益|回报")
#: The count a rate is taken of is told as what was due, there, or came in.
_BASE = re.compile("应|需|须|总数|共有|现有|共计|接待|受理|收到|申请|登记|拟")
#: What ties a rate to no count: the letters of rate words and of anyone counted.
_COMMON = set("率占比例重面达到为全市区县省镇街道企业职工会的率已有共数人家个单位基层")


def check_rates(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Rates against the base written with them (452/456), or against the two counts told just before in the same sentence.

    Two counts that do not give the rate are a conflict only where words tie them to it: the smaller shares a word with
    the rate's name (办结 452 … 结案率), and the larger is told as what was due or came in. Other counts beside a rate say nothing.
    """
    for i, figure in enumerate(figures):
        if figure.counted != "%" or figure.is_change:
            continue
        numerator, denominator = figure.row["numerator"], figure.row["denominator"]
        if pd.notna(numerator) and pd.notna(denominator) and denominator > 0:
            yield _compare(figure, float(numerator), float(denominator), (figure.indicator_id,), tied=True)
        elif _RATE.search(figure.row["measure"]) and not _NO_PART.search(figure.row["measure"]):
            counts = _counts_before(figures, i)
            if counts is not None:
                part, base = counts
                ids = (figure.indicator_id, part.indicator_id, base.indicator_id)
                exact = part.low == part.high and base.low == base.high
                finding = _compare(figure, part.value, base.value, ids, _tied(figure, part, base), exact)
                if finding is not None:
                    yield finding


def _compare(
    rate: Figure, part: float, base: float, ids: tuple[str, ...], tied: bool, exact: bool = True
) -> Finding | None:
    computed = 100 * part / base
    difference = rate.value - computed
    said = f"{written(part)} / {written(base)} = {written(computed)} %; stated {with_unit(rate.value, '%')}; "
    if overlap(rate.range, (computed, computed)):
        same = "the same" if abs(difference) < 1e-9 else "rounds to the same"
        why = same if rate.row["qualifier"] == "exact" else "within what is stated"
        return Finding("rate", "agrees", ids, said + why, difference)
    if not tied:
        return None
    near = abs(difference) <= last_place(rate.value, rate.row["scale"])
    why = f"{written(abs(difference))} points too {'high' if difference > 0 else 'low'}"
    if not near and exact:
        return Finding("rate", "conflicts", ids, said + why, difference)
    return Finding(
        "rate", "doubtful", ids, f"{said}{why}, {'cut' if near else 'of counts'} not exactly told", difference
    )


def _counts_before(figures: Sequence[Figure], i: int) -> tuple[Figure, Figure] | None:
    """The smaller and the larger of the two counts just before a rate, in one unit and part of its sentence; None else."""
    rate = figures[i]
    before = [f for f in figures[max(i - 4, 0) : i] if f.sentence == rate.sentence and f.counted != "%"][-2:]
    if len(before) < 2 or before[0].counted != before[1].counted or any(f.is_change or f.value <= 0 for f in before):
        return None
    status = {f.row["status"] for f in (*before, rate)}
    if "；" in before[1].before + rate.before or len(status) > 1:
        return None
    part, base = sorted(before, key=lambda f: f.value)
    return part, base


def _tied(rate: Figure, part: Figure, base: Figure) -> bool:
    """Whether words say that the rate is that of these counts."""
    name = set(rate.row["measure"]) - _COMMON
    return bool(name & set(part.row["measure"])) and bool(_BASE.search(base.before + base.row["measure"]))

"""Which figures have digits that cannot be trusted?"""

from collections.abc import Iterator, Mapping, Sequence
import re

import pandas as pd

from unionreports.measures.indicators.arithmetic import Finding, with_unit
from unionreports.measures.indicators.figures_in_text import Figure

#: Flags of a report whose figures may have lost or changed digits.
DAMAGED = ("zero_stripped", "digits_damaged")
_SAID_OF_FLAG = {"zero_stripped": "zeros were lost from its page", "digits_damaged": "digits of its page are damaged"}
_DIGIT = re.compile("[0-9]")
#: A second number in brackets after a figure, with or without its unit: 52（107）家, 32（280余家）家.
_ALTERNATIVE = re.compile(
    r"^[余多]?\s*（\s*[近约]?\s*[0-9][0-9.,]*\s*[余多]?[万亿]?\s*\w?\s*）(?:家|个|人|名|件|户|次|场|%|元|万)"
)
#: Digits hidden behind letters: 20xx, 3X人.
_HIDDEN = re.compile("[0-9][xX×*＊]+|[xX×*＊]+[0-9]")


def check_digits(report: Mapping, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Reports whose digits are flagged, once each with all their figures, and single figures that are doubtful."""
    flags = [flag for flag in report["flags"].split("|") if flag in DAMAGED]
    if flags:
        yield _flagged(flags, figures)
    for figure in figures:
        why = _why_doubtful(figure, bool(flags))
        if why:
            said = f"{figure.words}: read as {with_unit(figure.value, figure.row['unit'])}; {why}"
            yield Finding("digits", "doubtful", (figure.indicator_id,), said)


def lost_zeros(indicators: pd.DataFrame) -> Iterator[tuple[str, Finding]]:
    """Report and finding of each figure that has the digits of a neighbour but for zeros, and is a tenth or less of it.

    Neighbours are figures of one measure and unit of one body in this or other years, as 120 beside 1,200 or 1,020. Of one
    digit nothing can be said, nor of a number that is round to its first digit on both sides.
    """
    about = ["region_code", "region_name", "level", "measure", "unit", "status"]
    known = indicators[
        (indicators["region_code"] != "") & (indicators["qualifier"] != "change") & (indicators["value"] > 0)
        & indicators["value_upper"].isna() & (indicators["unit"] != "%")
    ]  # fmt: skip
    digits = pd.Series([_significant(value) for value in known["value"]], index=known.index, dtype="str")
    known = known.assign(digits=digits)[digits.str.len() > 1].sort_values(["value", "indicator_id"], kind="stable")
    same = [*about, "digits"]
    largest = known.drop_duplicates(same, keep="last")[[*same, "value", "indicator_id", "report_id"]]
    pairs = known.merge(largest, on=same, suffixes=("", "_largest"))
    for row in pairs[pairs["value"] * 10 <= pairs["value_largest"]].to_dict("records"):
        said = (
            f"{row['measure']}: {with_unit(row['value'], row['unit'])} here, {with_unit(row['value_largest'], row['unit'])} in "
            f"{row['report_id_largest']}; the same digits but for zeros"
        )
        ids = (row["indicator_id"], row["indicator_id_largest"])
        yield row["report_id"], Finding("digits", "doubtful", ids, said, row["value"] - row["value_largest"])


def _flagged(flags: Sequence[str], figures: Sequence[Figure]) -> Finding:
    digits = "".join("".join(_DIGIT.findall(f.words)) for f in figures)
    zeros = digits.count("0")
    said = f"the report is flagged: {' and '.join(_SAID_OF_FLAG[flag] for flag in flags)}; {zeros} of {len(digits)} digits of its figures are 0"
    return Finding("digits", "doubtful", tuple(f.indicator_id for f in figures), said)


def _why_doubtful(figure: Figure, flagged: bool) -> str:
    """Why this figure is doubtful by itself; empty where it is not, or only because its report is flagged."""
    if _HIDDEN.search(figure.before[-1:] + figure.words + figure.after[:1]):
        return "some of its digits are hidden"
    if _ALTERNATIVE.search(figure.around[figure.offset :].lstrip("近约0123456789.,")):
        return "another number stands beside it in brackets"
    if not figure.row["reliable"] and figure.row["doubt"] and not flagged:
        return figure.row["doubt"]
    return ""


def _significant(value: float) -> str:
    """Its digits without zeros; nothing for a number with decimals."""
    return str(int(value)).replace("0", "") if float(value).is_integer() else ""

"""What a quantity in a text is, before it is asked what is counted."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """One figure as it stands in a clean text.

    Attributes
    ----------
    start, end
        Position of the whole expression in the text, end exclusive: the number or range with the words that bound it
        (不少于30家, 近3000余名) and its unit.
    value, value_upper
        The number with 万 and 亿 multiplied out, in `unit`; of a range its two ends, else None for the upper one.
        Percentages are numbers of hundredths: 95 for 95%.
    unit
        Counting word or unit of measurement as written (家, 人次, 元, %, 个百分点); empty where there is none.
    scale
        Words of magnitude that were multiplied out, empty for plain figures.
    qualifier
        exact, approximate, at_least or at_most. Whether it is a change the clause says, not the number.
    numerator, denominator
        Of a rate stated with its base, else None.
    """

    start: int
    end: int
    value: float
    value_upper: float | None = None
    unit: str = ""
    scale: str = ""
    qualifier: str = "exact"
    numerator: float | None = None
    denominator: float | None = None

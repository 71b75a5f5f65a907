"""Which primary code does each method give each unit, and which methods are witnesses of their own?"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from unionreports.tables import METHODS

#: Methods that repeat another one: `codebook_timeless` is the codebook with fewer terms, `combined` is made from the
#: others. Their agreement with what they are made from says nothing.
DERIVED = ("codebook_timeless", "combined")


def methods_of(column: Iterable[str]) -> list[str]:
    """The methods that occur in a column, in the order in which they are declared; others follow by name."""
    held = set(column)
    return [m for m in METHODS if m in held] + sorted(held.difference(METHODS))


def independent(methods: list[str]) -> list[str]:
    """The methods that are witnesses of their own."""
    return [m for m in methods if m not in DERIVED]


def primary_codes(priorities: pd.DataFrame, unit_ids: pd.Index) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Primary code and confidence by unit and method.

    Returns
    -------
    codes, confidences : frames with one row for each of `unit_ids` in their order and one column a method; NaN where a
        method has no code for the unit.

    Raises
    ------
    ValueError
        A method gives a unit two primary codes.
    """
    rows = priorities[priorities["is_primary"]]
    doubled = rows[rows.duplicated(["unit_id", "method"])]
    if len(doubled):
        first = doubled.iloc[0]
        raise ValueError(f"unit {first['unit_id']} has two primary codes by the method {first['method']}.")
    methods = methods_of(rows["method"])
    wide = rows.pivot(index="unit_id", columns="method", values=["priority", "confidence"])
    codes, confidences = (
        wide[value].reindex(index=unit_ids, columns=methods) if methods else pd.DataFrame(index=unit_ids)
        for value in ("priority", "confidence")
    )
    return codes.astype("str"), confidences.astype("float64")


def numbered(codes: pd.DataFrame) -> tuple[np.ndarray, list[str]]:
    """Codes as whole numbers: array of the shape of `codes`, -1 where there is none, and the names of the numbers."""
    names = sorted({name for column in codes for name in codes[column].dropna() if name})
    return np.column_stack(
        [pd.Categorical(codes[column], categories=names).codes.astype("int64") for column in codes]
        or [np.empty((len(codes), 0), "int64")]
    ), names

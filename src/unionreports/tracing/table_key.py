"""Which row of a table is meant by a key that somebody typed?"""

from collections.abc import Mapping, Sequence
import re

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from unionreports.errors import InputError
from unionreports.tables import TABLES
from unionreports.tracing.corpus import text_of

#: Keys named where one is not found.
_NAMED = 5
_NUMBER = re.compile("-?[0-9]{1,18}")
_ZEROS = re.compile("(?<![0-9])0+(?=[0-9])")


def table_named(name: str) -> str:
    """The name of a table, as it was typed.

    Raises
    ------
    InputError
        There is no such table; names the nearest.
    """
    if name in TABLES:
        return name
    near = nearest(name, list(TABLES), 3)
    raise InputError(
        "trace",
        "no such table, and no such file",
        value=name,
        allowed=", ".join(near),
        remedy="give the name of a table (data/README.md lists them) or the path of a figure's CSV, as figures/03_by_level.csv",
    )


def row_of(name: str, key: Sequence[str], table: pd.DataFrame) -> dict:
    """The row of a table with this key.

    Parameters
    ----------
    name, table
        A table of `tables.TABLES`.
    key
        The key columns, in the order they are declared in.

    Raises
    ------
    InputError
        The key has other columns, or no row has it; names the nearest.
    """
    columns = TABLES[name].key
    if len(key) != len(columns):
        raise InputError(
            f"table {name}",
            f"its key has {len(columns)} column{'s' * (len(columns) > 1)}, and {len(key)} were given",
            value=" ".join(key) or None,
            allowed=" ".join(columns).upper(),
            remedy=f"type: unionreports trace {name} {_example(table, columns)}",
        )
    found = np.ones(len(table), bool)
    for column, value in zip(columns, key, strict=True):
        here = found & _equal(table[column], value)
        if not here.any():
            _refuse(name, column, value, table.loc[found, column], dict(zip(columns, key, strict=True)))
        found = here
    return table.iloc[int(np.flatnonzero(found)[0])].to_dict()


def _equal(column: pd.Series, value: str) -> np.ndarray:
    """Which cells are what was typed."""
    if column.dtype == "int64":
        return (column == int(value)).to_numpy() if _NUMBER.fullmatch(value) else np.zeros(len(column), bool)
    return (column == value).to_numpy(dtype=bool)


def _refuse(name: str, column: str, value: str, there: pd.Series, key: Mapping[str, str]) -> None:
    values = there.drop_duplicates().map(text_of).tolist()
    near = nearest(value, values)
    before = ", ".join(f"{c} {v}" for c, v in key.items() if list(key).index(c) < list(key).index(column))
    raise InputError(
        f"table {name}",
        "no row has this key" + (f" beside {before}" if before else "") if values else "the table has no rows",
        column=column,
        value=value,
        allowed=f"{', '.join(near)}{' ...' if len(values) > len(near) else ''}" if near else None,
        remedy="correct the key; after pages came or went the tables are made again with: unionreports build, then: "
        "unionreports models",
    )


def nearest(value: str, values: Sequence[str], most: int = _NAMED) -> list[str]:
    """The values that are nearly the one typed; of whole numbers the nearest."""
    if _NUMBER.fullmatch(value) and all(map(_NUMBER.fullmatch, values)):
        return sorted(values, key=lambda one: (abs(int(one) - int(value)), int(one)))[:most]
    # A zero that was left out (u9 for u009) is the commonest slip in an id.
    plainly = _without_zeros(value)
    same = [one for one in values if _without_zeros(one) == plainly]
    alike = [one for one, _, _ in process.extract(value, values, scorer=fuzz.ratio, limit=most)]
    return list(dict.fromkeys([*same, *alike]))[:most]


def _without_zeros(name: str) -> str:
    return _ZEROS.sub("", name)


def _example(table: pd.DataFrame, columns: Sequence[str]) -> str:
    return " ".join(text_of(table[c].iloc[0]) for c in columns) if len(table) else " ".join(columns).upper()

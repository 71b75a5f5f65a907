"""Reports came in: which shares of priorities moved, and out of the intervals they had?"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from unionreports.compare.share_matrix import as_list
from unionreports.compare.shares import priority_shares

_VALUES = ["share", "low", "high", "n_reports", "n_pages"]
#: Sums of the same shares in another order differ in their last digits.
_ROUNDING = 1e-9


def share_changes(
    earlier: Mapping[str, pd.DataFrame],
    later: Mapping[str, pd.DataFrame],
    by: str | Sequence[str] = (),
    random_state: int = 0,
    **options,
) -> pd.DataFrame:
    """A row for each priority in each cell that either corpus has.

    Parameters
    ----------
    earlier, later
        Of each corpus the tables `units` and `reports`, and of `priorities` the rows of one method.
    by, random_state, options
        As for `compare.shares.priority_shares`.

    Returns
    -------
    Frame of `by`, priority; `old_` and `new_` share, low, high, n_reports, n_pages (empty where a corpus has no such
    cell); `moved`: new less old; `outside`: whether the new share lies outside the old interval, empty where there was
    none. A priority that a corpus never names has the share 0 there.
    """
    keys = [*as_list(by), "priority"]
    sides = []
    for tables, side in ((earlier, "old"), (later, "new")):
        shares = priority_shares(
            tables["priorities"], tables["units"], tables["reports"], by, random_state=random_state, **options
        )
        sides.append(shares.set_index(keys)[_VALUES].add_prefix(f"{side}_"))
    table = sides[0].join(sides[1], how="outer").sort_index().reset_index()
    values = [f"{side}_{name}" for side in ("old", "new") for name in _VALUES]
    table[values] = table[values].astype("float64")
    moved = table["new_share"] - table["old_share"]
    low, high = table["old_low"] - _ROUNDING, table["old_high"] + _ROUNDING
    known = table[["new_share", "old_low", "old_high"]].notna().all(axis=1)
    out = (table["new_share"] < low) | (table["new_share"] > high)
    return table.assign(moved=moved, outside=pd.Series(np.where(known, out, None), table.index, dtype="boolean"))


def share_lines(changes: pd.DataFrame, listed: int = 10) -> list[str]:
    """Sentences on the frame `share_changes` gives; the shares that left their intervals, or else moved most."""
    both = changes[changes["moved"].notna()]
    if both.empty:
        return ["Shares of priorities: no cell has a share both before and now."]
    judged = both[both["outside"].notna()]
    outside = judged[judged["outside"].astype(bool)]
    shown = (outside if len(outside) else both).sort_values("moved", key=abs, ascending=False, kind="stable")
    columns = [c for c in changes.columns if not c.endswith("_pages")]
    return [
        f"Shares of priorities: {len(both)} moved by {both['moved'].abs().mean():.3f} on average, at most by "
        f"{both['moved'].abs().max():.3f}; {len(outside)} of {len(judged)} with an interval moved out of it.",
        *shown[columns].head(listed).round(3).to_string(index=False).splitlines(),
    ]

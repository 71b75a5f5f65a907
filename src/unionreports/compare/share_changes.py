"""Which shares of priorities move, and out of their intervals, when reports come in or shared text is left out?"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from unionreports.compare.sample_keys import SAMPLE_KEYS, sample_keys
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
    none. A priority that a corpus never names has the share 0 there. Then `added_report_ids`, the reports that came in, joined
    with |, and what units were looked at before (`sample_keys`).
    """
    keys = [*as_list(by), "priority"]
    old, new = (
        priority_shares(t["priorities"], t["units"], t["reports"], by, random_state=random_state, **options)
        for t in (earlier, later)
    )
    added = set(later["reports"]["report_id"]) - set(earlier["reports"]["report_id"])
    sample = sample_keys(earlier["units"], options.get("usable_only", True), earlier["priorities"])
    return _beside(old, new, keys, ("old", "new")).assign(added_report_ids="|".join(sorted(added)), **sample)


def own_share_changes(
    priorities: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    shared: pd.DataFrame,
    by: str | Sequence[str] = (),
    random_state: int = 0,
    **options,
) -> pd.DataFrame:
    """A row for each priority in each cell: its share with all text, and with each report's own text alone.

    Parameters
    ----------
    shared
        Table `shared_text`: what stands in other reports too.
    priorities, units, reports, by, random_state, options
        As for `compare.shares.priority_shares`.

    Returns
    -------
    As of `share_changes`, with `all_` and `own_` in place of `old_` and `new_`, the numbers of units, and no reports that came in.
    """
    keys = [*as_list(by), "priority"]
    whole, own = (
        priority_shares(priorities, units, reports, by, random_state=random_state, shared=left_out, **options)
        for left_out in (None, shared)
    )
    sample = sample_keys(units, options.get("usable_only", True), priorities)
    return _beside(whole, own, keys, ("all", "own"), [*_VALUES, "n_units"]).assign(**sample)


def _beside(
    first: pd.DataFrame, second: pd.DataFrame, keys: list[str], names: tuple[str, str], values: list[str] = _VALUES
) -> pd.DataFrame:
    """Two frames of shares side by side, with what moved."""
    sides = [f.set_index(keys)[values].add_prefix(f"{name}_") for f, name in zip((first, second), names, strict=True)]
    table = sides[0].join(sides[1], how="outer").sort_index().reset_index()
    numbers = [f"{name}_{value}" for name in names for value in values]
    table[numbers] = table[numbers].astype("float64")
    share, low, high = (table[f"{names[0]}_{value}"] for value in _VALUES[:3])
    moved = table[f"{names[1]}_share"] - share
    known = moved.notna() & low.notna() & high.notna()
    out = (share + moved < low - _ROUNDING) | (share + moved > high + _ROUNDING)
    outside = pd.Series(np.where(known, out, None), table.index, dtype="boolean")
    return table.assign(moved=moved, outside=outside)


def share_lines(changes: pd.DataFrame, listed: int = 10) -> list[str]:
    """Sentences on the frame `share_changes` gives; the shares that left their intervals, or else moved most."""
    both = changes[changes["moved"].notna()]
    if both.empty:
        return ["Shares of priorities: no cell has a share both before and now."]
    judged = both[both["outside"].notna()]
    outside = judged[judged["outside"].astype(bool)]
    shown = (outside if len(outside) else both).sort_values("moved", key=abs, ascending=False, kind="stable")
    keys = {"added_report_ids", *SAMPLE_KEYS}
    columns = [c for c in changes.columns if not c.endswith("_pages") and c not in keys]
    return [
        f"Shares of priorities: {len(both)} moved by {both['moved'].abs().mean():.3f} on average, at most by "
        f"{both['moved'].abs().max():.3f}; {len(outside)} of {len(judged)} with an interval moved out of it.",
        *shown[columns].head(listed).round(3).to_string(index=False).splitlines(),
    ]

"""Which units was a result computed from? Columns that say so in each of its rows, so that it can be traced back."""

import pandas as pd

#: Way of coding; roles of the units looked at, joined with |; whether all of their reports have units of each of
#: these roles; whether reports that may not enter a comparison were left out.
SAMPLE_KEYS = ("method", "roles", "paired", "usable_only")


def sample_keys(
    units: pd.DataFrame, usable_only: bool, priorities: pd.DataFrame | None = None
) -> dict[str, str | bool]:
    """The value of each of `SAMPLE_KEYS` for a result made from these tables.

    Parameters
    ----------
    units
        Rows of the table `units` as they were looked at, such as those with content, or those of
        `describe.in_reports_with`.
    usable_only
        Whether only reports that may enter a comparison count.
    priorities
        Rows of one method of the table `priorities`; without them `method` is empty.
    """
    method = "" if priorities is None or priorities.empty else str(priorities["method"].iloc[0])
    if "role" not in units:
        return dict(zip(SAMPLE_KEYS, (method, "", False, usable_only), strict=True))
    held = units[["report_id", "role"]].drop_duplicates()
    roles = sorted(held["role"].unique())
    paired = len(roles) > 1 and len(held) == len(roles) * held["report_id"].nunique()
    return dict(zip(SAMPLE_KEYS, (method, "|".join(roles), paired, usable_only), strict=True))

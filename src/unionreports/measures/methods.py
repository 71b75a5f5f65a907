"""The table `priorities` holds the rows of several methods of coding; an analysis uses those of one."""

import pandas as pd


def rows_of(priorities: pd.DataFrame, method: str) -> pd.DataFrame:
    """The rows of one method of the table `priorities`."""
    return priorities[priorities["method"] == method]

"""How much of a unit's text is its own, when text that stands in other reports too is left out?"""

import numpy as np
import pandas as pd


def own_characters(units: pd.DataFrame, shared: pd.DataFrame | None = None) -> np.ndarray:
    """Characters of each unit outside the shared stretches.

    Parameters
    ----------
    units
        Rows with unit_id and text.
    shared
        Rows of the table `shared_text`, whose stretches of a unit do not overlap; None leaves nothing out.

    Returns
    -------
    ndarray
        int64, shape (n_units,).
    """
    lengths = units["text"].str.len().to_numpy(np.int64)
    if shared is None:
        return lengths
    gone = (shared["text_end"] - shared["text_start"]).groupby(shared["unit_id"]).sum()
    return lengths - gone.reindex(units["unit_id"], fill_value=0).to_numpy(np.int64)

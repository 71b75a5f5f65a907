"""Which neighbours in an array belong together, and what lies in many ranges of whole numbers?"""

import numpy as np


def breaks(*columns: np.ndarray) -> np.ndarray:
    """Where a row other than the one before begins.

    Parameters
    ----------
    columns
        One or more, each of shape (n_rows,).

    Returns
    -------
    array of bool, shape (n_rows,)
        True for the first row.
    """
    new = np.ones(len(columns[0]), bool)
    new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return new


def numbers_within(firsts: np.ndarray, stops: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every whole number of every range, ranges in their order.

    Parameters
    ----------
    firsts, stops
        First number of each range and the one after its last, not before it; shape (n_ranges,).

    Returns
    -------
    of, numbers : arrays of shape (n_numbers,)
        Index of the range, and the number.
    """
    sizes = stops - firsts
    of = np.repeat(np.arange(len(sizes)), sizes)
    return of, np.arange(len(of)) - (np.cumsum(sizes) - sizes - firsts)[of]

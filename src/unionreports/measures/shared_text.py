"""Which stretches of a unit stand, character for character, in another report too?"""

import numpy as np
import pandas as pd

from unionreports.text.offsets import Joined, join_texts

#: Fewest characters of a stretch that counts as shared. Shorter equal stretches are mostly names, titles and set phrases
#: that authors write without copying (第十二届全国少数民族传统体育运动会 has 18 characters). Among 31 provincial
#: government reports of one year 17 % of the text is shared at 12 characters, 11 % at 15, 6 % at 20 and 4 % at 25.
SHORTEST = 20
#: Odd base of the polynomial hashes, taken modulo 2**64: Knuth's multiplier, the golden ratio of a 64-bit word.
_BASE = 0x9E3779B97F4A7C15


def shared_spans(units: pd.DataFrame, shortest: int = SHORTEST, base: int = _BASE) -> pd.DataFrame:
    """Stretches of at least `shortest` characters that stand in a unit of another report, in any place of it.

    All windows of `shortest` characters are hashed as Karp & Rabin (1987) do, equal hashes are compared character by
    character, and windows that two reports share are joined where they overlap or touch. So every character of a
    span lies in a window another report has, but a long span may be put together from several reports. Equal means equal:
    copies with changed names or figures are found up to the change. Time and memory grow with the length of the texts.

    Parameters
    ----------
    units
        Rows with unit_id, report_id and text.
    base
        Odd number; any gives the same spans.

    Returns
    -------
    DataFrame
        unit_id, start, end: positions in the unit's text, end exclusive; in the order of `units` and of the text.
    """
    joined = join_texts(units["text"].tolist(), np.zeros(len(units), np.int64))
    codes = np.frombuffer(joined.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    begins = _windows(joined, shortest)
    reports = pd.factorize(units["report_id"])[0].astype(np.int32)
    # A character more keeps the two ends of a span that reaches the end of the text apart.
    change = np.zeros(len(codes) + 2, np.int32)
    if len(begins):
        shared = _in_two_reports(codes, begins, reports[joined.owner(begins)], shortest, base)
        change[begins[shared]] += 1
        change[begins[shared] + shortest] -= 1
    inside = np.cumsum(change) > 0
    edges = np.flatnonzero(np.diff(inside, prepend=False))
    starts, ends = edges[::2], edges[1::2]
    owners = joined.owner(starts)
    return pd.DataFrame(
        {
            "unit_id": units["unit_id"].take(owners).reset_index(drop=True),
            "start": starts - joined.begins[owners],
            "end": ends - joined.begins[owners],
        }
    )


def shared_share(units: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Characters of each unit and those of them in `spans` (as `shared_spans` gives them): unit_id, n_chars, n_shared."""
    lengths = (spans["end"] - spans["start"]).groupby(spans["unit_id"]).sum()
    return pd.DataFrame(
        {
            "unit_id": units["unit_id"].reset_index(drop=True),
            "n_chars": units["text"].str.len().to_numpy(np.int64),
            "n_shared": lengths.reindex(units["unit_id"], fill_value=0).to_numpy(np.int64),
        }
    )


def _windows(joined: Joined, length: int) -> np.ndarray:
    """Positions at which a window of this length lies in one text."""
    if length < 1:
        raise ValueError(f"shortest is {length}; give a whole number of characters from 1.")
    change = np.zeros(len(joined.text) + 1, np.int32)
    long = joined.ends - joined.begins >= length
    change[joined.begins[long]] += 1
    change[joined.ends[long] - length + 1] -= 1
    return np.flatnonzero(np.cumsum(change[:-1]))


def _in_two_reports(codes: np.ndarray, begins: np.ndarray, reports: np.ndarray, length: int, base: int) -> np.ndarray:
    """Which windows stand in more than one report, shape (n_windows,)."""
    shared = np.zeros(len(begins), bool)
    hashes = _hashes(codes, length, base)[begins]
    order = np.argsort(hashes)
    hashes = hashes[order]
    group = np.cumsum(np.concatenate([[True], hashes[1:] != hashes[:-1]])) - 1
    del hashes
    while len(order):
        order, group = _of_several_reports(order, group, reports)
        leaders = order[np.searchsorted(group, group)]
        equal = np.ones(len(order), bool)
        for i in range(length):
            equal &= codes[begins[order] + i] == codes[begins[leaders] + i]
        same, of = order[equal], group[equal]
        shared[_of_several_reports(same, of, reports)[0]] = True
        # Windows that only their hash makes equal to the first of their group are groups of their own.
        order, group = order[~equal], group[~equal]
    return shared


def _of_several_reports(order: np.ndarray, group: np.ndarray, reports: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The windows, and the number of the group of each, of groups that lie in more than one report; `group` ascends."""
    if not len(order):
        return order, group
    firsts = np.flatnonzero(np.diff(group, prepend=-1))
    of = reports[order]
    several = np.minimum.reduceat(of, firsts) != np.maximum.reduceat(of, firsts)
    kept = np.repeat(several, np.diff(firsts, append=len(order)))
    return order[kept], group[kept]


def _hashes(codes: np.ndarray, length: int, base: int) -> np.ndarray:
    """Polynomial hash, modulo 2**64, of the window that begins at each position; of no use where the text ends in it.

    Hashes of windows of 1, 2, 4, … characters are made of those of half the size, and those whose sizes add up to
    `length` are put together: passes over the text grow with the logarithm of the length.
    """
    whole, of_size = np.zeros(len(codes), np.uint64), codes.astype(np.uint64)
    size, power, tail = 1, base, 1
    while True:
        if length & size:
            # What is there already follows the window of this size.
            whole = of_size * np.uint64(tail) + _shifted(whole, size)
            tail = tail * power % 2**64
        if length < 2 * size:
            return whole
        of_size = of_size * np.uint64(power) + _shifted(of_size, size)
        size, power = 2 * size, power * power % 2**64


def _shifted(values: np.ndarray, by: int) -> np.ndarray:
    """The values from position `by` on, zeros after the last."""
    return np.concatenate([values[by:], np.zeros(min(by, len(values)), values.dtype)])

"""Which reports share text with which, and how much of it?

Passages, with their places, are the business of `reuse`; here pairs of reports are counted, to tell whether reports that lie
together were written from one another.
"""

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, triu

from unionreports.measures.reuse.align import SHORTEST
from unionreports.text.offsets import join_texts

#: One window of so many is kept, chosen by its hash, so that equal windows are kept or left out alike in all reports
#: (Manber 1994, Finding similar files in a large file system). A report of 5,000 characters keeps about 600.
_KEPT_OF = 8
#: A window in more reports than this is a formula everybody writes, and tells nothing of two of them; leaving it out
#: keeps work from growing with the square of the corpus.
MOST_REPORTS = 100
_SEED = 20
_CHARACTERS = 4_000_000


def text_overlap(units: pd.DataFrame, shortest: int = SHORTEST) -> pd.DataFrame:
    """Share of text that pairs of reports have in common, for all pairs that have any.

    Parameters
    ----------
    units
        Rows with report_id and text; leave out greetings and titles (role frame) before.
    shortest
        Characters of the windows compared; shorter stretches in common do not count.

    Returns
    -------
    DataFrame
        report_a, report_b (in the order of their ids, a before b), share: windows in common divided by those of the report that
        has fewer, 0 to 1, estimated from one window in eight.
    """
    reports, names = pd.factorize(units["report_id"], sort=True)
    rows, hashes = _kept_windows(units["text"].tolist(), reports, shortest)
    codes, found = pd.factorize(hashes)
    # Each window counts once in a report.
    windows = csr_matrix((np.ones(len(rows)), (rows, codes)), shape=(len(names), len(found)))
    windows.data[:] = 1.0
    sizes = np.asarray(windows.sum(axis=1)).ravel()
    spread = np.bincount(windows.indices, minlength=len(found))
    telling = windows[:, (spread > 1) & (spread <= MOST_REPORTS)]
    pairs = triu(telling @ telling.T, k=1).tocoo()
    order = np.lexsort((pairs.col, pairs.row))
    one, other, shared = pairs.row[order], pairs.col[order], pairs.data[order]
    return pd.DataFrame(
        {
            "report_a": pd.Series(np.asarray(names, dtype=object)[one], dtype="str"),
            "report_b": pd.Series(np.asarray(names, dtype=object)[other], dtype="str"),
            "share": shared / np.maximum(np.minimum(sizes[one], sizes[other]), 1),
        }
    )


def _kept_windows(texts: list[str], reports: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Report and hash of the windows kept, each window of a report once."""
    if length < 1:
        raise ValueError(f"shortest is {length}; give a whole number of characters from 1.")
    rows, hashes = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)]
    weights = np.random.default_rng(_SEED).integers(2**63, size=length, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    batch: list[int] = []
    size = 0
    for i, text in enumerate(texts):
        batch.append(i)
        size += len(text)
        if size >= _CHARACTERS or i + 1 == len(texts):
            row, value = _windows_of([texts[j] for j in batch], reports[batch], weights)
            rows.append(row)
            hashes.append(value)
            batch, size = [], 0
    kept = pd.DataFrame({"row": np.concatenate(rows), "hash": np.concatenate(hashes)}).drop_duplicates()
    return kept["row"].to_numpy(), kept["hash"].to_numpy()


def _windows_of(texts: list[str], reports: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """As `_kept_windows`, of one batch of texts."""
    length = len(weights)
    joined = join_texts(texts, np.zeros(len(texts), np.int64))
    codes = np.frombuffer(joined.text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    if len(codes) < length:
        return np.zeros(0, np.int64), np.zeros(0, np.uint64)
    # Multilinear hash (Lemire & Kaser 2014): sums modulo 2**64, the upper bits are the good ones.
    values = np.zeros(len(codes) - length + 1, np.uint64)
    for i, weight in enumerate(weights):
        values += codes[i : len(values) + i] * weight
    values *= weights[0]
    starts = np.flatnonzero((values >> np.uint64(40)) % np.uint64(_KEPT_OF) == 0)
    owners = joined.owner(starts)
    inside = starts + length <= joined.ends[owners]
    return reports[owners[inside]].astype(np.int64), values[starts[inside]]

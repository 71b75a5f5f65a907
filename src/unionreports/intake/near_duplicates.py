"""Which new reports are nearly the same as others, whatever stands around them?

Texts are compared as sets of short sequences of Chinese characters (shingles: Broder 1997, On the resemblance and
containment of documents), one in four of them, chosen by its hash. Punctuation, figures and blanks do not count, so that
hosts' ways of writing them make no difference. Time and memory grow with the length of all texts together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
import re

import numpy as np

#: Characters of a shingle. Where one character in ten is another, .9**4 = .66 of them remain.
LENGTH = 4
#: Share of a text's shingles from which it counts as standing in another text. Reports of other bodies and years share
#: less: among 25 national and 25 provincial government reports 99 pairs in 100 stay below .2 and no pair comes above .3;
#: of a body's reports that share a third of their sentences, about .43 is in common.
ENOUGH = 0.5
#: Fewer Chinese characters are a heading or a notice, of which chance alone can share half.
SHORTEST = 200
#: Texts that are looked up for one shingle: what all reports say must not make work grow with the square of their number.
_MOST_HOLDERS = 100
#: Most promising texts that are compared in full.
_COMPARED = 10
_KEPT_OF = 4
_NOT_CHINESE = re.compile(r"[^\u3400-\u9fff]+")
#: Odd multipliers of a multilinear hash (Lemire & Kaser 2014), whose upper bits are the good ones.
_WEIGHTS = np.random.default_rng(7).integers(2**63, size=LENGTH, dtype=np.uint64) * np.uint64(2) + np.uint64(1)


@dataclass(frozen=True)
class Likeness:
    """A new text and one it is like; `of_new`: share of its text that stands in the other, `of_other` the other way round."""

    new: str
    other: str
    of_new: float
    of_other: float


def near_duplicates(new: Mapping[str, str], known: Mapping[str, str]) -> list[Likeness]:
    """New texts that stand in a known one or in a new one before them, or hold one, to `ENOUGH` of either.

    Parameters
    ----------
    new, known
        Clean texts by id.

    Returns
    -------
    list
        In the order of `new`; of one text the likest first. Of texts with more than a hundred likes not all are named.
    """
    # Sorted, since of many likes only the first are looked at, and which these are must not depend on how texts came in.
    names = [*sorted(known), *new]
    held = [_shingles(text) for text in (*(known[name] for name in sorted(known)), *new.values())]
    sizes = np.array([len(one) for one in held])
    if not sizes.any():
        return []
    owners = np.repeat(np.arange(len(held)), sizes)
    shingles = np.concatenate(held)
    # Stable: for each shingle its holders in the order of the texts.
    order = np.argsort(shingles, kind="stable")
    shingles, owners = shingles[order], owners[order]
    likes = []
    for number in range(len(known), len(names)):
        if sizes[number]:
            for other in _promising(number, held[number], shingles, owners, sizes):
                common = len(np.intersect1d(held[number], held[other], assume_unique=True))
                like = Likeness(names[number], names[other], common / sizes[number], common / sizes[other])
                if max(like.of_new, like.of_other) >= ENOUGH:
                    likes.append((number, -common, other, like))
    return [like for *_, like in sorted(likes, key=lambda entry: entry[:3])]


def _promising(number: int, own: np.ndarray, shingles: np.ndarray, owners: np.ndarray, sizes: np.ndarray) -> list[int]:
    """Texts before this one that hold most of its shingles, or of which it holds most."""
    begins, ends = np.searchsorted(shingles, own), np.searchsorted(shingles, own, side="right")
    counts = np.minimum(ends - begins, _MOST_HOLDERS)
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    found = owners[np.repeat(begins, counts) + steps]
    common = np.bincount(found[found < number], minlength=number)
    candidates = np.flatnonzero(common)
    shares = common[candidates] / np.minimum(sizes[candidates], sizes[number])
    return candidates[np.lexsort((candidates, -shares))][:_COMPARED].tolist()


def _shingles(text: str) -> np.ndarray:
    """Hashes of the shingles kept of a text, sorted, each once; none of a text that is too short to be judged."""
    chinese = _NOT_CHINESE.sub("", text)
    if len(chinese) < SHORTEST:
        return np.zeros(0, np.uint64)
    codes = np.frombuffer(chinese.encode("utf-32-le"), np.uint32).astype(np.uint64)
    hashes = sum(
        codes[i : len(codes) - LENGTH + 1 + i] * weight for i, weight in enumerate(_WEIGHTS)
    ) * _WEIGHTS[0]  # fmt: skip
    return np.unique(hashes[(hashes >> np.uint64(40)) % np.uint64(_KEPT_OF) == 0])

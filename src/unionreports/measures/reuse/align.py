"""Which passages do texts have in common, word for word or altered?

Works on what is left of a text without marks, blanks and figures (`skeleton`). Short equal windows that few texts
have, with more that is equal beside them (`seeds`), are put in chains along the diagonals of two texts (`chains`) and
aligned there (`local_alignment`). Nothing is compared text by text, so the work grows with the length of the corpus
and with what is shared in it. MinHash over whole documents is not needed before: near-identical documents have few
and long equal runs, which cost least.
"""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd
from rapidfuzz.distance import Levenshtein

from unionreports.measures.reuse.chains import Chains, chain, equal_runs
from unionreports.measures.reuse.local_alignment import Stretch, local_alignments
from unionreports.measures.reuse.seeds import MOST_TEXTS, find_seeds
from unionreports.measures.reuse.skeleton import Skeleton, canonical_order, skeleton_of

#: Fewest characters a passage must have. Shorter equal stretches are mostly names, titles and set phrases that authors
#: write without copying (第十二届全国少数民族传统体育运动会 has 18 characters). Among 31 provincial government reports of
#: one year 17 % of the text stands word for word in another one at 12 characters, 11 % at 15, 6 % at 20 and 4 % at 25.
SHORTEST = 20
#: Least share of the characters of the longer side that are the same.
LEAST_SIMILARITY = 0.6
#: Edit distance tried first; for long passages that are nearly the same it saves most of the work.
_HINT = 31


def alignments(
    texts: Sequence[str],
    groups: Sequence[Hashable] | None = None,
    shortest: int = SHORTEST,
    least_similarity: float = LEAST_SIMILARITY,
    most_texts: int = MOST_TEXTS,
) -> pd.DataFrame:
    """Passages that two texts have in common, for all pairs of texts.

    Parameters
    ----------
    texts
        Clean texts.
    groups
        Of each text what it belongs to; texts of the same group are not compared. Without it every text is its own.
    shortest
        Characters, without marks, blanks, figures and lists of names, an unaltered passage must have. Four that are
        altered must be made up for by three more that are the same: with 30 % altered a passage must be twice as
        long.
    least_similarity
        Between 0 and 1.
    most_texts
        What stands in more texts than this is given once for each of them, with the text that has most of such text,
        instead of for all their pairs.

    Returns
    -------
    DataFrame
        text_a, start_a, end_a, text_b, start_b, end_b: numbers of the texts, a before b, and positions in them, end
        exclusive; n_chars: characters of the longer side without blanks; n_altered: characters put in, left out or
        replaced between the sides (their edit distance without blanks); similarity: 1 - n_altered / n_chars. In the
        order of text_a, text_b, start_a, start_b, end_a, end_b. The same for any order of texts, up to which is a and which b.
    """
    order, labels = canonical_order(texts, groups)
    ordered = [texts[i] for i in order]
    skeleton = skeleton_of(ordered)
    chains = chain(skeleton, *equal_runs(skeleton, find_seeds(skeleton, labels, most_texts)))
    found = _stretches(skeleton, chains, shortest)
    return _measured(ordered, order, skeleton, found, least_similarity)


def _stretches(skeleton: Skeleton, chains: Chains, least: int) -> np.ndarray:
    """Stretches around all chains, symbols in both texts, end exclusive, each passage once; shape (n_stretches, 4)."""
    firsts, lasts = chains.firsts[:-1], chains.firsts[1:]
    one, other = skeleton.owner(chains.a[firsts]), skeleton.owner(chains.b[firsts])
    pairs = one * len(skeleton.begins) + other
    bounds = np.stack([skeleton.begins[one], skeleton.ends[one], skeleton.begins[other], skeleton.ends[other]], axis=1)
    runs = np.stack([chains.a, chains.b, chains.runs], axis=1)
    # The strongest chain of two texts first: what lies within its passage is a repetition in it.
    order = np.lexsort((np.arange(len(pairs)), -chains.strengths, pairs))
    rows: list[Stretch] = []
    here, pair = 0, -1
    for i in order.tolist():
        if pairs[i] != pair:
            here, pair = len(rows), pairs[i]
        chain_runs = [tuple(run) for run in runs[firsts[i] : lasts[i]].tolist()]
        if not any(_holds(stretch, chain_runs) for stretch in rows[here:]):
            rows += local_alignments(skeleton.text, chain_runs, tuple(bounds[i].tolist()), least)
    found = np.array([row[:4] for row in rows], np.int64).reshape(-1, 4)
    scores = np.array([row.score for row in rows]) - (
        skeleton.mute[found[:, [1, 3]]] - skeleton.mute[found[:, [0, 2]]]
    ).max(axis=1)
    return _each_once(found[scores >= least], scores[scores >= least], skeleton)


def _holds(stretch: Stretch, runs: list[tuple[int, int, int]]) -> bool:
    """Whether all runs lie within a stretch in both texts."""
    return all(
        stretch.start_a <= a and a + n <= stretch.end_a and stretch.start_b <= b and b + n <= stretch.end_b
        for a, b, n in runs
    )


def _each_once(found: np.ndarray, scores: np.ndarray, skeleton: Skeleton) -> np.ndarray:
    """Without stretches most of which lies in a better one, parts of one passage put together; shape (n_kept, 4)."""
    pairs = skeleton.owner(found[:, 0]) * len(skeleton.begins) + skeleton.owner(found[:, 2])
    # Of equal stretches the first is the best: the sort is stable and looks at everything.
    order = np.lexsort((-scores, found[:, 3], found[:, 1], found[:, 2], found[:, 0], pairs))
    found, scores, pairs = found[order], scores[order].tolist(), pairs[order].tolist()
    rows = found.tolist()
    kept = np.ones(len(rows), bool)
    near: list[int] = []
    for i, row in enumerate(rows):
        near = [j for j in near if kept[j] and pairs[j] == pairs[i] and rows[j][1] > row[0]]
        for j in near:
            better, worse = (i, j) if scores[i] > scores[j] else (j, i)
            if _goes_on(rows[j], row):
                rows[j] = [rows[j][0], row[1], rows[j][2], row[3]]
                scores[j] += scores[i]
                kept[i] = False
                break
            if _mostly_in(rows[worse], rows[better]):
                kept[worse] = False
        if kept[i]:
            near.append(i)
    return np.array([row for row, keep in zip(rows, kept) if keep], np.int64).reshape(-1, 4)


def _goes_on(row: list[int], later: list[int]) -> bool:
    """Whether two stretches overlap by about as much in both texts: the later one is the same passage further on."""
    by_a, by_b = row[1] - later[0], row[3] - later[2]
    return row[3] < later[3] and row[1] < later[1] and row[2] < later[2] and abs(by_a - by_b) <= 0.1 * min(by_a, by_b)


def _mostly_in(row: list[int], other: list[int]) -> bool:
    """Whether at least half of a stretch lies in another one, in both texts."""
    return all(2 * (min(row[i + 1], other[i + 1]) - max(row[i], other[i])) >= row[i + 1] - row[i] for i in (0, 2))


def _measured(
    texts: list[str], order: list[int], skeleton: Skeleton, found: np.ndarray, least_similarity: float
) -> pd.DataFrame:
    """The table of `alignments`."""
    numbers = np.array(order, np.int64)
    start_a, start_b = skeleton.firsts[found[:, 0]], skeleton.firsts[found[:, 2]]
    end_a, end_b = skeleton.lasts[found[:, 1] - 1] + 1, skeleton.lasts[found[:, 3] - 1] + 1
    owner_a, owner_b = skeleton.owner(found[:, 0]), skeleton.owner(found[:, 2])
    sizes, altered = [], []
    for i, j, from_a, to_a, from_b, to_b in np.stack(
        [owner_a, owner_b, start_a, end_a, start_b, end_b], axis=1
    ).tolist():
        one, other = "".join(texts[i][from_a:to_a].split()), "".join(texts[j][from_b:to_b].split())
        sizes.append(max(len(one), len(other)))
        altered.append(Levenshtein.distance(one, other, score_hint=_HINT))
    frame = pd.DataFrame(
        {
            "text_a": numbers[owner_a],
            "start_a": start_a,
            "end_a": end_a,
            "text_b": numbers[owner_b],
            "start_b": start_b,
            "end_b": end_b,
            "n_altered": np.array(altered, np.int64),
            "n_chars": np.array(sizes, np.int64),
        }
    ).astype(np.int64)
    sides = frame["text_a"] > frame["text_b"]
    for name in ("text", "start", "end"):
        one, other = frame[f"{name}_a"].copy(), frame[f"{name}_b"].copy()
        frame[f"{name}_a"], frame[f"{name}_b"] = one.mask(sides, other), other.mask(sides, one)
    frame["similarity"] = 1 - frame["n_altered"] / frame["n_chars"].clip(lower=1)
    columns = ["text_a", "start_a", "end_a", "text_b", "start_b", "end_b", "similarity", "n_altered", "n_chars"]
    kept = frame.loc[frame["similarity"] >= least_similarity, columns]
    return kept.sort_values(["text_a", "text_b", "start_a", "start_b", "end_a", "end_b"], ignore_index=True)

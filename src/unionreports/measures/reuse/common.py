"""Which stretches stand in so many texts that they are a formula rather than a copy of one text from another?"""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from unionreports.measures.reuse.seeds import FULL_LENGTH, MOST_TEXTS, equal_windows
from unionreports.measures.reuse.skeleton import canonical_order, skeleton_of


def common_spans(
    texts: Sequence[str], groups: Sequence[Hashable] | None = None, most_texts: int = MOST_TEXTS
) -> pd.DataFrame:
    """Stretches of each text all whose windows of 20 characters stand in texts of more than `most_texts` groups.

    Windows are counted without marks, blanks and figures (`skeleton`). Time and memory grow with the length of the
    texts.

    Parameters
    ----------
    texts
        Clean texts.
    groups
        Of each text what it belongs to; without it every text is its own.

    Returns
    -------
    DataFrame
        text, start, end: number of the text and positions in it, end exclusive; n_texts: groups that have a window of
        the stretch, the middle one of its windows (the lower of two); cluster: number of the formula, the same for
        stretches that share the window which most groups have, by place of the first of them. In the order of texts.
    """
    order, labels = canonical_order(texts, groups)
    skeleton = skeleton_of([texts[i] for i in order])
    windows = equal_windows(skeleton, labels, FULL_LENGTH)
    owners = labels[skeleton.owner(windows.places)]
    sets = np.repeat(np.arange(len(windows.sizes)), windows.sizes)
    new = np.ones(len(owners), bool)
    new[1:] = (owners[1:] != owners[:-1]) | (sets[1:] != sets[:-1])
    n_groups = np.bincount(sets, weights=new, minlength=len(windows.sizes)).astype(np.int64)
    kept = (n_groups > most_texts)[sets]
    by_place = np.argsort(windows.places[kept])
    places, sets = windows.places[kept][by_place], sets[kept][by_place]
    numbers = skeleton.owner(places)
    breaks = np.ones(len(places), bool)
    breaks[1:] = (places[1:] > places[:-1] + 1) | (numbers[1:] != numbers[:-1])
    firsts = np.flatnonzero(breaks)
    stretch = np.cumsum(breaks) - 1
    lasts = np.flatnonzero(np.append(breaks[1:], len(places) > 0))
    # By number of groups within each stretch; of windows as common as each other the one whose set comes first, which
    # hangs on its symbols alone.
    ranked = np.lexsort((-sets, n_groups[sets], stretch))
    frame = pd.DataFrame(
        {
            "text": np.array(order, np.int64)[numbers[firsts]],
            "start": skeleton.firsts[places[firsts]].astype(np.int64),
            "end": skeleton.lasts[places[lasts] + FULL_LENGTH - 1].astype(np.int64) + 1,
            "n_texts": n_groups[sets[ranked[(firsts + lasts) // 2]]],
            "cluster": sets[ranked[lasts]],
        }
    ).sort_values(["text", "start"], ignore_index=True)
    frame["cluster"] = pd.factorize(frame["cluster"])[0].astype(np.int64)
    return frame

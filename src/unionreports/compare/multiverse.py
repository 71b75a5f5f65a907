"""How often does each claim survive, and which choice moves it? Read from the table `specifications`."""

from itertools import combinations

import numpy as np
import pandas as pd

from unionreports.compare.specifications import BASELINE
from unionreports.model_tables import VERDICTS

#: Choices that can be made one by one; the weight of terms goes with the model.
CHOICES = ("model", "documents", "segmenter", "stop_words", "shared_text", "n_topics", "random_state")


def claim_survival(specifications: pd.DataFrame) -> pd.DataFrame:
    """How each claim fares over all specifications; the codes themselves are not one of them.

    Parameters
    ----------
    specifications
        Table of that name.

    Returns
    -------
    Frame, one row a claim in the order of the table: claim, n (specifications), holds, unsure, reversed, not_computed, positive
    (estimates above 0: of unsure ones too the sign can be told), median, lowest, highest (estimates), from_codes and
    from_codes_verdict (the claim computed straight from the codes). Specifications of one corpus are no independent tests.
    """
    rows = []
    for claim, found in specifications.groupby("claim", sort=False):
        codes = found[found["specification"] == BASELINE]
        tried = found[found["specification"] != BASELINE]
        estimates = tried["estimate"].dropna()
        counted = tried["verdict"].value_counts()
        rows.append(
            {"claim": claim, "n": len(tried)}
            | {verdict.replace(" ", "_"): int(counted.get(verdict, 0)) for verdict in VERDICTS}
            | {"positive": int((estimates > 0).sum()), "median": estimates.median()}
            | {"lowest": estimates.min(), "highest": estimates.max()}
            | {"from_codes": codes["estimate"].iloc[0] if len(codes) else np.nan}
            | {"from_codes_verdict": codes["verdict"].iloc[0] if len(codes) else "not computed"}
        )
    verdicts = [verdict.replace(" ", "_") for verdict in VERDICTS]
    numbers = ["median", "lowest", "highest", "from_codes"]
    columns = ["claim", "n", *verdicts, "positive", *numbers, "from_codes_verdict"]
    types = {name: "float64" if name in numbers else "int64" for name in columns}
    return pd.DataFrame(rows, columns=columns).astype(types | {"claim": "str", "from_codes_verdict": "str"})


def choice_influence(specifications: pd.DataFrame) -> pd.DataFrame:
    """By how much the estimate of a claim moves when one choice is made otherwise and all others are held.

    Returns
    -------
    Frame, one row for each claim and each choice that varies: claim, choice, n_pairs (pairs of specifications that differ in
    this choice alone and are both computed), difference (mean absolute difference of their estimates; empty where there
    is no pair), changed (share of the pairs whose verdicts differ), lost (specifications not computed whose partner
    is). The choice with the largest difference comes first.
    """
    rows = []
    tried = specifications[specifications["specification"] != BASELINE]
    for claim, found in tried.groupby("claim", sort=False):
        for choice in (c for c in CHOICES if found[c].nunique() > 1):
            rows.append((claim, choice, *_pairs(found, choice)))
    frame = pd.DataFrame(rows, columns=["claim", "choice", "n_pairs", "difference", "changed", "lost"])
    frame = frame.astype({"claim": "str", "choice": "str", "difference": "float64", "changed": "float64"})
    order = {claim: i for i, claim in enumerate(dict.fromkeys(frame["claim"]))}
    ranked = frame.assign(place=frame["claim"].map(order)).sort_values(
        ["place", "difference", "choice"], ascending=[True, False, True], kind="stable"
    )
    return ranked.drop(columns="place").reset_index(drop=True)


def _pairs(found: pd.DataFrame, choice: str) -> tuple[int, float, float, int]:
    """Over the specifications of one claim: pairs computed, mean difference, share of changed verdicts, pairs half computed."""
    held = [c for c in CHOICES if c != choice]
    wide = found.pivot(index=held, columns=choice, values=["estimate", "verdict"])
    differences, changed, lost = [], [], 0
    for one, other in combinations(wide["estimate"].columns, 2):
        # Picked one by one: True and False, as values of a choice, would be taken for a mask.
        a, b = (wide["estimate"].loc[:, value].astype("float64") for value in (one, other))
        both = a.notna() & b.notna()
        lost += int((a.notna() ^ b.notna()).sum())
        differences.append((a - b)[both].abs())
        changed.append((wide["verdict"].loc[:, one] != wide["verdict"].loc[:, other])[both])
    moved, verdicts = pd.concat(differences), pd.concat(changed)
    return len(moved), moved.mean() if len(moved) else np.nan, verdicts.mean() if len(moved) else np.nan, lost

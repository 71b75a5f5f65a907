"""Which units are most in dispute, and where do the methods disagree?"""

from itertools import combinations

import numpy as np
import pandas as pd

from unionreports.validation.coefficients import MISSING
from unionreports.validation.witnesses import independent, numbered, primary_codes

#: How sure a hand code is, as a weight beside the methods' confidences: a judgement, not a frequency.
HAND_CONFIDENCE = {"high": 1.0, "medium": 0.7, "low": 0.4}
#: A hand code without a stated confidence.
UNSTATED = 0.7
REFERENCE = "reference"


def disputes(
    priorities: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    reference: pd.DataFrame | None = None,
    n: int = 20,
) -> pd.DataFrame:
    """The units most in dispute, as a reading list.

    The score is the mean over all pairs of witnesses of the product of their confidences where their primary codes
    differ, 0 where they agree: 0 is unanimity, 1 full certainty of every pair against each other. Witnesses are the
    independent methods and, where there is one, the reference. Codes of `combined` are shown and do not count;
    `codebook_timeless` is left out. Ties stand in the order of `units`.

    Returns
    -------
    Frame of at most `n` rows with a score above 0: unit_id, report_id, title (of the report), heading_path, role, text,
    for each method its code and `METHOD_confidence`, with a reference `reference` and `reference_confidence`, score.
    """
    codes, confidences = primary_codes(priorities, pd.Index(units["unit_id"]))
    shown = [m for m in codes if m != "codebook_timeless"]
    witnesses = independent(shown)
    if reference is not None:
        hand = reference.drop_duplicates("unit_id").set_index("unit_id").reindex(codes.index)
        codes[REFERENCE] = hand["primary"]
        confidences[REFERENCE] = hand["confidence"].map(HAND_CONFIDENCE).fillna(UNSTATED)
        shown, witnesses = [*shown, REFERENCE], [*witnesses, REFERENCE]
    score = disagreement(codes[witnesses], confidences[witnesses])
    order = np.argsort(-score, kind="stable")[:n]
    order = order[score[order] > 0]
    kept = units.iloc[order].merge(reports[["report_id", "title"]], on="report_id", how="left")
    listed = kept[["unit_id", "report_id", "title", "heading_path", "role", "text"]].copy()
    for witness in shown:
        listed[witness] = codes[witness].to_numpy()[order]
        listed[f"{witness}_confidence"] = confidences[witness].where(codes[witness].notna()).to_numpy()[order]
    return listed.assign(score=score[order])


def disagreement(codes: pd.DataFrame, confidences: pd.DataFrame) -> np.ndarray:
    """Confidence-weighted disagreement of the columns in every row, 0 to 1, shape (n_rows,).

    A witness without a code forms no pair; a row without a pair has 0.
    """
    numbers, _ = numbered(codes)
    weights = confidences.fillna(0).to_numpy()
    total, pairs = np.zeros(len(codes)), np.zeros(len(codes))
    for a, b in combinations(range(numbers.shape[1]), 2):
        both = (numbers[:, a] != MISSING) & (numbers[:, b] != MISSING)
        differ = both & (numbers[:, a] != numbers[:, b])
        total += np.where(differ, weights[:, a] * weights[:, b], 0)
        pairs += both
    return total / np.maximum(pairs, 1)


def dispute_summary(priorities: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """How many units the independent methods agree on, in all, by report and by role.

    Returns
    -------
    Frame: by (all, report_id, role), group, n_methods, n_units (with a code by every one of the methods), all_agree,
    some_agree (two or more, not all), none_agree: numbers of units. With two methods `some_agree` is 0.
    """
    codes, _ = primary_codes(priorities, pd.Index(units["unit_id"]))
    witnesses = independent(list(codes))
    numbers, _ = numbered(codes[witnesses])
    complete = (numbers != MISSING).all(axis=1)
    ordered = np.sort(numbers, axis=1)
    distinct = 1 + (np.diff(ordered, axis=1) != 0).sum(axis=1)
    compared = pd.DataFrame(
        {
            "report_id": units["report_id"].to_numpy(),
            "role": units["role"].to_numpy(),
            "all_agree": distinct == 1,
            "some_agree": (distinct > 1) & (distinct < len(witnesses)),
            "none_agree": (distinct > 1) & (distinct == len(witnesses)),
        }
    )[complete]
    rows = []
    for by in ("all", "report_id", "role") if len(witnesses) > 1 else ():
        groups = [("all", compared)] if by == "all" else compared.groupby(by, sort=False)
        rows += [
            (by, group, len(witnesses), len(members), *members[["all_agree", "some_agree", "none_agree"]].sum())
            for group, members in groups
        ]
    return pd.DataFrame(rows, columns=["by", "group", "n_methods", "n_units", "all_agree", "some_agree", "none_agree"])

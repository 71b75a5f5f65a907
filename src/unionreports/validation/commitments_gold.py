"""How well are promises linked to what came of them, held against pairs of reports with known links?"""

import numpy as np
import pandas as pd

from unionreports.validation.commitment_pairs import OUTCOMES
from unionreports.validation.intrusion_scores import wilson

#: Share of the shorter of two spans that both must have to be of one thing.
_SAME = 0.5


def score_commitments(found: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Precision and recall of links, and the share of outcomes that are right.

    Parameters
    ----------
    found
        Table `commitments` of the pairs.
    gold
        As `commitment_pairs.read_gold` gives it.

    Returns
    -------
    DataFrame
        One row for each of: promises_found (gold promises cut out as one thing or several), link_precision (of the links of
        promises in gold, those to a right place), link_recall (of the promises that something answers, those linked to it),
        outcome (of all promises in gold), and outcome of each kind. Columns n_right, n, share, low, high (Wilson's 95 %
        interval, as of independent draws, hence too narrow: promises of one pair are not). Links of promises that gold does not
        judge are neither right nor wrong.
    """
    judged = judge_links(found, gold)
    linked, answered = judged["linked"], judged["answered"]
    right_outcome = judged["found"] & (judged["outcome"] == judged["outcome_found"])
    asked = [
        ("promises_found", int(judged["found"].sum()), len(judged)),
        ("link_precision", int(judged["n_right"].sum()), int(judged["n_links"].sum())),
        ("link_recall", int((linked & answered & (judged["n_right"] > 0)).sum()), int(answered.sum())),
        ("outcome", int(right_outcome.sum()), len(judged)),
    ]
    for outcome in OUTCOMES:
        of = judged["outcome"] == outcome
        asked.append((f"outcome_{outcome}", int((right_outcome & of).sum()), int(of.sum())))
    rows = [(n, of, *((n / of, *wilson(n / of, of)) if of else (np.nan,) * 3)) for _, n, of in asked]
    names = pd.Index([name for name, *_ in asked], name="asked")
    return pd.DataFrame(rows, columns=["n_right", "n", "share", "low", "high"], index=names)


def judge_links(found: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Each promise of gold with what was found of it.

    Returns
    -------
    DataFrame
        The columns of `gold` and: found (some row has the promise), answered (something answers it), linked, n_links and
        n_right (of the rows that have it, those linked, and linked to a right place), similarity (the largest),
        right_similarity (the largest of those linked rightly), outcome_found.
    """
    by_report = {report: rows.to_dict("records") for report, rows in found.groupby("report_id")}
    judged = []
    for row in gold.to_dict("records"):
        spans = [
            r for r in by_report.get(row["report_id"], ()) if _same(row["start"], row["end"], r["start"], r["end"])
        ]
        links = [r for r in spans if r["later_unit_id"]]
        right = [r for r in links if _right(r, row["later"])]
        best = max(
            right or links or spans, key=lambda r: (r["outcome"] != "not_mentioned", r["similarity"]), default=None
        )
        judged.append(
            row
            | {
                "found": bool(spans),
                "answered": bool(row["later"]),
                "linked": bool(links),
                "n_links": len(links),
                "n_right": len(right),
                "similarity": max((r["similarity"] for r in spans), default=np.nan),
                "right_similarity": max((r["similarity"] for r in right), default=np.nan),
                "outcome_found": best["outcome"] if best else "",
            }
        )
    return pd.DataFrame(judged)


def similarity_curve(found: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Precision and recall of links at every threshold of similarity.

    Parameters
    ----------
    found
        `commitments` made with threshold 0, so that every promise has its nearest statement.

    Returns
    -------
    DataFrame
        threshold, precision, recall, false_share (of the promises that nothing answers, those linked all the same: with recall
        the ROC), n_links, n_answered, n_unanswered; thresholds in steps of .01.
    """
    judged = judge_links(found, gold)
    answered = judged["answered"].to_numpy()
    similarity = judged["similarity"].fillna(0).to_numpy()
    right = judged["right_similarity"].fillna(0).to_numpy()
    rows = []
    for threshold in np.round(np.arange(0.05, 1, 0.01), 2):
        linked, rightly = similarity >= threshold, right >= threshold
        precision = rightly.sum() / linked.sum() if linked.any() else np.nan
        recall = rightly.sum() / answered.sum() if answered.any() else np.nan
        false = (linked & ~answered).sum() / (~answered).sum() if (~answered).any() else np.nan
        rows.append(
            (threshold, precision, recall, false, int(linked.sum()), int(answered.sum()), int((~answered).sum()))
        )
    columns = ["threshold", "precision", "recall", "false_share", "n_links", "n_answered", "n_unanswered"]
    return pd.DataFrame(rows, columns=columns)


def _same(start: int, end: int, other_start: int, other_end: int) -> bool:
    shared = min(end, other_end) - max(start, other_start)
    return shared >= _SAME * min(end - start, other_end - other_start)


def _right(row: dict, later: list[tuple[str, int, int]]) -> bool:
    return any(
        row["later_report_id"] == report and _same(s, e, row["later_start"], row["later_end"]) for report, s, e in later
    )

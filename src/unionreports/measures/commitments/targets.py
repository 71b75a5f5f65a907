"""The figures promises set, beside those the later report states for them."""

import pandas as pd

from unionreports.measures.commitments.results import fitting_figures, reached

COLUMNS = (
    "commitment_id", "report_id", "later_report_id", "outcome", "measure", "unit", "target", "target_upper", "target_qualifier",
    "result", "result_upper", "result_qualifier", "share_of_target", "reached", "reliable", "indicator_id", "later_indicator_id",
)  # fmt: skip


def targets_and_results(commitments: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """One row for each target that a later figure can be held against.

    Parameters
    ----------
    commitments, indicators
        The tables of these names.

    Returns
    -------
    DataFrame
        The columns COLUMNS; share_of_target is result / target, of ranges lower ends; reached as the outcome was judged.
    """
    by_id = {row["indicator_id"]: row for row in indicators.to_dict("records")}
    rows = []
    for promise in commitments[commitments["indicator_ids"] != ""].to_dict("records"):
        targets = [by_id[i] for i in promise["indicator_ids"].split("|")]
        results = [by_id[i] for i in promise["later_indicator_ids"].split("|") if i]
        for target, result in fitting_figures(promise["quote"], promise["later_quote"], targets, results):
            done, _, _ = reached(target, result)
            rows.append(
                (
                    *(promise[c] for c in ("commitment_id", "report_id", "later_report_id", "outcome")),
                    *(target[c] for c in ("measure", "unit", "value", "value_upper", "qualifier")),
                    *(result[c] for c in ("value", "value_upper", "qualifier")),
                    result["value"] / target["value"] if target["value"] else float("nan"),
                    done,
                    bool(target["reliable"] and result["reliable"]),
                    target["indicator_id"],
                    result["indicator_id"],
                )
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))

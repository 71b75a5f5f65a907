"""How well does each method agree with the hand coding?

What the figures are worth depends on the hand coding; `agreement_report` says so beside them. Units that a method or
the reference did not code are in no figure: `n_units` says how many are.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from unionreports.compare.bootstrap import draw_clusters
from unionreports.validation import coefficients as co
from unionreports.validation.resampling import estimate
from unionreports.validation.witnesses import numbered, primary_codes

#: Coefficients of a pair of codings, by the name of the measure.
MEASURES = {"accuracy": co.accuracy, "macro_f1": co.macro_f1, "kappa": co.kappa, "alpha": co.pair_alpha}
COLUMNS = ["method", "subset", "measure", "value", "low", "high", "n_units", "n_reports", "interval_by"]
#: Krippendorff's bars for alpha: reliable, and good for tentative conclusions.
RELIABLE, TENTATIVE = 0.8, 0.667
CATEGORY_COLUMNS = [
    "method", "priority", "precision", "recall", "f1", "f1_low", "f1_high", "n_reference", "n_coded",
    "alpha", "alpha_low", "alpha_high",
]  # fmt: skip


def agreement(
    priorities: pd.DataFrame,
    reference: pd.DataFrame,
    units: pd.DataFrame,
    random_state: int,
    n_resamples: int = 2_000,
    cluster: str = "reports",
) -> pd.DataFrame:
    """Agreement of the primary codes of each method with the reference, with 95 % intervals.

    Parameters
    ----------
    priorities : table of this name; every method in it is measured.
    reference : `reference_codes`, one row a unit.
    units : table of this name.
    random_state : seed of the bootstrap.
    cluster : what is resampled, `reports` with all their units or single `units`. Where there is one report, units
        are; such an interval says nothing about other reports. With fewer than ten reports an interval is rough.

    Returns
    -------
    Frame with one row for each method, subset and measure: method, subset (all, high confidence, medium and low
    confidence, without frame units, report ID; those that are not empty), measure, value, low, high, n_units,
    n_reports, interval_by. Measures: accuracy; macro_f1 (mean over the categories that occur in the reference of the
    subset); kappa (Cohen); alpha (Krippendorff, nominal); partial (share of units whose primary code is the primary or
    a secondary one of the reference). A measure that is not defined, as kappa where nothing varies, is NaN.

    Raises
    ------
    ValueError
        The reference has two rows for a unit, or `cluster` is unknown.
    """
    if cluster not in ("reports", "units"):
        raise ValueError(f"cluster is '{cluster}'; choose reports or units.")
    joined, coded = paired(priorities, reference, units)
    codes, names = numbered(pd.concat([joined[["primary"]], coded], axis=1))
    rows = []
    for method, column in zip(coded, codes.T[1:], strict=True):
        for subset, chosen in _subsets(joined):
            chosen = chosen & (column != co.MISSING)
            part = joined[chosen]
            if part.empty:
                continue
            n_reports = part["report_id"].nunique()
            by = cluster if n_reports > 1 else "units"
            clusters = pd.factorize(part["report_id" if by == "reports" else "unit_id"], sort=True)[0]
            weights = draw_clusters(clusters.max() + 1, n_resamples, np.random.default_rng(random_state))
            counts = co.pair_counts(codes[chosen, 0], column[chosen], clusters, clusters.max() + 1, len(names))
            results = {name: estimate(measure, counts, weights) for name, measure in MEASURES.items()}
            named = coded.loc[chosen, method].to_numpy()[:, None] == part[["primary", "secondary1", "secondary2"]]
            sums = np.zeros((clusters.max() + 1, 2))
            np.add.at(sums, clusters, np.column_stack([named.any(axis=1), np.ones(len(part))]))
            results["partial"] = estimate(lambda s: s[..., 0] / s[..., 1], sums, weights)
            rows += [
                (method, subset, name, *map(float, result), len(part), n_reports, by)
                for name, result in results.items()
            ]
    return pd.DataFrame(rows, columns=COLUMNS)


def category_scores(
    priorities: pd.DataFrame, reference: pd.DataFrame, units: pd.DataFrame, random_state: int, n_resamples: int = 2_000
) -> pd.DataFrame:
    """Scores of each category by method, with intervals that resample reports.

    Returns
    -------
    Frame with one row for each method and category that the reference or the method uses: method, priority, precision,
    recall, f1, f1_low, f1_high, n_reference, n_coded, alpha, alpha_low, alpha_high (the category against all others).
    NaN where there is nothing to divide by: precision without a unit so coded, recall and f1 without a unit of the
    category in the reference. With one report the intervals are NaN.
    """
    joined, coded = paired(priorities, reference, units)
    codes, names = numbered(pd.concat([joined[["primary"]], coded], axis=1))
    clusters, reports = pd.factorize(joined["report_id"], sort=True)
    weights = (
        draw_clusters(len(reports), n_resamples, np.random.default_rng(random_state))
        if len(reports)
        else np.empty((n_resamples, 0))
    )
    frames = []
    for method, column in zip(coded, codes.T[1:], strict=True):
        counts = co.pair_counts(codes[:, 0], column, clusters, len(reports), len(names))
        hits, n_reference, n_coded = counts.sum(axis=0).astype(float)
        f1, f1_low, f1_high = estimate(co.category_f1, counts, weights)
        alpha, alpha_low, alpha_high = estimate(lambda c: co.pair_alpha(co.one_against_rest(c)), counts, weights)
        scores = {
            "method": method,
            "priority": names,
            "precision": hits / np.where(n_coded > 0, n_coded, np.nan),
            "recall": hits / np.where(n_reference > 0, n_reference, np.nan),
            "f1": f1,
            "f1_low": f1_low,
            "f1_high": f1_high,
            "n_reference": n_reference.astype("int64"),
            "n_coded": n_coded.astype("int64"),
            "alpha": alpha,
            "alpha_low": alpha_low,
            "alpha_high": alpha_high,
        }
        frame = pd.DataFrame(scores)
        frames.append(frame[(frame["n_reference"] > 0) | (frame["n_coded"] > 0)])
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=CATEGORY_COLUMNS)


def confusion(priorities: pd.DataFrame, reference: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """How many units of each category of the reference each method gives which code: method, reference, coded, n."""
    joined, coded = paired(priorities, reference, units)
    if coded.empty:
        return pd.DataFrame(columns=["method", "reference", "coded", "n"])
    long = coded.assign(reference=joined["primary"]).melt("reference", var_name="method", value_name="coded")
    long["method"] = pd.Categorical(long["method"], categories=list(coded))
    counted = long.dropna().groupby(["method", "reference", "coded"], observed=True).size().rename("n").reset_index()
    return counted.astype({"method": "str"})


def paired(priorities: pd.DataFrame, reference: pd.DataFrame, units: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The reference with report and role of its units, and the methods' codes of the same units in the same order.

    Raises
    ------
    ValueError
        The reference has two rows for a unit.
    """
    doubled = reference.loc[reference["unit_id"].duplicated(), "unit_id"]
    if len(doubled):
        raise ValueError(f"unit {doubled.iloc[0]} has several reference codes; keep one coder's rows.")
    joined = reference.merge(units[["unit_id", "report_id", "role"]], on="unit_id").reset_index(drop=True)
    coded = primary_codes(priorities, pd.Index(joined["unit_id"]))[0].reset_index(drop=True)
    return joined, coded


def _subsets(joined: pd.DataFrame) -> Iterator[tuple[str, np.ndarray]]:
    yield "all", np.ones(len(joined), bool)
    yield "high confidence", (joined["confidence"] == "high").to_numpy()
    yield "medium and low confidence", joined["confidence"].isin(("medium", "low")).to_numpy()
    yield "without frame units", (joined["role"] != "frame").to_numpy()
    for report in joined["report_id"].unique():
        yield f"report {report}", (joined["report_id"] == report).to_numpy()


def verdicts(scores: pd.DataFrame, subset: str = "without frame units") -> list[str]:
    """One sentence for each method on what its alpha allows, by the bars of Krippendorff (2004, Content Analysis).

    From .800 on codes may carry conclusions, from .667 on tentative ones. The value speaks of the reports that were coded
    by hand, the lower end of its interval of others like them.
    """
    wide = scores[scores["subset"] == subset].set_index(["method", "measure"])
    sentences = []
    for method in dict.fromkeys(wide.index.get_level_values("method")):
        alpha, macro = wide.loc[(method, "alpha")], wide.loc[(method, "macro_f1")]
        if pd.isna(alpha["value"]):
            sentences.append(f"{method}: alpha is not defined where only one category occurs")
            continue
        sentence = (
            f"{method}: macro-F1 {macro['value']:.2f}, alpha {alpha['value']:.2f}, good for {_bar(alpha['value'])} on these "
            f"{alpha['n_reports']} reports"
        )
        if pd.notna(alpha["low"]):
            sentence += (
                f"; its interval ({alpha['low']:.2f} to {alpha['high']:.2f}) promises others {_bar(alpha['low'])}"
            )
        sentences.append(sentence)
    return sentences


def _bar(alpha: float) -> str:
    return "conclusions" if alpha >= RELIABLE else "tentative conclusions" if alpha >= TENTATIVE else "none"

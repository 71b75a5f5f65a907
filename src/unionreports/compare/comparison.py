"""How do reports differ: between groups, over the years, between places, and the plan from what was done?

One function, `compare`, asks any of these and answers with one tidy frame. What each question computes
stands in `compare.questions`, how intervals are made in `compare.intervals`, which relabellings a p-value
counts in `compare.relabelling`.
"""

from collections.abc import Sequence
import zlib

import numpy as np
import pandas as pd

from unionreports.compare.cases import Case, comparison_cases
from unionreports.compare.heterogeneity import heterogeneity
from unionreports.compare.questions import Resampling, Sample, difference, plan_against_review, trend
from unionreports.compare.relabelling import holm
from unionreports.compare.sample_keys import SAMPLE_KEYS

#: How much a report counts: the column of its weight.
WEIGHTINGS = {"equal": None, "units": "n_units", "characters": "n_chars"}
COLUMNS = (
    "question", "group_a", "group_b", "priority", "weighting", "estimate", "low", "high", "p", "p_adjusted",
    "n_reports_a", "n_reports_b", "n_reports", "n_pages", "n_units", "small_n", "n_left_out", "n_places", "i_squared",
    "shared_text", "by", *SAMPLE_KEYS,
)  # fmt: skip


def compare(
    priorities: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    question: str,
    by: str | None = None,
    groups: Sequence[str | int | None] | None = None,
    weighting: str | Sequence[str] = "equal",
    weight: str = "units",
    primary_only: bool = True,
    usable_only: bool = True,
    drop: str | Sequence[str] = (),
    random_state: int = 0,
    n_resamples: int = 2_000,
    shared: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Compare the shares of every priority; one row for each priority, pair of groups and weighting.

    Parameters
    ----------
    priorities
        Rows of one method of the table `priorities`.
    units, reports
        The tables of these names. To ask of one part of the reports, pass the units of that role only; to ask of
        some reports, pass those.
    question
        - `difference`: mean share of the reports of one group minus that of another.
        - `trend`: change of the share per year, by least squares on the year of the report.
        - `plan`: mean share in the plan minus that in the review, of the reports that have both: positive
          where more is planned than was done.
        - `heterogeneity`: standard deviation of the share between places beyond what their own reports vary.
    by
        Column of `reports` that makes the groups (difference) or places (heterogeneity, default province);
        `compare.groups.with_groups` adds rule_period. Not used by trend and plan.
    groups
        Difference: two values of `by`, or one and None for all the rest. Default: the two values there are,
        in order, or each value of several against the rest. (`compare.keyness.keyness`, which compares words and
        allows several values for a group, has two arguments for them, a and b.)
    weighting
        How much a report counts in a mean: `equal`, or by its `units` or `characters`; or several of these.
    weight
        How much a unit counts in the share of its report: `units` counts every unit alike, `characters` by its length.
    primary_only
        Whether a unit counts for its primary priority alone, or for each by the coded weight.
    usable_only
        Whether only reports that may enter a comparison of regions and years count.
    drop
        Ids of priorities to leave out, such as the residual; shares are then of what remains.
    random_state, n_resamples
        Seed, and number of bootstrap samples and of relabellings. Each pair of groups has its own stream.
    shared
        Rows of the table `shared_text`: text that is left out, as `share_matrix` says; None counts all text.

    Returns
    -------
    Frame of `COLUMNS`. p is a permutation p-value; p_adjusted is Holm's over all rows of one call and
    weighting (a call that asks of many groups pays for it; calls do not know of each other). `small_n` is
    true where a group has fewer than three reports (for heterogeneity: where no place has two): there is no
    estimate, interval or p then. Fewer than three pages in a group leave an estimate without interval.
    n_reports_a and n_reports_b are those of the groups (trend: of the first and the last year, which stand in
    group_a and group_b). n_left_out counts reports without the year, place or part the question needs. shared_text: whether text
    that stands in other reports too is counted; by: column of the groups; then what units were looked at (`sample_keys`).
    i_squared and n_places belong to heterogeneity. There a priority that does not vary within any place (most often
    one that hardly occurs) has a p and no estimate: what its places differ by cannot be measured by a variance of 0,
    but relabelling the reports needs none.

    Raises
    ------
    ValueError
        Where a question, option, column or group is unknown.

    Notes
    -----
    The smallest p that can occur is 1 over the number of relabellings: three pages against three have 20, so
    no p under .05 is possible there whatever the reports say. Groups that differ in spread, as short reports
    beside long ones, raise up to 7 false alarms in 100 instead of 5 (more for priorities under 3 %).
    """
    weightings = (weighting,) if isinstance(weighting, str) else tuple(weighting)
    check_weightings(weightings)
    options = {
        "weight": weight,
        "primary_only": primary_only,
        "usable_only": usable_only,
        "drop": drop,
        "shared": shared,
    }
    cases = comparison_cases(priorities, units, reports, question, by, groups, **options)
    return adjusted([answer(case, w, random_state, n_resamples) for case in cases for w in weightings])


def check_weightings(weightings: Sequence[str]) -> None:
    """Name a weighting that does not exist."""
    for weighting in weightings:
        if weighting not in WEIGHTINGS:
            raise ValueError(f"weighting is '{weighting}'; choose {', '.join(WEIGHTINGS)}.")


def answer(case: Case, weighting: str, random_state: int, n_resamples: int) -> pd.DataFrame:
    """Rows of `compare` for one comparison and weighting, p_adjusted still missing."""
    rows = case.matrix.rows
    n_a, n_b = case.group_sizes
    nothing = np.full(len(case.matrix.priorities), np.nan)
    found = {
        "question": case.question, "group_a": case.group_a, "group_b": case.group_b,
        "priority": pd.array(case.matrix.priorities, dtype="str"), "weighting": weighting,
        "estimate": nothing, "low": nothing, "high": nothing, "p": nothing, "p_adjusted": nothing,
        "n_reports_a": _whole(n_a, len(nothing)), "n_reports_b": _whole(n_b, len(nothing)), "n_reports": len(rows),
        "n_pages": rows["page_id"].nunique(), "n_units": int(rows["n_units"].sum()), "small_n": case.is_small,
        "n_left_out": case.n_left_out, "n_places": _whole(None, len(nothing)), "i_squared": nothing,
        "shared_text": case.matrix.shared_text, **case.matrix.keys,
    }  # fmt: skip
    if not case.is_small:
        seed = [random_state, zlib.crc32(f"{case.question}\x1f{case.group_a}\x1f{case.group_b}".encode())]
        found |= _statistics(case, weighting, Resampling(seed, n_resamples))
    return pd.DataFrame({name: found[name] for name in COLUMNS}, index=range(len(nothing)))


def _whole(number: int | None, length: int):
    """Column of one whole number that may be missing."""
    return pd.array([pd.NA if number is None else number] * length, dtype="Int64")


def adjusted(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames of `answer` one below the other, p adjusted over all rows of a weighting."""
    filled = [frame for frame in frames if not frame.empty]
    if not filled:
        return pd.DataFrame(columns=list(COLUMNS))
    table = pd.concat(filled, ignore_index=True)
    for rows in table.groupby("weighting").indices.values():
        table.loc[rows, "p_adjusted"] = holm(table["p"].to_numpy()[rows])
    return table


def _statistics(case: Case, weighting: str, resampling: Resampling) -> dict:
    """Columns of the frame that one question fills."""
    rows = case.matrix.rows
    column = WEIGHTINGS[weighting]
    weights = np.ones(len(rows)) if column is None else rows[column].to_numpy(dtype=float)
    sample = Sample(case.matrix.values, weights, pd.factorize(rows["page_id"])[0])
    if case.question == "heterogeneity":
        result = heterogeneity(sample, case.labels, resampling)
        found = result.tau
        extra = {"n_places": _whole(len(np.unique(case.labels)), len(result.i_squared)), "i_squared": result.i_squared}
    else:
        extra = {}
        if case.question == "difference":
            found = difference(sample, case.labels, resampling)
        elif case.question == "trend":
            found = trend(sample, case.labels, resampling)
        else:
            found = plan_against_review(sample, Sample(case.review, weights, sample.pages), resampling)
    interval = found.interval
    return {"estimate": interval.estimate, "low": interval.low, "high": interval.high, "p": found.p, **extra}

"""What is compared with what: from the tables to the reports, labels and matrices of each comparison."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from unionreports.compare.share_matrix import ShareMatrix, share_matrix
from unionreports.compare.shares import MIN_REPORTS

QUESTIONS = ("difference", "trend", "plan", "heterogeneity")
#: What a group is set against when no other is named.
REST = "rest"


@dataclass(frozen=True)
class Case:
    """What one comparison needs of each report; rows of `reports` and of the matrices are the same reports.

    labels
        Group a (True), year or place number of each report; for a plan, nothing (zeros).
    review
        Shares of the review where `matrix` has those of the plan, else None.
    n_left_out
        Reports that could not be used, for want of a label.
    """

    question: str
    group_a: str
    group_b: str
    matrix: ShareMatrix
    labels: np.ndarray
    n_left_out: int
    review: np.ndarray | None = None

    def of(self, chosen: np.ndarray) -> "Case":
        """The case of the reports that a mask keeps."""
        rows = self.matrix.rows[chosen].reset_index(drop=True)
        matrix = replace(self.matrix, rows=rows, values=self.matrix.values[chosen])
        review = None if self.review is None else self.review[chosen]
        return Case(self.question, self.group_a, self.group_b, matrix, self.labels[chosen], self.n_left_out, review)

    @property
    def group_sizes(self) -> tuple[int | None, int | None]:
        """Reports of group a and of group b; for a trend, of the first and of the last year."""
        if self.question == "heterogeneity":
            return None, None
        if self.question == "plan":
            return len(self.labels), len(self.labels)
        if self.question == "trend":
            return tuple(int((self.labels == end(self.labels)).sum()) if len(self.labels) else 0 for end in (min, max))
        return int(self.labels.sum()), int((~self.labels).sum())

    @property
    def is_small(self) -> bool:
        """Whether there are too few reports to estimate anything."""
        if self.question == "heterogeneity":
            seen = pd.DataFrame({"page": self.matrix.rows["page_id"], "place": self.labels}).drop_duplicates()
            n_places = seen["place"].nunique()
            return n_places < 2 or len(seen) == n_places
        if self.question == "trend":
            return len(self.labels) < MIN_REPORTS or len(np.unique(self.labels)) < 2
        return min(self.group_sizes) < MIN_REPORTS


def comparison_cases(
    priorities: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    question: str,
    by: str | None,
    groups: Sequence[str | int | None] | None,
    **options,
) -> list[Case]:
    """The comparisons one call of `compare` asks for, each with its matrices.

    Parameters as there; `options` go to `share_matrix`.
    """
    if question not in QUESTIONS:
        raise ValueError(f"question is '{question}'; choose {', '.join(QUESTIONS)}.")
    if question in ("trend", "plan"):
        column = {"trend": "year", "plan": "role"}[question]
    else:
        column = by or ("province" if question == "heterogeneity" else None)
        if column is None or column not in reports.columns:
            raise ValueError(f"by is {by!r}; choose a column of reports whose values are the groups.")
    matrix = share_matrix(priorities, units, reports, [column], **options)
    matrix = replace(matrix, keys={"by": column} | matrix.keys)
    everything = share_matrix(priorities, units, reports, [], **options)
    if question == "plan":
        return [_plan(matrix, len(everything.rows))]
    # Sorted as shares are, so that pages come in the same order whatever the order of the tables.
    order = matrix.rows.sort_values(["page_id", "report_id"]).index.to_numpy()
    matrix = replace(matrix, rows=matrix.rows.loc[order].reset_index(drop=True), values=matrix.values[order])
    left_out = len(everything.rows) - len(matrix.rows)
    label = matrix.rows[column]
    if question == "trend":
        years = label.to_numpy(dtype=float)
        ends = (str(int(years.min())), str(int(years.max()))) if len(years) else ("", "")
        return [Case(question, *ends, matrix, years, left_out)]
    if question == "heterogeneity":
        return [Case(question, column, "", matrix, pd.factorize(label, sort=True)[0], left_out)]
    return [_difference(matrix, a, b, label, left_out) for a, b in _pairs(label, groups)]


def _difference(matrix: ShareMatrix, a, b, label: pd.Series, left_out: int) -> Case:
    """Group a against group b, or against the rest where b is None."""
    in_a = (label == a).to_numpy()
    case = Case("difference", str(a), REST if b is None else str(b), matrix, in_a, left_out)
    return case if b is None else case.of(in_a | (label == b).to_numpy())


def _pairs(label: pd.Series, groups) -> Iterator[tuple]:
    """Pairs of groups to compare; None stands for the rest."""
    present = sorted(label.unique())
    if groups is None:
        yield from [tuple(present)] if len(present) == 2 else [(value, None) for value in present]
        return
    if len(groups) != 2 or groups[0] is None or groups[0] == groups[1]:
        raise ValueError(f"groups is {groups!r}; name two different groups, or one and None for the rest.")
    unknown = [str(g) for g in groups if g is not None and g not in present]
    if unknown:
        raise ValueError(
            f"{', '.join(unknown)}: no report to compare has this value; choose {', '.join(map(str, present))}."
        )
    yield tuple(groups)


def _plan(matrix: ShareMatrix, n_reports: int) -> Case:
    """Plan and review of the reports that have both."""
    rows = matrix.rows.assign(position=np.arange(len(matrix.rows)))
    plan, review = (rows[rows["role"] == role] for role in ("plan", "review"))
    both = plan.merge(review, on=["page_id", "report_id"], suffixes=("", "_review"))
    both = both.sort_values(["page_id", "report_id"]).reset_index(drop=True)
    for column in ("n_units", "n_chars"):
        both[column] += both[f"{column}_review"]
    paired = both[["report_id", "page_id", "n_units", "n_chars"]]
    paired = replace(matrix, rows=paired, values=matrix.values[both["position"]])
    return Case(
        "plan", "plan", "review", paired, np.zeros(len(both)), n_reports - len(both),
        matrix.values[both["position_review"]],
    )  # fmt: skip

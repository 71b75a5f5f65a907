"""Does a claim hold, given what every unit is about, whatever told so: codes, or topics of some model?"""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from unionreports.compare.bootstrap import MIN_PAGES
from unionreports.compare.groups import with_groups
from unionreports.compare.questions import Answer, Resampling, Sample, difference, plan_against_review, trend
from unionreports.compare.shares import MIN_REPORTS
from unionreports.text.claims import group_values

ANSWER_COLUMNS = ("claim", "estimate", "low", "high", "n_reports", "n_pages", "verdict", "note")
#: Values of a group column that say that the group is not known.
_UNKNOWN = ("", "unknown")


class NotComputed(Exception):
    """The reports cannot answer a claim's question; the message says why."""


def answer_claims(
    shares: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    claims: pd.DataFrame,
    resampling: Resampling,
    whole_reports: bool = False,
    told: Collection[str] | None = None,
) -> pd.DataFrame:
    """Estimate, 95 % interval and verdict of every claim.

    Parameters
    ----------
    shares
        What each unit is about: shape (n_units, n_priorities), rows add to 1; indexed by unit_id, columns are ids of priorities.
        A claim about a priority that is no column is not computed.
    units, reports
        The tables of these names. Only usable reports count, every report alike, and in it every unit alike.
    claims
        As `text.claims.read_claims` gives them.
    resampling
        Draws of pages for the intervals; shared by all calls, so that answers differ by what is asked and not by the draws.
    whole_reports
        Whether the shares are those of whole reports, so that nothing can be said of a part of a report.
    told
        Priorities the shares can tell of; default: all columns.

    Returns
    -------
    Frame of ANSWER_COLUMNS. `holds`: the interval lies on the side of 0 that is claimed; `reversed`: on the other side;
    `unsure`: it holds 0, or the pages are too few for one; `not computed`: no estimate, and `note` says why.
    """
    found = _Reports(shares, units, reports, resampling, whole_reports, shares.columns if told is None else told)
    return pd.DataFrame([found.row(claim) for claim in claims.to_dict("records")], columns=list(ANSWER_COLUMNS)).astype(
        {"estimate": "float64", "low": "float64", "high": "float64", "n_reports": "int64", "n_pages": "int64"}
        | {name: "str" for name in ("claim", "verdict", "note")}
    )


def verdict(estimate: float, low: float, high: float, direction: str) -> str:
    """What an estimate with its interval says of a claim of that direction (+ or -)."""
    if np.isnan(estimate):
        return "not computed"
    if not (low > 0 or high < 0):
        return "unsure"
    return "holds" if (low > 0) == (direction == "+") else "reversed"


class _Reports:
    """Mean shares of reports, and of their plans and reviews, made once for all claims."""

    def __init__(self, shares, units, reports, resampling, whole_reports, told):
        chosen = with_groups(reports[reports["usable"]])
        owners = units.set_index("unit_id").loc[shares.index, ["report_id", "role"]]
        usable = owners["report_id"].isin(chosen["report_id"]).to_numpy()
        self._shares, self._owners = shares[usable], owners[usable]
        self._reports = chosen.sort_values(["page_id", "report_id"]).set_index("report_id")
        self._resampling, self._whole, self._told = resampling, whole_reports, frozenset(told)
        self._answers: dict[tuple, tuple[Answer | str, int, int]] = {}

    def row(self, claim: dict[str, str]) -> tuple:
        asked = tuple(claim[name] for name in ("question", "column", "group_a", "group_b"))
        if asked not in self._answers:
            try:
                self._answers[asked] = self._answer(*asked)
            except NotComputed as problem:
                self._answers[asked] = (str(problem), 0, 0)
        answer, n_reports, n_pages = self._answers[asked]
        nothing = (claim["claim"], np.nan, np.nan, np.nan, n_reports, n_pages, "not computed")
        if isinstance(answer, str):
            return (*nothing, answer)
        if claim["priority"] not in self._told:
            return (*nothing, f"nothing is read as {claim['priority']}")
        place = self._shares.columns.get_loc(claim["priority"])
        ends = tuple(
            float(part[place]) for part in (answer.interval.estimate, answer.interval.low, answer.interval.high)
        )
        note = f"too few pages for an interval: fewer than {MIN_PAGES} in a group" if np.isnan(ends[1]) else ""
        return (claim["claim"], *ends, n_reports, n_pages, verdict(*ends, claim["direction"]), note)

    def _answer(self, question: str, column: str, group_a: str, group_b: str) -> tuple[Answer, int, int]:
        if question == "plan":
            if self._whole:
                raise NotComputed("documents are whole reports, which do not tell plan from review")
            plan, review = self._means("plan"), self._means("review")
            both = plan.index.intersection(review.index, sort=False)
            _enough(len(both), "with plan and review")
            samples = [self._sample(part.loc[both]) for part in (plan, review)]
            return plan_against_review(*samples, self._resampling), len(both), samples[0].n_pages
        means = self._means()
        labels = self._reports.loc[means.index, "year" if question == "trend" else column]
        if question == "trend":
            means = means[labels.notna().to_numpy()]
            years = labels.dropna().to_numpy(dtype=float)
            _enough(len(means), "whose year is known")
            if len(np.unique(years)) < 2:
                raise NotComputed("all reports are of one year")
            sample = self._sample(means)
            return trend(sample, years, self._resampling), len(means), sample.n_pages
        in_a, in_b = _groups(labels, group_values(group_a), group_values(group_b))
        _enough(int(in_a.sum()), f"whose {column} is {group_a}")
        _enough(int(in_b.sum()), f"whose {column} is {group_b or f'not {group_a}'}")
        sample = self._sample(means[in_a | in_b])
        return difference(sample, in_a[in_a | in_b], self._resampling), len(sample.values), sample.n_pages

    def _means(self, role: str = "") -> pd.DataFrame:
        """Mean share of the units of each report, by page; of one role where that is named."""
        kept = (self._owners["role"] == role).to_numpy() if role else np.ones(len(self._owners), bool)
        means = self._shares[kept].groupby(self._owners.loc[kept, "report_id"].to_numpy()).mean()
        return means.loc[[report for report in self._reports.index if report in means.index]]

    def _sample(self, means: pd.DataFrame) -> Sample:
        pages = pd.factorize(self._reports.loc[means.index, "page_id"])[0]
        return Sample(means.to_numpy(), np.ones(len(means)), pages)


def _groups(labels: pd.Series, a: Sequence[str], b: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Reports of group a and of group b; without b all others whose group is known."""
    in_a = labels.isin(list(a)).to_numpy()
    in_b = labels.isin(list(b)).to_numpy() if b else ~in_a & ~labels.isin(_UNKNOWN).to_numpy()
    return in_a, in_b


def _enough(n_reports: int, which: str) -> None:
    if n_reports < MIN_REPORTS:
        raise NotComputed(
            f"{n_reports} usable {'report' if n_reports == 1 else 'reports'} {which}; {MIN_REPORTS} are needed"
        )

"""What is left of a trend, or of a difference in words, without the terms that are tied to the calendar?

A campaign, an epidemic or a congress brings its words into every report of its years. A category that rises with such
words rises with the calendar, and not because unions chose to do more of it.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from unionreports.compare.comparison import compare
from unionreports.compare.concordance import concordance
from unionreports.compare.leave_one_out import describe_change
from unionreports.measures.methods import rows_of

#: What `flag_calendar_terms` adds to a frame of terms.
CALENDAR_COLUMNS = ("calendar_share", "calendar_tied")


def calendar_check(
    priorities: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    question: str = "trend",
    method: str = "codebook",
    timeless: str = "codebook_timeless",
    **options,
) -> pd.DataFrame:
    """A comparison by the whole codebook and by the codebook without calendar-tied terms.

    Parameters
    ----------
    priorities
        Table `priorities` with the rows of both methods.
    units, reports, question, options
        As for `compare.comparison.compare`, the same for both.
    method, timeless
        The methods: with calendar-tied terms and without.

    Returns
    -------
    DataFrame
        The columns of `compare` and calendar_terms (with, without). A category that has no unit under one of the
        methods has no row there.

    Raises
    ------
    ValueError
        Where a method has no rows and others have.
    """
    parts = []
    for name, label in ((method, "with"), (timeless, "without")):
        rows = rows_of(priorities, name)
        if rows.empty and len(priorities):
            raise ValueError(
                f"priorities have no rows of the method {name}; add those that measures.priorities.code_units gives"
                + (" with codebook.without(calendar_terms)." if label == "without" else ".")
            )
        parts.append(compare(rows, units, reports, question, **options).assign(calendar_terms=label))
    return pd.concat(parts, ignore_index=True)


def side_by_side(check: pd.DataFrame) -> pd.DataFrame:
    """One row for each priority: the estimate with calendar-tied terms, without them, and what that changes.

    Parameters
    ----------
    check
        As `calendar_check` gives it.

    Returns
    -------
    DataFrame
        question, group_a, group_b, weighting, priority; slope_with, low_with, high_with, slope_without, low_without,
        high_without (for another question than trend the estimate it has); moved (without minus with); changed
        (words of `leave_one_out.describe_change`, or `no unit left`, `no unit before`); hangs_on_calendar (the sign
        changes, or whether the interval has 0 in it). The largest move first.
    """
    key = ["question", "group_a", "group_b", "weighting", "priority"]
    names = {"estimate": "slope", "low": "low", "high": "high"}
    sides = {
        label: check.loc[check["calendar_terms"] == label, [*key, *names]]
        .rename(columns={column: f"{name}_{label}" for column, name in names.items()})
        .assign(**{f"in_{label}": True})
        for label in ("with", "without")
    }
    both = sides["with"].merge(sides["without"], on=key, how="outer")
    both["moved"] = both["slope_without"] - both["slope_with"]
    triples = [both[[f"{name}_{label}" for name in names.values()]].to_numpy() for label in ("with", "without")]
    changed = np.array([describe_change(tuple(a), tuple(b)) for a, b in zip(*triples, strict=True)], dtype=object)
    changed[both["in_without"].isna()] = "no unit left"
    changed[both["in_with"].isna()] = "no unit before"
    both["changed"] = pd.Series(changed, both.index, dtype="str")
    both["hangs_on_calendar"] = both["changed"] != ""
    order = both["moved"].abs().sort_values(ascending=False, kind="stable", na_position="first").index
    return both.loc[order].drop(columns=["in_with", "in_without"]).reset_index(drop=True)


def in_calendar_terms(
    tokens: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    edits: pd.DataFrame,
    calendar_terms: Collection[str],
) -> np.ndarray:
    """Which tokens are a calendar-tied term or part of one where they stand, shape (n_tokens,).

    Found in the text and not by the word: 七十 in 七十周年国庆 is tied to the calendar, in 七十人 it is not. Keyness
    without such terms is the keyness of `tokens[~in_calendar_terms(...)]`.
    """
    if not calendar_terms or tokens.empty:
        return np.zeros(len(tokens), bool)
    found = concordance(calendar_terms, units, reports, edits, width=0, limit=int(units["text"].str.len().sum()))
    unit = pd.Index(units["unit_id"])
    size = int(max(tokens["end"].max(), found["end"].max() if len(found) else 0)) + 1
    begins = unit.get_indexer(found["unit_id"]) * size + found["start"].to_numpy()
    order = np.argsort(begins)
    # A position before all spans, so that every token has a span that begins at it or before it.
    begins = np.concatenate([[-(2**62)], begins[order]])
    ends = np.concatenate([[-(2**62)], (unit.get_indexer(found["unit_id"]) * size + found["end"].to_numpy())[order]])
    place = unit.get_indexer(tokens["unit_id"])
    start, end = place * size + tokens["start"].to_numpy(), place * size + tokens["end"].to_numpy()
    return (place >= 0) & (end <= ends[np.searchsorted(begins, start, side="right") - 1])


def flag_calendar_terms(keyness: pd.DataFrame, tokens: pd.DataFrame, tied: np.ndarray) -> pd.DataFrame:
    """The frame of `compare.keyness.keyness` with what of each term is tied to the calendar.

    Parameters
    ----------
    keyness
        Frame with the column term.
    tokens, tied
        The tokens it was made from, and `in_calendar_terms` of them.

    Returns
    -------
    DataFrame
        Two columns more, CALENDAR_COLUMNS: calendar_share (share of the term's tokens that stand in a calendar-tied term) and
        calendar_tied (more than half of them do).
    """
    share = pd.Series(tied).groupby(tokens["token"].to_numpy()).mean()
    found = keyness["term"].map(share).fillna(0.0).astype("float64")
    return keyness.assign(**dict(zip(CALENDAR_COLUMNS, (found, found > 0.5), strict=True)))

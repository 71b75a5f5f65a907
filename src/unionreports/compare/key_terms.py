"""Key terms of two groups as a reader needs them: calendar-tied ones marked, and which of them hold."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from unionreports.compare.bootstrap import excludes_zero
from unionreports.compare.calendar_check import CALENDAR_COLUMNS, flag_calendar_terms
from unionreports.compare.group_words import NothingToCompare
from unionreports.compare.keyness import COLUMNS, keyness
from unionreports.text.lexicons import Lexicons

#: Above this share of a term's uses in its group the term is that report's own.
ONE_REPORT = 0.5


def key_terms(
    tables: Mapping[str, pd.DataFrame], by: str, a, b, lexicons: Lexicons, tied: np.ndarray, random_state: int
) -> pd.DataFrame:
    """`keyness` of two groups, calendar-tied terms marked; no rows where a group is empty.

    Parameters
    ----------
    tables
        The tables tokens, units and reports.
    by, a, b
        As for `keyness`.
    lexicons
        For its stop words.
    tied
        Which tokens are calendar-tied (`calendar_check.in_calendar_terms`), shape (n_tokens,).
    random_state
        Seed of the intervals.

    Returns
    -------
    DataFrame
        As `flag_calendar_terms` gives it. Where there is nothing to compare it has the same columns and no rows,
        and `attrs["reason"]` says why.
    """
    tokens = tables["tokens"]
    try:
        found = keyness(
            tokens, tables["units"], tables["reports"], by, a, b, lexicons.stop_words, random_state=random_state
        )
    except NothingToCompare as error:
        nothing = pd.DataFrame(columns=[*COLUMNS, *CALENDAR_COLUMNS], dtype="float64").astype({"term": "str"})
        nothing.attrs = {"group_a": str(a), "group_b": f"not {a}" if b is None else str(b), "reason": str(error)}
        return nothing
    return flag_calendar_terms(found, tokens, tied)


def terms_that_hold(found: pd.DataFrame) -> pd.DataFrame:
    """The key terms whose interval lies on one side of 0 and that no single report carries, the strongest first."""
    held = found[excludes_zero(found["low"], found["high"]) & (found["top_report_share"] <= ONE_REPORT)]
    return held.loc[held["log_odds"].abs().sort_values(ascending=False, kind="stable").index]


def holding_sentence(found: pd.DataFrame) -> str:
    """How many key terms there are, how many have an interval at all, and how many hold."""
    n, measured = len(found), int(found["low"].notna().sum())
    if not n:
        return f"Nothing to compare: {found.attrs.get('reason', 'no term is left')}"
    if not measured:
        return f"{n} terms, none with an interval: a group stands on too few reports or pages."
    return (
        f"{n} terms, {measured} of them with an interval; in {len(terms_that_hold(found))} it excludes 0 and no report "
        "has more than half of the uses. By chance alone some five of a hundred intervals exclude 0."
    )

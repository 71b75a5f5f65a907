"""What years the formulae a report names leave open for it.

- A formula's first month is a lower bound on the month of writing. Unions below the county take a new formula
  up about two months later, when it has been passed down to them.
- The latest formula dates. One that faded before the latest one began is named in retrospect (lists such as
  邓小平理论、“三个代表”重要思想、科学发展观 go on for decades) and bounds nothing above.
- The others make a soft upper bound: after its last year each further year is less likely; where a text
  names a guiding thought but not its successor, years after the successor's spread are less likely too.

The numbers below are judgements, not estimates.
"""

from collections.abc import Sequence

import numpy as np

from .formulae import GRADES, FormulaMatch

#: Likelihood of a text older than the formula it names, by confidence of the row: errors of the table and
#: chance meetings of words.
_TOO_EARLY = {"high": 0.02, "medium": 0.06, "low": 0.25}
#: No pile of formulae makes an earlier year less likely than this, since their errors are not independent;
#: each further year back takes a fifth of it.
_FLOOR = 0.004
_FURTHER_BACK = 0.8
#: Likelihood left by each year after a formula's last one.
_FADE = {"window": 0.3, "lower": 0.55}
#: Guiding thoughts, older to newer; a text that names one and not the next was hardly written
#: `_SPREAD` years after the next one began.
GUIDING = ("三个代表", "科学发展观", "系列重要讲话", "新时代中国特色社会主义思想")
_SPREAD = 2
_WITHOUT_SUCCESSOR = 0.5
_LOCAL_DELAY = 2
_LOCAL_LEVELS = ("township_street", "community_village", "enterprise", "institution")


def dating(matches: Sequence[FormulaMatch], level: str) -> list[FormulaMatch]:
    """The matches that can date a report of this level.

    Weak rows go. Of a campaign that ran in two batches, the first is that of central and provincial bodies,
    the second that of cities and all below.
    """
    other = {"national": "二", "province": "二", "unknown": ""}.get(level, "一")
    return [m for m in matches if m.formula.bound != "weak" and (not m.formula.batch or m.formula.batch != other)]


def bounds_above(match: FormulaMatch, matches: Sequence[FormulaMatch]) -> bool:
    """Whether a formula is named as one of its time, and not in a list that newer ones have joined."""
    row = match.formula
    latest = max(m.formula.first for m in matches)
    if row.kind == "meeting" and any(m.formula.kind == "meeting" and m.formula.first > row.first for m in matches):
        return False
    return row.last is not None and row.last >= latest + (12 if row.bound == "lower" else 0)


def _share_from(first: int, years: np.ndarray, writing: tuple[int, int]) -> np.ndarray:
    """Share of each year's span of writing (months from its January) that lies at or after month `first`."""
    begin, end = writing
    return np.clip((12 * years + end + 1 - first) / (end + 1 - begin), 0.0, 1.0)


def log_likelihood(
    matches: Sequence[FormulaMatch], years: np.ndarray, writing: tuple[int, int], level: str
) -> np.ndarray:
    """Log-likelihood of each year reported on, given the formulae named.

    Parameters
    ----------
    matches
        What `dating` left.
    years : array of int, shape (n_years,)
    writing
        First and last month in which a report on a year is written, counted from its January (annual
        reports: 9 to 12, that is October to the next January).
    level
        Level of the issuer, for the delay with which a formula comes down.

    Returns
    -------
    array of float, shape (n_years,)
    """
    delay = _LOCAL_DELAY if level in _LOCAL_LEVELS else 0
    lower, upper = np.zeros(len(years)), np.zeros(len(years))
    latest = max((m.formula.first for m in matches), default=0)
    for m in matches:
        grade = m.formula.confidence
        if len(m.pattern) <= 3:  # short words meet by chance: one grade less
            grade = GRADES[min(GRADES.index(grade) + 1, 2)]
        # The delay is one of the formula's spread, not of what is sure: a law is named when it is passed.
        start = m.formula.first + (delay if m.formula.kind in ("meeting", "slogan") else 0)
        lower += np.log(np.maximum(_share_from(start, years, writing), _TOO_EARLY[grade]))
        if bounds_above(m, matches):
            beyond = np.maximum(0, years - m.formula.last // 12)
            upper += beyond * np.log(_FADE[m.formula.bound])
            upper += np.log(_last_year_share(m, years, beyond))
    back = np.maximum(0, latest // 12 - years) * np.log(_FURTHER_BACK)
    lower = np.maximum(lower, np.log(_FLOOR)) + back
    return lower + np.maximum(upper, np.log(_FLOOR) * 1.5) + _no_successor(matches, years)


def _last_year_share(match: FormulaMatch, years: np.ndarray, beyond: np.ndarray) -> np.ndarray:
    """What is left to the last year of a window, to those beyond, and to those long before what is welcomed (迎奥运)."""
    row, share = match.formula, np.ones(len(years))
    if row.bound == "window" and row.last - row.first < 36:
        # A short window's last year is rarely whole, except for a plenum, which leads until the next one.
        if row.first // 12 < row.last // 12:
            share[years == row.last // 12] = 0.8 if row.kind == "meeting" else 0.5
        share[beyond > 0] = 0.5
    if match.pattern.startswith("迎"):
        share[years < row.last // 12 - 1] = 0.5
    return share


def _no_successor(matches: Sequence[FormulaMatch], years: np.ndarray) -> np.ndarray:
    """Years in which the next guiding thought would be expected."""
    named = [rank for rank, thought in enumerate(GUIDING) if any(thought in m.pattern for m in matches)]
    began = {0: 2003, 1: 2012, 2: 2017}  # 科学发展观; the 18th congress and its speeches; 新时代思想
    if not named or max(named) not in began:
        return np.zeros(len(years))
    return np.maximum(0, years - began[max(named)] - _SPREAD) * np.log(_WITHOUT_SUCCESSOR)


def bounded_above(matches: Sequence[FormulaMatch]) -> bool:
    """Whether any formula named leaves an upper bound."""
    guiding = any(thought in m.pattern for m in matches for thought in GUIDING[:-1])
    newest = any(GUIDING[-1] in m.pattern for m in matches)
    return any(bounds_above(m, matches) for m in matches) or (guiding and not newest)

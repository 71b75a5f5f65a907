"""How well are the stated figures of some units found, held against a reader's list of them?

A reader lists every figure with its span, value, unit, the wordings of the measure that count as right, qualifier and
status; `tests/gold/figures.csv` is such a list and its README tells how to make one for another region.
"""

from collections.abc import Iterator
import re

import numpy as np
import pandas as pd

from unionreports.validation.intrusion_scores import wilson

#: Stands between wordings, or units, of which each is right.
ALTERNATIVES = "|"
#: Words that make no other measure of it, as the coding rules have it.
_IDLE_WORDS = re.compile(r"各类|[的了共\s]")
#: What has to be equal for a figure to be found.
FOUND_BY = ("value", "unit", "measure")
#: What is asked of the figures that were found.
ASKED_OF_FOUND = ("qualifier", "change_base", "status")
#: Values are written with at most five digits after the point; fractions (三分之一) never end.
_RELATIVE_TOLERANCE = 1e-6


def score_figures(found: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Precision and recall of found figures, by what is asked of them.

    Parameters
    ----------
    found
        Rows of the table `indicators`: unit_id, start, end, value, value_upper, unit, measure, qualifier,
        change_base, status. Only units the reader has read may stand in it.
    gold
        The same columns; `measure` and `unit` hold accepted wordings joined with |. Rows whose `optional` is yes are
        neither hit nor miss. The column may be absent.

    Returns
    -------
    DataFrame
        One row for each of: span (the figure is seen), value (both ends), unit, measure, found (all of these);
        and, of the figures found, qualifier, change_base, status. Columns: n_right, n_found, n_gold, precision,
        recall, each with the ends of Wilson's 95 % interval; where nothing was asked the shares are missing.
        The intervals take figures as independent draws; those of one report are not, so they are too narrow.

    Raises
    ------
    ValueError
        Where a column is absent.
    """
    pairs = match_figures(found, gold)
    counted = pairs[~pairs["optional"]]
    n_found, n_gold = int(counted["found_row"].ge(0).sum()), int(counted["gold_row"].ge(0).sum())
    whole = counted[counted["found"]]
    asked = [
        *((name, int(counted[name].sum()), n_found, n_gold) for name in ("span", *FOUND_BY, "found")),
        *((name, int(whole[name].sum()), len(whole), len(whole)) for name in ASKED_OF_FOUND),
    ]
    columns = ["n_right", "n_found", "n_gold"]
    columns += [f"{share}{end}" for share in ("precision", "recall") for end in ("", "_low", "_high")]
    rows = [[n, a, b, *_share(n, a), *_share(n, b)] for _, n, a, b in asked]
    return pd.DataFrame(rows, columns=columns, index=pd.Index([name for name, *_ in asked], name="asked"))


def match_figures(found: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Every figure of either side once, with its partner and what agrees.

    Parameters
    ----------
    found, gold
        As in `score_figures`.

    Returns
    -------
    DataFrame
        gold_row, found_row (positions; -1 for a false or a missed figure), span, value, unit, measure, found,
        qualifier, change_base, status (whether it agrees) and optional (neither hit nor miss). Partners overlap and
        have no other partner; of several the one that agrees in most is taken, then the one with the longer overlap.
    """
    _refuse_absent_columns(found, gold)
    optional = gold["optional"].eq("yes").to_numpy() if "optional" in gold else np.zeros(len(gold), bool)
    sought, seen = gold.to_dict("records"), found.to_dict("records")
    candidates = list(_overlaps(sought, seen))
    agreeing = {(g, f): _agreement(sought[g], seen[f]) for g, f, _ in candidates}
    candidates.sort(key=lambda c: (-sum(agreeing[c[:2]].values()), -c[2], c[0], c[1]))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for g, f, _ in candidates:
        if g not in partner and f not in taken:
            partner[g] = f
            taken.add(f)
    beside_optional = {f for g, f, _ in candidates if optional[g]}
    nothing = dict.fromkeys(("span", *FOUND_BY, "found", *ASKED_OF_FOUND), False)
    rows = [
        {"gold_row": g, "found_row": partner.get(g, -1), "optional": bool(optional[g])}
        | (agreeing[g, partner[g]] if g in partner else nothing)
        for g in range(len(sought))
    ]
    rows += [
        {"gold_row": -1, "found_row": f, "optional": f in beside_optional} | nothing
        for f in range(len(seen))
        if f not in taken
    ]
    return pd.DataFrame(rows, columns=["gold_row", "found_row", *nothing, "optional"])


def plain_measure(words: str) -> str:
    """The measure without words that change nothing of what is counted: 的, 了, 各类, 共 and blanks."""
    return _IDLE_WORDS.sub("", words)


def _overlaps(gold: list[dict], found: list[dict]) -> Iterator[tuple[int, int, int]]:
    """Pairs of rows whose spans overlap in the same unit, with the number of characters they share."""
    by_unit: dict[str, list[int]] = {}
    for f, row in enumerate(found):
        by_unit.setdefault(row["unit_id"], []).append(f)
    for g, row in enumerate(gold):
        for f in by_unit.get(row["unit_id"], ()):
            shared = min(row["end"], found[f]["end"]) - max(row["start"], found[f]["start"])
            if shared > 0:
                yield g, f, int(shared)


def _agreement(gold: dict, found: dict) -> dict[str, bool]:
    agrees = {
        "span": True,
        "value": _same(gold["value"], found["value"]) and _same(gold["value_upper"], found["value_upper"]),
        "unit": found["unit"] in gold["unit"].split(ALTERNATIVES),
        "measure": plain_measure(found["measure"]) in map(plain_measure, gold["measure"].split(ALTERNATIVES)),
    }
    agrees["found"] = all(agrees.values())
    return agrees | {name: gold[name] == found[name] for name in ASKED_OF_FOUND}


def _same(a: float, b: float) -> bool:
    if pd.isna(a) or pd.isna(b):
        return bool(pd.isna(a) and pd.isna(b))
    return abs(a - b) <= _RELATIVE_TOLERANCE * max(abs(a), abs(b))


def _share(n: int, of: int) -> tuple[float, float, float]:
    return (n / of, *wilson(n / of, of)) if of else (np.nan, np.nan, np.nan)


def _refuse_absent_columns(found: pd.DataFrame, gold: pd.DataFrame) -> None:
    needed = ("unit_id", "start", "end", "value_upper", *FOUND_BY, *ASKED_OF_FOUND)
    for name, frame in (("found", found), ("gold", gold)):
        absent = [column for column in needed if column not in frame]
        if absent:
            raise ValueError(
                f"the frame of {name} figures has no column {', '.join(absent)}; it needs {', '.join(needed)}."
            )

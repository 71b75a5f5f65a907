"""What does the command `unionreports agreement SHEETS` print?"""

from collections.abc import Iterable

import pandas as pd

from unionreports.validation.method_agreement import ALL, MEASURES
from unionreports.validation.report_text import number, table, with_interval, wrapped

_OVERALL = (
    "accuracy: share of units with the same primary code. kappa (Cohen), alpha (Krippendorff, nominal): agreement beyond "
    "chance, 0 where there is none. In parentheses the 95 % interval, which resamples reports with all their units; n_units "
    "are the units that both have coded."
)
_TOGETHER = (
    f"{ALL} and {ALL}: alpha of all coders together, over the units that two or more of them coded; with two coders it "
    "is the alpha of the pair."
)
_CATEGORIES = (
    "alpha of each category against all others, and in parentheses how many units the coder and how many the other gave it "
    "(of the units both coded). A few units say little. A blank: neither gave it, or both gave nothing else."
)
_CATEGORIES_TOGETHER = (
    "All coders together: alpha of each category against all others (95 % interval), and how many codes they gave it."
)


def sheet_report(found: pd.DataFrame) -> str:
    """Text on the agreement of coders with each other and with the methods: figures over all categories first.

    Parameters
    ----------
    found : result of `sheet_agreement`.
    """
    whole, by_category = found[found["priority"] == ""], found[found["priority"] != ""]
    if whole.empty:
        return "No unit of these sheets is coded: there is nothing to compare.\n"
    parts = ["Agreement over all categories:", _overall(whole), wrapped(_OVERALL)]
    together = by_category["a"] == ALL
    if (whole["a"] == ALL).any():
        parts.append(wrapped(_TOGETHER))
    pairs = by_category[~together]
    if len(pairs):
        parts.append(wrapped(_CATEGORIES))
    parts += [_by_category(rows, a) for a, rows in pairs.groupby("a", sort=False)]
    # With two coders these are the figures of the pair once more.
    if together.any() and whole["a"].nunique() > 3:
        parts += [_CATEGORIES_TOGETHER, _all_coders(by_category[together])]
    return "\n\n".join(parts) + "\n"


def _overall(whole: pd.DataFrame) -> str:
    keys = ["a", "b", "n_units", "n_reports"]
    wide = whole.assign(cell=with_interval(whole)).pivot(index=keys, columns="measure", values="cell")
    order = whole.drop_duplicates(["a", "b"]).set_index(keys).index
    return table(wide.loc[order, [m for m in MEASURES if m in wide]].reset_index())


def _by_category(rows: pd.DataFrame, a: str) -> str:
    """One row a category, one column for each that coder `a` is compared with."""
    cells = [f"{number(r.value)} ({r.n_a}, {r.n_b})" for r in rows.itertuples()]
    wide = rows.assign(cell=cells).pivot(index="priority", columns="b", values="cell")
    wide = wide.loc[_largest_first(rows), rows["b"].drop_duplicates()]
    wide.columns = [name.removeprefix("method ") for name in wide.columns]
    return table(wide.rename_axis(a, axis=0).reset_index())


def _all_coders(rows: pd.DataFrame) -> str:
    wide = rows.assign(alpha=with_interval(rows)).set_index("priority")[["alpha", "n_a"]]
    return table(wide.loc[_largest_first(rows)].rename(columns={"n_a": "n_codes"}).reset_index())


def _largest_first(rows: pd.DataFrame) -> Iterable[str]:
    """Categories by how often the first of the two gave them, then in their order in the rows."""
    return rows.groupby("priority", sort=False)["n_a"].max().sort_values(ascending=False, kind="stable").index

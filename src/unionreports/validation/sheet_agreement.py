"""How far do coders agree with each other and with the machine, and how do their codes become training data?"""

from collections.abc import Sequence
from itertools import combinations, product

import numpy as np
import pandas as pd

from unionreports.errors import InputError
from unionreports.text.lexicons import CODED_COLUMNS
from unionreports.validation.method_agreement import ALL, pairwise_agreement
from unionreports.validation.witnesses import primary_codes


def sheet_agreement(
    sheets: Sequence[pd.DataFrame],
    priorities: pd.DataFrame,
    units: pd.DataFrame,
    random_state: int,
    n_resamples: int = 2_000,
) -> pd.DataFrame:
    """Agreement between coders, and of each coder with each method, on the units of their sheets.

    Units a coder left empty are missing values. Units that only one coder has count in no figure between coders.

    Parameters
    ----------
    sheets : results of `read_sheet`, one a coder.
    priorities, units : tables of these names.

    Returns
    -------
    As `pairwise_agreement`; a and b are `coder NAME` or `method NAME`, and `all` stands for all coders together, over
    the units that two or more of them coded. Rows of one category have two more columns, n_a and n_b: how many of the
    n_units a and b gave it; of `all`, n_a are the codes of all coders and n_b is missing.

    Raises
    ------
    InputError
        No sheet, or two sheets of one coder that hold the same unit.
    """
    coded = _together(sheets)
    on_sheets = units[units["unit_id"].isin(coded["unit_id"])]
    index = pd.Index(on_sheets["unit_id"])
    hands = coded.pivot(index="unit_id", columns="coder", values="primary").reindex(index).add_prefix("coder ")
    hands = hands.where(hands != "")
    methods = primary_codes(priorities, index)[0].add_prefix("method ")
    pairs = [*combinations(hands, 2), *product(hands, methods)]
    codes = pd.concat([hands, methods], axis=1)
    found = pairwise_agreement(codes, on_sheets["report_id"], pairs, list(hands), random_state, n_resamples)
    used = [_uses(codes[[a, b]], a, b).set_axis(["n_a", "n_b"], axis=1) for a, b in pairs]
    used.append(_uses(hands, ALL, ALL).sum(axis=1).to_frame("n_a"))
    sizes = pd.concat(used).astype("Int64").reset_index()
    return found.merge(sizes, on=["a", "b", "priority"], how="left", validate="many_to_one")


def _uses(codes: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    """How often each coding gives each category in the units that two or more code; indexed by a, b and priority."""
    compared = codes[codes.notna().sum(axis=1) > 1]
    uses = pd.DataFrame({name: compared[name].value_counts() for name in compared}).fillna(0)
    return uses.set_index(pd.MultiIndex.from_product([[a], [b], uses.index], names=["a", "b", "priority"]))


def as_coded_units(
    sheets: Sequence[pd.DataFrame], units: pd.DataFrame, reports: pd.DataFrame, pages: pd.DataFrame
) -> pd.DataFrame:
    """Codes of sheets as rows of data/lexicons/coded_units.csv.

    Written to coded_units.extra.csv they are training data. Items without a primary code are left out.

    Returns
    -------
    Frame of the columns of that file, units in the order of `units`, coders by name.

    Raises
    ------
    InputError
        As for `sheet_agreement`.
    """
    coded = _together(sheets)
    coded = coded[coded["primary"] != ""]
    placed = units.merge(reports[["report_id", "page_id"]], on="report_id").merge(
        pages[["page_id", "sha256"]].rename(columns={"sha256": "page_sha256"}), on="page_id"
    )
    rank = pd.Series(np.arange(len(units)), index=units["unit_id"])
    rows = coded.merge(placed, on="unit_id", validate="many_to_one")
    order = np.lexsort([pd.factorize(rows["coder"], sort=True)[0], rows["unit_id"].map(rank)])
    return rows.iloc[order][list(CODED_COLUMNS)].reset_index(drop=True)


def _together(sheets: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The rows of all sheets, each unit once for a coder."""
    if not sheets:
        raise InputError("coding sheets", "none given", remedy="give one filled-in sheet or more")
    coded = pd.concat(sheets, ignore_index=True)
    doubled = coded[coded.duplicated(["unit_id", "coder"])]
    if len(doubled):
        first = doubled.iloc[0]
        raise InputError(
            "coding sheets",
            f"item {first['item']} is coded twice by the same coder",
            column="coder",
            value=first["coder"],
            remedy="give each sheet once, and each coder a name of their own",
        )
    return coded

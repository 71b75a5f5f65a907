"""How many characters do reports, or the reports of places and years, have in common?"""

import pandas as pd

#: From fine to coarse: what one row of the matrix stands for.
GROUPINGS = ("report", "place and year", "province and year", "province")
_UNKNOWN_YEAR = "year ?"
_UNKNOWN_PLACE = "place ?"


def finest_grouping(passages: pd.DataFrame, reports: pd.DataFrame, most: int) -> str:
    """The finest of `GROUPINGS` with at most so many groups that have a passage; the coarsest where none has so few."""
    sharing = sharing_reports(passages, reports)
    return next((by for by in GROUPINGS if group_of(sharing, by)["group"].nunique() <= most), GROUPINGS[-1])


def sharing_reports(passages: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """The rows of `reports` that have a passage with another report."""
    return reports[reports["report_id"].isin({*passages["report_a"], *passages["report_b"]})]


def group_of(reports: pd.DataFrame, by: str) -> pd.DataFrame:
    """Group of each report, in the order of regions and years, those not known last.

    Returns
    -------
    DataFrame
        report_id, group, region_code.
    """
    ordered = reports.assign(no_place=reports["region_code"] == "", year=reports["year"].astype("Int64")).sort_values(
        ["no_place", "region_code", "year", "report_id"], kind="stable", ignore_index=True
    )
    years = ordered["year"].astype("str").where(ordered["year"].notna(), _UNKNOWN_YEAR)
    places, codes = ordered["region_name" if by == "place and year" else "province"], ordered["region_code"]
    places = places.replace("", _UNKNOWN_PLACE)
    if by == "place and year":
        # Two counties can bear one name; their codes keep them apart.
        places = places.mask(codes.groupby(places).transform("nunique") > 1, places + " " + codes)
    groups = ordered["report_id"] if by == "report" else places if by == "province" else places + " " + years
    return pd.DataFrame({"report_id": ordered["report_id"], "group": groups, "region_code": codes})


def shared_between(passages: pd.DataFrame, reports: pd.DataFrame, by: str) -> pd.DataFrame:
    """What the reports of each two groups have in common; a group with itself too, where its reports share.

    Parameters
    ----------
    passages, reports
        The tables; only the passages of the kinds wanted.
    by
        One of `GROUPINGS`.

    Returns
    -------
    DataFrame
        group_a, group_b (a not after b in the order of `group_of`), n_passages, n_chars (of the longer sides), kinds and
        passage_ids (joined with |).
    """
    groups = group_of(reports, by)
    group = groups.set_index("report_id")["group"]
    rank = {name: i for i, name in enumerate(dict.fromkeys(groups["group"]))}
    one, other = passages["report_a"].map(group), passages["report_b"].map(group)
    turned = one.map(rank) > other.map(rank)
    rows = passages.assign(group_a=one.where(~turned, other), group_b=other.where(~turned, one))
    found = rows.groupby(["group_a", "group_b"], as_index=False).agg(
        n_passages=("passage_id", "size"),
        n_chars=("n_chars", "sum"),
        kinds=("kind", lambda kinds: "|".join(sorted(set(kinds)))),
        passage_ids=("passage_id", "|".join),
    )
    order = found["group_a"].map(rank) * len(rank) + found["group_b"].map(rank)
    return found.iloc[order.argsort(kind="stable")].reset_index(drop=True)

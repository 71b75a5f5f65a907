"""What a corpus cannot carry: sentences with their numbers, to be read before any comparison."""

import pandas as pd

from unionreports.compare.shares import MIN_REPORTS


def sample_cautions(reports: pd.DataFrame) -> list[str]:
    """Sentences on how far the table `reports` can carry a comparison of places, levels and years."""
    n = len(reports)
    if not n:
        return ["There is no report: nothing can be compared."]
    return [
        f"The {n} {_plural(n, 'report')} are those that were found, not a random sample of the reports of China's "
        "trade unions: no figure here speaks for all of them.",
        *_one_page(reports),
        *_unusable(reports),
        *_few(reports, "level", "levels"),
        *_few(reports, "province", "provinces"),
        *_place_and_time(reports),
    ]


def _one_page(reports: pd.DataFrame) -> list[str]:
    sizes = reports["page_id"].value_counts()
    if sizes.iloc[0] < 2:
        return []
    share = sizes.iloc[0] / len(reports)
    return [
        f"{sizes.iloc[0]} of {len(reports)} ({share:.0%}) come from one page ({sizes.index[0]}), whose host chose and "
        "perhaps altered them."
    ]


def _unusable(reports: pd.DataFrame) -> list[str]:
    out = reports.loc[~reports["usable"], "report_id"]
    if out.empty:
        return []
    return [f"{len(out)} of {len(reports)} may not enter a comparison of places and years: {_listed(out)}."]


def _few(reports: pd.DataFrame, column: str, plural: str) -> list[str]:
    sizes = reports[column].replace(["", "unknown"], pd.NA).dropna().value_counts()
    few = sizes[sizes < MIN_REPORTS].sort_index()
    if few.empty:
        return []
    named = _listed([f"{group} ({size})" for group, size in few.items()])
    return [
        f"{len(few)} of {len(sizes)} {plural} have fewer than {MIN_REPORTS} reports, too few for an interval: {named}."
    ]


def _place_and_time(reports: pd.DataFrame) -> list[str]:
    """Places and years can only be told apart where places were seen in several years, and years in several places."""
    seen = reports.loc[reports["usable"] & (reports["province"] != "") & reports["year"].notna(), ["province", "year"]]
    seen = seen.drop_duplicates()
    if seen.empty:
        return ["No usable report has both a place and a year."]
    several, n = (seen["province"].value_counts() > 1).sum(), seen["province"].nunique()
    return [
        f"{several} of {n} {_plural(n, 'province')} with usable reports {_plural(several, 'is', 'are')} seen in more than "
        "one year: where few are, a difference between places may be one between years."
    ]


def _plural(n: int, one: str, more: str | None = None) -> str:
    return one if n == 1 else more or f"{one}s"


def _listed(items, most: int = 12) -> str:
    items = [str(i) for i in items]
    rest = len(items) - most
    return ", ".join(items[:most]) + (f" and {rest} more" if rest > 0 else "")

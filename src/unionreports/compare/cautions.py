"""What a corpus cannot carry: sentences with their numbers, to be read before any comparison."""

import pandas as pd

from unionreports.compare.bootstrap import MIN_PAGES
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
        *_few(reports, "level"),
        *_few(reports, "province"),
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


def _few(reports: pd.DataFrame, column: str) -> list[str]:
    """Groups too small for a mean, or for an interval: only usable reports count, since only those are compared."""
    known = reports[~reports[column].isin(["", "unknown"]) & reports[column].notna()]
    sizes = known.assign(page=known["page_id"].where(known["usable"]))
    sizes = sizes.groupby(column).agg(reports=("usable", "sum"), pages=("page", "nunique"))
    few = sizes["reports"] < MIN_REPORTS
    on_few_pages = ~few & (sizes["pages"] < MIN_PAGES)
    of, said = f"{len(sizes)} {_plural(len(sizes), column)}", []
    if few.any():
        named = _listed([f"{group} ({size})" for group, size in sizes.loc[few, "reports"].items()])
        said.append(
            f"{few.sum()} of {of} {_plural(few.sum(), 'has', 'have')} fewer than {MIN_REPORTS} usable reports, too few "
            f"for a mean or an interval: {named}."
        )
    if on_few_pages.any():
        named = _listed([f"{g.Index} ({g.reports} on {g.pages})" for g in sizes[on_few_pages].itertuples()])
        said.append(
            f"{on_few_pages.sum()} of {of} {_plural(on_few_pages.sum(), 'has', 'have')} usable reports on fewer than "
            f"{MIN_PAGES} pages, enough for a mean and not for an interval: {named}."
        )
    return said


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

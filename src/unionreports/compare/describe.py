"""Counts that describe a corpus, each row with the keys and the n that lead back to the tables."""

from collections.abc import Sequence
import json

import pandas as pd

_COVERAGE = (
    "report_id",
    "page_id",
    "province",
    "prefecture",
    "county",
    "region_name",
    "region_code",
    "region_basis",
    "place_confidence",
    "level",
    "level_basis",
    "year",
    "year_earliest",
    "year_latest",
    "year_basis",
    "date_confidence",
    "usable",
    "unusable_reason",
    "n_units",
)
_DATING = ("report_id", "page_id", "source", "year", "year_earliest", "year_latest", "year_basis", "date_confidence")


def coverage(reports: pd.DataFrame) -> pd.DataFrame:
    """Place, level, years and usability of each report of the table `reports`."""
    return reports[list(_COVERAGE)].copy()


def cuts(pages: pd.DataFrame, edits: pd.DataFrame) -> pd.DataFrame:
    """Characters cut from each page, by step and reason.

    Parameters
    ----------
    pages, edits
        The tables of these names. Only cuts count (`after` is empty); replacements take nothing away.

    Returns
    -------
    DataFrame
        page_id, step, reason, n_cuts, n_chars (raw characters cut), share (of the page's characters).
    """
    cut = edits[edits["after"] == ""]
    lengths = (cut["end"] - cut["start"]).rename("n_chars")
    grouped = lengths.groupby([cut["page_id"], cut["step"], cut["reason"]]).agg(n_cuts="size", n_chars="sum")
    counted = grouped.reset_index()
    page_chars = pages.set_index("page_id")["n_chars"]
    return counted.assign(share=counted["n_chars"] / counted["page_id"].map(page_chars).astype("float64"))


def dating(reports: pd.DataFrame, inferred: pd.DataFrame, pages: pd.DataFrame) -> pd.DataFrame:
    """Years of each report, with the date its host gives the page and the quotes the dating rests on.

    Parameters
    ----------
    reports, inferred, pages
        The tables `reports`, `reports_inferred` and `pages`.

    Returns
    -------
    DataFrame
        report_id, page_id, source, year, year_earliest, year_latest, year_basis, date_confidence, page_date,
        quotes (of the page, each once, in the order of `date_evidence`, joined with "|"). One row of source
        `inferred` for each report; a second one, `corrected`, follows where a researcher corrected the year.
    """
    corrected = reports[reports["year_basis"] == "corrected"]
    both = pd.concat([inferred.assign(source="inferred"), corrected.assign(source="corrected")], ignore_index=True)
    position = {report: i for i, report in enumerate(inferred["report_id"])}
    both = both.sort_values("report_id", key=lambda ids: ids.map(position), kind="stable", ignore_index=True)
    quotes = [
        "|".join(dict.fromkeys(e["quote"].replace("|", "") for e in json.loads(cell or "[]") if e["start"] is not None))
        for cell in both["date_evidence"]
    ]
    page_date = both["page_id"].map(pages.set_index("page_id")["page_date"])
    return both[list(_DATING)].assign(page_date=page_date, quotes=pd.Series(quotes, both.index, dtype="str"))


def dating_agreement(dating: pd.DataFrame) -> pd.DataFrame:
    """The software's years beside a researcher's, for the reports of `dating` whose year was corrected.

    Returns
    -------
    DataFrame
        report_id, inferred, corrected (years), date_confidence (the software's), same_year, inside (the corrected
        year lies in the software's interval; missing where there is no corrected year or no interval).
    """
    sides = {source: rows.set_index("report_id") for source, rows in dating.groupby("source")}
    corrected = sides.get("corrected", dating.head(0).set_index("report_id"))
    inferred = dating[dating["source"] == "inferred"].set_index("report_id").loc[corrected.index]
    year = corrected["year"]
    return pd.DataFrame(
        {
            "inferred": inferred["year"],
            "corrected": year,
            "date_confidence": inferred["date_confidence"],
            "same_year": inferred["year"] == year,
            "inside": (inferred["year_earliest"] <= year) & (year <= inferred["year_latest"]),
        }
    ).reset_index()


def largest_group(reports: pd.DataFrame, column: str) -> str:
    """The value of a column that most usable reports have, of equal ones the first by name; "" where there is none."""
    values = reports.loc[reports["usable"], column]
    sizes = values[~values.isin(["", "unknown"])].value_counts().sort_index()
    return "" if sizes.empty else str(sizes.idxmax())


def trace(priorities: pd.DataFrame, units: pd.DataFrame, report_id: str, priority: str) -> pd.DataFrame:
    """The units behind one share: those of a report whose primary priority it is, and the terms that decided.

    Returns
    -------
    DataFrame
        unit_id, start, end (raw offsets), terms (each once, joined with "、"). Of terms only, not of text: a unit can
        name private persons.
    """
    primary = priorities[priorities["is_primary"] & (priorities["priority"] == priority)]
    found = units[units["report_id"] == report_id].merge(primary[["unit_id", "evidence"]], on="unit_id")
    terms = ["、".join(dict.fromkeys(e["quote"] for e in json.loads(cell or "[]"))) for cell in found["evidence"]]
    return found[["unit_id", "start", "end"]].assign(terms=pd.Series(terms, found.index, dtype="str"))


def in_reports_with(units: pd.DataFrame, roles: Sequence[str]) -> pd.DataFrame:
    """The units of those roles in the reports that have units of each of them."""
    chosen = units[units["role"].isin(roles)]
    n_roles = chosen.groupby("report_id")["role"].transform("nunique")
    return chosen[n_roles == len(set(roles))]


def leading_shares(shares: pd.DataFrame, by: str, leave_out: Sequence[str] = ()) -> list[str]:
    """One sentence for each group of `compare.shares.priority_shares`: its largest share, with interval and n.

    Of groups with fewer than three reports there is no mean: the sentence names the share in each.

    Parameters
    ----------
    shares
        Rows of one column `by`.
    leave_out
        Priorities not to be named, such as the residual.
    """
    sentences = []
    for group, rows in shares[~shares["priority"].isin(leave_out)].groupby(by, sort=True):
        reports, units = rows["n_reports"].max(), rows["n_units"].max()
        of = f"{group} ({reports} {'report' if reports == 1 else 'reports'}, {units} units): "
        if rows["small_n"].all():
            points = rows.set_index("priority")["points"].map(lambda cell: [float(p) for p in cell.split("|")])
            first = max(points.index, key=lambda p: (sum(points[p]), p))
            said = " and ".join(f"{point:.0%}" for point in points[first])
            sentences.append(f"{of}most is {first}, {said} of the report's units; no mean of so few")
            continue
        row = rows.sort_values(["share", "priority"], ascending=[False, True]).iloc[0]
        interval = f"{row['low']:.0%} to {row['high']:.0%}" if pd.notna(row["low"]) else "no interval, too few pages"
        sentences.append(f"{of}most is {row['priority']}, {row['share']:.0%} ({interval})")
    return sentences

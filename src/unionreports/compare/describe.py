"""Counts that describe a corpus, each row with the keys and the n that lead back to the tables."""

import json

import pandas as pd

from unionreports.models.clusters import Clustering

_COVERAGE = (
    "report_id", "page_id", "province", "prefecture", "county", "region_name", "region_code", "region_basis",
    "place_confidence", "level", "level_basis", "year", "year_earliest", "year_latest", "year_basis",
    "date_confidence", "usable", "unusable_reason", "n_units",
)
_DATING = (
    "report_id", "page_id", "source", "year", "year_earliest", "year_latest", "year_basis", "date_confidence",
)


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
    return pd.DataFrame({
        "inferred": inferred["year"],
        "corrected": year,
        "date_confidence": inferred["date_confidence"],
        "same_year": inferred["year"] == year,
        "inside": (inferred["year_earliest"] <= year) & (year <= inferred["year_latest"]),
    }).reset_index()


def topic_weights(document_topics: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Mean share of each topic in the units of each report.

    Every unit counts the same; a topic that a unit does not list has share 0 in it.

    Returns
    -------
    DataFrame
        model, report_id, topic, share, n_units (units of the report that the model describes).
    """
    placed = document_topics.merge(units[["unit_id", "report_id"]], on="unit_id")
    keys = ["model", "report_id"]
    n_units = placed.groupby(keys)["unit_id"].nunique().rename("n_units").reset_index()
    total = placed.groupby([*keys, "topic"])["share"].sum().reset_index().merge(n_units, on=keys)
    return total.assign(share=total["share"] / total["n_units"])[[*keys, "topic", "share", "n_units"]]


def topic_overlap(topic_terms: pd.DataFrame, one: str, other: str, n_terms: int = 10) -> pd.DataFrame:
    """For each topic of the model `one` the topic of `other` with which it shares most of its leading terms.

    Returns
    -------
    DataFrame
        topic, match (empty where no term is shared), n_shared, shared (the terms, in the order of `topic`).
    """
    leading = topic_terms[topic_terms["rank"] <= n_terms].sort_values(["topic", "rank"])
    terms = {model: {t: list(g) for t, g in rows.groupby("topic")["term"]} for model, rows in leading.groupby("model")}
    rows = []
    for topic, own in terms.get(one, {}).items():
        shared = {t: [term for term in own if term in set(theirs)] for t, theirs in terms.get(other, {}).items()}
        match = max(shared, key=lambda t: (len(shared[t]), -t), default=None)
        found = shared[match] if match is not None else []
        rows.append((topic, match if found else pd.NA, len(found), " ".join(found)))
    return pd.DataFrame(rows, columns=["topic", "match", "n_shared", "shared"]).astype({"match": "Int64"})


def topic_priorities(document_topics: pd.DataFrame, priorities: pd.DataFrame) -> pd.DataFrame:
    """Which priority the units of a topic are mostly coded as: a reading of the topic from outside the model.

    A unit belongs to the topic with its largest share, the first of equal ones.

    Returns
    -------
    DataFrame
        model, topic, n_units, priority (the most frequent primary one), share (of the topic's units).
    """
    ordered = document_topics.sort_values(["model", "unit_id", "share", "topic"], ascending=[True, True, False, True])
    leading = ordered.drop_duplicates(["model", "unit_id"])
    primary = priorities.loc[priorities["is_primary"], ["unit_id", "priority"]]
    counted = leading.merge(primary, on="unit_id").groupby(["model", "topic"])["priority"]
    most = counted.value_counts().rename("n").reset_index().sort_values(["model", "topic", "n", "priority"], ascending=[True, True, False, True])
    first = most.drop_duplicates(["model", "topic"])
    sizes = counted.size().rename("n_units").reset_index()
    joined = sizes.merge(first, on=["model", "topic"])
    return joined.assign(share=joined["n"] / joined["n_units"])[["model", "topic", "n_units", "priority", "share"]]


def merges(clustering: Clustering | None) -> pd.DataFrame:
    """The merges of a hierarchical clustering with the reports on either side; no rows without one.

    Returns
    -------
    DataFrame
        step (from 1), distance, n_reports, left and right (report ids joined with "|").
    """
    linkage = () if clustering is None or clustering.linkage is None else clustering.linkage
    members = [] if clustering is None else [[r] for r in clustering.report_ids]
    rows = []
    for step, (left, right, distance, _) in enumerate(linkage, 1):
        one, other = members[int(left)], members[int(right)]
        members.append(one + other)
        rows.append((step, distance, len(one) + len(other), "|".join(one), "|".join(other)))
    return pd.DataFrame(rows, columns=["step", "distance", "n_reports", "left", "right"])

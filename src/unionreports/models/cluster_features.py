"""What clusters see of reports, and of regions in one year: topics, priorities, words."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfTransformer

from unionreports.text.own_text import own_characters


def topic_features(document_topics: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Share of each topic in each report: mean over its documents, weighted by their characters.

    Parameters
    ----------
    document_topics
        Rows of one model of that table.
    rows
        document_id, report_id and n_chars of each document, as `text.document_rows.document_rows` gives them.

    Returns
    -------
    DataFrame
        Shape (n_reports, n_topics), indexed by report_id, columns "topic 0" and so on; rows add to 1.
    """
    if "model" in document_topics and document_topics["model"].nunique() > 1:
        raise ValueError(f"topics of several models ({', '.join(document_topics['model'].unique())}); keep one.")
    joined = document_topics.merge(rows[["document_id", "report_id", "n_chars"]], on="document_id")
    joined["share"] = joined["share"] * joined["n_chars"].clip(lower=1)
    sums = joined.pivot_table(index="report_id", columns="topic", values="share", aggfunc="sum", fill_value=0.0)
    sums.columns = [f"topic {topic}" for topic in sums.columns]
    return sums.div(sums.sum(axis=1).where(lambda total: total > 0, 1.0), axis=0)


def priority_features(
    priorities: pd.DataFrame, units: pd.DataFrame, residual: str, shared: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Share of each priority among the units of each report, indexed by report_id; the residual left out.

    Parameters
    ----------
    priorities
        Rows of one method of that table; a unit counts for its primary priority.
    residual
        Id of the category for what has no priority.
    shared
        Rows of the table `shared_text`: a unit counts for the share of its text outside them; None counts all text.
    """
    own = own_characters(units, shared) / own_characters(units).clip(min=1)
    counted = units[["unit_id", "report_id"]].assign(own=own)
    primary = priorities[priorities["is_primary"]].merge(counted, on="unit_id")
    sums = primary.pivot_table(index="report_id", columns="priority", values="own", aggfunc="sum", fill_value=0.0)
    sums = sums.drop(columns=residual, errors="ignore")
    return sums.div(sums.sum(axis=1).where(lambda total: total > 0, 1), axis=0)


def word_features(counts: sp.csr_matrix, terms: Sequence[str], ids: Sequence[str]) -> pd.DataFrame:
    """TF-IDF of reports, term frequencies logarithmic; shape (n_reports, n_terms), indexed by report.

    Parameters
    ----------
    counts, terms, ids
        Document-term matrix of reports, its columns and rows, as `text.documents.document_terms` gives them.
    """
    index = pd.Index(list(map(str, ids)), name="report_id", dtype="str")
    if not len(terms) or not len(ids):
        return pd.DataFrame(index=index)
    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    return pd.DataFrame(weighted.toarray(), index=index, columns=list(terms))


def report_pages(reports: pd.DataFrame) -> dict[str, str]:
    """Page of each report."""
    return dict(zip(reports["report_id"], reports["page_id"]))


def region_years(features: pd.DataFrame, reports: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Features of regions by year: the mean over the usable reports of one region in one year.

    A region is known by its code, so that a street and the county it lies in, or two regions of one name, stay apart where their
    codes do. Reports with no feature above zero do not count.

    Parameters
    ----------
    features
        Of reports, indexed by report_id.
    reports
        Table of that name.

    Returns
    -------
    features, pages
        Shape (n_region_years, n_features), indexed by region and year ("慈溪市 2004"; with the code behind the name where two
        regions share it), and the pages of each, joined with "|".
    """
    known = region_year_of(reports)
    filled = features.index[(features.to_numpy() > 0).any(axis=1)] if features.shape[1] else features.index[:0]
    rows = features.loc[filled.intersection(known.index, sort=False)]
    names = known.loc[rows.index]
    means = rows.groupby(names.to_numpy(), sort=True).mean()
    means.index = means.index.astype("str").rename("entity_id")
    pages = reports.set_index("report_id")["page_id"].loc[rows.index]
    joined = pages.groupby(names.to_numpy(), sort=True).agg(lambda some: "|".join(sorted(set(some))))
    return means, joined.to_dict()


def region_year_of(reports: pd.DataFrame) -> pd.Series:
    """Region and year of each usable report that has both, indexed by report_id."""
    has_place = (reports["region_name"] != "") & (reports["region_code"] != "")
    known = reports[reports["usable"] & reports["year"].notna() & has_place]
    regions = known[["region_code", "region_name"]].drop_duplicates()
    twice = set(regions.loc[regions["region_name"].duplicated(keep=False), "region_name"])
    code = np.where(known["region_name"].isin(twice), "(" + known["region_code"] + ")", "")
    names = known["region_name"] + code + " " + known["year"].astype("int64").astype("str")
    return pd.Series(names.to_numpy(), index=pd.Index(known["report_id"]), dtype="str")

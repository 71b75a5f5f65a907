"""What is known of the documents that topic models see: report, role, place, year, size."""

import pandas as pd

from unionreports.text.own_text import own_characters


def document_rows(
    documents: pd.DataFrame, units: pd.DataFrame, reports: pd.DataFrame, shared: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What is known of each document of the table `documents`, one row each in its order.

    Parameters
    ----------
    documents, units, reports
        The tables of these names.
    shared
        Rows of the table `shared_text` whose characters do not count; None counts all.

    Returns
    -------
    DataFrame
        document_id, report_id, page_id, role and heading_path (empty where the units differ), year (Int64), level,
        province, region_code, region_name, usable, n_units, n_chars (characters of its units' text that count).
    """
    counted = units.assign(n_chars=own_characters(units, shared))
    own = documents.merge(counted, on="unit_id", how="left", validate="one_to_one")
    if own["report_id"].isna().any():
        missing = own.loc[own["report_id"].isna(), "unit_id"].tolist()
        raise ValueError(f"units {', '.join(missing[:5])} have a document but are not in the table units.")
    groups = own.groupby("document_id", sort=False)
    rows = groups.agg(report_id=("report_id", "first"), n_units=("unit_id", "size"), n_chars=("n_chars", "sum"))
    for column in ("role", "heading_path"):
        rows[column] = groups[column].first().where(groups[column].nunique() == 1, "")
    of_report = ["report_id", "page_id", "year", "level", "province", "region_code", "region_name", "usable"]
    rows = rows.reset_index().merge(reports[of_report], on="report_id", how="left", validate="many_to_one")
    if rows["page_id"].isna().any():
        missing = rows.loc[rows["page_id"].isna(), "report_id"].unique()
        raise ValueError(f"reports {', '.join(missing[:5])} have documents but are not in the table reports.")
    order = ["document_id", *of_report[:2], "role", *of_report[2:], "heading_path", "n_units", "n_chars"]
    return rows[order].astype({"usable": "bool", "year": "Int64"})

"""How much of each report stands in other reports, why, and where?"""

import numpy as np
import pandas as pd

from unionreports.measures.reuse.compared import compared
from unionreports.measures.reuse.composites import as_json, best_sources, by_place, composite_reports
from unionreports.measures.reuse.shared import passage_sides
from unionreports.statement_tables import PASSAGE_KINDS, REPORT_REUSE


def report_reuse(
    passages: pd.DataFrame, stretches: pd.DataFrame, units: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame
) -> pd.DataFrame:
    """Table `report_reuse`: one row for each report, also for those that share nothing.

    Parameters
    ----------
    passages, stretches
        Tables `passages` and `shared_text` of these units.
    units, reports, edits
        The tables.
    """
    corpus = compared(units, reports, edits)
    of_report = corpus.units.set_index("unit_id")["report_id"]
    lengths = corpus.units["text"].str.len().groupby(corpus.units["report_id"]).sum()
    ids = reports["report_id"]
    table = pd.DataFrame({"report_id": ids, "n_chars": lengths.reindex(ids, fill_value=0).to_numpy(np.int64)})
    owners = stretches["unit_id"].map(of_report)
    n = stretches["text_end"] - stretches["text_start"]
    table["n_shared"] = n.groupby(owners).sum().reindex(ids, fill_value=0).to_numpy(np.int64)
    for kind in PASSAGE_KINDS:
        held = stretches["kinds"].isin([kinds for kinds in stretches["kinds"].unique() if kind in kinds.split("|")])
        table[f"n_{kind}"] = n[held].groupby(owners[held]).sum().reindex(ids, fill_value=0).to_numpy(np.int64)
    region_of = dict(zip(reports["report_id"], reports["region_code"]))
    sides = dict(list(passage_sides(passages, corpus).groupby("report_id", observed=True)))
    table["n_sources"] = [sides[report]["other"].nunique() if report in sides else 0 for report in ids]
    best = {report: as_json(by_place(best_sources(rows), region_of)) for report, rows in sides.items()}
    evidence = composite_reports(sides, region_of, dict(zip(ids, table["n_chars"])))
    table["best_sources"] = [best.get(report, "{}") for report in ids]
    table["evidence"] = [evidence.get(report, "") for report in ids]
    table["composite"] = table["evidence"] != ""
    return table[list(REPORT_REUSE.columns)].astype({name: c.dtype for name, c in REPORT_REUSE.columns.items()})

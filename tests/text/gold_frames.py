"""The hand-coded seed pages as the project's tables, for tests that need no corpus build."""

from pathlib import Path

import pandas as pd

GOLD = Path(__file__).parents[1] / "gold"
PAGES = Path(__file__).parents[2] / "data" / "raw" / "pages"
LEXICONS = Path(__file__).parents[2] / "data" / "lexicons"
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")


def read_gold(name: str) -> pd.DataFrame:
    return pd.read_csv(GOLD / f"{name}.csv", keep_default_na=False)


def gold_tables() -> dict[str, pd.DataFrame]:
    """units, headings, reports and edits of the hand coding, in the columns of tables.py that this room reads."""
    reports = read_gold("reports").assign(usable=True)
    units, headings = read_gold("units"), read_gold("headings")
    headings["text"] = headings["text"].str.translate(_WIDE)
    headings["heading_id"] = headings["report_id"] + "-h" + (headings.groupby("report_id").cumcount() + 1).astype("str")
    parents, above, path_of = [], {}, {}
    for row in headings.itertuples():
        above = {d: h for d, h in above.items() if d < row.level and h.rpartition("-")[0] == row.report_id}
        parents.append(above[max(above)] if above else "")
        above[row.level] = row.heading_id
        texts = [headings.loc[headings["heading_id"] == above[d], "text"].item() for d in sorted(above)]
        path_of[row.report_id, " > ".join(texts)] = row.heading_id
    headings["parent_id"] = parents
    units["heading_path"] = units["heading_path"].str.translate(_WIDE)
    units["heading_id"] = [path_of.get((r, p), "") for r, p in zip(units["report_id"], units["heading_path"])]
    pages = {p.name[:3]: p.read_bytes().decode("utf-8") for p in PAGES.glob("*.txt")}
    edits = pd.concat([_line_ends(pages), read_gold("cuts").rename(columns={"text": "before"})])
    edits = edits.assign(after="", step="gold").sort_values(["page_id", "start"], ignore_index=True)
    units["text"] = [_clean(pages[u.report_id[1:4]], edits[edits["page_id"] == u.report_id[:4]], u) for u in units.itertuples()]
    reports["n_units"] = reports["report_id"].map(units["report_id"].value_counts())
    return {"units": units, "headings": headings, "reports": reports, "edits": edits}


def _line_ends(pages: dict[str, str]) -> pd.DataFrame:
    rows = [("s" + key, i, i + 1, c) for key, text in pages.items() for i, c in enumerate(text) if c in "\r\n"]
    return pd.DataFrame(rows, columns=["page_id", "start", "end", "before"]).assign(reason="line_end")


def _clean(page: str, edits: pd.DataFrame, unit) -> str:
    text, at = [], unit.start
    for edit in edits[(edits["start"] >= unit.start) & (edits["end"] <= unit.end)].itertuples():
        text.append(page[at : edit.start])
        at = edit.end
    return "".join([*text, page[at : unit.end]]).translate(_WIDE)

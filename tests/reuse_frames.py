"""Tables of small invented reports, for tests of what they share."""

from collections.abc import Sequence

import pandas as pd

from unionreports.config import LEXICONS
from unionreports.measures.reuse.passages import passages
from unionreports.measures.reuse.wording import read_higher_wording
from unionreports.tables import TABLES

_NAMES = {"330282": "慈溪市", "210100": "沈阳市", "370102": "历下区", "510704": "游仙区", "420704": "鄂城区"}


#: What a body of one place writes of its own work; nobody else has it.
OWN = "组织东山采石场的放炮工轮流到矿务局医院检查听力，查出的六人都换了岗位。"
FILLER = "与渔业公司谈妥了休渔期的最低生活费，船员家属代表在码头上按了手印。"
#: Without names and figures.
ANYWHERE = "工会干部要经常深入车间班组，倾听职工呼声，把职工的冷暖放在心上，把好事办实，把实事办好。"


def copied(page: str, code: str, *units: str, level="county", year=2012, issuer="总工会", cut="") -> dict:
    """A report of these units, on this page, from this region; `cut` stands on the page before the last unit and is cut."""
    return {
        "page_id": page,
        "region_code": code,
        "region_name": _NAMES.get(code, ""),
        "level": level,
        "year": year,
        "issuer": f"{_NAMES.get(code, '')}{issuer}",
        "units": units,
        "cut": cut,
    }


def corpus(*reports: dict, pages: Sequence[dict] = ()) -> dict:
    """The tables units, reports, edits and pages, and `raw`, the text of each page.

    What a report does not say is as for a report that states its year. Units stand two line ends apart.
    """
    given = {page["page_id"]: page for page in pages}
    raw: dict[str, str] = {}
    rows, units, edits = [], [], []
    for report in reports:
        page, n = report["page_id"], sum(row["page_id"] == report["page_id"] for row in rows) + 1
        report_id, text = f"{page}-{n}", raw.get(page, "导航\n")
        begin = len(text)
        for number, words in enumerate(report["units"], 1):
            start = len(text)
            if report["cut"] and number == len(report["units"]):
                # Inside the unit's raw span, after its first character.
                text += words[0] + report["cut"] + words[1:]
                edits.append((page, start + 1, start + 1 + len(report["cut"]), "test", "test", report["cut"], ""))
            else:
                text += words
            units.append((f"{report_id}-u{number}", report_id, "", "", "review", start, len(text), words))
            text += "\n\n"
        raw[page] = text
        year = report["year"]
        rows.append(
            {
                "report_id": report_id,
                "start": begin,
                "end": len(text),
                "title": "工作总结",
                "kind": "annual",
                "year_earliest": year,
                "year_latest": year,
                "year_basis": "stated",
                "period_start": f"{year}-01-01",
                "period_end": f"{year}-12-31",
                "period_basis": "stated",
                "report_date_basis": "none",
                **{key: value for key, value in report.items() if key not in ("units", "cut")},
            }
        )
    frames = {
        "units": pd.DataFrame(units, columns=list(TABLES["units"].columns)),
        "reports": _filled(rows, "reports"),
        "edits": pd.DataFrame(edits, columns=list(TABLES["edits"].columns)),
        "pages": _filled([{"page_id": page, **given.get(page, {})} for page in raw], "pages"),
    }
    return frames | {"raw": raw}


def _filled(rows: list[dict], table: str) -> pd.DataFrame:
    """A frame with all columns of a table; text that is not given is empty."""
    columns = TABLES[table].columns
    texts = {name: "" for name, column in columns.items() if column.dtype == "str"}
    return pd.DataFrame([texts | row for row in rows]).reindex(columns=list(columns))


def find(frames: dict) -> pd.DataFrame:
    """The table `passages` of such tables."""
    wording = read_higher_wording(LEXICONS)
    return passages(frames["units"], frames["reports"], frames["edits"], frames["pages"], wording)

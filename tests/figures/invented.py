"""Small invented tables for the figures: places and years that no seed page has."""

import json

import numpy as np
import pandas as pd

CODEBOOK = pd.DataFrame(
    [
        ("organising", "组建建会与发展会员", "organisation"),
        ("union_building", "工会自身建设与干部队伍", "organisation"),
        ("rights_protection", "维权与劳动关系协调", "维护"),
        ("collective_bargaining", "集体协商与集体合同", "维护"),
        ("democratic_management", "职代会、厂务公开与民主管理", "参与"),
        ("welfare_assistance", "送温暖帮扶与职工福利服务", "维护"),
        ("employment_services", "就业创业服务", "建设/维护"),
        ("labour_emulation", "劳动竞赛与技术创新", "建设"),
        ("model_workers", "劳模、工匠与先进典型", "教育/建设"),
        ("training_education", "职工教育培训与素质提升", "教育"),
        ("culture_sports", "职工文化与文体活动", "教育"),
        ("ideological_guidance", "思想政治引领与宣传教育", "教育"),
        ("safety_health", "劳动保护与安全生产", "维护"),
        ("women_workers", "女职工工作", "维护"),
        ("migrant_workers", "农民工与新就业形态劳动者工作", "维护"),
        ("finance_audit", "工会经费、资产与经审", "organisation"),
        ("digital_union", "信息化与网上工会", "organisation"),
        ("party_building", "机关党建与党风廉政", "organisation"),
        ("crisis_response", "疫情防控与抗灾救灾", "维护/建设"),
        ("other", "其他/总述", "none"),
    ],
    columns=["id", "name_zh", "law_function"],
)

# fmt: off
_REPORTS = [
    # id, province, prefecture, county, name, code, level, year, earliest, latest, basis, confidence, usable, n, quotes
    ("a1-1", "云南省", "大理白族自治州", "漾濞彝族自治县", "漾濞彝族自治县", "532922", "county", 2011, 2011, 2011, "stated", .99, True, 31, ["2011年12月20日"]),
    ("a1-2", "云南省", "大理白族自治州", "漾濞彝族自治县", "漾濞彝族自治县", "532922", "county", 2012, 2012, 2012, "stated", .99, True, 27, ["2012年"]),
    ("b7-1", "黑龙江省", "鹤岗市", "", "鹤岗市", "230400", "prefecture", 2007, 2006, 2008, "inferred", .7, True, 44, ["十七大胜利召开", "劳动合同法即将实施"]),
    ("b7-2", "黑龙江省", "鹤岗市", "兴山区", "沟北街道", "230407", "township_street", None, 2003, 2007, "inferred", .5, False, 19, ["保持共产党员先进性教育活动深入开展", "三个代表"]),
    ("c3-1", "", "", "", "", "", "unknown", None, None, None, "none", 0., False, 8, []),
    ("c4-1", "广东省", "", "", "广东省", "440000", "province", 2019, 2019, 2019, "corrected", 1., True, 66, ["十九届四中全会"]),
    ("d5-1", "甘肃省", "酒泉市", "敦煌市", "肃州镇", "620982", "community_village", 2016, 2015, 2017, "inferred", .66, True, 14, ["两学一做"]),
]
# fmt: on


def reports() -> pd.DataFrame:
    """Table `reports`, without the columns no figure reads."""
    columns = [
        "report_id",
        "province",
        "prefecture",
        "county",
        "region_name",
        "region_code",
        "level",
        "year",
        "year_earliest",
        "year_latest",
        "year_basis",
        "date_confidence",
        "usable",
        "n_units",
        "quotes",
    ]
    frame = pd.DataFrame(_REPORTS, columns=columns)
    for column in ("year", "year_earliest", "year_latest"):
        frame[column] = frame[column].astype("Int64")
    evidence = [json.dumps([{"quote": q, "start": 0, "end": 1, "says": ""} for q in qs]) for qs in frame["quotes"]]
    return frame.drop(columns="quotes").assign(
        page_id=frame["report_id"].str.split("-").str[0],
        date_evidence=evidence,
        region_basis="inferred",
        place_confidence=0.8,
        level_basis="inferred",
        unusable_reason="",
    )


def inferred() -> pd.DataFrame:
    """Table `reports_inferred`: one report another year than its correction, one with an open interval."""
    frame = reports()
    frame.loc[
        frame["report_id"] == "c4-1", ["year", "year_earliest", "year_latest", "year_basis", "date_confidence"]
    ] = (2015, 2013, pd.NA, "inferred", 0.6)
    return frame


def pages() -> pd.DataFrame:
    """Table `pages`, without the columns no figure reads."""
    dates = {"a1": "2020-05-28", "b7": "2008-02-01", "c3": "", "c4": "", "d5": "2017-01-09"}
    return pd.DataFrame(
        {"page_id": list(dates), "page_date": list(dates.values()), "n_chars": [900, 4000, 800, 3000, 500]}
    )


def edits() -> pd.DataFrame:
    """Table `edits`: one page with many kinds of cuts, one with a replacement only."""
    rows = [
        ("a1", 100 * i, 100 * i + 20 + i, "furniture", reason, "x", "")
        for i, reason in enumerate(
            [
                "navigation",
                "byline",
                "share_bar",
                "host_blurb",
                "links",
                "copyright",
                "title",
                "contact",
                "upload_data",
                "print_bar",
            ]
        )
    ]
    rows += [("b7", 0, 300, "furniture", "navigation", "x", ""), ("b7", 900, 903, "splices", "page_number", "-2-", "")]
    rows += [("c4", 5, 6, "widths", "width", ",", "，")]
    return pd.DataFrame(rows, columns=["page_id", "start", "end", "step", "reason", "before", "after"])


def shares(by: dict[str, tuple[int, int, int]], column: str, seed: int = 5) -> pd.DataFrame:
    """Rows as `compare.shares.priority_shares` gives them: group to (n_reports, n_pages, n_units)."""
    random = np.random.default_rng(seed)
    rows = []
    for group, (n_reports, n_pages, n_units) in by.items():
        values = random.dirichlet(np.full(len(CODEBOOK), 0.6), size=n_reports)
        for priority, each in zip(CODEBOOK["id"], values.T):
            mean = np.nan if n_reports == 2 else each.mean()
            low, high = (mean * 0.6, mean * 1.4) if min(n_reports, n_pages) >= 3 else (np.nan, np.nan)
            points = "|".join(f"{value:.6f}" for value in each) if n_reports < 3 else ""
            rows.append((group, priority, mean, low, high, n_reports, n_pages, n_units, n_reports < 3, points))
    columns = [column, "priority", "share", "low", "high", "n_reports", "n_pages", "n_units", "small_n", "points"]
    return pd.DataFrame(rows, columns=columns)

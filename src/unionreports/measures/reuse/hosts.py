"""Does a report stand on a page of a host that sells or collects model reports?"""

import re

import pandas as pd

#: What such hosts call themselves and their texts.
_MODEL_WORDS = re.compile(
    r"范文|模板|样本|例文|精选|多篇|合集|大全|汇编|文库|代写|怎么写|通用版|推荐[）)】]"
    r"|篇[一二三四五六七八九十\d]|[\d一二三四五六七八九十]篇"
)
#: Flags of reports whose text was made fit for sale: names masked, words exchanged.
_MADE_FIT = ("anonymised", "spun")
_PLACE = re.compile("[省市县区旗州盟镇乡村]$|街道$|社区$|自治[区州县旗]$")
#: Figures, and numbers written out that count something.
_FIGURES = re.compile(r"\d|[一二三四五六七八九十百千两]{1,8}[多余]?(?:百|千|万|亿)|百分之")
#: What is a place by its last character and no word that ends like one (全市, 城市, 市级).
_OTHER_NAMES = re.compile(
    r"[\u4e00-\u9fff](?<![全各本我某该城上超都节省县区市乡村小集一两])(?:省|市|县|镇)(?![级域场民容政直镇县区乡])"
)


def model_hosts(reports: pd.DataFrame, pages: pd.DataFrame) -> dict[str, str]:
    """Why the page of each report is taken for a host's of model reports: report_id to words; empty where it is not.

    Signs: the words such hosts use in titles, and in their own name; several reports from different provinces joined on
    one page; names of bodies masked, or words exchanged by a program, in the report itself.
    """
    of_page = {row.page_id: f"{row.title} {row.host}" for row in pages.itertuples()}
    provinces = (
        reports[reports["region_code"] != ""]
        .groupby("page_id")["region_code"]
        .agg(lambda codes: codes.str[:2].nunique())
    )
    reasons = {}
    for row in reports.itertuples():
        words = _MODEL_WORDS.search(row.title) or _MODEL_WORDS.search(of_page.get(row.page_id, ""))
        made_fit = [flag for flag in row.flags.split("|") if flag in _MADE_FIT]
        signs = [f"title or host has {words[0]}"] if words else []
        if (joined := provinces.get(row.page_id, 0)) > 1:
            signs.append(f"reports of {joined} provinces on one page")
        reasons[row.report_id] = "; ".join([*signs, *made_fit])
    return reasons


def nameless(text: str) -> bool:
    """Whether a passage has no figures and no names of places, so that any body could use it as it is."""
    return not (_FIGURES.search(text) or _OTHER_NAMES.search(text))


def place_names(report) -> set[str]:
    """Names of the regions of a report (row of `reports`), also without 省, 市, 县."""
    names = {report.region_name, report.province, report.prefecture, report.county}
    return {name for full in names for name in (full, _PLACE.sub("", full)) if len(name) > 1}

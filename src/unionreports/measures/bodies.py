"""Which reports come from one and the same body?"""

from collections.abc import Sequence
import re

import pandas as pd

#: What hides a name in an issuer; several signs or one.
_MASK = re.compile(r"[xX×*_○〇◯●▲△■◆◇※╳✕#某]+")
_FORM = re.compile(r"\s|委员会|联合(?=总?工会)|(?<=工会)办公室")
#: What is left of an issuer that has no name: the kind of place and the kind of body.
_NO_NAME = re.compile(r"(?:省|自治区|直辖市|市|地区|盟|州|自治州|区|县|自治县|旗|街道|镇|乡|社区|村|片区|开发区|我)*")
_NO_OWN_NAME = ("总工会", "工会", "工委", "公司", "集团", "学校", "医院")
_SMALL_PLACE = ("街道", "镇", "乡", "社区", "村")
#: End of the key of a body that has no name in its reports: that they are of one body is likely and not stated.
UNNAMED = " unnamed"
_RANK = {"national": 0, "province": 1, "prefecture": 2, "county": 3, "township_street": 4}


def bodies(reports: pd.DataFrame) -> pd.Series:
    """Key of the body each report comes from; empty where that cannot be told.

    A body is known by its level, region and issuer without the names of places, kinds of places and masks: 慈溪市总工会
    and 市总工会 of one code are one body, 市总工会组宣部 is another. Where the region is smaller or larger than the level
    (a street known by its district), the issuer must bear a name of its own. An issuer that is masked, or has none, stands
    for the body of its region and level only where the region is that of the level or the one above it (of a street its district,
    not its province) and nothing else of that region and level could be meant: no named issuer, and no two reports that end on
    one day. Such keys end with UNNAMED.

    Parameters
    ----------
    reports
        Table `reports`.
    """
    rows = list(
        zip(
            reports["issuer"],
            reports["level"],
            reports["region_code"],
            reports["region_name"],
            reports[["province", "prefecture", "county", "region_name"]].to_numpy().tolist(),
        )
    )
    named = pd.Series([_named(*row) for row in rows], index=reports.index, dtype="str")
    place = reports["level"] + " " + reports["region_code"]
    known = [_near_enough(*row) for row in zip(reports["level"], reports["region_code"])]
    lone = (named == "") & pd.Series(known, index=reports.index, dtype=bool)
    others = set(place[named != ""])
    ends = reports["period_end"].where(reports["period_end"] != "", reports["year"].astype("str"))
    twice = pd.DataFrame({"place": place[lone], "end": ends[lone]}).duplicated(keep=False)
    crowded = others | set(place[lone][twice])
    return named.where(~lone | place.isin(crowded), place + UNNAMED)


def _named(issuer: str, level: str, code: str, region: str, places: Sequence[str]) -> str:
    """Key of a body that its row alone makes known, else empty."""
    if level == "unknown" or not code and level != "national":
        return ""
    name = _FORM.sub("", _MASK.sub("", issuer))
    for place in sorted({p for p in places if len(p) > 1}, key=len, reverse=True):
        name = name.replace(place, "")
    kind = name[_NO_NAME.match(name).end() :]
    if level == "national" or _level_of(code) == level:
        return f"{level} {code} {kind}" if kind else ""
    if region.endswith(_SMALL_PLACE):
        return f"{level} {code} {region} {kind}"
    # A street or an enterprise that no gazetteer knows has its name in its issuer: 樊口街道工会, not 街道工会.
    own_name = kind == name and not name.startswith(_NO_OWN_NAME) and not _MASK.search(issuer)
    return f"{level} {code} {name}" if name and own_name else ""


def _level_of(code: str) -> str:
    """Level of the region a six-digit code of GB/T 2260 is for."""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def _near_enough(level: str, code: str) -> bool:
    """Whether a region is that of the level or the one above; communities, enterprises and institutions lie in districts."""
    return bool(code) and level != "unknown" and _RANK[_level_of(code)] >= _RANK.get(level, 4) - 1

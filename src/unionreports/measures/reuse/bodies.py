"""Do two reports come from the same body, or from different places, as far as the table of reports tells?"""

import re

#: What hosts put in the place of a name.
_MASKS = re.compile(r"[xX×*＊某_○〇\s]+")
_NATIONAL = "national"
#: What the name of any street's, village's or firm's union has.
_KIND = re.compile("街道|社区|[乡镇村]|有限|责任|股份|公司|集团|企业|学校|医院|总?工会|委员会|联合会|办事处|党?工委")
_SHORTEST_NAME = 2
#: Levels at which a region has one union, so that the region and the level say which.
_ONE_UNION = ("national", "province", "prefecture", "county")


def own_name(issuer: str) -> str:
    """The issuer without masks and blanks."""
    return _MASKS.sub("", issuer)


def nested(one: str, other: str) -> bool:
    """Whether two codes are of the same region, or one region lies in the other (GB/T 2260: two digits for each step)."""
    short, long = sorted((_stem(one), _stem(other)), key=len)
    return long.startswith(short)


def _stem(code: str) -> str:
    """A code without the pairs of zeros that say that it goes no deeper."""
    while code.endswith("00"):
        code = code[:-2]
    return code


def different_places(one, other) -> bool:
    """Whether two reports (rows of `reports`) are known to come from different places.

    Regions of which one lies in the other are different where the bodies are of different levels: a county's union is
    not that of its prefecture. Streets and villages of one county are told apart by their names. The whole country is
    a place that has no code.
    """
    if (one.level == _NATIONAL) != (other.level == _NATIONAL):
        return one.level == _NATIONAL and _below(other) or other.level == _NATIONAL and _below(one)
    if not (one.region_code and other.region_code):
        return False
    if not nested(one.region_code, other.region_code):
        return True
    if one.region_code != other.region_code:
        return "unknown" not in (one.level, other.level) and one.level != other.level
    named = one.region_name not in ("", one.county, one.prefecture, one.province)
    return (
        named
        and other.region_name not in ("", other.county, other.prefecture, other.province)
        and one.region_name != other.region_name
    )


def _below(report) -> bool:
    """Whether a report is known to come from below the national level."""
    return bool(report.region_code) or report.level != "unknown"


def same_body(one, other) -> bool:
    """Whether two reports (rows of `reports`) are known to come from the same body.

    Region and level agree, and one issuer's name ends with the other's (市总工会 for 沈阳市总工会). Below the county the
    region alone says too little: the region must be a street or village, or the issuer have a name of its own (not 街道工会).
    """
    if one.level == "unknown" or one.level != other.level or one.region_code != other.region_code:
        return False
    if not one.region_code and one.level != _NATIONAL or one.region_name != other.region_name:
        return False
    names = sorted((own_name(one.issuer), own_name(other.issuer)), key=len)
    if not names[0]:
        return one.level in _ONE_UNION and not names[1]
    if one.level in _ONE_UNION:
        return names[1].endswith(names[0])
    if one.region_name not in (one.county, one.prefecture, one.province):
        return names[1].endswith(names[0])
    return names[0] == names[1] and len(_kind_removed(names[0], one)) >= _SHORTEST_NAME


def _kind_removed(name: str, report) -> str:
    """What of an issuer's name is its own: without its regions and words that any body of its kind has."""
    for region in (report.county, report.prefecture, report.province):
        name = name.replace(region, "") if region else name
    return _KIND.sub("", name)


def could_be_one_body(one, other) -> bool:
    """Whether nothing known of two reports (rows of `reports`) says that they come from different bodies."""
    return not different_places(one, other) and (one.level == other.level or "unknown" in (one.level, other.level))

"""Do two reports come from different places, as far as the table of reports tells?"""

_NATIONAL = "national"


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


def could_be_one_body(one, other) -> bool:
    """Whether nothing known of two reports (rows of `reports`) says that they come from different bodies."""
    return not different_places(one, other) and (one.level == other.level or "unknown" in (one.level, other.level))

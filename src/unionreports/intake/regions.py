"""Which region does a person mean by a code or a name?"""

from dataclasses import dataclass
from itertools import product
import re

from unionreports.corpus.gazetteer import Division, Gazetteer

_CODE = re.compile(r"[0-9]{6}")
#: What people put between the parts of a place.
_BETWEEN = re.compile(r"[\s/／,，、>＞·-]+")
#: Namesakes and neighbours that are named where a region was not understood.
_MOST_NAMED = 12


class UnknownRegion(ValueError):
    """`allowed`: what was meant, perhaps."""

    def __init__(self, problem: str, allowed: str):
        super().__init__(problem)
        self.problem, self.allowed = problem, allowed


@dataclass(frozen=True)
class Region:
    """A region as the table of reports holds it."""

    region_code: str
    region_name: str
    province: str
    prefecture: str
    county: str


def find_region(text: str, gazetteer: Gazetteer) -> Region:
    """The region of a six-digit code, or of a name with as many regions above it as are needed: 长春市朝阳区.

    Names without their suffix will do where they are words (慈溪, 浙江宁波). A street or town gives the code of its
    county and its own name, as in the table of reports.

    Raises
    ------
    UnknownRegion
        No region has this code or name, or several have it; with what may be meant.
    """
    if _CODE.fullmatch(text):
        division = gazetteer.division(text)
        if division is None:
            raise UnknownRegion("no region has or had this code", _near(text, gazetteer))
        return _region(division, gazetteer)
    found = _chains(text, gazetteer)
    if not found:
        raise UnknownRegion(
            "no region of this name is known",
            "six digits of GB/T 2260, or a name as 浙江省, 宁波市, 慈溪市, 长春市朝阳区",
        )
    if len(found) > 1:
        raise UnknownRegion(
            f"{len(found)} regions have this name", "; ".join(_shown(d, gazetteer) for d in found[:_MOST_NAMED])
        )
    return _region(found[0], gazetteer)


def _chains(text: str, gazetteer: Gazetteer) -> list[Division]:
    """What the last of the names in a text can mean where the names before it stand above it."""
    if not text.isprintable():
        return []
    mentions = []
    for part in filter(None, _BETWEEN.split(text)):
        found = gazetteer.mentions(part)
        # Every character must belong to a name: a part that is not understood may be the one that matters.
        if not found or sum(m.end - m.start for m in found) != len(part):
            return []
        mentions += found
    if not mentions:
        return []
    *above, last = mentions
    fits = [d for d in last.divisions if all(any(_inside(d, a) for a in m.divisions) for m in above)]
    # 朝阳区 is a district; that some vintage lists a zone of that name among the towns must not make it doubtful.
    regions = [d for d in fits if d.level != "township_street"]
    return regions or fits


def narrowed(region: Region, issuer: str, gazetteer: Gazetteer) -> Region:
    """The one part of a region that a body is named after; the region itself where there is none or several.

    南山区总工会 alone may be of Shenzhen or of Hegang; of pages that are said to be from 黑龙江 it is Hegang's.
    """
    mentions = gazetteer.mentions(issuer)
    named = mentions[-1].divisions if mentions else ()
    codes = {d.code for d in named if d.level != "township_street" and is_inside(d.code, region.region_code)}
    division = gazetteer.division(codes.pop()) if len(codes) == 1 else None
    return _region(division, gazetteer) if division else region


def is_inside(code: str, above: str) -> bool:
    """Whether a region of six digits lies in another and is smaller."""
    digits = 2 if above.endswith("0000") else 4 if above.endswith("00") else 6
    return code != above and code.startswith(above[:digits])


def _inside(division: Division, above: Division) -> bool:
    """Whether a division is another one or lies in it."""
    if above.level == "township_street":
        return division == above
    return division.region == above.code or is_inside(division.region, above.code)


def _region(division: Division, gazetteer: Gazetteer) -> Region:
    return Region(division.region, division.name, *gazetteer.chain(division.region))


def _shown(division: Division, gazetteer: Gazetteer) -> str:
    names = [*gazetteer.chain(division.region), division.name]
    return f"{division.region} {''.join(dict.fromkeys(names))}"


def _near(code: str, gazetteer: Gazetteer) -> str:
    """Regions above an unknown code, and those whose codes differ from it in a digit."""
    near = [code[:4] + "00", code[:2] + "0000"]
    near += (code[:i] + digit + code[i + 1 :] for i, digit in product(reversed(range(6)), "0123456789"))
    found = dict.fromkeys(d for d in map(gazetteer.division, near) if d is not None)
    return "; ".join(_shown(d, gazetteer) for d in list(found)[:_MOST_NAMED]) or "a code of GB/T 2260"

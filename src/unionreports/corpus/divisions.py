"""Which of the divisions that bear one name is meant: the highest, those of today, those of the year reported?"""

from typing import NamedTuple

_DEPTH = {"province": 0, "prefecture": 1, "county": 2, "township_street": 3}
#: Years the tables begin and end with; what they have in these is taken to hold before and after.
_FIRST_VINTAGE, _LAST_VINTAGE = 2002, 2023


class Division(NamedTuple):
    """One division as one or more vintages list it. `first_year`, `last_year`: vintages it was seen in."""

    code: str
    name: str
    bare: str
    level: str
    parent: str
    first_year: int
    last_year: int

    @property
    def region(self) -> str:
        """Six-digit code of the smallest GB/T 2260 region: the county of a town, else the division itself."""
        return self.parent if self.level == "township_street" else self.code


def stem(code: str) -> str:
    """The digits that a six-digit code shares with those of its parts: 50 of 500000, 4110 of 411000."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def of_year(divisions: list[Division], year: int) -> list[Division]:
    """The divisions that bore their name in a year, if the name passed between counties and prefectures; else all.

    毕节市 was a county-level city until 2010 and is a prefecture since; 巢湖市 was a prefecture until 2010. A code that
    changed at the same level is no other region, and the latest code stays the one that years are compared by.
    """
    if {"prefecture", "county"} != {d.level for d in divisions} or len({d.code[:2] for d in divisions}) > 1:
        return divisions
    then = [
        d for d in divisions if d.first_year <= max(year, _FIRST_VINTAGE) and d.last_year >= min(year, _LAST_VINTAGE)
    ]
    return then or divisions


def highest(divisions: list[Division]) -> list[Division]:
    """The divisions a form without suffix means: the highest that still exist, else the highest of all.

    吉林 is the province, 邯郸 the city and not the former county, 巢湖 today's county-level city and not the
    prefecture that was dissolved in 2011.
    """
    latest = max(d.last_year for d in divisions)
    alive = [d for d in divisions if d.last_year == latest]
    top = min(_DEPTH[d.level] for d in alive)
    return without_old_codes([d for d in alive if _DEPTH[d.level] == top])


def without_old_codes(divisions: list[Division]) -> list[Division]:
    """One division for each region, and none for a code that a later code of the same province replaced.

    A county moved to another prefecture changes its code (大方县: 522422, from 2012 on 520521), and one that
    became a prefecture changes code and level (日喀则市: 542301, from 2014 on 540200).
    """
    kept: dict[str, Division] = {}
    for division in sorted(divisions, key=lambda d: (-d.last_year, d.code)):
        later = (k for k in kept.values() if k.code[:2] == division.code[:2])
        if division.region not in kept and not any(_replaces(k, division) for k in later):
            kept[division.region] = division
    return sorted(kept.values())


def _replaces(later: Division, earlier: Division) -> bool:
    """Whether a code began when, or after, another ended. Both stand in the tables of the year of a change (吕梁's
    counties in those of 2003), and all that exist in those of the first and the last year."""
    return later.first_year > earlier.last_year or (
        later.first_year == earlier.last_year and _FIRST_VINTAGE < later.first_year < _LAST_VINTAGE
    )

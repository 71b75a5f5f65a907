"""What follows for a report's other fields from a region or a year that a person gives?"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import asdict, fields

from unionreports.intake.regions import Region

#: Fields of a report that say where it is from.
REGION_FIELDS = tuple(field.name for field in fields(Region))


def of_region(region: Region) -> dict[str, str]:
    """Fields of a report that a region settles."""
    return asdict(region)


def of_year(report: Mapping[str, object], year: int) -> dict[str, str]:
    """Fields of a report that a year settles: a period inferred for another year is that of the year given.

    A period of several years stays as it is: which of its years was meant is not known.
    """
    settled = {"year": str(year)}
    start, end = str(report["period_start"]), str(report["period_end"])
    if start and start[:4] == end[:4] != str(year):
        settled |= {"period_start": _moved(start, year), "period_end": _moved(end, year)}
    return settled


def _moved(date: str, year: int) -> str:
    """The same day of another year, where it was the last of its month the last again; months and years likewise."""
    old, *rest = (int(part) for part in date.split("-"))
    if len(rest) == 2:
        month, day = rest
        last = monthrange(year, month)[1]
        rest[1] = last if day == monthrange(old, month)[1] else min(day, last)
    return "-".join([str(year), *(f"{part:02d}" for part in rest)])

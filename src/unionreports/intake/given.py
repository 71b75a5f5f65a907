"""What does a person say of pages when they are added, by options or in the columns of a table of texts?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
import re

from unionreports.corpus.date_slips import is_date, meant_date, meant_year
from unionreports.corpus.gazetteer import Gazetteer
from unionreports.errors import InputError
from unionreports.intake.regions import Region, UnknownRegion, find_region

#: Columns of a table of texts, and options of the same names, that are understood; all others go into no table.
COLUMNS = ("region", "year", "issuer", "url", "host", "retrieved", "page_date", "terms", "note")
#: Makes the error about one of them: column, problem, value, allowed.
Wrong = Callable[[str, str, str, str], InputError]
_YEAR = re.compile("(19|20)[0-9]{2}")


@dataclass(frozen=True)
class Given:
    """What is said of one page. `region`, `year`, `issuer` speak of its reports, the rest are cells of sources.csv."""

    region: Region | None = None
    year: int | None = None
    issuer: str = ""
    url: str = ""
    host: str = ""
    retrieved: str = ""
    page_date: str = ""
    terms: str = ""
    note: str = ""

    @property
    def of_reports(self) -> list[str]:
        """What is said of reports, by name."""
        return [name for name in ("region", "year", "issuer") if getattr(self, name)]


def read_given(said: Mapping[str, str], gazetteer: Gazetteer, wrong: Wrong) -> Given:
    """What is said, checked. Blanks are made single; names that are not among `COLUMNS` are passed over.

    Raises
    ------
    InputError
        What `wrong` makes of a region that is unknown or several, a year that is none, a date that is none.
    """
    cells = {field.name: " ".join(said.get(field.name, "").split()) for field in fields(Given)}
    for name in ("retrieved", "page_date"):
        if not is_date(cells[name]):
            problem = _with_guess("not a date", meant_date(cells[name]))
            raise wrong(name, problem, cells[name], "2023-10-02, 2023-10, 2023, or nothing")
    if cells["year"] and not _YEAR.fullmatch(cells["year"]):
        problem = _with_guess("not a year", meant_year(cells["year"]))
        raise wrong("year", problem, cells["year"], "the year reported on in four digits, 1900 to 2099, or nothing")
    region = None
    if cells["region"]:
        try:
            region = find_region(cells["region"], gazetteer)
        except UnknownRegion as unknown:
            raise wrong("region", unknown.problem, cells["region"], unknown.allowed) from None
    return Given(**cells | {"region": region, "year": int(cells["year"]) if cells["year"] else None})


def _with_guess(problem: str, guess: str) -> str:
    return f"{problem}; perhaps {guess} was meant" if guess else problem

"""Do the names of a corrected place go with its code? Hints for the person who corrects; nothing follows from them."""

from collections.abc import Sequence

import pandas as pd

from unionreports.corpus.correction_values import PLACE, Correction
from unionreports.corpus.gazetteer import Gazetteer

#: Columns with the names of the regions a code lies in, from the largest, and what is left of the code for each.
_PARTS = (("province", 2), ("prefecture", 4), ("county", 6))


def place_hints(reports: pd.DataFrame, corrections: Sequence[Correction], gazetteer: Gazetteer) -> list[str]:
    """A sentence for each name that is not that of the region its report's code stands for.

    Parameters
    ----------
    reports : the table of reports with the corrections made. A code that was corrected alone leaves the names as they
        were inferred: this is where it shows.
    corrections : only reports of which they correct the place are looked at.
    gazetteer : any name a region had in its years is right.
    """
    looked_at = {c.report_id for c in corrections if c.field in PLACE}
    hints = []
    for row in reports[reports["report_id"].isin(list(looked_at))].to_dict("records"):
        code = row["region_code"]
        if gazetteer.division(code) is None:
            continue
        for (column, digits), name in zip(_PARTS, gazetteer.chain(code), strict=True):
            part = code[:digits].ljust(6, "0")
            if row[column] != name and part not in _codes_of(row[column], gazetteer):
                hints.append(
                    f"{row['report_id']}: {column} is {row[column] or 'empty'}, but the region {code} lies in "
                    f"{name or 'none'}; correct {column} or region_code"
                )
    return hints


def _codes_of(name: str, gazetteer: Gazetteer) -> set[str]:
    """Codes of the regions that a name as a whole can mean."""
    return {d.code for m in gazetteer.mentions(name) if m.name == name for d in m.divisions}

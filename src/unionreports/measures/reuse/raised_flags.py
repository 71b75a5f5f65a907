"""Which flags does shared text raise in the table `reports`?

What shared text shows can be seen in the whole corpus only, and so no earlier than the tables of its pages are made.
"""

from collections.abc import Mapping

import pandas as pd

from unionreports.corpus.usability import COMPOSITE
from unionreports.tables import FLAGS


def with_raised_flags(
    reports: pd.DataFrame, report_reuse: pd.DataFrame, passages: pd.DataFrame, settled: Mapping[str, set[str]]
) -> pd.DataFrame:
    """Table `reports` with `composite` and `near_duplicate` where shared text shows them.

    A composite report may not be compared any more. Of the two reports of one document both are flagged: which one stays
    is for a person to say.

    Parameters
    ----------
    reports, report_reuse, passages
        The tables of these names; `reports` may have the flags already.
    settled
        Report to what a person has said of it and is not changed: flags taken away, and `usable`.
    """
    twice = passages[passages["kind"] == "same_document"]
    found = {
        "composite": set(report_reuse.loc[report_reuse["composite"], "report_id"]),
        "near_duplicate": {*twice["report_a"], *twice["report_b"]},
    }
    flags, usable, reasons = [], [], []
    for row in reports.itertuples():
        said = settled.get(row.report_id, set())
        new = {name for name, of in found.items() if row.report_id in of and name not in said}
        held = set(row.flags.split("|"))
        out = "composite" in new - held and "usable" not in said
        flags.append("|".join(flag for flag in FLAGS if flag in held | new))
        usable.append(row.usable and not out)
        reasons.append("; ".join(filter(None, (row.unusable_reason, COMPOSITE))) if out else row.unusable_reason)
    columns = {"flags": flags, "usable": usable, "unusable_reason": reasons}
    return reports.assign(**{n: pd.Series(v, reports.index, dtype=reports[n].dtype) for n, v in columns.items()})

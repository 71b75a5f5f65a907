"""What does a claim under one set of choices rest on? The units of the reports its question compares."""

from collections.abc import Mapping

import numpy as np

from unionreports.text.claims import group_values
from unionreports.tracing.behind import Behind
from unionreports.tracing.corpus import Corpus

Row = Mapping[str, str]
_NOT_COMPUTED = "not computed"
_UNKNOWN = ("", "unknown")


def specifications(row: Row, corpus: Corpus) -> Behind:
    """Units with content of the usable reports compared, by group; by the words of `compare.claims`.

    What a unit is about was told by topics fitted under the row's choices, of which no table is kept: every unit of the
    reports adds to it.
    """
    units, group, numbers = corpus.once(_case, row["claim"], row["documents"])
    if row["verdict"] == _NOT_COMPUTED and row["n_reports"] == "0":
        # Too few reports to ask: these were there, and nothing was computed of them.
        return corpus.whole(units, weight=0, group=group, numbers=dict.fromkeys(numbers, 0))
    return corpus.whole(units, group=group, numbers=numbers)


def _case(corpus: Corpus, name: str, documents: str) -> tuple[np.ndarray, np.ndarray, dict[str, int]]:
    claims = corpus.tables["claims"].set_index("claim")
    role, of = corpus.value("role"), corpus.report_of_unit
    inside = (role != "frame") & corpus.usable[of]
    group = np.zeros(len(inside), np.int8)
    if name in claims.index:
        claim = claims.loc[name]
        if claim["question"] == "plan" and documents != "report":
            group = np.where(role == "plan", 1, np.where(role == "review", 2, 0))
            both = np.intersect1d(of[inside & (group == 1)], of[inside & (group == 2)])
            inside &= (group > 0) & np.isin(of, both)
        elif claim["question"] == "trend":
            inside &= corpus.value("year") != ""
        elif claim["question"] == "difference":
            label = corpus.value(claim["column"])
            a, b = group_values(claim["group_a"]), group_values(claim["group_b"])
            in_a = np.isin(label, a)
            in_b = np.isin(label, b) if b else ~in_a & ~np.isin(label, _UNKNOWN)
            group = np.where(in_a, 1, np.where(in_b, 2, 0))
            inside &= group > 0
    units = np.flatnonzero(inside)
    sizes = corpus.sizes(units)
    return units, group[units], {column: sizes[column] for column in ("n_reports", "n_pages")}

"""What do shares of priorities, and comparisons of them, rest on?

The columns `method`, `roles`, `paired`, `usable_only` and `shared_text` say which units were looked at; columns that
reports or units have, and `group_a` and `group_b` with `by`, say which of them.
"""

from collections.abc import Mapping

import numpy as np

from unionreports.compare.cases import QUESTIONS, REST
from unionreports.text.own_text import own_characters
from unionreports.tracing.behind import Behind
from unionreports.tracing.corpus import Corpus

Row = Mapping[str, str]
#: Columns that make cells of shares.
CELLS = (
    *("report_id", "page_id", "region_code", "region_name", "province", "prefecture", "county"),
    *("level", "kind", "year", "rule_period", "role"),
)


def shares(row: Row, corpus: Corpus) -> Behind:
    """Units of the cell: those of the priority make the share, the others are what it is a share of."""
    asked = tuple((column, row[column]) for column in CELLS if row.get(column))
    units = corpus.once(_cell, sample_of(row), asked)
    own = corpus.code(row["method"])[units] == row["priority"]
    return corpus.whole(units, own, numbers=corpus.once(_sizes, sample_of(row), asked))


def share_changes(row: Row, corpus: Corpus) -> Behind:
    """As `shares`, of the earlier reports; those that came in after are named where the tables do not have them."""
    found = shares(row, corpus)
    sizes = {f"old_{name}": number for name, number in found.numbers.items() if name != "n_units"}
    added = [one for one in row["added_report_ids"].split("|") if one]
    new = corpus.report_ids.get_indexer(added)
    missing = tuple(one for one, at in zip(added, new.tolist(), strict=True) if at < 0)
    return Behind(**vars(found) | {"numbers": sizes, "missing": missing})


def own_shares(row: Row, corpus: Corpus) -> Behind:
    """As `shares`, of all text; units without text of their own, which count only there, are group 2."""
    found = shares(row, corpus)
    own = corpus.once(_with_own_text)[found.unit]
    sizes = {f"all_{name}": number for name, number in found.numbers.items()}
    sizes |= {f"own_{name}": number for name, number in corpus.sizes(found.unit[own]).items()}
    return Behind(**vars(found) | {"numbers": sizes, "group": np.where(own, 1, 2)})


def comparison(row: Row, corpus: Corpus) -> Behind:
    """Units of the reports compared, of each group; those of the priority make the difference."""
    keys = tuple(row.get(name, "") for name in ("question", "by", "group_a", "group_b"))
    without = row.get("left_out_by", ""), row.get("left_out", "")
    units, group, numbers = corpus.once(_case, sample_of(row), keys, without)
    return corpus.whole(units, corpus.code(row["method"])[units] == row["priority"], group, numbers=numbers)


def is_comparison(row: Row) -> bool:
    """Whether a row compares groups, as one of `compare.comparison.compare` does."""
    return row.get("question") in QUESTIONS


def sample_of(row: Row) -> tuple[str, str, bool, bool, bool]:
    """What the row says of the units that were looked at: method, roles, paired, usable_only, shared_text."""
    says = [row.get(name) == "True" for name in ("paired", "usable_only")]
    return (row["method"], row["roles"], *says, row.get("shared_text") != "False")


def sampled(corpus: Corpus, sample: tuple[str, str, bool, bool, bool]) -> np.ndarray:
    """Which units a sample has; without shared text those are in none that have no text of their own."""
    method, roles, paired, usable_only, shared_text = sample
    inside = corpus.sample(roles, paired, usable_only)
    if method:
        inside = inside & (corpus.code(method) != "")
    return inside if shared_text else inside & corpus.once(_with_own_text)


def _with_own_text(corpus: Corpus) -> np.ndarray:
    return own_characters(corpus.units, corpus.tables["shared_text"]) > 0


def _cell(corpus: Corpus, sample, asked: tuple[tuple[str, str], ...]) -> np.ndarray:
    inside = corpus.once(sampled, sample)
    for column, value in asked:
        inside = inside & (corpus.value(column) == value)
    return np.flatnonzero(inside)


def _sizes(corpus: Corpus, sample, asked) -> dict[str, int]:
    return corpus.sizes(corpus.once(_cell, sample, asked))


def _case(corpus: Corpus, sample, keys, without) -> tuple[np.ndarray, np.ndarray, dict[str, int]]:
    """Units, the group each is in, and the numbers of one comparison."""
    question, by, a, b = keys
    label = corpus.value(by)
    inside = corpus.once(sampled, sample) & (label != "")
    column, value = without
    if column:
        inside &= corpus.value(column) != value
    of = corpus.report_of_unit
    group = np.where(label == a, 1, np.where((label == b) | (b == REST), 2, 0))
    if question == "plan":
        both = inside & np.isin(of, np.intersect1d(of[inside & (group == 1)], of[inside & (group == 2)]))
        inside = both & (group > 0)
    elif question == "difference":
        inside &= group > 0
    units, group = np.flatnonzero(inside), group[inside]
    numbers = corpus.sizes(units)
    if question != "heterogeneity":
        for side, number in (("a", 1), ("b", 2)):
            numbers[f"n_reports_{side}"] = len(corpus.reports_in(units[group == number]))
    else:
        group = np.zeros(len(units), np.int64)
    return units, group, numbers

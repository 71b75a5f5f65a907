"""What does the command `unionreports agreement` print?

Figures of agreement stand beside what the hand coding is worth and how few reports they rest on.
"""

from collections.abc import Mapping
import textwrap

import pandas as pd

from unionreports.text.lexicons import Lexicons
from unionreports.validation.agreement import MEASURES, agreement, category_scores
from unionreports.validation.disputes import dispute_summary, disputes
from unionreports.validation.method_agreement import MEASURES as PAIR_MEASURES
from unionreports.validation.method_agreement import method_agreement
from unionreports.validation.reference import reference_codes
from unionreports.validation.resampling import FEW_CLUSTERS
from unionreports.validation.witnesses import methods_of

#: What the README of tests/gold says of the coding that comes with the software, by the name of its coder.
WORTH = {
    "reference": (
        "The reference coding was read and coded unit by unit by the rules in docs/coding_rules.md, in two passes by "
        "one procedure (they differ in 1 of 281 units). That agreement shows consistency, not validity: two trained people "
        "coding independently would agree less, and no such coding exists yet. The codebook was written with these "
        "reports at hand: its figures are in-sample, and on other reports it will agree less."
    )
}
#: For any coding: what its figures cannot say.
OWN_CODING = (
    "Agreement with one coder is not validity. Have a second coder fill in a blind sheet, and see how far the two "
    "agree: no method can be shown to be better than that."
)
TRAINED = (
    "A method that was trained on hand-coded units is measured fairly only where a unit's code comes from a model that "
    "never saw its report."
)
_INTERVALS = (
    "95 % intervals in brackets resample reports with all their units; those of a single report resample its units and "
    "say nothing about others."
)
_MEASURES = (
    "macro_f1: mean over the categories that occur in the reference of the subset. partial: the code is the primary or "
    "a secondary one of the reference."
)
_WIDTH = 110
#: Characters of a unit's text in the reading list: two lines of Chinese on a terminal; `disputes` has the whole.
_SHOWN = 100
#: With more reports than this their single rows are no longer printed; `agreement` has them.
_MOST_REPORTS = 12


def agreement_report(
    tables: Mapping[str, pd.DataFrame], lexicons: Lexicons, random_state: int, n_disputes: int = 10
) -> str:
    """Text on the agreement of every method with the hand coding and with each other.

    Parameters
    ----------
    tables : units, reports, pages, priorities.
    lexicons : with the hand-coded units.
    random_state : seed of the bootstrap.
    n_disputes : length of the reading list.
    """
    units, reports, priorities = tables["units"], tables["reports"], tables["priorities"]
    codes, left_out = reference_codes(lexicons.coded_units, units, reports, tables["pages"])
    parts = []
    if len(codes):
        parts += _against_reference(priorities, codes, units, random_state)
    else:
        parts.append("No unit of this corpus is coded by hand: draw a blind coding sheet to begin.")
    if len(left_out):
        counted = left_out["reason"].value_counts()
        parts.append(
            f"Left out: {len(left_out)} hand codes ("
            + "; ".join(f"{reason}: {n}" for reason, n in counted.items())
            + f"). The first: {', '.join(left_out['unit_id'][:5])}."
        )
    if priorities["method"].nunique() > 1:
        parts += _between_methods(priorities, units, random_state)
    listed = disputes(priorities, units, reports, codes if len(codes) else None, n_disputes)
    if len(listed):
        parts.append(
            f"The {len(listed)} units most in dispute (score 0: unanimous, 1: all certain of different codes):"
        )
        parts += [dispute_entry(row) for row in listed.to_dict("records")]
    return "\n\n".join(parts) + "\n"


def worth_of(codes: pd.DataFrame) -> str:
    """What the hand codes that `reference_codes` gives are worth, to be said wherever a figure rests on them."""
    said = dict.fromkeys(WORTH.get(coder, OWN_CODING) for coder in dict.fromkeys(codes["coder"]))
    return " ".join(said) or "No unit of this corpus is coded by hand."


def _against_reference(priorities, codes, units, random_state) -> list[str]:
    coders = list(dict.fromkeys(codes["coder"]))
    scores = agreement(priorities, codes, units, random_state)
    n_reports = codes.merge(units, on="unit_id")["report_id"].nunique()
    few = n_reports < FEW_CLUSTERS
    if n_reports > _MOST_REPORTS:
        scores = scores[~scores["subset"].str.startswith("report ")]
    wide = scores.assign(cell=_cells(scores)).pivot(
        index=["method", "subset", "n_units", "n_reports"], columns="measure", values="cell"
    )
    order = scores.drop_duplicates(["method", "subset"]).set_index(["method", "subset", "n_units", "n_reports"]).index
    parts = [
        f"Agreement with the hand coding: {len(codes)} units of {n_reports} reports; coder: {', '.join(coders)}.",
        _wrapped(worth_of(codes)),
        _wrapped(TRAINED),
        _wrapped(_INTERVALS + (f" {n_reports} reports are few: the intervals are rough." if few else "")),
        _table(wide.loc[order, [*MEASURES, "partial"]].reset_index()),
        _wrapped(_MEASURES),
    ]
    by_category = category_scores(priorities, codes, units, random_state)
    by_category["cell"] = [
        "" if pd.isna(r.f1) and not r.n_coded else f"{_number(r.f1)} ({_number(r.precision)}, {_number(r.recall)})"
        for r in by_category.itertuples()
    ]
    table = by_category.pivot(index=["priority", "n_reference"], columns="method", values="cell").fillna("")
    # A method that coded none of the units of the reference has no column.
    table = table[methods_of(table)].reset_index().sort_values("n_reference", ascending=False, kind="stable")
    return [*parts, "F1 of each category (precision, recall); n is the units of the reference:", _table(table)]


def _between_methods(priorities, units, random_state) -> list[str]:
    pairs = method_agreement(priorities, units, random_state).query("priority == ''")
    wide = pairs.assign(cell=_cells(pairs)).pivot(
        index=["method_a", "method_b", "n_units", "n_reports"], columns="measure", values="cell"
    )
    order = pairs.drop_duplicates(["method_a", "method_b"]).set_index(wide.index.names).index
    parts = [
        "Agreement between methods (they read the same words: to agree is not to be right):",
        _table(wide.loc[order, [m for m in PAIR_MEASURES if m in wide]].fillna("").reset_index()),
    ]
    summary = dispute_summary(priorities, units)
    return [*parts, "Units on which the independent methods agree:", _table(summary)] if len(summary) else parts


def dispute_entry(row: Mapping[str, object]) -> str:
    """One row of `disputes` to be read: codes with confidences, and the beginning of the text."""
    codes = [
        f"{witness} {row[witness]} ({row[f'{witness}_confidence']:.2f})"
        for witness in row
        if f"{witness}_confidence" in row and not pd.isna(row[witness])
    ]
    return "\n  ".join(
        [
            f"{row['unit_id']} ({row['role']}), score {row['score']:.2f}: " + "; ".join(codes),
            str(row["heading_path"]) or "(no heading)",
            _shortened(str(row["text"])),
        ]
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _cells(scores: pd.DataFrame) -> list[str]:
    return [
        _number(r.value) + ("" if pd.isna(r.low) else f" ({_number(r.low)}-{_number(r.high)})")
        for r in scores.itertuples()
    ]


def _number(value: float) -> str:
    return "undefined" if pd.isna(value) else f"{value:.2f}"


def _table(frame: pd.DataFrame) -> str:
    return frame.fillna("").to_string(index=False)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH)
